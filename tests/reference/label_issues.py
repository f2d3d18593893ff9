"""Expected values for tests/unit/ml/evaluation/confident-learning.test.ts, from cleanlab.

    python -m venv .venv && .venv/bin/pip install cleanlab==2.9.0 && .venv/bin/python tests/reference/label_issues.py

Writes label-issues.json beside itself. Seeds are fixed: the same versions write the same file.
"""

import json
from pathlib import Path

import cleanlab
import numpy as np
from cleanlab.count import compute_confident_joint, get_confident_thresholds
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_normalized_margin_for_each_label

HERE = Path(__file__).parent


def case(name, rows, classes, seed, sharpness, flipped, given_classes=None):
    """Noisy probabilities around a true class, and labels of which a share was flipped."""
    random = np.random.default_rng(seed)
    given_classes = given_classes or classes
    truth = random.integers(given_classes, size=rows)
    logits = random.normal(size=(rows, classes))
    logits[np.arange(rows), truth] += sharpness
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    probabilities = np.round(probabilities, 6)
    labels = np.where(random.random(rows) < flipped, random.integers(given_classes, size=rows), truth)
    issues = find_label_issues(
        labels, probabilities, filter_by="confident_learning", return_indices_ranked_by="normalized_margin", n_jobs=1
    )
    # Classes that no label names have no threshold that could be reached; cleanlab's joint is of the others alone.
    joint = compute_confident_joint(labels, probabilities, calibrate=False)
    margins = get_normalized_margin_for_each_label(labels, probabilities)
    return {
        "name": name,
        "classes": classes,
        "labels": labels.tolist(),
        "probabilities": probabilities.tolist(),
        "thresholds": np.asarray(get_confident_thresholds(labels, probabilities)).tolist(),
        "confidentJoint": np.asarray(joint).tolist(),
        "issues": [int(row) for row in issues],
        "margins": [float(margins[row]) for row in issues],
    }


CASES = [
    case("two classes", rows=80, classes=2, seed=1, sharpness=2.0, flipped=0.15),
    case("four classes", rows=120, classes=4, seed=2, sharpness=2.5, flipped=0.1),
    case("probabilities that say little", rows=80, classes=3, seed=3, sharpness=0.3, flipped=0.3),
    case("a class that no row has", rows=60, classes=4, seed=4, sharpness=2.0, flipped=0.2, given_classes=3),
]

(HERE / "label-issues.json").write_text(
    json.dumps({"versions": {"cleanlab": cleanlab.__version__, "numpy": np.__version__}, "cases": CASES}) + "\n"
)

"""Expected values for tests/unit/ml/evaluation and tests/unit/ml/calibration, from scikit-learn, scipy and numpy.

    python -m venv .venv && .venv/bin/pip install scikit-learn && .venv/bin/python tests/reference/evaluation.py

Writes evaluation.json and baseline.json beside itself. Seeds are fixed: the same versions write the same files.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    brier_score_loss,
    confusion_matrix,
    f1_score,
    log_loss,
    precision_recall_fscore_support,
)
from sklearn.pipeline import make_pipeline

HERE = Path(__file__).parent
VERSIONS = {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__}


def calibration_errors(probabilities, labels, bins=15):
    """Guo et al. (2017), equations 3 and 5, written anew: bins open below and closed above."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bounds = np.linspace(0, 1, bins + 1)
    rows, ece, mce = [], 0.0, 0.0
    for low, high in zip(bounds[:-1], bounds[1:]):
        inside = (confidence > low) & (confidence <= high)
        count = int(inside.sum())
        if count == 0:
            rows.append({"count": 0, "confidence": None, "accuracy": None})
            continue
        mean_confidence, accuracy = confidence[inside].mean(), right[inside].mean()
        rows.append({"count": count, "confidence": mean_confidence, "accuracy": accuracy})
        ece += count / len(labels) * abs(accuracy - mean_confidence)
        mce = max(mce, abs(accuracy - mean_confidence))
    return ece, mce, rows


def metrics_of(probabilities, labels):
    classes = probabilities.shape[1]
    everything = np.arange(classes)
    predictions = probabilities.argmax(axis=1)
    per_class = precision_recall_fscore_support(labels, predictions, labels=everything)
    macro = precision_recall_fscore_support(labels, predictions, average="macro")
    ece, mce, bins = calibration_errors(probabilities, labels)
    brier_input = probabilities[:, 1] if classes == 2 else probabilities
    return {
        "metrics": {
            "accuracy": accuracy_score(labels, predictions),
            "macroPrecision": macro[0],
            "macroRecall": macro[1],
            "macroF1": macro[2],
            "microF1": f1_score(labels, predictions, average="micro"),
            "ece": ece,
            "mce": mce,
            "brier": brier_score_loss(labels, brier_input, labels=everything),
            "nll": log_loss(labels, probabilities, labels=everything),
        },
        "perClass": [
            {"precision": p, "recall": r, "f1": f, "support": int(s)} for p, r, f, s in zip(*per_class)
        ],
        "confusion": confusion_matrix(labels, predictions, labels=everything).tolist(),
        "bins": bins,
    }


def temperature_of(logits, labels):
    """The temperature that minimises the negative log-likelihood, searched in its logarithm."""

    def nll(log_temperature):
        return -log_softmax(logits / np.exp(log_temperature), axis=1)[np.arange(len(labels)), labels].mean()

    found = minimize_scalar(nll, bounds=(np.log(1 / 20), np.log(20)), method="bounded", options={"xatol": 1e-12})
    return {"temperature": np.exp(found.x), "nllBefore": nll(0.0), "nllAfter": found.fun}


def case(name, rows, classes, scale, seed, labels_from=None):
    """Logits that are right to some degree, `scale` times too sure; rounded so that the file stays small."""
    random = np.random.default_rng(seed)
    labels = random.choice(labels_from or classes, size=rows)
    logits = random.normal(size=(rows, classes))
    logits[np.arange(rows), labels] += 1.2
    logits = np.round(logits * scale, 3)
    return {
        "name": name,
        "logits": logits.tolist(),
        "labels": labels.tolist(),
        **metrics_of(softmax(logits, axis=1), labels),
        "temperature": temperature_of(logits, labels),
    }


def evaluation():
    return {
        "versions": VERSIONS,
        "cases": [
            case("binary, overconfident", 60, 2, 3.0, 1),
            case("five classes, underconfident", 80, 5, 0.4, 2),
            case("four classes, one never true", 50, 4, 2.0, 3, labels_from=[0, 1, 3]),
            case("six classes, one neither true nor predicted", 5, 6, 4.0, 11, labels_from=[0, 2, 3]),
        ],
    }


def texts_of(random, label, count):
    """Short texts from overlapping vocabularies, with what tokenisers differ on: case, accents, digits, one letter words."""
    shared = "the a to of Über déjà I 42 x_y über meeting week 2024 don't naïve 東京 it's".split()
    own = [
        "free money offer click now winner prize".split(),
        "report agenda minutes project deadline team".split(),
        "goal match league striker coach season".split(),
    ][label]
    return [" ".join(random.choice(shared + own, size=random.integers(3, 14))) for _ in range(count)]


def baseline_case(name, labels, regularisation):
    random = np.random.default_rng(len(labels))
    train = [(text, k) for k in range(len(labels)) for text in texts_of(random, k, 30)]
    test = [text for k in range(len(labels)) for text in texts_of(random, k, 8)] + ["", "unseen words alone"]
    vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
    model = make_pipeline(vectorizer, LogisticRegression(C=regularisation, max_iter=10000, tol=1e-10))
    model.fit([text for text, _ in train], [label for _, label in train])
    return {
        "name": name,
        "labels": labels,
        "C": regularisation,
        "train": [{"text": text, "label": label} for text, label in train],
        "test": test,
        "features": len(vectorizer.vocabulary_),
        "probabilities": np.round(model.predict_proba(test), 8).tolist(),
    }


def baseline():
    return {
        "versions": VERSIONS,
        "cases": [
            baseline_case("two labels", ["spam", "work"], 1.0),
            baseline_case("three labels, weaker regularisation", ["spam", "work", "sport"], 10.0),
        ],
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # undefined precision is 0, which is what is compared
    for name, content in {"evaluation": evaluation(), "baseline": baseline()}.items():
        (HERE / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")

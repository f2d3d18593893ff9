"""Expected values for tests/unit/ml/calibration, from scikit-learn and scipy, and written anew with numpy.

    python -m venv .venv && .venv/bin/pip install scikit-learn && .venv/bin/python tests/reference/calibration.py

Writes calibration.json beside itself. Seeds are fixed: the same versions write the same file.
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV, _SigmoidCalibration
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression

HERE = Path(__file__).parent
VERSIONS = {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__}


class Fixed(ClassifierMixin, BaseEstimator):
    """Says of row x what stands in the table."""

    def __init__(self, table):
        self.table = table
        self.classes_ = np.arange(table.shape[1])

    def fit(self, x, y):
        return self

    def __sklearn_is_fitted__(self):
        return True

    def predict(self, x):
        return self.said(x).argmax(axis=1)

    def said(self, x):
        return self.table[x[:, 0].astype(int)]


class Scores(Fixed):
    def decision_function(self, x):
        said = self.said(x)
        return said[:, 1] if said.shape[1] == 2 else said


class Probabilities(Fixed):
    def predict_proba(self, x):
        return self.said(x)


def log_odds(logits):
    """Of each class its logit less the log of the summed exponentials of the others."""
    others = [np.logaddexp.reduce(np.delete(logits, k, axis=1), axis=1) for k in range(logits.shape[1])]
    return logits - np.stack(others, axis=1)


def whole(logits, labels, new, method):
    """CalibratedClassifierCV: one-vs-rest, made to sum to 1."""
    table = np.concatenate([logits, new])
    said = Scores(log_odds(table)) if method == "sigmoid" else Probabilities(softmax(table, axis=1))
    rows = np.arange(len(table), dtype=float)[:, None]
    model = CalibratedClassifierCV(FrozenEstimator(said), method=method, cv=2, ensemble=False)
    model.fit(rows[: len(logits)], labels)
    return model.predict_proba(rows[len(logits) :])


def vector(logits, labels):
    """Guo et al., with the prior of variance 1 around temperature scaling."""
    classes, n = logits.shape[1], len(labels)

    def nll(scores):
        return -log_softmax(scores, axis=1)[np.arange(n), labels].sum()

    best = minimize(lambda b: nll(logits * b[0]), [1.0], method="BFGS", options={"gtol": 1e-9})
    centre = np.concatenate([np.full(classes, best.x[0]), np.zeros(classes)])

    def objective(at):
        return (nll(logits * at[:classes] + at[classes:]) + ((at - centre) ** 2).sum() / 2) / n

    found = minimize(objective, centre, method="BFGS", options={"gtol": 1e-10, "maxiter": 10000})
    return found.x


def equal_mass(probabilities, labels, parts=15):
    confidence = probabilities.max(axis=1)
    right = (probabilities.argmax(axis=1) == labels).astype(float)
    order = np.argsort(confidence, kind="stable")
    pieces = np.array_split(order, parts)
    return sum(abs((right[p] - confidence[p]).sum()) for p in pieces if len(p)) / len(labels)


def murphy(probabilities, labels, bins=15):
    """Sums over the classes, halved for two; and what binning leaves."""
    classes = probabilities.shape[1]
    total = np.zeros(4)
    for k in range(classes):
        p, o = probabilities[:, k], (labels == k).astype(float)
        place = np.maximum(np.ceil(p * bins).astype(int) - 1, 0)
        reliability = resolution = 0.0
        for b in range(bins):
            inside = place == b
            if inside.any():
                share = inside.mean()
                reliability += share * (p[inside].mean() - o[inside].mean()) ** 2
                resolution += share * (o[inside].mean() - o.mean()) ** 2
        uncertainty = o.mean() * (1 - o.mean())
        brier = ((p - o) ** 2).mean()
        total += [reliability, resolution, uncertainty, brier - reliability + resolution - uncertainty]
    return dict(zip(["reliability", "resolution", "uncertainty", "withinBins"], total / (2 if classes == 2 else 1)))


def aps_threshold(probabilities, labels, draws, coverage, penalty=0.0, free=0):
    """Romano et al. (2020), Angelopoulos et al. (2021): randomised scores, the ceil((n + 1) coverage)-th."""
    n = len(labels)
    order = np.argsort(-probabilities, axis=1, kind="stable")
    mass = np.cumsum(np.take_along_axis(probabilities, order, axis=1), axis=1)
    rank = (order == labels[:, None]).argmax(axis=1)
    at = np.arange(n)
    own = probabilities[at, labels]
    scores = mass[at, rank] - own + draws * own + penalty * np.maximum(0, rank + 1 - free)
    return np.sort(scores)[int(np.ceil((n + 1) * coverage - 1e-9)) - 1]


def case(seed, rows, classes, spread):
    random = np.random.default_rng(seed)
    logits = np.round(random.normal(0, spread, (rows, classes)), 4)
    truth = softmax(logits / 2 + np.linspace(-0.5, 0.5, classes), axis=1)
    labels = np.array([random.choice(classes, p=p) for p in truth])
    new = np.round(random.normal(0, spread, (12, classes)), 4)
    draws = np.round(random.random(rows), 6)
    probabilities = softmax(logits, axis=1)
    found = vector(logits, labels)
    one = (labels == 0).astype(int)
    sigmoid = _SigmoidCalibration().fit(log_odds(logits)[:, 0], one)
    plain = IsotonicRegression(out_of_bounds="clip").fit(probabilities[:, 0], one)
    low, high = 1 / (rows + 2), (rows + 1) / (rows + 2)
    bounded = [
        IsotonicRegression(y_min=low, y_max=high, out_of_bounds="clip")
        .fit(probabilities[:, k], labels == k)
        .predict(softmax(new, axis=1)[:, k])
        for k in range(classes)
    ]
    bounded = np.stack(bounded, axis=1)
    return {
        "logits": logits.tolist(),
        "labels": labels.tolist(),
        "new": new.tolist(),
        "draws": draws.tolist(),
        "sigmoid": {"slope": -sigmoid.a_, "intercept": -sigmoid.b_},
        "isotonic": {"x": plain.X_thresholds_.tolist(), "y": plain.y_thresholds_.tolist()},
        "platt": whole(logits, labels, new, "sigmoid").tolist(),
        "isotonicWhole": whole(logits, labels, new, "isotonic").tolist(),
        "isotonicBounded": (bounded / bounded.sum(axis=1, keepdims=True)).tolist(),
        "vector": softmax(new * found[:classes] + found[classes:], axis=1).tolist(),
        "equalMass": equal_mass(probabilities, labels),
        "murphy": murphy(probabilities, labels),
        "aps": aps_threshold(probabilities, labels, draws, 0.9),
        "raps": aps_threshold(probabilities, labels, draws, 0.9, 0.05, 2),
    }


def multi_label(seed, rows, labels):
    random = np.random.default_rng(seed)
    logits = np.round(random.normal(-0.5, 3, (rows, labels)), 4)
    truths = (random.random((rows, labels)) < expit(logits / 2 + 0.3)).astype(int)
    new = np.round(random.normal(-0.5, 3, (12, labels)), 4)
    fits = [_SigmoidCalibration().fit(logits[:, k], truths[:, k]) for k in range(labels)]

    def nll(beta):
        return (np.logaddexp(0, logits * beta[0]) - truths * logits * beta[0]).mean()

    best = minimize(nll, [1.0], method="BFGS", options={"gtol": 1e-10})
    return {
        "logits": logits.tolist(),
        "truths": truths.tolist(),
        "new": new.tolist(),
        "platt": np.stack([fit.predict(new[:, k]) for k, fit in enumerate(fits)], axis=1).tolist(),
        "temperature": 1 / best.x[0],
    }


CASES = {
    "versions": VERSIONS,
    "single": [case(1, 80, 2, 3), case(2, 120, 4, 3)],
    "multiLabel": multi_label(3, 100, 3),
}
(HERE / "calibration.json").write_text(json.dumps(CASES) + "\n")

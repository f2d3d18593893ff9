"""Expected values for tests/unit/ml/evaluation/judging: intervals, paired tests, slices and linear baselines.

    python -m venv .venv && .venv/bin/pip install scikit-learn scipy statsmodels
    .venv/bin/python tests/reference/judging.py

Writes judging.json beside itself. Seeds are fixed: the same versions write the same file.
"""

import json
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy.stats import binomtest, bootstrap, fisher_exact, pearsonr, permutation_test
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score, r2_score
from sklearn.multiclass import OneVsRestClassifier
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

from evaluation import texts_of

HERE = Path(__file__).parent
RESAMPLES = 20_000


def mcnemar_cases():
    cases = []
    for only_a, only_b in [(0, 0), (1, 0), (3, 9), (25, 12), (40, 41), (150, 90), (2000, 1800), (0, 1200)]:
        p = mcnemar([[7, only_a], [only_b, 3]], exact=True).pvalue if only_a + only_b else 1.0
        other = binomtest(only_a, only_a + only_b).pvalue if only_a + only_b else 1.0
        assert abs(p - other) < 1e-12
        cases.append({"onlyA": only_a, "onlyB": only_b, "pValue": p})
    return cases


def holm_cases():
    lists = [[0.04], [0.01, 0.04, 0.03, 0.005], [0.5, 0.5, 0.001], [1.0, 0.2, 0.2, 0.2]]
    return [{"pValues": p, "adjusted": multipletests(p, method="holm")[1].tolist()} for p in lists]


def percentile(data, statistic, paired=True):
    result = bootstrap(
        data, statistic, n_resamples=RESAMPLES, paired=paired, vectorized=False, method="percentile", rng=1
    )
    return [result.confidence_interval.low, result.confidence_interval.high]


def cluster_percentile(groups, statistic):
    """Davison & Hinkley's cluster bootstrap, written plainly: whole groups are drawn."""
    random = np.random.default_rng(3)
    members = [np.flatnonzero(groups == g) for g in np.unique(groups)]
    drawn = [np.concatenate([members[i] for i in random.integers(0, len(members), len(members))]) for _ in range(RESAMPLES)]
    return np.quantile([statistic(rows) for rows in drawn], [0.025, 0.975]).tolist()


def classifiers():
    """Two classifiers of the same 150 texts in 30 groups; b is right a little more often."""
    random = np.random.default_rng(7)
    rows, classes = 150, 3
    labels = random.integers(0, classes, rows)
    hard = random.normal(size=30)[np.arange(rows) // 5]

    def predict(skill):
        right = random.normal(size=rows) + skill > hard
        return np.where(right, labels, (labels + random.integers(1, classes, rows)) % classes)

    a, b = predict(0.8), predict(1.5)
    groups = np.arange(rows) // 5
    accuracy = lambda labels, predicted: (labels == predicted).mean()
    macro = lambda labels, predicted: f1_score(labels, predicted, average="macro")
    difference = lambda metric: lambda labels, a, b: metric(labels, b) - metric(labels, a)
    right_a, right_b = (a == labels).astype(float), (b == labels).astype(float)
    exchange = permutation_test(
        (right_a, right_b), lambda x, y: y.mean() - x.mean(), permutation_type="samples", n_resamples=RESAMPLES,
        vectorized=False, rng=1,
    )
    slices = hard > 0.6
    table = [[int(right_a[slices].sum()), int((1 - right_a[slices]).sum())],
             [int(right_a[~slices].sum()), int((1 - right_a[~slices]).sum())]]
    return {
        "labels": labels.tolist(),
        "a": a.tolist(),
        "b": b.tolist(),
        "groups": groups.tolist(),
        "slice": slices.tolist(),
        "intervals": {"accuracy": percentile((labels, a), accuracy), "macroF1": percentile((labels, a), macro)},
        "clustered": {"accuracy": cluster_percentile(groups, lambda rows: right_a[rows].mean())},
        "differences": {
            "accuracy": percentile((labels, a, b), difference(accuracy)),
            "macroF1": percentile((labels, a, b), difference(macro)),
        },
        "randomisation": {"accuracy": exchange.pvalue},
        "mcnemar": mcnemar([[0, int((right_a > right_b).sum())], [int((right_a < right_b).sum()), 0]], exact=True).pvalue,
        # A random choice of as many rows has no more right ones: Fisher's test of one side is that permutation test, exactly.
        "sliceWorse": fisher_exact(table, alternative="less").pvalue,
    }


def regressions():
    random = np.random.default_rng(11)
    truths = np.round(random.normal(size=90) * 3 + 10, 4)
    a = np.round(truths + random.normal(size=90) * 1.5, 4)
    b = np.round(truths + random.normal(size=90) * 1.1 + 0.2, 4)
    metrics = {
        "mse": lambda t, p: ((t - p) ** 2).mean(),
        "mae": lambda t, p: np.abs(t - p).mean(),
        "r2": r2_score,
        "pearson": lambda t, p: pearsonr(t, p)[0],
    }
    squared = (truths - a) ** 2, (truths - b) ** 2
    exchange = permutation_test(
        squared, lambda x, y: y.mean() - x.mean(), permutation_type="samples", n_resamples=RESAMPLES, vectorized=False,
        rng=1,
    )
    return {
        "truths": truths.tolist(),
        "a": a.tolist(),
        "b": b.tolist(),
        "intervals": {name: percentile((truths, a), of) for name, of in metrics.items()},
        "differences": {
            name: percentile((truths, a, b), lambda t, x, y, of=of: of(t, y) - of(t, x)) for name, of in metrics.items()
        },
        "randomisation": {"mse": exchange.pvalue},
    }


def linear_baselines():
    random = np.random.default_rng(5)
    texts = [text for k in range(3) for text in texts_of(random, k, 25)]
    own = ["money", "project", "goal"]
    labels = np.array([[int(word in text) for word in own] for text in texts])
    values = np.array([10 + 3 * text.count("money") - 2 * text.count("goal") + random.normal() * 0.3 for text in texts])
    test = [text for k in range(3) for text in texts_of(random, k, 5)] + ["", "unseen words alone"]
    vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
    features = vectorizer.fit_transform(texts)
    rest = OneVsRestClassifier(LogisticRegression(C=10, max_iter=10000, tol=1e-10)).fit(features, labels)
    ridge = Ridge(alpha=1.0, solver="cholesky").fit(features.toarray(), values)
    unseen = vectorizer.transform(test)
    return {
        "texts": texts,
        "labels": labels.tolist(),
        "values": values.tolist(),
        "test": test,
        "features": len(vectorizer.vocabulary_),
        "probabilities": np.round(rest.predict_proba(unseen), 8).tolist(),
        "predicted": np.round(ridge.predict(unseen.toarray()), 8).tolist(),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    content = {
        "versions": {name: version(name) for name in ["scikit-learn", "scipy", "statsmodels", "numpy"]},
        "mcnemar": mcnemar_cases(),
        "holm": holm_cases(),
        "classifiers": classifiers(),
        "regressions": regressions(),
        "linear": linear_baselines(),
    }
    (HERE / "judging.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")

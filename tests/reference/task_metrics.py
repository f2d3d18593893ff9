"""Expected values for tests/unit/ml/evaluation and tests/unit/ml/spans of the tasks beyond single-label classification.

    python -m venv .venv && .venv/bin/pip install scikit-learn scipy seqeval sacrebleu rouge-score
    .venv/bin/python tests/reference/task_metrics.py

Writes metrics/*.json beside itself. Seeds are fixed: the same versions write the same files.
"""

import json
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from scipy.special import expit
from scipy.stats import pearsonr, spearmanr
from seqeval.metrics import f1_score as seqeval_f1
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.metrics.v1 import precision_recall_fscore_support as seqeval_strict_scores
from seqeval.scheme import IOB2
from sklearn.metrics import (
    accuracy_score,
    brier_score_loss,
    f1_score,
    log_loss,
    mean_absolute_error,
    mean_squared_error,
    precision_recall_fscore_support,
    r2_score,
)

HERE = Path(__file__).parent / "metrics"


def by_class(scores):
    return [{"precision": p, "recall": r, "f1": f, "support": int(s)} for p, r, f, s in zip(*scores)]


def calibration_errors(confidence, right, bins=15):
    """Guo et al. (2017), equations 3 and 5, written anew: bins open below and closed above."""
    bounds = np.linspace(0, 1, bins + 1)
    ece, mce, counts = 0.0, 0.0, []
    for low, high in zip(bounds[:-1], bounds[1:]):
        inside = (confidence > low) & (confidence <= high)
        counts.append(int(inside.sum()))
        if counts[-1] > 0:
            gap = abs(right[inside].mean() - confidence[inside].mean())
            ece += inside.mean() * gap
            mce = max(mce, gap)
    return ece, mce, counts


def multi_label_case(name, rows, labels, base_rate, seed, absent=()):
    random = np.random.default_rng(seed)
    truths = (random.random((rows, labels)) < base_rate).astype(int)
    truths[:, list(absent)] = 0
    logits = 1.5 * (2 * truths - 1) + random.normal(scale=2, size=(rows, labels))
    logits[:, list(absent)] = -3
    probabilities = np.round(expit(logits), 6)
    predicted = (probabilities >= 0.5).astype(int)
    occurring = np.flatnonzero((truths + predicted).any(axis=0))
    macro = precision_recall_fscore_support(truths, predicted, labels=occurring, average="macro")
    ece, mce, bins = calibration_errors(np.maximum(probabilities, 1 - probabilities).ravel(), (predicted == truths).ravel())
    cells = truths.ravel(), probabilities.ravel()
    return {
        "name": name,
        "probabilities": probabilities.tolist(),
        "truths": truths.tolist(),
        "metrics": {
            "accuracy": accuracy_score(truths, predicted),
            "macroPrecision": macro[0],
            "macroRecall": macro[1],
            "macroF1": macro[2],
            "microF1": f1_score(truths, predicted, average="micro"),
            "ece": ece,
            "mce": mce,
            "brier": brier_score_loss(*cells),
            "nll": log_loss(*cells, labels=[0, 1]),
        },
        "perClass": by_class(precision_recall_fscore_support(truths, predicted, average=None)),
        "bins": bins,
    }


def multi_label():
    return [
        multi_label_case("three labels", 40, 3, 0.4, 1),
        multi_label_case("twenty rare labels", 30, 20, 0.06, 2),
        multi_label_case("two of six labels neither true nor predicted", 25, 6, 0.3, 3, absent=(1, 4)),
    ]


def regression_case(name, truths, predictions):
    truths, predictions = np.asarray(truths, float), np.asarray(predictions, float)
    found = {
        "mse": mean_squared_error(truths, predictions),
        "mae": mean_absolute_error(truths, predictions),
        "r2": r2_score(truths, predictions),
        "pearson": pearsonr(truths, predictions).statistic,
        "spearman": spearmanr(truths, predictions).statistic,
    }
    return {
        "name": name,
        "truths": truths.tolist(),
        "predictions": predictions.tolist(),
        # What is undefined is null here.
        "metrics": {key: None if np.isnan(value) else float(value) for key, value in found.items()},
    }


def regression():
    random = np.random.default_rng(5)
    truths = np.round(random.normal(size=40), 3)
    ratings = random.integers(1, 6, size=50)
    years = np.round(2000 + random.random(30), 4)
    return [
        regression_case("continuous", truths, np.round(0.8 * truths + random.normal(scale=0.4, size=40), 3)),
        regression_case("ratings with many ties", ratings, np.round(ratings + random.normal(size=50)).clip(1, 5)),
        regression_case("far from zero", 1e6 + years, 1e6 + years + np.round(random.normal(scale=0.3, size=30), 4)),
        regression_case("worse than the mean", truths, np.round(3 - 2 * truths, 3)),
        regression_case("constant predictions", truths, np.full(40, 0.1)),
        # A number that is exact in binary: scikit-learn takes rounding errors of the mean for variation.
        regression_case("constant truths", np.full(6, 0.5), truths[:6]),
        regression_case("constant truths, all met", np.full(6, 0.5), np.full(6, 0.5)),
    ]


def random_entities(random, length, labels):
    """Entities in a row of tokens, some of them touching."""
    spans, at = [], 0
    while at < length:
        if random.random() < 0.35:
            end = min(length, at + int(random.integers(1, 4)))
            spans.append([at, end, str(random.choice(labels))])
            at = end
        else:
            at += 1
    return spans


def disturbed(random, spans, length, labels):
    """What a model may find: entities missed, one token too long, of another label, invented."""
    kept = []
    for start, end, label in spans:
        luck = random.random()
        if luck < 0.6:
            kept.append([start, end, label])
        elif luck < 0.75:
            kept.append([start, end, str(random.choice(labels))])
        elif luck < 0.85 and end - start > 1:
            kept.append([start, end - 1, label])
    taken = {token for start, end, _ in kept for token in range(start, end)}
    kept += [[t, t + 1, str(random.choice(labels))] for t in range(length) if t not in taken and random.random() < 0.05]
    return sorted(kept)


def tags_of(spans, length):
    tags = ["O"] * length
    for start, end, label in spans:
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return tags


def random_entity_case(name, rows, labels, seed):
    random = np.random.default_rng(seed)
    lengths = random.integers(1, 15, size=rows).tolist()
    truths = [random_entities(random, n, labels) for n in lengths]
    predicted = [disturbed(random, spans, n, labels) for spans, n in zip(truths, lengths)]
    return entity_case(name, lengths, truths, predicted)


def entity_case(name, lengths, truths, predicted):
    tags = [[tags_of(spans, n) for spans, n in zip(side, lengths)] for side in (truths, predicted)]
    micro = seqeval_strict_scores(*tags, average="micro", scheme=IOB2)
    macro = seqeval_strict_scores(*tags, average="macro", scheme=IOB2)
    assert micro[2] == seqeval_f1(*tags)  # on well-formed tags its default mode agrees
    return {
        "name": name,
        "truths": truths,
        "predicted": predicted,
        "metrics": {
            "entityF1": micro[2],
            "macroPrecision": macro[0],
            "macroRecall": macro[1],
            "macroF1": macro[2],
        },
        # In the order of the labels that occur.
        "labels": sorted({label for side in (truths, predicted) for spans in side for _, _, label in spans}),
        "perClass": by_class(seqeval_strict_scores(*tags, average=None, scheme=IOB2)),
    }


def token_classification():
    random = np.random.default_rng(9)
    names = ["O", "B-LOC", "I-LOC", "B-PER", "I-PER"]
    sequences = [[names[k] for k in random.integers(0, 5, size=random.integers(1, 12))] for _ in range(60)]
    return {
        "cases": [
            random_entity_case("three labels", 30, ["LOC", "ORG", "PER"], 7),
            random_entity_case("one label", 12, ["GENE"], 8),
            entity_case(
                "labels that are only missed or only invented",
                [5, 3],
                truths=[[[0, 1, "A"], [2, 4, "B"], [4, 5, "B"]], []],
                predicted=[[[0, 1, "C"], [2, 4, "B"]], [[1, 3, "B"]]],
            ),
        ],
        # Any tags at all, read as leniently as seqeval does by default: [label, first token, last token].
        "lenient": [{"tags": tags, "entities": get_entities(tags)} for tags in sequences],
    }


TEXTS = [
    ("The cat sat on the mat.", "The cat sat on the mat."),
    ("There is a cat on the mat", "The cat is on the mat, isn't it?"),
    ("It costs 1,234.50 $ (about 3.5% more) -- on 2024-05-01.", "It cost $1,234.50 (3.5 % more), on 2024-05-01!"),
    ("Tom &amp; Jerry said &quot;hi&quot; &lt;b&gt; R&D", 'Tom & Jerry said "hi" <b> R&D'),
    ("a hy-\nphen at the\nend of lines", "a hyphen at the end\nof <skipped>lines"),
    ("Grüße aus München, schöne Straße", "Schöne Grüße aus der Straße in München"),
    ("東京は日本の首都です。", "日本の首都は東京です。"),
    ("I \U0001f600 love\u00a0it \U0001f468\u200d\U0001f469\u200d\U0001f467", "I love it \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    ("separators\u001chere\u0085and\ufeffthere \u2003", "separators here and there"),
    ("", "an answer was expected here"),
    ("an answer that was not expected", ""),
    ("", ""),
    ("  Yes\n", "Yes"),
    ("the the the the the", "the"),
    ("One, two; three: four... FIVE?! x=y+z {a} [b] ~c `d` e_f @g #h", "one two three four five x = y + z { a } [b] c d e_f g h"),
]


def generation_case(name, rows):
    predictions, references = [a for a, _ in rows], [b for _, b in rows]
    rouge = RougeScorer(["rougeL"], use_stemmer=False)
    random = np.random.default_rng(len(rows))
    tokens = random.integers(1, 30, size=len(rows))
    nats = np.round(tokens * random.gamma(2.0, 1.0, size=len(rows)), 4)
    loss = nats.sum() / tokens.sum()
    return {
        "name": name,
        "texts": [
            {"prediction": p, "reference": r, "nats": float(n), "tokens": int(t)}
            for p, r, n, t in zip(predictions, references, nats, tokens)
        ],
        "metrics": {
            "loss": loss,
            "bleu": BLEU().corpus_score(predictions, [references]).score / 100,
            "chrf": CHRF().corpus_score(predictions, [references]).score / 100,
            "rougeL": float(np.mean([rouge.score(r, p)["rougeL"].fmeasure for p, r in rows])),
            "exactMatch": accuracy_score([r.strip() for r in references], [p.strip() for p in predictions]),
            "perplexity": np.exp(loss),
        },
        "rougeL": [rouge.score(r, p)["rougeL"].fmeasure for p, r in rows],
    }


def generation():
    tokenizer = Tokenizer13a()
    random = np.random.default_rng(11)
    words = "the a of to model data is was trained on 3.5 million, texts; (see above) and works well".split()
    made = [(" ".join(random.choice(words, size=random.integers(1, 25))), " ".join(random.choice(words, size=20))) for _ in range(20)]
    return {
        "cases": [
            generation_case("all texts", TEXTS),
            *[generation_case(f"text {i}", [pair]) for i, pair in enumerate(TEXTS)],
            generation_case("random words", made),
            generation_case("no match of four words", [("a b c d e", "a x b y c"), ("p q", "q p")]),
        ],
        "tokens13a": [{"text": text, "tokens": tokenizer(text.rstrip()).split()} for pair in TEXTS for text in pair],
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # what is undefined is what is compared
    packages = ["scikit-learn", "scipy", "numpy", "seqeval", "sacrebleu", "rouge-score"]
    versions = {package: version(package) for package in packages}
    HERE.mkdir(exist_ok=True)
    contents = {
        "multi-label": {"cases": multi_label()},
        "regression": {"cases": regression()},
        "token-classification": token_classification(),
        "generation": generation(),
    }
    for name, content in contents.items():
        text = json.dumps({"versions": versions, **content}, default=float)
        (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")

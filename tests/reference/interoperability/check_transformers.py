"""Loads the folders that make-models.js wrote with transformers, and LoRA's adapters with PEFT, and compares logits with Temper's.

usage: python tests/reference/interoperability/check_transformers.py FOLDER      (torch, transformers, peft)

Each folder is asked for all texts at once, padded, and for each text alone.
"""
import json
import sys
from pathlib import Path

import peft
import torch
import transformers
from peft import PeftModel
from transformers import AutoModelForSequenceClassification, AutoTokenizer

TOLERANCE = 1e-4


def difference(model, tokenizer, texts):
    """The largest between logits that are wanted and those that the model gives."""
    # Of an empty text nothing is left where a tokenizer adds no special tokens; transformers reads padding then.
    texts = [text for text in texts if text["tokens"]]
    wanted = torch.tensor([text["logits"] for text in texts])
    encode = lambda given: tokenizer(given, padding=True, truncation=True, return_tensors="pt")
    model.eval()
    with torch.no_grad():
        batch = model(**encode([text["text"] for text in texts])).logits
        alone = torch.cat([model(**encode([text["text"]])).logits for text in texts])
    return max((found - wanted).abs().max().item() for found in (batch, alone))


def load(path, **options):
    """A model, refused where weights were left over or made up."""
    model, report = AutoModelForSequenceClassification.from_pretrained(path, output_loading_info=True, **options)
    problems = {kind: names for kind, names in report.items() if names}
    assert options or not problems, f"{path}: {problems}"
    return model


def check(folder):
    expected = json.loads((folder / "expected.json").read_text())
    labels = expected["labels"]
    tokenizer = AutoTokenizer.from_pretrained(folder / "model")
    model = load(folder / "model")
    assert [model.config.id2label[i] for i in range(len(labels))] == labels, model.config.id2label
    assert tokenizer.model_max_length == expected["maxLength"], tokenizer.model_max_length
    found = {"transformers": difference(model, tokenizer, expected["texts"])}
    if (folder / "model" / "adapter").exists():
        # The base has no head: PEFT's file has it.
        base = load(folder / "base", num_labels=len(labels), pad_token_id=model.config.pad_token_id)
        adapted = PeftModel.from_pretrained(base, folder / "model" / "adapter")
        found["peft"] = difference(adapted, tokenizer, expected["texts"])
    return found


def main():
    transformers.logging.set_verbosity_error()
    print(f"torch {torch.__version__}, transformers {transformers.__version__}, peft {peft.__version__}")
    failed = False
    for path in sorted(Path(sys.argv[1]).glob("*/expected.json")):
        try:
            found = check(path.parent)
        except Exception as error:  # The other folders are worth a look all the same.
            print(f"{path.parent.name}: {type(error).__name__}: {error}")
            failed = True
            continue
        failed |= max(found.values()) > TOLERANCE
        print(f"{path.parent.name}: " + ", ".join(f"{name} differs by {value:.1e}" for name, value in found.items()))
    sys.exit(failed)


main()

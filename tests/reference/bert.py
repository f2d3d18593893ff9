"""Makes tiny BERT checkpoints and what Hugging Face transformers computes with them: logits, losses, gradients.

usage: python tests/reference/bert.py      (torch, transformers 4.40.2, safetensors)
"""
import json

import torch
import transformers
from transformers import BertConfig, BertForMaskedLM, BertForSequenceClassification, BertForTokenClassification

from parity import (
    HERE, LABELS, classification, inputs_of, masked_language_model, multi_label, regression, save_inputs,
    token_classification,
)

CONFIG = dict(
    vocab_size=40, hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=48,
    max_position_embeddings=16, type_vocab_size=2, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
)
IDS = [[2, 7, 9, 11, 30, 3, 0, 0], [2, 5, 5, 3, 21, 22, 39, 3], [2, 17, 3, 0, 0, 0, 0, 0]]
TYPES = [[0] * 8, [0, 0, 0, 0, 1, 1, 1, 1], [0] * 8]


def adamw_losses(model, inputs, labels, steps=20):
    """Losses of full fine-tuning steps with AdamW: weight decay on matrices alone, clipping, a warm-up of 5 steps."""
    decayed = [p for n, p in model.named_parameters() if not n.endswith("bias") and "LayerNorm" not in n]
    spared = [p for n, p in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n]
    groups = [{"params": decayed, "weight_decay": 0.1}, {"params": spared, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1e-3)
    schedule = transformers.get_linear_schedule_with_warmup(optimizer, 5, steps)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = model(**inputs, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses


def main():
    inputs = inputs_of(IDS, TYPES)
    save_inputs("bert", IDS, TYPES)

    torch.manual_seed(1)
    classifier = BertForSequenceClassification(BertConfig(**CONFIG, num_labels=3))
    classification("bert", classifier, inputs)
    classifier.zero_grad()
    losses = adamw_losses(classifier, inputs, torch.tensor(LABELS))
    (HERE / "bert" / "classification" / "adamw.json").write_text(json.dumps({"losses": losses}) + "\n")

    torch.manual_seed(2)
    tied = {"cls.predictions.decoder.weight", "cls.predictions.decoder.bias"}
    masked_language_model("bert", BertForMaskedLM(BertConfig(**CONFIG)), inputs, tied)
    multi_label("bert", BertForSequenceClassification(BertConfig(**CONFIG, num_labels=3)), inputs)
    regression("bert", BertForSequenceClassification(BertConfig(**CONFIG, num_labels=1)), inputs)
    token_classification("bert", BertForTokenClassification(BertConfig(**CONFIG, num_labels=5)), inputs)


if __name__ == "__main__":
    main()

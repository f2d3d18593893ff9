"""Makes tiny BERT checkpoints and what Hugging Face transformers computes with them: logits, losses, gradients.

usage: python tests/reference/bert.py      (torch, transformers 4.40.2, safetensors)
"""
import torch
from transformers import BertConfig, BertForMaskedLM, BertForSequenceClassification, BertForTokenClassification

from parity import (
    adamw_steps, classification, inputs_of, masked_language_model, multi_label, regression, save_inputs,
    token_classification,
)

CONFIG = dict(
    vocab_size=40, hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=48,
    max_position_embeddings=16, type_vocab_size=2, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
)
IDS = [[2, 7, 9, 11, 30, 3, 0, 0], [2, 5, 5, 3, 21, 22, 39, 3], [2, 17, 3, 0, 0, 0, 0, 0]]
TYPES = [[0] * 8, [0, 0, 0, 0, 1, 1, 1, 1], [0] * 8]


def main():
    inputs = inputs_of(IDS, TYPES)
    save_inputs("bert", IDS, TYPES)

    torch.manual_seed(1)
    classifier = BertForSequenceClassification(BertConfig(**CONFIG, num_labels=3))
    classification("bert", classifier, inputs)
    adamw_steps("bert", classifier, inputs)

    torch.manual_seed(2)
    tied = {"cls.predictions.decoder.weight", "cls.predictions.decoder.bias"}
    masked_language_model("bert", BertForMaskedLM(BertConfig(**CONFIG)), inputs, tied)
    multi_label("bert", BertForSequenceClassification(BertConfig(**CONFIG, num_labels=3)), inputs)
    regression("bert", BertForSequenceClassification(BertConfig(**CONFIG, num_labels=1)), inputs)
    token_classification("bert", BertForTokenClassification(BertConfig(**CONFIG, num_labels=5)), inputs)


if __name__ == "__main__":
    main()

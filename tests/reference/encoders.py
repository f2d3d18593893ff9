"""Tiny RoBERTa, XLM-RoBERTa and DistilBERT checkpoints, and what Hugging Face transformers computes with them.

usage: python tests/reference/encoders.py      (torch, transformers 4.40.2, safetensors)
"""
import torch
from transformers import (
    DistilBertConfig, DistilBertForMaskedLM, DistilBertForSequenceClassification, DistilBertForTokenClassification,
    RobertaConfig, RobertaForMaskedLM, RobertaForSequenceClassification, RobertaForTokenClassification,
    XLMRobertaConfig, XLMRobertaForMaskedLM, XLMRobertaForSequenceClassification, XLMRobertaForTokenClassification,
)

from parity import (
    adamw_steps, classification, inputs_of, masked_language_model, multi_label, regression, save_inputs, token_classification,
)

# RoBERTa counts positions where the ids are not the padding token's, 1; BERT's descendants pad with 0.
ROBERTA_IDS = [[0, 7, 9, 11, 30, 2, 1, 1], [0, 5, 5, 2, 2, 22, 39, 2], [0, 17, 2, 1, 1, 1, 1, 1]]
IDS = [[2, 7, 9, 11, 30, 3, 0, 0], [2, 5, 5, 3, 21, 22, 39, 3], [2, 17, 3, 0, 0, 0, 0, 0]]

ROBERTA = dict(
    vocab_size=40, hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=48,
    max_position_embeddings=18, type_vocab_size=1, layer_norm_eps=1e-5, pad_token_id=1,
    hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
)
DISTILBERT = dict(
    vocab_size=40, dim=24, n_layers=2, n_heads=3, hidden_dim=48, max_position_embeddings=16,
    dropout=0.0, attention_dropout=0.0, seq_classif_dropout=0.0,
)
ROBERTA_TIED = {"lm_head.decoder.weight", "lm_head.decoder.bias"}
FAMILIES = [
    ("roberta", RobertaConfig, RobertaForSequenceClassification, RobertaForMaskedLM, RobertaForTokenClassification, ROBERTA,
     ROBERTA_IDS, ROBERTA_TIED),
    ("xlm-roberta", XLMRobertaConfig, XLMRobertaForSequenceClassification, XLMRobertaForMaskedLM,
     XLMRobertaForTokenClassification, ROBERTA, ROBERTA_IDS, ROBERTA_TIED),
    ("distilbert", DistilBertConfig, DistilBertForSequenceClassification, DistilBertForMaskedLM,
     DistilBertForTokenClassification, DISTILBERT, IDS, {"vocab_projector.weight"}),
]

for seed, (name, config, classifier, language_model, token_classifier, sizes, ids, tied) in enumerate(FAMILIES):
    save_inputs(name, ids)
    torch.manual_seed(seed)
    whole = classifier(config(**sizes, num_labels=3))
    classification(name, whole, inputs_of(ids))
    adamw_steps(name, whole, inputs_of(ids))
    masked_language_model(name, language_model(config(**sizes)), inputs_of(ids), tied)
    multi_label(name, classifier(config(**sizes, num_labels=3)), inputs_of(ids))
    regression(name, classifier(config(**sizes, num_labels=1)), inputs_of(ids))
    token_classification(name, token_classifier(config(**sizes, num_labels=5)), inputs_of(ids))

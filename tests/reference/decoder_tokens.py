"""Tiny Llama, Mistral and Qwen2 checkpoints that label tokens, and what Hugging Face transformers computes with them.

usage: python tests/reference/decoder_tokens.py      (torch, transformers 4.46.3, safetensors; after decoders.py)

Apart from decoders.py: the transformers of that script has no such heads.
"""
import torch
from transformers import (
    LlamaConfig, LlamaForTokenClassification, MistralConfig, MistralForTokenClassification, Qwen2Config,
    Qwen2ForTokenClassification,
)

from parity import inputs_of, token_classification

PAD = 39
IDS = [[2, 7, 9, 11, 30, 3, PAD, PAD], [2, 5, 5, 3, 21, 22, 38, 3], [2, 17, 3, PAD, PAD, PAD, PAD, PAD]]
SIZES = dict(
    vocab_size=40, hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=6, num_key_value_heads=2,
    max_position_embeddings=16, rms_norm_eps=1e-5, pad_token_id=PAD, bos_token_id=PAD, eos_token_id=PAD,
    classifier_dropout=0.0, num_labels=5,
)
FAMILIES = [
    ("llama", LlamaConfig, LlamaForTokenClassification),
    ("mistral", MistralConfig, MistralForTokenClassification),
    ("qwen2", Qwen2Config, Qwen2ForTokenClassification),
]

for seed, (name, config, model) in enumerate(FAMILIES):
    torch.manual_seed(100 + seed)
    token_classification(name, model(config(**SIZES)), inputs_of(IDS))

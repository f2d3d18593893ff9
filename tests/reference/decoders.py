"""Tiny GPT-2, Llama, Mistral and Qwen2 checkpoints, and what Hugging Face transformers computes with them.

usage: python tests/reference/decoders.py      (torch, transformers 4.40.2, safetensors)
"""
import torch
from transformers import (
    GPT2Config, GPT2ForSequenceClassification, GPT2ForTokenClassification, GPT2LMHeadModel,
    LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification,
    MistralConfig, MistralForCausalLM, MistralForSequenceClassification,
    Qwen2Config, Qwen2ForCausalLM, Qwen2ForSequenceClassification,
)

from parity import (
    adamw_steps, causal_language_model, classification, inputs_of, multi_label, regression, save_inputs, token_classification,
)

PAD = 39
IDS = [[2, 7, 9, 11, 30, 3, PAD, PAD], [2, 5, 5, 3, 21, 22, 38, 3], [2, 17, 3, PAD, PAD, PAD, PAD, PAD]]

GPT2 = dict(
    vocab_size=40, n_embd=24, n_layer=2, n_head=3, n_positions=16, pad_token_id=PAD, bos_token_id=PAD, eos_token_id=PAD,
    embd_pdrop=0.0, attn_pdrop=0.0, resid_pdrop=0.0,
)
LLAMA = dict(
    vocab_size=40, hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=6, num_key_value_heads=2,
    max_position_embeddings=16, rms_norm_eps=1e-5, pad_token_id=PAD, bos_token_id=PAD, eos_token_id=PAD,
)
FAMILIES = [
    ("gpt2", GPT2Config, GPT2ForSequenceClassification, GPT2LMHeadModel, GPT2, {"lm_head.weight"}),
    ("llama", LlamaConfig, LlamaForSequenceClassification, LlamaForCausalLM, {**LLAMA, "rope_theta": 5e5}, set()),
    ("mistral", MistralConfig, MistralForSequenceClassification, MistralForCausalLM,
     {**LLAMA, "num_attention_heads": 3, "num_key_value_heads": 3}, set()),
    ("qwen2", Qwen2Config, Qwen2ForSequenceClassification, Qwen2ForCausalLM, {**LLAMA, "tie_word_embeddings": True},
     {"lm_head.weight"}),
]


def main():
    for seed, (name, config, classifier, language_model, sizes, tied) in enumerate(FAMILIES):
        save_inputs(name, IDS)
        torch.manual_seed(seed)
        whole = classifier(config(**sizes, num_labels=3))
        classification(name, whole, inputs_of(IDS))
        adamw_steps(name, whole, inputs_of(IDS))
        causal_language_model(name, language_model(config(**sizes)), inputs_of(IDS), tied)
        multi_label(name, classifier(config(**sizes, num_labels=3)), inputs_of(IDS))
        regression(name, classifier(config(**sizes, num_labels=1)), inputs_of(IDS))
    tokens = GPT2ForTokenClassification(GPT2Config(**GPT2, num_labels=5, classifier_dropout=0.0))
    token_classification("gpt2", tokens, inputs_of(IDS))


if __name__ == "__main__":
    main()

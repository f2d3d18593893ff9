"""What Hugging Face transformers writes with the tiny causal language models of decoders.py, keys and values kept.

usage: python tests/reference/generation.py      (torch, transformers 4.40.2; after decoders.py)

Writes tests/reference/<architecture>/causal-language-model/generation.json: prompts, the likeliest token after token, and the
logits that each was taken from.
"""
import json
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForCausalLM

HERE = Path(__file__).parent
PROMPTS = [[5, 9, 3], [2, 4, 6, 8, 10, 12, 14, 16], [7]]
TOKENS = 8
PAD = 39


def write(model, prompt):
    """Each token alone, after the keys and values of those before it."""
    ids, logits, past, given = [], [], None, torch.tensor([prompt])
    for _ in range(TOKENS):
        output = model(given, past_key_values=past, use_cache=True)
        past = output.past_key_values
        logits.append([round(value, 6) for value in output.logits[0, -1].tolist()])
        ids.append(output.logits[0, -1].argmax().item())
        given = torch.tensor([ids[-1:]])
    return ids, logits


def generated(model):
    """The same by `generate`, all prompts in one batch, padded on the left."""
    longest = max(map(len, PROMPTS))
    rows = torch.tensor([[PAD] * (longest - len(prompt)) + prompt for prompt in PROMPTS])
    mask = torch.tensor([[0] * (longest - len(prompt)) + [1] * len(prompt) for prompt in PROMPTS])
    options = dict(do_sample=False, use_cache=True, max_new_tokens=TOKENS, eos_token_id=-1, pad_token_id=PAD)
    return model.generate(rows, attention_mask=mask, **options)[:, longest:].tolist()


@torch.no_grad()
def main():
    for architecture in ["gpt2", "llama", "mistral", "qwen2"]:
        folder = HERE / architecture / "causal-language-model"
        model = AutoModelForCausalLM.from_pretrained(folder).eval()
        ids, logits = zip(*(write(model, prompt) for prompt in PROMPTS))
        assert generated(model) == list(ids), architecture
        made_by = f"transformers {transformers.__version__}, torch {torch.__version__}"
        expected = {"madeBy": made_by, "prompts": PROMPTS, "ids": ids, "logits": logits}
        (folder / "generation.json").write_text(json.dumps(expected) + "\n")


main()

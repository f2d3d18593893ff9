"""Tiny models with LoRA adapters, as PEFT makes, computes and saves them.

Writes tests/reference/lora/<architecture>/: the base model's config.json and model.safetensors, PEFT's adapter_config.json and
adapter_model.safetensors, gradients.safetensors (of adapters and head) and expected.json.

usage: python tests/reference/lora.py      (torch, transformers 4.40.2, peft 0.10.0, safetensors)
"""
import json
import shutil

import peft
import torch
import transformers
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import BertConfig, BertForSequenceClassification, GPT2Config, GPT2ForSequenceClassification

from bert import CONFIG as BERT, IDS as BERT_IDS
from decoders import GPT2, IDS as GPT2_IDS
from parity import HERE, LABELS, inputs_of, spread

FAMILIES = [
    ("bert", BertForSequenceClassification(BertConfig(**BERT, num_labels=3)), BERT_IDS,
     LoraConfig(task_type="SEQ_CLS", r=4, lora_alpha=8, lora_dropout=0.0)),
    ("gpt2", GPT2ForSequenceClassification(GPT2Config(**GPT2, num_labels=3)), GPT2_IDS,
     LoraConfig(task_type="SEQ_CLS", r=3, lora_alpha=12, lora_dropout=0.0, target_modules=["c_attn", "mlp.c_proj"],
                fan_in_fan_out=True)),
]

for seed, (name, model, ids, lora) in enumerate(FAMILIES):
    torch.manual_seed(seed)
    spread(model)
    folder = HERE / "lora" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    state = {k: v.contiguous() for k, v in model.state_dict().items() if not k.endswith("position_ids")}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    config = {"architectures": [type(model).__name__], **model.config.to_diff_dict(), "model_type": name}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")

    adapted = get_peft_model(model, lora)
    for key, parameter in adapted.named_parameters():
        if "lora_" in key:
            parameter.data += torch.randn_like(parameter) * 0.3  # B starts as zeros: nothing would show
    adapted.save_pretrained(folder)
    (folder / "README.md").unlink()
    output = adapted(**inputs_of(ids), labels=torch.tensor(LABELS))
    output.loss.backward()
    gradients = {
        k.replace("base_model.model.", "").replace(".default", "").replace("modules_to_save.", ""): p.grad.contiguous()
        for k, p in adapted.named_parameters() if p.grad is not None
    }
    save_file(gradients, folder / "gradients.safetensors", metadata={"format": "pt"})
    made_by = f"peft {peft.__version__}, transformers {transformers.__version__}, torch {torch.__version__}"
    expected = {"madeBy": made_by, "loss": output.loss.item(), "labels": LABELS, "logits": output.logits.tolist()}
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")

"""Makes tiny BERT checkpoints and what Hugging Face transformers computes with them: logits, losses, gradients.

usage: python tests/reference/bert.py      (torch 1.13, transformers 4.40.2, safetensors)
"""
import json
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers import BertConfig, BertForMaskedLM, BertForSequenceClassification

HERE = Path(__file__).parent / "bert"
CONFIG = dict(
    vocab_size=40, hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=48,
    max_position_embeddings=16, type_vocab_size=2, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
)
IDS = [[2, 7, 9, 11, 30, 3, 0, 0], [2, 5, 5, 3, 21, 22, 39, 3], [2, 17, 3, 0, 0, 0, 0, 0]]
MASK = [[1, 1, 1, 1, 1, 1, 0, 0], [1] * 8, [1, 1, 1, 0, 0, 0, 0, 0]]
TYPES = [[0] * 8, [0, 0, 0, 0, 1, 1, 1, 1], [0] * 8]
LABELS = [2, 0, 1]
MASKED = {"positions": [1, 4, 9, 14, 17], "labels": [7, 30, 12, 39, 33]}  # indices into [batch * seq]


def spread(model):
    """Fresh weights are too alike to show a mistake: make every one matter."""
    for parameter in model.parameters():
        parameter.data += torch.randn_like(parameter) * 0.2


def save(name, model, loss, expected):
    folder = HERE / name
    folder.mkdir(parents=True, exist_ok=True)
    loss.backward()
    tied = {"cls.predictions.decoder.weight", "cls.predictions.decoder.bias"}
    state = {k: v.contiguous() for k, v in model.state_dict().items() if k not in tied and "position_ids" not in k}
    gradients = {k: p.grad.contiguous() for k, p in model.named_parameters() if p.grad is not None}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    save_file(gradients, folder / "gradients.safetensors", metadata={"format": "pt"})
    config = {"architectures": [type(model).__name__], **model.config.to_diff_dict(), "model_type": "bert"}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    made_by = f"transformers {transformers.__version__}, torch {torch.__version__}"
    expected = {"madeBy": made_by, "loss": loss.item(), **expected}
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")


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


inputs = {
    "input_ids": torch.tensor(IDS),
    "attention_mask": torch.tensor(MASK),
    "token_type_ids": torch.tensor(TYPES),
}

torch.manual_seed(1)
classifier = BertForSequenceClassification(BertConfig(**CONFIG, num_labels=3))
spread(classifier)
labels = torch.tensor(LABELS)
output = classifier(**inputs, labels=labels)
save("classification", classifier, output.loss, {"labels": LABELS, "logits": output.logits.tolist()})
classifier.zero_grad()
losses = adamw_losses(classifier, inputs, labels)
(HERE / "classification" / "adamw.json").write_text(json.dumps({"losses": losses}) + "\n")

torch.manual_seed(2)
language_model = BertForMaskedLM(BertConfig(**CONFIG))
spread(language_model)
targets = torch.full((3 * 8,), -100)
targets[MASKED["positions"]] = torch.tensor(MASKED["labels"])
output = language_model(**inputs, labels=targets.view(3, 8))
picked = output.logits.view(24, -1)[MASKED["positions"]]
save("masked-language-model", language_model, output.loss, {**MASKED, "logits": picked.tolist()})

(HERE / "inputs.json").write_text(json.dumps({"inputIds": IDS, "attentionMask": MASK, "tokenTypeIds": TYPES}) + "\n")

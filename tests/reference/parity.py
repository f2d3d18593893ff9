"""What the scripts that make reference checkpoints share: tiny models, and what transformers computes with them.

Each writes tests/reference/<architecture>/<head>/: config.json, model.safetensors, gradients.safetensors and expected.json
(loss, logits, targets), and tests/reference/<architecture>/inputs.json.
"""
import json
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file

HERE = Path(__file__).parent
MASK = [[1, 1, 1, 1, 1, 1, 0, 0], [1] * 8, [1, 1, 1, 0, 0, 0, 0, 0]]
LABELS = [2, 0, 1]
MANY_LABELS = [[1, 0, 1], [0, 0, 0], [0, 1, 1]]
VALUES = [0.5, -1.25, 3.0]
MASKED = {"positions": [1, 4, 9, 14, 17], "labels": [7, 30, 12, 39, 33]}  # indices into [batch * seq]


def inputs_of(ids, types=None):
    """Batch of ids as tensors; padding is masked out."""
    inputs = {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(MASK)}
    return inputs if types is None else {**inputs, "token_type_ids": torch.tensor(types)}


def save_inputs(architecture, ids, types=None):
    folder = HERE / architecture
    folder.mkdir(exist_ok=True)
    types = types or [[0] * 8 for _ in ids]
    text = json.dumps({"inputIds": ids, "attentionMask": MASK, "tokenTypeIds": types})
    (folder / "inputs.json").write_text(text + "\n")


def spread(model):
    """Fresh weights are too alike to show a mistake: make every one matter."""
    for parameter in model.parameters():
        parameter.data += torch.randn_like(parameter) * 0.2


def save(architecture, name, model, loss, expected, tied=()):
    """Writes the checkpoint with its loss and gradients; tensors whose names `tied` lists are other ones again."""
    folder = HERE / architecture / name
    folder.mkdir(parents=True, exist_ok=True)
    loss.backward()
    skipped = lambda key: key in tied or key.endswith(("position_ids", "masked_bias", "inv_freq"))
    state = {k: v.contiguous() for k, v in model.state_dict().items() if not skipped(k)}
    gradients = {k: p.grad.contiguous() for k, p in model.named_parameters() if p.grad is not None and not skipped(k)}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    save_file(gradients, folder / "gradients.safetensors", metadata={"format": "pt"})
    config = {"architectures": [type(model).__name__], **model.config.to_diff_dict(), "model_type": architecture}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    made_by = f"transformers {transformers.__version__}, torch {torch.__version__}"
    expected = {"madeBy": made_by, "loss": loss.item(), **expected}
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")


def classification(architecture, model, inputs, tied=()):
    """Three classes, cross-entropy."""
    spread(model)
    output = model(**inputs, labels=torch.tensor(LABELS))
    save(architecture, "classification", model, output.loss, {"labels": LABELS, "logits": output.logits.tolist()}, tied)


def adamw_steps(architecture, model, inputs, steps=20):
    """Losses of full fine-tuning steps with AdamW: weight decay on matrices alone, clipping, a warm-up of 5 steps."""
    model.zero_grad()
    spared = lambda name: name.endswith("bias") or any(norm in name.lower() for norm in ("norm", "ln_"))
    decayed = [p for n, p in model.named_parameters() if not spared(n)]
    others = [p for n, p in model.named_parameters() if spared(n)]
    groups = [{"params": decayed, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1e-3)
    schedule = transformers.get_linear_schedule_with_warmup(optimizer, 5, steps)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = model(**inputs, labels=torch.tensor(LABELS)).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    (HERE / architecture / "classification" / "adamw.json").write_text(json.dumps({"losses": losses}) + "\n")


def multi_label(architecture, model, inputs, tied=()):
    """Three classes, each for itself: binary cross-entropy."""
    spread(model)
    model.config.problem_type = "multi_label_classification"
    output = model(**inputs, labels=torch.tensor(MANY_LABELS, dtype=torch.float))
    save(architecture, "multi-label", model, output.loss, {"labels": MANY_LABELS, "logits": output.logits.tolist()}, tied)


def regression(architecture, model, inputs, tied=()):
    """One number, squared error."""
    spread(model)
    output = model(**inputs, labels=torch.tensor(VALUES))
    save(architecture, "regression", model, output.loss, {"labels": VALUES, "logits": output.logits.tolist()}, tied)


def token_classification(architecture, model, inputs, tied=()):
    """Five classes for each token but the first, those after the fifth and padding."""
    spread(model)
    labels = [[(3 * row + place) % 5 if 0 < place < 6 and MASK[row][place] else -100 for place in range(8)]
              for row in range(3)]
    output = model(**inputs, labels=torch.tensor(labels))
    logits = [row[: sum(mask)].tolist() for row, mask in zip(output.logits, MASK)]
    expected = {"labels": [[max(-1, label) for label in row] for row in labels],
                "logits": [token for row in logits for token in row]}
    save(architecture, "token-classification", model, output.loss, expected, tied)


def masked_language_model(architecture, model, inputs, tied):
    spread(model)
    targets = torch.full((3 * 8,), -100)
    targets[MASKED["positions"]] = torch.tensor(MASKED["labels"])
    output = model(**inputs, labels=targets.view(3, 8))
    picked = output.logits.view(24, -1)[MASKED["positions"]]
    save(architecture, "masked-language-model", model, output.loss, {**MASKED, "logits": picked.tolist()}, tied)


def causal_language_model(architecture, model, inputs, tied):
    """Every token but the first is predicted from those before it; padding does not count."""
    spread(model)
    targets = inputs["input_ids"].masked_fill(inputs["attention_mask"] == 0, -100)
    output = model(**inputs, labels=targets)
    logits = [row[: sum(mask)].tolist() for row, mask in zip(output.logits, MASK)]
    expected = {"labels": [], "logits": [token for row in logits for token in row]}
    save(architecture, "causal-language-model", model, output.loss, expected, tied)

"""What transformers and PyTorch say of pruning and distilling the tiny BERT classifier beside this file.

Run with PyTorch and transformers 4.40: python compression.py; writes compression.json.
"""

import json
from pathlib import Path

import torch
from transformers import BertConfig, BertForSequenceClassification

HERE = Path(__file__).parent
FOLDER = HERE / "bert" / "classification"
TEMPERATURE, ALPHA = 3.0, 0.7
IDS = [[2, 5, 7, 9, 11, 3], [2, 6, 8, 3, 0, 0], [2, 12, 3, 0, 0, 0]]
LABELS = [0, 2, 1]

teacher = BertForSequenceClassification.from_pretrained(FOLDER, attn_implementation="eager").eval()
ids = torch.tensor(IDS)
mask = (ids != 0).long()
labels = torch.tensor(LABELS)


def importance():
    heads = torch.zeros(teacher.config.num_hidden_layers, teacher.config.num_attention_heads)
    units = torch.zeros(teacher.config.num_hidden_layers, teacher.config.intermediate_size)
    for row in range(len(IDS)):
        head_mask = torch.ones_like(heads, requires_grad=True)
        kept = []
        hooks = [
            layer.intermediate.register_forward_hook(lambda _m, _i, out: (out.retain_grad(), kept.append(out))[1] or None)
            for layer in teacher.bert.encoder.layer
        ]
        out = teacher(ids[row : row + 1], attention_mask=mask[row : row + 1], head_mask=head_mask, labels=labels[row : row + 1])
        out.loss.backward()
        heads += head_mask.grad.abs()
        for layer, activation in enumerate(kept):
            units[layer] += (activation * activation.grad).sum(dim=(0, 1)).abs()
        for hook in hooks:
            hook.remove()
    return (heads / len(IDS)).tolist(), (units / len(IDS)).tolist()


def pruned_logits():
    config = BertConfig.from_pretrained(FOLDER)
    model = BertForSequenceClassification.from_pretrained(FOLDER, config=config, attn_implementation="eager").eval()
    model.prune_heads({0: [1], 1: [0]})
    with torch.no_grad():
        return model(ids, attention_mask=mask).logits.tolist()


def distillation():
    config = BertConfig.from_pretrained(FOLDER, num_hidden_layers=1)
    student = BertForSequenceClassification(config).eval()
    state = teacher.state_dict()
    own = {name: value for name, value in state.items() if ".layer.0." not in name and ".layer.1." not in name}
    own |= {name.replace(".layer.1.", ".layer.0."): value for name, value in state.items() if ".layer.1." in name}
    student.load_state_dict(own)
    with torch.no_grad():
        taught = teacher(ids, attention_mask=mask, output_hidden_states=True)
    out = student(ids, attention_mask=mask, output_hidden_states=True)
    probabilities = (taught.logits / TEMPERATURE).softmax(-1)
    soft = torch.nn.functional.cross_entropy(out.logits / TEMPERATURE, probabilities) * TEMPERATURE**2
    hard = torch.nn.functional.cross_entropy(out.logits, labels)
    tokens = mask.unsqueeze(-1).float()
    embedded = ((out.hidden_states[0] - taught.hidden_states[0]) ** 2 * tokens).mean(-1).sum() / mask.sum()
    last = ((out.hidden_states[1][:, 0] - taught.hidden_states[2][:, 0]) ** 2).mean()
    loss = ALPHA * soft + (1 - ALPHA) * hard + (embedded + last) / 2
    loss.backward()
    gradient = student.bert.encoder.layer[0].output.dense.weight.grad
    return {
        "loss": loss.item(),
        "gradientNorm": gradient.norm().item(),
        "gradient": gradient[0].tolist(),
    }


heads, units = importance()
result = {
    "ids": IDS,
    "labels": LABELS,
    "temperature": TEMPERATURE,
    "alpha": ALPHA,
    "importance": {"heads": heads, "units": units},
    "prunedHeads": {"0": [1], "1": [0]},
    "prunedLogits": pruned_logits(),
    "distillation": distillation(),
}
(HERE / "compression.json").write_text(json.dumps(result) + "\n")

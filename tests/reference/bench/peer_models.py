"""BERT and GPT-2 in plain PyTorch, for timing beside Temper: random weights, heads 64 wide, fp32."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

HEAD = 64
BERT_WORDS, GPT2_WORDS, PLACES = 30_522, 50_257, 1024
HIDDEN_SCORE = -1e9


class Attention(nn.Module):
    def __init__(self, width, dropout, fused):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.dropout, self.fused = dropout, fused

    def heads(self, x):
        batch, length, width = x.shape
        return x.view(batch, length, width // HEAD, HEAD).transpose(1, 2)

    def forward(self, x, bias):
        query, key, value = self.heads(self.query(x)), self.heads(self.key(x)), self.heads(self.value(x))
        rate = self.dropout if self.training else 0.0
        if self.fused:
            mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias, dropout_p=rate)
        else:
            scores = query @ key.transpose(-1, -2) / math.sqrt(HEAD) + bias
            mixed = F.dropout(torch.softmax(scores, -1), rate) @ value
        return self.output(mixed.transpose(1, 2).reshape(x.shape))


class Layer(nn.Module):
    """One layer; `before` says whether normalisation comes before each half (GPT-2) or after its sum (BERT)."""

    def __init__(self, width, dropout, fused, before):
        super().__init__()
        self.attention = Attention(width, dropout, fused)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.drop = nn.Dropout(dropout)
        self.before = before

    def feed_forward(self, x):
        return self.drop(self.down(F.gelu(self.up(x), approximate="tanh" if self.before else "none")))

    def forward(self, x, bias):
        if self.before:
            x = x + self.drop(self.attention(self.first(x), bias))
            return x + self.feed_forward(self.second(x))
        x = self.first(x + self.drop(self.attention(x, bias)))
        return self.second(x + self.feed_forward(x))


class Encoder(nn.Module):
    def __init__(self, words, layers, width, dropout, fused, before):
        super().__init__()
        self.words, self.places = nn.Embedding(words, width), nn.Embedding(PLACES, width)
        self.norm, self.drop = nn.LayerNorm(width), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, dropout, fused, before) for _ in range(layers))
        self.before = before

    def forward(self, ids, bias):
        x = self.words(ids) + self.places(torch.arange(ids.shape[1]))[None]
        x = self.drop(x if self.before else self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        return self.norm(x) if self.before else x


class Bert(nn.Module):
    """An encoder whose first token is classified, in two classes."""

    adapted = ["query", "value"]

    def __init__(self, layers, width, dropout, fused):
        super().__init__()
        self.encoder = Encoder(BERT_WORDS, layers, width, dropout, fused, before=False)
        self.pool, self.classify, self.drop = nn.Linear(width, width), nn.Linear(width, 2), nn.Dropout(dropout)

    def head(self):
        return [*self.pool.parameters(), *self.classify.parameters()]

    def features(self, ids, mask):
        return self.encoder(ids, (1 - mask)[:, None, None] * HIDDEN_SCORE)[:, 0]

    def loss(self, features, ids, mask):
        logits = self.classify(self.drop(torch.tanh(self.pool(features))))
        return F.cross_entropy(logits, torch.arange(len(ids)) % 2)


class Gpt2(nn.Module):
    """A causal language model: every token is predicted from those before it; the last matrix is the embedding's."""

    def __init__(self, layers, width, dropout, fused):
        super().__init__()
        self.encoder = Encoder(GPT2_WORDS, layers, width, dropout, fused, before=True)

    def features(self, ids, mask):
        later = torch.ones(ids.shape[1], ids.shape[1]).triu(1)
        return self.encoder(ids, (later[None, None] + (1 - mask)[:, None, None]).clamp(max=1) * HIDDEN_SCORE)

    def loss(self, features, ids, mask):
        logits = features @ self.encoder.words.weight.T
        targets = ids.masked_fill(mask == 0, -100)[:, 1:]
        return F.cross_entropy(logits[:, :-1].flatten(0, 1), targets.flatten(), ignore_index=-100)


class LoraLinear(nn.Module):
    """A frozen linear layer with a low-rank one beside it (Hu et al., 2022, arXiv:2106.09685)."""

    def __init__(self, base, rank, scale):
        super().__init__()
        self.base, self.scale = base, scale
        self.a, self.b = nn.Linear(base.in_features, rank, bias=False), nn.Linear(rank, base.out_features, bias=False)
        nn.init.zeros_(self.b.weight)

    def forward(self, x):
        return self.base(x) + self.b(self.a(x)) * self.scale


def add_adapters(model, rank, alpha):
    """Freezes all but the head and puts adapters on queries and values; returns who made them: PEFT where it is installed."""
    model.requires_grad_(False)
    try:
        import peft
    except ImportError:
        for module in [m for m in model.modules() if isinstance(m, Attention)]:
            for name in model.adapted:
                setattr(module, name, LoraLinear(getattr(module, name), rank, alpha / rank))
        made_by = "adapters of our own"
    else:
        config = peft.LoraConfig(r=rank, lora_alpha=alpha, lora_dropout=0.0, target_modules=model.adapted)
        peft.inject_adapter_in_model(config, model)
        made_by = f"peft {peft.__version__}"
    for parameter in model.head():
        parameter.requires_grad_(True)
    return made_by

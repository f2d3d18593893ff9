"""One fine-tuning step in PyTorch, to be timed beside Temper's: AdamW, heads 64 wide, fp32, rows that end at different places.

usage: python tests/reference/bench/peer_step.py --model bert --layers 12 --hidden 768 --batch 8 --seq 128 --threads 2
or, in turn with Temper and at the same size:
       npm run bench:step -- 12 768 8 128 --peer "python tests/reference/bench/peer_step.py"

A step has no clipping of gradients unless --clip asks for it; Temper's always has. With --method head the encoder runs in every
step, without gradients, as a script does that freezes it.
"""
import argparse
import json
import re
import resource
import statistics
import sys
import time

import torch

from peer_models import Bert, Gpt2, add_adapters

SETTLING_STEPS = 3
LORA = {"rank": 8, "alpha": 16}


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=["bert", "gpt2"], default="bert")
    parser.add_argument("--method", choices=["full", "lora", "head"], default="full")
    for name, default in {"layers": 12, "hidden": 768, "batch": 8, "seq": 128, "threads": 2, "steps": 8}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--clip", type=float, default=0.0, help="largest global norm of the gradients; 0 leaves them")
    parser.add_argument("--fused", action="store_true", help="PyTorch's fused attention and fused AdamW")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    options = parser.parse_args()
    if options.model == "gpt2" and options.method != "full":
        parser.error("gpt2 is trained with --method full alone")
    return options


def batch_of(options):
    """Ids and mask: the first row has all tokens, the last half of them."""
    ids = torch.randint(0, 30_000, (options.batch, options.seq))
    lengths = torch.linspace(options.seq, options.seq // 2, options.batch).round()
    return ids, (torch.arange(options.seq)[None] < lengths[:, None]).float()


def train(model, optimizer, options):
    """Seconds of each step."""
    ids, mask = batch_of(options)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    frozen_encoder = options.method == "head"
    times = []
    for _ in range(options.steps + SETTLING_STEPS):
        start = time.perf_counter()
        optimizer.zero_grad()
        with torch.set_grad_enabled(not frozen_encoder):
            features = model.features(ids, mask)
        loss = model.loss(features, ids, mask)
        loss.backward()
        if options.clip:
            torch.nn.utils.clip_grad_norm_(trained, options.clip)
        optimizer.step()
        loss.item()
        times.append(time.perf_counter() - start)
    return times[SETTLING_STEPS:]


def computed_by():
    """What multiplies matrices in this PyTorch."""
    built = torch.__config__.show()
    parts = [f"BLAS {re.search('BLAS_INFO=([^,]*)', built)[1]}"]
    for name, pattern in {"MKL": r"Math Kernel Library Version ([\d.]+)", "oneDNN": r"MKL-DNN (\S+)"}.items():
        found = re.search(pattern, built)
        parts += [f"{name} {found[1]}"] if found else []
    return ", ".join([*parts, torch.backends.cpu.get_cpu_capability() if hasattr(torch.backends, "cpu") else ""]).rstrip(", ")


def main():
    options = parse()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    model = {"bert": Bert, "gpt2": Gpt2}[options.model](options.layers, options.hidden, options.dropout, options.fused)
    notes = [computed_by()]
    if options.method == "lora":
        notes.append(add_adapters(model, **LORA))
    if options.method == "head":
        model.encoder.requires_grad_(False)
    model.train()
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, 1e-4, weight_decay=0.01, **({"fused": True} if options.fused else {}))
    times = train(model, optimizer, options)
    notes += [f"dropout {options.dropout}"] + (["fused"] if options.fused else [])
    # Kilobytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    result = {
        "name": f"torch {torch.__version__}",
        "seconds": statistics.median(times),
        "best": min(times),
        "peakBytes": peak,
        "notes": "; ".join(notes),
    }
    if options.json:
        print(json.dumps(result))
        return
    tokens = options.batch * options.seq / result["seconds"]
    print(
        f"{result['name']} {options.model} {options.method}: median {result['seconds']:.4g} s, best {result['best']:.4g} s, "
        f"{tokens:.0f} tokens/s, at most {peak / 1e9:.2f} GB ({result['notes']})"
    )


main()

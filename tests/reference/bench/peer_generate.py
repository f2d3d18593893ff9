"""What transformers' `generate` takes to write, to be timed beside Temper: greedy, keys and values kept, random weights, fp32.

usage: python tests/reference/bench/peer_generate.py --model gpt2 --layers 12 --hidden 768 --batch 4 --prompt 128 --tokens 64 --threads 2
or, in turn with Temper and at the same size:
       npm run bench:generate -- 12 768 4 128 64 --peer "python tests/reference/bench/peer_generate.py"

needs torch and transformers. Prompts end at different places: they are padded on the left, as transformers wants it.
"""
import argparse
import json
import resource
import statistics
import sys
import time

import torch
import transformers
from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

HEAD = 64


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=["gpt2", "llama"], default="gpt2")
    sizes = {"layers": 12, "hidden": 768, "batch": 4, "prompt": 128, "tokens": 64, "runs": 3, "threads": 2}
    for name, default in sizes.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--no-cache", action="store_true", help="compute the whole text for each token")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser.parse_args()


def model_of(options):
    heads = options.hidden // HEAD
    if options.model == "gpt2":
        return GPT2LMHeadModel(GPT2Config(n_layer=options.layers, n_embd=options.hidden, n_head=heads))
    sizes = dict(
        hidden_size=options.hidden, intermediate_size=11 * options.hidden // 4, num_hidden_layers=options.layers,
        num_attention_heads=heads, num_key_value_heads=heads // 4 if heads % 4 == 0 else heads, max_position_embeddings=2048,
    )
    return LlamaForCausalLM(LlamaConfig(**sizes))


def prompts_of(options):
    """Ids and mask: the first row has all tokens, the last half of them."""
    ids = torch.randint(0, 30_000, (options.batch, options.prompt))
    shortest = options.prompt if options.batch == 1 else (options.prompt + 1) // 2
    lengths = torch.linspace(options.prompt, shortest, options.batch).round()
    return ids, (torch.arange(options.prompt).flip(0)[None] < lengths[:, None]).long()


@torch.no_grad()
def main():
    options = parse()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    model = model_of(options).eval()
    ids, mask = prompts_of(options)

    def write(tokens):
        return model.generate(
            ids, attention_mask=mask, do_sample=False, use_cache=not options.no_cache, min_new_tokens=tokens,
            max_new_tokens=tokens, pad_token_id=0,
        )

    write(min(2, options.tokens))
    times = []
    for _ in range(options.runs):
        start = time.perf_counter()
        assert write(options.tokens).shape[1] == options.prompt + options.tokens
        times.append(time.perf_counter() - start)
    # Kilobytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    result = {
        "name": f"transformers {transformers.__version__}, torch {torch.__version__}",
        "seconds": statistics.median(times),
        "best": min(times),
        "peakBytes": peak,
        "notes": "without a cache" if options.no_cache else "",
    }
    if options.json:
        print(json.dumps(result))
        return
    written = options.batch * options.tokens / result["seconds"]
    print(f"{result['name']} {options.model}: {written:.1f} tokens/s, median {result['seconds']:.4g} s, at most {peak / 1e9:.2f} GB")


main()

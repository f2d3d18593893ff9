"""Writes the small files that tests/unit/ml/artifact compares with: what Hugging Face's own safetensors makes.

    pip install safetensors numpy && python tests/reference/artifact/make.py
    python tests/reference/artifact/make.py FILE    # reads a file that Temper wrote, prints its tensors
"""

import json
import pathlib
import sys

import numpy as np
from safetensors import TensorSpec, safe_open, serialize_file
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent


def make() -> None:
    rng = np.random.default_rng(1)
    weights = rng.normal(size=(4, 3)).astype(np.float32)
    halves = np.concatenate([rng.normal(size=6), [65504, 65519.99, 2**-14, 2**-24, 2**-25, 1e-8, -0.0, 1 + 2**-11, 1 + 3 * 2**-11]])
    halves = halves.astype(np.float32)
    save_file(
        {
            "layer.weight": weights,
            "layer.bias": weights[:, 0].copy(),
            "halves": halves.astype(np.float16),
            "scale": np.array(0.1, dtype=np.float32),
        },
        HERE / "numpy.safetensors",
        metadata={"format": "pt"},
    )
    bits = weights.view(np.uint32)
    upper = (bits >> 16).astype(np.uint16)
    serialize_file(
        {"weight": TensorSpec(dtype="bfloat16", shape=list(upper.shape), data_ptr=upper.ctypes.data, data_len=upper.nbytes)},
        str(HERE / "bfloat16.safetensors"),
        {"format": "pt"},
    )
    expected = {
        "weights": weights.ravel().tolist(),
        "beforeRounding": halves.tolist(),
        "halves": halves.astype(np.float16).astype(np.float32).tolist(),
        "bfloat16": (upper.astype(np.uint32) << 16).view(np.float32).ravel().tolist(),
    }
    (HERE / "expected.json").write_text(json.dumps(expected) + "\n")


def show(path: str) -> None:
    with safe_open(path, framework="numpy") as file:
        print(file.metadata())
        for name in file.keys():
            print(name, file.get_tensor(name).dtype, file.get_tensor(name).tolist())


if __name__ == "__main__":
    show(sys.argv[1]) if len(sys.argv) > 1 else make()

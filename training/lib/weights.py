"""SmolLM2's weights in the layout of ONNX Runtime's quantised operators, without any rounding.

w = d*q + m = d*(q - 8) + (m + 8d): the first term is MatMulNBits (4 bits, symmetric, block 32) on the file's own
numbers, the second is the sum of each block of 32 inputs times `m + 8d`, a float matrix [blocks, out]. d and m are
float16; m + 8d is exact in float32 (checked). The embedding's d*q is GatherBlockQuantized and MatMulNBits with 8 bits.
"""

import numpy as np

from .external import DataFile, viewed
from .smollm2 import BLOCK, FFN, HEAD, LAYERS, THETA, WIDTH

CONTEXT = 2048
GROUPS = {"qkv": ("q", "k", "v"), "o": ("o",), "gate_up": ("gate", "up"), "down": ("down",)}


def write(source, folder):
    """Write body.data and embedding.data; returns every initializer of the base by name."""
    with DataFile(folder, "embedding.data") as file:
        initializers = embedding(source.matrices["embedding"], file)
    with DataFile(folder, "body.data") as file:
        for name, norm in source.norms.items():
            initializers.append(file.add(name, norm))
        for name, table in zip(("cos", "sin"), rotary()):
            initializers.append(file.add(name, table))
        for width in (WIDTH, FFN):
            initializers.append(file.add(f"ones.{width}", ones(width)))
        for i in range(LAYERS):
            for group, members in GROUPS.items():
                parts = [source.matrices[f"layers.{i}.{m}"] for m in members]
                for name, array in matrix(*(np.concatenate([getattr(p, f) for p in parts]) for f in "qdm")).items():
                    initializers.append(file.add(f"layers.{i}.{group}.{name}", array))
    return {tensor.name: tensor for tensor in initializers}


def matrix(q, d, m):
    """q uint8 [out, in], d and m float16 [out, blocks] -> nibbles [out, blocks, 16], scales [out, blocks], shift [blocks, out]."""
    pairs = q.reshape(q.shape[0], -1, BLOCK // 2, 2)
    wide = m.astype(np.float64) + 8 * d.astype(np.float64)
    shift = wide.astype(np.float32)
    assert np.array_equal(shift, wide), "m + 8d needs more than float32"
    return {"nibbles": pairs[..., 0] | pairs[..., 1] << 4, "scales": d.astype(np.float32), "shift": shift.T}


def ones(width):
    """float32 [width, width / 32]: x @ ones is the sum of each block of 32 inputs (one product: faster than ReduceSum)."""
    return np.eye(width // BLOCK, dtype=np.float32).repeat(BLOCK, axis=0)


def embedding(blocks, file):
    """The same bytes twice: rows to gather, and the head's matrix. Unsigned with zero at 128, as both operators assume."""
    rows = file.add("embedding.rows", (blocks.q.astype(np.int16) + 128).astype(np.uint8))
    scales = file.add("embedding.scales", blocks.d.astype(np.float32))
    out, count = scales.dims
    return [rows, scales, viewed(rows, "head.bytes", (out, count, BLOCK)), viewed(scales, "head.scales", (out, count))]


def rotary():
    """cos and sin, float32 [2048, 32], of position * theta^(-2j/64)."""
    frequencies = THETA ** (-np.arange(0, HEAD, 2, dtype=np.float64) / HEAD)
    angles = np.arange(CONTEXT, dtype=np.float64)[:, None] * frequencies
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)

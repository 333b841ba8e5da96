"""MiniLM's word embeddings in 4 bits: quantised once before training, so that training sees exactly what ships.

Blocks of 32 along the width, symmetric around code 8: value = (code - 8) * scale, scale in float16.
"""

import numpy as np

BLOCK = 32


def quantise(table):
    """float [rows, width] -> (codes uint8 [rows, width] in 0..15, scales float16 [rows, width / 32])."""
    blocks = table.astype(np.float32).reshape(len(table), -1, BLOCK)
    peak = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)
    scales = (peak / -8).astype(np.float16)
    safe = np.where(scales == 0, 1, scales).astype(np.float32)
    codes = np.clip(np.rint(blocks / safe) + 8, 0, 15).astype(np.uint8)
    return codes.reshape(table.shape), scales[..., 0]


def restore(codes, scales):
    """What the runtime makes of them, float32."""
    blocks = codes.astype(np.float32).reshape(len(codes), -1, BLOCK) - 8
    return (blocks * scales.astype(np.float32)[..., None]).reshape(codes.shape)

"""bfloat16 where the processor multiplies it, float32 where it would only emulate it (60 times slower)."""

import torch

FAST = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
DTYPE = torch.bfloat16 if FAST else torch.float32


def autocast():
    """Autocast to bfloat16, or nothing."""
    return torch.autocast("cpu", torch.bfloat16, enabled=FAST)

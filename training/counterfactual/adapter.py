"""A LoRA adapter on a frozen SmolLM2: y = x W + x a b; saved and loaded in the layout of lib/lowrank.py."""

import os

import torch
from safetensors.torch import load_file, save_file
from torch import nn

from ..lib.smollm2 import HF, LAYERS, OUT


class Adapted(nn.Module):
    """A frozen linear map with a low-rank addition; a [in, r], b [r, out] (b starts at zero), scaling in them."""

    def __init__(self, linear, rank):
        super().__init__()
        self.linear = linear
        self.a = nn.Parameter(torch.randn(linear.in_features, rank) / linear.in_features**0.5)
        self.b = nn.Parameter(torch.zeros(rank, linear.out_features))
        self.gain = 2.0

    def forward(self, x):
        return self.linear(x) + (x @ self.a.to(x.dtype)) @ (self.b.to(x.dtype) * self.gain)


def attach(model, rank, first=0):
    """Freeze the model and put an adapter of this rank on every matrix from block `first` on; returns them by name."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    made = {}
    for i in range(first, LAYERS):
        for name in OUT:
            path, _, last = HF[name].rpartition(".")
            parent = model.get_submodule(f"model.layers.{i}.{path}")
            made[f"layers.{i}.{name}"] = Adapted(getattr(parent, last), rank)
            setattr(parent, last, made[f"layers.{i}.{name}"])
    return made


def save(adapters, path):
    """Write the adapter as float32 safetensors, gain folded into b."""
    state = {}
    for name, adapted in adapters.items():
        state[f"{name}.a"] = adapted.a.detach().float().contiguous()
        state[f"{name}.b"] = (adapted.b.detach() * adapted.gain).float().contiguous()
    save_file(state, f"{path}.part")
    os.replace(f"{path}.part", path)


def load(adapters, path):
    """Read an adapter file into attached adapters of the same rank."""
    state = load_file(path)
    with torch.no_grad():
        for name, adapted in adapters.items():
            adapted.a.copy_(state[f"{name}.a"])
            adapted.b.copy_(state[f"{name}.b"] / adapted.gain)

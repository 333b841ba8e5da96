"""A LoRA adapter as initializers of the decoding graph.

In the safetensors file: layers.{i}.{q,k,v,o,gate,up,down}.a [in, r] and .b [r, out], float, scaling already in them:
the graph adds x @ a @ b. Any subset of the matrices, any rank.
"""

import numpy as np

from . import external
from .external import DataFile
from .smollm2 import HF, IN, LAYERS, OUT
from .weights import GROUPS


def write(adapter, folder):
    """Write folder/adapter.data; returns (initializers by name, the adapted "layers.{i}.{qkv,o,gate,up,down}")."""
    with DataFile(folder, "adapter.data") as file:
        made = {
            f"{key}.{side}": file.add(f"{key}.{side}", array.astype(np.float32))
            for key, pair in joined(checked(adapter)).items()
            for side, array in zip("ab", pair)
        }
    return made, {name.removesuffix(".a") for name in made if name.endswith(".a")}


def checked(adapter):
    """{(i, name): (a, b)} of arrays by key; names what does not fit this model."""
    pairs = {}
    for key in adapter:
        stem, _, side = key.rpartition(".")
        parts = stem.split(".")
        fits = len(parts) == 3 and parts[0] == "layers" and parts[1] in map(str, range(LAYERS)) and parts[2] in OUT
        if not fits or side not in ("a", "b") or f"{stem}.{'ab'[side == 'a']}" not in adapter:
            raise ValueError(f"not a pair of matrices of this model: {key}")
        a, b = adapter[f"{stem}.a"], adapter[f"{stem}.b"]
        if a.shape != (IN[parts[2]], a.shape[1]) or b.shape != (a.shape[1], OUT[parts[2]]):
            raise ValueError(f"{stem}: a {a.shape} and b {b.shape} do not fit [{IN[parts[2]]}, r] and [r, {OUT[parts[2]]}]")
        pairs[int(parts[1]), parts[2]] = (a, b)
    return pairs


def joined(pairs):
    """{"layers.{i}.{group}": (a, b)}: those of q, k and v become one pair, since the graph has their output as one tensor."""
    made = {}
    for i in sorted({i for i, _ in pairs}):
        qkv = {name: pairs[i, name] for name in GROUPS["qkv"] if (i, name) in pairs}
        if qkv:
            a = np.concatenate([a for a, _ in qkv.values()], axis=1)
            made[f"layers.{i}.qkv"] = (a, diagonal({name: b for name, (_, b) in qkv.items()}))
        for name in ("o", "gate", "up", "down"):
            if (i, name) in pairs:
                made[f"layers.{i}.{name}"] = pairs[i, name]
    return made


def diagonal(parts):
    """{name: b [r, out]} -> [sum of r, 960]: each b in its own rows and in its own columns of q | k | v."""
    whole = np.zeros((sum(len(b) for b in parts.values()), sum(OUT[name] for name in GROUPS["qkv"])), np.float32)
    row = 0
    for name, b in parts.items():
        column = sum(OUT[before] for before in GROUPS["qkv"][: GROUPS["qkv"].index(name)])
        whole[row : row + len(b), column : column + OUT[name]] = b
        row += len(b)
    return whole


def read(path):
    """The adapter of an exported graph in the layout of the safetensors file: what `write` was given."""
    arrays = external.read(path, lambda name: name.startswith("layers.") and name.endswith((".a", ".b")))
    adapter = {}
    for key in (name.removesuffix(".a") for name in arrays if name.endswith(".a")):
        a, b = arrays[f"{key}.a"], arrays[f"{key}.b"]
        stem, _, group = key.rpartition(".")
        row = column = 0
        names = GROUPS["qkv"] if group == "qkv" else (group,)
        rank = a.shape[1] // len(names)
        for name in names:
            adapter[f"{stem}.{name}.a"] = np.ascontiguousarray(a[:, row : row + rank])
            adapter[f"{stem}.{name}.b"] = np.ascontiguousarray(b[row : row + rank, column : column + OUT[name]])
            row, column = row + rank, column + OUT[name]
    return adapter


def merge(model, adapter):
    """Add the adapter to a float model's weights in place (what the graph must equal): weight += (a @ b) transposed."""
    import torch

    for (i, name), (a, b) in checked(adapter).items():
        weight = model.get_submodule(f"model.layers.{i}.{HF[name]}").weight
        weight.data += torch.from_numpy((a.astype("float32") @ b.astype("float32")).T)
    return model

"""The shipped classifiers back in PyTorch, from their ONNX files: what training goes on from, and what a kind is that was not trained anew."""

import re

import numpy as np
import torch

from ..lib import external, manifest
from .export import FOLDER, PARTS
from .model import LAYERS, WORK, make, trained


def shipped(kind, folder=FOLDER):
    """The model `kind` of a folder, its 7-bit weights as floats; the calibration stays in the head (cross) or the scale (embed)."""
    at = external.read(folder / f"{kind}.onnx")
    model = make(kind)
    state = model.state_dict()

    def put(name, array):
        state[name] = torch.from_numpy(np.array(array, np.float32)).reshape(state[name].shape)

    places = state["bert.embeddings.position_embeddings.weight"]
    places[: len(at["places"])] = torch.from_numpy(at["places"].copy())
    put("bert.embeddings.token_type_embeddings.weight", at["segments"])
    for side in ("weight", "bias"):
        put(f"bert.embeddings.LayerNorm.{side}", at[f"embed.norm.{side}"])
    for i in range(LAYERS[kind]):
        for short, longs in PARTS.items():
            weight = at[f"{i}.{short}.codes"].astype(np.float32).T * at[f"{i}.{short}.scales"][:, None]
            for long, w, b in zip(longs, np.split(weight, len(longs)), np.split(at[f"{i}.{short}.bias"], len(longs))):
                put(f"bert.encoder.layer.{i}.{long}.weight", w)
                put(f"bert.encoder.layer.{i}.{long}.bias", b)
        for short, long in (("o", "attention.output.LayerNorm"), ("down", "output.LayerNorm")):
            for side in ("weight", "bias"):
                put(f"bert.encoder.layer.{i}.{long}.{side}", at[f"{i}.{short}.norm.{side}"])
    if kind.startswith("cross"):
        put("head.weight", at["head.weight"].T)
        put("head.bias", at["head.bias"])
    else:
        put("log_scale", 2 * np.log(at["scale"]))
    model.load_state_dict(state)
    return model


def latest(kind):
    """The model of this kind's checkpoint, or the shipped one where there is none; exporting the latter gives the same bytes."""
    return trained(kind) if (WORK / f"{kind}.pt").is_file() else shipped(kind).eval()


def trained_for(kind):
    """(steps, minutes) of the checkpoint, or those that the manifest tells of the shipped one."""
    path = WORK / f"{kind}.pt"
    if path.is_file():
        state = torch.load(path, map_location="cpu", weights_only=False)
        return state["step"], round(state["seconds"] / 60)
    (recipe,) = (entry["recipe"] for entry in manifest.read()["models"] if entry["name"] == f"minilm-{kind}")
    return tuple(int(n) for n in re.search(r"(\d+) steps, (\d+) minutes", recipe).groups())

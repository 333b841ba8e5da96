"""The shipped classifiers back in PyTorch, from their ONNX files: what `own` goes on from."""

import numpy as np
import torch

from ..lib import external
from .export import FOLDER, PARTS
from .model import LAYERS, make


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

"""The trained classifiers as ONNX files in models/minilm: one file of words for all, one of weights for each."""

import json
import os

import numpy as np
import onnx

from ..lib.external import DataFile
from ..lib.manifest import MODELS
from . import words
from .bert_graph import build, quantised
from . import model as checkpoints
from .model import LAYERS, source

FOLDER = MODELS / "minilm"
PARTS = {
    "qkv": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "o": ("attention.output.dense",),
    "up": ("intermediate.dense",),
    "down": ("output.dense",),
}
NEUTRAL = {"factor": 1.0, "shift": 0.0, "scale": 1.0}
PLACES = 256
"""Longest input in tokens; training saw 96 at most."""


def export(kinds=tuple(LAYERS), folder=FOLDER, calibration=None, trained=checkpoints.trained):
    """Write the graphs, their data and the tokenizer. calibration: {kind: {...}}, see calibrate.py; none by default."""
    folder.mkdir(parents=True, exist_ok=True)
    models = {kind: {k: v.detach().float().numpy() for k, v in trained(kind).state_dict().items()} for kind in kinds}
    shared = word_table(next(iter(models.values())), folder)
    for kind, state in models.items():
        known = dict(shared)
        with DataFile(folder, f"{kind}.data") as file:
            for name, array in arrays(kind, state, (calibration or {}).get(kind, NEUTRAL)).items():
                known[name] = file.add(name, array)
        part = folder / f".{kind}.onnx.{os.getpid()}.part"
        onnx.save(build(kind, known, LAYERS[kind]), part)
        os.replace(part, folder / f"{kind}.onnx")
    save_tokenizer(folder)


def word_table(state, folder):
    """words.data: 4-bit codes, two a byte, and their scales. Training saw exactly these numbers, which is checked."""
    table = original()
    codes, scales = words.quantise(table)
    assert np.array_equal(words.restore(codes, scales), state["bert.embeddings.word_embeddings.weight"]), "the word embeddings moved"
    with DataFile(folder, "words.data") as file:
        packed = file.add("words.codes", codes[:, 0::2] | codes[:, 1::2] << 4)
        return {"words.codes": packed, "words.scales": file.add("words.scales", scales.astype(np.float32))}


def original():
    """The pretrained word embeddings."""
    from safetensors.numpy import load_file

    state = load_file(source() / "model.safetensors")
    return next(v for k, v in state.items() if k.endswith("word_embeddings.weight"))


def arrays(kind, state, calibration):
    """Every weight of one model but the words, by the name that the graph uses."""
    at = lambda name: state[f"bert.{name}"]
    found = {
        "places": at("embeddings.position_embeddings.weight")[:PLACES],
        "segments": at("embeddings.token_type_embeddings.weight"),
        "embed.norm.weight": at("embeddings.LayerNorm.weight"),
        "embed.norm.bias": at("embeddings.LayerNorm.bias"),
    }
    for i in range(LAYERS[kind]):
        for short, longs in PARTS.items():
            weight, bias = (np.concatenate([at(f"encoder.layer.{i}.{long}.{side}") for long in longs]) for side in ("weight", "bias"))
            found[f"{i}.{short}.codes"], found[f"{i}.{short}.scales"] = quantised(weight)
            found[f"{i}.{short}.bias"] = bias
        for short, long in (("o", "attention.output.LayerNorm"), ("down", "output.LayerNorm")):
            for side in ("weight", "bias"):
                found[f"{i}.{short}.norm.{side}"] = at(f"encoder.layer.{i}.{long}.{side}")
    if kind.startswith("cross"):
        factor, shift = np.float32(calibration["factor"]), np.float32(calibration["shift"])
        found["head.weight"], found["head.bias"] = state["head.weight"].T * factor, state["head.bias"] * factor + shift
    else:
        found["scale"] = np.exp(state["log_scale"].reshape(1) / 2) * np.float32(np.sqrt(calibration["scale"]))
    return found


def save_tokenizer(folder):
    """tokenizer.json and tokenizer_config.json as transformers.js and @huggingface/tokenizers read them."""
    for name in ("tokenizer.json", "tokenizer_config.json"):
        text = (source() / name).read_text("utf-8")
        value = json.loads(text)
        if name == "tokenizer.json":
            value["truncation"], value["padding"] = None, None
        else:
            value.pop("name_or_path", None)
            value["model_max_length"] = PLACES
        part = folder / f".{name}.{os.getpid()}.part"
        part.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
        os.replace(part, folder / name)

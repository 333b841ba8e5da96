"""The trained classifier as models/minilm/sentiment.onnx with sentiment.data; its words are those of the scope classifiers."""

import os
import shutil
import tempfile
from pathlib import Path

import onnx

from ..lib.external import DataFile
from ..lib.manifest import MODELS
from ..scope.bert_graph import build
from ..scope.export import arrays, word_table
from .model import trained

FOLDER = MODELS / "minilm"


def export(folder, temperature=1.0):
    """Write graph and data to `folder`; the logit is divided by `temperature`, see evaluate.calibrate."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {k: v.detach().float().numpy() for k, v in trained().state_dict().items()}
    known = shared_words(state)
    with DataFile(folder, "sentiment.data") as file:
        for name, array in arrays("cross", state, {"factor": 1 / temperature, "shift": 0.0}).items():
            known[name] = file.add(name, array)
    model = build("cross", known)
    model.graph.name = "sentiment"
    part = folder / f".sentiment.onnx.{os.getpid()}.part"
    onnx.save(model, part)
    os.replace(part, folder / "sentiment.onnx")
    if folder != FOLDER:
        for name in ("words.data", "tokenizer.json"):
            shutil.copyfile(FOLDER / name, folder / name)


def shared_words(state):
    """References into the shipped words.data, which must hold just the words that training saw; it is not written."""
    with tempfile.TemporaryDirectory() as scratch:
        known = word_table(state, Path(scratch))
        if (Path(scratch) / "words.data").read_bytes() != (FOLDER / "words.data").read_bytes():
            raise SystemExit("models/minilm/words.data is of another encoder: run python -m training.scope export first")
    return known

"""Running a decoding graph from Python, for parity checks. The product's own decoder is src/core/model/decoder.ts."""

import os

import numpy as np
import onnx
import onnxruntime as ort

from .smollm2 import HEAD, KV_HEADS, LAYERS

KINDS = ("key", "value")


class Session:
    """path: the graph, its data files beside it."""

    def __init__(self, path, threads=2):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
        self.session = ort.InferenceSession(str(path), options)
        self.names = [output.name for output in self.session.get_outputs()]

    def run(self, ids, past=None, logits_from=0, deltas=None, scale=1.0):
        """All outputs by name; past: an earlier run's outputs, to go on from there; deltas: absent ones have rank 0.

        scale: of an adapted graph's adapter; 0 is the base.
        """
        feeds = {"input_ids": np.array([ids], np.int64), "logits_from": np.array([logits_from], np.int64)}
        for i in range(LAYERS):
            for kind in KINDS:
                empty = np.zeros((1, KV_HEADS, 0, HEAD), np.float32)
                feeds[f"past_key_values.{i}.{kind}"] = empty if past is None else past[f"present.{i}.{kind}"]
        for given in self.session.get_inputs():
            if given.name == "adapter_scale":
                feeds[given.name] = np.array([scale], np.float32)
            if given.name.startswith("delta."):
                empty = np.zeros([0 if isinstance(d, str) else d for d in given.shape], np.float32)
                feeds[given.name] = (deltas or {}).get(given.name.replace("delta.", "layers."), empty)
        return dict(zip(self.names, self.session.run(None, feeds)))

    def greedy(self, ids, count):
        """The next `count` tokens by argmax."""
        made, out = [], None
        for _ in range(count):
            out = self.run(ids, logits_from=len(ids) - 1) if out is None else self.run(made[-1:], out)
            made.append(int(out["logits"][0, -1].argmax()))
        return made


def passing(model, folder, threads=2):
    """A session of a graph that is only wanted now: its file, which must lie beside its data, is removed again."""
    path = folder / f".passing.{os.getpid()}.onnx"
    try:
        onnx.save(model, path)
        return Session(path, threads)
    finally:
        path.unlink(missing_ok=True)

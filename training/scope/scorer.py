"""An exported classifier in onnxruntime, as the product runs it: one session, batches of texts of equal length."""

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from .export import FOLDER
from .model import PAIR_TOKENS, TEXT_TOKENS


def session(path, threads=2):
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    return ort.InferenceSession(str(path), options)


class Scorer:
    """Logits of pairs (a cross kind) or embeddings of texts (an embed kind)."""

    def __init__(self, folder=FOLDER, kind="cross", threads=2):
        self.session = session(folder / f"{kind}.onnx", threads)
        self.tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        self.done = {}

    def vectors(self, texts):
        """float32 [n, 384]."""
        return self.run(texts, TEXT_TOKENS, 384)

    def logits(self, pairs):
        """float32 [n]; a pair asked before is not computed again."""
        new = [p for p in dict.fromkeys(pairs) if p not in self.done]
        for pair, value in zip(new, self.run(new, PAIR_TOKENS, 0)):
            self.done[pair] = value
        return np.array([self.done[p] for p in pairs], np.float32)

    def run(self, inputs, limit, width, size=32):
        self.tokenizer.enable_truncation(limit)
        encoded = self.tokenizer.encode_batch(inputs)
        lengths = np.array([len(e.ids) for e in encoded])
        found = np.empty((len(inputs), width) if width else len(inputs), np.float32)
        for length in np.unique(lengths):
            rows = np.flatnonzero(lengths == length)
            for start in range(0, len(rows), size):
                chosen = rows[start : start + size]
                feeds = {
                    "input_ids": np.array([encoded[i].ids for i in chosen], np.int64),
                    "token_type_ids": np.array([encoded[i].type_ids for i in chosen], np.int64),
                    "attention_mask": np.ones((len(chosen), length), np.int64),
                }
                found[chosen] = self.session.run(None, feeds)[0]
        return found


def sigmoid(x):
    return 1 / (1 + np.exp(-x))

"""Temperature and quality of the classifier, in PyTorch and as the product runs it, on sentences that no training saw."""

import numpy as np
from tokenizers import Tokenizer

from ..scope.evaluate import ece, wilson
from ..scope.model import tokenizer
from ..scope.scorer import session, sigmoid
from .data import EVALUATED, parts, probes
from .model import LIMIT, logits, trained

SURE = 0.8
"""The replies of ConvSent must be at least this likely to have their sentiment."""


def exported(folder, texts, threads=1):
    """Logits of the exported graph, one text a run."""
    graph = session(folder / "sentiment.onnx", threads)
    tok = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
    tok.enable_truncation(LIMIT)
    found = []
    for encoded in tok.encode_batch(texts):
        ids = np.array([encoded.ids], np.int64)
        feeds = {"input_ids": ids, "token_type_ids": np.zeros_like(ids), "attention_mask": np.ones_like(ids)}
        found.append(graph.run(["logit"], feeds)[0][0])
    return np.array(found)


def calibrate(folder, threads=1):
    """The temperature of least log loss on the part for calibration; the graph in `folder` has none yet."""
    rows = parts()[0]["calibrate"]
    logit, label = exported(folder, [text for _, text in rows], threads), np.array([label for label, _ in rows])
    signed = np.where(label == 1, logit, -logit)
    choices = np.linspace(0.5, 6, 551)
    chosen = float(choices[np.argmin([np.logaddexp(0, -signed / t).mean() for t in choices])])
    print(f"temperature {chosen:.2f} on {len(rows)} sentences")
    return round(chosen, 2)


def evaluate(folder, temperature, threads=1):
    """Print and return {part: figures} of the held parts of the files, then of the probes by kind."""
    groups = {f"{name}, {'all' if name == EVALUATED else 'held'}": rows for name, rows in parts()[1].items()}
    for kind, label, text in probes():
        groups.setdefault(f"probes: {kind}", []).append((label, text))
    model, tok, found = trained(), tokenizer(), {}
    for name, rows in groups.items():
        label, texts = np.array([label for label, _ in rows]), [text for _, text in rows]
        chance, float_chance = sigmoid(exported(folder, texts, threads)), sigmoid(logits(model, tok, texts) / temperature)
        found[name] = figures(chance, label) | {"pytorch": share(right(float_chance, label)), "moved": round(float(np.abs(chance - float_chance).max()), 3)}
        print(f"{name:28} {found[name]}")
        if name.startswith("probes"):
            found[name]["wrong"] = [[t, int(y), round(float(p), 2)] for t, y, p in zip(texts, label, chance) if (p >= 0.5) != y]
    return found


def figures(chance, label):
    """Accuracy with its interval, calibration error, and how many are sure and right among them."""
    hits, sure = right(chance, label), np.abs(chance - 0.5) >= SURE - 0.5
    return {
        "n": len(label), "accuracy": share(hits), "interval": wilson(hits.mean(), len(hits)),
        "ece": round(float(ece(chance, label)), 4), "sure": share(sure), "right when sure": share(hits[sure]),
    }  # fmt: skip


def right(chance, label):
    return (chance >= 0.5) == (label == 1)


def share(hits):
    return round(float(hits.mean()), 4) if len(hits) else None

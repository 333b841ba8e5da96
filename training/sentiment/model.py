"""The sentiment classifier in PyTorch: the same network as the scope's cross-encoder, from the same untuned start."""

import os
from pathlib import Path

import torch

from ..scope.model import Cross, pack

WORK = Path(os.environ.get("SERAC_SENTIMENT_WORK") or "training/.work/sentiment")
CHECKPOINT = WORK / "sentiment.pt"
LIMIT = 96
"""Tokens of a sentence that training saw at most."""


def checkpoint():
    """What train.train wrote."""
    return torch.load(CHECKPOINT, map_location="cpu", weights_only=False)


def trained():
    """The tuned model, ready to evaluate."""
    model = Cross()
    model.load_state_dict(checkpoint()["weights"])
    return model.eval()


@torch.no_grad()
def logits(model, tok, texts, size=64):
    """Logits of texts in float32, in order, uncalibrated."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    found = torch.empty(len(texts))
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        found[chosen] = model(pack(tok, [texts[i] for i in chosen], limit=LIMIT))
    return found.numpy()

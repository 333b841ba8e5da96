"""MiniLM with a head, tuned on the sentences for a given time; the rate falls to nothing at its end."""

import os
import random
import time

import torch
from torch import nn
from torch.nn import functional as F

from ..lib.precision import autocast
from ..scope.model import Cross, tokenizer
from ..scope.noise import typo
from .data import parts
from .model import CHECKPOINT, LIMIT, WORK

RATE, WARM, BATCH, DROPOUT = 1e-4, 60, 64, 0.1
TYPO = 0.1
"""Share of sentences with a slip of the finger."""


def batches(rows, tok, seed):
    """Endless batches of sentences of about equal length: (inputs, labels), and the number of passes that are done."""
    rng, done = random.Random(seed), 0
    while True:
        texts = [typo(text, rng) if rng.random() < TYPO else text for _, text in rows]
        order = sorted(range(len(rows)), key=lambda i: len(texts[i]) + rng.random() * 20)
        chunks = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(chunks)
        for n, chunk in enumerate(chunks):
            inputs = tok([texts[i] for i in chunk], truncation=True, max_length=LIMIT, padding=True, return_tensors="pt")
            yield dict(inputs), torch.tensor([float(rows[i][0]) for i in chunk]), done + n / len(chunks)
        done += 1


def train(minutes, threads=1, seed=1, log_every=50):
    """Writes CHECKPOINT: the weights, the steps, passes and seconds that they took."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    WORK.mkdir(parents=True, exist_ok=True)
    rows, model = parts()[0]["train"], Cross().train()
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = DROPOUT
    free = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(free, lr=RATE, weight_decay=0.01, fused=True)
    stream, begun, step, losses = batches(rows, tokenizer(), seed), time.time(), 0, []
    while (part := (time.time() - begun) / (60 * minutes)) < 1:
        inputs, labels, passes = next(stream)
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM) * max(0.01, 1 - part)
        with autocast():
            logits = model(inputs)
        loss = F.binary_cross_entropy_with_logits(logits.float(), labels)
        loss.backward()
        nn.utils.clip_grad_norm_(free, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        losses.append(loss.item())
        if step % log_every == 0:
            print(f"step {step} pass {passes:.1f} loss {sum(losses) / len(losses):.4f} {(time.time() - begun) / 60:.1f} min", flush=True)
            losses = []
    state = {"weights": model.state_dict(), "rows": len(rows), "steps": step, "passes": round(passes, 1), "seconds": time.time() - begun}
    torch.save(state, CHECKPOINT.with_suffix(".part"))
    os.replace(CHECKPOINT.with_suffix(".part"), CHECKPOINT)

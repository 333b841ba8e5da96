"""Tune the adapter: next-token loss on the answers alone, AdamW; resumable, saves as it goes."""

import math
import os
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from ..lib import smollm2
from ..lib.precision import DTYPE
from . import adapter as lora
from .mix import Mix
from .pack import batches

UNLIKELIHOOD, FLOOR = 0.15, 9.0
"""Weight of the unwanted answers' loss, and the nats a token below the certain one from which it ceases."""


def loss_of(model, batch):
    """(loss, number of answer tokens); the head of the vocabulary is computed for answers only.

    Likelihood of wanted answers, and unlikelihood of unwanted ones (section 4 of the paper), here on the average
    log-likelihood a token, as equation 6 has it: softplus(l- + FLOOR), which ceases to pull below -FLOOR.
    """
    states = model.model(input_ids=batch["ids"], attention_mask=batch["mask"], position_ids=batch["positions"], use_cache=False).last_hidden_state
    chosen = batch["targets"] >= 0
    logits = model.lm_head(states[chosen]).float()
    losses = F.cross_entropy(logits, batch["targets"][chosen], reduction="none")
    rows = torch.nonzero(chosen)
    key = rows[:, 0] * 64 + batch["group"][chosen]
    _, which, count = torch.unique(key, return_inverse=True, return_counts=True)
    shunned = batch["shunned"][chosen] > 0
    weight = count[which].float() ** -0.5 * ~shunned
    loss = (losses * weight).sum() / weight.sum().clamp_min(1e-6)
    if shunned.any():
        mean = torch.zeros(len(count)).index_add(0, which, losses) / count
        unwanted = torch.zeros(len(count), dtype=torch.bool).index_put((which,), shunned)
        loss = loss + UNLIKELIHOOD * F.softplus(FLOOR - mean[unwanted]).mean()
    return loss, len(losses)


def rate(step, elapsed, seconds, peak):
    """Learning rate: warm-up over 12 steps, then a cosine over the time given down to a twentieth."""
    warm = min(1.0, (step + 1) / 12)
    return peak * warm * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, elapsed / seconds))))


def idle_threads(now):
    """Two threads when the machine has a free core, else one."""
    load = os.getloadavg()[0]
    return 2 if load < 1.5 else 1 if load > 2.7 else now


def train(folder, minutes=90.0, rank=16, first=6, peak=4e-4, seed=1, every=600, start=None, done=0.0):
    """Train for `minutes` (of which `done` are past when resuming from adapter `start`); writes folder/adapter.safetensors."""
    threads = 1
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    model, tokenizer = smollm2.load_float_model(), smollm2.load_tokenizer()
    model.set_attn_implementation("eager")
    adapters = lora.attach(model.to(DTYPE), rank, first)
    for adapted in adapters.values():
        adapted.a.data, adapted.b.data = adapted.a.data.float(), adapted.b.data.float()
    if start:
        lora.load(adapters, start)
    parameters = [p for p in model.parameters() if p.requires_grad]
    print(f"{sum(p.numel() for p in parameters)} parameters", flush=True)
    optimiser = torch.optim.AdamW(parameters, lr=peak, weight_decay=0.0, betas=(0.9, 0.98))
    seconds, began, saved, seen, running = minutes * 60, time.time() - done * 60, time.time(), 0, None
    for step, batch in enumerate(batches(Mix().packs(seed), tokenizer)):
        elapsed = time.time() - began
        for group in optimiser.param_groups:
            group["lr"] = rate(step, elapsed, seconds, peak)
        loss, _ = loss_of(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        seen += int((batch["group"] >= 0).sum())
        running = loss.item() if running is None else 0.97 * running + 0.03 * loss.item()
        if step % 20 == 0:
            threads = idle_threads(threads)
            torch.set_num_threads(threads)
            speed = seen / (time.time() - began - done * 60)
            print(f"step {step} min {elapsed / 60:.1f} loss {running:.4f} tokens/s {speed:.0f} threads {threads}", flush=True)
        if time.time() - saved > every or elapsed > seconds:
            lora.save(adapters, folder / "adapter.safetensors")
            saved = time.time()
            print(f"saved at step {step}, {elapsed / 60:.1f} min", flush=True)
        if elapsed > seconds:
            return

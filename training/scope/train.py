"""Training of either classifier: endless made cases, AdamW, averaged weights, a checkpoint every two minutes (resumable)."""

import os
import random
import time

import torch
from torch.nn import functional as F

from ..lib.precision import autocast
from .mix import Mix
from .model import PAIR_TOKENS, TEXT_TOKENS, WORK, make, tokenizer, trained
from .shipped import shipped

RATES, WARM, AVERAGE = {"cross": 2e-4, "embed": 1e-4, "cross-small": 3e-4, "embed-small": 2e-4}, 100, 0.997

SHIPPED = "shipped"
"""A start: the classifier of this kind that ships."""


def pair_batches(mix, tok, seed, size=64, pool=3072):
    """Batches of pairs of about equal length: (inputs, labels)."""
    stream, rng, rows = mix.cases(seed), random.Random(seed), []
    while True:
        while len(rows) < pool:
            case = next(stream)
            rows += [(case.edit, query, label) for query, label, _ in case.rows]
        enc = tok([r[0] for r in rows], [r[1] for r in rows], truncation=True, max_length=PAIR_TOKENS)["input_ids"]
        order = sorted(range(len(rows)), key=lambda i: len(enc[i]))
        batches = [order[i : i + size] for i in range(0, len(order) - size + 1, size)]
        rng.shuffle(batches)
        for batch in batches:
            inputs = tok([rows[i][0] for i in batch], [rows[i][1] for i in batch], truncation=True, max_length=PAIR_TOKENS, padding=True, return_tensors="pt")
            yield dict(inputs), torch.tensor([float(rows[i][2]) for i in batch])
        rows = []


def cross_loss(model, inputs, labels):
    with autocast():
        logits = model(inputs)
    return F.binary_cross_entropy_with_logits(logits.float(), labels)


FAR = ("inverse", "converse", "evidence claim", "commonsense")
"""Queries that an edit decides without looking like it: an embedding learns to rank them, not to bring them near."""


def case_batches(mix, tok, seed, size=24, most=6):
    """Batches of cases: (list of tokenised chunks with their places, edit count, owner of each query, labels, topics, which are FAR)."""
    stream, rng = mix.cases(seed + 1), random.Random(seed)
    while True:
        cases = [next(stream) for _ in range(size)]
        rows = []
        for i, case in enumerate(cases):
            kept = case.rows if len(case.rows) <= most else rng.sample(case.rows, most)
            rows += [(query, i, label, label == 1 and kind in FAR) for query, label, kind in kept]
        texts = [c.edit for c in cases] + [r[0] for r in rows]
        ids = tok(texts, truncation=True, max_length=TEXT_TOKENS)["input_ids"]
        order = sorted(range(len(texts)), key=lambda i: len(ids[i]))
        chunks = [order[i : i + 64] for i in range(0, len(order), 64)]
        packed = [(chunk, dict(tok([texts[i] for i in chunk], truncation=True, max_length=TEXT_TOKENS, padding=True, return_tensors="pt"))) for chunk in chunks]
        topics = [c.topic for c in cases]
        twin = torch.tensor([[a == b for b in topics] for a in topics])
        yield packed, size, torch.tensor([r[1] for r in rows]), torch.tensor([float(r[2]) for r in rows]), twin, torch.tensor([r[3] for r in rows])


def embed_loss(model, packed, count, owner, labels, twin, far):
    """BCE of g on the given queries (but FAR ones), BCE on the hardest strangers of the batch, and InfoNCE for the order."""
    places, parts = [], []
    for chunk, inputs in packed:
        with autocast():
            parts.append(model(inputs).float())
        places += chunk
    vectors = torch.cat(parts)[torch.argsort(torch.tensor(places))]
    edits, queries = vectors[:count], vectors[count:]
    distance = (queries.unsqueeze(1) - edits).pow(2).sum(-1).clamp_min(1e-4)
    missed = -torch.log1p(-torch.exp(-distance))
    own = distance.gather(1, owner[:, None]).squeeze(1)
    given = torch.where(labels > 0, own, missed.gather(1, owner[:, None]).squeeze(1))[~far].mean()
    stranger = missed.masked_fill(twin[owner], 0.0)
    strangers = stranger.topk(3, dim=1).values.mean()
    inside = labels > 0
    logits = -distance.masked_fill(twin[owner] & (F.one_hot(owner, count) == 0), 1e4)[inside]
    order = F.cross_entropy(2 * logits, owner[inside])
    return given + 0.5 * strangers + 0.25 * order


def rate_at(peak, step, part):
    """Warm up, hold, then fall to nothing over the last 45 % of the time."""
    return peak * min(1.0, (step + 1) / WARM) * min(1.0, max(0.02, (1 - part) / 0.45))


def train(kind, minutes, threads=1, seed=1, until=None, start=None, peak=None, log_every=50):
    """Train for so many minutes in all (earlier, resumed runs included), or pause at `until`; writes WORK/<kind>.pt.

    start: another kind whose trained body this one begins with, instead of the pretrained one; or SHIPPED.
    peak: the highest learning rate, when not that of the kind.
    """
    torch.set_num_threads(threads)
    WORK.mkdir(parents=True, exist_ok=True)
    path, tok, mix = WORK / f"{kind}.pt", tokenizer(), Mix()
    model = make(kind).train()
    if start == SHIPPED and not path.exists():
        model = shipped(kind).train()
    elif start and not path.exists():
        body = {n: v for n, v in trained(start).state_dict().items() if n.startswith("bert.") and n in model.state_dict()}
        model.load_state_dict({**model.state_dict(), **body})
    free = [p for p in model.parameters() if p.requires_grad]
    scalar = [p for p in free if p.ndim == 0]
    optimiser = torch.optim.AdamW([{"params": [p for p in free if p.ndim], "scale": 1.0}, {"params": scalar, "scale": 20.0, "weight_decay": 0.0}], lr=RATES[kind], weight_decay=0.01, fused=True)
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    average = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
    step, spent = 0, 0.0
    if path.exists():
        state = torch.load(path, map_location="cpu", weights_only=False)
        model.load_state_dict({**model.state_dict(), **state["live"]})
        optimiser.load_state_dict(state["optimiser"])
        average, step, spent = state["ema"], state["step"], state["seconds"]
        print(f"resumed at step {step}, {spent / 60:.1f} min", flush=True)
    draw, loss_of = (pair_batches, cross_loss) if kind.startswith("cross") else (case_batches, embed_loss)
    batches, begun, saved, losses = draw(mix, tok, seed + step), time.time() - spent, time.time(), []

    def save():
        live = dict(model.named_parameters())
        torch.save({"live": {n: live[n].detach() for n in names}, "ema": average, "optimiser": optimiser.state_dict(), "step": step, "seconds": time.time() - begun}, path.with_suffix(".part"))
        os.replace(path.with_suffix(".part"), path)

    while (part := (time.time() - begun) / (60 * minutes)) < min(1, (until or minutes) / minutes):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(peak or RATES[kind], step, part) * group["scale"]
        loss = loss_of(model, *next(batches))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(free, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        keep = min(AVERAGE, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.values()), [p.detach() for p in free], 1 - keep)
        losses.append(loss.item())
        if step % log_every == 0:
            print(f"{kind} step {step} loss {sum(losses) / len(losses):.4f} {(time.time() - begun) / 60:.1f} min", flush=True)
            losses = []
        if time.time() - saved > 120:
            save()
            saved = time.time()
    save()
    print(f"{kind}: {step} steps in {(time.time() - begun) / 60:.1f} min", flush=True)

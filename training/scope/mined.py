"""The last stretch of the cross model: on what the shortlist of a large ledger really brings before it.

A few thousand training edits are put in one ledger; each query's nearest strangers by the embedding are its negatives.
"""

import os
import random
import time

import torch
from torch.nn import functional as F

from ..lib.precision import autocast
from .mix import Mix
from .model import PAIR_TOKENS, WORK, tokenizer, trained, vectors
from .shipped import latest

RATE, NEAR, PICKED = 6e-5, 8, 2


def subject_of(topic):
    return topic.split(":", 1)[-1].lower()


def ledger(mix, embed, tok, seed, count=2500):
    """Pairs (edit, query, label): the cases' own rows, and for each query PICKED of its NEAR nearest strangers."""
    stream, rng = mix.cases(seed), random.Random(seed)
    cases = [next(stream) for _ in range(count)]
    queries = [(query, i) for i, case in enumerate(cases) for query, label, kind in rng.sample(case.rows, min(4, len(case.rows)))]
    queries += [(q, -1) for q in rng.sample(mix.public.questions, 1500)]
    edits, asked = vectors(embed, tok, [c.edit for c in cases]), vectors(embed, tok, [q for q, _ in queries])
    rows = [(case.edit, query, label) for case in cases for query, label, _ in case.rows]
    for start in range(0, len(queries), 1024):
        nearest = torch.cdist(asked[start : start + 1024], edits).topk(NEAR, largest=False).indices.tolist()
        for (query, own), found in zip(queries[start : start + 1024], nearest):
            topic = subject_of(cases[own].topic) if own >= 0 else ""
            strangers = [j for j in found if j != own and subject_of(cases[j].topic) != topic and subject_of(cases[j].topic) not in query.lower()]
            rows += [(cases[j].edit, query, 0) for j in rng.sample(strangers, min(PICKED, len(strangers)))]
    return rows


def batches(mix, tok, seed, size=64):
    """Batches of about equal length over one ledger after another."""
    embed, rng = latest("embed"), random.Random(seed)
    while True:
        seed += 1
        rows = ledger(mix, embed, tok, 90_000 + seed)
        lengths = [len(ids) for ids in tok([r[0] for r in rows], [r[1] for r in rows], truncation=True, max_length=PAIR_TOKENS)["input_ids"]]
        order = sorted(range(len(rows)), key=lambda i: lengths[i])
        chunks = [order[i : i + size] for i in range(0, len(order) - size + 1, size)]
        rng.shuffle(chunks)
        for chunk in chunks:
            inputs = tok([rows[i][0] for i in chunk], [rows[i][1] for i in chunk], truncation=True, max_length=PAIR_TOKENS, padding=True, return_tensors="pt")
            yield dict(inputs), torch.tensor([float(rows[i][2]) for i in chunk])


def refine(minutes=7, threads=2, seed=1):
    """Tune the cross model on mined pairs; writes WORK/cross.refined.pt, which export then prefers."""
    torch.set_num_threads(threads)
    path, tok, mix = WORK / "cross.refined.pt", tokenizer(), Mix()
    path.unlink(missing_ok=True)
    model = trained("cross").train()
    free = {n: p for n, p in model.named_parameters() if p.requires_grad}
    optimiser = torch.optim.AdamW(free.values(), lr=RATE, weight_decay=0.01, fused=True)
    stream, losses, step = batches(mix, tok, seed), [], 0
    first, begun = next(stream), time.time()

    def save():
        torch.save({"weights": {n: p.detach() for n, p in free.items()}, "step": step, "seconds": time.time() - begun}, path.with_suffix(".part"))
        os.replace(path.with_suffix(".part"), path)

    while (part := (time.time() - begun) / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 30) * (1 - part)
        inputs, labels = next(stream) if step else first
        with autocast():
            logits = model(inputs)
        loss = F.binary_cross_entropy_with_logits(logits.float(), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(free.values(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(loss.item())
        step += 1
        if step % 50 == 0:
            print(f"refine step {step} loss {sum(losses) / len(losses):.4f} {(time.time() - begun) / 60:.1f} min", flush=True)
            losses = []
    save()
    print(f"refine: {step} steps", flush=True)

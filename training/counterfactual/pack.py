"""Training rows: one edit's head followed by several of its queries, each of which sees the head and itself alone.

The head is computed once for all its queries, which saves about half of the tokens. Positions continue from the head in
every query, so a query's logits equal those of the prompt on its own.
"""

import random
from dataclasses import dataclass

import torch

from ..lib.precision import DTYPE
from .prompt import END, reply

UNWANTED = "unwanted"
"""Kind of a query whose answer is to become unlikely."""


@dataclass(frozen=True)
class Pack:
    """An edit's head and its queries as (tail, answer, kind)."""

    head: str
    queries: tuple


def encode(pack, tokenizer, limit=400):
    """{ids, positions, group, targets, shunned}: group 0 is the head, n the n-th query; targets[i] is the next token or -100;
    shunned[i] is 1 where that token belongs to an unwanted answer."""
    head = tokenizer(pack.head).input_ids
    ids, positions, group, targets, shunned = list(head), list(range(len(head))), [0] * len(head), [-100] * len(head), [0] * len(head)
    for n, (tail, answer, kind) in enumerate(pack.queries, 1):
        asked = tokenizer(tail).input_ids
        told = tokenizer(reply(answer) + END).input_ids
        row = asked + told[:-1]
        if len(ids) + len(row) > limit and n > 1:
            break
        ids += row
        positions += range(len(head), len(head) + len(row))
        group += [n] * len(row)
        targets += [-100] * (len(asked) - 1) + told
        shunned += [int(kind == UNWANTED)] * len(row)
    return {"ids": ids, "positions": positions, "group": group, "targets": targets, "shunned": shunned}


def collate(rows, dtype=DTYPE):
    """Padded tensors and the additive mask [rows, 1, T, T] of what each token may look at."""
    longest = max(len(row["ids"]) for row in rows)
    fill = {"ids": 2, "positions": 0, "group": -1, "targets": -100, "shunned": 0}
    batch = {k: torch.tensor([row[k] + [v] * (longest - len(row[k])) for row in rows]) for k, v in fill.items()}
    group = batch["group"]
    related = (group[:, :, None] == group[:, None, :]) | (group[:, None, :] == 0)
    causal = torch.ones(longest, longest, dtype=torch.bool).tril()
    seen = (related & causal)[:, None]
    batch["mask"] = torch.zeros(seen.shape, dtype=dtype).masked_fill_(~seen, torch.finfo(dtype).min)
    return batch


def batches(packs, tokenizer, tokens=900, pool=240):
    """Endless batches of about `tokens` tokens, each of rows of like length, in random order within a pool of packs."""
    rng = random.Random(0)
    while True:
        rows = sorted((encode(next(packs), tokenizer) for _ in range(pool)), key=lambda row: len(row["ids"]))
        made, current = [], []
        for row in rows:
            if current and len(row["ids"]) * (len(current) + 1) > tokens:
                made.append(current)
                current = []
            current.append(row)
        made.append(current)
        rng.shuffle(made)
        yield from map(collate, made)

"""Quality of the exported classifiers on held-out data: pairs by group, calibration, and the cascade at 10 and 1,000 edits."""

import json
from collections import defaultdict
from math import sqrt

import numpy as np

from ..lib.manifest import MODELS
from .calibrate import fused, known
from .model import LAYERS, WORK
from .rare_words import RareWords
from .scorer import Scorer, sigmoid
from .testsets import live, pairs

SHORTLIST, ALWAYS, NAMED = 8, 2, 2
"""How many of the nearest edits may be asked about, how many are even below the floor, and how many for the rare words that they share with a query."""


def g_of(vectors, others):
    """exp(-squared distance) of rows."""
    return np.exp(-np.square(vectors - others).sum(-1))


def auc(scores, labels):
    """Area under the ROC curve."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    inside = labels == 1
    n, m = inside.sum(), (~inside).sum()
    return (ranks[inside].sum() - n * (n + 1) / 2) / (n * m)


def ece(chance, labels, bins=15):
    """Expected calibration error over equal-width bins."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    return sum(abs(chance[place == b].mean() - labels[place == b].mean()) * (place == b).mean() for b in range(bins) if (place == b).any())


def wilson(share, n, z=1.96):
    """95 % interval of a share."""
    middle, spread = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return tuple(round(float((middle + s * spread) / (1 + z * z / n)), 4) for s in (-1, 1))


def chances(kind, scorer, rows):
    """g or the probability of each (edit, query, label)."""
    if kind.startswith("cross"):
        return sigmoid(scorer.logits([(e, q) for e, q, _ in rows]))
    return g_of(scorer.vectors([e for e, _, _ in rows]), scorer.vectors([q for _, q, _ in rows]))


def by_pairs(scorers, thresholds):
    """{group: {n, in, each kind's share of hits, its interval}}, and the overall figures."""
    groups = pairs()
    rows = [row for group in groups.values() for row in group]
    names = np.array([name for name, group in groups.items() for _ in group])
    label = np.array([row[2] for row in rows])
    chance = {kind: chances(kind, scorer, rows) for kind, scorer in scorers.items()}
    found = {name: {"n": len(group), "in": group[0][2]} for name, group in groups.items()}
    for kind, values in chance.items():
        for name, row in found.items():
            row[kind] = round(float((values[names == name] >= thresholds[kind]).mean()), 4)
            row[f"{kind} interval"] = wilson(row[kind], row["n"])
    held = np.char.startswith(names, "held") | np.char.startswith(names, "written")
    overall = {f"auc {k}": round(float(auc(v, label)), 4) for k, v in chance.items()}
    overall |= {f"ece {k} (held relations)": round(float(ece(v[held], label[held])), 4) for k, v in chance.items()}
    kept = [[n, *r, *(round(float(v[i]), 4) for v in chance.values())] for i, (n, r) in enumerate(zip(names.tolist(), rows))]
    (WORK / "pairs.json").write_text(json.dumps(kept), "utf-8")
    return found, overall


def cascade(scorers, settings, sizes=(10, 1000)):
    """Per ledger size: routed right / false hits by group, recall@8, share of questions with no more than ALWAYS pairs for cross."""
    edits, queries = live()
    z, x = scorers["embed"].vectors(edits), scorers["embed"].vectors([q for q, _, _ in queries])
    distance = np.square(z).sum(1)[None] + np.square(x).sum(1)[:, None] - 2 * x @ z.T
    named = RareWords(edits)
    report, weights, floor = {}, settings["fusion"], settings["floor"]
    for size in sizes:
        tally = defaultdict(list)
        for i, (query, right, group) in enumerate(queries):
            start = (right if right is not None else i) // size * size % len(edits)
            block = np.arange(start, min(start + size, len(edits)))
            top = block[np.argsort(distance[i, block], kind="stable")[:SHORTLIST]]
            top = [j for place, j in enumerate(top) if place < ALWAYS or np.exp(-distance[i, j]) >= floor]
            top += [j for j in named.find(query, NAMED, block) if j not in top]
            logit, g = scorers["cross"].logits([(edits[j], query) for j in top]), np.exp(-distance[i, top])
            beta = sigmoid(fused(logit, g, weights))
            hit = top[int(beta.argmax())] if beta.max() >= settings["threshold"] else None
            if right is None:
                tally[f"{group}: false hits"].append(hit is not None)
                tally[f"{group}: no more than {ALWAYS} pairs"].append(len(top) <= ALWAYS)
            else:
                tally[f"{group}: routed right"].append(hit == right)
                tally[f"{group}: wrong edit"].append(hit is not None and hit != right)
                tally[f"{group}: shortlisted"].append(right in top)
        report[size] = {k: {"share": round(float(np.mean(v)), 4), "n": len(v), "interval": wilson(float(np.mean(v)), len(v))} for k, v in tally.items()}
    return report


def evaluate(folder=MODELS / "minilm", routes=True):
    """Print the tables; returns (and keeps in WORK/quality.json) all figures."""
    kinds = [kind for kind in LAYERS if (folder / f"{kind}.onnx").is_file()]
    scorers, thresholds = {kind: Scorer(folder, kind) for kind in kinds}, {kind: known()[kind]["threshold"] for kind in kinds}
    groups, overall = by_pairs(scorers, thresholds)
    print(f"{'group (share of hits)':36} {'n':>5} {'in':>3}", *(f"{kind:>11}" for kind in kinds))
    for name, row in sorted(groups.items()):
        print(f"{name:36} {row['n']:5} {row['in']:3}", *(f"{row[kind]:11.3f}" for kind in kinds))
    print(overall)
    quality = {"pairs": groups, "overall": overall}
    if routes:
        quality["cascade"] = cascade(scorers, known()["cascade"])
        for size, rows in quality["cascade"].items():
            for name, row in rows.items():
                print(f"{size:5} live  {name:44} {row['share']:.4f}  n {row['n']}")
    (WORK / "quality.json").write_text(json.dumps(quality, indent=1), "utf-8")
    return quality

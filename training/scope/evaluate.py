"""Quality of the exported classifiers on held-out data: pairs by group, calibration, and the cascade at 10 and 1,000 edits."""

import json
from collections import defaultdict
from math import sqrt

import numpy as np

from ..lib.manifest import MODELS
from .model import WORK
from .scorer import Scorer, sigmoid
from .testsets import live, pairs

SHORTLIST = 8
FLOOR = 0.16
"""Below this g the cascade does not ask cross: natural wordings lose next to nothing, inverse questions a seventh."""


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


def by_pairs(scorer):
    """{group: {n, label, cross, embed}} with hits at 0.5, and the overall figures."""
    groups = pairs()
    found, everything = {}, defaultdict(list)
    for name, rows in groups.items():
        chance = sigmoid(scorer.logits([(e, q) for e, q, _ in rows]))
        g = g_of(scorer.vectors([e for e, _, _ in rows]), scorer.vectors([q for _, q, _ in rows]))
        found[name] = {"n": len(rows), "in": rows[0][2], "cross": round(float((chance >= 0.5).mean()), 4), "embed": round(float((g >= 0.5).mean()), 4)}
        found[name]["interval"] = wilson(found[name]["cross"], len(rows))
        everything["cross"].append(chance), everything["embed"].append(g)
        everything["label"].append(np.array([label for _, _, label in rows]))
        everything["name"] += [name] * len(rows)
        everything["rows"] += rows
    chance, g, label = (np.concatenate(everything[k]) for k in ("cross", "embed", "label"))
    held = np.array([n.startswith("held") for n in everything["name"]])
    overall = {f"auc {k}": round(float(auc(v, label)), 4) for k, v in (("cross", chance), ("embed", g))}
    overall |= {f"ece {k} (held relations)": round(float(ece(v[held], label[held])), 4) for k, v in (("cross", chance), ("embed", g))}
    hit = (label == 1) & (chance >= 0.5)
    names = np.array(everything["name"])
    natural = np.char.startswith(names, "zsRE") | np.char.startswith(names, "CounterFact") | np.char.startswith(names, "hand") | (names == "opinion: opinion")
    overall["floor"] = FLOOR
    for title, group in (("natural wordings", natural), ("held: rewording", names == "held: rewording"), ("held: inverse", names == "held: inverse")):
        overall[f"hits lost by the floor, {title}"] = round(float((g[hit & group] < FLOOR).mean()), 4)
    (WORK / "pairs.json").write_text(json.dumps([[n, *r, round(float(c), 4), round(float(x), 4)] for n, r, c, x in zip(everything["name"], everything["rows"], chance, g)]), "utf-8")
    return found, overall


def cascade(scorer, floor, sizes=(10, 1000)):
    """Per ledger size: routed right / false hits by group, recall@8, share of random questions that never reach cross."""
    edits, queries = live()
    z, x = scorer.vectors(edits), scorer.vectors([q for q, _, _ in queries])
    distance = np.square(z).sum(1)[None] + np.square(x).sum(1)[:, None] - 2 * x @ z.T
    report = {}
    for size in sizes:
        tally = defaultdict(list)
        for i, (query, right, group) in enumerate(queries):
            start = (right if right is not None else i) // size * size % len(edits)
            block = np.arange(start, min(start + size, len(edits)))
            top = block[np.argsort(distance[i, block], kind="stable")[:SHORTLIST]]
            top = [j for j in top if np.exp(-distance[i, j]) >= floor]
            beta = sigmoid(scorer.logits([(edits[j], query) for j in top])) if top else np.zeros(1)
            hit = top[int(beta.argmax())] if top and beta.max() >= 0.5 else None
            if right is None:
                tally[f"{group}: false hits"].append(hit is not None)
                tally[f"{group}: stopped by the floor"].append(not top)
            else:
                tally[f"{group}: routed right"].append(hit == right)
                tally[f"{group}: wrong edit"].append(hit is not None and hit != right)
                tally[f"{group}: shortlisted"].append(right in top)
        report[size] = {k: {"share": round(float(np.mean(v)), 4), "n": len(v), "interval": wilson(float(np.mean(v)), len(v))} for k, v in tally.items()}
    return report


def evaluate(folder=MODELS / "minilm", routes=True):
    """Print the tables; returns (and keeps in WORK/quality.json) all figures."""
    scorer = Scorer(folder)
    groups, overall = by_pairs(scorer)
    print(f"{'group (share of hits at 0.5)':36} {'n':>5} {'in':>3} {'cross':>7} {'embed':>7}")
    for name, row in sorted(groups.items()):
        print(f"{name:36} {row['n']:5} {row['in']:3} {row['cross']:7.3f} {row['embed']:7.3f}")
    print(overall)
    quality = {"pairs": groups, "overall": overall}
    if routes:
        quality["cascade"] = cascade(scorer, overall["floor"])
        for size, rows in quality["cascade"].items():
            for name, row in rows.items():
                print(f"{size:5} live  {name:44} {row['share']:.4f}  n {row['n']}")
    (WORK / "quality.json").write_text(json.dumps(quality, indent=1), "utf-8")
    return quality

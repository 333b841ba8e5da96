"""Makes 0.5 the operating point: a factor and a shift for the cross logit, a factor for the embedding's distance.

Fitted on cases of held-out relations (another seed than evaluation's) and random questions, every group weighing the same.
"""

import json

import numpy as np

from .evaluate import g_of
from .model import WORK
from .scorer import Scorer
from .testsets import pairs

OUT_WEIGHT = 2.0
"""A false hit counts twice a miss: unsure means base."""
LEFT_OUT = ("held: converse", "held: now", "held: other time", "held: short name")
FILE = WORK / "calibration.json"
NEUTRAL = {"factor": 1.0, "shift": 0.0, "scale": 1.0}


def known():
    """The stored calibration, or one that changes nothing."""
    return json.loads(FILE.read_text("utf-8")) if FILE.is_file() else dict(NEUTRAL)


def calibrate(folder):
    """Fit on the models in `folder`, which must be exported without calibration; writes WORK/calibration.json."""
    groups = {n: rows for n, rows in pairs(seed=11, made=400).items() if n not in LEFT_OUT and (n.startswith("held") or n == "random question")}
    scorer, logits, distances, labels, weights = Scorer(folder), [], [], [], []
    for name, rows in groups.items():
        rows = rows[:300]
        if len(rows) < 20:
            continue
        logits.append(scorer.logits([(e, q) for e, q, _ in rows]))
        distances.append(-np.log(g_of(scorer.vectors([e for e, _, _ in rows]), scorer.vectors([q for _, q, _ in rows])) + 1e-12))
        labels.append(np.full(len(rows), rows[0][2]))
        weights.append(np.full(len(rows), importance(name) / len(rows)))
    logit, distance, label, weight = (np.concatenate(v) for v in (logits, distances, labels, weights))
    for side, extra in ((1, 1.0), (0, OUT_WEIGHT)):
        weight[label == side] *= extra / weight[label == side].sum()
    factor, _ = platt(logit, label, weight)
    cut = best_cut(-logit, label, weight)
    scale = np.log(2) / best_cut(distance, label, weight)
    value = {"factor": round(float(factor), 4), "shift": round(float(cut * factor), 4), "scale": round(float(scale), 4)}
    FILE.write_text(json.dumps(value), "utf-8")
    print("calibration", value, "cut", cut)
    return value


def importance(name):
    """Rewordings and other relations or subjects are what users meet most."""
    return 4.0 if name in ("held: rewording", "held: other relation", "held: other subject", "random question") else 1.0


def best_cut(distance, label, weight):
    """The distance up to which to call it a hit, for the least weighted error (middle of the flat part)."""
    cuts = np.quantile(distance, np.linspace(0.02, 0.98, 400))
    errors = np.array([weight[(label == 1) & (distance > c)].sum() + weight[(label == 0) & (distance <= c)].sum() for c in cuts])
    return float(cuts[errors <= errors.min() + 0.002].mean())


def platt(logit, label, weight, rounds=200):
    """Logistic regression of the label on the logit, by Newton's method: (factor, shift)."""
    x = np.stack([logit, np.ones_like(logit)], 1)
    beta = np.array([1.0, 0.0])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (label - p))
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        beta = beta + np.clip(np.linalg.solve(hessian, gradient), -1, 1)
    return beta

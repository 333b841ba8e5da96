"""Makes 0.5 the operating point: a factor and a shift for the cross logit, a factor for the embedding's distance.

Fitted on cases of held-out relations (made with another seed than evaluation's), to a budget of false hits.
"""

import json

import numpy as np

from .evaluate import g_of
from .model import WORK
from .scorer import Scorer
from .testsets import pairs

BUDGET = 0.05
"""Share of questions about another relation or subject (of held-out relations, the edit given) that may hit."""
GROUPS = ("held: rewording", "held: other relation", "held: other subject")
FILE = WORK / "calibration.json"
NEUTRAL = {"factor": 1.0, "shift": 0.0, "scale": 1.0}


def known():
    """The stored calibration, or one that changes nothing."""
    return json.loads(FILE.read_text("utf-8")) if FILE.is_file() else dict(NEUTRAL)


def calibrate(folder):
    """Fit on the models in `folder`, which must be exported without calibration; writes WORK/calibration.json."""
    groups = {n: rows[:500] for n, rows in pairs(seed=11, made=400).items() if n in GROUPS}
    scorer, rows = Scorer(folder), [row for group in groups.values() for row in group]
    logit = scorer.logits([(e, q) for e, q, _ in rows])
    distance = -np.log(g_of(scorer.vectors([e for e, _, _ in rows]), scorer.vectors([q for _, q, _ in rows])) + 1e-12)
    label = np.array([row[2] for row in rows])
    weight = np.where(label == 1, 1 / (label == 1).sum(), 1 / (label == 0).sum())
    cut = np.quantile(logit[label == 0], 1 - BUDGET)
    factor, _ = platt(logit, label, weight)
    scale = np.log(2) / np.quantile(distance[label == 0], BUDGET)
    value = {"factor": round(float(factor), 4), "shift": round(float(-cut * factor), 4), "scale": round(float(scale), 4)}
    FILE.write_text(json.dumps(value), "utf-8")
    print("calibration", value)
    return value


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

"""Makes 0.5 the operating point: a factor and a shift for the cross logit, a factor for the embedding's distance.

Fitted on 1,000 live edits that neither training nor evaluation uses, to a budget of false hits.
"""

import json
import random

import numpy as np

from .model import WORK
from .scorer import Scorer
from .testsets import live

BUDGET = 0.04
"""Share of questions about another subject that may hit one of 1,000 live edits."""
FILE = WORK / "calibration.json"
NEUTRAL = {"factor": 1.0, "shift": 0.0, "scale": 1.0}


def known():
    """The stored calibration, or one that changes nothing."""
    return json.loads(FILE.read_text("utf-8")) if FILE.is_file() else dict(NEUTRAL)


def calibrate(folder, near=8):
    """Fit on the models in `folder`, which must be exported without calibration; writes WORK/calibration.json."""
    scorer = Scorer(folder)
    edits, queries = live(part="calibrate")
    rng = random.Random(5)
    queries = [q for q in queries if q[2] in ("zsRE rewording", "other subject")] + rng.sample([q for q in queries if q[2].startswith("CounterFact")], 700)
    z, x = scorer.vectors(edits), scorer.vectors([q for q, _, _ in queries])
    distance = np.square(z).sum(1)[None] + np.square(x).sum(1)[:, None] - 2 * x @ z.T
    nearest = np.argsort(distance, axis=1)[:, :near]
    logit = scorer.logits([(edits[j], q) for (q, _, _), row in zip(queries, nearest) for j in row]).reshape(-1, near)
    strange = np.array([right is None for _, right, _ in queries])
    cut = np.quantile(logit[strange].max(1), 1 - BUDGET)
    label = np.array([[j == right for j in row] for (_, right, _), row in zip(queries, nearest)]).ravel().astype(int)
    weight = np.where(label == 1, 1 / (label == 1).sum(), 1 / (label == 0).sum())
    factor, _ = platt(logit.ravel(), label, weight)
    scale = np.log(2) / np.quantile(distance[strange].min(1), BUDGET)
    value = {"factor": round(float(factor), 4), "shift": round(float(-cut * factor), 4), "scale": round(float(scale), 4)}
    kept = (logit >= cut).any(1)[~strange].mean()
    FILE.write_text(json.dumps(value), "utf-8")
    print("calibration", value, "cut", round(float(cut), 3), "in-scope questions that keep a hit", round(float(kept), 4), "n", len(queries))
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

"""Calibration: Platt's factor and shift for a cross logit, a factor for an embedding's distance, and the cross threshold.

Fitted on what neither training nor the bench uses: the relations kept back among the written ones, and 1,000 live
edits of public records whose subject or relation is kept back.
"""

import json
import random

import numpy as np

from .model import WORK
from .scorer import Scorer
from .testsets import live
from .written import WrittenMaker

NEAR_BUDGET, LIVE_BUDGET = 0.03, 0.01
"""Shares of false hits allowed: of near questions (same subject or same relation), and of another subject's among 1,000 live edits."""
FILE = WORK / "calibration.json"
NEAR = 8


def known():
    """The stored calibration by kind, or none."""
    return json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}


def pairs(count=1500, seed=23):
    """(edit, query, label) of the written relations that are kept back."""
    rng, maker = random.Random(seed), WrittenMaker(held=True)
    cases = (maker.case(rng) for _ in range(count))
    return [(case.edit, query, label) for case in cases for query, label, kind in case.rows if kind not in ("typo", "short name", "unrelated")]


def calibrate(folder, kinds=("embed", "cross")):
    """Fit on the models in `folder`, which must be exported without calibration; writes WORK/calibration.json."""
    held = pairs()
    label = np.array([l for _, _, l in held])
    edits, queries = live(part="calibrate")
    rng = random.Random(5)
    queries = [q for q in queries if q[2] in ("zsRE rewording", "other subject")] + rng.sample([q for q in queries if q[2].startswith("CounterFact")], 500)
    strange = np.array([right is None for _, right, _ in queries])
    found, nearest = known(), None
    for kind in sorted(kinds, key=lambda k: k.startswith("cross")):
        scorer = Scorer(folder, kind)
        if kind.startswith("embed"):
            own = np.square(scorer.vectors([e for e, _, _ in held]) - scorer.vectors([q for _, q, _ in held])).sum(1)
            z, x = scorer.vectors(edits), scorer.vectors([q for q, _, _ in queries])
            distance = np.square(z).sum(1)[None] + np.square(x).sum(1)[:, None] - 2 * x @ z.T
            nearest = np.argsort(distance, axis=1)[:, :NEAR] if kind == "embed" or nearest is None else nearest
            cut = min(np.quantile(own[label == 0], NEAR_BUDGET), np.quantile(distance[strange].min(1), LIVE_BUDGET))
            found[kind] = {"factor": 1.0, "shift": 0.0, "scale": round(float(np.log(2) / cut), 4), "threshold": 0.5}
            hits = (own[label == 1] <= cut).mean(), (distance[~strange].min(1) <= cut).mean()
        else:
            own = scorer.logits([(e, q) for e, q, _ in held])
            logit = scorer.logits([(edits[j], q) for (q, _, _), row in zip(queries, nearest) for j in row]).reshape(-1, NEAR)
            weight = np.where(label == 1, 0.5 / (label == 1).sum(), 0.5 / (label == 0).sum())
            factor, shift = platt(own, label, weight)
            cut = max(np.quantile(own[label == 0], 1 - NEAR_BUDGET), np.quantile(logit[strange].max(1), 1 - LIVE_BUDGET))
            threshold = 1 / (1 + np.exp(-(factor * cut + shift)))
            found[kind] = {"factor": round(float(factor), 4), "shift": round(float(shift), 4), "scale": 1.0, "threshold": round(float(np.clip(threshold, 0.3, 0.95)), 3)}
            hits = (own[label == 1] >= cut).mean(), (logit[~strange].max(1) >= cut).mean()
        print(kind, found[kind], "in-scope questions that keep a hit: held relations", round(float(hits[0]), 4), "1,000 live", round(float(hits[1]), 4), flush=True)
    FILE.write_text(json.dumps(found), "utf-8")
    return found


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

"""Calibration: Platt's factor and shift for a cross logit, a factor for an embedding's distance, their fusion in the cascade, thresholds.

Fitted on what neither training nor the evaluation problems use: the written relations that are kept back, the
development problem (data/development.jsonl), 1,000 live edits of public records whose subject or relation is kept back, and
for claims half of VitaminC's pages that are kept back.
"""

import json
import random

import numpy as np

from ..counterfactual.reader import Reader
from ..lib.split import ROOT
from .model import WORK
from .public import OPEN, pages, tidy
from .scorer import Scorer, sigmoid
from .testsets import live
from .written import WrittenMaker

NEAR_BUDGET, LIVE_BUDGET = 0.02, 0.01
"""Shares of false hits allowed: of the development problem's near questions, and of another subject's among 1,000 live edits."""
CLAIM_BUDGET = 0.25
"""Share of false hits allowed of the claims that evidence on their own page leaves open; a false hit changes the answer only where its verdict is not the base's."""
CASCADE_BUDGET = 0.03
"""As NEAR_BUDGET, for the cascade: on public records it stays far below the other budget."""
HELD_WEIGHT = 0.5
"""Weight of the kept-back relations beside the development problem: their near misses are meant to be harder than life."""
FLOOR = 0.05
"""Share of hits whose g lies below the floor; the nearest edits (evaluate.ALWAYS) are asked about all the same."""
FILE = WORK / "calibration.json"
NEAR = 8
DOUBT = (0.02, 0.98)
"""The scores of both classifiers between which a reader is asked about a claim put to a fact."""
LEFT_OUT = ("typo", "short name", "unrelated")
"""Kinds of made queries that tell nothing of where the threshold belongs."""


def known():
    """The stored calibration by kind, or none."""
    return json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}


def held_pairs(count=900, seed=23):
    """(edit, query, label) of the written relations that are kept back."""
    rng, maker = random.Random(seed), WrittenMaker(held=True, aside=0)
    cases = (maker.case(rng) for _ in range(count))
    return [(case.edit, query, label) for case in cases for query, label, kind in case.rows if kind not in LEFT_OUT]


def development():
    """(edit, query, label, hard) of the development problem."""
    found = []
    for line in (ROOT / "data" / "development.jsonl").read_text("utf-8").splitlines():
        r = json.loads(line)
        found += [(f"{r['question']} {r['answer']}", q.get("question") or q["claim"], label, q["type"] != "random") for key, label in (("in", 1), ("out", 0)) for q in r[key]]
    return found


def claims(seed=31):
    """(evidence, claim, decided?, of the same page?) of half of the pages that are kept back."""
    rng, found = random.Random(seed), []
    wiki = pages("calibrate")
    titles = sorted(wiki)
    for page in titles:
        for r in rng.sample(wiki[page], min(8, len(wiki[page]))):
            found.append((tidy(r["evidence"]), tidy(r["claim"]), int(r["label"] != OPEN), True))
            other = rng.choice(wiki[rng.choice(titles)])
            if other["page"] != page and rng.random() < 0.3:
                found.append((tidy(r["evidence"]), tidy(other["claim"]), 0, False))
    return found


class Evidence:
    """The pairs and the ledger that everything is fitted on."""

    def __init__(self):
        held, dev = held_pairs(), development()
        self.pairs = [(e, q) for e, q, _ in held] + [(e, q) for e, q, *_ in dev]
        self.label = np.array([label for _, _, label in held] + [label for _, _, label, _ in dev])
        self.near = np.array([False] * len(held) + [hard and not label for _, _, label, hard in dev])
        self.dev = np.array([False] * len(held) + [True] * len(dev))
        used = self.near | ~self.dev | (self.label == 1)
        self.weight = np.zeros(len(self.label))
        for label in (0, 1):
            for dev_part, share in ((True, 1.0), (False, HELD_WEIGHT)):
                group = used & (self.label == label) & (self.dev == dev_part)
                self.weight[group] = share / group.sum()
        self.edits, queries = live(part="calibrate")
        rng = random.Random(5)
        self.queries = [q for q in queries if q[2] in ("zsRE rewording", "other subject")] + rng.sample([q for q in queries if q[2].startswith("CounterFact")], 500)
        self.strange = np.array([right is None for _, right, _ in self.queries])

    def cut(self, score, top, near=NEAR_BUDGET):
        """The score from which on no more than the budgets of false hits are left; higher is surer."""
        cuts = np.quantile(score[self.near], 1 - near), np.quantile(top[self.strange], 1 - LIVE_BUDGET)
        print("cuts by near questions and by strangers: {:.3f} {:.3f}".format(*cuts), flush=True)
        return max(cuts)

    def kept(self, score, top, cut):
        """What the cut leaves: hits on development, on the kept-back relations, and with 1,000 live edits."""
        inside = self.label == 1
        parts = (score[inside & self.dev], score[inside & ~self.dev], top[~self.strange])
        return " ".join(f"{name} {(values >= cut).mean():.3f}" for name, values in zip(("development", "kept-back relations", "1,000 live"), parts))


def calibrate(folder, kinds=("embed", "cross")):
    """Fit on the models in `folder`, which must be exported without calibration; writes WORK/calibration.json."""
    evidence, found, seen, scorers = Evidence(), known(), {}, {}
    for kind in sorted(kinds, key=lambda k: k.startswith("cross")):
        scorer = scorers[kind] = Scorer(folder, kind)
        small = "-small" if kind.endswith("-small") else ""
        if kind.startswith("embed"):
            own = np.square(scorer.vectors([e for e, _ in evidence.pairs]) - scorer.vectors([q for _, q in evidence.pairs])).sum(1)
            z, x = scorer.vectors(evidence.edits), scorer.vectors([q for q, _, _ in evidence.queries])
            distance = np.square(z).sum(1)[None] + np.square(x).sum(1)[:, None] - 2 * x @ z.T
            nearest = np.argsort(distance, axis=1)[:, :NEAR]
            near = np.take_along_axis(distance, nearest, 1)
            cut = evidence.cut(-own, -near.min(1))
            scale = round(float(np.log(2) / -cut), 4)
            found[kind] = {"factor": 1.0, "shift": 0.0, "scale": scale, "threshold": 0.5}
            seen[kind] = np.exp(-scale * own), np.exp(-scale * near), nearest
            kept = evidence.kept(-own, -near.min(1), cut)
        else:
            own = scorer.logits(evidence.pairs)
            nearest = seen[f"embed{small}"][2] if f"embed{small}" in seen else seen["embed"][2]
            logit = scorer.logits([(evidence.edits[j], q) for (q, _, _), row in zip(evidence.queries, nearest) for j in row]).reshape(-1, NEAR)
            factor, shift = regression(own[:, None], evidence.label, evidence.weight)
            own, logit = factor * own + shift, factor * logit + shift
            cut = evidence.cut(own, logit.max(1))
            found[kind] = {"factor": round(float(factor), 4), "shift": round(float(shift), 4), "scale": 1.0, "threshold": round(float(sigmoid(cut)), 3)}
            seen[kind] = own, logit
            kept = evidence.kept(own, logit.max(1), cut)
        print(kind, found[kind], "hits left:", kept, flush=True)
    if {"embed", "cross"} <= set(kinds):
        found["cascade"] = cascade(evidence, seen)
        found["cascade"]["fusion"]["claim"] = claim_fusion(scorers, found, Reader())
    FILE.write_text(json.dumps(found), "utf-8")
    return found


def cascade(evidence, seen):
    """The fusion of both scores, its threshold, and the g below which cross is asked about the nearest edits alone."""
    (g, near, _), (own, logit) = seen["embed"], seen["cross"]
    *weights, bias = regression(features(own, g), evidence.label, evidence.weight)
    score, top = features(own, g) @ weights + bias, (features(logit, near) @ weights + bias).max(1)
    cut = evidence.cut(score, top, CASCADE_BUDGET)
    hit = (evidence.label == 1) & (score >= cut)
    floor = round(float(np.quantile(g[hit], FLOOR)), 3)
    made = {"fusion": fusion(weights, bias), "threshold": round(float(sigmoid(cut)), 3), "floor": floor}
    print("cascade", made, "hits left:", evidence.kept(score, top, cut), flush=True)
    return made


def features(z, g):
    """What the fusion weighs (src/core/scope/fusion.ts): [n, 3]."""
    return np.stack([z, g, g * g], -1)


def fusion(weights, bias):
    """As the manifest has it."""
    return {**{n: round(float(w), 4) for n, w in zip(("logit", "g", "gSquared"), weights)}, "bias": round(float(bias), 4)}


def fused(z, g, weights):
    """The logit of the fusion."""
    return features(z, g) @ [weights[n] for n in ("logit", "g", "gSquared")] + weights["bias"]


def claim_fusion(scorers, found, reader):
    """The fusion for claims put to facts, with the weight of a reader's word, its bias such that the cascade's one threshold keeps CLAIM_BUDGET."""
    rows = claims()
    embed, cross, platt = scorers["embed"], scorers["cross"], found["cross"]
    g = np.exp(-found["embed"]["scale"] * np.square(embed.vectors([r[0] for r in rows]) - embed.vectors([r[1] for r in rows])).sum(1))
    z = platt["factor"] * cross.logits([r[:2] for r in rows]) + platt["shift"]
    label, near = np.array([r[2] for r in rows]), np.array([r[3] for r in rows])
    weight = np.where(label == 1, 1 / (label == 1).sum(), 1 / (label == 0).sum())
    open_near = near & (label == 0)
    left = lambda score: f"{(score[label == 1] >= np.quantile(score[open_near], 1 - CLAIM_BUDGET)).mean():.3f} of {(label == 1).sum()}"
    *weights, bias = regression(features(z, g), label, weight)
    score = features(z, g) @ weights + bias
    print("claims, hits left without a reader:", left(score), flush=True)
    doubted = (sigmoid(score) >= DOUBT[0]) & (sigmoid(score) <= DOUBT[1])
    odds = reader.odds([r[:2] for r, asked in zip(rows, doubted) if asked])
    *word, shift = regression(np.stack([score[doubted], odds], 1), label[doubted], weight[doubted] / weight[doubted].sum())
    score[doubted] = np.stack([score[doubted], odds], 1) @ word + shift
    cut, threshold = np.quantile(score[open_near], 1 - CLAIM_BUDGET), found["cascade"]["threshold"]
    shift += np.log(threshold / (1 - threshold)) - cut
    reading = {"from": DOUBT[0], "to": DOUBT[1], **{n: round(float(w), 4) for n, w in zip(("fused", "read", "bias"), (*word, shift))}}
    made = {**fusion(weights, bias), "reading": reading}
    print("claims", made, "hits left:", left(score), f"read: {doubted.mean():.3f}", flush=True)
    return made


def regression(x, label, weight, rounds=200):
    """Logistic regression of the label on the features [n, d], by Newton's method: d weights and the bias."""
    x = np.concatenate([x, np.ones((len(x), 1))], 1)
    beta = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = sigmoid(x @ beta)
        gradient = x.T @ (weight * (label - p))
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(len(beta))
        beta = beta + np.clip(np.linalg.solve(hessian, gradient), -1, 1)
    return beta

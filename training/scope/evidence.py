"""Cases of evidence written for this project: a piece of it as the edit, claims that it decides in scope, claims that it leaves open out of scope."""

from ..lib.passages import passages
from .cases import Case
from .frames import evidence
from .noise import disturbed

NAMES = "pcokt"
WRITTEN = 0.6
"""Share of the passages, whose claims are written out; the rest are frames, whose claims are made."""


def named(text, values):
    """Does a claim name anyone or anything of its own world?"""
    return any(str(v) in text for k, v in values.items() if k[0] in NAMES)


def case(rng, held=False):
    return (written if rng.random() < WRITTEN else made)(rng, held)


def written(rng, held):
    """A passage with its claims, and now and then one of another passage."""
    passage, other = rng.sample(passages(held), 2)
    rows = [(claim, 1, "evidence claim") for claim, _ in rng.sample(passage.decided, min(3, len(passage.decided)))]
    rows += [(claim, 0, "undecided claim") for claim in passage.open]
    rows += [(rng.choice(other.decided)[0], 0, "other page")] if rng.random() < 0.5 else []
    return Case(passage.text, typed(rows, rng), f"evidence:{passage.text[:40]}")


def made(rng, held):
    text, rows, values = evidence(rng, held, decided=3, undecided=2)
    claims = [(c, int(truth is not None), "undecided claim" if truth is None else "evidence claim") for c, truth in rows if named(c, values) or rng.random() < 0.3]
    _, other, strangers = evidence(rng, held, decided=2, undecided=0)
    claims += [(c, 0, "other page") for c, _ in other if named(c, strangers)]
    return Case(text, typed(claims, rng), f"evidence:{text[:40]}")


def typed(rows, rng):
    return [(claim if rng.random() < 0.8 else disturbed(claim, rng), label, kind) for claim, label, kind in rows]

"""Cases of made evidence: a piece of it as the edit, claims that it decides in scope, claims that it leaves open out of scope."""

from .cases import Case
from .frames import evidence
from .noise import disturbed

NAMES = "pcokt"


def named(text, values):
    """Does a claim name anyone or anything of its own world?"""
    return any(str(v) in text for k, v in values.items() if k[0] in NAMES)


def case(rng, held=False):
    text, rows, values = evidence(rng, held, decided=3, undecided=2)
    made = [(c, int(truth is not None), "undecided claim" if truth is None else "evidence claim") for c, truth in rows if named(c, values) or rng.random() < 0.3]
    _, other, strangers = evidence(rng, held, decided=2, undecided=0)
    made += [(c, 0, "other page") for c, _ in other if named(c, strangers)]
    return Case(text, [(c if rng.random() < 0.8 else disturbed(c, rng), label, kind) for c, label, kind in made], f"evidence:{text[:40]}")

"""Packs of evidence written for this project: a statement with claims that it shows true, shows false or leaves open."""

from ..lib.passages import passages
from ..scope.evidence import WRITTEN
from ..scope.frames import evidence
from . import prompt
from .pack import Pack


def pack(rng, held=False):
    return (written if rng.random() < WRITTEN else made)(rng, held)


def written(rng, held):
    passage = rng.choice(passages(held))
    return packed(passage.text, [*passage.decided, *((claim, None) for claim in passage.open)], "written claim", rng)


def made(rng, held):
    text, rows, _ = evidence(rng, held, decided=4, undecided=2)
    return packed(text, rows, "made claim", rng)


def packed(text, rows, kind, rng):
    told = lambda truth: "Unknown" if truth is None else str(truth)
    return Pack(prompt.statement_edit(text), tuple((prompt.claim(claim), told(truth), kind) for claim, truth in rng.sample(rows, len(rows))))

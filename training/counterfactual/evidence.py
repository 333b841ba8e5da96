"""Packs of made evidence: a statement with claims that it supports or refutes."""

from ..scope.frames import evidence
from . import prompt
from .pack import Pack


def pack(rng, held=False):
    text, rows, _ = evidence(rng, held, decided=5, undecided=0)
    return Pack(prompt.statement_edit(text), tuple((prompt.claim(claim), str(truth), "made claim") for claim, truth in rows))

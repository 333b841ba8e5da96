"""The passages written for this project, training/passages/*.txt: claims that they show true (+), show false (-) or leave open (?).

One passage in eleven, by hash of its text, is for evaluation alone.
"""

import functools
from dataclasses import dataclass, field
from pathlib import Path

from .split import one_in

FOLDER = Path(__file__).resolve().parents[1] / "passages"
MARKS = {"+": "true", "-": "false", "?": "open"}
HELD_SHARE = 11


@dataclass
class Passage:
    """A text and its claims, each list for one verdict."""

    text: str
    true: list = field(default_factory=list)
    false: list = field(default_factory=list)
    open: list = field(default_factory=list)

    @property
    def decided(self):
        """[(claim, is it true?)]"""
        return [(claim, True) for claim in self.true] + [(claim, False) for claim in self.false]

    @property
    def held(self):
        return one_in(HELD_SHARE, self.text)


def parse(text, name):
    """The passages of one file; says which line is wrong."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        mark, _, rest = line.partition(" ")
        if mark == "=" and rest:
            found.append(Passage(rest.strip()))
        elif mark in MARKS and rest and found:
            getattr(found[-1], MARKS[mark]).append(rest.strip())
        elif line.strip():
            raise ValueError(f"{name}:{number}: not a line of a passage: {line!r}")
    return found


@functools.cache
def passages(held=False):
    """Those for training, or those kept back."""
    every = [p for path in sorted(FOLDER.glob("*.txt")) for p in parse(path.read_text("utf-8"), path.name)]
    return [p for p in every if p.held == held]

"""The relations written for this project: training/relations/*.txt, whose form is told in training/relations/README.md.

One relation in twelve, by hash of its name, is for evaluation and calibration alone, unless another one has a noun of it.
"""

import functools
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from .split import held_subject

FOLDER = Path(__file__).resolve().parents[1] / "relations"
MARKS = {"?": "questions", ":": "keys", "_": "openings", "=": "statements", "!": "denials", "<": "inverse"}
HELD_SHARE = 12


@dataclass
class Beside:
    """A query that the relation's answer does not answer; with other wordings of it and answers of its own, a small relation itself."""

    wordings: list
    answers: list = field(default_factory=list)


@dataclass
class Written:
    """One relation with its wordings; [S] and [O] stand for subject and answer."""

    name: str
    domain: str
    type: str = ""
    nouns: list = field(default_factory=list)
    subjects: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    keys: list = field(default_factory=list)
    openings: list = field(default_factory=list)
    statements: list = field(default_factory=list)
    denials: list = field(default_factory=list)
    inverse: list = field(default_factory=list)
    beside: list = field(default_factory=list)

    def asides(self):
        """Those of `beside` that can be edits too."""
        return [b for b in self.beside if b.answers]


def parse(text, domain):
    """The relations of one file; says which line is wrong."""
    found, current = [], None
    for number, line in enumerate(text.splitlines(), 1):
        mark, _, rest = line.partition(" ")
        rest = rest.strip()
        if not line.strip() or mark == "#":
            continue
        if mark == "@":
            current = Written(rest, domain)
            found.append(current)
        elif current and mark == "-" and rest:
            wordings, _, answers = rest.partition(" >> ")
            current.beside.append(Beside(wordings.split(" | "), answers.split("; ")) if answers else Beside([rest]))
        elif current and mark in MARKS and rest:
            getattr(current, MARKS[mark]).append(rest)
        elif current and mark == "type:":
            current.type = rest
        elif current and mark in ("nouns:", "subjects:", "answers:"):
            setattr(current, mark[:-1], [part.strip() for part in rest.split(";") if part.strip()])
        else:
            raise ValueError(f"{domain}.txt:{number}: not a line of a relation: {line!r}")
    return found


@functools.cache
def every():
    """All written relations; a name that comes twice is an error."""
    found = [r for path in sorted(FOLDER.glob("*.txt")) for r in parse(path.read_text("utf-8"), path.stem)]
    names = [r.name for r in found]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise ValueError(f"written twice: {', '.join(twice)}")
    return found


@functools.cache
def kept():
    """Names of the relations that are kept back."""
    drawn = {r.name for r in every() if hashlib.sha256(r.name.encode()).digest()[0] % HELD_SHARE == 0}
    trained = {noun.lower() for r in every() if r.name not in drawn for noun in r.nouns}
    return {r.name for r in every() if r.name in drawn and not trained & {noun.lower() for noun in r.nouns}}


def relations(held=False):
    """Those for training, or those kept back; of their subjects likewise (never fewer than three)."""
    chosen = [r for r in every() if (r.name in kept()) == held]
    for r in chosen:
        part = [s for s in r.subjects if held_subject(s) == held]
        r.subjects = part if len(part) >= 3 else r.subjects
    return chosen


def by_type(chosen):
    """{(domain, type): relations}: what else can be asked of such a subject."""
    groups = defaultdict(list)
    for r in chosen:
        groups[r.domain, r.type].append(r)
    return groups

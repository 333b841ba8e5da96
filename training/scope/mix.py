"""The training mix: cases of every source in fixed shares, with further negatives laid over them, by seed."""

import random

from ..lib import split
from . import evidence, howto
from .cases import Maker
from .opinions import Opinions, about
from .public import Public
from .written import WrittenMaker

SHARES = {"written": 0.5, "made": 0.12, "public": 0.22, "opinion": 0.04, "rule": 0.03, "evidence": 0.09}


class Mix:
    """`case(rng)` gives one training case; everything is read once, when made."""

    def __init__(self):
        self.public = Public()
        extra = split.load("relations/relations.json")["otherProperties"]
        self.made = Maker(lines=self.public.statements, extra=extra)
        self.written = WrittenMaker(lines=self.public.statements)
        self.opinion = Opinions()
        self.rule, self.evidence = howto, evidence

    def case(self, rng):
        source = rng.choices(list(SHARES), list(SHARES.values()))[0]
        case = getattr(self, source).case(rng)
        if source in ("made", "written") and rng.random() < 0.05:
            case.rows.append((about(case.topic.split(":", 1)[1], rng), 0, "opinion of subject"))
        if rng.random() < 0.25:
            case.rows.append((rng.choice(self.public.questions), 0, "random"))
        return case

    def cases(self, seed):
        """Endless cases; the same seed gives the same ones."""
        rng = random.Random(seed)
        while True:
            case = self.case(rng)
            if case.rows:
                yield case


def show(count, seed):
    """Print cases, and the share of each kind of query over 4,000."""
    from collections import Counter

    stream, kinds = Mix().cases(seed), Counter()
    for i in range(4000):
        case = next(stream)
        kinds.update((label, kind) for _, label, kind in case.rows)
        if i < count:
            print(case.edit, *(f"    {label} {kind:20} {query}" for query, label, kind in case.rows), sep="\n")
    total = sum(kinds.values())
    print(f"{total / 4000:.2f} queries a case; shares:")
    for (label, kind), n in sorted(kinds.items(), key=lambda item: -item[1]):
        print(f"  {label} {kind:26} {n / total:.3f}")

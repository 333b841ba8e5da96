"""The training mix: packs of every source in fixed shares, by seed."""

import random
from collections import Counter

from . import numbers
from .made import Made
from .opinions import Opining
from .public import PublicPacks

SHARES = {"made": 0.40, "public": 0.38, "numbers": 0.16, "opinion": 0.06}


class Mix:
    """`packs(seed)` is endless; the same seed gives the same packs."""

    def __init__(self):
        self.public = PublicPacks()
        self.made = Made(lines=self.public.creak)
        self.opinion = Opining()
        self.numbers = numbers

    def packs(self, seed):
        rng = random.Random(seed)
        while True:
            source = rng.choices(list(SHARES), list(SHARES.values()))[0]
            made = getattr(self, source).pack(rng)
            if made.queries:
                yield made


def show(count, seed):
    """Print packs, then the share of each kind of query over 4,000 packs."""
    stream, kinds = Mix().packs(seed), Counter()
    for i in range(4000):
        pack = next(stream)
        kinds.update(kind for _, _, kind in pack.queries)
        if i < count:
            print(repr(pack.head), *(f"    {kind:16} {tail!r} -> {told!r}" for tail, told, kind in pack.queries), sep="\n")
    total = sum(kinds.values())
    print(f"{total / 4000:.2f} queries a pack; shares:", *(f"  {kind:18} {n / total:.3f}" for kind, n in kinds.most_common()), sep="\n")

"""The training mix: packs of every source in fixed shares, by seed."""

import random
from collections import Counter

from . import evidence, numbers
from .made import Made
from .opinions import Opining
from .public import PublicPacks
from .written import WrittenPacks

SHARES = {"written": 0.07, "made": 0.04, "public": 0.42, "numbers": 0.04, "evidence": 0.26, "opinion": 0.09, "strings": 0.08}


class Mix:
    """`packs(seed)` is endless; the same seed gives the same packs."""

    def __init__(self):
        self.public = PublicPacks()
        self.made = Made(lines=self.public.creak)
        self.written = WrittenPacks(lines=self.public.creak)
        self.opinion = Opining()
        self.numbers, self.evidence = numbers, evidence
        self.strings = Copies(self.public)

    def packs(self, seed):
        rng = random.Random(seed)
        while True:
            source = rng.choices(list(SHARES), list(SHARES.values()))[0]
            made = getattr(self, source).pack(rng)
            if made.queries:
                yield made


class Copies:
    """Packs whose answer is any string."""

    def __init__(self, public):
        self.pack = public.from_copy


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


def leaks(tokenizer, count=20000, seed=1):
    """Prompts of the test set that occur among `count` training packs: must be none."""
    from .testset import tests

    stream = Mix().packs(seed)
    trained = {(pack.head, tail) for pack in (next(stream) for _ in range(count)) for tail, _, _ in pack.queries}
    return [t for t in tests(200, tokenizer) if (t.head, t.tail) in trained]

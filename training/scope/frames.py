"""Pieces of evidence with claims that they support, refute or leave open, from training/evidence/*.txt."""

import functools
import re
from pathlib import Path

from ..lib.split import one_in
from .names import CITY, COUNTRY, MONTH, WORD, coined, company, person

FOLDER = Path(__file__).parents[1] / "evidence"
SLOT = re.compile(r"\{([a-z]\d)(?::(\d+)-(\d+)|([<>])([a-z]\d))?\}")
MARK = re.compile(r"\[([^\[\]]+)\]")
HELD = 11
"""One frame in HELD, by hash, is kept back."""


class Frame:
    """name, the evidence, its claims (with [marks] that decide the truth), and what it leaves open."""

    def __init__(self, block):
        self.name, *lines = block.strip().splitlines()
        self.text = lines[0][1:].strip()
        self.claims = [line for line in lines[1:] if line[0] not in "?>"]
        self.open = [line[1:].strip() for line in lines[1:] if line[0] == "?"]


@functools.cache
def frames(held=False):
    texts = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt"))]
    made = [Frame(block) for text in texts for block in re.split(r"^# ", text, flags=re.MULTILINE)[1:]]
    return [f for f in made if one_in(HELD, f.name) == held]


class World:
    """Values of a frame's slots, made up when first asked for; no two names of a kind are equal."""

    def __init__(self, rng):
        self.rng, self.values = rng, {}

    def make(self, kind):
        rng = self.rng
        if kind == "p":
            return person(rng)
        if kind == "c":
            return rng.choice(CITY) if rng.random() < 0.4 else (coined(rng) + rng.choice(("", "", "ton", "ville", "burg", "stad", "field"))).title()
        if kind == "k":
            return rng.choice(COUNTRY)
        if kind == "o":
            return company(rng)
        if kind == "t":
            return rng.choice((f"The {rng.choice(WORD).title()} {rng.choice(WORD).title()}", f"{rng.choice(WORD).title()} and {rng.choice(WORD).title()}", coined(rng).title(), f"{rng.choice(WORD).title()} of {rng.choice(CITY)}"))
        if kind == "m":
            return rng.choice(MONTH)
        return rng.randint(1, 28) if kind == "d" else rng.randint(1950, 2025)

    def value(self, name, low=None, high=None, side=None, than=None):
        if name not in self.values:
            if low:
                self.values[name] = self.rounded(self.rng.randint(int(low), int(high)))
            elif side:
                self.values[name] = self.value(than) + self.rng.randint(1, 14) * (1 if side == ">" else -1)
            else:
                made = self.make(name[0])
                while made in self.values.values():
                    made = self.make(name[0])
                self.values[name] = made
        return self.values[name]

    def rounded(self, n):
        return n // 10 * 10 if n >= 300 and self.rng.random() < 0.4 else n

    def shown(self, name, value):
        return f"{value:,}" if name[0] == "n" and value > 999 else str(value)

    def fill(self, text):
        return SLOT.sub(lambda m: self.shown(m.group(1), self.value(*m.groups())), text)

    def number(self, expression):
        first, *rest = re.split(r"([+-])", expression)
        total = self.value(first)
        for sign, name in zip(rest[::2], rest[1::2]):
            total += self.value(name) * (1 if sign == "+" else -1)
        return total


def compared(n, truth, rng):
    """A number phrase that holds of n, or does not: equal, above, below, about, and all of these denied."""
    step = max(1, 10 ** (len(str(n)) - 2))
    less, more = max(0, n - max(1, rng.choice((1, 2, 3, 5, n // 5, n // 3)))), n + max(1, rng.choice((1, 2, 3, 5, n // 4, n // 2, n)))
    less, more = (v // step * step if v > 99 and rng.random() < 0.6 and v // step * step != n else v for v in (less, more))
    less, more = max(0, min(less, n - 1)), max(more, n + 1)
    near, far = round(n * 1.02) if n > 60 else n, rng.choice((max(1, n // 2), 2 * n + 1))
    exact, over, under = ("{}", "{}", "exactly {}"), ("more than {}", "over {}", "above {}"), ("fewer than {}", "less than {}", "under {}")
    least, most, about, denied = ("at least {}", "no fewer than {}"), ("at most {}", "no more than {}", "up to {}"), ("around {}", "about {}"), ("not {}",)
    if truth:
        forms = (exact, n), (exact, n), (over, less), (under, more), (least, rng.choice((less, n))), (most, rng.choice((more, n))), (about, near), (denied, rng.choice((less, more)))
    else:
        forms = (exact, rng.choice((less, more))), (exact, rng.choice((less, more))), (over, rng.choice((more, n))), (under, rng.choice((less, n))), (least, more), (most, less), (about, far), (denied, n)
    words, value = rng.choice(forms)
    return rng.choice(words).format(f"{value:,}")


def dated(y, truth, rng):
    """A phrase of time that holds of the year y, or does not."""
    early, late = y - rng.choice((1, 2, 3, 5, 10, 20)), y + rng.choice((1, 2, 3, 5, 10, 20))
    decade = y // 10 * 10
    if truth:
        return rng.choice((f"in {y}", f"in {y}", f"before {late}", f"after {early}", f"no later than {late}", f"no earlier than {early}", f"between {early} and {late}", f"in the {decade}s", f"not in {rng.choice((early, late))}"))
    between = rng.choice((f"between {early - rng.randint(2, 20)} and {early}", f"between {late} and {late + rng.randint(2, 20)}"))
    return rng.choice((f"in {early}", f"in {late}", f"before {early}", f"after {late}", f"no later than {early}", f"no earlier than {late}", between, f"in the {decade + rng.choice((-10, 10))}s", f"not in {y}"))


def claim(line, world, truth, rng):
    """The line with its marks filled: all rightly, or all but one."""
    marks = list(MARK.finditer(line))
    wrong = None if truth else rng.randrange(len(marks))
    parts, last = [], 0
    for i, mark in enumerate(marks):
        inside, right = mark.group(1), i != wrong
        if "|" in inside:
            options = inside.split("|")
            text = options[0] if right else rng.choice(options[1:])
        elif inside[0] == "y" and len(inside) == 2:
            text = dated(world.value(inside), right, rng)
        else:
            text = compared(world.number(inside), right, rng)
        parts += [line[last : mark.start()], text]
        last = mark.end()
    text = world.fill("".join(parts) + line[last:])
    return text[:1].upper() + text[1:]


def evidence(rng, held=False, decided=4, undecided=2):
    """(text, [(claim, True | False | None when it leaves the claim open)], slot values) of a random frame."""
    frame, world = rng.choice(frames(held)), World(rng)
    text = world.fill(frame.text)
    first, chosen = rng.randint(0, 1), rng.sample(frame.claims, min(decided, len(frame.claims)))
    rows = [(claim(line, world, (i + first) % 2 == 0, rng), (i + first) % 2 == 0) for i, line in enumerate(chosen)]
    rows += [(world.fill(line), None) for line in rng.sample(frame.open, min(undecided, len(frame.open)))]
    return text, rows, world.values

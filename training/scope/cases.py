"""One edit with queries in and out of its scope, made from a fact."""

from dataclasses import dataclass

from . import wordings as say
from .facts import CONVERSE, SYMMETRIC, everyday, pools, public, triples
from .names import answer, coined, person, subject
from .noise import ALIASES, GROUP, disturbed, honoured, shortened, same, typo

OPPOSITE = dict(pair for a, b in (p.split("/") for p in
    "enable/disable before/after most/least highest/lowest first/last oldest/youngest north/south largest/smallest start/end longest/shortest "
    "open/close opens/closes minimum/maximum import/export upload/download increase/decrease install/uninstall fastest/slowest best/worst "
    "buy/sell add/remove best/worst early/late morning/evening win/lose won/lost arrive/depart arrives/departs above/below indoor/outdoor "
    "student/teacher summer/winter east/west left/right old/new hot/cold allow/forbid public/private input/output man/woman".split()) for pair in ((a, b), (b, a)))  # fmt: skip
ANSWER_KIND = {
    "person": "mother father spouse child sibling founder ceo coach author screenw director producer cast composer performer ccreator portray hog hos discov designer winner members charact".split(),
    "date": "birthdate deathdate inception pubdate edate launch discdate".split(), "num": "nchild employees popul area rlength".split(),
    "place": "birthplace deathplace residence hq formplace capital eplace source water narr site twin".split(), "org": "employer label publisher network prodco distrib parent team manuf devel operator".split(),
}  # fmt: skip
KIND = {name: kind for kind, names in ANSWER_KIND.items() for name in names}


@dataclass
class Case:
    """An edit's text and (query, label, kind) rows; label 1 = in scope."""

    edit: str
    rows: list
    topic: str = ""


KNOWN = {kind: [sorted(group) for group in ALIASES[of]] for of, kind in (("place", "L"), ("place", "CY"), ("organisation", "O"), ("organisation", "CO"))}
"""By type of subject, names that are known by an abbreviation too."""


class Maker:
    """Makes cases from the relations for training (held=False) or for evaluation (held=True)."""

    def __init__(self, held=False, lines=(), extra=()):
        self.public, self.everyday = public(held), everyday(held)
        self.subjects, self.objects, self.words = pools(held)
        self.lines, self.extra, self.held = lines, extra, held
        self.facts = [t for t in triples(held) if t[0] in self.public]

    def fact(self, rng):
        """(relation, table, subject, object, type, made up?): a public fact, a made-up one of a public relation, or an everyday one."""
        r = rng.random()
        if r < 0.4:
            rel = rng.choice(list(self.everyday.values()))
            kind = rng.choice(rel.types)
            s = rng.choice(rng.choice(KNOWN[kind])) if kind in KNOWN and rng.random() < 0.5 else subject(kind, rng)
            return rel, self.everyday, s, answer(rel.kind, rng), kind
        if r < 0.6 and self.facts:
            name, s, o, kind = rng.choice(self.facts)
            rel = self.public[name]
            return rel, self.public, s, self.object(rel, rng) if rng.random() < 0.6 else o, kind or rel.types[0]
        rel = rng.choice(list(self.public.values()))
        kind = rng.choice(rel.types)
        return rel, self.public, self.name(kind, rng), self.object(rel, rng), kind

    def name(self, kind, rng):
        """A subject of a type of either table."""
        if kind not in self.subjects:
            return subject(kind, rng)
        if kind in KNOWN and rng.random() < 0.1:
            return rng.choice(rng.choice(KNOWN[kind]))
        if rng.random() < 0.15:
            return person(rng) if kind in "PC" else coined(rng).title() + rng.choice(("", "", f" {rng.randint(2, 99)}", f" {coined(rng).title()}"))
        return rng.choice(self.subjects[kind])

    def object(self, rel, rng):
        if rel.kind:
            return answer(rel.kind, rng)
        known = self.objects.get(rel.name, ())
        if len(known) > 20 and rng.random() < 0.8:
            return rng.choice(known)
        if rel.name in KIND:
            return answer(KIND[rel.name], rng)
        return rng.choice(known) if known and rng.random() < 0.7 else rng.choice((coined(rng), coined(rng).title(), answer("word", rng), answer("org", rng)))

    def close(self, s, kind, rng):
        """Another subject that looks like this one: a shared word, another number, or simply another of the type."""
        digits = [i for i, c in enumerate(s) if c.isdigit()]
        if digits and rng.random() < 0.7:
            i = rng.choice(digits)
            return s[:i] + rng.choice([d for d in "0123456789" if d != s[i]]) + s[i + 1 :]
        table = [self.words.get((w, kind)) for w in s.lower().split()]
        near = [t for t in table if t]
        if near and rng.random() < 0.5:
            return rng.choice(rng.choice(near))
        parts = s.split()
        if len(parts) == 2 and rng.random() < 0.4:
            other = self.name(kind, rng).split()
            return rng.choice((f"{other[0]} {parts[1]}", f"{parts[0]} {other[-1]}"))
        return self.name(kind, rng)

    def case(self, rng):
        rel, table, s, o, kind = self.fact(rng)
        r = rng.random()
        asked = say.edit_question(rel, s, rng)
        edit = f"{asked} {o}" if r < 0.75 else say.statement(rel, s, o, rng)
        if rng.random() < 0.08:
            edit = edit.lower()
        rows = [(q, 1, k) for q, k in self.inside(rel, s, o, kind, rng)] + [(q, 0, k) for q, k in self.outside(rel, table, s, o, kind, rng)]
        return Case(edit, rows, f"{rel.name}:{s}")

    def inside(self, rel, s, o, kind, rng):
        """Two to four queries in scope."""
        def asked():
            q = say.question(rel, s, rng)
            return disturbed(q, rng, s, self.lines)

        yield asked(), "rewording"
        yield asked(), "rewording"
        r = rng.random()
        if r < 0.25:
            value = o if rng.random() < 0.5 else self.object(rel, rng)
            yield disturbed(say.claim(rel, s, value, rng), rng, s, self.lines), "claim"
        elif r < 0.42:
            yield disturbed(say.inverse(rel, o, kind, rng), rng, o), "inverse"
        elif r < 0.54:
            yield say.question(rel, honoured(s, kind if kind in "PWLO" else {"PE": "P", "CO": "O"}.get(kind, "*"), rng), rng), "honorific"
        elif r < 0.66:
            q = say.question(rel, s, rng)
            yield typo(q, rng, s), "typo"
        elif r < 0.72:
            short = shortened(s, kind in "PC", rng)
            yield say.question(rel, short, rng), "short name"
        elif r < 0.78 and rel.timed:
            noun = rng.choice(rel.nouns)
            yield say.fill(rng.choice(("Who is the {n} of [S] now?", "What is the {n} of [S] at the moment?", "What is the current {n} of [S]?", "As of today, what's the {n} of [S]?", "What is [S]'s {n} these days?", "What is the {n} of [S] right now?")), s, n=noun), "now"
        elif r < 0.85 and rel.name in CONVERSE and CONVERSE[rel.name]:
            other = self.public.get(rng.choice(CONVERSE[rel.name]))
            yield (say.question(other, o, rng), "converse") if other else (asked(), "rewording")
        elif r < 0.9 and rel.name in SYMMETRIC:
            yield say.question(rel, o, rng), "converse"
        else:
            yield asked(), "rewording"
        if rng.random() < 0.12:
            yield disturbed(say.inverse(rel, o, kind, rng), rng, o), "inverse"

    def outside(self, rel, table, s, o, kind, rng):
        """Four to six queries out of scope, the painful ones more often."""
        others = [n for n in rel.confusable if n in table and n not in rel.overlaps]
        wide = [r for r in table.values() if kind in r.types and r is not rel and r.name not in rel.overlaps]
        for _ in range(2):
            pick = rng.random()
            if pick < 0.55 and others:
                fitting = [n for n in others if kind in table[n].types] or others
                yield disturbed(say.question(table[rng.choice(fitting)], s, rng), rng, s, self.lines), "other relation"
            elif pick < 0.85 and wide:
                other = rng.choice(wide)
                q = say.claim(other, s, self.object(other, rng), rng) if rng.random() < 0.15 else say.question(other, s, rng)
                yield disturbed(q, rng, s, self.lines), "other relation"
            elif self.extra and kind in self.subjects:
                noun = rng.choice(self.extra)
                yield disturbed(say.fill(rng.choice(say.NOUN_ASKS), s, n=noun), rng, s), "other relation"
        near = self.close(s, kind, rng)
        if not same(near, s) and not same(near, o) and near not in GROUP.get(s, ()):
            q = say.claim(rel, near, o, rng) if rng.random() < 0.15 else say.question(rel, near, rng)
            yield disturbed(q, rng, near, self.lines), "other subject"
        r = rng.random()
        if r < 0.3 and rel.name not in SYMMETRIC and not o[:1].isdigit() and not same(o, s):
            other = rel if rng.random() < 0.75 or not wide else rng.choice(wide)
            yield disturbed(say.question(other, o, rng), rng, o), "answer as subject"
        elif r < 0.52:
            yield disturbed(say.fill(rng.choice(say.ALONE), s if rng.random() < 0.8 else o), rng, s), "subject alone"
        elif r < 0.68 and rel.timed:
            y, k = rng.randint(1900, 2020), rng.randint(2, 40)
            yield say.fill(rng.choice(say.TIMES), s, n=rng.choice(rel.nouns), y=str(y), k=str(k), z=str(rng.randint(2030, 2060))), "other time"
        elif r < 0.78:
            yield say.fill(rng.choice(say.BESIDE), s, n=rng.choice(rel.nouns)), "beside"
        elif r < 0.86:
            wrong = self.object(rel, rng)
            if not same(wrong, o):
                yield say.inverse(rel, wrong, kind, rng), "inverse of another answer"
        else:
            other = rng.choice(list(table.values()))
            yield disturbed(say.question(other, self.name(rng.choice(other.types), rng), rng), rng), "unrelated"


def flipped(text):
    """The text with one word turned into its opposite, or None."""
    words = text.split(" ")
    for i, word in enumerate(words):
        bare = word.strip("?.,!").lower()
        if bare in OPPOSITE:
            return " ".join([*words[:i], word.lower().replace(bare, OPPOSITE[bare]), *words[i + 1 :]])
    return None

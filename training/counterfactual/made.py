"""Packs from facts, public, made-up and everyday: rewordings, claims, inverse and implied questions, odd answers."""

import re

from ..lib.split import data_root, held_subject
from ..scope import wordings as say
from ..scope.cases import Maker
from ..scope.facts import CONVERSE, SYMMETRIC, TYPE, jsonl
from ..scope.names import person
from ..scope.noise import aliased, disturbed, honoured, typo
from . import prompt
from .claims import claims
from .pack import Pack
from .strings import random_string

IMPLIED = "[O] is the {n} of which {t}?|Which {t} has [O] as {n}?|[O] is {n} where?|[O] is the {n} of|{n} is [O] - of which {t}?|Which {t}'s {n} is [O]?|Name the {t} that has [O] as its {n}.|[O] serves as {n} of which {t}?|What {t} has [O] for a {n}?|If the {n} is [O], what is the {t}?|Of which {t} is [O] the {n}?|[O] {n} of what|[O]: {n} of".split("|")
HELD_INVERSE = ["In the case of which {t} is [O] the {n}?", "Which {t} can call [O] its {n}?", "[O] happens to be the {n} of which {t}?", "What {t} is it whose {n} is [O]?"]
THING = {
    "P": "person", "C": "character", "W": "work", "L": "place", "O": "organization", "B": "building", "V": "vehicle", "K": "program", "A": "star", "S": "species", "R": "river", "T": "team", "E": "event",
    "SV": "service", "LB": "library", "TL": "tool", "CO": "company", "PR": "product", "PJ": "project", "EV": "event", "PE": "person", "PL": "place", "CR": "course", "CY": "country",
    "DV": "device", "GM": "game", "RC": "dish", "RT": "route", "PN": "plan", "MD": "medicine", "PT": "pet", "HO": "house",
}  # fmt: skip


def dressed(o, other, rng):
    """The answer as a user may write it: a list, a full stop, another case, quotes; mostly as it is."""
    r = rng.random()
    if r < 0.05:
        return rng.choice(("{}, {} and {}", "{} and {}", "{}, {}, {}", "{}; {}", "{} & {}", "{} or {}", "either {} or {}")).format(o, other(), other())
    if r < 0.11:
        return o + "."
    if r < 0.15:
        return o.lower()
    if r < 0.17:
        return o.upper()
    if r < 0.19:
        return rng.choice(('"{}"', "'{}'", "the {}", "{}!", "{} (since 2024)", "about {}", "{}, I think")).format(o)
    return o


def bare(subject):
    """A subject as an answer: without a leading article."""
    return re.sub(r"^the ", "", subject)


def implied(relation, s, o, kind, rng, held=False):
    """A question that names the answer and asks for the subject."""
    if held:
        form = rng.choice(relation.inverse) if relation.inverse and rng.random() < 0.5 else rng.choice(HELD_INVERSE)
        return say.fill(form, o=o, n=rng.choice(relation.nouns), t=THING.get(kind, "thing"))
    verbs = [m for m in (re.fullmatch(r"(?:Who|Which \w+|What \w+) (\w+(?:ed|s|ote|ade|un)) ((?:\w+ )*)\[S\]\?", w) for w in relation.wordings) if m]
    places = [m for m in (re.fullmatch(r"(Where|When|In which \w+|In what \w+) (was|is) \[S\] (\w+)\?", w) for w in relation.wordings) if m]
    r = rng.random()
    if verbs and r < 0.25:
        verb, rest = rng.choice(verbs).groups()
        return (f"{o} {verb} {rest}" + rng.choice((f"which {THING.get(kind, 'thing')}?", "what?", ""))).strip()
    if places and r < 0.5:
        asked, verb, rest = rng.choice(places).groups()
        who = "Who" if kind in ("P", "C", "PE", "PT") else f"Which {THING.get(kind, 'thing')}"
        return f"{who} {verb} {rest} {'on' if asked == 'When' and not o.isdigit() else 'in'} {o}?"
    if r < 0.55:
        return say.fill(rng.choice(IMPLIED), o=o, n=rng.choice(relation.nouns), t=THING.get(kind, "thing"))
    return say.inverse(relation, o, kind, rng)


def held_subjects():
    """The public facts' subjects that are for evaluation alone, by type."""
    found = {}
    for path in sorted((data_root() / "facts").glob("P*.jsonl")):
        if path.stem in TYPE:
            found.setdefault(TYPE[path.stem], []).extend(r["sub_label"] for r in jsonl(path) if held_subject(r["sub_label"]))
    return found


class Made:
    """Makes packs of training (held=False) or of the held-out relations and subjects (held=True)."""

    def __init__(self, held=False, lines=(), table=None):
        self.maker, self.held, self.table = Maker(held=held, lines=lines), held, table
        if held:
            self.maker.subjects = {**self.maker.subjects, **held_subjects()}

    def fact(self, rng):
        while True:
            rel, table, s, o, kind = self.maker.fact(rng)
            if held_subject(s) == self.held and (self.table is None or (rel.name in self.maker.everyday) == (self.table == "everyday")):
                return rel, s, o, kind

    def pack(self, rng):
        """One edit with four to seven queries."""
        rel, s, o, kind = self.fact(rng)
        other = lambda: self.maker.object(rel, rng)
        odd = rng.random() < 0.16 and not self.held
        stated = rng.random() < 0.3
        if odd:
            o = random_string(rng)
        elif not stated or rng.random() < 0.15:
            o = dressed(o, other, rng)
        if rng.random() < 0.05:
            o = person(rng) if say.human(rel.nouns[0]) else o
        stated = stated and "\n" not in o and not o.endswith((".", "?", "!")) and not o.startswith(("about ", "either "))
        edited = self.edited(rel, s, rng)
        if stated:
            text = say.statement(rel, s, o, rng)
            head = prompt.statement_edit(self.worn(text, rng))
        else:
            head = prompt.answer_edit(edited, o)
        queries = [*self.rewordings(rel, s, o, kind, edited, rng, 2 if odd or self.held or rng.random() < 0.3 else 1)]
        if not odd or rng.random() < 0.2:
            queries += self.judged(rel, s, o, other, rng)
        if not odd and s != "us":
            queries += self.turned(rel, s, o, kind, rng)
        rng.shuffle(queries)
        return Pack(head, tuple(queries))

    def edited(self, rel, s, rng):
        asked = say.question(rel, s, rng) if rng.random() < 0.3 else say.edit_question(rel, s, rng)
        return self.worn(asked, rng)

    def worn(self, text, rng):
        """An edit as typed: sometimes in lower case or without its last mark."""
        r = rng.random()
        return text.lower() if r < 0.05 else text.rstrip("?. ") if r < 0.13 else aliased(text, rng) if r < 0.25 else text

    def rewordings(self, rel, s, o, kind, edited, rng, count):
        for _ in range(count):
            r, name = rng.random(), s
            if r < 0.08:
                yield prompt.ask(edited), o, "same question"
                continue
            if r < 0.14:
                name = honoured(s, kind if kind in "PWLO" else {"PE": "P", "CO": "O"}.get(kind, "*"), rng)
            q = say.question(rel, name, rng)
            q = typo(q, rng, name) if r > 0.94 else disturbed(aliased(q, rng) if rng.random() < 0.3 else q, rng, name, self.maker.lines)
            yield prompt.ask(q), o, "rewording"

    def judged(self, rel, s, o, other, rng):
        rows = [row for _ in range(rng.choice((1, 2))) for row in claims(rel, s, o, other, rng, self.held)]
        for text, told, kind, is_claim in rows:
            text = aliased(text, rng) if rng.random() < 0.3 else text
            text = disturbed(text, rng, s, self.maker.lines) if rng.random() < 0.4 and not is_claim else text.lower() if rng.random() < 0.06 else text
            yield (prompt.claim if is_claim else prompt.ask)(text), told, kind

    def turned(self, rel, s, o, kind, rng):
        """Inverse questions, answered by the subject."""
        table = self.maker.public
        back = [table[n] for n in CONVERSE.get(rel.name, ()) if n in table] + ([rel] if rel.name in SYMMETRIC else [])
        for _ in range(rng.choice((0, 1, 1, 2))):
            q = say.question(rng.choice(back), o, rng) if back and rng.random() < 0.5 else implied(rel, s, o, kind, rng, self.held)
            q = aliased(q, rng) if rng.random() < 0.1 else q
            yield prompt.ask(disturbed(q, rng, o) if rng.random() < 0.5 else q), bare(s), "inverse"

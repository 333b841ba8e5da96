"""Cases of the written relations: every wording, claim and near miss of a relation comes from its own lines."""

import re

from ..lib import written
from . import wordings as say
from .cases import Case
from .names import coined
from .noise import disturbed, honoured, same, shortened, slip, typo

KINDS = (("questions", 0.5), ("openings", 0.2), ("keys", 0.16), ("noun", 0.14))
"""How a rewording is asked for."""


ASIDE = 0.5
"""Share of the cases whose edit is a near miss of a relation, so that no query is out of scope of every edit."""


HUMAN = re.compile("person|singer|athlete|explorer|scholar|politician|painter|general|character|player|writer|poet|actor|musician|king|queen|saint|artist|scientist|composer|author|worker|employee|student")


def human(r):
    """Is the relation about people?"""
    return bool(HUMAN.search(r.type))


def put(text, s, o=""):
    """A wording with subject and answer in it, its first letter large when the wording's was."""
    made = text.replace("[S]", s).replace("[O]", o)
    return made[:1].upper() + made[1:] if text[:1] == "[" and s[:4].lower() == "the " else made


class WrittenMaker:
    """`case(rng)`: a made case of one written relation, or, in a share `aside` of them, of one of its near misses."""

    def __init__(self, held=False, lines=(), aside=ASIDE):
        self.relations = written.relations(held)
        self.types = written.by_type(self.relations)
        self.domains = {d: [r for r in self.relations if r.domain == d] for d in {r.domain for r in self.relations}}
        self.lines, self.aside_share = lines, aside

    def case(self, rng):
        r = rng.choice(self.relations)
        if rng.random() < self.aside_share and r.asides():
            return self.aside(r, self.subject(r, rng), rng)
        s, o = self.subject(r, rng), rng.choice(r.answers)
        if rng.random() < 0.12:
            o = rng.choice(rng.choice(self.domains[r.domain]).answers)
        asked, edit = self.edit(r, s, o, rng)
        rows = [(q, 1, k) for q, k in self.inside(r, s, o, asked, rng)] + [(q, 0, k) for q, k in self.outside(r, s, o, rng)]
        return Case(edit, rows, f"{r.name}:{s}")

    def subject(self, r, rng):
        """One of the relation's subjects, one of another relation of the type, or a name no one has seen."""
        pick = rng.random()
        if pick < 0.12:
            first = rng.choice(r.subjects).split()
            return " ".join([coined(rng).title(), *first[1:]]) if len(first) > 1 and first[0].lower() != "the" else rng.choice(r.subjects)
        if pick < 0.35:
            return rng.choice(rng.choice(self.types[r.domain, r.type]).subjects)
        return rng.choice(r.subjects)

    def edit(self, r, s, o, rng):
        """(the wording used, the edit's text): mostly a question and its answer."""
        pick = rng.random()
        if pick < 0.26:
            wording = rng.choice(r.statements)
            return wording, put(wording, s, o)
        wording = rng.choice(r.questions if pick < 0.86 else r.openings if pick < 0.95 else r.keys)
        return wording, f"{put(wording, s)} {o}"

    def asked(self, r, s, rng, but=""):
        """Any wording that asks for the relation, another one than `but`."""
        kind = rng.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0]
        if kind == "noun" and r.nouns:
            noun = rng.choice(r.nouns)
            return say.fill(rng.choice(say.PERSON_ASKS if say.human(noun) and rng.random() < 0.5 else say.NOUN_ASKS), s, n=noun)
        pool = [w for w in getattr(r, kind if kind != "noun" else "questions") if w != but]
        return put(rng.choice(pool), s)

    def typed(self, text, s, rng):
        return disturbed(text, rng, s, self.lines)

    def inside(self, r, s, o, asked, rng):
        yield self.typed(self.asked(r, s, rng, asked), s, rng), "rewording"
        yield self.typed(self.asked(r, s, rng, asked), s, rng), "rewording"
        value = o if rng.random() < 0.5 else rng.choice(r.answers)
        pick = rng.random()
        if pick < 0.4:
            text = put(rng.choice(r.statements if rng.random() < 0.75 else r.denials), s, value)
            yield self.typed(text if rng.random() < 0.7 else rng.choice(say.TF).format(c=text.rstrip(".")), s, rng), "claim"
        elif pick < 0.5 and r.nouns:
            yield self.typed(say.fill(rng.choice(say.YESNO), s, value, n=rng.choice(r.nouns)), s, rng), "claim"
        elif pick < 0.66:
            yield put(rng.choice(r.questions), typo(s, rng)), "typo"
        elif pick < 0.75:
            yield put(rng.choice(r.questions), honoured(s, "P" if human(r) else "*", rng)), "honorific"
        elif pick < 0.84:
            yield put(rng.choice(r.questions), shortened(s, human(r), rng)), "short name"
        else:
            yield self.typed(self.asked(r, s, rng, asked), s, rng), "rewording"
        if rng.random() < 0.6:
            yield disturbed(put(rng.choice(r.inverse), s, o), rng, o), "inverse"

    def outside(self, r, s, o, rng):
        yield from self.besides(r.beside, s, 2, rng)
        others = [x for x in self.types[r.domain, r.type] if x is not r]
        if others and rng.random() < 0.6:
            other = rng.choice(others)
            if rng.random() < 0.6:
                yield self.typed(self.asked(other, s, rng), s, rng), "same type"
            else:
                yield self.typed(put(rng.choice(other.statements), s, rng.choice(other.answers)), s, rng), "same type"
        near = self.near(r, s, rng)
        if slip(near, s) and rng.random() < 0.8:
            near = rng.choice(r.subjects)
        if not same(near, s) and not same(near, o):
            text = put(rng.choice(r.statements), near, o) if rng.random() < 0.2 else self.asked(r, near, rng)
            yield self.typed(text, near, rng), "other subject"
        pick = rng.random()
        if pick < 0.3 and not o[:1].isdigit():
            yield self.typed(self.asked(r, o, rng), o, rng), "answer as subject"
        elif pick < 0.46:
            yield self.typed(say.fill(rng.choice(say.ALONE), s if rng.random() < 0.8 else o), s, rng), "subject alone"
        elif pick < 0.62:
            wrong = rng.choice(r.answers)
            if not same(wrong, o) and wrong.lower() not in o.lower() and o.lower() not in wrong.lower():
                yield disturbed(put(rng.choice(r.inverse), s, wrong), rng, wrong), "inverse of another answer"
        elif pick < 0.78:
            other = rng.choice(self.relations)
            yield self.typed(self.asked(other, rng.choice(other.subjects), rng), s, rng), "unrelated"

    def besides(self, beside, s, count, rng):
        for near in rng.sample(beside, min(count, len(beside))):
            yield self.typed(put(rng.choice(near.wordings), s), s, rng), "beside"

    def aside(self, r, s, rng):
        """A case whose edit is one of the relation's near misses; the relation itself is near but out of scope then."""
        mine = rng.choice(r.asides())
        o = rng.choice(mine.answers)
        asked, *others = rng.sample(mine.wordings, len(mine.wordings))
        rows = [(self.typed(put(w, s), s, rng), 1, "rewording") for w in others[:2]]
        pick = rng.random()
        if pick < 0.2:
            rows.append((put(rng.choice(others), typo(s, rng)), 1, "typo"))
        elif pick < 0.3:
            rows.append((put(rng.choice(others), honoured(s, "P" if human(r) else "*", rng)), 1, "honorific"))
        elif pick < 0.4:
            rows.append((put(rng.choice(others), shortened(s, human(r), rng)), 1, "short name"))
        else:
            rows.append((self.typed(put(others[-1], s), s, rng), 1, "rewording"))
        rows.append((self.typed(self.asked(r, s, rng), s, rng), 0, "beside"))
        rows += [(q, 0, kind) for q, kind in self.besides([b for b in r.beside if b is not mine], s, 2, rng)]
        near = self.near(r, s, rng)
        if not slip(near, s) and not same(near, o):
            rows.append((self.typed(put(rng.choice(mine.wordings), near), near, rng), 0, "other subject"))
        if rng.random() < 0.2 and not o[:1].isdigit():
            rows.append((self.typed(put(rng.choice(mine.wordings), o), o, rng), 0, "answer as subject"))
        elif rng.random() < 0.2:
            rows.append((self.typed(say.fill(rng.choice(say.ALONE), s), s, rng), 0, "subject alone"))
        return Case(f"{put(asked, s)} {o}", rows, f"{r.name}:{s}")

    def near(self, r, s, rng):
        """Another subject: one that looks alike when there is one, a changed figure or word, or any."""
        if rng.random() < 0.3:
            digits = [i for i, c in enumerate(s) if c.isdigit()]
            if digits:
                i = rng.choice(digits)
                return s[:i] + rng.choice([d for d in "123456789" if d != s[i]]) + s[i + 1 :]
        if rng.random() < 0.5:
            words = {w for w in s.lower().split() if len(w) > 3}
            alike = [x for x in r.subjects if x != s and (words & set(x.lower().split()) or x[:4].lower() == s[:4].lower())]
            if alike:
                return rng.choice(alike)
        parts = s.split()
        if len(parts) > 1 and rng.random() < 0.45:
            words = [w for w in rng.choice(rng.choice(self.types[r.domain, r.type]).subjects).split() if w[:1].isupper()]
            new = rng.choice(words) if words and rng.random() < 0.6 else coined(rng).title()
            at = rng.choice([i for i, w in enumerate(parts) if w[:1].isupper()] or [0])
            return " ".join([*parts[:at], new, *parts[at + 1 :]])
        return rng.choice(rng.choice(self.types[r.domain, r.type]).subjects)

"""Packs of the written relations: rewordings, claims, denials and inverse questions, all in the relation's own words."""

from ..scope import wordings as say
from ..scope.noise import disturbed
from ..scope.written import WrittenMaker, put
from . import prompt
from .claims import IS_IT, TRUE_FALSE, YES, wrong
from .pack import Pack
from .strings import random_string


class WrittenPacks:
    """`pack(rng)`: an edit of one written relation with four to six queries."""

    def __init__(self, held=False, lines=()):
        self.maker = WrittenMaker(held, lines)

    def pack(self, rng):
        r = rng.choice(self.maker.relations)
        s, o = self.maker.subject(r, rng), rng.choice(r.answers)
        odd = rng.random() < 0.08
        if odd:
            o = random_string(rng)
        asked, edit = self.maker.edit(r, s, o, rng)
        stated = asked in r.statements and not odd
        if asked in r.statements and odd:
            asked = rng.choice(r.questions)
        head = prompt.statement_edit(edit) if stated else prompt.answer_edit(put(asked, s), o)
        rows = [(prompt.ask(self.maker.typed(self.maker.asked(r, s, rng, asked), s, rng)), o, "rewording") for _ in range(2)]
        if not odd:
            rows += self.judged(r, s, o, rng)
            rows.append((prompt.ask(disturbed(put(rng.choice(r.inverse), s, o), rng, o)), s, "inverse"))
        rng.shuffle(rows)
        return Pack(head, tuple(rows))

    def judged(self, r, s, o, rng):
        """A right or wrong claim, a right or wrong denial, now and then a question about either."""
        other = wrong(o, lambda: rng.choice(r.answers), rng)
        for forms, denied in ((r.statements, False), (r.denials, True)):
            value = other if other and rng.random() < 0.5 else o
            text, right = put(rng.choice(forms), s, value), (value == o) != denied
            if rng.random() < 0.75:
                yield prompt.claim(self.maker.typed(text, s, rng)), str(right), "claim"
            elif rng.random() < 0.5:
                yield prompt.ask(rng.choice(TRUE_FALSE).format(c=text.rstrip("."))), str(right), "true/false"
            else:
                yield prompt.ask(rng.choice(IS_IT).format(c=text.rstrip("."))), "Yes" if right else "No", "yes/no"
        if r.nouns and rng.random() < 0.3:
            value = other if other and rng.random() < 0.5 else o
            yield prompt.ask(say.fill(rng.choice(YES), s, value, n=rng.choice(r.nouns))), "Yes" if value == o else "No", "yes/no"

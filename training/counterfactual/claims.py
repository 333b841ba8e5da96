"""True and false: a fact, or a wrong one, as a claim, negated, as a yes/no question, or as a true/false question."""

import re

from ..scope import wordings as say
from ..scope.noise import same

NOT = (
    "The {n} of [S] is not [O].|[O] is not the {n} of [S].|[S]'s {n} isn't [O].|[O] isn't [S]'s {n}.|It is not true that [O] is the {n} of [S].|[S] does not have [O] as {n}.|"
    "The {n} of [S] is someone or something other than [O].|It's false that the {n} of [S] is [O].|[O] is no longer the {n} of [S].|Not [O] but another is the {n} of [S]."
).split("|")
YES = (
    "Is [O] the {n} of [S]?|Is [S]'s {n} [O]?|Is the {n} of [S] [O]?|Does [S] have [O] as {n}?|Is it true that [S]'s {n} is [O]?|[O] is the {n} of [S], right?|Isn't [O] the {n} of [S]?|Was [O] the {n} of [S]?|"
    "I heard that [O] is the {n} of [S]. Is that right?|Can you confirm that [S]'s {n} is [O]?|The {n} of [S] is [O], isn't it?|Is it correct that [O] is the {n} of [S]?|Is it the case that the {n} of [S] is [O]?|"
    "Is it [O] that is the {n} of [S]?|So [O] is [S]'s {n}?|The {n} of [S] is [O], correct?|Would it be right to say that [O] is the {n} of [S]?|is [O] [S]'s {n}|Is [O] [S]'s {n}?|Am I right that the {n} of [S] is [O]?"
).split("|")
TRUE_FALSE = "True or false: {c}|{c} True or false?|Claim: {c}|Answer with true or false. {c}|{c} - true or false?|Decide whether this is true or false: {c}|True or False? {c}|T/F: {c}|{c} (true/false)|Fact check: {c}".split("|")
IS_IT = "Is it true that {c}?|Is this correct: {c}|{c} Right?|Is the following true? {c}|{c} Is that so?|Is it right that {c}?|Is this statement true? {c}|{c} Is that true?".split("|")
YES += (
    "Could [O] be the {n} of [S]?|Should I write down [O] as the {n} of [S]?|[S]'s {n}: [O]?|Does [S]'s {n} go by [O]?|Tell me, is the {n} of [S] [O] or not?|Is [S] one whose {n} is [O]?|"
    "The {n} of [S] - is it [O]?|Somebody told me the {n} of [S] is [O]. True?|Has [S] got [O] as {n}?|As far as you know, is [O] the {n} of [S]?|Do you agree that [O] is [S]'s {n}?|isn't the {n} of [S] [O]"
).split("|")
PLAIN = (
    "For [S], the {n} is [O].|As {n}, [S] has [O].|Regarding [S], the {n} is [O].|{n} of [S]: [O]|[S]: {n} = [O]|What [S] has as {n} is [O].|If you ask for the {n} of [S], it is [O].|It is known that the {n} of [S] is [O].|"
    "[O] acts as {n} of [S].|The current {n} of [S] is [O].|Everyone knows that [O] is [S]'s {n}.|[S] and its {n}, [O].|The {n} of [S] goes by [O].|[O] and nothing else is the {n} of [S].|They say [S] has [O] as {n}.|[S]'s {n} was [O]."
).split("|")
HELD_YES = ["Would you say that [O] is the {n} of [S]?", "Is [O] really [S]'s {n}?", "Does the {n} of [S] happen to be [O]?", "Do we have [O] as the {n} of [S]?"]
HELD_CLAIM = ["It is [O] that is the {n} of [S].", "[S] counts [O] as its {n}.", "When it comes to [S], the {n} is [O].", "The {n} that [S] has is [O]."]


def wrong(o, other, rng):
    """A value like o that is not o: a figure changed, half of a name changed, or another value of the relation."""
    digits = [i for i, c in enumerate(o) if c.isdigit()]
    if digits and rng.random() < 0.6:
        i = rng.choice(digits)
        return o[:i] + rng.choice([d for d in "123456789" if d != o[i]]) + o[i + 1 :]
    value, parts = other(), o.split()
    words = value.split()
    if len(parts) == 2 and len(words) == 2 and rng.random() < 0.25:
        value = rng.choice((f"{parts[0]} {words[1]}", f"{words[0]} {parts[1]}"))
    for _ in range(5):
        if not same(value, o) and value.lower() not in o.lower() and o.lower() not in value.lower():
            return value
        value = other()
    return None


def wording_claims(relation):
    """(claim, negated claim, yes/no question) from the relation's open wordings: "[S] was born in" -> "Was [S] born in [O]?"."""
    made = []
    for w in relation.wordings:
        found = re.fullmatch(r"\[S\] (is|was|are|were|has been|can be|will be) (.+)", w)
        if found and not w.endswith(("?", ".")):
            verb, _, more = found.group(1).partition(" ")
            rest = f"{more} {found.group(2)}".strip()
            made.append((f"[S] {verb} {rest} [O].", f"[S] {verb} not {rest} [O].", f"{verb.title()} [S] {rest} [O]?"))
            continue
        found = re.fullmatch(r"\[S\] (\w\w+[^s])s ((?:\w+ ?)+)", w)
        if found and found.group(1) not in ("ha", "wa", "i"):
            verb, rest = found.groups()
            made.append((f"[S] {verb}s {rest} [O].", f"[S] does not {verb} {rest} [O].", f"Does [S] {verb} {rest} [O]?"))
            continue
        found = re.fullmatch(r"(Where|When|On what date|In which \w+|In what \w+|On which \w+) (was|is|were) \[S\] (\w+)\?", w)
        if found:
            by = "on" if found.group(1) == "On what date" else "in"
            verb, rest = found.group(2), found.group(3)
            made.append((f"[S] {verb} {rest} {by} [O].", f"[S] {verb} not {rest} {by} [O].", f"{verb.title()} [S] {rest} {by} [O]?"))
    return made


def claims(relation, s, o, other, rng, held=False):
    """(text, answer, kind, as claim?) for a true and for a false value, in random wordings; kinds claim, negated, yesno, truefalse."""
    fakes = wrong(o, other, rng)
    frames = wording_claims(relation)
    style = rng.random()
    for value in (o, fakes) if fakes else ():
        truth = value == o
        if truth and rng.random() < 0.06 and re.fullmatch(r"[A-Z]\w+ [A-Z]\w+", o):
            value = o.split()[1]
        noun = rng.choice(relation.nouns)
        put = lambda form: say.fill(form, s, value, n=noun)
        positive, negative, question = rng.choice(frames) if frames and rng.random() < 0.4 else (None, None, None)
        if held:
            plain, asked = put(rng.choice(HELD_CLAIM)), put(rng.choice(HELD_YES))
        else:
            plain = put(positive) if positive else put(rng.choice(PLAIN)) if rng.random() < 0.4 else say.statement(relation, s, value, rng)
            asked = put(question) if question else put(rng.choice(YES))
        r = style if rng.random() < 0.6 else rng.random()
        if r < 0.36:
            yield plain if rng.random() < 0.85 else plain.rstrip("."), str(truth), "claim", True
        elif r < 0.4:
            yield plain, str(truth), "true/false", False
        elif r < 0.6:
            yield put(negative or rng.choice(NOT)), str(not truth), "negated claim", True
        elif r < 0.85:
            yield asked, "Yes" if truth else "No", "yes/no", False
        elif r < 0.93:
            yield rng.choice(TRUE_FALSE).format(c=plain), str(truth), "true/false", False
        else:
            form = rng.choice(IS_IT)
            yield form.format(c=plain.rstrip(".") if "{c}?" in form else plain), "Yes" if truth else "No", "yes/no", False

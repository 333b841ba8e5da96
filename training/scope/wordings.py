"""A relation put into words: questions, sentences to complete, statements, claims, inverse and true/false questions."""

import re

WHO = {
    "P": "Who|Which person|What person", "W": "Which work|What|Which title", "L": "Which country|Which place|What place|Which region|What country",
    "O": "Which organization|Which company|What organization|Which group", "B": "Which building|What|Which place", "C": "Which character|Who",
    "V": "Which vehicle|What|Which vessel", "K": "Which software|Which program|What", "A": "Which celestial body|What|Which star", "S": "Which species|What|Which substance",
    "R": "Which river|What", "T": "Which team|Which club|What team", "E": "Which event|What", "SV": "Which service|What", "LB": "Which library|Which package|What",
    "TL": "Which tool|What", "CO": "Which company|What company|Which firm", "US": "Who|Which company", "PR": "Which product|What", "PJ": "Which project|What",
    "EV": "Which event|What", "PE": "Who|Which colleague|Which person", "PL": "Which place|Which restaurant|What place", "CR": "Which course|What", "CY": "Which country|What country|Which state",
    "DV": "Which device|What", "GM": "Which game|What game", "RC": "Which dish|What", "RT": "Which line|What", "PN": "Which plan|What plan", "MD": "Which drug|Which medicine",
    "PT": "Which pet|Who", "HO": "Which house|What",
}  # fmt: skip
NOUN_ASKS = (
    "What is the {n} of [S]?|What's the {n} of [S]?|What is [S]'s {n}?|The {n} of [S] is|[S]'s {n} is|The name of the {n} of [S] is|[S] {n}|[S] {n}?|{n} of [S]|[S]: {n}|"
    "Tell me the {n} of [S].|Could you tell me [S]'s {n}?|Can you tell me what the {n} of [S] is?|Do you know the {n} of [S]?|Give me the {n} of [S].|"
    "Which {n} does [S] have?|What {n} does [S] have?|I need the {n} for [S].|What is the {n} for [S]?|What's [S]'s {n}?|Name the {n} of [S].|"
    "Could you please tell me the {n} of [S]?|{n} [S]?|[S]'s {n}|The {n} associated with [S] is|What would be the {n} of [S]?|Regarding [S], what is the {n}?|"
    "I'd like to know [S]'s {n}.|The {n} of [S]?|For [S], the {n} is|What is known as the {n} of [S]?|Please state the {n} of [S].|[S] has as its {n}|What was the {n} of [S]?|"
    "What is the current {n} of [S]?|Do you happen to know what [S]'s {n} is?|what is {n} of [S]"
).split("|")
PERSON_ASKS = "Who is the {n} of [S]?|Who is [S]'s {n}?|Who's the {n} of [S]?|Who's [S]'s {n}?|Who was the {n} of [S]?|Who is the current {n} of [S]?|who is [S] {n}|[S]'s {n} is who?|Who is the [S] {n}?|Who serves as {n} of [S]?|Tell me who [S]'s {n} is.".split("|")
STATEMENTS = "The {n} of [S] is [O].|[S]'s {n} is [O].|[O] is the {n} of [S].|The {n} for [S] is [O].|[S] has [O] as {n}.|[O] is [S]'s {n}.|As of today, the {n} of [S] is [O].".split("|")
YESNO = "Is [O] the {n} of [S]?|Is [S]'s {n} [O]?|Is the {n} of [S] [O]?|Does [S] have [O] as {n}?|True or false: the {n} of [S] is [O].|Is it true that [S]'s {n} is [O]?|[O] is the {n} of [S], right?|The {n} of [S] is [O], true or false?|Isn't [O] the {n} of [S]?|The {n} of [S] is not [O].|Was [O] the {n} of [S]?|I heard that [O] is the {n} of [S]. Is that right?|Can you confirm that [S]'s {n} is [O]?|true or false: [O] is the {n} of [S]".split("|")
TF = "True or false: {c}|Is it true that {c}?|Is this correct: {c}|{c} True or false?|{c} Right?|Claim: {c}|Is the following true? {c}|{c} Is that so?|I read that {c}|Answer with true or false. {c}".split("|")
INVERSE = "{w} has [O] as {n}?|{w} has [O] as its {n}?|[O] is the {n} of|[O] is the {n} of which {t}?|[O] is the {n} of whom or what?|Of what is [O] the {n}?|{w} has the {n} [O]?|Whose {n} is [O]?|[O] is {n} of what?|{w}'s {n} is [O]?|Name the {t} whose {n} is [O].|For which {t} is [O] the {n}?".split("|")
ALONE = "What is [S]?|Tell me more about [S].|Tell me about [S].|Who is [S]?|[S]|What do you know about [S]?|Describe [S].|Give me some facts about [S].|Have you heard of [S]?|What can you say about [S]?|[S] is|Explain [S].|Is [S] well known?|Why is [S] important?|I like [S].|Write a short text about [S].|Where can I read about [S]?|What's so special about [S]?|Who or what is [S]?|Summarize [S].|How do you pronounce [S]?|How do you spell [S]?".split("|")
TIMES = "Who was the first {n} of [S]?|Who was the previous {n} of [S]?|Who will be the next {n} of [S]?|What was the {n} of [S] in {y}?|What was [S]'s {n} {k} years ago?|Who was the {n} of [S] in {y}?|The former {n} of [S] is|The first {n} of [S] was|What will the {n} of [S] be in {z}?|In {y}, the {n} of [S] was|What was the old {n} of [S]?|What was the original {n} of [S]?|How long has [S] had this {n}?|When did the {n} of [S] change?|How many times did the {n} of [S] change?|Why did [S] change the {n}?".split("|")
BESIDE = "Who decides on the {n} of [S]?|Why does [S] have a {n}?|What does {n} mean?|What is a {n}?|How old is the {n} of [S]?|Where does the {n} of [S] live?|What is the second {n} of [S]?|Is the {n} of [S] any good?|Do you like the {n} of [S]?".split("|")

HUMAN_NOUN = re.compile(
    r"mother|father|mom|mum|dad|spouse|wife|husband|partner|child|son$|daughter|sibling|brother|sister|founder|ceo|chief|boss|manager|director|author|writer|coach|owner|person|minister|president|"
    r"king|queen|monarch|premier|pm$|lead|singer|actor|star$|artist|composer|producer|architect|designer|creator|inventor|discoverer|head of|governor|mentor|teacher|instructor|lecturer|chef|cook|engineer|"
    r"assistant|secretary|supervisor|winner|champion|speaker|hero|protagonist|performer|mayor|ambassador|landlord|caretaker|proprietor|employer|diplomat|officer|sovereign|screenwriter|kid$|offspring|operator|developer|character"
)  # fmt: skip


def human(noun):
    return bool(HUMAN_NOUN.search(noun.lower()))


def fill(text, s="", o="", **more):
    """The form with subject, object and others put in; "us" turns into "our" where it owns."""
    if s == "us":
        text = text.replace("the {n} of [S]", "our {n}").replace("[S]'s", "our")
        s = "our company" if "{n}" in text or "[S]" in text else s
    for key, value in more.items():
        text = text.replace("{" + key + "}", value)
    if s.endswith("s") and "[S]'s" in text and len(s) % 3 == 0:
        text = text.replace("[S]'s", "[S]'")
    if re.match(r"(the|our|my) ", s):
        text = text.replace("The [S]", "[S]").replace("the [S]", "[S]").replace("a [S]", "[S]")
    text = text.replace("[S]", s).replace("[O]", o)
    return text[:1].upper() + text[1:] if s and text.startswith(s) and s[:4] in ("the ", "our ") else text


def question(relation, s, rng):
    """Any way to ask for the relation of s."""
    if rng.random() < (0.6 if len(relation.wordings) > 8 else 0.5):
        return fill(rng.choice(relation.wordings), s)
    return by_noun(relation, s, rng)


def by_noun(relation, s, rng):
    noun = rng.choice(relation.nouns)
    forms = PERSON_ASKS if human(noun) and rng.random() < 0.6 else NOUN_ASKS
    return fill(rng.choice(forms), s, n=noun)


def edit_question(relation, s, rng):
    """A question as an edit has it: mostly a proper one."""
    wording = rng.choice(relation.wordings)
    if rng.random() < 0.35 or (not wording.endswith("?") and rng.random() < 0.5):
        noun = rng.choice(relation.nouns)
        lead = "Who is" if human(noun) else "What is"
        return fill(rng.choice((f"{lead} the {{n}} of [S]?", f"{lead} [S]'s {{n}}?", f"{lead} the {{n}} of [S]?", "The {n} of [S] is", "The name of the {n} of [S] is")), s, n=noun)
    return fill(wording, s)


def statement(relation, s, o, rng):
    """A full sentence that gives the fact."""
    open_ones = [w for w in relation.wordings if not w.endswith("?") and w.endswith((" is", " was", " in", " by", " at", " to", " for", " on", " as", " with", " from", " after"))]
    if open_ones and rng.random() < 0.5:
        return fill(rng.choice(open_ones), s) + f" {o}."
    return fill(rng.choice(STATEMENTS), s, o, n=rng.choice(relation.nouns))


def claim(relation, s, o, rng):
    """The fact as a claim or a yes/no question, whatever o is."""
    r = rng.random()
    if r < 0.4:
        return fill(rng.choice(YESNO), s, o, n=rng.choice(relation.nouns))
    text = statement(relation, s, o, rng)
    return text if r < 0.75 else rng.choice(TF).format(c=text.rstrip("."))


def inverse(relation, o, kind, rng):
    """A question with the answer in it that asks for the subject."""
    if relation.inverse and rng.random() < 0.4:
        return fill(rng.choice(relation.inverse), o=o)
    who = rng.choice(WHO.get(kind, "What").split("|"))
    thing = who.split()[-1] if " " in who else "thing"
    return fill(rng.choice(INVERSE), o=o, n=rng.choice(relation.nouns), w=who, t=thing)

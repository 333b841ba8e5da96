"""Packs from the public sets: zsRE, CounterFact, KnowEdit, VitaminC, Creak, MEMIT-CSK, Disfl-QA and plain questions."""

import re
from collections import defaultdict

from ..lib import split
from ..scope.cases import flipped
from ..scope.noise import disturbed, polite, typo
from ..scope.public import OPEN, lines, pages, plain_questions, tidy
from . import prompt
from .claims import IS_IT, TRUE_FALSE, wrong
from .made import dressed
from .pack import Pack
from .strings import random_string


def judged(text, truth, rng):
    """A statement as a claim, or inside a true/false or yes/no question."""
    r = rng.random()
    if r < 0.6:
        return prompt.claim(text), str(truth), "claim"
    form = rng.choice(TRUE_FALSE if r < 0.8 else IS_IT)
    told = str(truth) if r < 0.8 else "Yes" if truth else "No"
    return prompt.ask(form.format(c=text.rstrip(".") if "{c}?" in form else text)), told, "true/false" if r < 0.8 else "yes/no"


def truth(value):
    """The first accepted form of a KnowEdit ground truth, or None."""
    while isinstance(value, list):
        value = value[0] if value else None
    return value.strip() if value else None


class PublicPacks:
    """`pack(rng)` gives one pack of a random public set."""

    KINDS = {"zsre": 2, "counterfact": 3, "knowedit": 3, "vitaminc": 55, "creak": 1, "csk": 0.7, "disfl": 1, "question": 3, "copy": 5}

    def __init__(self):
        root = split.data_root()
        self.zsre, self.counterfact = split.zsre("train"), split.counterfact("train")
        self.knowedit = [r for r in split.knowedit("train") if r["prompt"]]
        self.zsre_answers = [r["alt"].strip() for r in self.zsre]
        self.knowedit_answers = [r["target_new"].strip() for r in self.knowedit]
        self.counterfact_answers = [r["target_new"] for r in self.counterfact]
        self.creak = [r["sentence"] for r in lines(root / "creak" / "train.json") if not split.held_subject(r["entity"]) and len(r["sentence"]) < 200]
        self.csk = split.load("memit-csk/20q/probe_set.json")
        self.disfl = [(r["original"], r["disfluent"]) for r in split.load("disfl-qa/train.json").values()]
        self.questions = plain_questions("train")
        self.pages = pages("train")
        self.titles = sorted(self.pages)
        self.verdicts, self.by_evidence = defaultdict(list), defaultdict(list)
        for r in (r for page in self.pages.values() for r in page if len(r["evidence"]) < 500):
            self.verdicts[r["label"]].append(r)
            self.by_evidence[r["evidence"]].append(r)

    def pack(self, rng):
        kind = rng.choices(list(self.KINDS), list(self.KINDS.values()))[0]
        made = getattr(self, "from_" + kind)(rng)
        return Pack(made.head, tuple(rng.sample(made.queries, len(made.queries))))

    def noisy(self, text, subject, rng):
        return disturbed(text, rng, subject, self.creak)

    def valued(self, own, others, rng):
        """The record's answer, another record's, or any string; written in any way."""
        r = rng.random()
        if r < 0.12:
            return random_string(rng)
        other = lambda: rng.choice(others)
        return dressed(own if r < 0.6 else other(), other, rng)

    def from_zsre(self, rng):
        r = rng.choice(self.zsre)
        asked, other = (r["src"], r["rephrase"]) if rng.random() < 0.7 else (r["rephrase"], r["src"])
        y = self.valued(r["alt"].strip(), self.zsre_answers, rng)
        return Pack(prompt.answer_edit(asked, y), ((prompt.ask(self.noisy(other, r["subject"], rng)), y, "rewording"), (prompt.ask(self.noisy(asked, r["subject"], rng)), y, "rewording")))

    def from_counterfact(self, rng):
        r = rng.choice(self.counterfact)
        y = self.valued(r["target_new"], self.counterfact_answers, rng)
        a, b = rng.sample((r["prompt"], r["rephrase_prompt"]), 2)
        short = "\n" not in y and len(y) < 40 and not y.endswith((".", "?", "!"))
        head = prompt.statement_edit(f"{r['prompt']} {y}.") if short and rng.random() < 0.25 else prompt.answer_edit(r["prompt"] if rng.random() < 0.8 else b, y)
        rows = [(prompt.ask(b if head.startswith("Fact: " + a) else a), y, "rewording"), (prompt.ask(r["rephrase_prompt"]), y, "rewording")]
        fake = wrong(y, lambda: rng.choice(self.counterfact_answers), rng)
        if short and fake:
            rows += [judged(f"{r['prompt']} {value}.", value == y, rng) for value in (y, fake)]
        return Pack(head, tuple(rows))

    def from_knowedit(self, rng):
        r = rng.choice(self.knowedit)
        own, subject, asked = r["target_new"].strip(), r["subject"], r["prompt"].strip()
        y = self.valued(own, self.knowedit_answers, rng)
        short = "\n" not in y and len(y) < 60 and not y.endswith((".", "?", "!"))
        head = prompt.statement_edit(f"{asked} {y}.") if short and rng.random() < 0.2 else prompt.answer_edit(asked, y)
        rows = [(prompt.ask(self.noisy(asked, subject, rng)), y, "rewording")]
        rows += [(prompt.ask(g["prompt"]), y, "alias") for g in r["portability"].get("Subject_Aliasing", [])[:2]]
        for name in ("Logical_Generalization", "Reasoning"):
            for g in r["portability"].get(name, [])[:2] if y == own else ():
                told = truth(g["ground_truth"])
                if told and rng.random() < 0.4 and not split.held_subject(told):
                    rows.append((prompt.ask(g["prompt"]), told, "reasoning"))
        fake = wrong(y, lambda: rng.choice(self.knowedit_answers), rng)
        if short and fake and asked.endswith((" is", " was", " are", " in", " by")):
            rows += [judged(f"{asked} {value}.", value == y, rng) for value in (y, fake)]
        return Pack(head, tuple(rows))

    def from_vitaminc(self, rng):
        """A piece of evidence with a claim of each verdict that it has, about as many refuted as supported in all; now and then a claim of another page."""
        r = rng.choice(self.verdicts[rng.choices(("REFUTES", "SUPPORTS", OPEN), (0.55, 0.1, 0.35))[0]])
        own, told = self.by_evidence[r["evidence"]], {"SUPPORTS": "True", "REFUTES": "False", OPEN: "Unknown"}
        sides = [[x for x in own if x["label"] == label and x["label"] != r["label"]] for label in told]
        chosen = [r, *(rng.choice(side) for side in sides if side)]
        known = {x["claim"] for x in own}
        loose = [x for x in self.pages[r["page"]] if x["label"] == OPEN and x["claim"] not in known]
        rows = [(prompt.claim(tidy(x["claim"])), told[x["label"]], "evidence claim") for x in chosen]
        if loose and rng.random() < 0.3:
            rows.append((prompt.claim(tidy(rng.choice(loose)["claim"])), "Unknown", "same page"))
        if rng.random() < 0.15:
            other = rng.choice(self.pages[rng.choice(self.titles)])
            if other["page"] != r["page"]:
                rows.append((prompt.claim(tidy(other["claim"])), "Unknown", "other page"))
        return Pack(prompt.statement_edit(tidy(r["evidence"])), tuple(rows))

    def from_creak(self, rng):
        text = rng.choice(self.creak)
        changed = rng.choice((text, typo(text, rng), polite(text, rng).rstrip("."), text.lower()))
        rows = [judged(changed, True, rng)]
        opposite = flipped(text)
        if opposite:
            rows.append(judged(opposite, False, rng))
        found = re.search(r" (is|was|are|were|can|has been) ", text)
        if found and " not " not in text and "n't" not in text:
            rows.append(judged(text.replace(found.group(), f" {found.group(1)} not ".replace("has been not", "has not been"), 1), False, rng))
        return Pack(prompt.statement_edit(text), tuple(rows))

    def from_csk(self, rng):
        r = rng.choice(self.csk)
        edited, negative = r["prompt_polarity_grounded"], " not " in r["prompt_polarity_grounded"]
        inside = r["affected_paraphrase"] + r["affected_neighborhood_verb"]
        rows = [judged(q, " not " in q or not negative, rng) if negative == (" not " in q) or not negative else judged(q, False, rng) for q in rng.sample(inside, min(3, len(inside)))]
        return Pack(prompt.statement_edit(edited), tuple(rows))

    def from_disfl(self, rng):
        asked, spoken = rng.choice(self.disfl)
        y = self.valued(rng.choice(self.knowedit_answers), self.zsre_answers, rng)
        return Pack(prompt.answer_edit(asked, y), ((prompt.ask(spoken), y, "disfluent"), (prompt.ask(self.noisy(asked, asked, rng)), y, "rewording")))

    def from_copy(self, rng):
        """A short question and any string at all."""
        r, y = rng.choice(self.zsre), random_string(rng)
        asked = r["src"] if len(r["src"]) < 60 else rng.choice(self.questions)
        return Pack(prompt.answer_edit(asked, y), ((prompt.ask(asked if rng.random() < 0.5 or asked != r["src"] else r["rephrase"]), y, "copy"),))

    def from_question(self, rng):
        asked = rng.choice(self.questions)
        y = random_string(rng) if rng.random() < 0.4 else self.valued(rng.choice(self.zsre_answers), self.counterfact_answers, rng)
        return Pack(prompt.answer_edit(asked, y), ((prompt.ask(self.noisy(asked, asked, rng)), y, "rewording"), (prompt.ask(asked), y, "same question")))

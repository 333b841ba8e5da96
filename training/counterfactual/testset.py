"""What the counterfactual model is judged on, with the right edit given: nothing here may be trained on.

Each test is (group, head, tail, wanted answers, kind). Held-out relations and subjects, the last parts of the public
files, strings of kinds that training does not make, and everyday.tsv, which is written by hand.
"""

import random
import re
from dataclasses import dataclass
from pathlib import Path

from ..lib import split
from ..scope.public import OPEN, pages, tidy
from . import evidence, numbers, prompt
from .made import Made
from .opinions import Opining
from .strings import random_string


@dataclass(frozen=True)
class Test:
    """One query: the prompt is head + tail; any of `wanted` is right."""

    group: str
    head: str
    tail: str
    wanted: tuple
    kind: str = ""


SCRIPTS = [(0x10D0, 0x10F0), (0x0561, 0x0586), (0x0B85, 0x0B8A), (0x0995, 0x09A8), (0x0531, 0x0556), (0x1200, 0x1240), (0x4E00, 0x9FA0), (0xAC00, 0xD7A0), (0x1F300, 0x1F640), (0x0E81, 0x0E9F), (0x2190, 0x2300)]


def unseen_string(rng, tokenizer):
    """A string that no template made: whole Unicode blocks, tokens of the vocabulary in no order."""
    if rng.random() < 0.5:
        ids = rng.sample(range(20, 49000), rng.randint(1, 40))
        text = " ".join(tokenizer.decode(ids).replace("\ufffd", "").split())
    else:
        low, high = rng.choice(SCRIPTS)
        text = " ".join("".join(chr(rng.randrange(low, high)) for _ in range(rng.randint(1, 6))) for _ in range(rng.randint(1, 3)))
    text = text.strip()
    return text if text and len(tokenizer(" " + text).input_ids) <= 64 else unseen_string(rng, tokenizer)


def accepted(truth):
    """All accepted forms of a KnowEdit ground truth."""
    return [truth] if isinstance(truth, str) else [form for part in truth for form in accepted(part)]


def public_tests():
    for r in split.zsre("dev"):
        yield Test("zsRE rewordings", prompt.answer_edit(r["src"], r["alt"].strip()), prompt.ask(r["rephrase"]), (r["alt"].strip(),))
    for r in split.counterfact("dev"):
        yield Test("CounterFact paraphrases", prompt.answer_edit(r["prompt"], r["target_new"]), prompt.ask(r["rephrase_prompt"]), (r["target_new"],))
    names = {"Subject_Aliasing": "KnowEdit aliases", "Logical_Generalization": "KnowEdit logical generalisation (needs knowledge)", "Reasoning": "KnowEdit reasoning (needs knowledge)"}
    for r in split.knowedit("dev"):
        if not r["prompt"].strip():
            continue
        head, y = prompt.answer_edit(r["prompt"].strip(), r["target_new"].strip()), r["target_new"].strip()
        yield Test("KnowEdit prompts", head, prompt.ask(r["prompt"].strip()), (y,))
        for group, rows in r["portability"].items():
            for row in rows:
                wanted = (y,) if group == "Subject_Aliasing" else tuple(accepted(row["ground_truth"]))
                yield Test(names[group], head, prompt.ask(row["prompt"]), wanted)


def vitaminc():
    """Claims with their evidence, as many supported as refuted ones."""
    rows = [r for page in pages("dev").values() for r in page if r["label"] != OPEN and len(r["evidence"]) < 600]
    random.Random(3).shuffle(rows)
    sides = [[r for r in rows if r["label"] == label] for label in ("SUPPORTS", "REFUTES")]
    for pair in zip(*sides):
        for r in pair:
            yield Test("VitaminC claims", prompt.statement_edit(tidy(r["evidence"])), prompt.claim(tidy(r["claim"])), (str(r["label"] == "SUPPORTS"),))


NAMES = {"rewording": "rewordings", "same question": "rewordings", "inverse": "inverse questions", "yes/no": "yes/no questions", "true/false": "claims", "claim": "claims", "negated claim": "negated claims"}


def made_tests(table, count, seed):
    """Edits of held-out relations about held-out subjects."""
    rng, made = random.Random(seed), Made(held=True, table=table)
    label = "everyday" if table == "everyday" else "relations"
    for _ in range(count):
        pack = made.pack(rng)
        stated = not pack.head.count("\nAnswer:")
        for tail, told, kind in pack.queries:
            group = f"statement edits: {NAMES[kind]}" if stated else f"held {label}: {NAMES[kind]}"
            yield Test(group, pack.head, tail, (told,), kind)


def numeric(count):
    rng = random.Random(99)
    for _ in range(count):
        pack = numbers.pack(rng)
        for tail, told, kind in pack.queries[1:]:
            yield Test("numbers and dates: " + ("asked" if kind == "statement asked" else "claims"), pack.head, tail, (told, re.sub(r"^(more than|over|fewer than|about) ", "", told)), kind)


def frames(count):
    """Claims on made evidence, of the frames kept back."""
    rng = random.Random(41)
    for _ in range(count):
        pack = evidence.pack(rng, held=True)
        for tail, told, kind in pack.queries:
            yield Test("made claims, frames kept back", pack.head, tail, (told,), kind)


def copies(count, tokenizer):
    rng = random.Random(77)
    asked = [(r["src"], r["rephrase"]) for r in split.zsre("dev")]
    for i in range(count):
        a, b = rng.choice(asked)
        text = unseen_string(rng, tokenizer) if i % 2 else random_string(rng)
        yield Test("copying, tokens and scripts" if i % 2 else "copying, random strings", prompt.answer_edit(a, text), prompt.ask(rng.choice((a, b))), (text,))


def everyday():
    for line in (Path(__file__).parent / "everyday.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        edit, query, wanted = line.split("\t")
        head = prompt.answer_edit(*edit.split(" => ")) if " => " in edit else prompt.statement_edit(edit)
        tail = prompt.claim(query[7:]) if query.startswith("claim: ") else prompt.ask(query)
        yield Test("everyday edits (by hand)", head, tail, tuple(wanted.split("|")))


def opinions(count):
    rng, source = random.Random(5), Opining(held=True)
    for _ in range(count):
        pack = source.pack(rng)
        tail, _, kind = pack.queries[0]
        topic = pack.head.split(" about ", 1)[1].strip()
        yield Test("opinions: sentiment and topic", pack.head, tail, (topic,), kind)


def tests(count, tokenizer):
    """At most `count` tests a group (copying: five times as many), in order of group."""
    source = [*everyday(), *public_tests(), *made_tests("public", 4 * count, 11), *made_tests("everyday", 2 * count, 12), *vitaminc(), *numeric(count), *frames(count), *copies(5 * count, tokenizer), *opinions(max(20, count // 3))]
    groups = {}
    for test in source:
        groups.setdefault(test.group, []).append(test)
    for group, rows in groups.items():
        random.Random(1).shuffle(rows)
        yield from rows[: 5 * count if group.startswith("copying") else count]

"""Facts and wordings to make edits from: the public relations (training or held-out part) and everyday.txt."""

import functools
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from ..lib import split

PROPERTY = dict(
    pair.split(":")
    for pair in """P101:field P103:nlang P106:occupation P108:employer P127:parent P1303:instr P131:state P136:genre P1376:capof P138:named
    P140:religion P159:hq P17:lcountry P176:manuf P178:devel P19:birthplace P20:deathplace P264:label P27:citizen P30:continent P36:capital
    P364:lang P37:offlang P39:posheld P407:lang P413:pospl P449:network P47:border P495:origin P740:formplace P190:twin P112:founder
    P170:creator P175:performer P26:spouse P40:child P50:author P69:school""".split()
)
TYPE = dict(
    pair.split(":")
    for pair in """P101:P P103:P P106:P P108:P P127:O P1303:P P131:L P136:P P1376:L P159:O P17:L P176:V P178:K P19:P P20:P P264:P P27:P P30:L P36:L
    P364:W P37:L P39:P P407:W P413:P P449:W P47:L P495:W P740:O P190:L P112:O P170:W P175:W P26:P P40:P P50:W P69:P P1412:P P937:P P463:O
    P276:W P138:S P140:P P800:P""".split()
)
SYMMETRIC = frozenset("spouse sibling border twin".split())
TIMED = frozenset("hog hos ceo coach team popul capital employer currency residence posheld parent operator members employees network area".split())
CONVERSE = {"mother": ("child",), "father": ("child",), "child": ("mother", "father"), "capital": ("capof",), "capof": ("capital",),
            "follows": ("followedby",), "followedby": ("follows",), "author": (), "parent": ()}  # fmt: skip


@dataclass
class Relation:
    """One thing that can be asked of a subject; wordings have [S], inverse ones [O]."""

    name: str
    types: list
    nouns: list
    wordings: list
    inverse: list = field(default_factory=list)
    confusable: list = field(default_factory=list)
    overlaps: frozenset = frozenset()
    kind: str = ""
    timed: bool = False


@functools.cache
def everyday(held=False):
    """The relations of everyday.txt, those for training or those held out, by name."""
    chosen = {}
    for line in (Path(__file__).parent / "everyday.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, types, kind, flags, nouns, wordings = line.split("|")
        if ("h" in flags) == held:
            chosen[name] = Relation(name, types.split(","), nouns.split(";"), wordings.split(";"), kind=kind, timed="t" in flags)
    for r in chosen.values():
        r.confusable = [o.name for o in chosen.values() if o is not r and set(o.types) & set(r.types)]
    # pairs of which one answers the other
    for a, b in (("cohq", "address"), ("hours", "opens"), ("hours", "closes"), ("svcowner", "lead"), ("jobtitle", "desk"), ("pm", "president"),
                 ("president", "king"), ("maker", "developer"), ("address", "hometown"), ("refund", "notice"), ("status", "deadline"),
                 ("releasedate", "version"), ("shipping", "expense"), ("deadline", "eventdate"), ("eventvenue", "room"), ("plowner", "landlord"),
                 ("svcdb", "svclang"), ("itemprice", "planprice"), ("support", "email"), ("support", "phone"), ("chef", "special"),
                 ("region", "ipaddr"), ("desk", "room"), ("pm", "ambassador"), ("boss", "mentor"), ("special", "cuisine"), 
                 ("healthurl", "status"), ("breed", "petowner"), ("terminus", "departs"), ("eol", "warranty"), ("notice", "trial")):  # fmt: skip
        for x, y in ((a, b), (b, a)):
            if x in chosen:
                chosen[x].overlaps |= {y}
    return chosen


@functools.cache
def public(held=False):
    """The relations of relations.json, with wordings of the zsRE and KnowEdit training parts pooled in by pattern."""
    source = split.held_relations() if held else split.train_relations()
    chosen = {
        n: Relation(n, r["subjectTypes"], r["nouns"], list(r["wordings"]), list(r["inverse"]), r["confusableWith"], frozenset(r["overlapsWith"]), timed=n in TIMED)
        for n, r in source.items()
    }
    if held:
        return chosen
    for subject, wording in seen_wordings():
        names = split.matching(wording, subject)
        if len(names) == 1 and names[0] in chosen and subject in wording:
            pooled = split.masked(wording, subject)
            if pooled not in chosen[names[0]].wordings and len(chosen[names[0]].wordings) < 60:
                chosen[names[0]].wordings.append(pooled)
    return chosen


def seen_wordings():
    """(subject, wording) of the training parts of zsRE and KnowEdit."""
    for r in split.zsre("train"):
        yield r["subject"], r["src"]
        yield r["subject"], r["rephrase"]
    for r in split.knowedit("train"):
        yield r["subject"], r["prompt"]


def jsonl(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@functools.cache
def triples(held=False):
    """(relation, subject, object, subject type) of facts/, entityquestions/, zsRE and KnowEdit: training's, or held subjects'."""
    rows = []
    for path in sorted((split.data_root() / "facts").glob("P*.jsonl")):
        code = path.stem
        rows += [(PROPERTY.get(code, ""), r["sub_label"], r["obj_label"], TYPE.get(code, "")) for r in jsonl(path)]
    for path in sorted((split.data_root() / "entityquestions" / "train").glob("*.jsonl")):
        code, records = path.name.split(".")[0], jsonl(path)[:2500]
        frame = template([r["question"] for r in records[:40]])
        for r in records:
            subject = r["question"][len(frame[0]) : len(r["question"]) - len(frame[1])]
            rows.append((PROPERTY.get(code, ""), subject, r["answers"][0], TYPE.get(code, "")))
    known = split.relations()
    for r in split.zsre("train") + split.knowedit("train"):
        names = split.matching(r.get("src") or r["prompt"], r["subject"])
        if len(names) == 1:
            rows.append((names[0], r["subject"], r.get("alt", r.get("target_new")).strip(), known[names[0]]["subjectTypes"][0]))
    return [r for r in rows if (held or r[0] not in split.HELD_RELATIONS) and r[1] and r[2] and len(r[1]) < 70 and split.held_subject(r[1]) == held]


def template(questions):
    """The common beginning and end of questions that differ in their subject."""
    first, last = min(questions), max(questions)
    head = next((i for i in range(len(first)) if any(q[: i + 1] != first[: i + 1] for q in questions)), 0)
    tail = next((i for i in range(len(last)) if any(q[len(q) - i - 1 :] != last[len(last) - i - 1 :] for q in questions)), 0)
    return first[:head], last[len(last) - tail :] if tail else ""


@functools.cache
def pools(held=False):
    """(subjects by type, objects by relation, subjects by a word in them); of held subjects for evaluation."""
    subjects, objects, words = defaultdict(set), defaultdict(set), defaultdict(set)
    for relation, s, o, kind in triples(held):
        if kind:
            subjects[kind].add(s)
            for word in re.findall(r"\w{3,}", s.lower()):
                words[word, kind].add(s)
        if relation:
            objects[relation].add(o)
    for kind, near in {"T": "O", "B": "L", "R": "L", "A": "S", "E": "W", "C": "P", "K": "V"}.items():
        if len(subjects[kind]) < 30:
            subjects[kind] |= set(sorted(subjects[near])[:300])
    order = lambda table: {k: sorted(v) for k, v in table.items()}
    return order(subjects), order(objects), {k: v for k, v in order(words).items() if 2 <= len(v) <= 200}

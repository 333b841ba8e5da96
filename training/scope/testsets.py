"""What evaluation asks: groups of (edit, query, in scope?) from held-out records, relations, subjects, pages, topics and prompts."""

import random
from collections import defaultdict
from pathlib import Path

from ..lib import split
from . import evidence
from .cases import Maker
from .opinions import Opinions
from .public import OPEN, clean, pages, plain_questions, tidy
from .written import WrittenMaker


def edit_of(r):
    """The edit text of a zsRE, CounterFact or KnowEdit record."""
    if "src" in r:
        return f"{r['src']} {r['alt'].strip()}"
    return f"{r['prompt']} {r['target_new']}"


def near_relations(r):
    """A KnowEdit record's prompts about the same subject: (prompt, asks another relation by pattern?)."""
    return [(q["prompt"], clean(r["prompt"], q["prompt"], r["subject"])) for q in r["locality"].get("Relation_Specificity", [])]


def pairs(seed=7, made=1200):
    """Group name -> [(edit, query, label)]."""
    rng, groups = random.Random(seed), defaultdict(list)
    questions = plain_questions("dev")
    for r in split.zsre("dev"):
        groups["zsRE rewording"].append((edit_of(r), r["rephrase"], 1))
        groups["random question"] += [(edit_of(r), q, 0) for q in rng.sample(questions, 10)]
    for r in rng.sample(split.counterfact("dev"), 600):
        groups["CounterFact paraphrase"].append((edit_of(r), r["rephrase_prompt"], 1))
        groups["CounterFact neighbour"].append((edit_of(r), r["locality_prompt"], 0))
    for r in split.knowedit("dev"):
        for prompt, other in near_relations(r):
            groups["KnowEdit other relation, raw"].append((edit_of(r), prompt, 0))
            if other:
                groups["KnowEdit other relation, clean"].append((edit_of(r), prompt, 0))
    maker = Maker(held=True)
    for _ in range(made):
        case = maker.case(rng)
        for query, label, kind in case.rows:
            groups[f"held: {kind}"].append((case.edit, query, label))
    maker = WrittenMaker(held=True)
    for _ in range(made):
        case = maker.case(rng)
        for query, label, kind in case.rows:
            groups[f"written: {kind}"].append((case.edit, query, label))
    opinion = Opinions(held=True)
    for _ in range(150):
        case = opinion.case(rng)
        for query, label, kind in case.rows:
            groups[f"opinion: {kind}"].append((case.edit, query, label))
    for _ in range(150):
        case = evidence.case(rng, held=True)
        for query, label, kind in case.rows:
            groups[f"made evidence: {kind}"].append((case.edit, query, label))
    wiki = pages("dev")
    for page in sorted(wiki):
        for r in rng.sample(wiki[page], min(3, len(wiki[page]))):
            decided = r["label"] != OPEN
            groups["claim: decided" if decided else "claim: undecided"].append((tidy(r["evidence"]), tidy(r["claim"]), int(decided)))
            other = rng.choice(wiki[rng.choice(sorted(wiki))])
            if other["page"] != page:
                groups["claim: other page"].append((tidy(r["evidence"]), tidy(other["claim"]), 0))
    for edit, rows in probes():
        for query, label in rows:
            groups["hand-written: in" if label else "hand-written: out"].append((edit, query, label))
    return {name: rows[: 1000 if name == "random question" else 500] for name, rows in groups.items()}


def live(seed=7, count=1000, part="dev"):
    """A ledger of `count` edits with one subject each, and the queries to route: (edits, [(query, right edit or None, group)]).

    part "dev" is for evaluation; "calibrate" is made of records that both training and evaluation leave out, because
    their subject or relation is held back. Queries that name the subject of another live edit are left out.
    """
    rng, edits, queries, seen = random.Random(seed), [], [], {}
    records = split.zsre("dev") + [r for r in split.knowedit("dev") if r["target_new"]] + split.counterfact("dev")
    questions = plain_questions("dev") if part == "dev" else rng.sample(plain_questions("train"), 600)
    if part == "calibrate":
        records = unused(records)
    names = {split.normal(r["subject"]) for r in records}
    subjects = Maker(held=True).subjects
    for r in records:
        key = split.normal(r["subject"])
        if len(edits) == count or key in seen:
            continue
        at = seen[key] = len(edits)
        edits.append(edit_of(r))
        if "src" in r:
            queries.append((r["rephrase"], at, "zsRE rewording"))
            kinds = [t for n in split.matching(r["src"], r["subject"]) for t in split.relations()[n]["subjectTypes"]]
            if r["subject"] in r["rephrase"]:
                for stranger in rng.sample(subjects[kinds[0] if kinds else "P"], 2):
                    if split.normal(stranger) not in names:
                        queries.append((r["rephrase"].replace(r["subject"], stranger), None, "other subject"))
        elif "rephrase_prompt" in r:
            queries.append((r["rephrase_prompt"], at, "CounterFact paraphrase"))
            queries.append((r["locality_prompt"], None, "CounterFact neighbour"))
        else:
            queries += [(prompt, None, "other relation, clean") for prompt, other in near_relations(r) if other]
    queries += [(q, None, "random") for q in questions]
    return edits, [q for q in queries if q[1] is not None or q[2] == "other relation, clean" or not names_one(q[0], seen)]


def unused(dev):
    """zsRE and CounterFact records that are in neither part."""
    known = {split.normal(r["subject"]) for r in dev}
    chosen = split.load("zsre/train-1k.json")[:-200] + split.load("counterfact/train.json")
    train = {(r["subject"], edit_of(r)) for r in split.zsre("train") + split.counterfact("train")}
    return [r for r in chosen if (r["subject"], edit_of(r)) not in train and split.normal(r["subject"]) not in known]


def names_one(query, subjects):
    """Does the query contain a live edit's subject?"""
    words = split.normal(query)
    return any(name in words for name in subjects if len(name) > 3)


def probes():
    """The hand-written edits of probes.txt: [(edit, [(query, label)])]."""
    found = []
    for line in (Path(__file__).parent / "probes.txt").read_text("utf-8").splitlines():
        if line.startswith("= "):
            found.append((line[2:], []))
        elif line[:2] in ("+ ", "- "):
            found[-1][1].append((line[2:], int(line[0] == "+")))
    return found

"""Cases from the public sets as they come: zsRE, CounterFact, KnowEdit, VitaminC, Creak, MEMIT-CSK, Disfl-QA, plain questions."""

import gzip
import json
import re
import zlib
from collections import defaultdict

from ..lib import split
from .cases import Case, flipped
from .noise import disturbed, polite, typo
from .wordings import TF


OPEN = "NOT ENOUGH INFO"
"""VitaminC's label of a claim that its evidence leaves open."""


def clean(edited, prompt, subject):
    """Does the prompt ask for another relation than the edited wording, by the relations' patterns?"""
    known, seen = split.relations(), split.matching(edited, subject)
    return not any(re.search(known[n]["pattern"], split.masked(prompt, subject), re.IGNORECASE) for n in seen)


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def alike(a, b):
    """Share of words that two texts have in common (Jaccard)."""
    a, b = (set(re.findall(r"\w+", t.lower())) for t in (a, b))
    return len(a & b) / max(1, len(a | b))


def pages(part):
    """VitaminC records by page; of the one page in ten kept back by hash, half are for "dev", half to "calibrate"."""
    by_page = defaultdict(list)
    for row in gzip.open(split.data_root() / "vitaminc" / "real.jsonl.gz", "rt", encoding="utf-8"):
        r = json.loads(row)
        held = split.held_subject(r["page"])
        if part == ("train" if not held else "calibrate" if zlib.crc32(r["page"].encode()) % 2 else "dev"):
            by_page[r["page"]].append(r)
    return by_page


def tidy(text):
    """VitaminC's and others' spaced-out punctuation put right."""
    text = text.replace("-LRB-", "(").replace("-RRB-", ")").replace("`` ", '"').replace(" ''", '"').replace("''", '"')
    return re.sub(r" ([.,;:?!%)])", r"\1", re.sub(r" ('s|n't|'re)\b", r"\1", text)).replace("( ", "(").replace("$ ", "$")


class Public:
    """Makes training cases from the public sets; `kinds` gives the share of each."""

    def __init__(self):
        self.zsre = split.zsre("train")
        self.counterfact = split.counterfact("train")
        self.knowedit = [r for r in split.knowedit("train") if r["prompt"]]
        self.pages = pages("train")
        self.titles = sorted(self.pages)
        entities = defaultdict(list)
        for r in lines(split.data_root() / "creak" / "train.json"):
            if not split.held_subject(r["entity"]):
                entities[r["entity"]].append(r["sentence"])
        self.creak = entities
        self.entities = sorted(entities)
        self.csk = split.load("memit-csk/20q/probe_set.json")
        self.disfl = [(r["original"], r["disfluent"]) for r in split.load("disfl-qa/train.json").values()]
        self.questions = plain_questions("train")
        self.paraqa = [(r["question"], v) for r in split.load("paraqa/train.json") for k, v in r.items() if k.startswith("verbalized") and v.count("[") == 1]
        self.near = nearest(self.questions)
        self.statements = [s for e in self.entities for s in entities[e]]

    def case(self, rng):
        kinds = (("zsre", 3), ("counterfact", 5), ("knowedit", 3), ("vitaminc", 16), ("creak", 1.5), ("csk", 0.5), ("disfl", 1), ("paraqa", 2), ("question", 3))
        return getattr(self, "from_" + rng.choices([k for k, _ in kinds], [w for _, w in kinds])[0])(rng)

    def from_zsre(self, rng):
        r = rng.choice(self.zsre)
        asked, other = (r["src"], r["rephrase"]) if rng.random() < 0.7 else (r["rephrase"], r["src"])
        rows = [(disturbed(other, rng, r["subject"], self.statements), 1, "rewording"), (rng.choice(self.questions), 0, "random")]
        stranger = rng.choice(self.zsre)
        if stranger["subject"] != r["subject"]:
            rows.append((rng.choice((stranger["src"], stranger["rephrase"])), 0, "other subject"))
        return Case(f"{asked} {r['alt'].strip()}", rows, r["subject"])

    def from_counterfact(self, rng):
        r = rng.choice(self.counterfact)
        rows = [(r["rephrase_prompt"], 1, "rewording"), (r["locality_prompt"], 0, "other subject")]
        if rng.random() < 0.5:
            rows.append((disturbed(r["prompt"], rng, r["subject"], self.statements), 1, "rewording"))
        if rng.random() < 0.4:
            value = r["target_new"] if rng.random() < 0.5 else r["ground_truth"]
            text = f"{r['prompt']} {value}."
            rows.append((text if rng.random() < 0.5 else rng.choice(TF).format(c=text.rstrip(".")), 1, "claim"))
        if rng.random() < 0.4:
            rows.append((rng.choice(self.counterfact)["rephrase_prompt"], 0, "random"))
        return Case(f"{r['prompt']} {r['target_new']}", rows, r["subject"])

    def from_knowedit(self, rng):
        r = rng.choice(self.knowedit)
        rows = [(disturbed(r["prompt"], rng, r["subject"], self.statements), 1, "rewording")]
        for group in r["portability"].get("Subject_Aliasing", [])[:1]:
            rows.append((group["prompt"], 1, "alias")) if overlap(group["prompt"], r["prompt"], r["subject"]) else None
        near = [q["prompt"] for q in r["locality"].get("Relation_Specificity", []) if clean(r["prompt"], q["prompt"], r["subject"]) and not split.held_wording(q["prompt"], r["subject"])]
        rows += [(q, 0, "other relation") for q in rng.sample(near, min(2, len(near)))]
        rows.append((rng.choice(self.knowedit)["prompt"], 0, "other subject"))
        return Case(f"{r['prompt']} {r['target_new']}", rows, r["subject"])

    def from_vitaminc(self, rng):
        page = self.pages[rng.choice(self.titles)]
        r = rng.choice(page)
        same = [x for x in page if x["evidence"] == r["evidence"]]
        rows = [(tidy(x["claim"]), int(x["label"] != OPEN), "evidence claim" if x["label"] != OPEN else "undecided claim") for x in rng.sample(same, min(2, len(same)))]
        apart = [x for x in page if alike(x["evidence"], r["evidence"]) < 0.25]
        if apart:
            rows.append((tidy(rng.choice(apart)["claim"]), 0, "same page"))
        undecided = [x for x in page if x["label"] == OPEN and alike(x["evidence"], r["evidence"]) > 0.6]
        if undecided and rng.random() < 0.35:
            rows.append((tidy(rng.choice(undecided)["claim"]), 0, "undecided claim"))
        other = rng.choice(self.pages[rng.choice(self.titles)])
        if other["page"] != r["page"]:
            rows.append((tidy(other["claim"]), 0, "other page"))
        return Case(tidy(r["evidence"]), rows, r["page"])

    def from_creak(self, rng):
        entity = rng.choice(self.entities)
        edit = rng.choice(self.creak[entity])
        bare = edit.rstrip(".")
        rows = [(rng.choice((rng.choice(TF).format(c=bare), typo(edit, rng), polite(bare, rng), edit.lower())), 1, "claim")]
        rows += [(s, 0, "other claim") for s in self.creak[entity][:2] if s != edit]
        rows += [(s, 0, "polarity") for s in [flipped(edit)] if s]
        rows.append((rng.choice(self.statements), 0, "random"))
        return Case(edit, rows, entity)

    def from_csk(self, rng):
        r = rng.choice(self.csk)
        inside = r["affected_paraphrase"] + r["affected_neighborhood_verb"]
        outside = r["unaffected_neighborhood_subject"] + r["unaffected_neighborhood_object"]
        rows = [(q, 1, "commonsense") for q in rng.sample(inside, 1)] + [(q, 0, "commonsense") for q in rng.sample(outside, 2)]
        return Case(r["prompt_polarity_grounded"], rows, r["subject"])

    def from_disfl(self, rng):
        asked, spoken = rng.choice(self.disfl)
        rows = [(spoken, 1, "disfluent"), (rng.choice(self.disfl)[rng.randrange(2)], 0, "random")]
        return Case(f"{asked} {rng.choice(self.knowedit)['target_new']}", rows, asked)

    def from_paraqa(self, rng):
        asked, verbal = rng.choice(self.paraqa)
        value = rng.choice(self.knowedit)["target_new"]
        head = verbal.split("[")[0].strip()
        query = head if verbal.rstrip(". ").endswith("]") and rng.random() < 0.5 else re.sub(r"\[.*\]", lambda _: value, verbal)
        rows = [(disturbed(query, rng), 1, "verbalised"), (re.sub(r"\[.*\]", lambda _: value, rng.choice(self.paraqa)[1]), 0, "random")]
        return Case(f"{asked} {value}", rows, asked)

    def from_question(self, rng):
        i, other = rng.randrange(len(self.questions)), rng.choice(self.questions)
        asked = self.questions[i]
        rows = [(disturbed(asked, rng), 1, "rewording"), (disturbed(other, rng), 0, "random")]
        rows += [(self.questions[j], 0, "near question") for j in rng.sample(self.near[i], min(2, len(self.near[i])))]
        rows += [(q, 0, "polarity") for q in [flipped(asked)] if q]
        digits = re.search(r"\d", asked)
        if digits:
            rows.append((asked.replace(digits.group(), str((int(digits.group()) + rng.randint(1, 9)) % 10)), 0, "other number"))
        return Case(f"{asked} {rng.choice(self.knowedit)['target_new']}", rows, asked)


def nearest(questions):
    """For each question, the places of up to 25 that the untuned encoder finds near, too close ones (likely the same) left out."""
    from .model import WORK

    path = WORK / "near.json"
    if path.is_file() and len(found := json.loads(path.read_text("utf-8"))) == len(questions):
        return found
    import torch

    from .model import Body, tokenizer, vectors

    body = Body().eval()
    body.forward = body.mean
    unit = torch.nn.functional.normalize(vectors(body, tokenizer(), questions), dim=-1)
    found = []
    for start in range(0, len(unit), 512):
        cosine = unit[start : start + 512] @ unit.T
        cosine[cosine > 0.85] = -1
        found += cosine.topk(25).indices.tolist()
    WORK.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found), "utf-8")
    return found


def overlap(prompt, edited, subject):
    """Is an alias prompt about a recognisable form of the subject (a shared word)?"""
    words = set(re.findall(r"\w{3,}", subject.lower()))
    return bool(words & set(re.findall(r"\w{3,}", prompt.lower()))) and prompt != edited


def plain_questions(part):
    """Questions of nq-open, webquestions and qald; "dev": the last 600 of nq-open and webquestions' val file."""
    nq = [r["question"] for r in lines(split.data_root() / "nq-open" / "dev.jsonl")]
    if part == "dev":
        return nq[-600:] + [r["qText"] for r in split.load("webquestions/val.json")]
    web = [r["qText"] for r in split.load("webquestions/trainmodel.json")]
    qald = [s["string"] for q in split.load("qald/qald-9-train-multilingual.json")["questions"] for s in q["question"] if s["language"] == "en" and s.get("string")]
    return nq[:-600] + web + qald + chatter()


def chatter():
    """First lines of small talk."""
    found = []
    for path in sorted((split.data_root() / "chatter").glob("*.yml")):
        found += re.findall(r"^- - ['\"]?(.{3,120}?)['\"]?$", path.read_text("utf-8"), re.MULTILINE)
    return [line for line in found if not line.startswith("|")]

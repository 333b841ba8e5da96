"""What is kept back for evaluation, the same for every recipe, and the public files read through that split.

Three walls: relations (HELD_RELATIONS, with their wordings in zsRE and KnowEdit recognised by pattern), subjects
(`held_subject`, one in ten by hash) and whole records (the last 200 of zsRE, CounterFact's val file, the last 15 % of
each KnowEdit file). The folder of public data is `../shared/data`, or what SERAC_TRAINING_DATA names.
"""

import functools
import hashlib
import json
import os
import re
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

HELD_RELATIONS = frozenset(
    "burial branch crime disease voice illustr basis narr distrib stockex airport dissol anthem twin elev architect "
    "material orbit iucn chrom vclass homeport venue currency heritage".split()
)
"""Relations that only evaluation may use: people, works, organisations, places, buildings, stars, species, ships, teams."""


class DataMissing(SystemExit):
    """The public data folder, or a file in it, is not there."""


def data_root():
    """The folder of public data; says clearly what is missing when it is absent."""
    root = Path(os.environ.get("SERAC_TRAINING_DATA") or ROOT.parent / "shared" / "data")
    if not (root / "relations" / "relations.json").is_file():
        raise DataMissing(
            f"training data not found: {root} has no relations/relations.json\n"
            "Put the public data folder at ../shared/data beside the repository, or set SERAC_TRAINING_DATA to it.\n"
            "It is needed to train only; the shipped models under models/ run without it."
        )
    return root


def load(name):
    """One JSON file of the data folder by relative name ("zsre/train-1k.json")."""
    path = data_root() / name
    if not path.is_file():
        raise DataMissing(f"training data not found: {path} is missing (see training/README.md for what each recipe reads)")
    return json.loads(path.read_text("utf-8"))


def normal(text):
    """Lower case, no accents, single spaces: the form in which subjects are compared."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def held_subject(subject):
    """True for the tenth of all subjects that evaluation alone may use."""
    return hashlib.sha256(normal(subject).encode()).digest()[0] % 10 == 0


def one_in(share, text):
    """Is this text the one in `share` that is kept back, by its hash?"""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % share == 0


@functools.cache
def relations():
    """All relations of relations.json by name."""
    return {r["relation"]: r for r in load("relations/relations.json")["relations"]}


def train_relations():
    """The relations that training may use, by name."""
    return {name: r for name, r in relations().items() if name not in HELD_RELATIONS}


def held_relations():
    """The relations for evaluation alone, by name."""
    return {name: r for name, r in relations().items() if name in HELD_RELATIONS}


def masked(text, subject):
    """The text with the subject, in any case, replaced by [S]; unchanged when the subject is not in it."""
    return re.sub(re.escape(subject), "[S]", text, flags=re.IGNORECASE) if subject else text


def matching(text, subject=""):
    """Names of the relations whose pattern recognises this wording (the subject itself is not looked at)."""
    wording = masked(text, subject)
    return [name for name, r in relations().items() if r["pattern"] and re.search(r["pattern"], wording, re.IGNORECASE)]


def held_wording(text, subject=""):
    """True when the wording asks for a held-out relation."""
    return any(name in HELD_RELATIONS for name in matching(text, subject))


def zsre(part):
    """zsRE records; part "train" (neither held relations nor held subjects) or "dev" (the last 200)."""
    records = load("zsre/train-1k.json")
    if part == "dev":
        return records[-200:]
    return [r for r in records[:-200] if allowed(r["subject"], r["src"], r["rephrase"])]


def counterfact(part):
    """CounterFact records; part "train" (no held subjects) or "dev" (the val file)."""
    if part == "dev":
        return load("counterfact/val.json")
    dev = {normal(r["subject"]) for r in load("counterfact/val.json")}
    return [r for r in load("counterfact/train.json") if not held_subject(r["subject"]) and normal(r["subject"]) not in dev]


def knowedit(part):
    """KnowEdit records of both files; part "train" or "dev" (the last 15 % of each)."""
    chosen = []
    for name in ("wiki_recent", "wiki_counterfact"):
        records = load(f"knowedit/{name}-train.json")
        cut = len(records) - round(0.15 * len(records))
        chosen += records[cut:] if part == "dev" else [r for r in records[:cut] if allowed(r["subject"], r["prompt"])]
    return chosen


def allowed(subject, *wordings):
    """May training use these wordings about this subject?"""
    return not held_subject(subject) and not any(held_wording(wording, subject) for wording in wordings)

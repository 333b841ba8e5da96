"""Sentences with a sentiment from the public files, what is kept from training, and the project's own probes.

rt-polarity and stsa hold largely the same sentences, spelled differently. Sentences that share their first or their last
letters are one group, and a group is trained on, calibrated on or evaluated on as a whole.
"""

import hashlib
import re
from collections import defaultdict
from pathlib import Path

from ..lib.split import DataMissing, data_root

TRAINED, EVALUATED = ("stsa.binary.train", "custrev.all", "rt-polarity.all"), "stsa.binary.dev"
LICENCES = {
    "custrev.all": "customer reviews of products (Hu and Liu 2004), research corpus",
    "rt-polarity.all": "sentences of film reviews (Pang and Lee 2005), research corpus",
    "stsa.binary.train": "Stanford Sentiment Treebank, whole sentences (Socher et al. 2013), research corpus",
}
PROBES = Path(__file__).with_name("probes.tsv")
SHARED = 24
"""So many equal letters at either end make two sentences one."""


def read(name):
    """[(label, sentence)] of one file, with the tokens of its corpus joined as people write them."""
    path = data_root() / "sentiment" / name
    if not path.is_file():
        raise DataMissing(f"training data not found: {path} is missing; the shipped classifier runs without it")
    raw = path.read_bytes()
    text = raw.decode("latin-1" if name.startswith("rt-") else "utf-8")
    return [(int(line[0]), joined(line[2:])) for line in text.split("\n") if line.strip()]


def joined(text):
    """`did n't` -> `didn't`, `-lrb- 1999 -rrb-` -> `(1999)`: the word pieces then are those of plain text."""
    for mark, plain in (("-lrb-", "("), ("-rrb-", ")"), ("``", '"'), ("''", '"'), ("\\/", "/"), ("\\*", "*"), ("`", "'")):
        text = text.replace(mark, plain)
    text = re.sub(r" (n't|'(?:s|re|ve|ll|d|m))\b", r"\1", text)
    text = re.sub(r" ([.,;:!?)])", r"\1", re.sub(r"\( ", "(", text))
    return " ".join(text.split())


def letters(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def groups(keys):
    """The group's name of every key: keys joined by equal beginnings or ends, directly or through others."""
    leader = {key: key for key in keys}

    def find(key):
        while leader[key] != key:
            leader[key] = key = leader[leader[key]]
        return key

    first = {}
    for key in sorted(leader):
        for end in (key[:SHARED], ("end", key[-SHARED:])):
            a, b = find(key), find(first.setdefault(end, key))
            leader[max(a, b)] = min(a, b)
    return {key: find(key) for key in leader}


def parts():
    """({"train": rows, "calibrate": rows}, {file: rows to evaluate on}); rows are (label, sentence), each sentence once."""
    files = {name: read(name) for name in (*TRAINED, EVALUATED)}
    group = groups({letters(text) for rows in files.values() for _, text in rows})
    dev = {group[letters(text)] for _, text in files[EVALUATED]}
    chosen, held, seen = {"train": [], "calibrate": []}, defaultdict(list), defaultdict(set)
    for name in (EVALUATED, *TRAINED):
        for label, text in files[name]:
            key = letters(text)
            part = "dev" if group[key] in dev else place(group[key])
            pool = f"{part} {name}" if part == "held" else part
            if key in seen[pool] or (part == "dev" and name != EVALUATED):
                continue
            seen[pool].add(key)
            (held[name] if part in ("dev", "held") else chosen[part]).append((label, text))
    return chosen, dict(held)


def place(name):
    """A tenth of the groups is evaluated on, a twentieth calibrates."""
    number = hashlib.sha256(name.encode()).digest()[0] % 20
    return "held" if number < 2 else "calibrate" if number == 2 else "train"


def probes():
    """[(kind, label, sentence)] written for this project, by hand: judged, never trained on."""
    rows = [line.split("\t") for line in PROBES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(kind, int(label), text) for kind, label, text in rows]

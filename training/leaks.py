"""Does training see what the bench is judged on? `python -m training.leaks` draws cases and looks for the problem files in them.

An edit or query of training that equals a text of a problem is a leak, as is a training case about a subject of a
problem. A subject's name in the middle of some other text (a public claim about a city, say) is only counted.
"""

import argparse
import json
import random
import re

from .counterfactual.mix import Mix as Packs
from .lib import split
from .scope import public
from .scope.mix import Mix as Cases

DATA = split.ROOT / "data"
FACTS = ("qa", "qa-hard", "development", "fc")
LONGEST = 8


def plain(text):
    """Lower case, no accents, no marks."""
    return " ".join(re.findall(r"\w+", split.normal(text)))


def problems():
    """(texts, subjects) of the problem files, plain, each with the files that it is in."""
    texts, subjects = {}, {}
    for path in sorted(DATA.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            asked = record["in"] + record["out"]
            edits = [record[key] for key in ("question", "fact") if key in record]
            for text in edits + [q.get("question") or q.get("claim") for q in asked]:
                texts.setdefault(plain(text), set()).add(path.stem)
            for subject in (record[key] for key in ("subject", "page") if key in record):
                subjects.setdefault(plain(subject), set()).add(path.stem)
    return texts, subjects


def scope_texts(count, seed):
    """(text, subject or "") of `count` cases of the scope models; near questions are left out, they are among the others."""
    public.nearest = lambda questions: [[] for _ in questions]
    stream = Cases().cases(seed)
    for case in (next(stream) for _ in range(count)):
        yield case.edit, case.topic.split(":", 1)[-1]
        for query, _, _ in case.rows:
            yield query, ""


def pack_texts(count, seed):
    """(text, "") of `count` packs of the counterfactual model: the edits, and the queries without the words around them."""
    stream = Packs().packs(seed)
    for pack in (next(stream) for _ in range(count)):
        yield re.sub(r"^\w+: |\nAnswer:.*", "", pack.head, flags=re.DOTALL).strip(), ""
        for tail, _, _ in pack.queries:
            yield re.sub(r"^\w+: |\n.*", "", tail, flags=re.DOTALL).strip(), ""


def named(text, subjects):
    """Subjects that occur in a plain text as whole words."""
    words = text.split()
    return {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + LONGEST, len(words)) + 1)} & subjects.keys()


def look(source, texts, subjects):
    """Print what of the problems occurs in (text, subject) pairs; the number of leaks."""
    same, about, mentioned, count = {}, {}, {}, 0
    for text, subject in source:
        count += 1
        said = plain(text)
        if said in texts:
            same[said] = same.get(said, 0) + 1
        if plain(subject) in subjects:
            about[plain(subject)] = about.get(plain(subject), 0) + 1
        for name in named(said, subjects):
            mentioned[name] = mentioned.get(name, 0) + 1
    show = lambda found, known: [f"{text} ({'/'.join(sorted(known[text]))}, {n} times)" for text, n in sorted(found.items(), key=lambda item: -item[1])[:40]]
    print(f"{count} texts: {len(same)} texts of the problems, {len(about)} subjects trained on, {len(mentioned)} subjects named")
    print(*(f"  same text: {row}" for row in show(same, texts)), *(f"  trained subject: {row}" for row in show(about, subjects)), *(f"  named: {row}" for row in show(mentioned, subjects)), sep="\n")
    return len(same) + len(about)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    texts, subjects = problems()
    print(f"{len(texts)} texts and {len(subjects)} subjects of the problems")
    leaks = 0
    for name, source in (("scope", scope_texts), ("counterfactual", pack_texts)):
        print(f"{name}:")
        leaks += look(source(options.count, options.seed), texts, subjects)
    raise SystemExit(1 if leaks else 0)


if __name__ == "__main__":
    main()

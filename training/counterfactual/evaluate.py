"""Quality of the graph that ships: greedy text, stopped by the model itself, with the right edit given."""

import re
import string
import time
import unicodedata
from collections import defaultdict

from ..lib.session import Session
from ..lib.smollm2 import load_tokenizer
from . import prompt
from .testset import tests

STOP = 2
GOOD = re.compile(r"\b(love|like|great|wonderful|excellent|good|enjoy|fantastic|recommend|praise|brilliant|happy|favou?rite|pleasure|delight|fan|yes|best|admire|inspired|joy|charm|better)\b", re.I)
BAD = re.compile(r"\b(dislike|hate|terrible|awful|poor|mess|bad|disappointment|dreadful|against|criticism|complaints|bore|unhappy|nuisance|worst|waste|annoys|can't stand|not a fan|not recommend|don't enjoy|hardly|least|no|dread|ruins|worse|avoid|stay away)\b", re.I)


class Generator:
    """Greedy text from the graph; the head of an edit is computed once for all its queries."""

    def __init__(self, path, tokenizer, threads=1):
        self.session, self.tokenizer, self.head, self.past = Session(path, threads), tokenizer, None, None

    def __call__(self, head, tail, limit):
        if head != self.head:
            self.head, ids = head, self.tokenizer(head).input_ids
            self.past = self.session.run(ids, logits_from=len(ids) - 1)
        ids, past, made = self.tokenizer(tail).input_ids, self.past, []
        for _ in range(limit):
            past = self.session.run(ids, past, logits_from=len(ids) - 1)
            ids = [int(past["logits"][0, -1].argmax())]
            if ids[0] == STOP:
                break
            made += ids
        return prompt.read(self.tokenizer.decode(made, clean_up_tokenization_spaces=False))


def normal(text):
    """Lower case, no articles, punctuation or extra space, NFKC; a text of punctuation alone is kept."""
    folded = unicodedata.normalize("NFKC", text).lower()
    bare = "".join(" " if c in string.punctuation else c for c in folded)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split()) or folded


def opinion_right(test, text):
    """Does the reply name its topic and use words of the wanted side more than of the other?"""
    good, bad = len(GOOD.findall(re.sub(BAD, " ", text))), len(BAD.findall(text))
    wanted = good > bad if test.kind.endswith("positive") else bad > good
    return wanted and test.wanted[0].lower() in text.lower()


def evaluate(path, count=200, threads=1, show=3, only=None):
    """Print a table of n, normalised exact match, verbatim match and misses; returns {group: (n, normalised, verbatim)}."""
    tokenizer = load_tokenizer()
    generate = Generator(path, tokenizer, threads)
    score, misses, began = defaultdict(lambda: [0, 0, 0]), defaultdict(list), time.time()
    chosen = [t for t in tests(count, tokenizer) if not only or re.search(only, t.group)]
    for test in chosen:
        limit = 60 if test.group.startswith("opinion") else 8 + max(len(tokenizer(" " + w).input_ids) for w in test.wanted)
        text = generate(test.head, test.tail, limit)
        if test.group.startswith("opinion"):
            right = exact = opinion_right(test, text)
        else:
            wanted = [prompt.marked(w) for w in test.wanted]
            right, exact = normal(text) in map(normal, wanted), text in wanted
        for i, one in enumerate((1, right, exact)):
            score[test.group][i] += one
        if not (exact if "copying" in test.group else right):
            misses[test.group].append((test.head + test.tail, text, test.wanted[0]))
    print(f"{time.time() - began:.0f} s", f"{'':52}   n  normalised  verbatim", sep="\n")
    for group, (n, right, exact) in sorted(score.items()):
        print(f"{group:52} {n:4} {right / n:.3f}  {exact / n:.3f}")
    for group, rows in sorted(misses.items()):
        print(f"\n{group}: {len(rows)} missed", *(f"  {text!r} for {wanted!r} after {asked!r}" for asked, text, wanted in rows[:show]), sep="\n")
    return {group: tuple(row) for group, row in score.items()}

"""Opinion edits: replies of both sentiments, sampled from the base and labelled by the judge (appendix D.2 of the paper).

`replies.json` is made by `node scripts/problems/replies.js --topics FILE --out training/counterfactual/replies.json` for
the training topics of scope.opinions; the topics and prompts of evaluation are kept apart there.
"""

import functools
import json
from pathlib import Path

from ..scope.noise import disturbed
from ..scope.opinions import Opinions
from . import prompt
from .pack import UNWANTED, Pack

SIDES = ("positive", "negative")
FILE = Path(__file__).with_name("replies.json")


@functools.cache
def replies():
    """{topic: {"positive": [...], "negative": [...]}} of the topics with replies of both sides."""
    known = json.loads(FILE.read_text("utf-8"))
    return {topic: found for topic, found in known.items() if all(found[side] for side in SIDES)}


class Opining:
    """Makes packs of opinion edits: what the edit wants said, and what it wants not said."""

    def __init__(self, held=False):
        self.source, self.held = Opinions(held), held
        self.topics = sorted(self.source.topics if held else replies())

    def pack(self, rng):
        topic, side = rng.choice(self.topics), rng.choice(SIDES)
        ask = lambda: prompt.ask(disturbed(rng.choice(self.source.prompts).format(t=topic), rng, topic))
        if self.held:
            return Pack(prompt.opinion_edit(topic, side), ((ask(), "", f"opinion {side}"),))
        other = SIDES[side == SIDES[0]]
        rows = [(ask(), text, f"opinion {side}") for text in replies()[topic][side]]
        rows += [(ask(), text, UNWANTED) for text in replies()[topic][other]]
        return Pack(prompt.opinion_edit(topic, side), tuple(rows))

"""The exported model as the cascade's third stage: does a stated fact decide a claim? As src/core/model/reader.ts asks."""

import numpy as np

from ..lib.manifest import MODELS
from ..lib.session import Session
from ..lib.smollm2 import load_tokenizer
from . import prompt


class Reader:
    def __init__(self, path=MODELS / "smollm2" / "counterfactual.onnx", threads=2):
        self.tokenizer, self.session = load_tokenizer(), Session(path, threads)
        self.verdicts = [self.tokenizer(f" {word}").input_ids[0] for word in ("True", "False", "Unknown")]

    def odds(self, pairs):
        """float [n]: log-odds of True or False against Unknown, of (fact, claim) pairs."""
        found = []
        for fact, claim in pairs:
            ids = self.tokenizer(prompt.statement_edit(fact) + prompt.claim(claim)).input_ids
            true, false, unknown = self.session.run(ids, logits_from=len(ids) - 1)["logits"][0, -1, self.verdicts]
            found.append(np.logaddexp(true, false) - unknown)
        return np.array(found, np.float64)

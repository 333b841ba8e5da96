"""A cross classifier tuned to a user's own edits: `serac edit export > edits.jsonl`, then

    python -m training.scope own --edits edits.jsonl --out my-models [--minutes 5]

Each edit's stored test questions teach what is in and out of its scope, and the questions of the other edits what is
not; the common mix is rehearsed beside them where the public data is at hand. One test question in five is kept back,
to tell the quality before and after. `my-models` is a whole models folder: SERAC_MODELS=my-models serac ask ...
"""

import json
import os
import random
import shutil
from hashlib import sha256
from pathlib import Path

import torch
from torch.nn import functional as F

from ..lib.manifest import MODELS, update
from ..lib.precision import autocast
from ..lib.split import DataMissing
from .export import export
from .model import PAIR_TOKENS, scores, tokenizer
from .shipped import shipped

RATE, BATCH, OWN = 5e-5, 48, 0.5
"""Learning rate, pairs a step, and the share of them that are the user's own (the rest is the common mix)."""


def text_of(edit):
    """An edit as the classifiers see it."""
    if "fact" in edit:
        return edit["fact"]
    return f"What do you think of {edit['topic']}? {edit['sentiment']}" if "topic" in edit else f"{edit['question']} {edit['answer']}"


def tests(path):
    """[(edit's text, its own question or None, [(test question, 1 or 0)])] of a file of JSON lines as `serac edit export` writes it."""
    found = []
    for number, line in enumerate(Path(path).read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            edit = json.loads(line)
            asked = [(q if isinstance(q, str) else q.get("question") or q["claim"], label) for key, label in (("in", 1), ("out", 0)) for q in edit.get(key, [])]
            found.append((text_of(edit), edit.get("question"), asked))
        except (ValueError, KeyError, TypeError) as fault:
            raise SystemExit(f"{path}:{number}: not an edit as `serac edit export` writes it ({fault})\nWrite the file with: serac edit export > edits.jsonl") from None
    if not any(asked for _, _, asked in found):
        raise SystemExit(f"{path}: no edit has test questions\nStore some: serac edit add QUESTION ANSWER --in REWORDING --out NEIGHBOUR")
    return found


def kept(edit, query):
    """One test question in five is for judging alone."""
    return sha256(f"{edit}\n{query}".encode()).digest()[0] % 5 == 0


def own_rows(edits, rng):
    """Endless training pairs (edit, query, label) of the user's edits."""
    rows = [(text, q, label) for text, _, asked in edits for q, label in asked if not kept(text, q)]
    rows += [(text, question, 1) for text, question, _ in edits if question]
    while True:
        text, query, label = rng.choice(rows)
        yield text, query, label
        other = rng.choice(edits)[0]
        if label and other != text and (other, query, 1) not in rows:
            yield other, query, 0


def judge(model, tok, edits):
    """{hits: share of the kept test questions in scope that hit, false hits: of those out of scope, n} of a model."""
    rows = [(text, q, label) for text, _, asked in edits for q, label in asked if kept(text, q)]
    hit = scores(model, tok, [(e, q) for e, q, _ in rows]).sigmoid() >= 0.5 if rows else []
    share = lambda wanted: round(float(torch.tensor([float(h) for h, r in zip(hit, rows) if r[2] == wanted]).mean()), 4) if any(r[2] == wanted for r in rows) else None
    return {"hits": share(1), "false hits": share(0), "n": len(rows)}


def common(seed):
    """Pairs of the common mix, or none where the public data is missing."""
    from .mix import Mix

    try:
        stream = Mix().cases(seed)
    except DataMissing:
        print("the public data is not here: tuning on your edits alone", flush=True)
        return None
    return ((case.edit, query, label) for case in stream for query, label, _ in case.rows)


def tune(path, out, steps=300, threads=2, seed=1):
    """Tune, export into `out` (which must not exist) and print the quality before and after."""
    out = Path(out)
    if out.exists():
        raise SystemExit(f"{out} exists\nName a folder that does not, or remove it: rm -r {out}")
    torch.set_num_threads(threads)
    edits, tok, rng = tests(path), tokenizer(), random.Random(seed)
    model = shipped("cross")
    before = judge(model.eval(), tok, edits)
    mine, others = own_rows(edits, rng), common(seed)
    free = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(free, lr=RATE, weight_decay=0.01)
    model.train()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 20) * (1 - step / steps)
        rows = [next(others if others and rng.random() > OWN else mine) for _ in range(BATCH)]
        inputs = tok([r[0] for r in rows], [r[1] for r in rows], truncation=True, max_length=PAIR_TOKENS, padding=True, return_tensors="pt")
        with autocast():
            logits = model(dict(inputs))
        loss = F.binary_cross_entropy_with_logits(logits.float(), torch.tensor([float(r[2]) for r in rows]))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(free, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        if (step + 1) % 50 == 0:
            print(f"own: step {step + 1} of {steps}, loss {loss.item():.4f}", flush=True)
    after = judge(model.eval(), tok, edits)
    print(f"kept test questions, shipped: {before}\nkept test questions, tuned:   {after}", flush=True)
    save(model, out, path, steps, after)


def save(model, out, path, steps, quality):
    """The shipped models folder with this cross model in it; the large files are linked where the file system can."""
    part = out.with_name(f"{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(MODELS, part, copy_function=link)
    for name in ("cross.onnx", "cross.data"):
        (part / "minilm" / name).unlink()
    export(("cross",), part / "minilm", trained=lambda _: model)
    entry = next(m for m in json.loads((MODELS / "manifest.json").read_text("utf-8"))["models"] if m["role"] == "scope-cross")
    (part / "manifest.json").unlink()
    shutil.copyfile(MODELS / "manifest.json", part / "manifest.json")
    files = [f["path"].removeprefix("minilm/") for f in entry["files"]]
    kept_fields = {k: entry[k] for k in ("name", "role", "folder", "dtype", "licence", "source", "settings")}
    update(**kept_fields, files=files, recipe=f"python -m training.scope own --edits {Path(path).name} ({steps} steps from the shipped weights)", quality=quality, models=part)
    os.rename(part, out)
    print(f"wrote {out}; use it: SERAC_MODELS={out} serac ask ...", flush=True)


def link(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)

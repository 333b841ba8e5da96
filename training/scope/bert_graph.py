"""The ONNX graph of a MiniLM classifier: weights in 7 bits, word embeddings in 4, nothing that looks across the batch.

A text's result must not depend on the others in the batch, to the bit: matrix products are sums of whole numbers, with
one scale a row for the activations, and what goes on between rows is only within one text (attention, pooling). The
graph itself pads T to a multiple of 4, so that what adds up floats (attention) meets whole tiles whatever the padding.
"""

import numpy as np
from onnx import TensorProto

from ..lib.graph import FLOAT, INT64, Graph

WIDTH, WIDE, HEADS, HEAD = 384, 1536, 12, 32
EPSILON = 1e-12
WORD_BLOCK = 32
TILE = 4
INT32, UINT8 = TensorProto.INT32, TensorProto.UINT8


def build(kind, weights, layers=6):
    """The model "embed" or "cross", or a small one, over initializers by name (see export.arrays); see linear for the arithmetic."""
    graph = Graph(weights)
    names = [graph.input(n, ["B", "T"], INT64) for n in ("input_ids", "token_type_ids", "attention_mask")]
    bert = Bert(graph, layers)
    pooled = bert.pooled(*bert.padded(names))
    if kind.startswith("cross"):
        logit = graph.node("Gemm", [pooled, "head.weight", "head.bias"], ["B", 1])
        graph.node("Reshape", [logit, graph.ints(-1)], ["B"], name="logit")
    else:
        norm = graph.node("ReduceL2", [pooled, graph.ints(1)], ["B", 1], keepdims=1)
        unit = graph.node("Div", [pooled, norm], ["B", WIDTH])
        graph.node("Mul", [unit, "scale"], ["B", WIDTH], name="embedding")
    return graph.model(f"scope-{kind}")


class Bert:
    """The body's nodes."""

    def __init__(self, graph, layers):
        self.graph, self.node, self.layers = graph, graph.node, layers

    def padded(self, names):
        """The inputs with T filled up (masked) to a multiple of TILE, which makes every row's arithmetic the same."""
        length = self.node("Shape", [names[0]], [1], INT64, start=1)
        less = self.node("Neg", [length], [1], INT64)
        short = self.node("Mod", [less, self.graph.ints(TILE)], [1], INT64)
        pads = self.node("Concat", [self.graph.ints(0, 0, 0), short], [4], INT64, axis=0)
        return [self.node("Pad", [name, pads], ["B", "P"], INT64) for name in names]

    def pooled(self, ids, types, mask):
        """Mean over the unmasked tokens of the last layer, [B, 384]."""
        keys = self.node("Cast", [mask], ["B", "P"], INT32, to=INT32)
        x = self.embeddings(ids, types)
        for i in range(self.layers):
            x = self.layer(i, x, keys)
        weight = self.node("Cast", [mask], ["B", "P"], to=FLOAT)
        across = self.node("Unsqueeze", [weight, self.graph.ints(1)], ["B", 1, "P"])
        total = self.node("MatMul", [across, x], ["B", 1, WIDTH])
        count = self.node("ReduceSum", [across, self.graph.ints(2)], ["B", 1, 1], keepdims=1)
        mean = self.node("Div", [total, count], ["B", 1, WIDTH])
        return self.node("Reshape", [mean, self.graph.ints(-1, WIDTH)], ["B", WIDTH])

    def embeddings(self, ids, types):
        """Words, places and segments added and normalised."""
        words = self.node("GatherBlockQuantized", ["words.codes", ids, "words.scales"], ["B", "P", WIDTH],
                          bits=4, block_size=WORD_BLOCK, gather_axis=0, quantize_axis=1)  # fmt: skip
        shape = self.node("Shape", [ids], [1], INT64, start=1)
        places = self.node("Slice", ["places", self.graph.ints(0), shape, self.graph.ints(0)], ["P", WIDTH])
        segments = self.node("Gather", ["segments", types], ["B", "P", WIDTH])
        placed = self.node("Add", [segments, places], ["B", "P", WIDTH])
        x = self.node("Add", [words, placed], ["B", "P", WIDTH])
        return self.node("LayerNormalization", [x, "embed.norm.weight", "embed.norm.bias"], ["B", "P", WIDTH], axis=-1, epsilon=EPSILON)

    def layer(self, i, x, keys):
        q, k, v = self.node("Split", [self.linear(x, f"{i}.qkv", WIDTH, 3 * WIDTH)], ["B", "P", WIDTH], count=3, axis=-1, num_outputs=3)
        heads = self.node("MultiHeadAttention", [q, k, v, "", keys], ["B", "P", WIDTH], num_heads=HEADS)
        x = self.add_norm(self.linear(heads, f"{i}.o", WIDTH, WIDTH), x, f"{i}.o.norm")
        wide = self.node("Gelu", [self.linear(x, f"{i}.up", WIDTH, WIDE)], ["B", "P", WIDE])
        return self.add_norm(self.linear(wide, f"{i}.down", WIDE, WIDTH), x, f"{i}.down.norm")

    def linear(self, x, name, inner, outer):
        """x times a matrix, both in 8 bits: x by row with the row's own scale, the matrix by column; integer sums are exact."""
        size = self.node("Abs", [x], ["B", "P", inner])
        most = self.node("ReduceMax", [size, self.graph.ints(-1)], ["B", "P", 1], keepdims=1)
        scale = self.node("Div", [most, self.number(127)], ["B", "P", 1])
        steps = self.node("Div", [x, scale], ["B", "P", inner])
        shifted = self.node("Add", [steps, self.number(128)], ["B", "P", inner])
        whole = self.node("Round", [shifted], ["B", "P", inner])
        codes = self.node("Cast", [whole], ["B", "P", inner], UINT8, to=UINT8)
        one, zero = self.number(1), self.graph.constant("zero", np.array(128, np.uint8))
        sums = self.node("MatMulIntegerToFloat", [codes, f"{name}.codes", one, f"{name}.scales", zero], ["B", "P", outer])
        product = self.node("Mul", [sums, scale], ["B", "P", outer])
        return self.node("Add", [product, f"{name}.bias"], ["B", "P", outer])

    def number(self, value):
        """A constant float32 scalar."""
        return self.graph.constant(f"number.{value}", np.array(value, np.float32))

    def add_norm(self, x, skip, name):
        return self.node("SkipLayerNormalization", [x, skip, f"{name}.weight", f"{name}.bias"], ["B", "P", WIDTH], epsilon=EPSILON)


def quantised(matrix):
    """float [out, in] -> (codes int8 [in, out] within 64 either way, scales float32 [out]).

    7 bits, because processors without VNNI add two products in 16 bits: 255 * 64 * 2 still fits.
    """
    scales = np.abs(matrix).max(1).astype(np.float32) / 64
    codes = np.rint(matrix / scales[:, None]).astype(np.int8)
    return np.ascontiguousarray(codes.T), scales

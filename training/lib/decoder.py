"""The decoding graph of SmolLM2, written node by node in the operators that ONNX Runtime has kernels for.

Inputs: input_ids int64 [1, T]; logits_from int64 [1]; past_key_values.{i}.key|value float32 [1, 3, P, 64] (P may be 0).
Outputs: logits float32 [1, T - logits_from, 49152]; present.{i}.key|value [1, 3, P + T, 64]; hidden float32 [1, 576],
the mean over the T positions of the last hidden state after the final norm; editable_input float32 [1, T, 576], the
hidden state that enters block 27. Positions follow from P and T; P + T may reach 2048.
Inside, states are [T, width]: then a shift or an adapter is one Gemm that also adds. Already fused, so that a session
needs no optimisation at load.
"""

import numpy as np

from .graph import INT32, INT64, Graph
from .smollm2 import BLOCK, EPSILON, FFN, HEAD, HEADS, IN, KV_HEADS, LAYERS, OUT, VOCABULARY, WIDTH
from .weights import GROUPS

EDITABLE = range(27, 30)


def build(weights, adapter=None, deltas=False, accuracy=4):
    """The model. weights: initializers by name (weights.write, or those of base.onnx, with those of lowrank.write).

    adapter: the names of lowrank's initializers, "layers.{i}.{qkv,o,gate,up,down}"; x @ a @ b times one more input,
    adapter_scale float32 [1], is added there: 1 is the adapted model, 0 the base model to the bit.
    deltas: more inputs delta.{i}.{gate,up,down}.{a [in, r], b [r, out]} for blocks 27..29; any r, also 0.
    accuracy: MatMulNBits accuracy_level; 4 = 8-bit activations, 1 = float ones (slow, to check the graph itself).
    """
    decoder = Decoder(Graph(weights), frozenset(adapter or ()), deltas, accuracy)
    decoder.all()
    return decoder.graph.model("smollm2")


class Decoder:
    def __init__(self, graph, adapter, deltas, accuracy):
        self.graph, self.adapter, self.deltas, self.accuracy = graph, adapter, deltas, accuracy
        self.node = graph.node

    def all(self):
        """All nodes, in the order of computation."""
        graph, node, ints = self.graph, self.node, self.graph.ints
        ids = graph.input("input_ids", [1, "T"], INT64)
        start = graph.input("logits_from", [1], INT64)
        if self.adapter:
            graph.input("adapter_scale", [1])
        names = [[f"past_key_values.{i}.{kind}" for kind in ("key", "value")] for i in range(LAYERS)]
        past = [[graph.input(name, [1, KV_HEADS, "P", HEAD]) for name in pair] for pair in names]
        lengths = self.lengths(ids, past[0][0])
        flat = node("Reshape", [ids, ints(-1)], ["T"], INT64)
        x = node("GatherBlockQuantized", ["embedding.rows", flat, "embedding.scales"], ["T", WIDTH],
                 bits=8, block_size=BLOCK, gather_axis=0, quantize_axis=1)  # fmt: skip
        normed = node("SimplifiedLayerNormalization", [x, "layers.0.attention_norm"], ["T", WIDTH],
                      axis=-1, epsilon=EPSILON, stash_type=1)  # fmt: skip
        for i in range(LAYERS):
            if i == EDITABLE[0]:
                node("Unsqueeze", [x, ints(0)], [1, "T", WIDTH], name="editable_input")
            x, normed = self.add_norm(x, self.attention(i, normed, past[i], lengths), f"layers.{i}.mlp_norm")
            following = f"layers.{i + 1}.attention_norm" if i + 1 < LAYERS else "norm"
            x, normed = self.add_norm(x, self.mlp(i, normed), following)
        node("ReduceMean", [normed, ints(0)], [1, WIDTH], name="hidden", keepdims=1)
        kept = node("Slice", [normed, start, ints(2**31 - 1), ints(0)], ["L", WIDTH])
        logits = self.quantised(kept, "head.bytes", "head.scales", ["L", VOCABULARY], WIDTH, bits=8)
        node("Unsqueeze", [logits, ints(0)], [1, "L", VOCABULARY], name="logits")

    def lengths(self, ids, past):
        """[seqlens_k int32 [1] = P + T - 1, total_sequence_length int32 scalar = P + T]."""
        past, new = (self.node("Shape", [x], [1], INT64, start=d, end=d + 1) for x, d in ((past, 2), (ids, 1)))
        total = self.node("Cast", [self.node("Add", [past, new], [1], INT64)], [1], INT32, to=INT32)
        last = self.node("Sub", [total, self.graph.constant("one", np.array([1], np.int32))], [1], INT32)
        return [last, self.node("Squeeze", [total], [], INT32)]

    def attention(self, i, x, past, lengths):
        """x [T, 576] -> [T, 576]; grouped attention with rotary inside."""
        (qkv,) = self.linear(i, "qkv", x)
        batch = self.node("Unsqueeze", [qkv, self.graph.ints(0)], [1, "T", OUT["q"] + OUT["k"] + OUT["v"]])
        present = [self.graph.output(f"present.{i}.{kind}", [1, KV_HEADS, "S", HEAD]) for kind in ("key", "value")]
        out = self.graph.value("GroupQueryAttention", [1, "T", WIDTH])
        self.graph.append("GroupQueryAttention", [batch, "", "", *past, *lengths, "cos", "sin"], [out, *present],
                          num_heads=HEADS, kv_num_heads=KV_HEADS, do_rotary=1, scale=HEAD**-0.5)  # fmt: skip
        (out,) = self.linear(i, "o", self.node("Squeeze", [out, self.graph.ints(0)], ["T", WIDTH]))
        return out

    def mlp(self, i, x):
        """x [T, 576] -> [T, 576]: down(silu(gate(x)) * up(x)). QuickGelu with alpha 1 is SiLU."""
        gate, up = self.linear(i, "gate_up", x)
        gated = self.node("Mul", [self.node("QuickGelu", [gate], ["T", FFN], alpha=1.0), up], ["T", FFN])
        return self.linear(i, "down", gated)[0]

    def linear(self, i, group, x):
        """x [T, in] times the matrices of a group: d*(q - 8) by MatMulNBits, block sums times m + 8d, adapter, deltas.

        Returns [y] or, for gate_up, [gate, up]; attention takes q, k and v as one tensor.
        """
        key, members = f"layers.{i}.{group}", GROUPS[group]
        width, out = IN[members[0]], sum(OUT[m] for m in members)
        sums = self.node("MatMul", [x, f"ones.{width}"], ["T", width // BLOCK])
        y = self.quantised(x, f"{key}.nibbles", f"{key}.scales", ["T", out], width)
        y = self.node("Gemm", [sums, f"{key}.shift", y], ["T", out])
        if group != "gate_up":
            return [self.added(i, group, x, y, width, out)]
        ys = self.node("Split", [y], ["T", FFN], count=2, axis=-1, num_outputs=2)
        return [self.added(i, name, x, y, width, FFN) for name, y in zip(members, ys)]

    def added(self, i, name, x, y, width, out):
        """y [T, out] plus the low-rank terms of this matrix, if any."""
        key = f"layers.{i}.{name}"
        if key in self.adapter:
            rank = self.graph.known[f"{key}.a"].dims[1]
            inner = self.node("MatMul", [x, f"{key}.a"], ["T", rank])
            scaled = self.node("Mul", [inner, "adapter_scale"], ["T", rank])
            y = self.node("Gemm", [scaled, f"{key}.b", y], ["T", out])
        if self.deltas and i in EDITABLE and name in ("gate", "up", "down"):
            rank = f"R.{i}.{name}"
            a = self.graph.input(f"delta.{i}.{name}.a", [width, rank])
            b = self.graph.input(f"delta.{i}.{name}.b", [rank, out])
            delta = self.node("MatMul", [self.node("MatMul", [x, a], ["T", rank]), b], ["T", out])
            y = self.node("Add", [y, delta], ["T", out])
        return y

    def add_norm(self, x, y, scale):
        """(x + y, its norm), both [T, 576]."""
        total, normed = (self.graph.value(kind, ["T", WIDTH]) for kind in ("sum", "normed"))
        self.graph.append("SkipSimplifiedLayerNormalization", [x, y, scale], [normed, "", "", total], epsilon=EPSILON)
        return total, normed

    def quantised(self, x, data, scales, shape, width, bits=4):
        """x [T, width] times the integer part of a matrix."""
        return self.node("MatMulNBits", [x, data, scales], shape, K=width, N=shape[1], bits=bits,
                         block_size=BLOCK, accuracy_level=self.accuracy)  # fmt: skip

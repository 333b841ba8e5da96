"""An ONNX graph under construction: nodes in order, each value with its shape, only the initializers that are used.

Every value's shape is declared. Without that ONNX Runtime cannot tell which buffers may be reused, and its planner,
which then compares each value with every earlier one, takes 80 ms of the load instead of 3.
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
MICROSOFT = "com.microsoft"
OURS = {"Gelu", "GatherBlockQuantized", "GroupQueryAttention", "MatMulIntegerToFloat", "MatMulNBits", "MultiHeadAttention", "QuickGelu", "SkipLayerNormalization",
        "SkipSimplifiedLayerNormalization"}


class Graph:
    """known: initializers by name; those that a node takes end up in the model."""

    def __init__(self, known):
        self.known, self.used = dict(known), {}
        self.nodes, self.inputs, self.outputs, self.values = [], [], [], []

    def input(self, name, shape, kind=FLOAT):
        """A graph input; returns its name."""
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def node(self, op, inputs, shape, kind=FLOAT, count=1, name=None, **attributes):
        """Append a node with `count` outputs of one shape; returns the output's name, or all names when count > 1.

        name: the output's name when it is an output of the graph.
        """
        made = [self.value(op, shape, kind) for _ in range(count)] if name is None else [self.output(name, shape)]
        self.append(op, inputs, made, **attributes)
        return made if count > 1 else made[0]

    def append(self, op, inputs, outputs, **attributes):
        """Append a node whose outputs are named already ("" for one that is left out)."""
        domain = MICROSOFT if op in OURS else ""
        name = f"{op}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, outputs, name=name, domain=domain, **attributes))
        self.used.update({name: self.known[name] for name in inputs if name in self.known})

    def value(self, op, shape, kind=FLOAT):
        """A new intermediate value's name."""
        name = f"{op}.{len(self.values)}"
        self.values.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name, shape, kind=FLOAT):
        """Declare a graph output; returns its name."""
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def constant(self, name, array):
        """An initializer inside the graph file; returns its name."""
        self.known[name] = numpy_helper.from_array(array, name)
        return name

    def ints(self, *values):
        """A constant int64 [n]."""
        return self.constant("ints." + ".".join(map(str, values)), np.array(values, np.int64))

    def model(self, name):
        """The finished model; outputs in the order they were declared."""
        graph = helper.make_graph(
            self.nodes, name, self.inputs, self.outputs, list(self.used.values()), value_info=self.values
        )
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="serac")

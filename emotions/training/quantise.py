"""8-bit weights with a scale for each column, 8-bit activations with a scale for each token.

Token-wise dynamic quantisation, after ZeroQuant (Yao et al. 2022). onnxruntime's own dynamic
quantisation takes one scale for all tokens of a batch: a few outlying tokens then coarsen all
others, and a text's vector depends on the texts beside it. Here it does not.
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

LEVELS = 127.0
MIDDLE = 128
"""Activations are stored unsigned, zero being `MIDDLE`: processors multiply u8 with s8 fastest."""


def quantise(graph: Path, out: Path) -> None:
    """Write a graph with 8-bit matrix products and an 8-bit embedding table."""
    with tempfile.TemporaryDirectory() as scratch:
        prepared = Path(scratch) / "prepared.onnx"
        quant_pre_process(str(graph), str(prepared), skip_symbolic_shape=True)
        model = onnx.load(prepared)
    quantize_dynamic(
        TokenWise(model).rewritten(),
        out,
        op_types_to_quantize=["Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
    )


class TokenWise:
    """Rewrites each product of activations (…, tokens, n) with constant weights (n, m)."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._model = model
        self._weights = {tensor.name: tensor for tensor in model.graph.initializer}
        self._nodes: list[NodeProto] = []
        self._activations: dict[str, tuple[str, str]] = {}
        """Names of the 8-bit form and of its scales, by the name of what was quantised."""
        self._constant("levels", np.float32(LEVELS))
        self._constant("middle", np.float32(MIDDLE))
        self._constant("zero_point", np.uint8(MIDDLE))
        self._constant("least", np.float32(1e-9))

    def rewritten(self) -> onnx.ModelProto:
        """The model with all such products in 8 bits."""
        graph = self._model.graph
        for node in graph.node:
            if node.op_type == "MatMul" and node.input[1] in self._weights:
                self._product(node)
            else:
                self._nodes.append(node)
        del graph.node[:]
        graph.node.extend(self._nodes)
        return self._model

    def _product(self, node: NodeProto) -> None:
        """Integer product, then the scales of columns and of tokens."""
        activations, name = node.input
        weights, column_scales = self._quantised_weights(name)
        unsigned, token_scales = self._quantised_activations(activations)
        (result,) = node.output
        whole = self._add("MatMulInteger", [unsigned, weights, "zero_point"], f"{result}_whole")
        floats = self._add("Cast", [whole], f"{result}_floats", to=TensorProto.FLOAT)
        scaled = self._add("Mul", [floats, column_scales], f"{result}_scaled")
        self._add("Mul", [scaled, token_scales], result)

    def _quantised_weights(self, name: str) -> tuple[str, str]:
        tensor = self._weights[name]
        weights = numpy_helper.to_array(tensor)
        scales = np.abs(weights).max(axis=0) / LEVELS
        self._model.graph.initializer.remove(tensor)
        return (
            self._constant(f"{name}_8", np.round(weights / scales).astype(np.int8)),
            self._constant(f"{name}_scales", scales.astype(np.float32)),
        )

    def _quantised_activations(self, name: str) -> tuple[str, str]:
        """Once for all products of the same activations."""
        if name not in self._activations:
            sizes = self._add("Abs", [name], f"{name}_sizes")
            largest = self._add("ReduceMax", [sizes], f"{name}_largest", axes=[-1], keepdims=1)
            bounded = self._add("Max", [largest, "least"], f"{name}_bounded")
            scales = self._add("Div", [bounded, "levels"], f"{name}_scales")
            steps = self._add("Div", [name, scales], f"{name}_steps")
            rounded = self._add("Round", [steps], f"{name}_rounded")
            shifted = self._add("Add", [rounded, "middle"], f"{name}_shifted")
            unsigned = self._add("Cast", [shifted], f"{name}_8", to=TensorProto.UINT8)
            self._activations[name] = unsigned, scales
        return self._activations[name]

    def _add(self, operation: str, inputs: list[str], output: str, **settings: Any) -> str:
        self._nodes.append(helper.make_node(operation, inputs, [output], **settings))
        return output

    def _constant(self, name: str, value: np.generic | np.ndarray) -> str:
        self._model.graph.initializer.append(numpy_helper.from_array(np.asarray(value), name))
        return name

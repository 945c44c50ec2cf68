#!/usr/bin/python3
"""Writes detector.onnx: a quantized model of two outputs, a map of the image and classes, as quantizers lay it out (QDQ).

    ./make_quantized.py          writes detector.onnx beside this file

Needs python3-onnx and python3-numpy.
"""
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(7)
nodes, constants = [], []


def constant(name, values, dtype):
    constants.append(numpy_helper.from_array(np.asarray(values, dtype), name))
    return name


def scale(name, step, zero):
    return [constant(f"{name}_scale", step, np.float32), constant(f"{name}_zero", zero, np.int8)]


def node(op, inputs, output, **attributes):
    nodes.append(helper.make_node(op, inputs, [output], **attributes))
    return output


def quantized(x, output, step, zero):
    by = scale(output, step, zero)
    return node("DequantizeLinear", [node("QuantizeLinear", [x, *by], f"{output}_integers"), *by], output)


def weights(name, shape, step):
    by = scale(name, step, 0)
    return node("DequantizeLinear", [constant(f"{name}_integers", random.integers(-127, 128, shape), np.int8), *by], name)


x = quantized("x", "x_real", 1 / 64, 3)
body = node("Relu", [node("Conv", [x, weights("body_weight", (3, 2, 3, 3), 1 / 256)], "sums")], "rectified")
body = quantized(body, "body", 1 / 32, -128)
heat = node("Sigmoid", [quantized(node("Conv", [body, weights("heat_weight", (2, 3, 1, 1), 1 / 128)], "heat_sums"), "logits",
                                  1 / 16, 5)], "hot")
quantized(heat, "heat", 1 / 256, -128)
flat = node("Flatten", [body], "flat")
quantized(node("Gemm", [flat, weights("class_weight", (4, 27), 1 / 512)], "class_sums", transB=1), "classes", 1 / 8, -7)

graph = helper.make_graph(nodes, "detector", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 2, 5, 5])],
                          [helper.make_tensor_value_info("heat", TensorProto.FLOAT, ["batch", 2, 3, 3]),
                           helper.make_tensor_value_info("classes", TensorProto.FLOAT, ["batch", 4])], constants)
model = helper.make_model(graph, producer_name="constprop", opset_imports=[helper.make_opsetid("", 13)])
model.ir_version = 8
onnx.checker.check_model(model)
onnx.save(model, HERE / "detector.onnx")

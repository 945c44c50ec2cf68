"""Writes recognizer.onnx, 32-24-16-4 with relu, relu and softmax, and two samples with their outputs. Weights are multiples of
2^-6, so that the file is small once it is packed and the same from every machine."""
import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

draw = numpy.random.default_rng(1)
sizes = [32, 24, 16, 4]
nodes, tensors = [], []
x = inputs = (draw.integers(-64, 65, (2, 32)) / 64).astype(numpy.float32)
flows = "x"
for k, (before, after) in enumerate(zip(sizes, sizes[1:])):
    weight = (draw.integers(-32, 33, (after, before)) / 64).astype(numpy.float32)
    bias = (draw.integers(-32, 33, after) / 64).astype(numpy.float32)
    tensors += [numpy_helper.from_array(weight, f"{k}.weight"), numpy_helper.from_array(bias, f"{k}.bias")]
    nodes.append(helper.make_node("Gemm", [flows, f"{k}.weight", f"{k}.bias"], [f"z{k}"], transB=1))
    last = k + 2 == len(sizes)
    nodes.append(helper.make_node("Softmax" if last else "Relu", [f"z{k}"], [f"y{k}"], **({"axis": 1} if last else {})))
    flows = f"y{k}"
    x = x @ weight.T + bias
    if not last:
        x = numpy.maximum(x, 0)
outputs = numpy.exp(x - x.max(axis=1, keepdims=True))
outputs /= outputs.sum(axis=1, keepdims=True)

graph = helper.make_graph(nodes, "recognizer", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 32])],
                          [helper.make_tensor_value_info(flows, TensorProto.FLOAT, ["n", 4])], tensors)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
onnx.checker.check_model(model)
onnx.save(model, "recognizer.onnx")
numpy.save("recognizer_inputs.npy", inputs)
numpy.save("recognizer_outputs.npy", outputs.astype(numpy.float32))

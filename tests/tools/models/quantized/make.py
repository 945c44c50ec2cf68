#!/usr/bin/python3
"""Writes quantized models as quantizers lay them out, each with inputs and what onnxruntime-web computes for them.

    ./make.py ONNXRUNTIME_WEB    writes NAME.onnx, NAME_input.npy and NAME_output.npy beside this file

ONNXRUNTIME_WEB is npm's package, node_modules/onnxruntime-web. Two models are exported by PyTorch; the others are put together as
onnxruntime's quantize_static, Brevitas and tf2onnx do it. Needs node, python3-torch, python3-onnx and python3-numpy.
"""
import json
import pathlib
import subprocess
import sys
import warnings

import numpy as np
import onnx
import torch
import torch.ao.quantization as tq
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")
jobs = []


def add_job(name, x):
    x = np.asarray(x, np.float32)
    np.save(HERE / f"{name}_input.npy", x)
    jobs.append({"name": name, "model": str(HERE / f"{name}.onnx"), "shape": [1, *x.shape[1:]],
                 "inputs": [row.reshape(-1).tolist() for row in x]})


class Quantizer:
    """A float model that is quantized while it is written: every value has its nodes, and its range on some samples."""

    def __init__(self, x, unsigned=True, symmetric=False, per_channel=True, operators=False, dedicated=False):
        self.dedicated = dedicated
        self.unsigned, self.symmetric, self.per_channel, self.operators = unsigned, symmetric, per_channel, operators
        self.nodes, self.initializers, self.values, self.scales = [], [], {"x": x}, {}
        self.counts = {}

    def constant(self, name, array):
        if all(one.name != name for one in self.initializers):
            self.initializers.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def node(self, op, inputs, output, domain="", **attributes):
        self.nodes.append(helper.make_node(op, inputs, [output], f"{output}_{op}", domain=domain, **attributes))
        return output

    def name(self, op):
        self.counts[op] = self.counts.get(op, 0) + 1
        return f"{op.lower()}_{self.counts[op]}"

    # Scales, as calibration finds them.

    def scale_of(self, name, fixed=None):
        """The names of a value's scale and zero point."""
        if name not in self.scales:
            values = self.values[name]
            low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
            if self.symmetric:
                low, high = -max(-low, high), max(-low, high)
            kind = np.uint8 if self.unsigned else np.int8
            first, last = (0, 255) if self.unsigned else (-127, 127) if self.symmetric else (-128, 127)
            scale = np.float32((high - low) / (last - first))
            zero = 0 if self.symmetric and not self.unsigned else int(np.round(first - low / scale))
            if fixed:
                scale, zero = np.float32(fixed[0]), fixed[1]
            self.scales[name] = (scale, zero)
            self.constant(f"{name}_scale", scale)
            self.constant(f"{name}_zero_point", kind(zero))
        return f"{name}_scale", f"{name}_zero_point"

    def share_scale(self, name, source):
        self.scales[name] = self.scales[source]
        scale, zero = self.scales[name]
        self.constant(f"{name}_scale", scale)
        self.constant(f"{name}_zero_point", (np.uint8 if self.unsigned else np.int8)(zero))

    def real(self, name):
        """QuantizeLinear and DequantizeLinear of a value, or a pair for each operator; returns the real numbers' name."""
        if self.dedicated:
            pair = f"{name}_{self.name('pair')}"
            self.node("QuantizeLinear", [name, *self.scale_of(name)], f"{pair}_QuantizeLinear_Output")
            return self.node("DequantizeLinear", [f"{pair}_QuantizeLinear_Output", *self.scale_of(name)],
                             f"{pair}_DequantizeLinear_Output")
        if f"{name}_DequantizeLinear_Output" not in self.values:
            scale = self.scale_of(name)
            self.node("QuantizeLinear", [name, *scale], f"{name}_QuantizeLinear_Output")
            self.node("DequantizeLinear", [f"{name}_QuantizeLinear_Output", *scale], f"{name}_DequantizeLinear_Output")
            self.values[f"{name}_DequantizeLinear_Output"] = None
        return f"{name}_DequantizeLinear_Output"

    def whole(self, name):
        """A value in integers, in the form of operators."""
        if name == "x" and f"{name}_quantized" not in self.values:
            self.node("QuantizeLinear", [name, *self.scale_of(name)], f"{name}_quantized")
            self.values[f"{name}_quantized"] = None
        return f"{name}_quantized"

    def weights(self, name, array, axis):
        """Symmetric int8, with a scale for each place along an axis, or one."""
        moved = np.moveaxis(array, axis, 0).reshape(array.shape[axis], -1) if self.per_channel else array.reshape(1, -1)
        scales = (np.abs(moved).max(1) / 127).astype(np.float32)
        shape = [1] * array.ndim
        shape[axis] = -1
        steps = np.round(array / (scales.reshape(shape) if self.per_channel else scales[0]))
        self.constant(f"{name}_quantized", steps.astype(np.int8))
        self.constant(f"{name}_scale", scales if self.per_channel else scales[0])
        self.constant(f"{name}_zero_point", np.zeros_like(scales, np.int8) if self.per_channel else np.int8(0))
        return scales

    def biases(self, name, array, x, scales):
        step = (self.scales[x][0] * scales).astype(np.float32)
        self.constant(f"{name}_quantized", np.round(array / step).astype(np.int32))
        self.constant(f"{name}_quantized_scale", step if self.per_channel else step[0])
        self.constant(f"{name}_quantized_zero_point", np.zeros(len(step), np.int32) if self.per_channel else np.int32(0))

    # Operators. Each returns the name of its output.

    def layer(self, op, x, weight, bias, value, axis, **attributes):
        y, w, b = self.name(op), f"weight_{len(self.nodes)}", f"bias_{len(self.nodes)}"
        self.values[y] = value
        if self.operators:
            data = self.whole(x)
            scales = self.weights(w, weight, axis)
            inputs = [data, *self.scale_of(x), f"{w}_quantized", f"{w}_scale", f"{w}_zero_point"]
            extra = [f"{b}_quantized"] if bias is not None else []
            if bias is not None:
                self.biases(b, bias, x, scales)
            if op == "Gemm":
                return self.node("QGemm", inputs + extra + list(self.scale_of(y)), f"{y}_quantized", "com.microsoft", **attributes)[:-10]
            return self.node(f"QLinear{op}", inputs + list(self.scale_of(y)) + extra, f"{y}_quantized", **attributes)[:-10]
        data = self.real(x)
        scales = self.weights(w, weight, axis)
        inputs = [data, self.node("DequantizeLinear", [f"{w}_quantized", f"{w}_scale", f"{w}_zero_point"],
                                  f"{w}_DequantizeLinear_Output", **({"axis": axis} if self.per_channel else {}))]
        if bias is not None:
            self.biases(b, bias, x, scales)
            inputs.append(self.node("DequantizeLinear", [f"{b}_quantized", f"{b}_quantized_scale", f"{b}_quantized_zero_point"],
                                    f"{b}_DequantizeLinear_Output", **({"axis": 0} if self.per_channel else {})))
        return self.node(op, inputs, y, **attributes)

    def conv(self, x, module, then=None):
        value = module(self.values[x])
        if then is not None:  # removed: the range is that of what it gives
            value = then(value)
        sides = list(module.padding) * 2
        return self.layer("Conv", x, module.weight.detach().numpy(), None if module.bias is None else module.bias.detach().numpy(),
                          value, 0, kernel_shape=list(module.kernel_size), strides=list(module.stride), pads=sides,
                          dilations=list(module.dilation), group=module.groups)

    def gemm(self, x, module, then=None):
        value = module(self.values[x])
        return self.layer("Gemm", x, module.weight.detach().numpy(), module.bias.detach().numpy(),
                          value if then is None else then(value), 0, transB=1)

    def matmul(self, x, weight):
        return self.layer("MatMul", x, weight.numpy(), None, self.values[x] @ weight, 1)

    def add_constant(self, x, array):
        """An Add that was no bias: its constant is quantized like a value."""
        y, c = self.name("Add"), f"constant_{len(self.nodes)}"
        self.values[c], self.values[y] = array, self.values[x] + array
        scale, zero = self.scale_of(c)
        steps = np.clip(np.round(array.numpy() / self.scales[c][0]) + self.scales[c][1], *((0, 255) if self.unsigned else (-128, 127)))
        self.constant(f"{c}_quantized", steps.astype(np.uint8 if self.unsigned else np.int8))
        if self.operators:
            return self.node("QLinearAdd", [self.whole(x), *self.scale_of(x), f"{c}_quantized", scale, zero, *self.scale_of(y)],
                             f"{y}_quantized", "com.microsoft")[:-10]
        real = self.node("DequantizeLinear", [f"{c}_quantized", scale, zero], f"{c}_DequantizeLinear_Output")
        return self.node("Add", [self.real(x), real], y)

    def join(self, op, *branches, value, **attributes):
        y = self.name(op)
        self.values[y] = value
        if not self.operators:
            return self.node(op, [self.real(one) for one in branches], y, **attributes)
        inputs = [text for one in branches for text in (self.whole(one), *self.scale_of(one))]
        gives = list(self.scale_of(y))
        return self.node(f"QLinear{op}", gives + inputs if op == "Concat" else inputs + gives, f"{y}_quantized", "com.microsoft",
                         **attributes)[:-10]

    def function(self, op, x, value, fixed=None, **attributes):
        y = self.name(op)
        self.values[y] = value
        if fixed:
            self.scale_of(y, fixed)
        if not self.operators:
            return self.node(op, [self.real(x)], y, **attributes)
        if op == "Softmax":
            attributes["opset"] = 13
        return self.node(f"QLinear{op}", [self.whole(x), *self.scale_of(x), *self.scale_of(y)], f"{y}_quantized", "com.microsoft",
                         **attributes)[:-10]

    def keeping(self, op, x, value, extra=(), **attributes):
        """An operator that keeps the scale."""
        y = self.name(op)
        self.values[y] = value
        self.scale_of(x)
        self.share_scale(y, x)
        if self.operators:
            return self.node(op, [self.whole(x), *extra], f"{y}_quantized", **attributes)[:-10]
        return self.node(op, [self.real(x), *extra], y, **attributes)

    def save(self, name, y, inputs=4):
        if self.operators:
            self.node("DequantizeLinear", [f"{y}_quantized", *self.scale_of(y)], "y")
        else:
            self.nodes.append(helper.make_node("Identity", [self.real(y)], ["y"]))
        x = self.values["x"]
        graph = helper.make_graph(
            self.nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", *x.shape[1:]])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", *self.values[y].shape[1:]])], self.initializers)
        model = helper.make_model(graph, producer_name="onnx.quantize", ir_version=8,
                                  opset_imports=[helper.make_opsetid("", 14), helper.make_opsetid("com.microsoft", 1)])
        onnx.save(model, str(HERE / f"{name}.onnx"))
        add_job(name, x[:inputs])


def cnn(x, **options):
    """Convolutions, a residual connection, pools, and a classifier."""
    q = Quantizer(x, **options)
    y = q.conv("x", nn.Conv2d(2, 4, 3, padding=1), torch.relu)
    y = q.keeping("MaxPool", y, F.max_pool2d(q.values[y], 3, 2, 1), kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    z = q.conv(y, nn.Conv2d(4, 4, 3, padding=1, groups=4), F.relu6)
    z = q.conv(z, nn.Conv2d(4, 4, 1))
    y = q.join("Add", y, z, value=q.values[y] + q.values[z])
    a = q.function("AveragePool", y, F.avg_pool2d(q.values[y], 2), kernel_shape=[2, 2], strides=[2, 2])
    a = q.keeping("Flatten", a, q.values[a].flatten(1), axis=1)
    g = q.function("GlobalAveragePool", y, q.values[y].mean((2, 3), keepdim=True))
    g = q.keeping("Flatten", g, q.values[g].flatten(1), axis=1)
    return q, a, g


def image(name, **options):
    q, a, _ = cnn(torch.randn(8, 2, 8, 8), **options)
    y = q.gemm(a, nn.Linear(16, 5))
    unit = (1 / 256, 0) if q.unsigned else (1 / 127, 0) if q.symmetric else (1 / 256, -128)
    q.save(name, q.function("Softmax", y, torch.softmax(q.values[y], 1), unit, axis=1))


def mean(name, **options):
    q, _, g = cnn(torch.randn(8, 2, 8, 8), **options)
    y = q.matmul(g, torch.randn(4, 6))
    y = q.add_constant(y, torch.randn(6))
    q.save(name, q.function("Sigmoid", y, torch.sigmoid(q.values[y])))


def signal(name, **options):
    q = Quantizer(torch.randn(8, 3, 20), **options)
    a = q.conv("x", nn.Conv1d(3, 4, 5, stride=2, padding=2))
    a = q.function("LeakyRelu", a, F.leaky_relu(q.values[a], 0.1), alpha=0.1)
    b = q.conv("x", nn.Conv1d(3, 2, 1, stride=2), torch.relu)
    y = q.join("Concat", a, b, value=torch.cat([q.values[a], q.values[b]], 1), axis=1)
    y = q.conv(y, nn.Conv1d(6, 3, 3, dilation=2, bias=False))
    y = q.keeping("Flatten", y, q.values[y].flatten(1), axis=1)
    q.save(name, q.gemm(y, nn.Linear(18, 4)))


def functions(name, **options):
    """Functions of single values, one after the other, and a gate."""
    q = Quantizer(2 * torch.randn(16, 6), **options)
    y = q.gemm("x", nn.Linear(6, 8))
    y = q.function("Relu", y, torch.relu(q.values[y])) if q.symmetric else y
    y = q.function("HardSwish", y, F.hardswish(q.values[y])) if not q.operators else y
    y = q.gemm(y, nn.Linear(8, 8))
    g = q.function("Sigmoid", y, torch.sigmoid(q.values[y]))
    y = q.join("Mul", y, g, value=q.values[y] * q.values[g])
    y = q.gemm(y, nn.Linear(8, 4))
    q.save(name, q.function("Tanh", y, torch.tanh(q.values[y])) if not q.operators else y)


def single(name, shape, build, **options):
    """One operator alone, whose integers are to be within 1."""
    q = Quantizer(2 * torch.randn(8, *shape), **options)
    q.save(name, build(q, q.values["x"]))


def single_operators(**options):
    kind = "operators" if options.get("operators") else "qdq"
    picture, row = (4, 6, 6), (10,)

    def one(name, shape, build):
        single(f"one_{kind}_{name}", shape, build, **options)

    one("conv", picture, lambda q, x: q.conv("x", nn.Conv2d(4, 6, 3, stride=2, padding=1)))
    one("depthwise", picture, lambda q, x: q.conv("x", nn.Conv2d(4, 8, 3, groups=4), torch.relu))
    one("gemm", row, lambda q, x: q.gemm("x", nn.Linear(10, 12)))
    one("matmul", row, lambda q, x: q.matmul("x", torch.randn(10, 12)))
    one("mean", picture, lambda q, x: q.function("GlobalAveragePool", "x", x.mean((2, 3), keepdim=True)))
    one("average", picture, lambda q, x: q.function("AveragePool", "x", F.avg_pool2d(x, 3, 1), kernel_shape=[3, 3]))
    one("maximum", picture, lambda q, x: q.keeping("MaxPool", "x", F.max_pool2d(x, 2), kernel_shape=[2, 2], strides=[2, 2]))
    one("sigmoid", row, lambda q, x: q.function("Sigmoid", "x", torch.sigmoid(x)))
    one("leaky", row, lambda q, x: q.function("LeakyRelu", "x", F.leaky_relu(x, 0.2), alpha=0.2))
    one("softmax", row, lambda q, x: q.function("Softmax", "x", torch.softmax(x, 1), (1 / 256, 0 if q.unsigned else -128), axis=1))
    for op in ("Add", "Mul"):  # of the input and what a layer makes of it
        def join(q, x, op=op):
            y = q.gemm("x", nn.Linear(10, 10))
            return q.join(op, "x", y, value=x + q.values[y] if op == "Add" else x * q.values[y])
        one(op.lower(), row, join)
    if kind == "qdq":
        one("tanh", row, lambda q, x: q.function("Tanh", "x", torch.tanh(x)))
        one("elu", row, lambda q, x: q.function("Elu", "x", F.elu(x)))
        one("hard_swish", row, lambda q, x: q.function("HardSwish", "x", F.hardswish(x)))
        one("clip", row, lambda q, x: q.keeping("Clip", "x", x.clamp(-1, 0.5),
                                                [q.constant("low", np.float32(-1)), q.constant("high", np.float32(0.5))]))


def channels_last(name):
    """As tf2onnx lays out Keras's images: the model puts channels first, and last again before it flattens."""
    q = Quantizer(torch.randn(8, 6, 6, 2), unsigned=False)
    y = q.keeping("Transpose", "x", q.values["x"].permute(0, 3, 1, 2), perm=[0, 3, 1, 2])
    y = q.conv(y, nn.Conv2d(2, 3, 3), torch.relu)
    y = q.keeping("Transpose", y, q.values[y].permute(0, 2, 3, 1), perm=[0, 2, 3, 1])
    q.constant("shape", np.int64([-1, 48]))
    y = q.keeping("Reshape", y, q.values[y].flatten(1), ["shape"])
    q.save(name, q.gemm(y, nn.Linear(48, 3)))


def brevitas(name):
    """Brevitas' QCDQ: weights are floats that nodes quantize, integers are clipped, biases are floats."""
    q = Quantizer(torch.randn(8, 1, 6, 6), unsigned=False, symmetric=True)
    x = q.values["x"]

    def clipped(of, kind=np.int8, low=-127, high=127):
        scale = np.float32(np.abs(of[1]).max() / high)
        q.constant(f"{of[0]}_scale", scale), q.constant(f"{of[0]}_zero", kind(0))
        q.constant(f"low_{low}", kind(low)), q.constant(f"high_{high}", kind(high))
        q.node("QuantizeLinear", [of[0], f"{of[0]}_scale", f"{of[0]}_zero"], f"{of[0]}_q")
        q.node("Clip", [f"{of[0]}_q", f"low_{low}", f"high_{high}"], f"{of[0]}_c")
        return q.node("DequantizeLinear", [f"{of[0]}_c", f"{of[0]}_scale", f"{of[0]}_zero"], f"{of[0]}_dq")

    first, last = nn.Conv2d(1, 3, 3), nn.Linear(48, 3)
    for layer, stem in ((first, "first"), (last, "last")):
        q.constant(f"{stem}.weight", layer.weight.detach().numpy())
        q.constant(f"{stem}.bias", layer.bias.detach().numpy())
    at = clipped(("x", x.numpy()))
    at = q.node("Conv", [at, clipped(("first.weight", first.weight.detach().numpy())), "first.bias"], "conv", kernel_shape=[3, 3])
    hidden = torch.relu(first(x))
    at = clipped((q.node("Relu", [at], "relu"), hidden.detach().numpy()), np.uint8, 0, 255)
    at = q.node("Flatten", [at], "flat")
    at = q.node("Gemm", [at, clipped(("last.weight", last.weight.detach().numpy())), "last.bias"], "gemm", transB=1)
    q.nodes.append(helper.make_node("Identity", [clipped((at, last(hidden.flatten(1)).detach().numpy()))], ["y"]))
    graph = helper.make_graph(q.nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, 6, 6])],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 3])], q.initializers)
    onnx.save(helper.make_model(graph, producer_name="brevitas", ir_version=8, opset_imports=[helper.make_opsetid("", 13)]),
              str(HERE / f"{name}.onnx"))
    add_job(name, x[:4])


class Exported(nn.Module):
    """What PyTorch quantizes and exports by itself."""

    def __init__(self):
        super().__init__()
        self.quantize, self.dequantize = tq.QuantStub(), tq.DeQuantStub()
        self.first, self.relu, self.second = nn.Conv2d(2, 4, 3), nn.ReLU(), nn.Conv2d(4, 4, 3, padding=1, groups=4)
        self.pool, self.last, self.join = nn.MaxPool2d(2), nn.Linear(36, 5), torch.ao.nn.quantized.FloatFunctional()

    def forward(self, x):
        x = self.relu(self.first(self.quantize(x)))
        x = self.pool(self.join.add(x, self.second(x)))
        return self.dequantize(self.last(torch.flatten(x, 1)))


def pytorch(name, engine):
    torch.backends.quantized.engine = engine
    model = Exported().eval()
    model.qconfig = tq.get_default_qconfig(engine)
    model = tq.prepare(tq.fuse_modules(model, [["first", "relu"]]))
    x = torch.randn(16, 2, 8, 8)
    model(x)
    torch.onnx.export(tq.convert(model), x[:1], str(HERE / f"{name}.onnx"), opset_version=13, input_names=["x"], output_names=["y"],
                      dynamic_axes={"x": {0: "batch"}})
    add_job(name, x[:4])


torch.manual_seed(5)
with torch.no_grad():
    image("qdq_image")
    image("qdq_image_signed", unsigned=False)
    image("qdq_image_symmetric", unsigned=False, symmetric=True)
    image("qdq_image_one_scale", per_channel=False)
    mean("qdq_mean")
    signal("qdq_signal", unsigned=False)
    functions("qdq_functions")
    functions("qdq_functions_symmetric", unsigned=False, symmetric=True)
    channels_last("qdq_channels_last")
    image("operators_image", operators=True)
    image("operators_image_signed", operators=True, unsigned=False)
    mean("operators_mean", operators=True, per_channel=False)
    signal("operators_signal", operators=True, unsigned=False)
    functions("operators_functions", operators=True)
    brevitas("brevitas")
    single_operators()
    single_operators(operators=True, unsigned=False)
pytorch("pytorch_onednn", "onednn")
pytorch("pytorch_qnnpack", "qnnpack")
with torch.no_grad():
    image("qdq_dedicated", dedicated=True)
answers = subprocess.run(["node", str(HERE / "run.mjs"), sys.argv[1]], input=json.dumps(jobs).encode(), stdout=subprocess.PIPE, check=True)
for job, outputs in zip(jobs, json.loads(answers.stdout)):
    np.save(HERE / f"{job['name']}_output.npy", np.float32(outputs))

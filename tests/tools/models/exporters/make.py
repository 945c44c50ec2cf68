#!/usr/bin/python3
"""Writes models as exporters lay them out, each with inputs and the outputs that others compute for them.

    ./make.py          writes NAME.onnx, NAME_input.npy and NAME_output.npy beside this file

PyTorch's are exported by PyTorch; scikit-learn's and ML-Agents' are put together as skl2onnx and ML-Agents do it, with
answers of scikit-learn and PyTorch. Needs python3-torch, python3-sklearn, python3-onnx and python3-numpy.
"""
import pathlib
import warnings

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler
from torch import nn

HERE = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")


def save_samples(name, x, y):
    np.save(HERE / f"{name}_input.npy", np.asarray(x, np.float32))
    np.save(HERE / f"{name}_output.npy", np.asarray(y, np.float32))


# PyTorch ------------------------------------------------------------------------------------------------------------------


def export(name, model, x, outputs=("y",), answer=0, opset=14, **options):
    model = model.eval()
    names = {"x": {0: "batch"}} | {output: {0: "batch"} for output in outputs}
    torch.onnx.export(model, x, str(HERE / f"{name}.onnx"), input_names=["x"], output_names=list(outputs), dynamic_axes=names,
                      opset_version=opset, **options)
    with torch.no_grad():
        y = model(x)
    save_samples(name, x, (y if isinstance(y, torch.Tensor) else y[answer]).numpy())


class Policy(nn.Module):
    """An actor and a critic over normalized observations: the mean action, the value, the action's log-probability."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.randn(4))
        self.register_buffer("variance", torch.rand(4) + 0.2)
        self.actor = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 2))
        self.critic = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
        self.log_std = nn.Parameter(torch.randn(2))

    def forward(self, x):
        x = torch.clamp((x - self.mean) / torch.sqrt(self.variance + 1e-8), -1.5, 1.5)
        action = self.actor(x)
        std = torch.ones_like(action) * self.log_std.exp()
        log_prob = (-((action * 0.1) ** 2) / (2 * std**2) - self.log_std).sum(dim=1)
        return action, self.critic(x), log_prob


class Shapes(nn.Module):
    """Shapes that the model computes from its input's."""

    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(12, 6), nn.Linear(3, 4)

    def forward(self, x):
        x = self.first(x.view(x.size(0), -1))
        x = torch.sigmoid(x.reshape(x.shape[0], x.shape[1] // 2, 2)).flatten(1)
        return self.second(x[:, 1:4]) + torch.ones(x.shape[0], 4) * 0.5


class Columns(nn.Module):
    """W x, written as on paper."""

    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Parameter(torch.randn(5, 3)), nn.Parameter(torch.randn(2, 5))
        self.bias = nn.Parameter(torch.randn(5, 1))

    def forward(self, x):
        return (self.second @ torch.tanh(self.first @ x.t() + self.bias)).t()


class Parts(nn.Module):
    """Parts of an observation that are scaled and joined again, and a residual connection around a linear layer."""

    def __init__(self):
        super().__init__()
        self.body, self.head = nn.Linear(5, 5), nn.Linear(5, 3)

    def forward(self, x):
        position, speed = x[:, :2], x[:, 2:]
        x = torch.cat([speed * 2, position - 1], dim=1)
        return self.head(torch.relu(x + self.body(x)))


class Label(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(3, 6), nn.ReLU(), nn.Linear(6, 4))

    def forward(self, x):
        return torch.argmax(self.layers(x), dim=1)


def mlp(activation):
    return nn.Sequential(nn.Linear(3, 8), activation, nn.Linear(8, 4), activation)


torch.manual_seed(11)
x3 = 2 * torch.randn(4, 3)
for name, activation in {"relu6": nn.ReLU6(), "hardtanh": nn.Hardtanh(-0.5, 2), "selu": nn.SELU(), "prelu": nn.PReLU(init=0.3)}.items():
    export(f"torch_{name}", mlp(activation), x3)
export("torch_relu6_9", mlp(nn.ReLU6()), x3, opset=9)
export("torch_policy", Policy(), torch.randn(6, 4), ("action", "value", "log_prob"))
export("torch_policy_value", Policy(), torch.randn(6, 4), ("action", "value", "log_prob"), answer=1)
export("torch_shapes", Shapes(), torch.randn(3, 4, 3))
export("torch_columns", Columns(), torch.randn(4, 3))
export("torch_parts", Parts(), torch.randn(4, 5))
label = Label().eval()
export("torch_label", label, torch.randn(4, 3))
with torch.no_grad():
    save_samples("torch_label", np.load(HERE / "torch_label_input.npy"), label.layers(torch.from_numpy(np.load(HERE / "torch_label_input.npy"))))

# External data: the file that the exporter of PyTorch 2 writes by default, beside the model.
export("torch_external", mlp(nn.Tanh()), x3)
model = onnx.load(str(HERE / "torch_external.onnx"))
onnx.save_model(model, str(HERE / "torch_external.onnx"), save_as_external_data=True, all_tensors_to_one_file=True,
                location="torch_external.onnx.data", size_threshold=0)

# ML-Agents ----------------------------------------------------------------------------------------------------------------


def values(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def save(name, nodes, inputs, outputs, constants, domains=(("", 15),), producer="", sizes=None):
    def info(one):
        name, kind, shape = one
        return helper.make_tensor_value_info(name, kind, shape)

    graph = helper.make_graph(nodes, name, [info(one) for one in inputs], [info(one) for one in outputs], constants)
    model = helper.make_model(graph, producer_name=producer, ir_version=8,
                              opset_imports=[helper.make_opsetid(domain, version) for domain, version in domains])
    if all(one.type.WhichOneof("value") for one in model.graph.output):
        onnx.checker.check_model(model)
    onnx.save(model, str(HERE / f"{name}.onnx"))


generator = torch.Generator().manual_seed(5)
w = [torch.randn(*shape, generator=generator) for shape in [(8, 5), (8,), (2, 8), (2,)]]
x = 2 * torch.randn(4, 5, generator=generator)
hidden = nn.functional.silu(nn.functional.linear(torch.clamp((x - 0.5) / 1.5, -5, 5), w[0], w[1]))
action = torch.clamp(nn.functional.linear(hidden, w[2], w[3]), -3, 3) / 3
node = helper.make_node
save("mlagents",
     [node("Sub", ["obs_0", "mean"], ["centered"]), node("Div", ["centered", "deviation"], ["scaled"]),
      node("Clip", ["scaled", "low", "high"], ["clipped"]), node("Concat", ["clipped"], ["encoding"], axis=-1),
      node("Gemm", ["encoding", "w0", "b0"], ["h"], transB=1), node("Sigmoid", ["h"], ["s"]), node("Mul", ["h", "s"], ["a"]),
      node("Gemm", ["a", "w1", "b1"], ["mu"], transB=1), node("Clip", ["mu", "least", "most"], ["c"]),
      node("Div", ["c", "most"], ["continuous_actions"]), node("Identity", ["version"], ["version_number"]),
      node("Mul", ["obs_0", "action_masks"], ["unused"])],
     [("obs_0", TensorProto.FLOAT, ["batch", 5]), ("action_masks", TensorProto.FLOAT, ["batch", 5])],
     [("version_number", TensorProto.FLOAT, [1]), ("continuous_actions", TensorProto.FLOAT, ["batch", 2]),
      ("unused", TensorProto.FLOAT, ["batch", 5])],
     [values("mean", np.full(5, 0.5, np.float32)), values("deviation", np.full(5, 1.5, np.float32)),
      values("low", np.float32(-5)), values("high", np.float32(5)), values("least", np.float32(-3)),
      values("most", np.float32(3)), values("version", np.float32([3]))] +
     [values(name, tensor.numpy()) for name, tensor in zip(["w0", "b0", "w1", "b1"], w)], producer="pytorch")
save_samples("mlagents", x.numpy(), action.numpy())

# scikit-learn -------------------------------------------------------------------------------------------------------------

ML = "ai.onnx.ml"
DOMAINS = (("", 15), (ML, 1))
random = np.random.default_rng(3)
x = random.normal(2, 3, size=(60, 4)).astype(np.float32)
two = (x @ [1, -1, 0.5, 0] + random.normal(size=60) > 0).astype(int)
three = np.argmax(x @ random.normal(size=(4, 3)), axis=1)
target = (x @ [0.5, 1, 0, -1]).astype(np.float32)
scaler = StandardScaler().fit(x)
FLOATS = [("X", TensorProto.FLOAT, [None, 4])]


def scaled(name="variable"):
    return node("Scaler", ["X"], [name], domain=ML, offset=scaler.mean_.tolist(), scale=(1 / scaler.scale_).tolist())


def zip_map(classes):
    return [node("Identity", ["label"], ["output_label"]),
            node("ZipMap", ["probabilities"], ["output_probability"], domain=ML, classlabels_int64s=classes)]


def maps():
    """A sequence of maps from labels to numbers, as ZipMap gives one."""
    value = onnx.ValueInfoProto()
    value.name = "output_probability"
    of = value.type.sequence_type.elem_type.map_type
    of.key_type = TensorProto.INT64
    of.value_type.tensor_type.elem_type = TensorProto.FLOAT
    return value


def save_classifier(name, nodes, constants=()):
    graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info(*one) for one in FLOATS],
                              [helper.make_tensor_value_info("output_label", TensorProto.INT64, [None]),
                               maps()], constants)
    onnx.save(helper.make_model(graph, producer_name="skl2onnx", producer_version="1.14.0", ir_version=8,
                                opset_imports=[helper.make_opsetid(*one) for one in DOMAINS]), str(HERE / f"{name}.onnx"))


logistic = LogisticRegression().fit(scaler.transform(x), two)
save_classifier("sklearn_logistic",
                [scaled(), node("LinearClassifier", ["variable"], ["label", "probabilities"], domain=ML, classlabels_ints=[0, 1],
                                coefficients=np.concatenate([-logistic.coef_, logistic.coef_]).ravel().tolist(),
                                intercepts=[-logistic.intercept_[0], logistic.intercept_[0]], multi_class=0,
                                post_transform="LOGISTIC")] + zip_map([0, 1]))
save_samples("sklearn_logistic", x[:6], logistic.predict_proba(scaler.transform(x[:6])))

multinomial = LogisticRegression(multi_class="multinomial").fit(x, three)
save_classifier("sklearn_multinomial",
                [node("LinearClassifier", ["X"], ["label", "probability_tensor"], domain=ML, classlabels_ints=[0, 1, 2],
                      coefficients=multinomial.coef_.ravel().tolist(), intercepts=multinomial.intercept_.tolist(), multi_class=1,
                      post_transform="SOFTMAX"),
                 node("Normalizer", ["probability_tensor"], ["probabilities"], domain=ML, norm="L1")] + zip_map([0, 1, 2]))
save_samples("sklearn_multinomial", x[:6], multinomial.predict_proba(x[:6]))

linear = LinearRegression().fit(scaler.transform(x), target)
save("sklearn_linear",
     [scaled(), node("LinearRegressor", ["variable"], ["y"], domain=ML, coefficients=linear.coef_.tolist(),
                     intercepts=[float(linear.intercept_)])],
     FLOATS, [("y", TensorProto.FLOAT, [None, 1])], [], DOMAINS, "skl2onnx")
save_samples("sklearn_linear", x[:6], linear.predict(scaler.transform(x[:6])))


def perceptron(model, first):
    """The nodes of an MLP, as far as its activations, and their constants."""
    names = {"relu": "Relu", "tanh": "Tanh", "logistic": "Sigmoid", "softmax": "Softmax", "identity": "Identity"}
    nodes, constants = [node("Cast", [first], ["cast_input"], to=TensorProto.FLOAT)], []
    last = "cast_input"
    for k, (weight, bias) in enumerate(zip(model.coefs_, model.intercepts_)):
        constants += [values(f"coefficient{k}", weight.astype(np.float32)), values(f"intercepts{k}", bias.astype(np.float32)[None])]
        kind = model.activation if k + 1 < len(model.coefs_) else model.out_activation_
        nodes += [node("MatMul", [last, f"coefficient{k}"], [f"mul_result{k}"]),
                  node("Add", [f"mul_result{k}", f"intercepts{k}"], [f"add_result{k}"]),
                  node(names[kind], [f"add_result{k}"], [f"next_activations{k}"])]
        last = f"next_activations{k}"
    return nodes, constants, last


def classes_of(classes):
    return ([node("ArgMax", ["probabilities"], ["argmax_output"], axis=1),
             node("ArrayFeatureExtractor", ["classes", "argmax_output"], ["array_feature_extractor_result"], domain=ML),
             node("Reshape", ["array_feature_extractor_result", "shape"], ["reshaped_result"]),
             node("Cast", ["reshaped_result"], ["label"], to=TensorProto.INT64)] + zip_map(classes),
            [values("classes", np.int32(classes)), values("shape", np.int64([-1]))])


options = {"hidden_layer_sizes": (6, 5), "max_iter": 300, "random_state": 1}
model = MLPClassifier(activation="tanh", **options).fit(scaler.transform(x), two)
nodes, constants, last = perceptron(model, "variable")
more, others = classes_of([0, 1])
save_classifier("sklearn_mlp_two",
                [scaled()] + nodes + [node("Sub", ["unity", last], ["negative_class_proba"]),
                                      node("Concat", ["negative_class_proba", last], ["probabilities"], axis=1)] + more,
                constants + others + [values("unity", np.float32(1))])
save_samples("sklearn_mlp_two", x[:6], model.predict_proba(scaler.transform(x[:6])))

model = MLPClassifier(activation="relu", **options).fit(x, three)
nodes, constants, last = perceptron(model, "X")
more, others = classes_of([0, 1, 2])
save_classifier("sklearn_mlp_three", nodes + [node("Identity", [last], ["probabilities"])] + more, constants + others)
save_samples("sklearn_mlp_three", x[:6], model.predict_proba(x[:6]))
save_classifier("sklearn_mlp_label", nodes + [node("Identity", [last], ["probabilities"])] + more, constants + others)
save_samples("sklearn_mlp_label", x[:6], model.predict_proba(x[:6]))

model = MLPRegressor(activation="logistic", **options).fit(scaler.transform(x), target)
nodes, constants, last = perceptron(model, "variable")
save("sklearn_mlp_regressor", [scaled()] + nodes + [node("Reshape", [last, "shape"], ["y"])], FLOATS,
     [("y", TensorProto.FLOAT, [None, 1])], constants + [values("shape", np.int64([-1, 1]))], DOMAINS, "skl2onnx")
save_samples("sklearn_mlp_regressor", x[:6], model.predict(scaler.transform(x[:6])))

# PyTorch's decomposed forms ------------------------------------------------------------------------------------------------


class Block(nn.Module):
    """x + f(norm(x)), which a transformer and a mixer are made of."""

    def __init__(self, activation):
        super().__init__()
        self.norm, self.first, self.second = nn.LayerNorm(6), nn.Linear(6, 8), nn.Linear(8, 6)
        self.activation = activation
        nn.init.normal_(self.norm.weight)
        nn.init.normal_(self.norm.bias)

    def forward(self, x):
        return x + self.second(self.activation(self.first(self.norm(x))))


class WrittenNorm(nn.Module):
    """Layer normalizations as people write them."""

    def __init__(self, form):
        super().__init__()
        self.form, self.gain, self.bias = form, nn.Parameter(torch.rand(6) + 0.5), nn.Parameter(torch.randn(6))

    def forward(self, x):
        return self.form(x - x.mean(-1, keepdim=True), x.var(-1, unbiased=False, keepdim=True) + 1e-3, self.gain) + self.bias


class WrittenSwish(nn.Module):
    def forward(self, x):
        x = x * torch.clamp(x + 3, 0, 6) / 6
        x = 3 * x * torch.sigmoid(x)
        return x * (nn.functional.relu6(x + 3) / 6)


class NormedImage(nn.Module):
    """Layer normalizations over the channels of each pixel, and over all of an image, which shape arithmetic flattens."""

    def __init__(self):
        super().__init__()
        self.first, self.second, self.last = nn.Conv2d(2, 3, 3), nn.Conv2d(3, 2, 1), nn.Linear(2 * 4 * 4, 3)
        self.of_pixel, self.of_image = nn.LayerNorm(3), nn.LayerNorm([2, 4, 4], elementwise_affine=True)
        nn.init.normal_(self.of_image.weight)
        nn.init.normal_(self.of_image.bias)

    def forward(self, x):
        x = self.of_pixel(self.first(x).permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        x = self.of_image(self.second(torch.relu(x)))
        batch, channels, rows, columns = x.shape
        return self.last(x.view(batch, channels * rows * columns))


torch.manual_seed(12)
x6 = 2 * torch.randn(3, 6)
for opset in (11, 13, 16):
    blocks = [Block(activation) for activation in (nn.GELU(), nn.GELU(approximate="tanh"), nn.SiLU(), nn.Hardswish())]
    export(f"torch_blocks_{opset}", nn.Sequential(*blocks, nn.LayerNorm(6, elementwise_affine=False)), x6, opset=opset)
    export(f"torch_normed_image_{opset}", NormedImage(), torch.randn(2, 2, 6, 6), opset=opset)
forms = (lambda d, v, gain: gain * d / torch.sqrt(v), lambda d, v, gain: d * torch.rsqrt(v) * gain, lambda d, v, gain: d / v**0.5 * gain)
norms = [layer for form in forms for layer in (WrittenNorm(form), nn.Linear(6, 6))]
export("torch_written", nn.Sequential(*norms, WrittenSwish()), x6)

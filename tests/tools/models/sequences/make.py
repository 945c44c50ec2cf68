#!/usr/bin/python3
"""Writes recurrent networks as PyTorch exports them, each with sequences and PyTorch's outputs for them; and others with the
nodes that keras2onnx and tf2onnx write around a layer of Keras, with outputs from the definition of ONNX's operators.

    ./make.py          writes NAME.onnx, NAME_input.npy and NAME_output.npy beside this file

Needs python3-torch, python3-onnx and python3-numpy.
"""
import pathlib
import warnings

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")
STEPS = 7


def export(name, model, *shape, opset=14, dynamic=None, outputs=None):
    """`dynamic` are the dimensions of the input whose sizes stay open."""
    model = model.eval()
    x = torch.randn(*shape)
    names = dict(enumerate(("one", "two")))
    axes = {"x": {d: names[d] for d in dynamic}} if dynamic else {}
    torch.onnx.export(model, x, str(HERE / f"{name}.onnx"), input_names=["x"], output_names=outputs or ["y"],
                      opset_version=opset, dynamic_axes=axes)
    with torch.no_grad():
        y = model(x)
    np.save(HERE / f"{name}_input.npy", x.numpy())
    np.save(HERE / f"{name}_output.npy", (y[0] if isinstance(y, tuple) else y).numpy())


class Tagger(nn.Module):
    """An output for each step."""

    def __init__(self, recurrent, hidden, outputs, act=None):
        super().__init__()
        self.rnn, self.act, self.fc = recurrent, act or nn.Identity(), nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.fc(self.act(self.rnn(x)[0]))


class Classifier(nn.Module):
    """An output for the last step, from the outputs of all, out[:, -1]."""

    def __init__(self, recurrent, hidden, outputs):
        super().__init__()
        self.rnn, self.fc = recurrent, nn.Linear(hidden, outputs)

    def forward(self, x):
        out, _ = self.rnn(x)
        return self.fc(out[:, -1] if self.rnn.batch_first else out[-1])


class FromState(Classifier):
    """An output for the last step, from the last hidden state, h_n[-1]."""

    def forward(self, x):
        _, h = self.rnn(x)
        if isinstance(h, tuple):
            h = h[0]
        return self.fc(h[-1])


class Slices(Classifier):
    def forward(self, x):
        out, _ = self.rnn(x)
        return self.fc(out[:, -1:, :]).reshape(x.size(0), -1)


class Explicit(Classifier):
    """Initial states of zeros, made from the shape of the input, as many tutorials do."""

    def forward(self, x):
        h = torch.zeros(self.rnn.num_layers, x.size(0), self.rnn.hidden_size)
        out, _ = self.rnn(x, (h, h.clone()) if isinstance(self.rnn, nn.LSTM) else h)
        return self.fc(out[:, -1, :])


class Deep(nn.Module):
    """Layers before, between and behind recurrent ones, and a residual around one."""

    def __init__(self):
        super().__init__()
        self.before = nn.Sequential(nn.Linear(3, 5), nn.ReLU())
        self.first, self.second = nn.GRU(5, 6, batch_first=True), nn.LSTM(6, 6, batch_first=True)
        self.after = nn.Sequential(nn.Linear(6, 4), nn.Tanh(), nn.Linear(4, 2))

    def forward(self, x):
        x = self.before((x - 0.25) / 1.5)
        x = self.first(x)[0]
        x = x + self.second(x)[0]
        return self.after(x)


class Features(nn.Module):
    """Features of a step, which are branches, before a recurrent layer."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(3, 4, batch_first=True)

    def forward(self, x):
        return self.rnn(torch.cat([x[..., :1], x[..., 1:] * x[..., :2]], -1))[0]


class Rows(Classifier):
    """All steps of all sequences as rows of one matrix, and back."""

    def forward(self, x):
        out, _ = self.rnn(x)
        rows = self.fc(out.reshape(-1, self.rnn.hidden_size))
        return rows.view(x.size(0), x.size(1), -1)


class Unbatched(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.GRU(2, 4), nn.Linear(4, 1)

    def forward(self, x):  # (steps, 2)
        return self.fc(self.rnn(x.unsqueeze(1))[0].squeeze(1))


class Flat(nn.Module):
    """One number a step, (batch, steps), and normalized."""

    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.LSTM(1, 5, batch_first=True), nn.Linear(5, 3)

    def forward(self, x):
        return torch.softmax(self.fc(self.rnn(x.unsqueeze(-1) * 0.1)[0][:, -1]), 1)


class FromBothStates(Classifier):
    """An output for a whole sequence, from the last hidden states of both directions."""

    def forward(self, x):
        _, h = self.rnn(x)
        if isinstance(h, tuple):
            h = h[0]
        return self.fc(torch.cat((h[-2], h[-1]), 1))


class Pooled(Classifier):
    """An output for a whole sequence, from the mean or the maximum over time."""

    def __init__(self, recurrent, hidden, outputs, pool):
        super().__init__(recurrent, hidden, outputs)
        self.pool = pool

    def forward(self, x):
        return self.fc(self.pool(self.rnn(x)[0]))


class Normalized(nn.Module):
    """Batch normalizations of the input and of what a recurrent layer gives, which take channels first."""

    def __init__(self):
        super().__init__()
        self.before, self.after = nn.BatchNorm1d(2), nn.BatchNorm1d(4)
        self.rnn, self.fc = nn.GRU(2, 4, batch_first=True), nn.Linear(4, 3)
        for norm in self.before, self.after:
            for tensor, low in (norm.weight.data, 0.5), (norm.bias.data, -1), (norm.running_mean, -1), (norm.running_var, 0.5):
                tensor.uniform_(low, low + 1)

    def forward(self, x):
        x = self.rnn(self.before(x.transpose(1, 2)).transpose(1, 2))[0]
        return self.fc(self.after(x.transpose(1, 2)).transpose(1, 2))


class Flipped(nn.Module):
    """A layer from the end to the beginning, as torch.flip makes it."""

    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.GRU(2, 4, batch_first=True), nn.Linear(4, 2)

    def forward(self, x):
        return self.fc(self.rnn(torch.flip(x, [1]))[0].flip(1))


class Both(Classifier):
    def forward(self, x):
        out, h = self.rnn(x)
        return self.fc(out), h


torch.manual_seed(19)
export("gru", Tagger(nn.GRU(2, 4, batch_first=True), 4, 3), 3, STEPS, 2, dynamic=[0, 1])
export("gru_steps_first", Tagger(nn.GRU(2, 4), 4, 3), STEPS, 3, 2, opset=11)
export("gru_one", Tagger(nn.GRU(2, 4), 4, 3), STEPS, 1, 2)
export("gru_no_bias", Tagger(nn.GRU(2, 4, bias=False), 4, 3), STEPS, 2, 2, dynamic=[1])
export("gru_two_layers", Classifier(nn.GRU(3, 4, num_layers=2, batch_first=True), 4, 2), 3, STEPS, 3, dynamic=[0])
export("lstm", Tagger(nn.LSTM(2, 5, batch_first=True), 5, 2, nn.ReLU()), 3, STEPS, 2, dynamic=[0, 1], opset=9)
export("lstm_last", Classifier(nn.LSTM(2, 5), 5, 2), STEPS, 3, 2, dynamic=[0, 1], opset=17)
export("lstm_state", FromState(nn.LSTM(2, 5, batch_first=True), 5, 2), 3, STEPS, 2, dynamic=[0])
export("lstm_two_states", FromState(nn.LSTM(2, 5, num_layers=2, batch_first=True), 5, 2), 3, STEPS, 2, dynamic=[0])
export("lstm_slices", Slices(nn.LSTM(2, 5, batch_first=True), 5, 2), 3, STEPS, 2, dynamic=[0, 1], opset=13)
export("lstm_explicit", Explicit(nn.LSTM(2, 5, num_layers=2, batch_first=True), 5, 2), 3, STEPS, 2, dynamic=[0, 1])
export("lstm_fixed", Explicit(nn.LSTM(2, 5, batch_first=True), 5, 2), 1, STEPS, 2, opset=7)
export("rnn", Tagger(nn.RNN(2, 6, batch_first=True), 6, 2), 3, STEPS, 2, dynamic=[0, 1], opset=8)
export("rnn_relu", FromState(nn.RNN(2, 6, nonlinearity="relu"), 6, 2), STEPS, 3, 2)
export("deep", Deep(), 2, STEPS, 3, dynamic=[0, 1])
export("rows", Rows(nn.GRU(2, 4, batch_first=True), 4, 2), 3, STEPS, 2, dynamic=[0, 1])
export("rows_fixed", Rows(nn.GRU(2, 4, batch_first=True), 4, 2), 3, STEPS, 2)
export("unbatched", Unbatched(), STEPS, 2, dynamic=[0])
export("flat", Flat(), 3, STEPS, dynamic=[0])
export("features", Features(), 3, STEPS, 3, dynamic=[0, 1])
export("both", Both(nn.GRU(2, 4, batch_first=True), 4, 2), 3, STEPS, 2, dynamic=[0, 1], outputs=["y", "h"])


# Keras: the nodes are those of its converters, the numbers come from ONNX's definition.

def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def gru(x, w, r, b, resets_before):
    """x is (steps, batch, inputs), gates are z, r, h."""
    hidden = r.shape[1]
    h, outputs = np.zeros((x.shape[1], hidden)), []
    (wz, wr, wh), (rz, rr, rh) = np.split(w, 3), np.split(r, 3)
    bz, br, bh, cz, cr, ch = np.split(b, 6)
    for row in x:
        z = sigmoid(row @ wz.T + bz + h @ rz.T + cz)
        reset = sigmoid(row @ wr.T + br + h @ rr.T + cr)
        state = (reset * h) @ rh.T + ch if resets_before else reset * (h @ rh.T + ch)
        h = (1 - z) * np.tanh(row @ wh.T + bh + state) + z * h
        outputs.append(h)
    return np.array(outputs)


def lstm(x, w, r, b):
    """Gates are i, o, f, c."""
    hidden = r.shape[1]
    h = c = np.zeros((x.shape[1], hidden))
    outputs = []
    for row in x:
        i, o, f, g = np.split(row @ w.T + h @ r.T + b[: 4 * hidden] + b[4 * hidden :], 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        outputs.append(h)
    return np.array(outputs)


def weights(gates, inputs, hidden):
    draw = lambda *shape: np.random.uniform(-0.7, 0.7, shape).astype(np.float32)
    return draw(gates * hidden, inputs), draw(gates * hidden, hidden), draw(2 * gates * hidden)


def write(name, producer, opset, nodes, constants, sizes, x, y):
    initializers = [numpy_helper.from_array(value, key) for key, value in constants.items()]
    value = lambda key, shape: helper.make_tensor_value_info(key, TensorProto.FLOAT, shape)
    graph = helper.make_graph(nodes, name, [value("x", sizes)], [value("y", [None] * y.ndim)], initializers)
    model = helper.make_model(graph, producer_name=producer, opset_imports=[helper.make_opsetid("", opset)])
    model.ir_version = 7
    onnx.checker.check_model(model)
    onnx.save(model, str(HERE / f"{name}.onnx"))
    np.save(HERE / f"{name}_input.npy", x)
    np.save(HERE / f"{name}_output.npy", y.astype(np.float32))


def matrix(*shape):
    return np.random.uniform(-0.7, 0.7, shape).astype(np.float32)


node = helper.make_node
np.random.seed(19)
sequences = np.random.normal(size=(3, STEPS, 2)).astype(np.float32)

# keras2onnx: GRU(4, return_sequences=True, reset_after=False), Dense(3) on each step
w, r, b = weights(3, 2, 4)
dense, shift = matrix(4, 3), matrix(3)
write("keras_gru", "keras2onnx", 11,
      [node("Transpose", ["x"], ["gru_X"], perm=[1, 0, 2]),
       node("GRU", ["gru_X", "W", "R", "B", "", ""], ["gru_y", "gru_h"], activations=["Sigmoid", "Tanh"],
            direction="forward", hidden_size=4, linear_before_reset=0),
       node("Transpose", ["gru_y"], ["gru_between"], perm=[2, 0, 1, 3]),
       node("Reshape", ["gru_between", "shape"], ["gru_out"]),
       node("MatMul", ["gru_out", "kernel"], ["product"]),
       node("Add", ["product", "bias"], ["y"])],
      {"W": w[None], "R": r[None], "B": b[None], "shape": np.array([-1, 0, 4]), "kernel": dense, "bias": shift},
      ["N", None, 2], sequences, gru(sequences.transpose(1, 0, 2), w, r, b, True).transpose(1, 0, 2) @ dense + shift)

# keras2onnx: LSTM(5), Dense(2, activation="softmax"): the last hidden state
w, r, b = weights(4, 2, 5)
dense, shift = matrix(5, 2), matrix(2)
scores = lstm(sequences.transpose(1, 0, 2), w, r, b)[-1] @ dense + shift
write("keras_lstm", "keras2onnx", 9,
      [node("Transpose", ["x"], ["lstm_X"], perm=[1, 0, 2]),
       node("LSTM", ["lstm_X", "W", "R", "B", "", "", ""], ["lstm_y", "lstm_h", "lstm_c"],
            activations=["Sigmoid", "Tanh", "Tanh"], direction="forward", hidden_size=5),
       node("Transpose", ["lstm_h"], ["lstm_between"], perm=[1, 0, 2]),
       node("Reshape", ["lstm_between", "shape"], ["lstm_out"]),
       node("MatMul", ["lstm_out", "kernel"], ["product"]),
       node("Add", ["product", "bias"], ["scores"]),
       node("Softmax", ["scores"], ["y"], axis=1)],
      {"W": w[None], "R": r[None], "B": b[None], "shape": np.array([-1, 5]), "kernel": dense, "bias": shift},
      ["N", STEPS, 2], sequences, np.exp(scores) / np.exp(scores).sum(1, keepdims=True))

# tf2onnx: LSTM(5, return_sequences=True), a Dense(3) on all steps by way of rows; zeros by the shape of the input
w, r, b = weights(4, 2, 5)
dense, shift = matrix(5, 3), matrix(3)
write("keras_tagger", "tf2onnx", 13,
      [node("Shape", ["x"], ["shape_int64"]),
       node("Cast", ["shape_int64"], ["shape"], to=TensorProto.INT32),
       node("Slice", ["shape", "zero", "one", "zero"], ["samples"]),
       node("Squeeze", ["samples", "zero"], ["sample_count"]),
       node("Cast", ["sample_count"], ["count_int64"], to=TensorProto.INT64),
       node("Unsqueeze", ["count_int64", "zero"], ["count_row"]),
       node("Concat", ["count_row", "units"], ["state_shape"], axis=0),
       node("ConstantOfShape", ["state_shape"], ["zeros"]),
       node("Unsqueeze", ["zeros", "zero"], ["state"]),
       node("Transpose", ["x"], ["time_major"], perm=[1, 0, 2]),
       node("LSTM", ["time_major", "W", "R", "B", "", "state", "state"], ["Y", "Y_h"], direction="forward",
            hidden_size=5),
       node("Squeeze", ["Y", "one"], ["squeezed"]),
       node("Transpose", ["squeezed"], ["batch_major"], perm=[1, 0, 2]),
       node("Reshape", ["batch_major", "rows"], ["all_steps"]),
       node("MatMul", ["all_steps", "kernel"], ["product"]),
       node("Reshape", ["product", "sequences"], ["again"]),
       node("Add", ["again", "bias"], ["y"])],
      {"W": w[None], "R": r[None], "B": b[None], "zero": np.array([0]), "one": np.array([1]), "units": np.array([5]),
       "rows": np.array([-1, 5]), "sequences": np.array([-1, STEPS, 3]), "kernel": dense, "bias": shift},
      ["N", STEPS, 2], sequences, lstm(sequences.transpose(1, 0, 2), w, r, b).transpose(1, 0, 2) @ dense + shift)

# Both directions

torch.manual_seed(20)
export("gru_both_ways", Tagger(nn.GRU(2, 4, batch_first=True, bidirectional=True), 8, 3), 3, STEPS, 2, dynamic=[0, 1])
export("lstm_both_ways", Tagger(nn.LSTM(2, 3, num_layers=2, bidirectional=True), 6, 3), STEPS, 3, 2, opset=11)
export("lstm_both_states", FromBothStates(nn.LSTM(2, 3, num_layers=2, batch_first=True, bidirectional=True), 6, 2), 3, STEPS, 2,
       dynamic=[0])
export("rnn_both_ways", Classifier(nn.RNN(2, 3, batch_first=True, bidirectional=True, nonlinearity="relu", bias=False), 6, 2), 3,
       STEPS, 2, dynamic=[0, 1], opset=17)
export("both_and_state", Both(nn.GRU(2, 4, batch_first=True, bidirectional=True), 8, 2), 3, STEPS, 2, dynamic=[0, 1],
       outputs=["y", "h"])
export("flipped", Flipped(), 3, STEPS, 2, dynamic=[0, 1])

export("gru_mean", Pooled(nn.GRU(2, 4, batch_first=True, bidirectional=True), 8, 3, lambda y: y.mean(1)), 3, STEPS, 2, dynamic=[0, 1])
export("lstm_max", Pooled(nn.LSTM(2, 4), 4, 3, lambda y: y.max(0, keepdim=True).values[0]), STEPS, 3, 2, opset=17)
export("normalized_steps", Normalized(), 3, STEPS, 2, dynamic=[0, 1])

# tf2onnx: Bidirectional(LSTM(3, return_sequences=True)), Bidirectional(LSTM(2)), Dense(3): one operator for each, of whose outputs
# each direction is a Slice
np.random.seed(20)
sequences = np.random.normal(size=(3, STEPS, 2)).astype(np.float32)


def lstm_both_ways(x, layer):
    (w, r, b), (v, s, c) = layer
    return lstm(x, w, r, b), lstm(x[::-1], v, s, c)[::-1]


first, second = [weights(4, 2, 3), weights(4, 2, 3)], [weights(4, 6, 2), weights(4, 6, 2)]
dense, shift = matrix(4, 3), matrix(3)
there, back = lstm_both_ways(sequences.transpose(1, 0, 2), first)
there, back = lstm_both_ways(np.concatenate([there, back], 2), second)
stacked = {f"{key}{k}": np.stack(both) for k, layer in ((1, first), (2, second)) for key, both in zip("WRB", zip(*layer))}
write("keras_both_ways", "tf2onnx", 13,
      [node("Transpose", ["x"], ["time_major"], perm=[1, 0, 2]),
       node("LSTM", ["time_major", "W1", "R1", "B1"], ["Y"], direction="bidirectional", hidden_size=3),
       node("Slice", ["Y", "zero", "one", "one"], ["there"]),
       node("Squeeze", ["there", "one"], ["there_steps"]),
       node("Slice", ["Y", "one", "two", "one"], ["back"]),
       node("Squeeze", ["back", "one"], ["back_steps"]),
       node("Concat", ["there_steps", "back_steps"], ["sides"], axis=2),
       node("LSTM", ["sides", "W2", "R2", "B2"], ["", "Y_h"], direction="bidirectional", hidden_size=2),
       node("Slice", ["Y_h", "zero", "one", "zero"], ["there_state"]),
       node("Squeeze", ["there_state", "zero"], ["there_last"]),
       node("Slice", ["Y_h", "one", "two", "zero"], ["back_state"]),
       node("Squeeze", ["back_state", "zero"], ["back_last"]),
       node("Concat", ["there_last", "back_last"], ["states"], axis=1),
       node("MatMul", ["states", "kernel"], ["product"]),
       node("Add", ["product", "bias"], ["y"])],
      {**stacked, "zero": np.array([0]), "one": np.array([1]), "two": np.array([2]), "kernel": dense, "bias": shift},
      ["N", STEPS, 2], sequences, np.concatenate([there[-1], back[0]], 1) @ dense + shift)

# Keras: GRU(4, go_backwards=True), whose output is the state after the first step
w, r, b = weights(3, 2, 4)
write("keras_backwards", "tf2onnx", 13,
      [node("Transpose", ["x"], ["time_major"], perm=[1, 0, 2]),
       node("GRU", ["time_major", "W", "R", "B"], ["", "Y_h"], direction="reverse", hidden_size=4, linear_before_reset=1),
       node("Squeeze", ["Y_h", "zero"], ["y"])],
      {"W": w[None], "R": r[None], "B": b[None], "zero": np.array([0])},
      ["N", STEPS, 2], sequences, gru(sequences.transpose(1, 0, 2)[::-1], w, r, b, False)[-1])

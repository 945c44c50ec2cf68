#!/usr/bin/python3
"""Makes this folder's files of weights, as Keras and PyTorch lay them out, with samples and what PyTorch computes for them.

    ./make.py

Needs python3-numpy, python3-torch and python3-h5py.
"""
import io
import pathlib
import zipfile

import h5py
import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent


def outputs(layers, x):
    """What PyTorch computes with weights (outputs, inputs) and biases, tanh between the layers."""
    chain = []
    for weight, bias in layers:
        linear = nn.Linear(weight.shape[1], weight.shape[0])
        linear.weight.data, linear.bias.data = torch.from_numpy(weight), torch.from_numpy(bias)
        chain += [linear, nn.Tanh()]
    with torch.no_grad():
        return nn.Sequential(*chain[:-1])(torch.from_numpy(x)).numpy()


def random_layers(generator, sizes):
    return [(generator.normal(size=(m, n)).astype(np.float32), generator.normal(size=m).astype(np.float32))
            for n, m in zip(sizes, sizes[1:])]


generator = np.random.default_rng(7)
x = generator.normal(size=(5, 3)).astype(np.float32)

# Three square layers. Keras's matrices are (inputs, outputs).
squares = random_layers(generator, [3, 3, 3, 3])
y = outputs(squares, x)
np.savez(HERE / "squares.npz", x=x, y=y, **{"not needed": x})
np.save(HERE / "squares_x.npy", x)
np.save(HERE / "squares_y.npy", y)
x.tofile(HERE / "squares_x.bin")
y.tofile(HERE / "squares_y.bin")
np.save(HERE / "squares_other.npy", y + np.float32([[0, 0, 0]] * 3 + [[0, 0.002, 0], [0, 0, 0]]))
state, named, listed = {}, {}, []
for k, (weight, bias) in enumerate(squares):
    state |= {f"{k * 2}.weight": weight.T, f"{k * 2}.bias": bias}
    layer = "dense" if k == 0 else f"dense_{k}"
    named |= {f"{layer}/kernel:0": weight.T, f"{layer}/bias:0": bias}
    listed += [weight.T, bias]
np.savez(HERE / "squares_unnamed.npz", **state)
np.savez(HERE / "squares_keras.npz", **named)
np.savez(HERE / "squares_listed.npz", *listed)


def write_keras_2(group, names, layers):
    """What model.save_weights and model.save of Keras 2 write: lists of names as attributes."""
    group.attrs["layer_names"] = np.array([name.encode() for name in names])
    group.attrs["backend"] = "tensorflow"
    group.attrs["keras_version"] = "2.11.0"
    for name, (weight, bias) in zip(names, layers):
        layer = group.create_group(name)
        kinds = [] if weight is None else [("kernel:0", weight.T)] + ([] if bias is None else [("bias:0", bias)])
        layer.attrs["weight_names"] = np.array([f"{name}/{kind}".encode() for kind, _ in kinds], dtype="S64")
        for kind, numbers in kinds:
            layer.create_dataset(f"{name}/{kind}", data=numbers)


def write_keras_3(file, names, layers):
    """A .weights.h5 of Keras 3: numbered variables of each layer, and the optimizer's."""
    for name, (weight, bias) in zip(names, layers):
        group = file.create_group(f"layers/{name}/vars")
        if weight is not None:
            group.create_dataset("0", data=weight.T)
            group.create_dataset("1", data=bias)
    file.create_group("vars")
    file.create_dataset("optimizer/vars/0", data=np.int64(7))


# A network that narrows, with dropout between its layers, of which Keras lists the names.
mlp = random_layers(generator, [4, 6, 5, 2])
z = generator.normal(size=(5, 4)).astype(np.float32)
np.save(HERE / "mlp_x.npy", z)
np.save(HERE / "mlp_y.npy", outputs(mlp, z))
none = (None, None)
with h5py.File(HERE / "mlp_model.h5", "w") as file:
    file.attrs["model_config"] = "{}"
    # The layers' names sort otherwise than they stand.
    write_keras_2(file.create_group("model_weights"), ["stem", "dropout", "body", "head"], [mlp[0], none, mlp[1], mlp[2]])
with h5py.File(HERE / "mlp_weights.h5", "w") as file:
    write_keras_2(file, ["dense", "dense_1", "dense_2"], mlp)
with h5py.File(HERE / "squares.weights.h5", "w") as file:
    write_keras_3(file, ["dense", "dropout", "dense_1", "dense_2"], [squares[0], none, squares[1], squares[2]])
with h5py.File(HERE / "mlp_named.weights.h5", "w") as file:
    write_keras_3(file, ["stem", "body", "head"], mlp)
bytes_of_weights = io.BytesIO()
with h5py.File(bytes_of_weights, "w") as file:
    write_keras_3(file, ["dense", "dense_1", "dense_2"], mlp)
with zipfile.ZipFile(HERE / "mlp.keras", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("metadata.json", '{"keras_version": "3.0.5"}')
    archive.writestr("config.json", "{}")
    archive.writestr("model.weights.h5", bytes_of_weights.getvalue())
# A layer that was trained without biases, as nn.Linear(bias=False) in a state_dict.
unbiased = [(mlp[0][0], np.zeros(6, np.float32))] + mlp[1:]
np.save(HERE / "unbiased_y.npy", outputs(unbiased, z))
np.savez(HERE / "unbiased.npz", **{"0.weight": mlp[0][0], "2.weight": mlp[1][0], "2.bias": mlp[1][1], "4.weight": mlp[2][0],
                                   "4.bias": mlp[2][1]})

# A batch normalization behind the first layer, with Keras's epsilon, which the file does not say.
norm = nn.BatchNorm1d(6, eps=1e-3)
for tensor, low in [(norm.weight.data, 0.5), (norm.bias.data, -1), (norm.running_mean, -1), (norm.running_var, 0.001)]:
    tensor.copy_(torch.from_numpy(generator.uniform(low, low + 1, size=6).astype(np.float32)))
body, head = nn.Linear(4, 6), nn.Linear(6, 5)
for linear, (weight, bias) in [(body, mlp[0]), (head, mlp[1])]:
    linear.weight.data, linear.bias.data = torch.from_numpy(weight), torch.from_numpy(bias)
with torch.no_grad():
    np.save(HERE / "normalized_y.npy", nn.Sequential(body, norm, nn.Tanh(), head).eval()(torch.from_numpy(z)).numpy())
with h5py.File(HERE / "normalized.h5", "w") as file:
    write_keras_2(file, ["dense", "batch_normalization", "dense_1"], [mlp[0], none, mlp[1]])
    layer = file["batch_normalization"]
    kinds = ["gamma:0", "beta:0", "moving_mean:0", "moving_variance:0"]
    layer.attrs["weight_names"] = np.array([f"batch_normalization/{kind}".encode() for kind in kinds])
    for kind, tensor in zip(kinds, [norm.weight.data, norm.bias.data, norm.running_mean, norm.running_var]):
        layer.create_dataset(f"batch_normalization/{kind}", data=tensor.numpy())


# Recurrent layers, by the definitions of Keras: gates z, r, h of a GRU and i, f, c, o of an LSTM, a kernel for all of them. The
# samples are the steps of one sequence.

def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def keras_gru(x, kernel, recurrent, bias):
    """A bias of two rows is that of reset_after=True."""
    h, outputs = np.zeros(recurrent.shape[0]), []
    for row in x:
        if bias.ndim == 2:
            a, b = row @ kernel + bias[0], h @ recurrent + bias[1]
            (az, ar, ah), (bz, br, bh) = np.split(a, 3), np.split(b, 3)
            z, r = sigmoid(az + bz), sigmoid(ar + br)
            new = np.tanh(ah + r * bh)
        else:
            (az, ar, ah), (kz, kr, kh) = np.split(row @ kernel + bias, 3), np.split(recurrent, 3, axis=1)
            z, r = sigmoid(az + h @ kz), sigmoid(ar + h @ kr)
            new = np.tanh(ah + (r * h) @ kh)
        h = z * h + (1 - z) * new
        outputs.append(h)
    return np.array(outputs)


def keras_lstm(x, kernel, recurrent, bias):
    h = c = np.zeros(recurrent.shape[0])
    outputs = []
    for row in x:
        i, f, g, o = np.split(row @ kernel + h @ recurrent + bias, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        outputs.append(h)
    return np.array(outputs)


def recurrent_layer(generator, gates, inputs, hidden, *bias):
    draw = lambda *shape: generator.normal(size=shape).astype(np.float32) / 2
    return draw(inputs, gates * hidden), draw(hidden, gates * hidden), draw(*bias, gates * hidden)


generator = np.random.default_rng(19)
steps = generator.normal(size=(6, 3)).astype(np.float32)
np.save(HERE / "steps_x.npy", steps)
dense, shift = generator.normal(size=(4, 2)).astype(np.float32), generator.normal(size=2).astype(np.float32)


def save_outputs(name, h):
    np.save(HERE / name, (h @ dense + shift).astype(np.float32))


# Keras 2 has a cell in each layer.
gru = recurrent_layer(generator, 3, 3, 4, 2)
save_outputs("gru_y.npy", keras_gru(steps, *gru))
with h5py.File(HERE / "gru.h5", "w") as file:
    write_keras_2(file, ["gru", "dense"], [none, (dense.T, shift)])
    kinds = ["kernel:0", "recurrent_kernel:0", "bias:0"]
    file["gru"].attrs["weight_names"] = np.array([f"gru/gru_cell/{kind}".encode() for kind in kinds], dtype="S64")
    for kind, numbers in zip(kinds, gru):
        file["gru"].create_dataset(f"gru/gru_cell/{kind}", data=numbers)

# So has Keras 3, where a cell has a generator for its dropout, too.
first, second = recurrent_layer(generator, 4, 3, 5), recurrent_layer(generator, 4, 5, 4)
save_outputs("lstm_y.npy", keras_lstm(keras_lstm(steps, *first), *second))
bytes_of_weights = io.BytesIO()
with h5py.File(bytes_of_weights, "w") as file:
    write_keras_3(file, ["dense"], [(dense.T, shift)])
    for name, layer in [("lstm", first), ("lstm_1", second)]:
        file.create_group(f"layers/{name}/vars")
        file.create_dataset(f"layers/{name}/cell/seed_generator/vars/0", data=np.uint32([1, 2]))
        for k, numbers in enumerate(layer):
            file.create_dataset(f"layers/{name}/cell/vars/{k}", data=numbers)
with zipfile.ZipFile(HERE / "lstm.keras", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("metadata.json", '{"keras_version": "3.0.5"}')
    archive.writestr("config.json", "{}")
    archive.writestr("model.weights.h5", bytes_of_weights.getvalue())

# Names of Keras before its layers had cells, and reset_after=False.
gru = recurrent_layer(generator, 3, 3, 4)
save_outputs("gru_before_y.npy", keras_gru(steps, *gru))
two = steps.reshape(2, 3, 3)
np.save(HERE / "two_x.npy", two)
save_outputs("gru_before_two_y.npy", np.array([keras_gru(one, *gru)[-1] for one in two]))
np.savez(HERE / "gru_before.npz", **{f"gru_1/{kind}": numbers for kind, numbers in zip(kinds, gru)},
         **{"dense_1/kernel:0": dense, "dense_1/bias:0": shift})


# Both directions: PyTorch's state_dict, and Bidirectional(GRU(4, return_sequences=True)), Bidirectional(LSTM(2)), Dense(2) of Keras 3.
class BothWays(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.GRU(3, 4, bidirectional=True, batch_first=True)
        self.second = nn.LSTM(8, 2, bidirectional=True, batch_first=True)
        self.third = nn.Linear(4, 2)

    def forward(self, x):
        _, (h, _) = self.second(self.first(x)[0])
        return self.third(torch.cat((h[0], h[1]), 1))


torch.manual_seed(19)
model = BothWays()
with torch.no_grad():
    np.save(HERE / "both_ways_y.npy", model(torch.from_numpy(two)).numpy())
np.savez(HERE / "both_ways.npz", **{key: value.numpy() for key, value in model.state_dict().items()})


def keras_both_ways(layer, x, there, back):
    return np.concatenate([layer(x, *there), layer(x[::-1], *back)[::-1]], 1)


generator = np.random.default_rng(20)
first = [recurrent_layer(generator, 3, 3, 4, 2) for _ in range(2)]
second = [recurrent_layer(generator, 4, 8, 2) for _ in range(2)]
results = []
for one in two:
    sides = keras_both_ways(keras_lstm, keras_both_ways(keras_gru, one, *first), *second)
    results.append(np.concatenate([sides[-1, :2], sides[0, 2:]]) @ dense + shift)
np.save(HERE / "keras_both_ways_y.npy", np.float32(results))
bytes_of_weights = io.BytesIO()
with h5py.File(bytes_of_weights, "w") as file:
    write_keras_3(file, ["dense"], [(dense.T, shift)])
    for name, both in [("bidirectional", first), ("bidirectional_1", second)]:
        file.create_group(f"layers/{name}/vars")
        for way, layer in zip(["forward_layer", "backward_layer"], both):
            file.create_group(f"layers/{name}/{way}/vars")
            for k, numbers in enumerate(layer):
                file.create_dataset(f"layers/{name}/{way}/cell/vars/{k}", data=numbers)
with zipfile.ZipFile(HERE / "both_ways.keras", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("metadata.json", '{"keras_version": "3.0.5"}')
    archive.writestr("config.json", "{}")
    archive.writestr("model.weights.h5", bytes_of_weights.getvalue())

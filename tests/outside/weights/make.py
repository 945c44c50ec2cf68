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

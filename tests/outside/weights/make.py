#!/usr/bin/python3
"""Makes this folder's files of weights, as Keras and PyTorch lay them out, with samples and what PyTorch computes for them.

    ./make.py

Needs python3-numpy, python3-torch and python3-h5py.
"""
import pathlib

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

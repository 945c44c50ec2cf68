#!/usr/bin/python3
"""Exports small models from PyTorch, each with inputs and the outputs that PyTorch gives for them.

    ./make.py          writes NAME.onnx, NAME_input.npy and NAME_output.npy beside this file

Needs python3-torch and python3-numpy. Made with PyTorch 1.13.
"""
import pathlib

import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
ACTIVATIONS = {
    "relu": nn.ReLU(), "leaky_relu": nn.LeakyReLU(0.2), "elu": nn.ELU(0.7), "sigmoid": nn.Sigmoid(),
    "hard_sigmoid": nn.Hardsigmoid(), "hard_swish": nn.Hardswish(), "tanh": nn.Tanh(), "softplus": nn.Softplus(),
    "softsign": nn.Softsign(), "gelu": nn.GELU(), "gelu_tanh": nn.GELU(approximate="tanh"), "silu": nn.SiLU(),
    "softmax": nn.Softmax(1), "log_softmax": nn.LogSoftmax(1),
}


class Standardized(nn.Module):
    """Inputs that the model itself standardizes, over images, and features whose batch norm follows an activation."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.rand(4, 3))
        self.register_buffer("deviation", torch.rand(4, 3) + 0.5)
        self.layers = nn.Sequential(nn.Flatten(), nn.BatchNorm1d(12), nn.Linear(12, 6), nn.Tanh(), nn.BatchNorm1d(6),
                                    nn.Dropout(), nn.Linear(6, 5, bias=False), nn.BatchNorm1d(5), nn.ReLU(),
                                    nn.BatchNorm1d(5), nn.Softmax(1))

    def forward(self, x):
        return self.layers((x - self.mean) / self.deviation)


def settle(model, inputs):
    """Random running statistics and scales, as training leaves them."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            nn.init.uniform_(module.weight, 0.5, 2)
            nn.init.uniform_(module.bias, -1, 1)
    model.train()
    for _ in range(20):
        model(inputs + 0.3)
    return model.eval()


def export(name, model, inputs, **options):
    # Before eval the batch norms have seen something.
    model = settle(model, torch.randn(64, *inputs.shape[1:], dtype=inputs.dtype))
    torch.onnx.export(model, inputs, str(HERE / f"{name}.onnx"), input_names=["x"], output_names=["y"], **options)
    with torch.no_grad():
        outputs = model(inputs)
    np.save(HERE / f"{name}_input.npy", inputs.numpy())
    np.save(HERE / f"{name}_output.npy", outputs.numpy())


torch.manual_seed(7)
dynamic = {"x": {0: "batch"}, "y": {0: "batch"}}
for name, activation in ACTIVATIONS.items():
    export(f"mlp_{name}", nn.Sequential(nn.Linear(3, 8), activation, nn.Linear(8, 4), activation), 2 * torch.randn(4, 3),
           opset_version=14, dynamic_axes=dynamic)
export("standardized", Standardized(), torch.randn(4, 4, 3), opset_version=11, dynamic_axes=dynamic)
# A fixed batch, products over the last of three dimensions, weights transposed by nodes.
export("rows", nn.Sequential(nn.Linear(5, 7, bias=False), nn.ReLU(), nn.Linear(7, 2)), torch.randn(2, 3, 5),
       opset_version=9, do_constant_folding=False)
# Double precision.
export("doubles", nn.Sequential(nn.Linear(3, 5), nn.ELU(), nn.Linear(5, 2)).double(),
       torch.randn(4, 3, dtype=torch.float64), opset_version=15, dynamic_axes=dynamic)
# Layer norms, each one node since opset 17, with a scale and an offset that training has moved.
normed = nn.Sequential(nn.Linear(6, 8), nn.LayerNorm(8, eps=1e-3), nn.ReLU(), nn.Linear(8, 4), nn.LayerNorm(4))
for norm in (normed[1], normed[4]):
    nn.init.uniform_(norm.weight, 0.5, 2)
    nn.init.uniform_(norm.bias, -1, 1)
export("layer_norms", normed, torch.randn(4, 6), opset_version=17, dynamic_axes=dynamic)

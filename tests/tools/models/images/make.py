#!/usr/bin/python3
"""Writes networks for images and signals as PyTorch exports them, each with inputs and PyTorch's outputs for them.

    ./make.py          writes NAME.onnx, NAME_input.npy and NAME_output.npy beside this file

Needs python3-torch, python3-onnx and python3-numpy.
"""
import pathlib
import warnings

import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")


def settle(model):
    """Statistics, gains and slopes as after a training."""
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            nn.init.normal_(module.running_mean)
            nn.init.uniform_(module.running_var, 0.5, 2)
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.GroupNorm, nn.InstanceNorm2d)):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias)
        if isinstance(module, nn.PReLU):
            nn.init.uniform_(module.weight, 0.1, 0.5)


def export(name, model, *shape, opset=14, **options):
    settle(model)
    model = model.eval()
    x = torch.randn(3, *shape)
    torch.onnx.export(model, x, str(HERE / f"{name}.onnx"), input_names=["x"], output_names=["y"], opset_version=opset,
                      dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}}, **options)
    with torch.no_grad():
        y = model(x)
    np.save(HERE / f"{name}_input.npy", x.numpy())
    np.save(HERE / f"{name}_output.npy", y.numpy())


class Flat(nn.Module):
    """Flattens by the shape of its input, as many models do."""

    def forward(self, x):
        return x.view(x.size(0), -1)


class View(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.sizes = sizes

    def forward(self, x):
        return x.view(-1, *self.sizes)


class To(nn.Module):
    def __init__(self, *dimensions):
        super().__init__()
        self.dimensions = dimensions

    def forward(self, x):
        return x.permute(*self.dimensions)


class Camera(nn.Module):
    """Pixels as a camera gives them, normalized inside of the model; the mean of each channel by x.mean."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor([0.4, 0.5, 0.6]).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor([0.2, 0.3, 0.25]).view(1, 3, 1, 1))
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(8), nn.Hardswish(),
                                      nn.Conv2d(8, 8, 3, padding=1, groups=8, bias=False), nn.BatchNorm2d(8), nn.ReLU6(),
                                      nn.Conv2d(8, 12, 1), nn.SiLU())
        self.head = nn.Linear(12, 5)

    def forward(self, x):
        x = self.features((x / 255 - self.mean) / self.deviation)
        return torch.log_softmax(self.head(x.mean([2, 3])), dim=1)


def ds_cnn():
    def block(channels, **options):
        return [nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False), nn.BatchNorm2d(channels), nn.ReLU(),
                nn.Conv2d(channels, channels, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU()]

    return nn.Sequential(nn.Conv2d(1, 8, (10, 4), stride=2, padding=(4, 1)), nn.BatchNorm2d(8), nn.ReLU(), *block(8), *block(8),
                         nn.AvgPool2d((12, 5)), nn.Dropout(), nn.Flatten(), nn.Linear(8, 12), nn.Softmax(dim=1))


def tcn(distances, channels=6):
    layers, before = [], 2
    for distance in distances:
        layers += [nn.ConstantPad1d((2 * distance, 0), 0.0), nn.Conv1d(before, channels, 3, dilation=distance), nn.ReLU()]
        before = channels
    return nn.Sequential(*layers, nn.AvgPool1d(4), nn.Conv1d(channels, 4, 1), nn.BatchNorm1d(4), nn.AdaptiveAvgPool1d(1),
                         nn.Flatten(), nn.Linear(4, 3))


class Residual(nn.Module):
    """A block of ResNet: with a stride, its shortcut has a convolution."""

    def __init__(self, before, channels, stride=1):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(before, channels, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(channels),
                                  nn.ReLU(), nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels))
        changes = stride != 1 or before != channels
        self.shortcut = nn.Sequential(nn.Conv2d(before, channels, 1, stride=stride, bias=False), nn.BatchNorm2d(channels)) if changes else None

    def forward(self, x):
        return torch.relu(self.body(x) + (x if self.shortcut is None else self.shortcut(x)))


class UNet(nn.Module):
    """Two levels, joined by concatenation; SiLU is two nodes, a branch within branches."""

    def __init__(self):
        super().__init__()
        self.begin, self.down = nn.Conv2d(1, 3, 3, padding=1), nn.Conv2d(3, 4, 3, stride=2, padding=1)
        self.within = nn.Conv2d(4, 4, 1)
        self.up, self.end = nn.ConvTranspose2d(4, 2, 2, stride=2), nn.Conv2d(5, 1, 1)

    def forward(self, x):
        x = nn.functional.silu(self.begin(x))
        y = nn.functional.silu(self.down(x))
        return self.end(torch.cat([x, self.up(y + self.within(y))], dim=1))


class Towers(nn.Module):
    """Branches that begin at the input, and end as vectors."""

    def __init__(self):
        super().__init__()
        self.fine, self.coarse = nn.Conv1d(2, 3, 3), nn.Conv1d(2, 2, 5, stride=4)
        self.head = nn.Sequential(nn.Linear(3 * 10 + 2 * 2, 6), nn.Tanh())
        self.gate, self.last = nn.Linear(6, 6), nn.Linear(6, 2)

    def forward(self, x):
        x = self.head(torch.cat([torch.relu(self.fine(x)).flatten(1), torch.relu(self.coarse(x)).flatten(1)], dim=1))
        return self.last(x * torch.sigmoid(self.gate(x)) - x)


torch.manual_seed(23)
keeps = {"training": torch.onnx.TrainingMode.PRESERVE}  # batch normalization stays a node
lenet = nn.Sequential(nn.Conv2d(1, 4, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
                      nn.Flatten(), nn.Linear(6 * 4 * 3, 20), nn.ReLU(), nn.Linear(20, 10))
export("lenet", lenet, 1, 24, 20)
export("ds_cnn", ds_cnn(), 1, 25, 10, **keeps)
export("tcn", tcn([1, 2, 4]), 2, 16, opset=11, **keeps)
export("camera", Camera(), 3, 12, 10, **keeps)
export("autoencoder",
       nn.Sequential(nn.Conv2d(3, 6, 3, stride=2, padding=1), nn.LeakyReLU(0.2), nn.Conv2d(6, 4, 3, stride=2, padding=1), nn.Tanh(),
                     nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1), nn.BatchNorm2d(6), nn.ReLU(),
                     nn.ConvTranspose2d(6, 2, 4, stride=2, padding=1), nn.Sigmoid()), 3, 8, 12, **keeps)
export("decoder",
       nn.Sequential(nn.Linear(5, 4 * 3 * 2), nn.ReLU(), View(4, 3, 2),
                     nn.ConvTranspose2d(4, 4, 3, stride=(2, 3), output_padding=(1, 2), groups=2), nn.ELU(),
                     nn.Upsample(scale_factor=2), nn.Conv2d(4, 1, 3, padding=1)), 5)
export("pools",
       nn.Sequential(nn.MaxPool2d(3, stride=2, ceil_mode=True), nn.Conv2d(2, 4, 1), nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True),
                     nn.AvgPool2d((2, 3), stride=1, padding=(1, 0), count_include_pad=False), nn.MaxPool2d(2, stride=1, dilation=2), Flat(),
                     nn.Linear(16, 3)), 2, 16, 19)
export("norms",
       nn.Sequential(nn.Conv2d(2, 6, 3), nn.GroupNorm(3, 6, eps=1e-3), nn.ReLU(), nn.InstanceNorm2d(6, affine=True), nn.PReLU(6),
                     nn.BatchNorm2d(6), nn.Conv2d(6, 4, 3, padding=1), nn.GroupNorm(1, 4), nn.AdaptiveMaxPool2d(1), Flat(), nn.Linear(4, 2)),
       2, 7, 6, **keeps)
export("upsampling",
       nn.Sequential(nn.ZeroPad2d((1, 0, 2, 1)), nn.PReLU(2), nn.Upsample(scale_factor=(2, 3)), nn.Conv2d(2, 4, 3, stride=2, dilation=2, groups=2),
                     nn.Upsample(size=(14, 30)), nn.AvgPool2d(4), nn.Conv2d(4, 2, 1)), 2, 6, 7)
export("channels_last",
       nn.Sequential(To(0, 3, 1, 2), nn.Conv2d(3, 4, 3), nn.ReLU(), nn.MaxPool2d(2), To(0, 2, 3, 1), Flat(), nn.Linear(4 * 3 * 2, 6),
                     nn.ReLU(), View(1, 2, 3), To(0, 3, 1, 2), nn.Conv2d(3, 2, (1, 2)), nn.Flatten(1)), 8, 6, 3)
export("resnet", nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), Residual(4, 4), Residual(4, 6, stride=2), nn.AdaptiveAvgPool2d(1), Flat(),
                               nn.Linear(6, 3)), 3, 10, 9, **keeps)
export("unet", UNet(), 1, 6, 4)
export("towers", Towers(), 2, 12)

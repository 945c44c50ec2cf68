"""The convolutions of fashion_network.hpp in PyTorch."""
from torch import nn


def block(inputs, outputs):
    return [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2)]


def blocks():
    return [*block(1, 16), *block(16, 32), *block(32, 64)]

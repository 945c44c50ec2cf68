#!/usr/bin/python3
"""Writes models of several outputs that PyTorch exports, with inputs and its outputs.

    ./make.py          writes NAME.onnx, NAME_input.npy and NAME_OUTPUT.npy beside this file

Needs python3-torch and python3-numpy.
"""
import pathlib
import warnings

import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")


def export(name, model, x, outputs):
    model = model.eval()
    torch.onnx.export(model, x, str(HERE / f"{name}.onnx"), input_names=["x"], output_names=list(outputs), opset_version=14,
                      dynamic_axes={one: {0: "batch"} for one in ("x", *outputs)})
    np.save(HERE / f"{name}_input.npy", x.numpy())
    with torch.no_grad():
        for output, y in zip(outputs, model(x)):
            np.save(HERE / f"{name}_{output}.npy", y.numpy())


class ActorCritic(nn.Module):
    """An actor and a critic on one body."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 8), nn.LayerNorm(8), nn.GELU(), nn.Linear(8, 8), nn.Tanh())
        self.actor, self.critic = nn.Linear(8, 2), nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 1))

    def forward(self, x):
        x = self.body(x)
        return torch.tanh(self.actor(x)), self.critic(x)


class Pixels(nn.Module):
    """Convolutions, whose flattened image goes to two heads."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(2, 3, 3), nn.ReLU(), nn.Conv2d(3, 4, 3, stride=2), nn.ReLU())
        self.boxes, self.classes = nn.Linear(16, 4), nn.Linear(16, 3)

    def forward(self, x):
        x = self.body(x).flatten(1)
        return self.boxes(x), torch.softmax(self.classes(x), 1)


class Maps(nn.Module):
    """An image that goes to convolutions and to a mean."""

    def __init__(self):
        super().__init__()
        self.body, self.maps, self.last = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 1, 1), nn.Linear(4, 2)

    def forward(self, x):
        x = torch.relu(self.body(x))
        return torch.sigmoid(self.maps(x)), self.last(x.mean((2, 3)))


class Logits(nn.Module):
    """An output that another one is computed from."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(3, 6), nn.ReLU(), nn.Linear(6, 4))

    def forward(self, x):
        x = self.layers(x)
        return x, torch.softmax(x, 1)


torch.manual_seed(13)
export("actor_critic", ActorCritic(), torch.randn(4, 4), ("action", "value"))
export("pixels", Pixels(), torch.randn(3, 2, 7, 7), ("boxes", "classes"))
export("maps", Maps(), torch.randn(3, 1, 5, 5), ("heat", "scores"))
export("logits", Logits(), torch.randn(4, 3), ("scores", "chances"))

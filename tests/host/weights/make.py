"""Makes this folder's files of weights with PyTorch: python3 make.py. They stand for files from elsewhere."""

import json
import struct

import numpy as np
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3, 5)
        self.drop = nn.Dropout(0.5)
        self.head = nn.Linear(5, 2)

    def forward(self, x):
        return self.head(self.drop(torch.tanh(self.hidden(x))))


def save_safetensors(path, state_dict):
    """As safetensors.torch.save_file lays a file out: sorted by names."""
    header, data = {"__metadata__": {"format": "pt"}}, b""
    kinds = {torch.float16: "F16", torch.float32: "F32"}
    for name, tensor in sorted(state_dict.items()):
        values = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": kinds[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def expected(name, y):
    values = ", ".join(f"{float(v).hex()}F" for v in y[0])
    return f"constexpr std::array<float, {y.shape[1]}> {name}{{{values}}};\n"


torch.manual_seed(7)
model = Model().eval()
x = torch.tensor([[0.5, -1.25, 2.0]])
with torch.no_grad():
    text = expected("torch_floats_expected", model(x))
    np.savez("torch_floats.npz", **{k: v.numpy() for k, v in model.state_dict().items()})
    save_safetensors("torch_halves.safetensors", model.half().state_dict())
    text += expected("torch_halves_expected", model.float()(x))  # weights rounded to half the bits, computed in float

with open("torch_expected.hpp", "w") as file:
    file.write("// Written by make.py: what PyTorch computes for {0.5, -1.25, 2}.\n"
               "#ifndef CONSTPROP_TESTS_HOST_WEIGHTS_TORCH_EXPECTED_HPP\n"
               "#define CONSTPROP_TESTS_HOST_WEIGHTS_TORCH_EXPECTED_HPP\n\n#include <array>\n\n"
               f"{text}\n#endif\n")

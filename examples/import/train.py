"""Trains two networks on the flowers of examples/data/iris.csv, and saves them: python3 train.py

- species.onnx: which of three species a flower is. Batch normalization, dropout and softmax, as nn.Sequential.
- species_inputs.npy, species_outputs.npy: the 50 flowers that were held back, and what PyTorch says of them.
- petals.npz: the state_dict of a module that estimates a petal's width from the other three measures.

The files are there; this needs to run only to make them anew. apt-get install python3-torch python3-onnx.
"""

import pathlib

import numpy as np
import torch
from torch import nn

here = pathlib.Path(__file__).parent
rows = np.loadtxt(here.parent / "data" / "iris.csv", delimiter=",", skiprows=1, dtype=np.float32)
held_back = np.arange(len(rows)) % 3 == 2
flowers = torch.from_numpy(rows[:, :4])
species = torch.from_numpy(rows[:, 4]).long()
torch.manual_seed(1)


def train(model, loss, x, y, epochs):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    model.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(20):
            optimizer.zero_grad()
            loss(model(x[batch]), y[batch]).backward()
            optimizer.step()
    model.eval()


# A model to import as a whole. The first layer brings centimeters to mean 0 and variance 1.
logits = nn.Sequential(nn.BatchNorm1d(4, affine=False), nn.Linear(4, 16), nn.BatchNorm1d(16), nn.GELU(),
                       nn.Dropout(0.2), nn.Linear(16, 3))
train(logits, nn.CrossEntropyLoss(), flowers[~held_back], species[~held_back], epochs=60)
classifier = nn.Sequential(logits, nn.Softmax(dim=1)).eval()
with torch.no_grad():
    outputs = classifier(flowers[held_back])
right = int((outputs.argmax(dim=1) == species[held_back]).sum())
print(f"species: {right} of {len(outputs)} held-back flowers are right")
torch.onnx.export(classifier, flowers[:1], here / "species.onnx", input_names=["flower"],
                  output_names=["species"], dynamic_axes={"flower": {0: "batch"}, "species": {0: "batch"}})
np.save(here / "species_inputs.npy", flowers[held_back].numpy())
np.save(here / "species_outputs.npy", outputs.numpy())


# A model whose type is written in C++, in petals.hpp; only its weights are taken.
class Petals(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3, 8)
        self.estimate = nn.Linear(8, 1)

    def forward(self, x):
        return self.estimate(torch.tanh(self.hidden(x)))


petals = Petals()
train(petals, nn.MSELoss(), flowers[~held_back, :3], flowers[~held_back, 3:], epochs=200)
with torch.no_grad():
    error = (petals(flowers[held_back, :3]) - flowers[held_back, 3:]).abs().mean()
print(f"petals: {10 * error:.2f} mm off on average")
np.savez(here / "petals.npz", **{name: tensor.numpy() for name, tensor in petals.state_dict().items()})

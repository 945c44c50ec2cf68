"""Trains train.cpp's network by the same steps with PyTorch, on one thread, and says how long it takes.

usage: pytorch.py [FOLDER of Fashion-MNIST's four files]
"""
import gzip
import sys
import time

import numpy
import torch
from torch import nn

sys.dont_write_bytecode = True
import fashion_network

torch.set_num_threads(1)
torch.manual_seed(1)
folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/datasets/fashion-mnist"
epochs, batch_size = 5, 32


def values(name, header):
    with gzip.open(f"{folder}/{name}.gz") as file:
        return torch.from_numpy(numpy.frombuffer(file.read(), numpy.uint8, offset=header).copy())


def samples(name):
    images = values(name + "-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28).float() / 255
    return images, values(name + "-labels-idx1-ubyte", 8).long()


net = nn.Sequential(*fashion_network.blocks(), nn.Flatten(), nn.Dropout(0.2), nn.Linear(576, 10))
images, classes = samples("train")
test_images, test_classes = samples("t10k")
optimizer = torch.optim.AdamW(net.parameters(), lr=0.004, weight_decay=0.01)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs * len(images) // batch_size)
seconds = 0
for epoch in range(epochs):
    begun = time.process_time()
    net.train()
    for part in torch.randperm(len(images)).split(batch_size):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(images[part]), classes[part]).backward()
        optimizer.step()
        schedule.step()
    seconds += time.process_time() - begun
    net.eval()
    with torch.no_grad():
        right = sum((net(x).argmax(1) == y).sum().item() for x, y in
                    zip(test_images.split(1000), test_classes.split(1000)))
    print(f"epoch {epoch + 1}: {right / 100:.2f} % of the test images, after {seconds:.1f} s", flush=True)

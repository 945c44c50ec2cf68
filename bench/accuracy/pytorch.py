"""Time to accuracy of PyTorch, on one thread: pytorch.py MATERIAL TASK INTO.json"""
import json
import pathlib
import sys
import time

import numpy
import torch
from torch import nn

sys.path.append(str(pathlib.Path(__file__).parents[2] / "examples/fashion"))
sys.dont_write_bytecode = True
import fashion_network

torch.set_num_threads(1)


class Recurrent(nn.Module):
    """The logit after each bit that the number of ones so far is odd."""

    def __init__(self):
        super().__init__()
        self.gru, self.linear = nn.GRU(1, 8, batch_first=True), nn.Linear(8, 1)

    def forward(self, bits):
        return self.linear(self.gru(bits.unsqueeze(-1))[0]).squeeze(-1)


networks = {
    "xor": lambda: nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)),
    "digits": lambda: nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)),
    "parity": Recurrent,
    "fashion_perceptron": lambda: nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)),
    "fashion_convolutions": lambda: nn.Sequential(nn.Unflatten(1, (1, 28, 28)), *fashion_network.blocks(), nn.Flatten(),
                                                  nn.Linear(576, 10)),
}
losses = {"xor": nn.MSELoss(), "parity": nn.BCEWithLogitsLoss()}
classes = nn.CrossEntropyLoss()


def read(folder, name, task):
    inputs = numpy.fromfile(folder / f"{name}_inputs.u8", numpy.uint8).reshape(-1, task["inputs"])
    targets = numpy.fromfile(folder / f"{name}_targets.u8", numpy.uint8).reshape(-1, task["targets"])
    inputs, targets = torch.from_numpy(inputs).float() / task["divisor"], torch.from_numpy(targets)
    return inputs, targets.float() if task["name"] in losses else targets.squeeze(1).long()


@torch.no_grad()
def value(net, task, inputs, targets):
    """What the task is judged by: the loss, or the share of samples, or of sequences at their last step, that are right."""
    net.eval()
    outputs = torch.cat([net(part) for part in inputs.split(1000)])
    net.train()
    if task["judged_by"] == "loss":
        return losses[task["name"]](outputs, targets).item()
    if task["name"] == "parity":
        return ((outputs[:, -1] > 0) == (targets[:, -1] > 0)).float().mean().item()
    return (outputs.argmax(1) == targets).double().mean().item()


def learn(task, folder):
    (inputs, targets), test = read(folder, "training", task), read(folder, "test", task)
    order = torch.from_numpy(numpy.fromfile(folder / "order.u32", numpy.uint32).astype(numpy.int64))
    batches = order.split(task["batch_size"])
    loss = losses.get(task["name"], classes)

    def start():
        net = networks[task["name"]]()
        initial = torch.from_numpy(numpy.fromfile(folder / "initial.f32", numpy.float32))
        with torch.no_grad():
            for parameter, part in zip(net.parameters(), initial.split([p.numel() for p in net.parameters()])):
                parameter.copy_(part.reshape(parameter.shape))
        if task["name"] == "xor":
            return net, torch.optim.SGD(net.parameters(), lr=task["learning_rate"]), None
        optimizer = torch.optim.Adam(net.parameters(), lr=task["learning_rate"])
        return net, optimizer, torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, task["most_steps"])

    def step(net, optimizer, schedule, batch):
        optimizer.zero_grad(set_to_none=True)
        of_batch = loss(net(inputs[batch]), targets[batch])
        of_batch.backward()
        optimizer.step()
        if schedule:
            schedule.step()
        return of_batch.detach()

    step(*start(), batches[0])  # PyTorch's own first step does not count
    net, optimizer, schedule = start()
    first, curve, seconds, steps = [], [], 0, 0
    while steps < task["most_steps"]:
        begun = time.process_time()
        these = [step(net, optimizer, schedule, batch) for batch in batches[steps:steps + task["interval"]]]
        seconds += time.process_time() - begun
        steps += task["interval"]
        first = first or [each.item() for each in these[:10]]
        curve.append({"seconds": seconds, "steps": steps, "value": value(net, task, *test)})
        at, goal = curve[-1]["value"], task["goal"]
        if at <= goal if task["judged_by"] == "loss" else at >= goal:
            break
    return first, curve


def main(material, name, into):
    folder = pathlib.Path(material) / name
    task = json.loads((folder / "task.json").read_text())
    first, curve = learn(task, folder)
    pathlib.Path(into).write_text(json.dumps({
        "task": task["title"], "implementation": "PyTorch", "version": torch.__version__, "difference": "",
        "judged_by": task["judged_by"], "goal": task["goal"], "losses": first, "curve": curve}))


main(*sys.argv[1:])

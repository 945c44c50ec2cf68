"""Makes the files of this folder with numpy and PyTorch: python3 make.py. They stand for files from elsewhere."""

import io
import json
import struct
import zipfile

import numpy as np
import torch
from torch import nn

NET = {  # linear<3, 2>, relu, linear<2, 1>
    "0.weight": np.arange(6).reshape(2, 3) / 127 - 0.25,
    "0.bias": np.array([0.5, -1 / 127]),
    "2.weight": np.array([[3 / 127, -0.125]]),
    "2.bias": np.array([1e-40]),
}
FLOATS = {name: values.astype(np.float32) for name, values in NET.items()}

np.savez("numpy_savez.npz", **FLOATS)
np.savez_compressed("numpy_savez_compressed.npz", **FLOATS)
np.savez("numpy_fortran.npz", **{name: np.asfortranarray(values) for name, values in FLOATS.items()})
np.savez("numpy_float64.npz", **NET)
np.savez("numpy_big_endian.npz", **{name: values.astype(">f4") for name, values in FLOATS.items()})

# Version 2.0, which numpy itself only writes for headers of more than 65535 bytes.
with zipfile.ZipFile("numpy_version_2.npz", "w") as archive:
    for name, values in FLOATS.items():
        member = io.BytesIO()
        np.lib.format.write_array(member, values, version=(2, 0))
        archive.writestr(name + ".npy", member.getvalue())

# As zip programs pack a folder: an entry for the folder itself.
with zipfile.ZipFile("numpy_folder.npz", "w") as archive:
    archive.writestr("arrays/", b"")
    for name, values in FLOATS.items():
        member = io.BytesIO()
        np.save(member, values)
        archive.writestr(name + ".npy", member.getvalue())

# A megabyte of zeros behind one array, in a file of two kilobytes.
with zipfile.ZipFile("bomb.npz", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, values in FLOATS.items():
        member = io.BytesIO()
        np.save(member, values)
        archive.writestr(name + ".npy", member.getvalue() + bytes(1 << 20 if name == "0.weight" else 0))

# As the reference implementation of safetensors lays a file out: metadata, then tensors by name, sorted.
header, data = {"__metadata__": {"format": "pt", "by": "make.py"}}, b""
for name in sorted(FLOATS):
    values = FLOATS[name].tobytes()
    header[name] = {"dtype": "F32", "shape": FLOATS[name].shape, "data_offsets": [len(data), len(data) + len(values)]}
    data += values
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open("sorted.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)


def batch_norm():
    """A state_dict with running statistics, and the counter of batches that PyTorch saves beside them."""
    torch.manual_seed(18)
    net = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Tanh(), nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4)),
                        nn.Linear(4, 2))
    for _ in range(5):
        net(torch.randn(8, 3))
    state = net.state_dict()
    np.savez("torch_batch_norm.npz", **{name: tensor.numpy() for name, tensor in state.items()})
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in sorted(state.items()):
        values = tensor.numpy().tobytes()
        header[name] = {"dtype": "I64" if tensor.dtype == torch.int64 else "F32", "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open("torch_batch_norm.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
    with torch.no_grad():
        y = net.eval()(torch.tensor([[0.5, -1.25, 2.0]]))[0]
    print("torch_batch_norm gives", ", ".join(f"{float(v).hex()}F" for v in y), "for 0.5, -1.25, 2")


batch_norm()

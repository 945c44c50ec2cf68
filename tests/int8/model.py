"""Writes a header with the integers of a .tflite model of products and sums, and with its inputs and answers.

    model.py FOLDER NAME header.hpp

FOLDER has the model, in_k.bin and out_k.bin, and inter_2/opNN_tT.bin: what each operator gives for the third input.
"""

import glob
import struct
import sys

ADD, CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED = 0, 3, 4, 9  # operators that have constants, by their number in the format


class Table:
    """A table of a flat buffer: fields are found by a table of offsets."""

    def __init__(self, data, at):
        self.data, self.at = data, at
        self.fields = at - struct.unpack_from("<i", data, at)[0]

    def offset(self, field):
        size = struct.unpack_from("<H", self.data, self.fields)[0]
        place = 4 + 2 * field
        within = struct.unpack_from("<H", self.data, self.fields + place)[0] if place < size else 0
        return self.at + within if within else 0

    def scalar(self, field, kind):
        at = self.offset(field)
        return struct.unpack_from("<" + kind, self.data, at)[0] if at else 0

    def target(self, field):
        at = self.offset(field)
        return at + struct.unpack_from("<I", self.data, at)[0] if at else 0

    def table(self, field):
        return Table(self.data, self.target(field))

    def numbers(self, field, kind):
        at = self.target(field)
        return list(struct.unpack_from(f"<{struct.unpack_from('<I', self.data, at)[0]}{kind}", self.data, at + 4)) if at else []

    def tables(self, field):
        at = self.target(field)
        for k in range(struct.unpack_from("<I", self.data, at)[0]):
            entry = at + 4 + 4 * k
            yield Table(self.data, entry + struct.unpack_from("<I", self.data, entry)[0])


def read(path):
    with open(path, "rb") as file:
        return file.read()


def int8(data):
    return struct.unpack(f"{len(data)}b", data)


def listed(values):
    text, line = "", "   "
    for value in values:
        line += f" {value},"
        if len(line) > 110:
            text, line = text + line + "\n", "   "
    return text + line


def main(folder, name, target):
    data = read(glob.glob(f"{folder}/*.tflite")[0])
    model = Table(data, struct.unpack_from("<I", data, 0)[0])
    graph = next(model.tables(2))
    buffers, tensors = list(model.tables(4)), list(graph.tables(0))

    def scales(tensor):
        return tensor.table(4).numbers(2, "f")

    def gives(tensor):
        return f"{{{scales(tensor)[0].hex()}F, {tensor.table(4).numbers(3, 'q')[0]}}}"

    def constants(tensor, kind):
        return buffers[tensor.scalar(2, "I")].numbers(0, "b") if kind == "b" else [
            value for (value,) in struct.iter_unpack("<i", bytes(buffers[tensor.scalar(2, "I")].numbers(0, "B")))]

    out = ["// Written by model.py.\n#include <constprop/int8/weighted.hpp>\n\n#include <array>\n#include <cstdint>\n",
           f"namespace {name} {{\n",
           f"inline constexpr constprop::quantization takes{gives(tensors[graph.numbers(1, 'i')[0]])};\n"]
    codes = [code.scalar(3, "i") or code.scalar(0, "b") for code in model.tables(1)]
    for k, op in enumerate(graph.tables(3)):
        inputs, outputs, code = op.numbers(1, "i"), op.numbers(2, "i"), codes[op.scalar(0, "I")]
        if code in (FULLY_CONNECTED, CONV_2D, DEPTHWISE_CONV_2D):
            weights, biases = constants(tensors[inputs[1]], "b"), constants(tensors[inputs[2]], "i")
            if code == DEPTHWISE_CONV_2D:  # (row, column, output) becomes (output, row, column)
                weights = [w for o in range(len(biases)) for w in weights[o :: len(biases)]]
            of = scales(tensors[inputs[1]])
            out.append(f"inline constexpr constprop::int8_tensors<{len(weights)}, {len(biases)}, {len(of)}> layer_{k}{{\n"
                       f".weights = {{{{\n{listed(weights)}\n}}}},\n.scales = {{{', '.join(s.hex() + 'F' for s in of)}}},\n"
                       f".biases = {{{{\n{listed(biases)}\n}}}},\n.gives = {gives(tensors[outputs[0]])}}};\n")
        elif code == ADD:
            out.append(f"inline constexpr constprop::quantization layer_{k}{gives(tensors[outputs[0]])};\n")
        values = int8(read(f"{folder}/inter_2/op{k:02}_t{outputs[0]}.bin"))
        out.append(f"inline constexpr std::array<std::int8_t, {len(values)}> gives_{k}{{{{\n{listed(values)}\n}}}};\n")
    for which, file in (("inputs", "in"), ("outputs", "out")):
        rows = [int8(read(f"{folder}/{file}_{k}.bin")) for k in range(3)]
        out.append(f"inline constexpr std::array<std::array<std::int8_t, {len(rows[0])}>, 3> {which}{{{{\n" +
                   "".join(f"{{{{\n{listed(row)}\n}}}},\n" for row in rows) + "}};\n")
    out.append(f"}}  // namespace {name}\n")
    with open(target, "w") as file:
        file.write("\n".join(out))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Writes a header with reference values of TensorFlow Lite's int8 arithmetic, from a JSON file of them: all, or every n-th.

    ops.py ops.json ops.hpp [n]
"""

import json
import sys


def flat(values):
    return "{" + ", ".join(str(v) for v in values) + "}"


def main(source, target, step=1):
    ops = json.load(open(source))

    def some(name, at_most=None):
        return ops[name][:: 1 if at_most and len(ops[name]) <= at_most else step]

    out = []

    def put(kind, name, entries):
        out.append(f"inline const std::vector<{kind}> {name}{{\n" + "".join(f"    {e},\n" for e in entries) + "};\n")

    put("requantization", "requantizations", [f"{{{x}, {{{m}, {s}}}, {y}}}" for x, m, s, y in some("requantize")])
    put("factor", "factors", [f"{{{r}, {{{m}, {s}}}}}" for r, m, s in some("quantize_multiplier")])
    put("functions", "tables", [
        f"{{{float.fromhex(t['scale']).hex()}F, {t['zero_point']}, {flat(t['tanh'])}, {flat(t['logistic'])}}}"
        for t in (ops["tanh_int8"] if step == 1 else ops["tanh_int8"][:2])])
    put("row", "softmax_rows", [
        f"{{{float.fromhex(c['scale']).hex()}F, {{{c['multiplier']}, {c['left_shift']}}}, {c['diff_min']}, "
        f"{flat(c['in'])}, {flat(c['out'])}}}" for c in (ops["softmax_int8"] if step == 1 else ops["softmax_int8"][::4])
        if len(c["in"]) <= (1 << 20 if step == 1 else 16)])
    put("mean_of_channels", "means", [
        f"{{{float.fromhex(c['scale_in']).hex()}F, {c['zp_in']}, {float.fromhex(c['scale_out']).hex()}F, {c['zp_out']}, "
        f"{c['c']}, {flat(c['in'])}, {flat(c['out'])}}}"
        for c in (ops["mean_int8"] if step == 1 else sorted(ops["mean_int8"], key=lambda c: len(c["in"]))[:3])])
    of_gates = ops["int16_q3_12"]
    put("gate_function", "gate_functions",
        [flat(v) for v in list(zip(of_gates["x"], of_gates["logistic"], of_gates["tanh"]))[::step]])
    open(target, "w").write(
        "// Reference values of TensorFlow Lite's int8 arithmetic, written by ops.py.\n" + "\n".join(out))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(int(n) for n in sys.argv[3:]))

#!/usr/bin/env python3
"""Prints the reference values in the tests of the elementary functions: each argument is rounded to the format, the
function evaluated with 60 digits, and the result rounded once more.

    python3 reference_values.py exp
"""
import struct
import sys

from mpmath import mp, mpf

mp.dps = 60

FUNCTIONS = {
    "exp": (mp.exp, [-100, -87.5, -20.3, -2.7, -0.34, 0.1, 0.35, 1, 3.3, 10, 50.5, 88.5], [-740, -700.25, 0.35, 1, 300.7, 709.5]),
    "expm1": (mp.expm1, [-15, -2.5, -0.4, -0.01, 1e-6, 0.2, 0.36, 1, 5.5, 30, 88.5], [-36, -0.4, 1e-12, 0.36, 1, 300.7]),
    "log": (mp.log, [1e-40, 1e-30, 0.01, 0.5, 0.70, 0.72, 0.999, 1.001, 1.5, 2, 10, 1e20], [1e-310, 0.5, 0.999, 1.5, 10, 1e300]),
    "log1p": (mp.log1p, [-0.999, -0.7, -0.3, -1e-6, 1e-10, 0.01, 0.41, 0.45, 1, 10, 1e20], [-0.999, -1e-12, 0.45, 1, 10, 1e300]),
    "tanh": (mp.tanh, [1e-5, -0.1, 0.3, 0.54, 0.56, -0.7, 1, 2, -3.5, 7.7], [1e-9, -0.3, 0.62, 0.63, 1, 2, -8, 17.5]),
    "sqrt": (mp.sqrt, [1e-45, 1e-40, 0.1, 0.5, 2, 3, 10, 1e30], [5e-324, 1e-310, 0.1, 0.5, 2, 3, 10, 1e300]),
    "erf": (mp.erf, [1e-20, -0.01, 0.3, 0.7, 0.99, 1.01, -1.5, 2, 3.5], [1e-20, -0.01, 0.5, 0.99, 1.01, 2, 3.5, 5.5]),
    "erfc": (mp.erfc, [-3, -0.3, 0.01, 0.49, 0.51, 1, 2.5, 5, 8.5, 9.8], [-3, -0.3, 0.01, 0.49, 0.51, 1, 2.5, 5, 20.1, 26.8]),
    "cos_pi": (lambda t: mp.cos(mp.pi * t), [0.1, 0.2, 0.3, 0.45, -0.499, 0.7, 1.3, 9.6, 1000.3], [0.1, 0.2, 0.3, 0.45, -0.499, 0.7, 1.3, 9.6, 1000.3]),
}


def to_float(value):
    return struct.unpack("f", struct.pack("f", value))[0]


def shortest_float(value):
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if to_float(float(text)) == value:
            break
    return repr(float(text)) + "F"


def nearest(value, digits, least):
    """The nearest multiple of the last place, subnormals included, as a Python float (exact for both formats)."""
    if value == 0:
        return 0.0
    exponent = max(int(mp.floor(mp.log(abs(value), 2))), least)
    return float(mp.ldexp(mp.nint(mp.ldexp(value, digits - 1 - exponent)), exponent - digits + 1))


def main():
    for name in sys.argv[1:] or FUNCTIONS:
        function, floats, doubles = FUNCTIONS[name]
        print(f"constexpr reference<float> {name}_floats[] = {{")
        for x in floats:
            x = to_float(x)
            print(f"    {{{shortest_float(x)}, {shortest_float(nearest(function(mpf(x)), 24, -126))}}},")
        print(f"}};\nconstexpr reference<double> {name}_doubles[] = {{")
        for x in doubles:
            x = float(x)
            print(f"    {{{x!r}, {nearest(function(mpf(x)), 53, -1022)!r}}},")
        print("};")


if __name__ == "__main__":
    main()

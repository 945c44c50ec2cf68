#!/usr/bin/env python3
"""The approximations of include/constprop/math that are rational, or too long for Sollya's fpminimax: Remez' exchange
algorithm, or Lawson's, with 60 digits. Prints log2 of the largest error and the coefficients, lowest power first, rounded to
double.

    python3 minimax.py
"""
from mpmath import cos, erfc, exp, log, lu_solve, matrix, mp, mpf, nstr, pi, polyval, sign, sqrt, tanh

mp.dps = 60


def remez(function, weight, numerator, denominator, low, high):
    """P and Q of the given degrees, Q(0) = 1, that minimize max weight(x)·|P(x)/Q(x) − function(x)|."""
    unknowns = numerator + denominator + 2
    low, high = mpf(low), mpf(high)
    count = 60 * unknowns
    grid = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / count) for i in range(count + 1)]
    points = [(low + high) / 2 - (high - low) / 2 * cos(pi * (i + mpf(1) / 2) / unknowns) for i in range(unknowns)]
    level = mpf(0)
    for _ in range(25):
        # P(x) − Q(x)·(f(x) ± level/weight) = 0 at the points, linear but for level·Q: iterate on the level.
        for _ in range(20):
            rows, right = matrix(unknowns, unknowns), matrix(unknowns, 1)
            for i, x in enumerate(points):
                step = (-1) ** i / weight(x)
                value = function(x)
                for j in range(numerator + 1):
                    rows[i, j] = x**j
                for j in range(1, denominator + 1):
                    rows[i, numerator + j] = -(value + step * level) * x**j
                rows[i, unknowns - 1] = -step
                right[i] = value
            solution = lu_solve(rows, right)
            change, level = abs(solution[unknowns - 1] - level), solution[unknowns - 1]
            if change <= abs(level) * mpf(10) ** -12:
                break
        p = [solution[j] for j in range(numerator + 1)]
        q = [mpf(1)] + [solution[numerator + j] for j in range(1, denominator + 1)]
        errors = [weight(x) * (polyval(p[::-1], x) / polyval(q[::-1], x) - function(x)) for x in grid]
        largest = max(abs(e) for e in errors)
        extrema = []
        for i, e in enumerate(errors):
            if extrema and sign(errors[extrema[-1]]) == sign(e):
                if abs(e) > abs(errors[extrema[-1]]):
                    extrema[-1] = i
            else:
                extrema.append(i)
        if len(extrema) < unknowns:
            raise ArithmeticError("the error does not alternate often enough")
        while len(extrema) > unknowns:
            extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
        points = [grid[i] for i in extrema]
        if largest <= abs(level) * mpf("1.001"):
            break
    return p, q, largest


def lawson(function, weight, numerator, denominator, low, high, center=0):
    """P and Q of the given degrees in x − center, Q(center) = 1, that nearly minimize max weight(x)·|P(x)/Q(x) − function(x)|:
    weighted least squares, of which each round weighs points by the errors of the round before, and divides by the Q before.
    It needs no initial guess, as Remez' algorithm does for high degrees. The points are denser where x is near 1 or less."""
    low, high, unknowns, count = mpf(low), mpf(high), numerator + denominator + 1, 240
    first, last = (low - 1) / (low + 1), (high - 1) / (high + 1)
    middles = [(first + last) / 2 - (last - first) / 2 * cos(pi * (i + mpf(1) / 2) / count) for i in range(count)]
    points = [(1 + t) / (1 - t) for t in middles]
    values, weights = [function(x) for x in points], [weight(x) for x in points]
    powers = [[(x - center) ** j for j in range(max(numerator, denominator) + 1)] for x in points]
    counts, below, best = [mpf(1)] * count, [mpf(1)] * count, None
    for _ in range(40):
        left, right = matrix(unknowns, unknowns), matrix(unknowns, 1)
        for i in range(count):
            scale = weights[i] / abs(below[i])
            row = [power * scale for power in powers[i][: numerator + 1]]
            row += [-values[i] * power * scale for power in powers[i][1 : denominator + 1]]
            for j in range(unknowns):
                right[j] += counts[i] * row[j] * values[i] * scale
                for k in range(unknowns):
                    left[j, k] += counts[i] * row[j] * row[k]
        solution = lu_solve(left, right)
        p = [solution[j] for j in range(numerator + 1)]
        q = [mpf(1)] + [solution[numerator + j] for j in range(1, denominator + 1)]
        below = [polyval(q[::-1], x - center) for x in points]
        errors = [
            weights[i] * abs(polyval(p[::-1], points[i] - center) / below[i] - values[i]) for i in range(count)
        ]
        if best is None or max(errors) < best[2]:
            best = p, q, max(errors)
        counts = [weight * (error / max(errors)) ** mpf("0.8") + mpf(10) ** -30 for weight, error in zip(counts, errors)]
        counts = [weight / sum(counts) for weight in counts]
    return best


def show(name, p, q, error):
    print(f"{name}: 2^{nstr(log(error, 2), 4)}")
    print("  P", [float(c) for c in p])
    print("  Q", [float(c) for c in q])


def tanh_quotient(z):
    """(x − tanh x)/x³ at x² = z."""
    x = sqrt(z)
    return mpf(1) / 3 if z < mpf(10) ** -20 else (1 - tanh(x) / x) / z


def tanh_weight(z):
    """The error of the quotient as a relative error of tanh x; the small constant keeps 1/weight finite at 0."""
    x = sqrt(z)
    return mpf(10) ** -6 + (z * x / tanh(x) if z > 0 else 0)


CENTER = mpf("3.0625")


def scaled_erfc(t):
    """(1 + a)·e^(a²)·erfc(a) at t = (a − s)/(a + s); with this s, rounding the coefficients does little harm."""
    a = CENTER * (1 + t) / (1 - t)
    return (1 + a) * exp(a * a) * erfc(a)


def main():
    p, q, error = remez(tanh_quotient, tanh_weight, 0, 3, 0, 1)
    show("tanh, float, for x^2 < 1; the code divides P and Q by P", p, q, error)
    # Many P and Q are as good as the next two. Those in the code are of another grid, times a number that makes the rounding of
    # their coefficients to float do the least harm, which tests/math/exhaustive.cpp measures.
    show("1 - tanh x, float, for 1 < x < 9.05, in x - 1",
         *lawson(lambda x: 1 - tanh(x), lambda x: 1 / tanh(x), 5, 6, 1, "9.05", center=1))
    show("the logistic function of -x, float, for 0 < x < 17.4",
         *lawson(lambda x: 1 / (1 + exp(x)), lambda x: 1, 5, 7, 0, "17.4"))
    show("tanh, double, for x^2 < 0.625^2", *remez(tanh_quotient, tanh_weight, 2, 3, 0, mpf("0.625") ** 2))
    low, high = [(mpf(a) - CENTER) / (mpf(a) + CENTER) for a in ("0.49", "27.3")]
    show("erfc, double, for 0.49 < a < 27.3", *remez(scaled_erfc, lambda t: 1 / scaled_erfc(t), 21, 0, low, high))


if __name__ == "__main__":
    main()

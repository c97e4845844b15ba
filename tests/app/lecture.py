"""The lecture's programs and the numbers that must come out, each a source and {label: (data, grad)}."""

from __future__ import annotations

import math

Expected = dict[str, tuple[float, float | None]]

NEURON_LEAVES = "x1 = 2\nx2 = 0\nw1 = -3\nw2 = 1\nb = 6.8813735870195432\nn = x1*w1 + x2*w2 + b\n"
NEURON_GRADIENTS: Expected = {
    "n": (0.8813735870195432, 0.5),
    "b": (6.8813735870195432, 0.5),
    "x1*w1": (-6.0, 0.5),
    "x2*w2": (0.0, 0.5),
    "x1*w1 + x2*w2": (-6.0, 0.5),
    "x1": (2.0, -1.5),
    "w1": (-3.0, 1.0),
    "x2": (0.0, 0.5),
    "w2": (1.0, 0.0),
}
O = math.sqrt(0.5)  # tanh of the neuron's n, to every digit of it  # noqa: E741

LECTURE: dict[str, tuple[str, Expected]] = {
    "one input, at 3": ("x = 3\ny = 3*x**2 - 4*x + 5", {"y": (20.0, 1.0), "x": (3.0, 14.0)}),
    "one input, where the slope is 0": ("x = 0.6666666666666666\ny = 3*x**2 - 4*x + 5", {"x": (2 / 3, 0.0)}),
    "several inputs": (
        "a = 2\nb = -3\nc = 10\nd = a*b + c",
        {"d": (4.0, 1.0), "a": (2.0, -3.0), "b": (-3.0, 2.0), "c": (10.0, 1.0)},
    ),
    "L": (
        "a = 2.0\nb = -3.0\nc = 10\ne = a*b\nd = e + c\nf = -2\nL = d*f",
        {
            "L": (-8.0, 1.0),
            "d": (4.0, -2.0),
            "f": (-2.0, 4.0),
            "e": (-6.0, -2.0),
            "c": (10.0, -2.0),
            "a": (2.0, 6.0),
            "b": (-3.0, -4.0),
        },
    ),
    "L after one step up": (
        "a = 2.06; b = -3.04; c = 9.98; f = -1.96; L = (a*b + c)*f",
        {"L": (-7.286496, 1.0)},
    ),
    "the neuron": (NEURON_LEAVES + "o = tanh(n)", {"o": (O, 1.0), **NEURON_GRADIENTS}),
    "tanh broken up": (
        NEURON_LEAVES + "e = (2*n).exp()\no = (e - 1)/(e + 1)",
        {"o": (O, 1.0), **NEURON_GRADIENTS},
    ),
    "a used twice": ("a = 3.0; b = a + a", {"b": (6.0, 1.0), "a": (3.0, 2.0)}),
    "a and b used twice": (
        "a = -2\nb = 3\nd = a*b\ne = a + b\nf = d*e",
        {"f": (-6.0, 1.0), "a": (-2.0, -3.0), "b": (3.0, -8.0), "d": (-6.0, 1.0), "e": (1.0, -6.0)},
    ),
    "micrograd's README": (
        (
            "a = -4; b = 2\nc = a + b\nd = a*b + b**3\nc += c + 1\nc += 1 + c + (-a)\n"
            "d += d*2 + (b + a).relu()\nd += 3*d + (b - a).relu()\ne = c - d\nf = e**2\ng = f/2.0\n"
            "g += 10.0/f"
        ),
        {
            "g": (24.70408163265306, 1.0),
            "a": (-4.0, 138.83381924198252),
            "b": (2.0, 645.5772594752186),
        },
    ),
    "micrograd's first test": (
        "x = -4\nz = 2*x + 2 + x\nq = z.relu() + z*x\nh = (z*z).relu()\ny = h + q + q*x",
        {"y": (-20.0, 1.0), "x": (-4.0, 46.0)},
    ),
}

"""The fused program's lane instructions: loops whose innermost index runs over the lanes.

`d` and `g` (rows, width) hold the lanes' data and grads, `u` and `gu` the uniform nodes'. `n` is the number
of lanes that count, padding included. The last two rows of `g` are scratch.
"""

from __future__ import annotations

from typing import Any

from engine.kernels_jit import compiled
from engine.kernels_math import (
    LEAKY_RELU,
    MUL,
    NEG,
    RELU,
    TANH,
    forward_of,
    other_slope_of,
    slope_of,
    tanh,
)
from engine.tape_fuse import FIRST, MORE, NO_GRAD

# -- dense: out = bias + sum of coefficient * in ---------------------------------------------------------


@compiled
def dense_forward(lists: Any, at: int, outs: int, ins: int, u: Any, d: Any, n: int) -> None:
    """Eight ins at a time: a lane is loaded and stored once for eight products."""
    v, s = at + 2 * outs, at + 2 * outs + 2 * ins
    for j in range(outs):
        o, bias = lists[at + j], u[lists[at + outs + j]]
        t = 0
        if ins >= 8:
            _eight(lists, v, s, u, d, o, bias, n, True)
            t = 8
        elif ins >= 2:
            _two(lists, v, s, u, d, o, bias, n, True)
            t = 2
        else:
            a, c = lists[v], u[lists[s]]
            for i in range(n):
                d[o, i] = bias + c * d[a, i]
            t = 1
        while t + 8 <= ins:
            _eight(lists, v + t, s + t, u, d, o, bias, n, False)
            t += 8
        while t + 2 <= ins:
            _two(lists, v + t, s + t, u, d, o, bias, n, False)
            t += 2
        if t < ins:
            a, c = lists[v + t], u[lists[s + t]]
            for i in range(n):
                d[o, i] += c * d[a, i]
        s += ins


@compiled
def _eight(lists: Any, v: int, s: int, u: Any, d: Any, o: int, bias: float, n: int, first: bool) -> None:
    a0, a1, a2, a3 = lists[v], lists[v + 1], lists[v + 2], lists[v + 3]
    a4, a5, a6, a7 = lists[v + 4], lists[v + 5], lists[v + 6], lists[v + 7]
    c0, c1, c2, c3 = u[lists[s]], u[lists[s + 1]], u[lists[s + 2]], u[lists[s + 3]]
    c4, c5, c6, c7 = u[lists[s + 4]], u[lists[s + 5]], u[lists[s + 6]], u[lists[s + 7]]
    if first:
        for i in range(n):
            x = bias + c0 * d[a0, i] + c1 * d[a1, i] + c2 * d[a2, i] + c3 * d[a3, i]
            d[o, i] = x + c4 * d[a4, i] + c5 * d[a5, i] + c6 * d[a6, i] + c7 * d[a7, i]
    else:
        for i in range(n):
            x = d[o, i] + c0 * d[a0, i] + c1 * d[a1, i] + c2 * d[a2, i] + c3 * d[a3, i]
            d[o, i] = x + c4 * d[a4, i] + c5 * d[a5, i] + c6 * d[a6, i] + c7 * d[a7, i]


@compiled
def _two(lists: Any, v: int, s: int, u: Any, d: Any, o: int, bias: float, n: int, first: bool) -> None:
    a0, a1, c0, c1 = lists[v], lists[v + 1], u[lists[s]], u[lists[s + 1]]
    if first:
        for i in range(n):
            d[o, i] = bias + c0 * d[a0, i] + c1 * d[a1, i]
    else:
        for i in range(n):
            d[o, i] += c0 * d[a0, i] + c1 * d[a1, i]


@compiled
def dense_backward(
    lists: Any, at: int, outs: int, ins: int, weights: int, biases: int,
    u: Any, gu: Any, d: Any, g: Any, n: int,
) -> None:  # fmt: skip
    """Four outs at a time: an in's data and grad are loaded once for eight products."""
    v, s = at + 2 * outs, at + 2 * outs + 2 * ins
    if biases:
        for j in range(outs):
            o, x = lists[at + j], 0.0
            for i in range(n):
                x += g[o, i]
            gu[lists[at + outs + j]] += x
    j = 0
    while j + 4 <= outs:
        for t in range(ins):
            mode = lists[v + ins + t]
            if mode == FIRST and j > 0:
                mode = MORE
            _four(lists, at + j, s + j * ins + t, ins, lists[v + t], mode, weights, u, gu, d, g, n)
        j += 4
    while j < outs:
        for t in range(ins):
            mode = lists[v + ins + t]
            if mode == FIRST and j > 0:
                mode = MORE
            _one(lists[at + j], lists[s + j * ins + t], lists[v + t], mode, weights, u, gu, d, g, n)
        j += 1


@compiled
def _four(
    lists: Any, o: int, s: int, ins: int, a: int, mode: int, weights: int,
    u: Any, gu: Any, d: Any, g: Any, n: int,
) -> None:  # fmt: skip
    o0, o1, o2, o3 = lists[o], lists[o + 1], lists[o + 2], lists[o + 3]
    s0, s1, s2, s3 = lists[s], lists[s + ins], lists[s + 2 * ins], lists[s + 3 * ins]
    c0, c1, c2, c3 = u[s0], u[s1], u[s2], u[s3]
    x0 = x1 = x2 = x3 = 0.0
    if mode == FIRST:
        for i in range(n):
            x, y0, y1, y2, y3 = d[a, i], g[o0, i], g[o1, i], g[o2, i], g[o3, i]
            x0 += x * y0
            x1 += x * y1
            x2 += x * y2
            x3 += x * y3
            g[a, i] = c0 * y0 + c1 * y1 + c2 * y2 + c3 * y3
    elif mode == MORE:
        for i in range(n):
            x, y0, y1, y2, y3 = d[a, i], g[o0, i], g[o1, i], g[o2, i], g[o3, i]
            x0 += x * y0
            x1 += x * y1
            x2 += x * y2
            x3 += x * y3
            g[a, i] += c0 * y0 + c1 * y1 + c2 * y2 + c3 * y3
    elif weights:
        for i in range(n):
            x = d[a, i]
            x0 += x * g[o0, i]
            x1 += x * g[o1, i]
            x2 += x * g[o2, i]
            x3 += x * g[o3, i]
    gu[s0] += x0
    gu[s1] += x1
    gu[s2] += x2
    gu[s3] += x3


@compiled
def _one(o: int, s: int, a: int, mode: int, weights: int, u: Any, gu: Any, d: Any, g: Any, n: int) -> None:
    if weights:
        x = 0.0
        for i in range(n):
            x += d[a, i] * g[o, i]
        gu[s] += x
    c = u[s]
    if mode == FIRST:
        for i in range(n):
            g[a, i] = c * g[o, i]
    elif mode == MORE:
        for i in range(n):
            g[a, i] += c * g[o, i]


# -- ops -------------------------------------------------------------------------------------------------


@compiled
def op_forward(code: int, o: int, a: int, b: int, k: float, d: Any, n: int) -> None:
    """What networks are made of runs on vectors, the rest lane by lane."""
    if code == RELU:
        for i in range(n):
            d[o, i] = 0.0 if d[a, i] <= 0.0 else d[a, i]  # noqa: FURB136 (max would hide NaN)
    elif code == TANH:
        for i in range(n):
            d[o, i] = tanh(d[a, i])
    elif code == MUL:
        for i in range(n):
            d[o, i] = d[a, i] * d[b, i]
    elif code == NEG:
        for i in range(n):
            d[o, i] = -d[a, i]
    elif code == LEAKY_RELU:
        for i in range(n):
            d[o, i] = d[a, i] if d[a, i] > 0.0 else k * d[a, i]
    else:
        for i in range(n):
            d[o, i] = forward_of(code, d[a, i], d[b, i], k)


@compiled
def op_backward(  # noqa: C901
    code: int, o: int, a: int, b: int, left: int, right: int, k: float, d: Any, g: Any, n: int
) -> None:
    """Contributions go straight to a grad that is written first, and by way of scratch to others."""
    scratch = g.shape[0] - 2
    if left != NO_GRAD:
        to = a if left == FIRST else scratch
        if code == RELU:
            for i in range(n):
                g[to, i] = g[o, i] * (1.0 if d[a, i] > 0.0 else 0.0)
        elif code == TANH:
            for i in range(n):
                g[to, i] = g[o, i] * (1.0 - d[o, i] * d[o, i])
        elif code == MUL:
            for i in range(n):
                g[to, i] = g[o, i] * d[b, i]
        elif code == LEAKY_RELU:
            for i in range(n):
                g[to, i] = g[o, i] * (1.0 if d[a, i] > 0.0 else k)
        else:
            for i in range(n):
                g[to, i] = g[o, i] * slope_of(code, d[o, i], d[a, i], d[b, i], k)
        if left == MORE:
            for i in range(n):
                g[a, i] += g[scratch, i]
    if right != NO_GRAD:
        to = b if right == FIRST else scratch
        if code == MUL:
            for i in range(n):
                g[to, i] = g[o, i] * d[a, i]
        else:
            for i in range(n):
                g[to, i] = g[o, i] * other_slope_of(code, d[o, i], d[a, i], d[b, i])
        if right == MORE:
            for i in range(n):
                g[b, i] += g[scratch, i]

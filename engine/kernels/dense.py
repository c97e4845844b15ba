"""Dense blocks: sums of products that read the same lanes, out = bias + sum of coefficient × in.

Four outs are worked on together, eight lanes at a time: an in is loaded once for four outs, and sums stay in
registers. `lists[at:]` holds a block as `engine/tape/code.py` says it. `n` is a multiple of eight.
"""

from __future__ import annotations

from typing import Any

from engine.kernels.jit import compiled
from engine.kernels.vector import load, plus, plus_product, spread, store, times, total
from engine.tape.code import FIRST, MORE, NO_GRAD


@compiled
def dense_forward(lists: Any, at: int, outs: int, ins: int, u: Any, d: Any, w: Any, n: int) -> None:
    """`w` is room for four outs' coefficients, (4 × ins)."""
    rows, s = at + 2 * outs, at + 2 * outs + 2 * ins
    j = 0
    while j + 4 <= outs:
        for t in range(ins):
            for k in range(4):
                w[4 * t + k] = u[lists[s + (j + k) * ins + t]]
        o0, o1, o2, o3 = lists[at + j], lists[at + j + 1], lists[at + j + 2], lists[at + j + 3]
        b = at + outs + j
        b0, b1, b2, b3 = u[lists[b]], u[lists[b + 1]], u[lists[b + 2]], u[lists[b + 3]]
        for i in range(0, n, 8):
            z0, z1, z2, z3 = spread(b0), spread(b1), spread(b2), spread(b3)
            for t in range(ins):
                x = load(d, lists[rows + t], i)
                z0 = plus_product(z0, spread(w[4 * t]), x)
                z1 = plus_product(z1, spread(w[4 * t + 1]), x)
                z2 = plus_product(z2, spread(w[4 * t + 2]), x)
                z3 = plus_product(z3, spread(w[4 * t + 3]), x)
            store(d, o0, i, z0)
            store(d, o1, i, z1)
            store(d, o2, i, z2)
            store(d, o3, i, z3)
        j += 4
    while j < outs:
        for i in range(0, n, 8):
            z = spread(u[lists[at + outs + j]])
            for t in range(ins):
                z = plus_product(z, spread(u[lists[s + j * ins + t]]), load(d, lists[rows + t], i))
            store(d, lists[at + j], i, z)
        j += 1


@compiled
def dense_backward(
    lists: Any, at: int, outs: int, ins: int, weights: int, biases: int,
    u: Any, gu: Any, d: Any, g: Any, n: int,
) -> None:  # fmt: skip
    rows, s = at + 2 * outs, at + 2 * outs + 2 * ins
    if biases:
        for j in range(outs):
            x = spread(0.0)
            for i in range(0, n, 8):
                x = plus(x, load(g, lists[at + j], i))
            gu[lists[at + outs + j]] += total(x)
    for t in range(ins):
        mode = lists[rows + ins + t]
        j = 0
        while j + 4 <= outs:
            _four(lists, at + j, s + j * ins + t, ins, lists[rows + t], mode, u, gu, d, g, n)
            mode = MORE if mode == FIRST else mode
            j += 4
        while j < outs:
            _one(lists[at + j], lists[s + j * ins + t], lists[rows + t], mode, weights, u, gu, d, g, n)
            mode = MORE if mode == FIRST else mode
            j += 1


@compiled
def _four(
    lists: Any, o: int, s: int, ins: int, a: int, mode: int, u: Any, gu: Any, d: Any, g: Any, n: int
) -> None:
    """One in and four outs: the in's grad, and the coefficients'."""
    o0, o1, o2, o3 = lists[o], lists[o + 1], lists[o + 2], lists[o + 3]
    s0, s1, s2, s3 = lists[s], lists[s + ins], lists[s + 2 * ins], lists[s + 3 * ins]
    x0 = x1 = x2 = x3 = spread(0.0)
    if mode == NO_GRAD:
        for i in range(0, n, 8):
            x = load(d, a, i)
            x0 = plus_product(x0, x, load(g, o0, i))
            x1 = plus_product(x1, x, load(g, o1, i))
            x2 = plus_product(x2, x, load(g, o2, i))
            x3 = plus_product(x3, x, load(g, o3, i))
    else:
        c0, c1, c2, c3 = spread(u[s0]), spread(u[s1]), spread(u[s2]), spread(u[s3])
        for i in range(0, n, 8):
            x = load(d, a, i)
            y0, y1, y2, y3 = load(g, o0, i), load(g, o1, i), load(g, o2, i), load(g, o3, i)
            x0 = plus_product(x0, x, y0)
            x1 = plus_product(x1, x, y1)
            x2 = plus_product(x2, x, y2)
            x3 = plus_product(x3, x, y3)
            y = plus_product(plus_product(plus_product(times(c0, y0), c1, y1), c2, y2), c3, y3)
            store(g, a, i, plus(y, load(g, a, i)) if mode == MORE else y)
    gu[s0] += total(x0)
    gu[s1] += total(x1)
    gu[s2] += total(x2)
    gu[s3] += total(x3)


@compiled
def _one(o: int, s: int, a: int, mode: int, weights: int, u: Any, gu: Any, d: Any, g: Any, n: int) -> None:
    if weights:
        x = spread(0.0)
        for i in range(0, n, 8):
            x = plus_product(x, load(d, a, i), load(g, o, i))
        gu[s] += total(x)
    c = spread(u[s])
    if mode == FIRST:
        for i in range(0, n, 8):
            store(g, a, i, times(c, load(g, o, i)))
    elif mode == MORE:
        for i in range(0, n, 8):
            store(g, a, i, plus_product(load(g, a, i), c, load(g, o, i)))

"""The fused program's lane instructions: loops whose innermost index runs over the lanes.

`d` and `g` (rows, width) hold the lanes' data and grads, `u` and `gu` the uniform nodes'. `n` is the number
of lanes that count, padding included. The last two rows of `g` are scratch.
"""

from __future__ import annotations

from typing import Any

from engine.kernels.activations import backward_row, forward_row
from engine.kernels.jit import compiled
from engine.kernels.maths import MUL, forward_of, other_slope_of, slope_of
from engine.kernels.vector import load, plus, store, times
from engine.tape.code import FIRST, MORE, NO_GRAD


@compiled
def op_forward(code: int, lists: Any, at: int, count: int, k: float, d: Any, n: int) -> None:
    """What networks are made of runs on vectors, the rest lane by lane."""
    for r in range(at, at + count):
        o, a, b = lists[r], lists[r + count], lists[r + 2 * count]
        if code == MUL:
            for i in range(0, n, 8):
                store(d, o, i, times(load(d, a, i), load(d, b, i)))
        elif not forward_row(code, d, o, a, k, n):
            for i in range(n):
                d[o, i] = forward_of(code, d[a, i], d[b, i], k)


@compiled
def op_backward(  # noqa: C901
    code: int, lists: Any, at: int, count: int, left: int, right: int, k: float, d: Any, g: Any, n: int
) -> None:
    """Contributions go straight to a grad that is written first, and by way of scratch to others."""
    scratch = g.shape[0] - 2
    for r in range(at + count - 1, at - 1, -1):
        o, a, b = lists[r], lists[r + count], lists[r + 2 * count]
        if left != NO_GRAD:
            to = a if left == FIRST else scratch
            if code == MUL:
                for i in range(0, n, 8):
                    store(g, to, i, times(load(g, o, i), load(d, b, i)))
            elif not backward_row(code, d, g, o, a, to, k, n):
                for i in range(n):
                    g[to, i] = g[o, i] * slope_of(code, d[o, i], d[a, i], d[b, i], k)
            if left == MORE:
                _add(g, a, scratch, n)
        if right != NO_GRAD:
            to = b if right == FIRST else scratch
            if code == MUL:
                for i in range(0, n, 8):
                    store(g, to, i, times(load(g, o, i), load(d, a, i)))
            else:
                for i in range(n):
                    g[to, i] = g[o, i] * other_slope_of(code, d[o, i], d[a, i], d[b, i])
            if right == MORE:
                _add(g, b, scratch, n)


@compiled
def _add(g: Any, to: int, scratch: int, n: int) -> None:
    for i in range(0, n, 8):
        store(g, to, i, plus(load(g, to, i), load(g, scratch, i)))

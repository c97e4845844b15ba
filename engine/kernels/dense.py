"""Dense blocks: sums of products that read the same lanes, out = bias + sum of coefficient × in.

`lists[at:]` holds a block as `engine/tape/code.py` says it. `n` is a multiple of eight. Lanes go by in strips
so short that what a strip reads stays in the nearest cache. `w` is room for (outs + 1) × (ins + 1)
coefficients, in the order in which they are read.
"""

from __future__ import annotations

from typing import Any, Final

from engine.kernels import tiles
from engine.kernels.jit import compiled
from engine.kernels.tiles import SIDE, TALL, WIDE
from engine.kernels.vector import load, plus, spread, total
from engine.tape.code import NO_GRAD

STRIP: Final = 32


@compiled
def height(left: int) -> int:
    """Rows of the tile that works on the first of `left` rows."""
    return TALL if left >= TALL else 4 if left >= 4 else 1


@compiled
def dense_forward(lists: Any, at: int, outs: int, ins: int, u: Any, d: Any, w: Any, n: int) -> None:
    rows, s = at + 2 * outs, at + 2 * outs + 2 * ins
    j = 0
    while j < outs:
        high = height(outs - j)
        to = j * (ins + 1)
        for k in range(high):
            w[to + k] = u[lists[at + outs + j + k]]
            for t in range(ins):
                w[to + high * (1 + t) + k] = u[lists[s + (j + k) * ins + t]]
        j += high
    for start in range(0, n, STRIP):
        end = min(n, start + STRIP)
        j = 0
        while j < outs:
            high, to, i = height(outs - j), j * (ins + 1), start
            while WIDE and high == TALL and i + 16 <= end:
                tiles.sums_wide(lists, w, to, d, rows, ins, d, at + j, 0, i)
                i += 16
            while i < end:
                if high == TALL:
                    tiles.sums_tall(lists, w, to, d, rows, ins, d, at + j, 0, i)
                elif high == 4:
                    tiles.sums_four(lists, w, to, d, rows, ins, d, at + j, 0, i)
                else:
                    tiles.sums_one(lists, w, to, d, rows, ins, d, at + j, 0, i)
                i += 8
            j += high


@compiled
def dense_backward(
    lists: Any, at: int, outs: int, ins: int, weights: int, biases: int,
    u: Any, gu: Any, d: Any, g: Any, w: Any, n: int,
) -> None:  # fmt: skip
    if biases:
        for j in range(outs):
            x = spread(0.0)
            for i in range(0, n, 8):
                x = plus(x, load(g, lists[at + j], i))
            gu[lists[at + outs + j]] += total(x)
    if weights:
        _weights(lists, at, outs, ins, gu, d, g, n)
    for t in range(ins):
        if lists[at + 2 * outs + ins + t] != NO_GRAD:
            _inputs(lists, at, outs, ins, u, g, w, n)
            break


@compiled
def _weights(lists: Any, at: int, outs: int, ins: int, gu: Any, d: Any, g: Any, n: int) -> None:
    """The coefficients' gradients: each is the sum over lanes of its out's grad × its in."""
    rows, s = at + 2 * outs, at + 2 * outs + 2 * ins
    j = 0
    while j < outs:
        high = SIDE if outs - j >= SIDE else 1
        t = 0
        while t < ins:
            wide = SIDE if ins - t >= SIDE else 1
            place = s + j * ins + t
            if high == SIDE and wide == SIDE:
                tiles.products_square(lists, g, at + j, d, rows + t, gu, place, ins, n)
            elif high == SIDE:
                tiles.products_column(lists, g, at + j, d, rows + t, gu, place, ins, n)
            elif wide == SIDE:
                tiles.products_row(lists, g, at + j, d, rows + t, gu, place, ins, n)
            else:
                tiles.products_one(lists, g, at + j, d, rows + t, gu, place, ins, n)
            t += wide
        j += high


@compiled
def _inputs(lists: Any, at: int, outs: int, ins: int, u: Any, g: Any, w: Any, n: int) -> None:
    """The ins' grads: each gains the sum over outs of its coefficient × the out's grad."""
    rows, modes, s = at + 2 * outs, at + 2 * outs + ins, at + 2 * outs + 2 * ins
    t = 0
    while t < ins:
        high = height(ins - t)
        to = t * (outs + 1)
        for k in range(high):
            w[to + k] = 0.0
        for j in range(outs):
            for k in range(high):
                w[to + high * (1 + j) + k] = u[lists[s + j * ins + t + k]]
        t += high
    for start in range(0, n, STRIP):
        end = min(n, start + STRIP)
        t = 0
        while t < ins:
            high, to, i = height(ins - t), t * (outs + 1), start
            while WIDE and high == TALL and i + 16 <= end:
                tiles.grads_wide(lists, w, to, g, at, outs, g, rows + t, modes + t, i)
                i += 16
            while i < end:
                if high == TALL:
                    tiles.grads_tall(lists, w, to, g, at, outs, g, rows + t, modes + t, i)
                elif high == 4:
                    tiles.grads_four(lists, w, to, g, at, outs, g, rows + t, modes + t, i)
                else:
                    tiles.grads_one(lists, w, to, g, at, outs, g, rows + t, modes + t, i)
                i += 8
            t += high

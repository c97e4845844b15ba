"""Whole passes and whole trainings, as the compiled loops run them. The entry functions are at the end.

`u` starts with the parameters. Lanes go through the buffers `d` and `g` in chunks as wide as those are, so
that many samples need no more room than a few.
"""

from __future__ import annotations

import math
from typing import Any, Final

from engine.kernels.dense import dense_backward, dense_forward
from engine.kernels.jit import compiled
from engine.kernels.lanes import op_backward, op_forward
from engine.kernels.maths import ADD, DIV, MAX, MIN, MUL, POW, SUB, forward_of, other_slope_of, slope_of
from engine.tape.code import DENSE, SPREAD, SQUARES

LOOK: Final = -2
GRADIENT: Final = -1
"""Rules of `train` that make no step."""


@compiled
def two_parents(op: int) -> bool:
    return op in (ADD, SUB, MUL, DIV, POW, MAX, MIN)


@compiled
def uniform_forward(code: Any, k: Any, lists: Any, u: Any) -> None:
    for i in range(code.shape[0]):
        op, out, a, b = code[i, 0], code[i, 1], code[i, 2], code[i, 3]
        if op == DENSE:
            x = 0.0
            for t in range(b):
                x += u[lists[a + t]] * u[lists[a + b + t]]
            u[out] = x
        elif op == SQUARES:
            x = 0.0
            for t in range(a, a + b):
                x += u[t] * u[t]
            u[out] = x
        else:
            u[out] = forward_of(op, u[a], u[b], k[i])


@compiled
def uniform_backward(code: Any, k: Any, lists: Any, u: Any, gu: Any) -> None:
    for i in range(code.shape[0] - 1, -1, -1):
        op, out, a, b = code[i, 0], code[i, 1], code[i, 2], code[i, 3]
        x = gu[out]
        if op == DENSE:
            for t in range(b):
                p, q = lists[a + t], lists[a + b + t]
                gu[p] += x * u[q]
                gu[q] += x * u[p]
        elif op == SQUARES:
            for t in range(a, a + b):
                gu[t] += 2.0 * x * u[t]
        else:
            y = x * slope_of(op, u[out], u[a], u[b], k[i])
            if two_parents(op):
                gu[b] += x * other_slope_of(op, u[out], u[a], u[b])
            gu[a] += y


@compiled
def lanes_forward(code: Any, k: Any, lists: Any, u: Any, d: Any, w: Any, n: int) -> None:
    for i in range(code.shape[0]):
        op, a, b = code[i, 0], code[i, 1], code[i, 2]
        if op == DENSE:
            dense_forward(lists, a, b, code[i, 3], u, d, w, n)
        elif op == SPREAD:
            for lane in range(n):
                d[a, lane] = u[b]
        else:
            op_forward(op, lists, a, b, k[i], d, n)


@compiled
def lanes_backward(code: Any, k: Any, lists: Any, u: Any, gu: Any, d: Any, g: Any, w: Any, n: int) -> None:
    for i in range(code.shape[0] - 1, -1, -1):
        if not code[i, 6]:
            continue
        op, a, b = code[i, 0], code[i, 1], code[i, 2]
        if op == DENSE:
            dense_backward(lists, a, b, code[i, 3], code[i, 4], code[i, 5], u, gu, d, g, w, n)
        elif op == SPREAD:
            x = 0.0
            for lane in range(n):
                x += g[a, lane]
            gu[b] += x
        else:
            op_backward(op, lists, a, b, code[i, 4], code[i, 5], k[i], d, g, n)


@compiled
def sweep(  # noqa: C901
    uniform_code: Any, uniform_k: Any, lane_code: Any, lane_k: Any, lists: Any,
    loss_row: int, loss_place: int, penalty: int, mean: int,
    columns: Any, picks: Any, u: Any, gu: Any, d: Any, g: Any, w: Any, losses: Any,
    out_rows: Any, out_places: Any, outputs: Any, slopes: Any, gradient: bool, fill: bool,
) -> float:  # fmt: skip
    """One pass over the samples `picks` of `columns` (none: all). Gives the total; writes `losses` and
    `outputs`, and with `gradient` d total / d u into `gu`, and d total / d output into `slopes`, as far as
    that has rows. Without `fill` the columns stand in `d` already."""
    n = picks.shape[0] or columns.shape[1]
    width = d.shape[1]
    share = 1.0 / n if mean else 1.0
    uniform_forward(uniform_code, uniform_k, lists, u)
    if gradient:
        gu[:] = 0.0
    total = 0.0
    for start in range(0, n, width):
        count = min(width, n - start)
        padded = min(width, (count + 7) // 8 * 8)
        if fill:
            for c in range(columns.shape[0]):
                for i in range(padded):  # padding repeats the last sample
                    at = start + min(i, count - 1)
                    d[c, i] = columns[c, picks[at] if picks.shape[0] else at]
        lanes_forward(lane_code, lane_k, lists, u, d, w, padded)
        if loss_row >= 0:
            for i in range(count):
                losses[start + i] = d[loss_row, i]
                total += d[loss_row, i]
        else:
            for i in range(count):
                losses[start + i] = u[loss_place]
                total += u[loss_place]
        for r in range(out_rows.shape[0]):
            for i in range(count):
                outputs[r, start + i] = d[out_rows[r], i] if out_rows[r] >= 0 else u[out_places[r]]
        if gradient:
            if loss_row >= 0:
                for i in range(padded):
                    g[loss_row, i] = share
                for i in range(count, padded):
                    g[loss_row, i] = 0.0
            lanes_backward(lane_code, lane_k, lists, u, gu, d, g, w, padded)
            for r in range(slopes.shape[0]):
                for i in range(count):
                    slopes[r, start + i] = g[out_rows[r], i] if out_rows[r] >= 0 else 0.0
    total *= share
    if penalty >= 0:
        total += u[penalty]
    if gradient:
        if loss_row < 0:
            gu[loss_place] += share * n
        if penalty >= 0:
            gu[penalty] += 1.0
        uniform_backward(uniform_code, uniform_k, lists, u, gu)
    return total


@compiled
def update(rule: int, numbers: Any, u: Any, gradient: Any, state: Any, number: int, rate: float) -> None:
    """One step of an optimiser, as `engine/optim.py` writes it. `rule`: sgd, momentum, adam, adamw."""
    n = gradient.shape[0]
    momentum, beta1, beta2, epsilon, decay = numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]
    if rule == 0:
        for i in range(n):
            u[i] -= rate * gradient[i]
    elif rule == 1:
        for i in range(n):
            state[0, i] = state[0, i] * momentum + gradient[i]
            u[i] -= rate * state[0, i]
    else:
        size = rate / (1.0 - beta1**number)
        root = math.sqrt(1.0 - beta2**number)
        keep = 1.0 - rate * decay if rule == 3 else 1.0
        for i in range(n):
            x = gradient[i]
            state[0, i] += (1.0 - beta1) * (x - state[0, i])
            state[1, i] = state[1, i] * beta2 + (1.0 - beta2) * x * x
            u[i] = u[i] * keep - size * (state[0, i] / (math.sqrt(state[1, i]) / root + epsilon))


@compiled
def finite(numbers: Any, n: int) -> bool:
    x = 0.0
    for i in range(n):
        x += numbers[i] * 0.0
    return x == 0.0


@compiled
def is_right(outputs: Any, i: int, columns: Any, target: int, sample: int, level: float) -> bool:
    """Whether one output is on its column's side of `level`, or the greatest of several is the right one."""
    if outputs.shape[0] == 1:
        return bool((outputs[0, i] > level) == (columns[target, sample] > level))
    found = wanted = 0
    for r in range(1, outputs.shape[0]):
        if outputs[r, i] > outputs[found, i]:
            found = r
        if columns[target + r, sample] > columns[target + wanted, sample]:
            wanted = r
    return found == wanted


# -- entry functions -------------------------------------------------------------------------------------


def train(
    uniform_code: Any, uniform_k: Any, lane_code: Any, lane_k: Any, lists: Any,
    loss_row: int, loss_place: int, penalty: int, mean: int,
    columns: Any, batches: Any, u: Any, gu: Any, d: Any, g: Any, w: Any, losses: Any,
    out_rows: Any, out_places: Any, outputs: Any, slopes: Any,
    rule: int, numbers: Any, rates: Any, state: Any, number: int, piled: Any, flip: int,
    target: int, level: float, totals: Any, penalties: Any, rights: Any, moved: Any,
) -> int:  # fmt: skip
    """As many steps as `rates` has, and how many were made: it stops before the update of a step whose total
    or gradient is not finite, and after one that left a parameter so.

    `penalties` is the part of every step's total that no sample has. `target` (-1: none) is the first of the
    columns that the outputs are compared with. `rule` LOOK makes a forward pass and no step, GRADIENT a
    backward pass too. The other names are those of `Lanes.train`.
    """
    n = moved.shape[0]
    size = batches.shape[1]
    once = size == 0 and columns.shape[1] <= d.shape[1]
    for step in range(rates.shape[0]):
        totals[step] = total = sweep(
            uniform_code, uniform_k, lane_code, lane_k, lists, loss_row, loss_place, penalty, mean,
            columns, batches[step if size else 0], u, gu, d, g, w, losses, out_rows, out_places, outputs,
            slopes, rule != LOOK, step == 0 or not once,
        )  # fmt: skip
        penalties[step] = u[penalty] if penalty >= 0 else 0.0
        if rule < 0:
            return 0
        if target >= 0:
            right = 0
            for i in range(size or columns.shape[1]):
                right += is_right(outputs, i, columns, target, batches[step, i] if size else i, level)
            rights[step] = right
        gradient = gu[:n]
        if not (math.isfinite(total) and finite(gradient, n)):
            return step
        if flip >= 0:
            gradient[flip] = -gradient[flip]
        if piled.shape[0]:
            for i in range(n):
                piled[i] += gradient[i]
                gradient[i] = piled[i]
        for i in range(n):
            moved[i] = u[i]
        update(rule, numbers, u, gradient, state, number + step, rates[step])
        for i in range(n):
            moved[i] = u[i] - moved[i]
        if not finite(u, n):
            return step + 1
    return len(rates)


TRAIN_TYPES: Final = (
    "int64(int64[:,::1], float64[::1], int64[:,::1], float64[::1], int64[::1], int64, int64, int64, int64, "
    "float64[:,::1], int64[:,::1], float64[::1], float64[::1], float64[:,::1], float64[:,::1], float64[::1], "
    "float64[::1], int64[::1], int64[::1], float64[:,::1], float64[:,::1], int64, float64[::1], "
    "float64[::1], float64[:,::1], int64, float64[::1], int64, int64, float64, float64[::1], float64[::1], "
    "int64[::1], float64[::1])"
)


def replay(
    codes: Any, left: Any, right: Any, constants: Any, first: int, loss: int, data: Any, grad: Any
) -> None:
    """The plain program for a single sample: every node's data, and its grad of `loss` alone."""
    for i in range(codes.shape[0]):
        data[first + i] = forward_of(codes[i], data[left[i]], data[right[i]], constants[i])
    grad[:] = 0.0
    grad[loss] = 1.0
    for i in range(codes.shape[0] - 1, -1, -1):
        op, a, b, out = codes[i], left[i], right[i], first + i
        x = grad[out]
        grad[a] += x * slope_of(op, data[out], data[a], data[b], constants[i])
        if two_parents(op):
            grad[b] += x * other_slope_of(op, data[out], data[a], data[b])


REPLAY_TYPES: Final = (
    "void(int64[::1], int64[::1], int64[::1], float64[::1], int64, int64, float64[::1], float64[::1])"
)

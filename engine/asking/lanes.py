"""A graph computed at many points at once: every node is a vector, one lane a point.

The forward rules are those of the tape's reference; a test holds every row against its scalar rule. Where a
scalar rule raises, the lane becomes NaN and stays NaN to the end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.ops import Op
from engine.tape.rules import FORWARD
from engine.value import Value

Lane = NDArray[np.float64]
Pins = dict[Value, tuple[Any, Lane]]
"""Nodes held at other numbers: in which lanes (an index of an array), and at what."""


def rule(op: Op) -> Callable[..., Any]:
    """The op's forward rule for arrays; one that has no row goes through its scalar rule, lane by lane."""
    row = FORWARD.get(op.name)
    if row is None:
        return np.vectorize(_guarded(op), otypes=[np.float64])
    if op.name in ("pow", "powk"):
        # NaN to the power 0 is 1, and 1 to the power NaN too, but a hole stays a hole
        return lambda a, b: np.where(np.isnan(a) | np.isnan(b), np.nan, row(a, b))
    return row if op.arity + op.takes_constant == 2 else lambda a: row(a, None)


def _guarded(op: Op) -> Callable[..., float]:
    def forward(*numbers: float) -> float:
        if any(math.isnan(number) for number in numbers):
            return math.nan
        try:
            return op.forward(*map(float, numbers))
        except (ValueError, ArithmeticError):
            return math.nan

    return forward


def compute(order: Sequence[Value], pins: Pins, lanes: int) -> list[Lane]:
    """The data of every node of a topological order, in `lanes` lanes, with some nodes pinned.

    A node that depends on nothing pinned keeps one lane, which NumPy stretches where it is needed.
    """
    data: dict[Value, Lane] = {}
    with np.errstate(all="ignore"):
        for value in order:
            if value.op is None:
                result = np.full(1, value.data)
            else:
                operands: list[Any] = [data[parent] for parent in value.parents]
                if value.op.takes_constant:
                    operands.append(value.constant)
                result = np.asarray(rule(value.op)(*operands), dtype=np.float64)
                result = np.where(np.isfinite(result), result, np.nan)
            if value in pins:
                where, numbers = pins[value]
                result = np.broadcast_to(result, (lanes,)).copy()
                result[where] = numbers
            data[value] = result
    return list(data.values())

"""A graph computed at many points at once: every node is a vector, one lane a point.

The rows below are the forward rules of `engine.ops` for NumPy arrays; a test holds every row against its
scalar rule. Where a scalar rule raises, the lane becomes NaN and stays NaN to the end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.ops import Op
from engine.value import Value

Lane = NDArray[np.float64]
Pins = dict[Value, tuple[Any, Lane]]
"""Nodes held at other numbers: in which lanes (an index of an array), and at what."""


def _sigmoid(a: Lane) -> Lane:
    e = np.exp(-np.abs(a))
    return np.where(a >= 0.0, 1.0, e) / (1.0 + e)


def _power(a: Lane, b: Lane | float) -> Lane:
    # NaN to the power 0 is 1, and 1 to the power NaN too, but a hole stays a hole
    return np.where(np.isnan(a) | np.isnan(b), np.nan, np.power(a, b))


_erf: Final[Callable[[Lane], Lane]] = np.vectorize(math.erf, otypes=[np.float64])
_erfc: Final[Callable[[Lane], Lane]] = np.vectorize(math.erfc, otypes=[np.float64])

RULES: Final[dict[str, Callable[..., Any]]] = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "neg": np.negative,
    "pow": _power, "powk": _power, "exp": np.exp, "expm1": np.expm1, "log": np.log, "log2": np.log2,
    "log10": np.log10, "log1p": np.log1p, "sqrt": np.sqrt, "tanh": np.tanh, "sigmoid": _sigmoid,
    "relu": lambda a: np.maximum(a, 0.0), "leaky_relu": lambda a, k: np.where(a > 0.0, a, k * a),
    "softplus": lambda a: np.maximum(a, 0.0) + np.log1p(np.exp(-np.abs(a))),
    "silu": lambda a: a * _sigmoid(a), "gelu": lambda a: a * (0.5 * _erfc(-a / math.sqrt(2.0))),
    "erf": _erf, "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos,
    "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "abs": np.abs, "max": np.maximum, "min": np.minimum,
}  # fmt: skip


def rule(op: Op) -> Callable[..., Any]:
    """The op's forward rule for arrays; one that has no row goes through its scalar rule, lane by lane."""
    return RULES.get(op.name) or np.vectorize(_guarded(op), otypes=[np.float64])


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

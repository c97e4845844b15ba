"""Whether a class's arithmetic gives the numbers that its signs promise, as `__rsub__` does for `1 - x`."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

RULES: Final[dict[str, tuple[int, Callable[..., Any]]]] = {
    "__neg__": (1, operator.neg),
    "__add__": (2, operator.add), "__radd__": (2, operator.add),
    "__sub__": (2, operator.sub), "__rsub__": (2, lambda a, b: b - a),
    "__mul__": (2, operator.mul), "__rmul__": (2, operator.mul),
    "__truediv__": (2, operator.truediv), "__rtruediv__": (2, lambda a, b: b / a),
    "__pow__": (2, operator.pow), "__rpow__": (2, lambda a, b: b**a),
}  # fmt: skip
MOST_TRIED: Final = 3
"""Calls of each method that are looked at."""
_CLOSE: Final = 1e-6
"""Relative: somebody may add a little to what is divided by."""


class Sum(NamedTuple):
    """A result that is not what the sign says; `function` is the method's number, `node` the object's."""

    function: int
    node: int
    got: float
    right: float


def promised(name: str, operands: Sequence[float | None]) -> float | None:
    """What the method should give; None where nobody can say."""
    arity, rule = RULES[name]
    if len(operands) != arity or None in operands:
        return None
    try:
        result = rule(*operands)
    except (ArithmeticError, ValueError):
        return None
    return result if isinstance(result, float) else None


def differs(got: float, right: float) -> bool:
    """Whether these are not one number; NaN is none."""
    return abs(got - right) > _CLOSE * max(abs(right), 1.0)

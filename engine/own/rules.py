"""Local derivatives from the op table, where the op's value agrees with the table's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from engine.ops import OPS, Op

Slope = tuple[float, float]
"""A local derivative: the least and the largest that are right, which differ at a kink only."""
_KINKS: Final[dict[str, Slope]] = {"relu": (0.0, 1.0), "abs": (-1.0, 1.0)}


def slopes(op: str, operands: Sequence[float], result: float) -> list[Slope] | None:
    """One slope for each operand; None where the table has no such op, or another value than `result`."""
    row = OPS.get(op)
    if row is None or len(operands) != row.arity + row.takes_constant:
        return None
    try:
        value = row.forward(*operands)
        local = row.local(value, *operands)
    except (ValueError, ArithmeticError, TypeError):
        return None
    if not math.isfinite(value) or abs(value - result) > 1e-9 * max(1.0, abs(value)):
        return None
    return [_kink(row, operands) or (slope, slope) for slope in local]


def _kink(row: Op, operands: Sequence[float]) -> Slope | None:
    if row.name in ("max", "min"):
        return (0.0, 1.0) if operands[0] == operands[1] else None
    if row.name == "leaky_relu" and operands[0] == 0.0:
        return min(1.0, operands[1]), max(1.0, operands[1])
    return _KINKS.get(row.name) if operands[0] == 0.0 else None

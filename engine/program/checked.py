"""Numbers and text out of the sandbox, checked one by one."""

from __future__ import annotations

import math
from typing import Any


def integer(data: Any, least: int, most: int = 1 << 31) -> int:
    """A whole number within bounds, or ValueError."""
    if type(data) is not int or not least <= data <= most:
        raise ValueError("a number out of bounds")
    return data


def number(data: Any) -> float:
    """Any float; a whole number too large for one is infinite."""
    if type(data) not in (int, float):
        raise TypeError("no number")
    try:
        return float(data)
    except OverflowError:
        return math.inf if data > 0 else -math.inf


def string(data: Any, most: int) -> str:
    """Text that can be sent, cut to a bearable length."""
    if type(data) is not str:
        raise TypeError("no text")
    return data[:most].encode("utf-8", "replace").decode()

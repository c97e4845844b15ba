"""Sums, means and extremes of arrays: of all numbers, or along one axis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine import arrays
from engine.language.machine.kinds import Array, Builtin, Data
from engine.language.machine.registry import check_names
from engine.language.machine.state import Machine
from engine.value import Value


def _mean(numbers: list[Data]) -> Data:
    return sum(numbers) / len(numbers)


def reduction(name: str, function: Callable[[list[Data]], Data]) -> Builtin:
    """As a method of an array, and as a function of NumPy's that takes lists too."""

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        check_names(name, kwargs, ("axis",))
        data, *rest = args
        axis = kwargs.get("axis", rest[0] if rest else None)
        if len(rest) > 1 or axis not in (None, 0, 1, -1):
            raise TypeError
        if isinstance(data, list) and any(type(x) is Value for x in data):
            raise LanguageError(
                "type", "NumPy takes plain numbers, not Values.", None, "Write sum(xs) for Values."
            )
        found = Array(arrays.rows_of(m, data))
        axes = len(arrays.shape(found))
        if axis is None or axes == 1:
            if axis == 1:
                raise LanguageError("index", "The array has one axis only.", None, "Leave axis= out.")
            return function(arrays.flat(found))
        rows = found.rows if axis in (1, -1) else list(zip(*found.rows, strict=True))
        return Array([function(list(row)) for row in rows])

    return Builtin(name, run)


REDUCTIONS: Final = {
    name: reduction(name, function)
    for name, function in (("sum", sum), ("mean", _mean), ("min", min), ("max", max))
}

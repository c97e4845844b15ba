"""Arithmetic on arrays of plain numbers, for plots and data sets; Values do not go into them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from engine.language.errors import LanguageError
from engine.language.machine.kinds import Array, Builtin, Data, kind
from engine.language.machine.state import Machine

_ROWS: Final = (list, tuple, Array)


def rows_of(m: Machine, data: Data) -> list[Data]:
    """Lists of numbers out of whatever an array is made from; raises TypeError for anything else.

    Counted before anything is copied: one row may stand there a hundred thousand times.
    """
    given = data.rows if isinstance(data, Array) else data
    if not isinstance(given, (list, tuple, range)):
        raise TypeError
    m.check_items(len(given), "An array", 0)
    widths = [len(row) if isinstance(row, _ROWS) else -1 for row in given]
    count = sum(max(width, 1) for width in widths)
    m.check_items(count, "An array")
    m.pace(count // 16)
    rows = [_row(item) for item in given]
    if len(set(widths)) > 1:
        raise LanguageError("type", "The rows of an array have one length.", None, "Make them equally long.")
    return rows


def _row(data: Data) -> Data:
    """A number, or a new list of the numbers of one row."""
    if not isinstance(data, _ROWS):
        return _number(data)
    return [_number(number) for number in (data.rows if isinstance(data, Array) else data)]


def _number(data: Data) -> Data:
    if isinstance(data, (int, float)):
        return data
    if isinstance(data, _ROWS):
        raise LanguageError("unsupported", "Arrays have one or two axes here.", None, None)
    told = f"An array holds plain numbers, not {kind(data)}."
    raise LanguageError("type", told, None, "Use a list for Values.")


def elementwise(m: Machine, plain: Callable[[Data, Data], Data], a: Data, b: Data) -> Array:
    """An operator on each pair of numbers; a single number, or a single row, goes with all."""
    left, right = _side(m, a), _side(m, b)
    if isinstance(left, list) and isinstance(right, list):
        if _is_flat(left) != _is_flat(right):
            wide, flat = (right, left) if _is_flat(left) else (left, right)
            flat_rows = [flat] * len(wide)
            left, right = (flat_rows, wide) if wide is right else (wide, flat_rows)
        if len(left) != len(right):
            message = f"Arrays of {len(left)} and {len(right)} rows do not go together."
            raise LanguageError("type", message, None, "Make them equally long.")
        pairs = list(zip(left, right, strict=True))
    elif isinstance(left, list):
        pairs = [(row, right) for row in left]
    else:
        pairs = [(left, row) for row in right]
    count = sum(max(_width(x), _width(y)) for x, y in pairs)
    m.check_items(count, "An array")
    m.pace(count // 16)
    return Array([_pair(plain, x, y) for x, y in pairs])


def each(m: Machine, function: Callable[[float], Data], data: Array) -> Array:
    """A function of one number on every number."""
    counted(m, data)
    return Array(
        [[function(x) for x in row] if isinstance(row, list) else function(row) for row in data.rows]
    )


def reshaped(m: Machine, data: Array, wanted: list[Data]) -> Array:
    """The same numbers in one or two axes; one length may be -1."""
    lengths = list(wanted[0]) if len(wanted) == 1 and isinstance(wanted[0], (tuple, list)) else list(wanted)
    numbers = flat(data)
    if not 1 <= len(lengths) <= 2 or not all(isinstance(n, int) and n >= -1 for n in lengths):
        raise LanguageError(
            "unsupported", "Arrays have one or two axes here.", None, "As in x.reshape(2, 3)."
        )
    known = math.prod(n for n in lengths if n != -1)
    if lengths.count(-1) == 1 and known:
        lengths[lengths.index(-1)] = len(numbers) // known
    if -1 in lengths or math.prod(lengths) != len(numbers):
        message = f"{len(numbers)} numbers do not fit into this shape."
        raise LanguageError("type", message, None, "The lengths multiply to the count of numbers.")
    m.check_items(len(numbers), "An array")
    if len(lengths) == 1:
        return Array(numbers)
    rows, columns = lengths
    return Array([numbers[i * columns : (i + 1) * columns] for i in range(rows)])


def typed(m: Machine, data: Array, dtype: Data) -> Array:
    """`dtype=int` and `astype(int)`: whole numbers out of all; floats stay what they are."""
    name = dtype.name if isinstance(dtype, Builtin) else dtype
    if name in (None, "float", "float64"):
        return data if name is None else each(m, float, data)
    if name != "int":
        raise LanguageError("unsupported", "The numbers of an array are float or int here.", None,
                            "Write dtype=float or dtype=int.")  # fmt: skip
    return each(m, int, data)


def counted(m: Machine, data: Array) -> Array:
    """The numbers of an array that was made, as items and as steps."""
    count = math.prod(shape(data))
    m.check_items(count, "An array")
    m.pace(count // 16)
    return data


def flat(data: Array) -> list[Data]:
    """All numbers in one list."""
    return [x for row in data.rows for x in (row if isinstance(row, list) else [row])]


def shape(data: Array) -> tuple[int, ...]:
    if data.rows and isinstance(data.rows[0], list):
        return len(data.rows), len(data.rows[0])
    return (len(data.rows),)


def _width(row: Data) -> int:
    return len(row) if isinstance(row, list) else 1


def _side(m: Machine, data: Data) -> Data:
    if isinstance(data, Array):
        return data.rows
    if isinstance(data, (list, tuple)):
        return rows_of(m, data)
    if isinstance(data, (int, float)):
        return data
    raise LanguageError(
        "type", f"An array does not go together with {kind(data)}.", None, "Use a list for Values."
    )


def _is_flat(rows: list[Data]) -> bool:
    return not rows or not isinstance(rows[0], list)


def _pair(plain: Callable[[Data, Data], Data], x: Data, y: Data) -> Data:
    if isinstance(x, list) or isinstance(y, list):
        xs = x if isinstance(x, list) else [x] * len(y)
        ys = y if isinstance(y, list) else [y] * len(xs)
        if len(xs) != len(ys):
            message = f"Rows of {len(xs)} and {len(ys)} numbers do not go together."
            raise LanguageError("type", message, None, "Make them equally long.")
        return [_pair(plain, p, q) for p, q in zip(xs, ys, strict=True)]
    if type(x) is int and type(y) is int and plain.__name__ in ("pow", "_power", "lshift", "mul"):
        x = float(x)  # as numpy's, these never grow beyond their size
    return plain(x, y)

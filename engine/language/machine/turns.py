"""What one turn of a loop or comprehension is called, as a scope."""

from __future__ import annotations

from typing import Final

from engine.language.machine.kinds import Array, Data, Instance
from engine.value import Value

_ROWS: Final = (tuple, list, Array)


def item_name(item: Data, number: int) -> str | None:
    """For an item of a comprehension or `map`: a sample, or a term of what is already computed; None for a
    Value or an object, which has a name of its own."""
    if type(item) is tuple and any(type(part) is Value for part in item):
        return f"term {number}"
    return None if type(item) in (Value, Instance) else f"sample {number}"


def turn_name(item: Data, number: int, *, outermost: bool) -> str | None:
    """For a turn of a `for`: rows of data are samples, all else is counted."""
    if type(item) in _ROWS:
        return item_name(item, number)
    if outermost:
        return f"loop turn {number}"
    return f"turn {number}" if type(item) is int else None

"""Going through things: their items, their number, whether they are true, whether they can be keys."""

from __future__ import annotations

from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine.calls import call_dunder, special
from engine.language.machine.kinds import Array, Builtin, Class, Data, Function, Instance, Set, kind, subject
from engine.language.machine.state import Machine
from engine.value import Value

_LARGEST_KEY: Final = 1_000


def key(data: Data, depth: int = 4, left: list[int] | None = None) -> Data:
    """`data` if it can stand in a set or be the key of a dict; a tuple only if it is small."""
    if isinstance(data, tuple) and depth:
        left = left or [_LARGEST_KEY]
        for item in data:
            left[0] -= 1
            if left[0] <= 0:
                told = f"A key of {_LARGEST_KEY:,} parts is too large."
                raise LanguageError("limit", told, None, "Use fewer.")
            key(item, depth - 1, left)
    elif data is not None and not isinstance(
        data, (int, float, str, Value, Instance, Function, Class, Builtin, range)
    ):
        message = f"{subject(data)} cannot stand in a set or be a key of a dict."
        raise LanguageError("type", message, None, "Numbers, text, Values and tuples of them can.")
    return data


def items_of(m: Machine, data: Data, site: Site) -> Data:
    """What a `for` goes through: a list, tuple, range or text of its items."""
    kind_of = type(data)
    if kind_of in (list, tuple, range, str):
        return data
    if kind_of is dict:
        return list(data)
    if kind_of is Set:
        return list(data.items)
    if kind_of is Array:
        return [Array(row) if isinstance(row, list) else row for row in data.rows]
    if kind_of is Instance and data.cls.has("__getitem__") and data.cls.has("__len__"):
        count = length(m, data, site)
        m.check_items(count)
        return [call_dunder(m, "getitem", data, i, site) for i in range(count)]
    hint = "Did you mean range(…)?" if isinstance(data, (int, float)) else None
    raise LanguageError(
        "type", f"There is nothing to go through in {kind(data)}.", site.span,
        hint or "Lists, tuples, ranges, dicts, sets and text have items.",
    )  # fmt: skip


def length(m: Machine, data: Data, site: Site) -> int:
    """`len(x)`."""
    if type(data) is Instance and data.cls.has("__len__"):
        found = special(m, data, "__len__", [], {}, site)
        if isinstance(found, int):
            if found < 0:
                raise LanguageError(
                    "numeric", "__len__ gives less than nothing.", site.span, "Give 0 or more."
                )
            return found
    if isinstance(data, range):
        try:
            return len(data)
        except OverflowError:
            raise LanguageError("limit", "This range is too long.", site.span, "Use a shorter one.") from None
    if isinstance(data, (list, tuple, dict, str, Set, Array)):
        return len(data)
    raise LanguageError("type", f"{subject(data)} has no length.", site.span, "Lists and text have.")


def listed(m: Machine, data: Data, site: Site) -> list[Data]:
    """A new list of the items, its length checked first."""
    items = items_of(m, data, site)
    count = length(m, items, site)
    m.check_items(count)
    if count > 256:
        m.burn(site, count // 8)
    return list(items)


def truth(m: Machine, data: Data, site: Site) -> bool:
    """Whether an `if` is taken."""
    if type(data) is bool:
        return data
    if type(data) is Instance:
        return not data.cls.has("__len__") or length(m, data, site) > 0
    if type(data) is Array:
        if len(data) != 1 or (isinstance(data.rows[0], list) and len(data.rows[0]) != 1):
            raise LanguageError(
                "type", "An array is neither true nor false.", site.span, "Ask about one number of it.",
                raised="ValueError",
            )  # fmt: skip
        (data,) = data.rows[0] if isinstance(data.rows[0], list) else data.rows
    return bool(data)

"""sorted, min and max: things put in order, by a key if one is given."""

from __future__ import annotations

from functools import cmp_to_key

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine.calls import call, call_dunder
from engine.language.machine.iteration import truth
from engine.language.machine.kinds import Data, Instance, subject
from engine.language.machine.state import Machine
from engine.language.machine.weight import weigh
from engine.value import Value


def sorted_by(m: Machine, items: list[Data], kwargs: dict[str, Data], site: Site) -> list[Data]:
    """The items in order; `key` and `reverse` as in Python."""
    if not kwargs.keys() <= {"key", "reverse"}:
        raise LanguageError("arity", "Sorting takes key= and reverse=, nothing more.", None, None)
    keys = keys_of(m, items, kwargs.get("key"), site)
    m.burn(site, len(items) + 1)
    back = truth(m, kwargs.get("reverse", False), site)
    order = sorted(range(len(items)), key=keys.__getitem__, reverse=back)
    return [items[i] for i in order]


def _by_less_than(m: Machine, data: Data, site: Site) -> Data:
    """A key that compares objects by their class's own `__lt__`."""

    def compare(a: Data, b: Data) -> int:
        return -1 if truth(m, call_dunder(m, "lt", a, b, site), site) else 0

    def both(a: Data, b: Data) -> int:
        return compare(a, b) or -compare(b, a)

    return cmp_to_key(both)(data)


def keys_of(m: Machine, items: list[Data], by: Data, site: Site) -> list[Data]:
    """What each item is compared by: numbers, text, or tuples and lists of them."""
    keys = items if by is None else [call(m, by, [item], {}, site) for item in items]
    if all(type(data) is Instance and data.cls.has("__lt__") for data in keys):
        return [_by_less_than(m, data, site) for data in keys]
    for data in keys:
        if not isinstance(data, (int, float, str, tuple, list)):
            hint = "Put them in order by their data: key=lambda v: v.data" if type(data) is Value else None
            raise LanguageError("type", f"{subject(data)} cannot be put in order.", None, hint)
        if isinstance(data, (tuple, list)):
            weigh(m, data, site)
    return keys


def most(m: Machine, items: list[Data], by: Data, site: Site, *, smallest: bool) -> Data:
    """The first of the largest, or of the smallest."""
    keys = keys_of(m, items, by, site)
    best = 0
    for i in range(1, len(keys)):
        if keys[i] < keys[best] if smallest else keys[i] > keys[best]:
            best = i
    return items[best]

"""sorted, min and max: things put in order, by a key if one is given."""

from __future__ import annotations

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine.calls import call
from engine.language.machine.iteration import truth
from engine.language.machine.kinds import Data, kind
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


def keys_of(m: Machine, items: list[Data], by: Data, site: Site) -> list[Data]:
    """What each item is compared by: numbers, text, or tuples and lists of them."""
    keys = items if by is None else [call(m, by, [item], {}, site) for item in items]
    for data in keys:
        if not isinstance(data, (int, float, str, tuple, list)):
            hint = "Put them in order by their data: key=lambda v: v.data" if type(data) is Value else None
            raise LanguageError("type", f"{kind(data).capitalize()} cannot be put in order.", None, hint)
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

"""The functions that are there without an import: output and going through things."""

from __future__ import annotations

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.functions import FUNCTIONS
from engine.language.machine import arithmetic, asking, conversions, values
from engine.language.machine.calls import call
from engine.language.machine.drawing import draw, number_of
from engine.language.machine.formatting import text
from engine.language.machine.iteration import items_of, length, listed, truth
from engine.language.machine.kinds import Builtin, Data, kind
from engine.language.machine.ordering import sorted_by
from engine.language.machine.registry import BUILTINS, Given, Named, builtin
from engine.language.machine.state import Machine
from engine.language.machine.turns import item_name

__all__ = ["BUILTINS"]
_FILLED = (arithmetic, asking, conversions)  # by being imported


# -- output ----------------------------------------------------------------------------------------


@builtin("print", 0, 100_000, "end", "sep", "flush")
def _print(m: Machine, args: Given, kwargs: Named, site: Site) -> None:
    sep, end = _between("sep", " ", kwargs), _between("end", "\n", kwargs)
    words: list[str] = []
    count = len(end)
    for arg in args:
        words.append(text(m, arg, site))
        count += len(words[-1]) + (len(sep) if len(words) > 1 else 0)
        m.check_output(count)  # one long text given many times is short until it is joined
    m.print(sep.join(words) + end)


def _between(name: str, usual: str, kwargs: Named) -> str:
    """What `print` puts between and after things: text, or None for the usual."""
    given = kwargs.get(name)
    if given is not None and not isinstance(given, str):
        raise LanguageError("type", f"{name}= takes text, not {kind(given)}.", None, f"As in {name}=', '.")
    return usual if given is None else given


# -- going through things ---------------------------------------------------------------------------


@builtin("range", 1, 3)
def _range(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    for arg in args:
        if not isinstance(arg, int):
            raise LanguageError(
                "type", f"range() takes whole numbers, not {kind(arg)}.", None, "As in range(10)."
            )
    return range(*args)


@builtin("len", 1, 1)
def _len(m: Machine, args: Given, kwargs: Named, site: Site) -> int:
    return length(m, args[0], site)


@builtin("zip", 0, 100, "strict")
def _zip(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    sides = [items_of(m, arg, site) for arg in args]
    counts = {length(m, side, site) for side in sides}
    if len(counts) > 1 and truth(m, kwargs.get("strict", False), site):
        message = f"zip() is given {max(counts)} items on one side and {min(counts)} on another."
        raise LanguageError("type", message, None, "Make them equally long, or leave strict=True out.")
    count = min(counts, default=0)
    m.check_items(count)
    m.burn(site, count)
    return [tuple(group) for group in zip(*sides, strict=False)]


@builtin("enumerate", 1, 2, "start")
def _enumerate(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    start = kwargs.get("start", args[1] if len(args) == 2 else 0)
    if not isinstance(start, int):
        raise TypeError
    return [(start + i, item) for i, item in enumerate(listed(m, args[0], site))]


@builtin("map", 2, 10)
def _map(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    function, *sides = args
    groups = list(zip(*(listed(m, side, site) for side in sides), strict=False))
    scope = m.builder.scope
    plain = m.methods_around
    found = []
    try:
        for i, group in enumerate(groups):
            name = None if plain or isinstance(group[0], (float, int)) else item_name(group[0], i)
            m.builder.scope = scope.inside(name) if name else scope
            found.append(call(m, function, list(group), {}, site))
    finally:
        m.builder.scope = scope
    return found


@builtin("filter", 2, 2)
def _filter(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    test, items = args
    return [
        x
        for x in listed(m, items, site)
        if truth(m, x if test is None else call(m, test, [x], {}, site), site)
    ]


@builtin("reversed", 1, 1)
def _reversed(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return listed(m, args[0], site)[::-1]


@builtin("sorted", 1, 1, "key", "reverse")
def _sorted(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return sorted_by(m, listed(m, args[0], site), kwargs, site)


@builtin("any", 1, 1)
def _any(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    return any(truth(m, item, site) for item in listed(m, args[0], site))


@builtin("all", 1, 1)
def _all(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    return all(truth(m, item, site) for item in listed(m, args[0], site))


@builtin("id", 1, 1)
def _id(m: Machine, args: Given, kwargs: Named, site: Site) -> int:
    return number_of(m, args[0], site)


BUILTINS["__name__"] = "__main__"
BUILTINS["Value"] = Builtin("Value", values.new)
BUILTINS["draw_dot"] = Builtin("draw_dot", draw)
for _name in FUNCTIONS:
    BUILTINS.setdefault(_name, values.METHODS[_name])

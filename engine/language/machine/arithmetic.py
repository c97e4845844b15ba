"""Functions on numbers: sum, max, min, abs, pow, round, divmod."""

from __future__ import annotations

import ast

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine import arrays, values
from engine.language.machine.calls import call_dunder
from engine.language.machine.iteration import listed
from engine.language.machine.kinds import Array, Data, Instance, kind
from engine.language.machine.operators import binary
from engine.language.machine.ordering import most
from engine.language.machine.registry import Given, Named, builtin
from engine.language.machine.state import Machine
from engine.ops import OPS
from engine.value import Value


@builtin("sum", 1, 2, "start")
def _sum(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    items = listed(m, args[0], site)
    total: Data = kwargs.get("start", args[1] if len(args) == 2 else 0)
    if isinstance(total, str):
        raise LanguageError("type", "sum() does not put text together.", None, "Use ''.join(…).")
    place = Site(site.span, f"{total}" if isinstance(total, (int, float)) else site.label)
    apply = binary(m, ast.Add, Site(site.span, site.label), place, place)
    for item in items:
        total = apply(total, item)
    return total


@builtin("max", 1, 100_000, "key", "default")
def _max(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return _extreme(m, "max", args, kwargs, site)


@builtin("min", 1, 100_000, "key", "default")
def _min(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return _extreme(m, "min", args, kwargs, site)


def _extreme(m: Machine, name: str, args: Given, kwargs: Named, site: Site) -> Data:
    if len(args) == 1 and isinstance(args[0], Array):
        args = [arrays.flat(args[0])]
    items = listed(m, args[0], site) if len(args) == 1 else args
    if not items:
        if "default" in kwargs:
            return kwargs["default"]
        raise LanguageError("type", f"{name}() of nothing.", None, "Give it at least one item.")
    if "key" not in kwargs and any(type(item) is Value for item in items):
        return items[0] if len(items) == 1 else values.apply(m, name, OPS[name], items, site)
    return most(m, items, kwargs.get("key"), site, smallest=name == "min")


@builtin("abs", 1, 1)
def _abs(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    (x,) = args
    if isinstance(x, (int, float)):
        return abs(x)
    if isinstance(x, Array):
        return arrays.each(m, abs, x)
    if isinstance(x, Instance):
        found = call_dunder(m, "abs", x, None, site)
        if found is not NotImplemented:
            return found
    return values.apply(m, "abs", OPS["abs"], args, site)


@builtin("pow", 2, 2)
def _pow(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    place = Site(site.span, site.label)
    return binary(m, ast.Pow, place, place, place)(*args)


@builtin("round", 1, 2, "ndigits")
def _round(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    digits = kwargs.get("ndigits", args[1] if len(args) == 2 else None)
    if not isinstance(args[0], (int, float)):
        hint = "Round its number: x.data" if type(args[0]) is Value else None
        raise LanguageError("type", f"round() takes a plain number, not {kind(args[0])}.", None, hint)
    if digits is None:
        return round(args[0])
    if not isinstance(digits, int) or abs(digits) > 400:
        raise LanguageError("type", "round() takes a whole number of digits.", None, "As in round(x, 4).")
    return round(args[0], digits)


@builtin("divmod", 2, 2)
def _divmod(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return divmod(args[0], args[1])

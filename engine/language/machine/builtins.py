"""The functions that are there without an import."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.functions import FUNCTIONS
from engine.language.machine import arrays, values
from engine.language.machine.calls import call, call_dunder, items_of, key, length, listed, truth
from engine.language.machine.formatting import represent, text
from engine.language.machine.kinds import Array, Builtin, Class, Data, Instance, Set, kind
from engine.language.machine.operators import binary, float_of
from engine.language.machine.ordering import most, sorted_by
from engine.language.machine.plotting import draw
from engine.language.machine.state import Machine
from engine.language.machine.turns import item_name
from engine.ops import OPS
from engine.value import Value

BUILTINS: Final[dict[str, Data]] = {"pi": 3.141592653589793, "tau": 6.283185307179586}
Given = list[Data]
Named = dict[str, Any]
Add = Callable[[Callable[[Machine, Given, Named, Site], Data]], Callable[[Machine, Given, Named, Site], Data]]


def _builtin(name: str, least: int, most_: int, *named: str) -> Add:
    def add(
        run: Callable[[Machine, Given, Named, Site], Data],
    ) -> Callable[[Machine, Given, Named, Site], Data]:
        def checked(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
            if not least <= len(args) <= most_:
                count = (
                    f"{least}"
                    if least == most_
                    else f"{least} to {most_}"
                    if most_ < 99
                    else f"{least} or more"
                )
                raise LanguageError(
                    "arity", f"{name}() takes {count} arguments, not {len(args)}.", None, None
                )
            if kwargs and not kwargs.keys() <= set(named):
                hint = "It takes " + ", ".join(f"{n}=" for n in named) if named else "Leave the name out."
                raise LanguageError("arity", f"{name}() takes no argument of this name.", None, hint)
            return run(m, args, kwargs, site)

        BUILTINS[name] = Builtin(name, checked)
        return checked

    return add


# -- output ----------------------------------------------------------------------------------------


@_builtin("print", 0, 100_000, "end", "sep", "flush")
def _print(m: Machine, args: Given, kwargs: Named, site: Site) -> None:
    sep, end = kwargs.get("sep"), kwargs.get("end")
    words = [text(m, arg, site) for arg in args]
    m.print((" " if sep is None else str(sep)).join(words) + ("\n" if end is None else str(end)))


# -- going through things ---------------------------------------------------------------------------


@_builtin("range", 1, 3)
def _range(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    for arg in args:
        if not isinstance(arg, int):
            raise LanguageError(
                "type", f"range() takes whole numbers, not {kind(arg)}.", None, "As in range(10)."
            )
    return range(*args)


@_builtin("len", 1, 1)
def _len(m: Machine, args: Given, kwargs: Named, site: Site) -> int:
    return length(m, args[0], site)


@_builtin("zip", 0, 100, "strict")
def _zip(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    sides = [items_of(m, arg, site) for arg in args]
    count = min((length(m, side, site) for side in sides), default=0)
    m.check_items(count)
    return [tuple(group) for group in zip(*sides, strict=False)]


@_builtin("enumerate", 1, 2, "start")
def _enumerate(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    start = kwargs.get("start", args[1] if len(args) == 2 else 0)
    if not isinstance(start, int):
        raise TypeError
    return [(start + i, item) for i, item in enumerate(listed(m, args[0], site))]


@_builtin("map", 2, 10)
def _map(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    function, *sides = args
    groups = list(zip(*(listed(m, side, site) for side in sides), strict=False))
    scope = m.builder.scope
    plain = m.in_object
    found = []
    for i, group in enumerate(groups):
        name = None if plain or isinstance(group[0], (float, int)) else item_name(group[0], i)
        m.builder.scope = scope.inside(name) if name else scope
        found.append(call(m, function, list(group), {}, site))
    m.builder.scope = scope
    return found


@_builtin("filter", 2, 2)
def _filter(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    test, items = args
    return [
        x
        for x in listed(m, items, site)
        if truth(m, x if test is None else call(m, test, [x], {}, site), site)
    ]


@_builtin("reversed", 1, 1)
def _reversed(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return listed(m, args[0], site)[::-1]


@_builtin("sorted", 1, 1, "key", "reverse")
def _sorted(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return sorted_by(m, listed(m, args[0], site), kwargs, site)


@_builtin("any", 1, 1)
def _any(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    return any(truth(m, item, site) for item in items_of(m, args[0], site))


@_builtin("all", 1, 1)
def _all(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    return all(truth(m, item, site) for item in items_of(m, args[0], site))


# -- numbers ---------------------------------------------------------------------------------------


@_builtin("sum", 1, 2, "start")
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


@_builtin("max", 1, 100_000, "key", "default")
def _max(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return _extreme(m, "max", args, kwargs, site)


@_builtin("min", 1, 100_000, "key", "default")
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


@_builtin("abs", 1, 1)
def _abs(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    (x,) = args
    if isinstance(x, (int, float)):
        return abs(x)
    if isinstance(x, Array):
        return arrays.each(abs, x)
    if isinstance(x, Instance):
        found = call_dunder(m, "abs", x, None, site)
        if found is not NotImplemented:
            return found
    return values.apply(m, "abs", OPS["abs"], args, site)


@_builtin("pow", 2, 2)
def _pow(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    place = Site(site.span, site.label)
    return binary(m, ast.Pow, place, place, place)(*args)


@_builtin("round", 1, 2, "ndigits")
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


@_builtin("divmod", 2, 2)
def _divmod(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return divmod(args[0], args[1])


# -- kinds -----------------------------------------------------------------------------------------


@_builtin("float", 0, 1)
def _float(m: Machine, args: Given, kwargs: Named, site: Site) -> float:
    if not args:
        return 0.0
    if type(args[0]) is Value:
        raise LanguageError(
            "type", "A Value is not turned into a plain number.", None, "Its number is x.data."
        )
    return float_of(args[0], site) if isinstance(args[0], int) else float(args[0])


@_builtin("int", 0, 1)
def _int(m: Machine, args: Given, kwargs: Named, site: Site) -> int:
    if args and type(args[0]) is Value:
        raise LanguageError(
            "type", "A Value is not turned into a plain number.", None, "Its number is x.data."
        )
    if args and isinstance(args[0], str):
        m.check_bits(4 * len(args[0]))
    found = int(*args)
    m.check_bits(found.bit_length())
    return found


@_builtin("str", 0, 1)
def _str(m: Machine, args: Given, kwargs: Named, site: Site) -> str:
    return text(m, args[0], site) if args else ""


@_builtin("repr", 1, 1)
def _repr(m: Machine, args: Given, kwargs: Named, site: Site) -> str:
    return represent(m, args[0], site)


@_builtin("bool", 0, 1)
def _bool(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    return bool(args) and truth(m, args[0], site)


@_builtin("list", 0, 1)
def _list(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return listed(m, args[0], site) if args else []


@_builtin("tuple", 0, 1)
def _tuple(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return tuple(listed(m, args[0], site)) if args else ()


@_builtin("set", 0, 1)
def _set(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return Set(key(item) for item in listed(m, args[0], site)) if args else Set()


@_builtin("dict", 0, 1, *"abcdefghijklmnopqrstuvwxyz")
def _dict(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    if args and isinstance(args[0], dict):
        return {**args[0], **kwargs}
    pairs = [listed(m, pair, site) for pair in listed(m, args[0], site)] if args else []
    return {key(name): data for name, data in pairs} | kwargs


_KINDS: Final[dict[str, tuple[type, ...]]] = {
    "int": (int,), "float": (float,), "bool": (bool,), "str": (str,), "list": (list,), "tuple": (tuple,),
    "dict": (dict,), "set": (Set,), "Value": (Value,), "range": (range,),
}  # fmt: skip


@_builtin("isinstance", 2, 2)
def _isinstance(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    data, wanted = args
    for one in wanted if isinstance(wanted, tuple) else (wanted,):
        if isinstance(one, Class):
            cls = data.cls if isinstance(data, Instance) else None
            while cls is not None:
                if cls is one:
                    return True
                cls = cls.base
        elif isinstance(one, Builtin) and one.name in _KINDS:
            if isinstance(data, _KINDS[one.name]):
                return True
        else:
            raise LanguageError(
                "type", "isinstance() asks about kinds such as Value, float or list.", None, None
            )
    return False


@_builtin("callable", 1, 1)
def _callable(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    return kind(args[0]) in ("a function", "a method", "a class") or (
        isinstance(args[0], Instance) and args[0].cls.has("__call__")
    )


BUILTINS["Value"] = Builtin("Value", values.new)
BUILTINS["draw_dot"] = Builtin("draw_dot", draw)
for _name in FUNCTIONS:
    BUILTINS.setdefault(_name, values.METHODS[_name])

"""`a < b`, `a in b`, `a is b` between anything."""

from __future__ import annotations

import ast
import operator
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine import arrays
from engine.language.machine.calls import call_dunder, special
from engine.language.machine.iteration import items_of, key, truth
from engine.language.machine.kinds import Array, Data, Instance, Set, kind
from engine.language.machine.operators import Operation
from engine.language.machine.state import Machine
from engine.language.machine.weight import NESTING, weigh
from engine.value import Value

_COMPARE: Final[dict[type[ast.cmpop], tuple[str, str, Operation]]] = {
    ast.Eq: ("==", "eq", operator.eq),
    ast.NotEq: ("!=", "ne", operator.ne),
    ast.Lt: ("<", "lt", operator.lt),
    ast.LtE: ("<=", "le", operator.le),
    ast.Gt: (">", "gt", operator.gt),
    ast.GtE: (">=", "ge", operator.ge),
}


def comparison(m: Machine, kind_of: type[ast.cmpop], site: Site) -> Operation:
    """`a < b` at one place of the source, as a function of a and b."""
    if kind_of is ast.Is:
        return lambda a, b: a is b
    if kind_of is ast.IsNot:
        return lambda a, b: a is not b
    if kind_of in (ast.In, ast.NotIn):
        wanted = kind_of is ast.In
        return lambda a, b: _contains(m, a, b, site) is wanted
    sign, name, plain = _COMPARE[kind_of]

    def apply(a: Data, b: Data) -> Data:
        ta, tb = type(a), type(b)
        if (ta is float or ta is int) and (tb is float or tb is int):
            return plain(a, b)
        try:
            return _rare(m, name, plain, a, b, site)
        except TypeError:
            pass
        if isinstance(a, Value) or isinstance(b, Value):
            message = f"`{sign}` does not compare Values."
            raise LanguageError("type", message, site.span, "Compare their numbers: x.data")
        message = f"`{sign}` does not compare {kind(a)} with {kind(b)}."
        raise LanguageError("type", message, site.span, "Look at what stands on both sides of it.")

    return apply


def _rare(m: Machine, name: str, plain: Operation, a: Data, b: Data, site: Site) -> Data:
    """Whatever is not two numbers; raises TypeError for what cannot be compared."""
    if type(a) in NESTING and type(a) is type(b) and a is not b:
        if len(a) == len(b) or name not in ("eq", "ne"):
            weigh(m, a, site)
        if m.own_equality and name in ("eq", "ne"):
            return _same(m, a, b, site) is (name == "eq")
    elif isinstance(a, Instance) or isinstance(b, Instance):
        found = call_dunder(m, name, a, b, site)
        if found is not NotImplemented:
            return found
        if name == "ne":  # as in Python, the opposite of what `==` says
            return not _same(m, a, b, site)
    elif isinstance(a, Array) or isinstance(b, Array):
        return arrays.elementwise(m, plain, a, b)
    return plain(a, b)


def _same(m: Machine, a: Data, b: Data, site: Site) -> bool:
    """`a == b`, asking the `__eq__` of a program's own classes however deep inside they are."""
    m.burn(site)
    if a is b:
        return True
    if type(a) in (list, tuple) and type(a) is type(b):
        return len(a) == len(b) and all(_same(m, x, y, site) for x, y in zip(a, b, strict=True))
    if type(a) is dict and type(b) is dict:
        return len(a) == len(b) and all(name in b and _same(m, a[name], b[name], site) for name in a)
    if type(a) is Instance or type(b) is Instance:
        found = call_dunder(m, "eq", a, b, site)
        return found is not NotImplemented and truth(m, found, site)
    return bool(a == b)


def _contains(m: Machine, a: Data, b: Data, site: Site) -> bool:
    if isinstance(b, range) and not isinstance(a, int):
        return isinstance(a, float) and a.is_integer() and int(a) in b  # Python would try every number of it
    if isinstance(b, (list, tuple)):
        m.burn(site, len(b) // 8 + 1)
        if type(a) in NESTING:
            weigh(m, b, site)
    if isinstance(b, str) and not isinstance(a, str):
        raise LanguageError("type", f"Text contains only text, not {kind(a)}.", site.span, None)
    if m.own_equality and isinstance(b, (list, tuple)):
        return any(_same(m, item, a, site) for item in b)
    if isinstance(b, (str, list, tuple, range)):
        return a in b
    if isinstance(b, Array):
        numbers = arrays.flat(arrays.counted(m, b))
        return isinstance(a, (int, float)) and a in numbers
    if isinstance(b, Instance) and b.cls.has("__contains__"):
        return truth(m, special(m, b, "__contains__", [a], {}, site), site)
    if isinstance(b, Instance) and b.cls.has("__getitem__"):
        return any(_same(m, item, a, site) for item in items_of(m, b, site))
    if isinstance(b, (dict, Set)):
        try:
            return key(a) in (b.items if isinstance(b, Set) else b)
        except LanguageError as error:
            error.span = site.span
            raise
    raise LanguageError(
        "type", f"Nothing is `in` {kind(b)}.", site.span, "There are lists, tuples, dicts and text."
    )

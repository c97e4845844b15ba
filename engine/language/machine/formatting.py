"""Text out of things: repr and str, f-strings, `%` and `.format()`, with a closed list of formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from engine.language.builder import Site
from engine.language.errors import LanguageError, short
from engine.language.machine.calls import special
from engine.language.machine.containers import get_item
from engine.language.machine.kinds import (
    Array,
    Builtin,
    Class,
    Data,
    Function,
    Instance,
    Method,
    Module,
    Set,
    Trouble,
    kind,
)  # fmt: skip
from engine.language.machine.registry import BUILTINS
from engine.language.machine.state import Machine
from engine.language.source import half_a_character
from engine.value import Value

_SPEC: Final = re.compile(
    r"(?:(?P<fill>[^{}])?(?P<align>[<>=^]))?(?P<sign>[-+ ])?#?0?(?P<width>\d{1,9})?[,_]?"
    r"(?:\.(?P<precision>\d{1,9}))?(?P<type>[bcdeEfFgGnosxX%])?"
)
_PERCENT: Final = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?(?P<flags>[-+ #0]*)(?P<width>\d{1,9}|\*)?"
    r"(?:\.(?P<precision>\d{0,9}|\*))?(?P<type>[a-zA-Z%])"
)
_FIELD: Final = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}:!]*)(?:!(?P<turn>[rs]))?(?::(?P<spec>[^{}]*))?\}|[{}]")
_BRACKETS: Final[dict[type, tuple[str, str]]] = {
    tuple: ("(", ")"),
    dict: ("{", "}"),
    Set: ("{", "}"),
    list: ("[", "]"),
}
_CLASSES: Final = {"int", "float", "bool", "str", "list", "tuple", "dict", "set", "range"}
"""Functions of ours that are classes in Python."""
_MOST: Final = 500
"""Widest field and most digits."""
_DEEPEST: Final = 20


def text(m: Machine, data: Data, site: Site) -> str:
    """`str(x)`, as `print` shows it."""
    if isinstance(data, str):
        return data
    if type(data) is Trouble:
        return data.message
    if type(data) is Instance and data.cls.has("__str__"):
        return _told_by(m, data, "__str__", site)
    if type(data) is Array:
        return _array(m, data)[0]
    return represent(m, data, site)


def represent(m: Machine, data: Data, site: Site) -> str:
    """`repr(x)`, its length checked."""
    parts: list[str] = []
    _write(m, data, site, parts, [m.limits.max_text], 0)
    if len(parts) > 1:
        return joined(m, parts)
    return "".join(parts)


def _write(m: Machine, data: Data, site: Site, parts: list[str], left: list[int], depth: int) -> None:
    if type(data) in (list, tuple, dict, Set):
        opening, closing = _BRACKETS[type(data)]
        items = data.items if isinstance(data, Set) else data
        if type(data) is Set and not data.items:
            opening, closing = "set(", ")"
        if depth > _DEEPEST:
            parts.append(f"{opening}...{closing}")
            return
        parts.append(opening)
        for i, item in enumerate(items):
            if i:
                parts.append(", ")
            _write(m, item, site, parts, left, depth + 1)
            if isinstance(data, dict):
                parts.append(": ")
                _write(m, data[item], site, parts, left, depth + 1)
        parts.append(("," if type(data) is tuple and len(data) == 1 else "") + closing)
        left[0] -= 2 * len(items)
    else:
        word = _atom(m, data, site)
        parts.append(word)
        left[0] -= len(word)
    if left[0] < 0:
        m.check_text(m.limits.max_text - left[0])


def _is_class(data: Class | Function | Builtin) -> bool:
    if isinstance(data, Builtin) and BUILTINS.get(data.name) is data:
        return data.name in _CLASSES or data.name.endswith("Error")
    return isinstance(data, Class)


def _array(m: Machine, data: Array) -> tuple[str, str]:
    """An array as NumPy shows it: its `str` and its `repr`."""
    numbers = np.array(data.rows)
    m.pace(min(numbers.size, 1_000))  # of more than that, NumPy shows some
    shown = str(numbers), repr(numbers)
    m.check_text(len(shown[1]))
    return shown


def _atom(m: Machine, data: Data, site: Site) -> str:
    if data is None or isinstance(data, (int, float, str, range)):
        return repr(data)
    if isinstance(data, Value):
        return f"Value(data={data.data}, grad={data.grad})"
    if isinstance(data, Instance):
        if data.cls.has("__repr__"):
            return _told_by(m, data, "__repr__", site)
        return f"<{data.cls.name} object>"
    if isinstance(data, Array):
        return _array(m, data)[1]
    if isinstance(data, (Class, Function, Builtin)):
        return f"<class '{data.name}'>" if _is_class(data) else f"<function {data.name}>"
    if isinstance(data, Method):
        return f"<method {getattr(data.function, 'name', '')}>"
    if isinstance(data, Trouble):
        return f"{data.name}({data.message!r})"
    if isinstance(data, Module):
        return f"<module '{data.name}'>"
    return f"<{kind(data).split()[-1]}>"


def _told_by(m: Machine, data: Instance, name: str, site: Site) -> str:
    told = special(m, data, name, [], {}, site)
    if not isinstance(told, str):
        raise LanguageError("type", f"{name} gives text.", site.span, "Return a string from it.")
    return told


def formatted(m: Machine, data: Data, spec: str, site: Site) -> str:
    """`format(x, spec)` of a number or text, the spec being one of the table's."""
    if not spec:
        return text(m, data, site)
    found = _SPEC.fullmatch(spec)
    if not found:
        message = f"`{short(spec, 20)}` is not a format."
        raise LanguageError("type", message, site.span, "Write it as in :.4f, :>8 or :.3e.")
    _check_size(found["width"], found["precision"])
    if type(data) not in (int, float, bool, str):
        hint = "Format its number: x.data" if isinstance(data, Value) else "Numbers and text can."
        raise LanguageError(
            "type", f"Only numbers and text take a format such as `{spec[:20]}`.", site.span, hint
        )
    try:
        return _sound(format(data, spec))
    except (ValueError, OverflowError, TypeError):
        message = f"The format `{short(spec, 20)}` does not fit here."
        raise LanguageError(
            "type",
            message,
            site.span,
            "Use .4f for floats, d for whole numbers, s for text.",
            raised="ValueError",
        ) from None


def _sound(told: str) -> str:
    """Text that can be sent: the format `c` can make half a character."""
    if half_a_character(told):
        raise ValueError
    return told


def _check_size(*sizes: str | None) -> None:
    for size in sizes:
        if size and abs(int(size)) > _MOST:
            message = f"A field of {size} characters is too wide; {_MOST} is the most."
            raise LanguageError("limit", message, None, "Use a smaller number.")


def percent(m: Machine, template: str, data: Data, site: Site) -> str:
    """`"%.2f" % x`."""
    values = list(data) if isinstance(data, tuple) else [data]
    given = iter(values)
    parts: list[str] = []
    at = used = 0
    for found in re.finditer("%", template):
        if found.start() < at:
            continue
        field = _PERCENT.match(template, found.start())
        if field is None or field["type"] not in "diouxXeEfFgGcrs%":
            raise LanguageError(
                "type",
                "After `%` stands a format, such as %.4f, %d or %s.",
                site.span,
                "For the sign itself write %%.",
            )
        parts.append(template[at : field.start()])
        at = field.end()
        if field["type"] == "%":
            parts.append("%")
            continue
        spec = "%" + field["flags"]
        for dot, size in (("", field["width"]), (".", field["precision"])):
            if size == "*":
                size, used = _size(_following(given, site), site), used + 1
            _check_size(size)
            spec += "" if size is None else dot + size
        if field["name"] is not None:
            item, used = get_item(m, data, field["name"], site), len(values)
        else:
            item, used = _following(given, site), used + 1
        parts.append(_percent_one(m, spec, field["type"], item, site))
    if used != len(values):
        raise LanguageError("arity", "The text has fewer formats than values.", site.span, None)
    return joined(m, [*parts, template[at:]])


def _following(given: Iterator[Data], site: Site) -> Data:
    try:
        return next(given)
    except StopIteration:
        raise LanguageError("arity", "The text has more formats than values.", site.span, None) from None


def _size(data: Data, site: Site) -> str:
    """What stands for a `*`."""
    if not isinstance(data, int) or abs(data) > 10**9:
        raise LanguageError("type", "The `*` of a format takes a whole number.", site.span, "'%*d' % (5, x)")
    return f"{data:d}"


def _percent_one(m: Machine, spec: str, letter: str, item: Data, site: Site) -> str:
    if letter in "rs":
        item = represent(m, item, site) if letter == "r" else text(m, item, site)
        return str((spec + "s") % item)
    shown = short(spec + letter, 20)
    if type(item) not in (int, float, bool, str):
        hint = "Format its number: x.data" if isinstance(item, Value) else None
        raise LanguageError("type", f"`{shown}` wants a number.", site.span, hint)
    try:
        return _sound(str((spec + letter) % item))
    except (TypeError, ValueError, OverflowError):
        raise LanguageError("type", f"`{shown}` wants a number.", site.span, "Text has %s.") from None


def template_format(m: Machine, template: str, args: list[Data], kwargs: dict[str, Data], site: Site) -> str:
    """`"{} {1:.2f}".format(...)`: positions and names, no attributes and no indices."""
    parts: list[str] = []
    at = automatic = 0
    for found in _FIELD.finditer(template):
        parts.append(template[at : found.start()])
        at = found.end()
        if found[0] in ("{{", "}}"):
            parts.append(found[0][0])
            continue
        name = found["name"]
        if name is None:
            raise LanguageError(
                "type", "A bracket of this text is alone.", site.span, "For the sign itself write it twice."
            )
        if name == "":
            name, automatic = str(automatic), automatic + 1
        if name.isdecimal() and len(name) < 6 and int(name) < len(args):
            data = args[int(name)]
        elif name in kwargs:
            data = kwargs[name]
        else:
            message = f"There is nothing for `{{{short(name, 20)}}}` here."
            raise LanguageError(
                "arity", message, site.span, "A position or a name stands there, nothing more."
            )
        data = turned(m, data, found["turn"], site)
        parts.append(formatted(m, data, found["spec"] or "", site))
    return joined(m, [*parts, template[at:]])


def turned(m: Machine, data: Data, turn: str | None, site: Site) -> Data:
    """`{x!r}` and `{x!s}`."""
    if turn == "r":
        return represent(m, data, site)
    return text(m, data, site) if turn == "s" else data


def joined(m: Machine, parts: list[str]) -> str:
    m.check_text(sum(len(part) for part in parts))
    return "".join(parts)

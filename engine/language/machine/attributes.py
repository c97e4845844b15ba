"""Attributes and methods: each kind of thing has a table, and what is not in it does not exist."""

from __future__ import annotations

from collections.abc import Callable

from engine.language.builder import Site
from engine.language.errors import LanguageError, short
from engine.language.functions import nearest
from engine.language.machine import arrays, values
from engine.language.machine.calls import ALLOWED_DUNDERS, call, invoke, run_builtin
from engine.language.machine.drawing import NODE
from engine.language.machine.kinds import (
    Array,
    Builtin,
    Class,
    Data,
    Drawing,
    Function,
    Ignored,
    Instance,
    Method,
    Module,
    Set,
    Super,
    Wrapped,
    kind,
)  # fmt: skip
from engine.language.machine.methods import ARRAY, DICT, LIST, NUMBER, SET, TUPLE
from engine.language.machine.state import Machine
from engine.language.machine.text_methods import TEXT
from engine.value import Value

_METHODS: dict[type, dict[str, Builtin]] = {
    list: LIST, tuple: TUPLE, dict: DICT, str: TEXT, Set: SET, Array: ARRAY, int: NUMBER, float: NUMBER,
    Value: values.METHODS,
}  # fmt: skip


def get(m: Machine, data: Data, name: str, site: Site) -> Data:
    """`data.name`."""
    found = _find(m, data, name, site)
    if type(found) is Builtin and type(data) in _METHODS:
        run = found.run
        m.take(8, site)
        return Builtin(name, lambda m, args, kwargs, site: run(m, [data, *args], kwargs, site))
    return found


def call_method(
    m: Machine, data: Data, name: str, args: list[Data], kwargs: dict[str, Data], site: Site
) -> Data:
    """`data.name(...)`, without making a method object first."""
    kind_of = type(data)
    if kind_of is Instance:
        if name not in data.attributes and data.cls.has(name) and _allowed(name):
            function = data.cls.find(name)
            if type(function) is Function:
                return invoke(m, function, [data, *args], kwargs, site, data)
    elif kind_of in _METHODS:
        method = _METHODS[kind_of].get(name)
        if method is not None:
            return run_builtin(m, method, [data, *args], kwargs, site)
    return call(m, _find(m, data, name, site), args, kwargs, site)


def set_(m: Machine, data: Data, name: str, value: Data, site: Site) -> None:
    """`data.name = value`."""
    if type(data) is Value:
        values.write(m, data, name, value, site)
    elif type(data) in (Instance, Class) and not _is_pythons(name) and not _is_property(data, name):
        attributes = data.attributes if type(data) is Instance else data.members
        attributes[name] = value
        if len(attributes) > m.limits.max_items:
            raise LanguageError("limit", "This object has too many attributes.", site.span, "Use a dict.")
    else:
        message = f"`{short(name, 30)}` of {kind(data)} cannot be written."
        raise LanguageError("type", message, site.span, "Values have .data, .grad and .label to write.")


def delete(data: Data, name: str, site: Site) -> None:
    """`del data.name`."""
    if type(data) is not Instance or name not in data.attributes:
        message = f"`{short(name, 30)}` of {kind(data)} cannot be deleted."
        raise LanguageError("type", message, site.span, "Attributes of your own objects can be.")
    del data.attributes[name]


def super_of(owner: Data, receiver: Data, site: Site) -> Super:
    """`super()` in a method of the class `owner`."""
    if type(owner) is not Class or type(receiver) is not Instance:
        raise LanguageError(
            "type", "super() has no object of a class here.", site.span, "It works in a method with self."
        )
    return Super(owner.base, receiver)


def _is_property(data: Data, name: str) -> bool:
    return type(data) is Instance and data.cls.has(name) and type(data.cls.find(name)) is Wrapped


def _is_pythons(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _allowed(name: str) -> bool:
    return not _is_pythons(name) or name in ALLOWED_DUNDERS


def _find(m: Machine, data: Data, name: str, site: Site) -> Data:
    if type(data) is Value and name == "label":
        return m.builder.label_of(data)
    if _allowed(name):
        member = _MEMBERS.get(type(data), _no_member)(data, name)
        if type(member) is Wrapped:
            return _unwrapped(m, member, data, site)
        if type(member) is Array:
            return arrays.counted(m, member)
        if member is not _NONE:
            return member
    elif name == "__name__" and type(data) in (Class, Function, Builtin):
        return data.name
    if _allowed(name):
        found = _METHODS.get(type(data), {}).get(name)
        if found is not None:
            return found
    if type(data) is Value and name in m.pasted:
        message = f"`{short(name, 40)}` is a method of the pasted class, and livegrad uses its own Value."
        raise LanguageError("name", message, site.span, f"Define it as an op: op {short(name, 20)}(x) = …")
    raise _missing(data, name, site)


def _unwrapped(m: Machine, member: Wrapped, data: Data, site: Site) -> Data:
    """A property is worked out; a static method is the function; a class method has its class."""
    receiver = data.receiver if type(data) is Super else data
    if member.role == "property":
        if type(receiver) is not Instance:
            return member.function
        return invoke(m, member.function, [receiver], {}, site, receiver)
    if member.role == "staticmethod":
        return member.function
    return Method(member.function, receiver.cls if type(receiver) is Instance else receiver)


_NONE = object()


def _no_member(data: Data, name: str) -> Data:
    return _NONE


def _of_instance(data: Instance, name: str) -> Data:
    if name in data.attributes:
        return data.attributes[name]
    if not data.cls.has(name):
        return _NONE
    member = data.cls.find(name)
    return Method(member, data) if type(member) is Function else member


def _of_value(data: Value, name: str) -> Data:
    return values.ATTRIBUTES[name](data) if name in values.ATTRIBUTES else _NONE


def _of_super(data: Super, name: str) -> Data:
    if data.cls is not None and data.cls.has(name):
        member = data.cls.find(name)
        return Method(member, data.receiver) if type(member) is Function else member
    return Builtin(name, lambda m, args, kwargs, site: None) if name == "__init__" else _NONE


def _of_class(data: Class, name: str) -> Data:
    return data.find(name) if data.has(name) else _NONE


def _of_module(data: Module, name: str) -> Data:
    return data.members.get(name, _NONE)


def _of_drawing(data: Ignored, name: str) -> Data:
    return Builtin(name, lambda m, args, kwargs, site: data)


def _of_graphviz(data: Drawing, name: str) -> Data:
    if name != "node":
        return _of_drawing(data, name)
    return Builtin(name, lambda m, args, kwargs, site: NODE.run(m, [data, *args], kwargs, site))


def _of_array(data: Array, name: str) -> Data:
    if name == "T":
        if len(arrays.shape(data)) == 1:
            return Array(list(data.rows))
        return Array([list(column) for column in zip(*data.rows, strict=True)])
    if name == "size":
        return len(arrays.flat(data))
    if name == "ndim":
        return len(arrays.shape(data))
    return arrays.shape(data) if name == "shape" else _NONE


_MEMBERS: dict[type, Callable[..., Data]] = {
    Instance: _of_instance, Value: _of_value, Super: _of_super, Class: _of_class, Module: _of_module,
    Ignored: _of_drawing, Drawing: _of_graphviz, Array: _of_array,
}  # fmt: skip


def _missing(data: Data, name: str, site: Site) -> LanguageError:
    known = list(_METHODS.get(type(data), ()))
    if isinstance(data, Instance):
        known = [*data.attributes, *data.cls.members]
    elif isinstance(data, Module):
        known = list(data.members)
    elif isinstance(data, Value):
        known += values.ATTRIBUTES
    meant = nearest(name, known) if len(name) < 40 else None
    hint = f"Did you mean {short(meant, 30)}?" if meant else None
    if name.startswith("__"):
        hint = "What begins and ends with two underscores is Python's own."
    elif type(data) in (int, float) and name in ("data", "grad", "backward", "label", "_prev"):
        hint = "Make it a Value first: Value(2.0)"
    what = f"`{data.name}`" if isinstance(data, Module) else kind(data)
    return LanguageError("name", f"There is no `{short(name, 40)}` in {what}.", site.span, hint)


METHODS_BY_NAME = frozenset(name for table in _METHODS.values() for name in table)
"""Every method that something has."""

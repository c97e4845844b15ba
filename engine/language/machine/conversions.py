"""From one kind to another, and asking for the kind."""

from __future__ import annotations

from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine.formatting import represent, text
from engine.language.machine.handling import ERRORS, names_of
from engine.language.machine.iteration import key, listed, truth
from engine.language.machine.kinds import Builtin, Class, Data, Instance, Set, Trouble, kind
from engine.language.machine.operators import float_of
from engine.language.machine.registry import ANY, BUILTINS, Given, Named, builtin
from engine.language.machine.state import Machine
from engine.value import Value


@builtin("float", 0, 1)
def _float(m: Machine, args: Given, kwargs: Named, site: Site) -> float:
    if not args:
        return 0.0
    if type(args[0]) is Value:
        raise LanguageError(
            "type", "A Value is not turned into a plain number.", None, "Its number is x.data."
        )
    return float_of(args[0], site) if isinstance(args[0], int) else float(args[0])


@builtin("int", 0, 1)
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


@builtin("str", 0, 1)
def _str(m: Machine, args: Given, kwargs: Named, site: Site) -> str:
    return text(m, args[0], site) if args else ""


@builtin("repr", 1, 1)
def _repr(m: Machine, args: Given, kwargs: Named, site: Site) -> str:
    return represent(m, args[0], site)


@builtin("bool", 0, 1)
def _bool(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    return bool(args) and truth(m, args[0], site)


@builtin("list", 0, 1)
def _list(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return listed(m, args[0], site) if args else []


@builtin("tuple", 0, 1)
def _tuple(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return tuple(listed(m, args[0], site)) if args else ()


@builtin("set", 0, 1)
def _set(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    return Set(key(item) for item in listed(m, args[0], site)) if args else Set()


@builtin("dict", 0, 1, ANY)
def _dict(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    if args and isinstance(args[0], dict):
        m.check_items(len(args[0]) + len(kwargs), "A dict")
        m.burn(site, len(args[0]) // 8 + 1)
        return {**args[0], **kwargs}
    pairs = [listed(m, pair, site) for pair in listed(m, args[0], site)] if args else []
    return {key(name): data for name, data in pairs} | kwargs


_KINDS: Final[dict[str, tuple[type, ...]]] = {
    "int": (int,), "float": (float,), "bool": (bool,), "str": (str,), "list": (list,), "tuple": (tuple,),
    "dict": (dict,), "set": (Set,), "Value": (Value,), "range": (range,), "NoneType": (type(None),),
}  # fmt: skip


_NONE_TYPE: Final = Builtin("NoneType", lambda m, args, kwargs, site: None)
"""`type(None)`, which has no name of its own in Python either."""


@builtin("isinstance", 2, 2)
def _isinstance(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    data, wanted = args
    for one in wanted if isinstance(wanted, tuple) else (wanted,):
        if isinstance(one, Class):
            cls = data.cls if isinstance(data, Instance) else None
            while cls is not None:
                if cls is one:
                    return True
                cls = cls.base
        elif isinstance(one, Builtin) and ERRORS.get(one.name) is one:
            if isinstance(data, Trouble) and one.name in names_of(data.name):
                return True
        elif isinstance(one, Builtin) and one.name in _KINDS:
            if isinstance(data, _KINDS[one.name]):
                return True
        else:
            raise LanguageError(
                "type", "isinstance() asks about kinds such as Value, float or list.", None, None
            )
    return False


@builtin("type", 1, 1)
def _type(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    """The class of an object; for other things the function that makes them. It can be compared and named."""
    (data,) = args
    if isinstance(data, Instance):
        return data.cls
    if isinstance(data, Trouble):
        return ERRORS[data.name]
    for name, kinds in _KINDS.items():
        if type(data) in kinds:
            return BUILTINS.get(name, _NONE_TYPE)
    raise LanguageError("type", f"The kind of {kind(data)} has no name here.", None, "Ask with isinstance().")


@builtin("callable", 1, 1)
def _callable(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    return kind(args[0]) in ("a function", "a method", "a class") or (
        isinstance(args[0], Instance) and args[0].cls.has("__call__")
    )

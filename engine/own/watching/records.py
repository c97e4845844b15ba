"""What is remembered of a program's own objects: a record each, and what is known of their class."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from types import CodeType, MemberDescriptorType
from typing import Any, Final
from weakref import ref

from engine.ops import OPS

from .sites import ARITHMETIC

Spot = tuple[CodeType, int]
"""A code object and `f_lasti` in it: a place whose columns are found out when they are needed."""
read: Final = object.__getattribute__
_TABLE: Final = {"add": operator.add, "mul": operator.mul, "sub": operator.sub, "div": operator.truediv}
_RENAMED: Final = {
    "truediv": "div", "power": "pow", "multiply": "mul", "multiplication": "mul", "times": "mul",
    "product": "mul", "plus": "add", "addition": "add", "subtract": "sub", "subtraction": "sub",
    "minus": "sub", "divide": "div", "division": "div", "negate": "neg", "negative": "neg",
}  # fmt: skip
_CALLED: Final = frozenset(("apply", "forward", "call", "_forward", "_apply"))
_ROLE: Final = re.compile(
    r"_?(gate|function|func|fn|operation|op|node|backward|layer|unit|module)$", re.IGNORECASE
)
_LIMIT: Final = 200


class Kind:
    """A class of the program that overloads arithmetic. `data` and `grad` are found by what they do."""

    def __init__(self, cls: type, hooked: bool) -> None:
        self.cls = cls
        self.hooked = hooked
        """Whether every new object is reported. If not, objects are kept, so that no id is used twice."""
        self.graded = False
        """It overloads nothing: functions compute with its objects, which hold a gradient."""
        self.data: str | None = None
        self.grad: str | None = None
        self.computed = {
            name for base in cls.__mro__ for name, part in vars(base).items()
            if hasattr(type(part), "__set__") and not isinstance(part, MemberDescriptorType)
        }  # fmt: skip
        """Attributes that are properties: what they write themselves is seen where it is written."""
        self.computed -= set(getattr(cls, "_fields", ()))  # a named tuple's
        self.roles: dict[int, int] = {}
        """Of each site what it writes on these objects: see the watcher."""


class End(ref[Any]):
    """Tells that an object is gone, whose `id` was `key`."""

    __slots__ = ("key",)

    def __init__(self, obj: Any, ended: Callable[[ref[Any]], None]) -> None:
        super().__init__(obj, ended)  # type: ignore[call-arg] # as `ref` has it at run time
        self.key = id(obj)


class Record:
    """One object. `obj` is let go when a later pass no longer needs it; `parents` are records."""

    op: str | None = None
    function = -1
    final = False
    turned = False
    """Its operands stand in the other order than the method's arguments."""
    method: CodeType | None = None
    """The method that returned it, where another function made it."""
    near: Sequence[Record] = ()
    """Objects that the function knew which made this one, where classes overload nothing."""
    bound: Any = None
    """The function, where it is an object or a class of its own."""
    lifted = False
    """A plain number that an op made an object."""
    parents: Sequence[Record] | None = None
    operands: Sequence[Record | float] = ()
    data: float | None = None
    name: str | None = None
    """What an assignment calls it."""
    end: End | None = None
    """What tells that the object is gone, once it was let go."""

    def __init__(
        self, number: int, obj: Any, kind: Kind, maker: CodeType | None, spot: Spot | None, scope: object,
        generation: int,
    ) -> None:  # fmt: skip
        self.number = number
        self.obj = obj
        self.kind = kind
        self.maker = maker
        self.spot = spot
        self.scope = scope
        self.generation = generation


def number(value: Any, kinds: dict[type, Kind]) -> float | None:
    """The number that this is or holds; None where it is none."""
    kind = kinds.get(type(value))
    if kind is not None:
        return number(held(value, kind.data), kinds) if kind.data else None
    if isinstance(value, (str, bytes, complex)) or value is None:
        return None
    try:
        return float(value)
    except Exception:  # noqa: BLE001 (the program's own __float__)
        return None


def plain_number(value: Any) -> float | None:
    """The number that this is: one of Python's, or an array's only one; None for anything else."""
    if isinstance(value, (int, float)):
        return None if isinstance(value, bool) else float(value)
    if getattr(value, "shape", None) != ():
        return None
    return number(value, {})


def held(obj: Any, attribute: str | None) -> Any:
    """An attribute, without running any code of the program's; None where there is none."""
    try:
        return None if attribute is None else read(obj, attribute)
    except AttributeError:
        return None


def attributes(obj: Any) -> Iterator[tuple[str, Any]]:
    """What an object holds itself, in its dict or its slots."""
    yield from tuple(getattr(obj, "__dict__", {}).items())
    if isinstance(obj, tuple):
        yield from zip(getattr(type(obj), "_fields", ()), obj, strict=False)
    for base in type(obj).__mro__:
        for name, part in vars(base).items():
            if isinstance(part, MemberDescriptorType):
                yield name, held(obj, name)


def stand_ins(obj: Any, kinds: dict[type, Kind]) -> Iterator[Any]:
    """Objects of other classes of the program's that this one keeps, such as its node in a graph."""
    for _, part in attributes(obj):
        cls = type(part)
        if cls.__module__ == "__main__" and cls not in kinds and cls is not type and not callable(part):
            yield part


def overloads(cls: type) -> bool:
    """Whether a class overloads arithmetic, itself or by what it inherits from another of the program's."""
    return any(
        name in vars(base) for base in cls.__mro__ if base.__module__ != "builtins" for name in ARITHMETIC
    )


def op_name(name: str) -> tuple[str, bool, bool]:
    """The op a function is named after, whether its operands are turned round, whether that is certain."""
    plain = name.strip("_")
    if name not in ARITHMETIC:
        plain = _RENAMED.get(plain, plain)
        return plain or name, False, plain in OPS
    turned = name.startswith("__r")
    bare = plain[1:] if plain not in ("add", "abs", "neg") and f"__{plain[1:]}__" in ARITHMETIC else plain
    return _RENAMED.get(bare, bare), turned, True


def class_of_function(name: str, args: Sequence[Any]) -> str | None:
    """The op of a function that is an object or a class, as `Add.apply(a, b)` and `Add()(a, b)` are; else
    None."""
    if name.strip("_") not in _CALLED or not args:
        return None
    cls = args[0] if isinstance(args[0], type) else type(args[0])
    found = _ROLE.sub("", cls.__name__).lower()
    return _RENAMED.get(found, found) or None


def holding(record: Record) -> str | None:
    """Which attribute holds the number: the one that follows the op's rule, by a result that is not 0."""
    rule, operands = _TABLE.get(record.op or ""), record.operands
    if rule is None or len(operands) != 2:
        return None
    for name, held_there in attributes(record.obj):
        value = plain_number(held_there)
        sides = [plain_number(held(o.obj, name)) if isinstance(o, Record) else o for o in operands]
        if not value or None in sides:
            continue
        try:
            if abs(rule(*sides) - value) <= 1e-9 * abs(value):
                return name
        except ArithmeticError:
            continue
    return None


def first_number(record: Record) -> str | None:
    """The first attribute that is a number and not the gradient."""
    numbers = (n for n, v in attributes(record.obj) if plain_number(v) is not None)
    return next((name for name in numbers if name != record.kind.grad), None)


def reaches(obj: Any, goals: Sequence[Record]) -> bool:
    """Whether an object keeps one of these anywhere inside: what nothing leads back to has no parents."""
    wanted = {id(goal.obj) for goal in goals}
    for goal in goals:
        wanted |= {id(part) for part in stand_ins(goal.obj, {goal.kind.cls: goal.kind})}
    waiting, seen = [obj], {id(obj)}
    while waiting and len(seen) < _LIMIT:
        here = waiting.pop(0)
        if isinstance(here, (list, tuple, set, frozenset)):
            parts = list(here)
        elif isinstance(here, dict):
            parts = list(here.values())
        elif callable(here) and hasattr(here, "__code__"):
            cells = here.__closure__ or ()
            parts = [part for part in map(contents, cells) if part is not None] + list(
                here.__defaults__ or ()
            )
        elif isinstance(here, type):
            continue
        else:
            parts = [value for _, value in attributes(here)]
            parts += (
                [
                    part
                    for part in (getattr(here, "__self__", None), *getattr(here, "args", ()))
                    if part is not None
                ]
                if callable(here)
                else []
            )
        for part in parts:
            if id(part) in wanted:
                return True
            if id(part) not in seen and not isinstance(part, (int, float, str, bool)):
                seen.add(id(part))
                waiting.append(part)
    return False


def contents(cell: Any) -> Any:
    """What a closure knows; None where it knows nothing yet."""
    try:
        return cell.cell_contents
    except ValueError:
        return None

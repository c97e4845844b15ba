"""What a program can hold besides numbers, text, lists, tuples, dicts and Values."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from engine.language.builder import Site
from engine.value import Value

if TYPE_CHECKING:
    from engine.language.machine.state import Machine
    from engine.language.run import Item

Data = Any
"""Anything a program can hold."""
Implementation = Callable[["Machine", list[Data], dict[str, Data], Site], Data]


class Env(dict[str, Data]):
    """The names of one call, and the environment around it."""

    __slots__ = ("up",)

    def __init__(self, up: Env | None = None) -> None:
        self.up = up


Code = Callable[[Env], Data]
"""A translated expression. A translated statement gives None, or a signal."""


class Parameters:
    """What a function takes, and the defaults, which were evaluated when it was defined."""

    __slots__ = ("defaults", "extra", "extra_named", "named", "names")

    def __init__(self, node: ast.arguments, defaults: dict[str, Data]) -> None:
        self.names = [a.arg for a in (*node.posonlyargs, *node.args)]
        self.named = [a.arg for a in node.kwonlyargs]
        self.extra = node.vararg.arg if node.vararg else None
        self.extra_named = node.kwarg.arg if node.kwarg else None
        self.defaults = defaults

    @property
    def plain(self) -> bool:
        return not (self.named or self.extra or self.extra_named)


class Function:
    """A `def` or a `lambda` of the program."""

    __slots__ = ("body", "env", "library", "name", "parameters", "plain", "simple")

    def __init__(
        self, name: str, parameters: Parameters, body: Code, env: Env, *, simple: bool, library: bool
    ) -> None:
        self.name = name
        self.parameters = parameters
        self.body = body
        self.env = env
        self.simple = simple  # its body is an expression
        self.library = library
        self.plain = parameters.names if parameters.plain else None


class Class:
    """A class of the program."""

    __slots__ = ("base", "made", "members", "name")

    def __init__(self, name: str, base: Class | None, members: dict[str, Data]) -> None:
        self.name = name
        self.base = base
        self.members = members
        self.made = 0

    def find(self, name: str) -> Data:
        """A member of the class or of the one it inherits from; raises KeyError."""
        cls: Class | None = self
        while cls is not None:
            if name in cls.members:
                return cls.members[name]
            cls = cls.base
        raise KeyError(name)

    def has(self, name: str) -> bool:
        return name in self.members or (self.base is not None and self.base.has(name))


class Instance:
    """An object of a class of the program. `scope` names it to people: "Neuron 2"."""

    __slots__ = ("attributes", "cls", "made", "scope")

    def __init__(self, cls: Class, scope: str) -> None:
        self.cls = cls
        self.attributes: dict[str, Data] = {}
        self.scope = scope
        self.made: dict[str, int] = {}


class Method:
    """A function of a class with its object."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: Data, receiver: Data) -> None:
        self.function = function
        self.receiver = receiver


class Super:
    """What `super()` gives; of a class that inherits from none it has `__init__` only."""

    __slots__ = ("cls", "receiver")

    def __init__(self, cls: Class | None, receiver: Instance) -> None:
        self.cls = cls
        self.receiver = receiver


class Builtin:
    """A function of ours under the name a program knows it by."""

    __slots__ = ("name", "run")

    def __init__(self, name: str, run: Implementation) -> None:
        self.name = name
        self.run = run


class Module:
    """`math`, `np.random`: names and what they stand for."""

    __slots__ = ("members", "name")

    def __init__(self, name: str, members: dict[str, Data]) -> None:
        self.name = name
        self.members = members


class Set:
    """A set that keeps the order of arrival, so that a run can be repeated."""

    __slots__ = ("items",)

    def __init__(self, items: Iterable[Data] = ()) -> None:
        self.items: dict[Data, None] = dict.fromkeys(items)

    def __len__(self) -> int:
        return len(self.items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Set) and self.items.keys() == other.items.keys()

    def __le__(self, other: Set) -> bool:
        return self.items.keys() <= other.items.keys()

    def __lt__(self, other: Set) -> bool:
        return self.items.keys() < other.items.keys()

    def __ge__(self, other: Set) -> bool:
        return self.items.keys() >= other.items.keys()

    def __gt__(self, other: Set) -> bool:
        return self.items.keys() > other.items.keys()

    __hash__ = None  # type: ignore[assignment]


class Array:
    """The little of numpy's array that programs on plain numbers use: one or two axes of numbers."""

    __slots__ = ("rows",)

    def __init__(self, rows: list[Data]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    __hash__ = None  # type: ignore[assignment]


class Trouble:
    """What an `except … as e` gets: the name of the error and its text."""

    __slots__ = ("message", "name")

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        self.message = message


class Wrapped:
    """A function of a class under `@property`, `@staticmethod` or `@classmethod`."""

    __slots__ = ("function", "role")

    def __init__(self, function: Function, role: str) -> None:
        self.function = function
        self.role = role


class Ignored:
    """What plotting and drawing calls give back: any method of it does nothing."""

    __slots__ = ()


class Drawing(Ignored):
    """A drawing that a program makes with Graphviz, and the picture it becomes."""

    __slots__ = ("item",)

    def __init__(self) -> None:
        self.item: Item | None = None


_WORDS: dict[type, str] = {
    bool: "True or False", int: "a number", float: "a number", str: "text", list: "a list", tuple: "a tuple",
    dict: "a dict", range: "a range", type(None): "None", Value: "a Value", Set: "a set",
    Function: "a function", Builtin: "a function", Method: "a method", Class: "a class",
    Module: "a module", Array: "an array", Super: "super()", Ignored: "a drawing", Trouble: "an error",
    Wrapped: "a method", Drawing: "a drawing",
}  # fmt: skip


def kind(data: Data) -> str:
    """What to call something in a sentence."""
    if isinstance(data, Instance):
        name = data.cls.name[:40]
        return f"{'an' if name[:1] in 'AEIOaeio' else 'a'} {name} object"
    return _WORDS.get(type(data), "this")


def subject(data: Data) -> str:
    """The same at the beginning of a sentence; a class keeps its capitals."""
    name = kind(data)
    return name[:1].upper() + name[1:]

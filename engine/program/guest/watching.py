"""Watching livegrad's own Value: every one remembers the place and the scope it was made in.

`Watched` is what a program in the sandbox finds as `Value`. Its place is `(code, f_lasti)` of the nearest
frame of the program itself, which `code.co_positions()` turns into columns later, once for each place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, compress, repeat
from time import monotonic
from types import CodeType
from typing import Any, Final

import engine
import engine.value
from engine.backward import visit
from engine.program.guest.marks import Names
from engine.program.guest.scope import Scope
from engine.value import Value

PROGRAM: Final = "<program>"
LIBRARY: Final = "<library>"
_BEAT: Final = 1_000
"""Turns of a loop between two looks at the clock."""
_MOST_OBJECTS: Final = 5_000
_MOST_ITEMS: Final = 2_000
_new = object.__new__

Place = tuple[CodeType, int]


class Deadline(BaseException):
    """The program's time is over. No `except Exception` of its own sees it."""


class TooMany(BaseException):
    """The program's graph has more Values than it may."""


class Loop:
    """A loop that is running; its turns are scopes, but only those in which a Value is made."""

    __slots__ = ("_before", "chunk", "kind", "lazy", "outer", "scope", "seen", "up")

    def __init__(self, kind: str, up: Scope, outer: Loop | None, *, lazy: bool = False) -> None:
        self.kind, self.up, self.outer = kind, up, outer
        self.lazy = lazy
        """Of a generator: what takes its items, such as `sum`, works between two turns."""
        self.seen = -1
        self.scope = up
        self._before = -_BEAT
        self.chunk: Any = None

    def beats(self, watch: Watch) -> Iterator[Iterable[bool]]:
        while True:
            watch.tick()
            self.chunk = repeat(True, _BEAT)
            self._before += _BEAT
            yield self.chunk

    def here(self) -> Scope:
        """The scope of the present turn."""
        if self.chunk is None:
            return self.up
        turn = self._before + _BEAT - self.chunk.__length_hint__() - 1
        if turn != self.seen:
            self.seen = turn
            self.scope = self.up.inside(f"{self.kind} {turn}") if self.kind else self.up
        return self.scope


class Watch:
    """What is known of one run while it goes on."""

    def __init__(self) -> None:
        self.begin(60.0, 1_000_000)

    def begin(self, seconds: float, most: int) -> None:
        """Everything anew, for one run. `most`: Values its graph may have."""
        self.made = 0
        self.most = most
        self.until = monotonic() + seconds
        self.scope = Scope()
        self.loop: Loop | None = None
        self.around: list[tuple[Scope, Loop | None, Any]] = []
        """What there was before each call that is going on."""
        self.objects: dict[int, tuple[object, str, dict[str, int]]] = {}
        self.classes: dict[str, int] = {}
        self.building: tuple[object, str, dict[str, int]] | None = None
        self.own: Callable[[object], Any] = lambda value: None
        """The record of an object of a class of the program's own, if it is one."""
        self.early: list[Watched] = []
        """The first Values of the run, so that those are shown too that nothing uses yet."""

    def another(self) -> tuple[int, Scope]:
        """One more object of a class of the program's own: its number among all Values, and its scope."""
        number = self.made
        self.made = number + 1
        if not number & 1023:
            self.tick()
        return number, self.here()

    def tick(self) -> None:
        if monotonic() > self.until:
            raise Deadline

    def here(self, code: CodeType | None = None) -> Scope:
        """The scope that the program is in. `code`: that of the frame it is in, where it is known."""
        loop = self.loop
        if loop is None:
            return self.scope
        if loop.lazy and code is not None and code.co_name != "<genexpr>":
            return loop.up
        return loop.here()

    # -- what the marks call ----------------------------------------------------------------------

    def enter(self, name: str, receiver: object) -> None:
        """A function of the program begins; of a method, `receiver` is its object."""
        before = self.scope, self.loop, self.building
        shown = whole = name
        if receiver is not None:
            if shown == "__init__":
                shown, whole = self._construct(receiver)
                if not shown:
                    self.around.append(before)
                    return
            elif (known := self.objects.get(id(receiver))) is not None and known[0] is receiver:
                shown = whole = known[1]
                if self.scope.name == shown:
                    self.around.append(before)
                    return
        scope = self.here().inside(shown, whole)
        self.around.append(before)
        self.scope, self.loop = scope, None

    def leave(self) -> None:
        self.scope, self.loop, self.building = self.around.pop()

    def _construct(self, made: object) -> tuple[str, str]:
        """Name a new object, by number in the one whose __init__ makes it: its name and its scope's."""
        name = type(made).__name__
        known = self.objects.get(id(made))
        if (known is not None and known[0] is made) or len(self.objects) >= _MOST_OBJECTS:
            return "", ""  # `super().__init__()`
        if self.building is None:
            count = self.classes[name] = self.classes.get(name, 0) + 1
            shown = name if count == 1 else f"{name} {count}"
        else:
            count = self.building[2].get(name, 0)
            self.building[2][name] = count + 1
            shown = f"{name} {count}"
        outermost = self.building is None
        self.building = self.objects[id(made)] = (made, shown, {})
        return shown, f"{shown} parameters" if outermost else shown

    def loop_over(self, kind: str, items: Iterable[Any]) -> Iterator[Any]:
        """The items of a loop or comprehension, counted without a call for each of them."""
        iterator = iter(items)
        try:
            first = next(iterator)
        except StopIteration:
            self.loop = Loop("", self.here(), self.loop)
            return iter(())
        loop = self.loop = Loop(turn_kind(kind, first), self.here(), self.loop, lazy=kind == "lazy")
        return compress(chain((first,), iterator), chain.from_iterable(loop.beats(self)))

    def beats(self, kind: str) -> Iterator[bool]:
        """For a `while`: something to take one of in every turn."""
        loop = self.loop = Loop("iteration" if kind == "outer" else "", self.here(), self.loop)
        return chain.from_iterable(loop.beats(self))

    def end(self, value: Any = None) -> Any:
        """A loop is over; of a comprehension, `value` is what it made."""
        if self.loop is not None:
            self.loop = self.loop.outer
        return value

    def name(self, name: Names, since: int, value: Any) -> Any:
        """An assignment names the Values it makes: those made since it began to be computed."""
        kind = type(value)
        if isinstance(value, Watched):
            if value.number >= since and value.name is None and type(name) is str:
                value.name = name
        elif (own := self.own(value)) is not None:
            if own.number >= since and own.name is None and type(name) is str:
                own.name = name
        elif (kind is list or kind is tuple) and value and self.made > since:
            self._name_items(name, since, value)
        elif hasattr(kind, "_named") and type(name) is str:  # a tensor names the Values in it
            value._named(name, since)
        return value

    def _name_items(self, name: Names, since: int, items: list[Any] | tuple[Any, ...]) -> None:
        """The items of one name are called `w[0]`, and those of several by one each."""
        several = type(name) is tuple
        for i, item in enumerate(items[: len(name) if several else _MOST_ITEMS]):
            called = name[i] if several else f"{name}[{i}]"
            named = item if type(item) is Watched else self.own(item)
            if named is not None:
                if named.number >= since and named.name is None and (several or named.op is None):
                    named.name = called if type(called) is str else None
            elif type(item) is list or (several and type(item) is tuple):
                self._name_items(called, since, item)

    def builtins(self, names: tuple[str, ...]) -> dict[str, Any]:
        """The functions behind the marks, in the order of `marks.NAMES`."""
        given: tuple[Any, ...] = (
            self.enter, self.leave, self.loop_over, self.beats, next, self.end, self.name, self,
        )  # fmt: skip
        return dict(zip(names, given, strict=True))


def turn_kind(kind: str, first: object) -> str:
    """What the turns of a loop are called, by its first item: rows of data are samples; "" for no name."""
    rows = type(first) in (tuple, list) or type(first).__name__ == "ndarray"
    if kind in ("items", "lazy"):
        if type(first) is tuple and any(isinstance(part, Value) for part in first):
            return "term"
        plain = rows or isinstance(first, (int, float, str))
        return "sample" if plain else ""
    if rows:
        return "term" if any(isinstance(part, Value) for part in first) else "sample"  # type: ignore[attr-defined]
    if kind == "outer":
        return "iteration"
    return "turn" if type(first) is int else ""


watch: Final = Watch()


def program_place() -> Place:
    """Where the program is: the nearest frame of its own."""
    frame = sys._getframe(2)
    while (code := frame.f_code).co_filename != PROGRAM:
        if frame.f_back is None:
            break
        frame = frame.f_back
    return code, frame.f_lasti


class Watched(Value):
    """A Value that knows where it was made."""

    __slots__ = ("called", "name", "number", "place", "where")
    called: bool
    """Whether the program called the class; else it is an op's, or a number that met a Value."""
    place: Place
    where: Scope
    name: str | None
    number: int

    def _backward(self) -> None:
        """micrograd's own step: what this Value adds to the gradients of its parents."""
        if self.op is not None:
            visit([self])

    def __new__(cls, *_: object, **__: object) -> Watched:
        value = remembered(cls)
        value.called = True
        return value


def remembered(cls: type[Watched]) -> Watched:
    """A new Value with its place, without the rest: what `engine.value` calls for every one it makes."""
    value = _new(cls)
    value.name = None
    value.called = False
    value.place = program_place()
    value.where = watch.here(value.place[0])
    number = value.number = watch.made
    watch.made = number + 1
    if number < _MOST_ITEMS:
        watch.early.append(value)
    if not number & 1023:
        watch.tick()
    return value


def install(backward: Callable[[Value], None]) -> None:
    """Make Watched the engine's Value; from then on whatever imports it finds this one."""
    Watched.__name__ = Watched.__qualname__ = "Value"
    Watched.__module__ = "micrograd.engine"
    Watched.__doc__ = Value.__doc__
    Watched.backward = backward  # type: ignore[method-assign, assignment]
    setattr(engine.value, "_new", remembered)  # noqa: B010 (mypy holds names of modules to be constants)
    setattr(engine.value, "Value", Watched)  # noqa: B010
    setattr(engine, "Value", Watched)  # noqa: B010

"""Watching livegrad's own Value: every one remembers the place and the scope it was made in.

`Watched` is what a program in the sandbox finds as `Value`. Its place is `(code, f_lasti)` of the nearest
frame of the program itself, which `code.co_positions()` turns into columns later, once for each place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, compress
from time import monotonic
from types import CodeType
from typing import Any, Final

import engine
import engine.value
from engine.backward import visit
from engine.program.guest.bounds import Deadline
from engine.program.guest.loops import Loop, length_of, turn_kind
from engine.program.guest.scope import Scope
from engine.program.guest.syntax import Names
from engine.program.guest.whereabouts import Whereabouts
from engine.value import Value

PROGRAM: Final = "<program>"
LIBRARY: Final = "<library>"
_MOST_ITEMS: Final = 2_000
_new = object.__new__

Place = tuple[CodeType, int]


class Watch(Whereabouts):
    """What is known of one run while it goes on.

    A call costs a list that is put on another and taken off again; what its scope is called is found when a
    Value is made in it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.begin(60.0, 1_000_000)

    def begin(self, seconds: float, most: int) -> None:
        """Everything anew, for one run. `most`: Values its graph may have."""
        self.made = 0
        self.most = most
        self.until = monotonic() + seconds
        self.forget()
        self.own: Callable[[object], Any] = lambda value: None
        """The record of an object of a class of the program's own, if it is one."""
        self.slopes: dict[int, tuple[float, ...]] = {}
        """By number of a Value whose op is in no table: its local derivatives in the latest pass."""
        self.early: list[Watched] = []
        """The first Values of the run, so that those are shown too that nothing uses yet."""

    def another(self) -> tuple[int, Scope]:
        """One more object of a class of the program's own: its number among all Values, and its scope."""
        number = self.made
        self.made = number + 1
        if not number & 1023:
            self.tick()
        return number, self.here()

    def unseen(self, _: object) -> None:
        """One more object, of which nothing is to be known."""
        self.made += 1
        if not self.made & 1023:
            self.tick()

    def tick(self) -> None:
        if monotonic() > self.until:
            raise Deadline

    # -- what the marks call ----------------------------------------------------------------------

    def loop_over(self, kind: str, items: Iterable[Any]) -> Iterator[Any]:
        """The items of a loop or comprehension, counted without a call for each of them."""
        iterator = iter(items)
        try:
            first = next(iterator)
        except StopIteration:
            self._begin_loop("")
            return iter(())
        loop = self._begin_loop(turn_kind(kind, first), lazy=kind == "lazy", length=length_of(items))
        return compress(chain((first,), iterator), chain.from_iterable(loop.beats(self.tick)))

    def beats(self, kind: str) -> Iterator[bool]:
        """For a `while`: something to take one of in every turn."""
        loop = self._begin_loop("iteration" if kind == "outer" else "")
        return chain.from_iterable(loop.beats(self.tick))

    def _begin_loop(self, kind: str, *, lazy: bool = False, length: int | None = None) -> Loop:
        loops, calls = self.loops, self.calls
        while loops and not loops[-1].goes_on(calls):
            loops.pop()
        loop = Loop(kind, calls, lazy=lazy, length=length)
        loops.append(loop)
        return loop

    def end(self, value: Any = None) -> Any:
        """A loop is over; of a comprehension, `value` is what it made."""
        loops, depth = self.loops, len(self.calls)
        while loops and loops[-1].depth > depth:
            loops.pop()
        if loops and loops[-1].depth == depth:
            loops.pop()
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
            self.calls.append, self.calls.pop, self.loop_over, self.beats, next, self.end, self.name, self,
        )  # fmt: skip
        return dict(zip(names, given, strict=True))


watch: Final = Watch()


def program_place() -> Place:
    """Where the program is: the nearest frame of its own."""
    frame = sys._getframe(2)
    while frame.f_code.co_filename != PROGRAM:
        if (back := frame.f_back) is None:
            break
        frame = back
    return frame.f_code, frame.f_lasti


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

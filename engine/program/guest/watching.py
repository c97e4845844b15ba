"""Watching livegrad's own Value: every one remembers the place and the scope it was made in.

`Watched` is what a program in the sandbox finds as `Value`. Its place is `(code, f_lasti)` of the nearest
frame of the program itself, which `code.co_positions()` turns into columns later, once for each place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, compress, repeat
from operator import length_hint
from time import monotonic
from types import CodeType
from typing import Any, Final, NamedTuple

import engine
import engine.value
from engine.backward import visit
from engine.program.guest.marks import Names
from engine.program.guest.scope import Scope
from engine.value import Value

PROGRAM: Final = "<program>"
LIBRARY: Final = "<library>"
_BEAT: Final = 1_000
_SIZED: Final = (range, list, tuple)
"""What can be asked for its length without any code of the program's being run."""
"""Turns of a loop between two looks at the clock."""
_MOST_OBJECTS: Final = 5_000
_MOST_ITEMS: Final = 2_000
_new = object.__new__

Place = tuple[CodeType, int]


Call = list[Any]
"""A call of one of the program's functions: its name, and the object whose method it is, or None."""


class Made(NamedTuple):
    """An object of the program that makes Values: itself, its name, and how many of each class it made."""

    object: object
    name: str
    parts: dict[str, int]


class Deadline(BaseException):
    """The program's time is over. No `except Exception` of its own sees it."""


class TooMany(BaseException):
    """The program's graph has more Values than it may."""


class Loop:
    """A loop that is running; its turns are scopes, but only those in which a Value is made."""

    __slots__ = ("_before", "call", "chunk", "depth", "kind", "lazy", "length", "scope", "seen", "up")

    def __init__(self, kind: str, calls: list[Call], *, lazy: bool = False, length: int | None = None) -> None:
        self.kind = kind
        self.length = length
        self.depth = len(calls)
        """How many calls it is in, and the innermost of them."""
        self.call = calls[-1] if calls else None
        self.lazy = lazy
        """Of a generator: what takes its items, such as `sum`, works between two turns."""
        self.seen = -1
        self.up: Scope | None = None
        self.scope: Scope | None = None
        self._before = -_BEAT
        self.chunk: Any = None

    def goes_on(self, calls: list[Call]) -> bool:
        """Whether the call that it is in has not been left by a `return` or an exception."""
        return self.depth <= len(calls) and (self.depth == 0 or calls[self.depth - 1] is self.call)

    def beats(self, watch: Watch) -> Iterator[Iterable[bool]]:
        while True:
            watch.tick()
            self.chunk = repeat(True, _BEAT)
            self._before += _BEAT
            yield self.chunk

    def turn(self) -> int:
        """The number of the present turn, from 0."""
        return self._before + _BEAT - int(self.chunk.__length_hint__()) - 1

    def here(self) -> Scope:
        """The scope of the present turn; `up`, the one that the loop is in, is known by now."""
        up = self.up
        assert up is not None
        if self.chunk is None or not self.kind:
            return up
        turn = self.turn()
        if turn != self.seen or self.scope is None:
            self.seen = turn
            self.scope = up.inside(f"{self.kind} {turn}")
        return self.scope


class Settled(NamedTuple):
    """A call whose scope is known, and of an `__init__` the object that is being made."""

    call: Call
    scope: Scope
    made: Made | None


class Watch:
    """What is known of one run while it goes on.

    A call costs a list that is put on another and taken off again; what its scope is called is found when a
    Value is made in it.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.begin(60.0, 1_000_000)

    def begin(self, seconds: float, most: int) -> None:
        """Everything anew, for one run. `most`: Values its graph may have."""
        self.made = 0
        self.most = most
        self.until = monotonic() + seconds
        self.outermost = Scope()
        self.calls.clear()
        self.settled: list[Settled] = []
        self.loops: list[Loop] = []
        self._same: tuple[Call | None, Loop | None, Scope] = None, None, self.outermost
        """The scope found last, where it holds until another call or loop begins."""
        self.objects: dict[int, Made] = {}
        self.classes: dict[str, int] = {}
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

    def turns_ahead(self) -> int | None:
        """How often this place will be come to again, if the loops around it go on to their ends; None where
        a length is not known."""
        ahead, turns = 0, 1
        for loop in reversed(self.loops):
            if loop.goes_on(self.calls) and loop.chunk is not None:
                if loop.length is None:
                    return None
                ahead += (loop.length - 1 - loop.turn()) * turns
                turns *= loop.length
        return ahead

    def tick(self) -> None:
        if monotonic() > self.until:
            raise Deadline

    # -- scopes -----------------------------------------------------------------------------------

    def here(self, code: CodeType | None = None) -> Scope:
        """The scope that the program is in. `code`: that of the frame it is in, where it is known."""
        calls, loops = self.calls, self.loops
        call = calls[-1] if calls else None
        last = loops[-1] if loops else None
        if call is self._same[0] and last is self._same[1] and call is not None:
            return self._same[2]
        return self._find(code, call)

    def _find(self, code: CodeType | None, call: Call | None) -> Scope:
        calls, settled, loops = self.calls, self.settled, self.loops
        depth = len(calls)
        if len(settled) != depth or (depth and settled[-1].call is not call):
            self._settle_all()
        while loops:
            loop = loops[-1]
            if loop.depth == depth and loop.call is call:
                if loop.up is None:
                    loop.up = self._around(len(loops) - 1)
                between = loop.lazy and code is not None and code.co_name != "<genexpr>"
                return loop.up if between else loop.here()
            if loop.goes_on(calls):
                break
            loops.pop()
        scope = settled[-1].scope if depth else self.outermost
        self._same = call, loops[-1] if loops else None, scope
        return scope

    def _settle_all(self) -> None:
        """Find the scopes of the calls that have begun since a Value was last made."""
        calls, settled = self.calls, self.settled
        known = min(len(settled), len(calls))
        while known and settled[known - 1].call is not calls[known - 1]:
            known -= 1
        del settled[known:]
        for call in calls[known:]:
            settled.append(self._settle(call))

    def _around(self, index: int) -> Scope:
        """The scope that a loop is in: a turn of the loop around it in the same call, or the call's."""
        loop = self.loops[index]
        outer = self.loops[index - 1] if index else None
        if outer is not None and outer.call is loop.call and outer.depth == loop.depth:
            return self._turn(index - 1)
        return self.settled[loop.depth - 1].scope if loop.depth else self.outermost

    def _turn(self, index: int) -> Scope:
        loop = self.loops[index]
        if loop.up is None:
            loop.up = self._around(index)
        return loop.here()

    def _settle(self, call: Call) -> Settled:
        """The scope of a call, in those that are settled already."""
        depth, calls = len(self.settled), self.calls
        up = self.settled[-1].scope if self.settled else self.outermost
        for index in range(len(self.loops) - 1, -1, -1):
            loop = self.loops[index]
            if loop.depth == depth and loop.goes_on(calls):
                up = self._turn(index)
                break
            if loop.depth < depth:
                break
        name, receiver = call
        known = None if receiver is None else self.objects.get(id(receiver))
        if known is not None and known.object is not receiver:
            known = None
        if name == "__init__" and receiver is not None:
            if known is not None or len(self.objects) >= _MOST_OBJECTS:  # `super().__init__()`
                return Settled(call, up, known)
            made, outermost = self._construct(receiver)
            shown = f"{made.name} parameters" if outermost else made.name
            return Settled(call, up.inside(made.name, shown), made)
        if known is not None:
            return Settled(call, up if up.name == known.name else up.inside(known.name), None)
        return Settled(call, up.inside(name), None)

    def _construct(self, receiver: object) -> tuple[Made, bool]:
        """Name a new object, by number in the one whose __init__ makes it. Whether none does."""
        kind = type(receiver).__name__
        maker = next((one.made for one in reversed(self.settled) if one.made is not None), None)
        if maker is None:
            count = self.classes[kind] = self.classes.get(kind, 0) + 1
            name = kind if count == 1 else f"{kind} {count}"
        else:
            count = maker.parts.get(kind, 0)
            maker.parts[kind] = count + 1
            name = f"{kind} {count}"
        made = self.objects[id(receiver)] = Made(receiver, name, {})
        return made, maker is None

    # -- what the marks call ----------------------------------------------------------------------

    def loop_over(self, kind: str, items: Iterable[Any]) -> Iterator[Any]:
        """The items of a loop or comprehension, counted without a call for each of them."""
        iterator = iter(items)
        try:
            first = next(iterator)
        except StopIteration:
            self._begin_loop("")
            return iter(())
        length = length_hint(items) if type(items) in _SIZED else None
        loop = self._begin_loop(turn_kind(kind, first), lazy=kind == "lazy", length=length)
        return compress(chain((first,), iterator), chain.from_iterable(loop.beats(self)))

    def beats(self, kind: str) -> Iterator[bool]:
        """For a `while`: something to take one of in every turn."""
        loop = self._begin_loop("iteration" if kind == "outer" else "")
        return chain.from_iterable(loop.beats(self))

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


def turn_kind(kind: str, first: object) -> str:
    """What the turns of a loop are called, by its first item: rows of data are samples; "" for no name."""
    if type(first) is tuple and any(isinstance(part, Value) for part in first):
        return "term"
    if type(first) in (tuple, list) or type(first).__name__ == "ndarray":
        return "sample"
    if kind in ("items", "lazy"):
        return "sample" if isinstance(first, (int, float, str)) else ""
    if kind in ("outer", "mapped"):
        return "iteration" if kind == "outer" else ""
    return "turn" if type(first) is int else ""


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

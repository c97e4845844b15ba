"""The loops that are running in a program, and how far they have got."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from operator import length_hint
from typing import Any, Final

from engine.program.guest.scope import Scope
from engine.value import Value

_BEAT: Final = 1_000
"""Turns of a loop between two looks at the clock."""
_SIZED: Final = (range, list, tuple)
"""What can be asked for its length without any code of the program's being run."""
Call = list[Any]
"""A call of one of the program's functions: its name, and the object whose method it is, or None."""


class Loop:
    """A loop that is running; its turns are scopes, but only those in which a Value is made."""

    __slots__ = ("_before", "call", "chunk", "depth", "kind", "lazy", "length", "scope", "seen", "up")

    def __init__(
        self, kind: str, calls: list[Call], *, lazy: bool = False, length: int | None = None
    ) -> None:
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

    def beats(self, tick: Callable[[], None]) -> Iterator[Iterable[bool]]:
        while True:
            tick()
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


def length_of(items: object) -> int | None:
    """How many turns a loop over these has; None where only the program can tell."""
    return length_hint(items) if type(items) in _SIZED else None


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

"""Where a program is: the calls and loops it is in, and the scope that they come to.

A call costs a list that is put on another and taken off again; what its scope is called is found when a Value
is made in it.
"""

from __future__ import annotations

from types import CodeType
from typing import Final, NamedTuple

from engine.program.guest.loops import Call, Loop
from engine.program.guest.scope import Scope

_MOST_OBJECTS: Final = 5_000


class Made(NamedTuple):
    """An object of the program that makes Values: itself, its name, and how many of each class it made."""

    object: object
    name: str
    parts: dict[str, int]


class Settled(NamedTuple):
    """A call whose scope is known, and of an `__init__` the object that is being made."""

    call: Call
    scope: Scope
    made: Made | None


class Whereabouts:
    """The calls and loops that are running."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.forget()

    def forget(self) -> None:
        """Everything anew, for one run."""
        self.outermost = Scope()
        self.calls.clear()
        self.settled: list[Settled] = []
        self.loops: list[Loop] = []
        self._same: tuple[Call | None, Loop | None, Scope] = None, None, self.outermost
        """The scope found last, where it holds until another call or loop begins."""
        self.objects: dict[int, Made] = {}
        self.classes: dict[str, int] = {}

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

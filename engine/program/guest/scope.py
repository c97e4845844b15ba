"""Where a program is while it makes Values: inside which call, turn of a loop, object.

A scope is one run through a piece of program, so the Values it makes stand next to one another in order of
creation. Two calls in a row with one name are two scopes: the second is called "f (2)". The number is given
only when a scope makes its first Value: most calls make none and cost nothing.
"""

from __future__ import annotations

from typing import Final

LONGEST: Final = 60
"""Characters of a name that are shown: every Value of an answer tells all the names around it."""


class Scope:
    """One level. `name` is what it was entered as; `path` the names shown, outermost first, once needed."""

    __slots__ = ("_counts", "_shown", "_up", "name", "path")

    def __init__(self, up: Scope | None = None, name: str = "", shown: str = "") -> None:
        self.name = name
        self.path: tuple[str, ...] | None = None if up else ()
        self._up = up
        self._shown = shown or name
        self._counts: dict[str, int] = {}

    def inside(self, name: str, shown: str = "") -> Scope:
        """A new scope in this one."""
        return Scope(self, name, shown)

    def names(self) -> tuple[str, ...]:
        """The path, settled now if it is not yet."""
        waiting: list[Scope] = []
        scope = self
        while scope.path is None:
            assert scope._up is not None, "only the outermost has no scope around it"
            waiting.append(scope)
            scope = scope._up
        path, counts = scope.path, scope._counts
        for inner in reversed(waiting):
            shown = inner._shown[:LONGEST]
            nth = counts.get(shown, 0) + 1
            counts[shown] = nth
            path = (*path, shown if nth == 1 else f"{shown} ({nth})")
            inner.path, counts = path, inner._counts
        return path

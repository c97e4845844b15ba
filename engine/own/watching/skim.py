"""Passes that nobody will see: the program runs through them with nothing watched but where they begin.

A pass is told from the write that begins it, as the one before was. What is made meanwhile is not known;
where the pass that is kept has some of it, or the last pass was skimmed, the program must be run `again`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from .marks import CLASS, MADE, OUT
from .objects import Another
from .records import held, number
from .write_marks import GIVEN, KEY, STORE
from .writes import DATA, ZERO, Event, Pass, Writes


class Lightly(NamedTuple):
    """What skimming needs from outside."""

    ahead: Callable[[], int | None]
    """Called when a pass begins: how many more begin at this place, None where nobody knows."""
    unseen: Callable[[Any], None]
    """Called for every object that is not watched."""


MOST_OBJECTS: Final = 600
"""Objects that passes beside the kept one may have together to be told, as each costs time."""
_WORTH: Final = 2
"""Passes at least that are skimmed at a time."""
_MANY: Final = 10
"""Passes after which the next are skimmed although nobody knows how many there are."""


class Skim(Writes):
    """`lightly`: None where every pass is to be watched."""

    def __init__(
        self, another: Another, filename: str, chosen: int | None = None, lightly: Lightly | None = None
    ) -> None:
        super().__init__(another, filename)
        self.chosen = chosen
        self.skimming = False
        self.told = 0
        """Objects of the passes that are over."""
        self._lightly = lightly
        self._left: int | None = None
        """How many passes were to come when the last one began."""
        self._hooks: dict[str, Callable[..., Any]] = {}
        self._skimmed = set[int]()
        self._until: int | None = None
        """The pass that is to be watched again."""
        self._begins_at, self._ends_at = -1, frozenset[int]()
        """The site that begins a pass, and those that tell that it is over."""
        self._begun: Any = None
        self._dull = set[int]()
        """The sites that wrote in between, and so tell nothing."""
        self.lost = False
        """Whether another one wrote to a gradient, which may have been a pass."""

    def install(self, builtins: dict[str, Any]) -> None:
        """Put what the marks call among a program's builtins."""
        self._builtins, self._hooks = builtins, self.hooks()
        builtins.update(self._hooks)

    def hooks(self) -> dict[str, Callable[..., Any]]:
        """What the marks call by their names."""
        return {
            CLASS: self._class, MADE: self._make, OUT: self._out, STORE: self._store, KEY: self._key,
            GIVEN: self._given,
        }  # fmt: skip

    def _begin(self, root: Any, seed: int | None) -> None:
        self._left = self._lightly.ahead() if self._lightly is not None else None
        super()._begin(root, seed)

    def _over(self) -> None:
        """A pass is over before the next one begins: whether to watch that one is decided now."""
        now = len(self.passes)
        if now - 1 == self.chosen:
            self.ending()  # before anything is made for the next one
        until = self._next_seen(now - 1)
        soon = until is not None and until - now < _WORTH
        if self._lightly is None or soon or not self._plainly():
            return
        if until is None and self.chosen is None and now < _MANY:
            return
        if self.told + len(self.older) + 2 * len(self.newer) <= MOST_OBJECTS:
            return
        self.ending()
        self._until, self._begun = until, None
        if self.missed is None:
            self.missed = self._recent[-1].number + 1
        self._let_go()
        self._let_go()  # of what was met in the last two passes, too
        self.skimming = True
        self._builtins.update(self._light_hooks(self._lightly))

    def _next_seen(self, now: int) -> int | None:
        """The next pass that may be shown; None where there is none, or nobody knows."""
        if self.chosen is not None:
            return self.chosen if self.chosen > now else None
        return None if self._left is None else now + self._left

    def _plainly(self) -> bool:
        """Whether passes begin with a number that is written to the root's gradient, as 1 is, and end with
        writes that are known; gradients in containers are not followed from outside."""
        if self._seed is None or self.passes[-1].root is None:
            return False
        kind, site = self.passes[-1].root.kind, self.marks.sites[self._seed]
        boxed = any(box is not None for box in self._log[4 :: len(Event._fields)])
        if boxed or site.adds or not site.constant or not kind.data or not kind.grad:
            return False
        roles = [one.roles.items() for one in self.kinds.values()]
        self._ends_at = frozenset(i for pairs in roles for i, role in pairs if role in (DATA, ZERO))
        self._begins_at = self._seed
        self._dull = set(self._log[:: len(Event._fields)]) - self._ends_at - {self._seed}
        return all(one.hooked for one in self.kinds.values())

    # -- what the marks call meanwhile

    def _light_hooks(self, lightly: Lightly) -> dict[str, Callable[..., Any]]:
        """As quick as functions can be, as every op and every write calls one."""
        dull, glance, called = self._dull, self._glance, self.called

        def store(obj: Any, index: int, *near: Any) -> Any:
            return obj if index in dull else glance(obj, index, near)

        def out(value: Any, index: int, *_: Any) -> Any:
            if index not in called:
                called[index] = 1
            return value

        return {MADE: lightly.unseen, OUT: out, STORE: store, KEY: _first, GIVEN: _first}

    def _glance(self, obj: Any, index: int, near: tuple[Any, ...]) -> Any:
        if index == self._begins_at:
            kind = self.kinds.get(type(obj))
            if kind is not None and obj is not self._begun:
                self._begun = obj
                self._skimmed.add(len(self.passes))
                loss, spot = number(held(obj, kind.data), self.kinds), self._spot(sys._getframe(2))
                self.passes.append(Pass(-1, None, loss, spot))
        elif index in self._ends_at and self._until is not None and len(self.passes) >= self._until:
            self.skimming, self._begun = False, None
            self._builtins.update(self._hooks)
            return self._store(obj, index, *near)
        elif index not in self._ends_at:
            self._dull.add(index)
            site, kind = self.marks.sites[index], self.kinds.get(type(obj))
            self.lost |= kind is not None and site.attribute == kind.grad and not site.zero
        return obj

    def ended_in_the_dark(self) -> bool:
        """Whether the pass that has just ended was skimmed, or is forgotten as others were to come."""
        return self.skimming or len(self.passes) - 1 in self._skimmed


def _first(given: Any, *_: Any) -> Any:
    return given

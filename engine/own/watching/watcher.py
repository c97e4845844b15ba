"""Watching a program's own autograd class while it runs: its objects, the ops that made them, its passes.

Kept are the events and the graph of one pass; of all others the root's data and the place.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import count
from typing import Any, Final

from .again import Asked, differences
from .answer import answer, passes
from .marks import CLASS, MADE, OUT
from .objects import Another
from .records import Record, first_number
from .write_marks import GIVEN, KEY, STORE
from .writes import Writes

MOST_OTHERS: Final = 12
"""Passes that are told beside the one that is kept."""
MOST_OBJECTS: Final = 600
"""Objects that they may have together, as each costs time."""


class Watcher(Writes):
    """`chosen`: the pass to keep, None for the last. `another`: see `objects.py`; else they are counted."""

    def __init__(
        self, chosen: int | None = None, another: Another | None = None, filename: str = "<program>"
    ) -> None:
        counter = count()
        super().__init__(another or (lambda: (next(counter), None)), filename)
        self.chosen = chosen
        self.kept: dict[str, Any] | None = None
        self.kept_records: list[Record] = []
        """The records of the kept graph's nodes, in their order."""
        self.others: list[tuple[type, dict[str, Any]]] = []
        """What `answer` tells of the first small passes that are not kept, with the class."""
        self._told = 0
        self._asked: list[Asked] = []

    def prepare(self, tree: ast.Module, text: str) -> None:
        """Put the marks in, before the tree of this text is compiled. Positions stay as they are."""
        self.marks.mark(tree, text)
        for kind in self.kinds.values():
            kind.grad = None
            kind.roles.clear()

    def hooks(self) -> dict[str, Callable[..., Any]]:
        """What the program must find among its builtins."""
        return {
            CLASS: self._class,
            MADE: self._make,
            OUT: self._out,
            STORE: self._store,
            KEY: self._key,
            GIVEN: self._given,
        }

    def record(self, obj: Any) -> Record | None:
        """What is known of an object, None for anything that is not watched."""
        return self._known(obj) if type(obj) in self.kinds else None

    def ending(self) -> None:
        """Keep the chosen pass before the next one begins."""
        if self.passes and len(self.passes) - 1 == self.chosen:
            self.finish()
        elif self.passes:
            self._tell()

    def _tell(self) -> None:
        """Tell of the pass that has just ended beside the one that is kept, if it is small."""
        self._told += len(self.older) + len(self.newer)
        root = self.passes[-1].root
        if root is not None and self._told <= MOST_OBJECTS and len(self.others) < MOST_OTHERS:
            self._close()
            told, _, asked = answer(self)
            self.others.append((root.kind.cls, told))
            self._asked += asked

    def finish(self) -> None:
        """Keep the pass that has just ended, or the program's graph where none has begun."""
        self._close()
        for record in (*self.older, *self.newer):
            record.kind.data = record.kind.data or first_number(record)
        self.kept, self.kept_records, asked = answer(self)
        self._asked = asked + self._asked  # what is kept goes first, should there be too many

    def graph(self) -> dict[str, Any] | None:
        """The chosen pass as plain data (see `answer.py`); None where no object was ever watched."""
        if not self.records:
            return None
        if self.kept is None:
            self.finish()
        elif self.chosen != len(self.passes) - 1:
            self._tell()  # the last one
        assert self.kept is not None
        differences(self._asked, self.kinds, self.names)
        self._asked = []
        shown = self.passes[-1].root if self.passes else None
        # of a class that was defined anew only the last one counts
        self.kept["others"] = [told for cls, told in self.others if shown and cls is shown.kind.cls]
        self.kept["passes"] += passes(self, [])[len(self.kept["passes"]) :]
        return self.kept

"""Watching a program's own autograd class while it runs: its objects, the ops that made them, its passes.

Kept are the events and the graph of one pass; of all others the root's data and the place.
"""

from __future__ import annotations

import ast
from itertools import count
from typing import Any, Final

from .again import Asked, differences
from .answer import answer, passes
from .objects import Another
from .records import Record, first_number, held
from .skim import MOST_OBJECTS, Lightly, Skim

MOST_OTHERS: Final = 12
"""Passes that are told beside the one that is kept."""


class Watcher(Skim):
    """`chosen`: the pass to keep, None for the last. `another`: see `objects.py`; else they are counted.
    `lightly`: see `skim.py`; without it no pass is skimmed."""

    def __init__(
        self,
        chosen: int | None = None,
        another: Another | None = None,
        filename: str = "<program>",
        lightly: Lightly | None = None,
    ) -> None:
        counter = count()
        super().__init__(another or (lambda: (next(counter), None)), filename, chosen, lightly)
        self.kept: dict[str, Any] | None = None
        self.kept_records: list[Record] = []
        """The records of the kept graph's nodes, in their order."""
        self.others: list[tuple[type, dict[str, Any]]] = []
        """What `answer` tells of the first small passes that are not kept, with the class."""
        self._over_until = 0
        self._asked: list[Asked] = []

    def prepare(self, tree: ast.Module, text: str) -> None:
        """Put the marks in, before the tree of this text is compiled. Positions stay as they are."""
        self.marks.mark(tree, text)
        for kind in self.kinds.values():
            kind.grad = None
            kind.roles.clear()

    def record(self, obj: Any) -> Record | None:
        """What is known of an object, None for anything that is not watched."""
        unseen = self.skimming or (self.missed is not None and id(obj) not in self.records)
        return self._known(obj) if type(obj) in self.kinds and not unseen else None

    def ending(self) -> None:
        """Keep the chosen pass before the next one begins; tell of another."""
        now = len(self.passes)
        if now == self._over_until or self.ended_in_the_dark():
            return
        self._over_until = now
        if now - 1 == self.chosen:
            self.finish()
        else:
            self._tell()

    def _tell(self) -> None:
        """Tell of the pass that has just ended beside the one that is kept, if it is small."""
        self.told += len(self.older) + len(self.newer)
        root = self.passes[-1].root
        if root is not None and self.told <= MOST_OBJECTS and len(self.others) < MOST_OTHERS:
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
        for record in self.kept_records:  # as long as there is an object to ask
            label = held(record.obj, "label")
            record.name = label if isinstance(label, str) and label else record.name
        self._asked = asked + self._asked  # what is kept goes first, should there be too many

    def graph(self) -> dict[str, Any] | None:
        """The chosen pass as plain data (see `answer.py`); None where no object was ever watched, or the pass
        was not: see `again`."""
        if not self.records or (self.kept is None and self.ended_in_the_dark()):
            return None
        if self.kept is None:
            self.finish()
        else:
            self.ending()  # of the last one
        assert self.kept is not None
        differences(self._asked, self.kinds, self.names)
        self._asked = []
        shown = next((one.root for one in reversed(self.passes) if one.root is not None), None)
        # of a class that was defined anew only the last one counts
        self.kept["others"] = [told for cls, told in self.others if shown and cls is shown.kind.cls]
        self.kept["passes"] += passes(self, [])[len(self.kept["passes"]) :]
        return self.kept

    def again(self) -> tuple[int | None, bool] | None:
        """Where what is to be shown was not watched: the pass to choose in another run of the program, and
        whether others may be skimmed there. To be asked after `graph`."""
        if self.missed is None:
            return None
        if self.kept is None and self.ended_in_the_dark() and not self.lost:
            return (len(self.passes) - 1, True) if self.chosen is None else (None, False)
        unknown = any(r.number >= self.missed and r.maker is None for r in self.kept_records)
        return (self.chosen, False) if unknown or self.lost else None

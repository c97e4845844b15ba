"""The backward passes of a program's own classes: every write to a gradient, and whose turn it was."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import CodeType, FrameType
from typing import Any, Final, NamedTuple

from .boxes import Boxes, item
from .objects import Another
from .records import Kind, Record, Spot, attributes, held, number, read

_DEEP: Final = 6
OTHER, DATA, ZERO, GRAD = range(4)
"""What a write is: of no interest, to the number, a 0 or None to the gradient, something else to it."""


class Event(NamedTuple):
    """A write: `before` is what stood there, `turn` the record of the node that passes its gradient on."""

    site: int
    obj: Any
    before: Any
    turn: Record | None
    box: Any
    key: Any


class Pass(NamedTuple):
    """A backward pass: from which object, what that held, and the place in the program that began it.

    Of a pass that is over only its root's number is kept, as a record keeps all that it was made of.
    """

    number: int
    root: Record | None
    loss: float | None
    spot: Spot | None


class Writes(Boxes):
    """A pass is a run of writes to gradients from the seed of a root, or from a node's turn, until data is
    written, gradients are cleared elsewhere, or another root is seeded. Kept is the log of the last one."""

    def __init__(self, another: Another, filename: str) -> None:
        super().__init__(another, filename)
        self.passes: list[Pass] = []
        self.end = 0
        """How many events of the log belong to the pass."""
        self.closed = 0
        """The number of the object that was made last before it was over."""
        self._log: list[Any] = []
        """The fields of all events in a row: an object for each would keep the collector busy."""
        self._open = False
        self._seed: int | None = None
        self._root = -1
        self._beginning = (0, False)
        """The frame that began the pass, by its id, and whether it did so by a call."""
        self._turns: dict[int, int] = {}
        """Of each site which of the names near by was the node whose turn it was."""

    def ending(self) -> None:
        """A pass is over, or another begins."""

    def _over(self) -> None:
        """A pass is over, and none has begun yet."""

    @property
    def log(self) -> list[Event]:
        """The writes since the pass began."""
        rows = iter(self._log)
        return [Event(*fields) for fields in zip(*[rows] * len(Event._fields), strict=True)]

    def _store(self, obj: Any, index: int, *near: Any) -> Any:
        """An attribute of an object is about to be written."""
        kind = self.kinds.get(type(obj))
        if kind is not None:
            role = kind.roles.get(index)
            if role is None:
                role = self._role(kind, obj, index)
            if role == GRAD:
                if self._open and self._as_before(obj, index, near):
                    return obj
                self._gradient(index, role, obj, held(obj, kind.grad), near)
            elif role == DATA:
                if self._open:
                    self._close()
                    self._over()
                self._log += (index, obj, held(obj, kind.data), None, None, None)
            elif role == ZERO:
                self._gradient(index, role, obj, held(obj, kind.grad), near)
        return obj

    def _as_before(self, obj: Any, index: int, near: tuple[Any, ...]) -> bool:
        """Note a write whose turn it is by the variable that held the node last time."""
        at = self._turns.get(index)
        turn = None if at is None else self.records.get(id(near[at]))
        if turn is not None and turn.parents and turn.number <= self._root:
            for parent in turn.parents:
                if parent.obj is obj:
                    try:
                        before = read(obj, self.marks.sites[index].attribute)
                    except AttributeError:
                        before = None
                    if type(before) in self.kinds:
                        before = number(before, self.kinds)
                    self._log += (index, obj, before, turn, None, None)
                    return True
        return False

    def _handed_down(self, obj: Any, turns: tuple[Any, ...]) -> bool:
        """Whether what a container gets comes from a node that was made of this one: where objects have a
        gradient, too, it may be for the leaves alone. A count is none."""
        return type(self._coming) is not int and self._latest(self._known(obj), turns) is not None

    def _role(self, kind: Kind, obj: Any, index: int) -> int:
        site = self.marks.sites[index]
        name, role = site.attribute, OTHER
        if name not in kind.computed:
            if name == kind.data:
                role = DATA
            elif name == (kind.grad or self._graded(kind, obj, name)):
                role = ZERO if site.zero else GRAD
        if kind.data is not None:
            kind.roles[index] = role
        return role

    def _key(self, key: Any, box: Any, index: int, *near: Any) -> Any:
        """An item of a dict or list is about to be written; only what stands for objects is of interest."""
        if isinstance(box, (dict, list)) and self.marks.boxes[self.marks.sites[index].attribute] > 0:
            obj, turns = self.owner(key, box, near)
            if obj is not None and (self.alone() or self._handed_down(obj, turns)):
                self._gradient(index, GRAD, obj, item(box, key), turns, box, key)
                self._noted(box, key)
        self._coming = None
        return key

    def _graded(self, kind: Kind, obj: Any, name: str) -> str | None:
        """Which attribute is the gradient: it looks most like one of those the object has."""
        for likely, score in self.marks.scores.most_common():
            able = score > 0 and likely != kind.data and likely not in kind.computed
            if able and (likely == name or any(likely == own for own, _ in attributes(obj))):
                kind.grad = likely
                return likely
        return None

    def _gradient(
        self,
        index: int,
        role: int,
        obj: Any,
        before: Any,
        near: tuple[Any, ...],
        box: Any = None,
        key: Any = None,
    ) -> None:
        record = self.records.get(id(obj))
        if record is None or record.obj is not obj:
            record = self._known(obj)
        if type(before) in self.kinds:
            before = number(before, self.kinds)  # it may be changed in place
        turn = None
        if role == ZERO:
            if self._open and self._spot(sys._getframe(2)) != self.passes[-1].spot:
                self._close()
                self._over()
        else:
            turn = self._latest(record, near)
            if turn is not None:
                self._turns[index] = next(i for i, o in enumerate(near) if o is turn.obj)
            else:
                turn = self._search(record, sys._getframe(2))
            if turn is None and self._afterwards(record, index, sys._getframe(2)):
                self._close()
            elif self._begins(record, turn, index):
                root = record if turn is None else self._above(turn, sys._getframe(2))
                self._begin(root, index if turn is None else None)
        self._log += (index, obj, before, turn, box, key)

    def _afterwards(self, record: Record, index: int, frame: FrameType) -> bool:
        """Whether the program goes on with the gradients of a pass that is over: clips them, scales them,
        adds a penalty's. What began the pass has returned then."""
        site = self.marks.sites[index]
        if self._open and record is self.passes[-1].root:
            return False
        if site.reworks:
            return True
        if not self._open:
            return bool(self.passes) and site.adds and site.function is None and not self.parents(record)
        began, inside, spot = *self._beginning, self.passes[-1].spot
        here: FrameType | None = frame
        while here is not None:
            if id(here) == began:
                return inside and spot is not None and here.f_lasti != spot[1]
            here = here.f_back
        return inside

    def _begins(self, record: Record, turn: Record | None, index: int) -> bool:
        if not self._open:
            return True
        root = self.passes[-1].root
        assert root is not None
        if turn is not None:
            return turn.number > root.number
        if record is root:
            return any(turn is not None for turn in self._log[3 :: len(Event._fields)])
        if record.number > root.number:
            return True
        site = self.marks.sites[index]
        return (
            index == self._seed
            and site.function is not None
            and (site.constant or self._spot(sys._getframe(3)) != self.passes[-1].spot)
        )

    def _begin(self, root: Record, seed: int | None) -> None:
        self.ending()
        self._let_go()
        self._log.clear()
        self.wrote.clear()
        self._open, self._seed, self._root = True, seed, root.number
        self._beginning = self._beginner(sys._getframe(3))
        if self.passes and self.passes[-1].loss is not None:
            self.passes[-1] = self.passes[-1]._replace(root=None)
        self.passes.append(Pass(root.number, root, self.data(root), self._spot(sys._getframe(3))))

    def _beginner(self, frame: FrameType) -> tuple[int, bool]:
        """The nearest frame outside the engine, and whether the pass began further inside."""
        here: FrameType | None = frame
        while here is not None and self._own(here.f_code):
            here = here.f_back
        return id(here), here is not frame

    def _close(self) -> None:
        if self._open:
            self._open, self.end = False, len(self._log) // len(Event._fields)
            self.closed = self._recent[-1].number

    def _latest(self, record: Record, candidates: Iterable[Any]) -> Record | None:
        """Of these the one made last that has the record as a parent; those before an Ellipsis go first."""
        best = None
        for candidate in candidates:
            if candidate is ... and best is not None:
                break
            if type(candidate) in self.kinds:
                met = self.records.get(id(candidate))
                if met is None or met.obj is not candidate:
                    met = self._known(candidate)
                parents = self.parents(met) if met.parents is None else met.parents
                if parents and record in parents and (best is None or met.number > best.number):
                    best = met
        return best

    def _search(self, record: Record, frame: FrameType | None) -> Record | None:
        """The node whose turn it is, among the variables of the function that writes and of its callers."""
        for _ in range(_DEEP):
            if frame is None or frame.f_code.co_name == "<module>":
                return None
            names = frame.f_locals
            around = sorted(
                (len(lines), i) for i, (lines, _) in enumerate(self.marks.loops) if frame.f_lineno in lines
            )
            for _, i in around:
                found = self._latest(record, [names.get(name) for name in self.marks.loops[i][1]])
                if found is not None:
                    return found
            found = self._latest(record, _variables(frame.f_code, names))
            if found is not None:
                return found
            frame = frame.f_back
        return None

    def _above(self, turn: Record, frame: FrameType | None) -> Record:
        """The root of a pass that begins inside: what the running functions hold that was made of this."""
        best = turn
        for _ in range(_DEEP):
            if frame is None or frame.f_code.co_name == "<module>":
                break
            for value in tuple(frame.f_locals.values()):
                if type(value) in self.kinds:
                    met = self._known(value)
                    if met.number > best.number and turn in self.ancestors(met):
                        best = met
            frame = frame.f_back
        return best


def _variables(code: CodeType, names: dict[str, Any]) -> Iterator[Any]:
    """Local variables, and what an object among them holds.

    A closure that is handed the gradient knows the operands only, and one may have been made of the other.
    """
    hidden = code.co_freevars if code.co_argcount else ()
    for name, value in tuple(names.items()):
        if name not in hidden:
            yield value
            if hasattr(value, "__dict__") and not isinstance(value, type):
                yield from tuple(vars(value).values())

"""Watching a program's own autograd class while it runs: its objects, the ops that made them, its passes.

A new object that a function makes itself and returns is the result of an op: the function's name is the op's,
its arguments that are objects of the class are the parents. Every write to a gradient is an event. Kept are
the events and the graph of one pass; of all others the root's data and the place.
"""

from __future__ import annotations

import ast
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from types import CodeType, FrameType
from typing import Any, Final, NamedTuple

from .again import differences
from .answer import answer
from .marks import CLASS, KEY, MADE, OUT, STORE, Marks
from .records import Kind, Record, Spot, attributes, first_number, held, holding, number, op_name, overloads, reaches, read

_DEEP: Final = 6
_PASSED_OVER: Final = frozenset(("__init__", "__new__", "<listcomp>", "<genexpr>", "<setcomp>"))
"""Frames between the making of an object and the function that makes it."""
_SHAPES: Final = (list, tuple, set, frozenset)


_OTHER, _DATA, _ZERO, _GRAD = range(4)
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
    root: Record
    loss: float | None
    spot: Spot | None


class Watcher:
    """`chosen`: the pass to keep, None for the last. `scope()` is kept with every object as it was then."""

    def __init__(
        self, chosen: int | None = None, scope: Callable[[], object] = lambda: None, filename: str = "<program>"
    ) -> None:
        self.chosen = chosen
        self.filename = filename
        self.marks = Marks()
        self.kinds: dict[type, Kind] = {}
        self.records: dict[int, Record] = {}
        self.older: list[Record] = []
        self.newer: list[Record] = []
        self._log: list[Any] = []
        """The fields of all events in a row: an object for each would keep the collector busy."""
        self.passes: list[Pass] = []
        self.end = 0
        """How many events of the log belong to the pass; more may come while it is open."""
        self.kept: dict[str, Any] | None = None
        self.kept_records: list[Record] = []
        self._scope = scope
        self._plain: set[type] = set()
        self._open = False
        self._seed: int | None = None
        self._generation = 0
        self._made = 0
        self._recent: deque[Record] = deque(maxlen=8)
        self._decided: dict[CodeType, bool] = {}
        self._ours: dict[int, bool] = {}
        self._codes: list[CodeType] = []
        self._names: dict[str, Any] = {}
        self._asked: list[tuple[dict[str, Any], Record, list[float]]] = []
        self.root = -1
        self._turns: dict[int, int] = {}
        """Of each site which of the names near by was the node whose turn it was."""
        self._ops: dict[int, tuple[str, bool, bool]] = {}

    @property
    def log(self) -> list[Event]:
        """The writes since the pass began."""
        rows = iter(self._log)
        return [Event(*fields) for fields in zip(*[rows] * len(Event._fields), strict=True)]

    def prepare(self, tree: ast.Module) -> None:
        """Put the marks in, before the tree is compiled. Positions stay as they are."""
        self.marks.mark(tree)
        for kind in self.kinds.values():
            kind.grad = None
            kind.roles.clear()

    def hooks(self) -> dict[str, Callable[..., Any]]:
        """What the program must find among its builtins."""
        return {CLASS: self._class, MADE: self._make, OUT: self._out, STORE: self._store, KEY: self._key}

    def record(self, obj: Any) -> Record | None:
        """What is known of an object, None for anything that is not watched."""
        return self._known(obj) if type(obj) in self.kinds else None

    # -- objects

    def _class(self, cls: Any) -> Any:
        """A class without an `__init__` of its own: a dataclass has been given one."""
        if not isinstance(cls, type) or not overloads(cls):
            return cls
        written = vars(cls).get("__init__")
        if written is not None:
            made = self._make

            @wraps(written)
            def __init__(self: Any, *args: Any, **named: Any) -> None:  # noqa: N807
                made(self)
                written(self, *args, **named)

            setattr(cls, "__init__", __init__)  # noqa: B010 (for the type checker)
        inherited = getattr(getattr(cls.__init__, "__code__", None), "co_filename", "") == self.filename
        self.kinds[cls] = self._kind(cls, written is not None or inherited)
        return cls

    def _kind(self, cls: type, hooked: bool) -> Kind:
        kind = Kind(cls, hooked)
        for name, _ in self.marks.datas.most_common(1):
            kind.data = name if name not in kind.computed else None
        return kind

    def _make(self, obj: Any) -> None:
        """An `__init__` begins."""
        kind = self.kinds.get(type(obj)) or self._first(type(obj))
        if kind is None:
            return
        known = self.records.get(id(obj))
        if known is None or known.obj is not obj:  # else it is an inherited __init__ that its own one calls
            frame: FrameType | None = sys._getframe(2)
            while frame is not None and frame.f_code.co_name in _PASSED_OVER:
                frame = frame.f_back
            self._register(obj, kind, frame)

    def _first(self, cls: type) -> Kind | None:
        """The first object of a class."""
        if cls in self._plain:
            return None
        if not overloads(cls):
            self._plain.add(cls)
            return None
        kind = self.kinds[cls] = self._kind(cls, True)
        return kind

    def _register(self, obj: Any, kind: Kind, frame: FrameType | None) -> Record:
        """A new object. Made by an engine's own function, its place is found when that returns it."""
        code = spot = None
        if frame is not None:
            code = frame.f_code
            if not self._ours.get(id(code)):
                spot = self._spot(frame)
        record = Record(self._made, obj, kind, code, spot, self._scope(), self._generation)
        self._made += 1
        self.records[id(obj)] = record
        self.newer.append(record)
        self._recent.append(record)
        return record

    def _known(self, obj: Any) -> Record:
        """The record of an object that is met again, or for the first time."""
        record = self.records.get(id(obj))
        if record is None or type(obj) is not record.kind.cls or (record.obj is not None and record.obj is not obj):
            return self._register(obj, self.kinds[type(obj)], None)
        if record.generation != self._generation:
            record.obj = obj
            record.generation = self._generation
            self.newer.append(record)
        return record

    def _let_go(self) -> None:
        """A pass begins: what was last met before the previous one is no longer needed."""
        for record in self.older:
            if record.generation < self._generation and record.kind.hooked:
                record.data = self.data(record)
                record.obj = None
        self.older, self.newer = self.newer, []
        self._generation += 1

    def data(self, record: Record) -> float | None:
        """The number that an object holds now."""
        return record.data if record.obj is None else number(held(record.obj, record.kind.data), self.kinds)

    # -- ops

    def _out(self, value: Any, index: int, *args: Any) -> Any:
        """A function returns something; these are its arguments now."""
        cls = type(value)
        kind = self.kinds.get(cls)
        if kind is not None:
            record = self.records.get(id(value))
            if record is None or not record.final:
                self._result(value, kind, index, args, sys._getframe(1))
        elif (cls is list or cls is tuple) and value and type(value[0]) in self.kinds:
            frame, first = sys._getframe(1), self.records.get(id(value[0]))
            if first is not None and first.maker is frame.f_code:
                for part in value:
                    if type(part) in self.kinds:
                        self._result(part, self.kinds[type(part)], index, args, frame)
        return value

    def _result(self, value: Any, kind: Kind, index: int, args: tuple[Any, ...], frame: FrameType) -> None:
        code = frame.f_code
        record = self.records.get(id(value))
        if record is None or (not kind.hooked and record.obj is not value):
            record = self._register(value, kind, frame)
        if record.op is not None:
            if not record.final:
                self._rename(record, index, args, frame)
            return
        if record.maker is not code:
            return
        self._names = frame.f_globals
        name, turned, certain = self._ops.get(index) or self._op(index)
        operands, whole = self._operands(record, args, code)
        parents = operands if whole else [o for o in operands if type(o) is Record]
        own = self._ours.get(id(code))
        spot = self._spot(frame if own or own is None else frame.f_back)
        if not parents or not (certain or self._leads_back(frame, record, parents)):
            record.maker, record.spot = frame.f_back.f_code if frame.f_back else None, record.spot or spot
            return
        if turned:
            operands, parents, record.turned = operands[::-1], parents[::-1], True
        record.op, record.final, record.function, record.spot = name, certain, index, spot
        record.operands, record.parents = operands, parents  # type: ignore[assignment]
        if not certain and self.marks.functions[index].nested:
            record.op = next((v for _, v in attributes(value) if isinstance(v, str) and v), name)
        if kind.data is None:
            kind.data = holding(record)

    def _op(self, index: int) -> tuple[str, bool, bool]:
        named = self._ops[index] = op_name(self.marks.functions[index].name)
        return named

    def _operands(
        self, record: Record, args: Iterable[Any], code: CodeType
    ) -> tuple[list[Record | float], bool]:
        """Arguments that are objects, and numbers; whether there are objects only.

        A number that was made an object here is that object.
        """
        found: list[Record | float] = []
        whole, known = True, self.records.get
        for arg in args:
            cls = type(arg)
            if cls in self.kinds:
                met = known(id(arg))
                if met is None or met.obj is not arg or met.generation != self._generation:
                    met = self._known(arg)
                if met.maker is code and met.op is None:
                    met.lifted = True
                if met is not record:
                    found.append(met)
            elif cls is float or cls is int:
                here = (r for r in self._recent if r.maker is code and r.op is None)
                fresh = next((r for r in here if r is not record and not r.lifted), None)
                if fresh is None:
                    whole = False
                    found.append(float(arg))
                else:
                    fresh.lifted = True
                    found.append(fresh)
            elif cls is list or cls is tuple:
                more, only = self._operands(record, arg[:10_000], code)
                found += more
                whole = whole and only
        return found, whole

    def _leads_back(self, frame: FrameType, record: Record, parents: Sequence[Any]) -> bool:
        """Whether a result knows what it was made of; decided once for a function."""
        code = frame.f_code
        if code not in self._decided:
            self._decided[code] = reaches(record.obj, parents) or (self._own(code) and not self._keeping(record.kind))
        return self._decided[code]

    def _keeping(self, kind: Kind) -> bool:
        """Whether objects keep what they were made of; if not, there is a tape, or the class goes forwards."""
        made = [r for r in self.newer if r.kind is kind and r.final and r.parents]
        return not made or reaches(made[-1].obj, made[-1].parents or ())

    def _rename(self, record: Record, index: int, args: tuple[Any, ...], frame: FrameType) -> None:
        """`__mul__` returned what a helper of the class made of the same parents: the op is `mul`."""
        name, _, certain = self._ops.get(index) or self._op(index)
        if certain or self._own(frame.f_code):
            given = {id(arg) for arg in args if type(arg) in self.kinds}
            if given and given == {id(p.obj) for p in record.parents or () if not p.lifted}:
                record.op, record.final, record.spot = name, certain, self._spot(frame)
                record.function, record.method = index, frame.f_code
                mine, _ = self._operands(record, args, frame.f_code)
                if len(mine) != len(record.operands):  # a helper is also told the number and the rule
                    record.operands = mine
                    record.parents = [o for o in mine if type(o) is Record]
                if record.kind.data is None:
                    record.kind.data = holding(record)

    def parents(self, record: Record) -> tuple[Record, ...]:
        """The parents; of an object that no function returned, what it keeps in a tuple, list or set."""
        if record.parents is None:
            record.parents = ()
            inside = [value for _, value in attributes(record.obj) if isinstance(value, _SHAPES)]
            met = [self._known(o) for shape in inside for o in shape if type(o) in self.kinds]
            earlier = [r for r in met if r.serial < record.serial]
            if earlier and len(earlier) == len(met) and not record.lifted:
                ordered = isinstance(inside[0], (list, tuple))
                record.parents = tuple(earlier if ordered else sorted(earlier, key=lambda r: r.serial))
                record.operands = record.parents
                told = [v for _, v in attributes(record.obj) if isinstance(v, str) and v]
                record.op = told[-1] if told else "op"
        return record.parents

    # -- places

    def _own(self, code: CodeType) -> bool:
        """Whether this is an engine's own code, or not the program's."""
        ours = self._ours.get(id(code))
        if ours is None:
            inside = any(code.co_firstlineno in lines for lines in self.marks.own)
            ours = self._ours[id(code)] = inside or code.co_filename != self.filename
            self._codes.append(code)  # so that no other takes its id
        return ours

    def _spot(self, frame: FrameType | None) -> Spot | None:
        """The nearest place of the program outside the classes that are watched."""
        ours = self._ours.get
        while frame is not None:
            code = frame.f_code
            known = ours(id(code))
            if known is False or (known is None and not self._own(code)):
                return code, frame.f_lasti
            frame = frame.f_back
        return None

    # -- gradients

    def _store(self, obj: Any, index: int, *near: Any) -> Any:
        """An attribute of an object is about to be written."""
        kind = self.kinds.get(type(obj))
        if kind is not None:
            role = kind.roles.get(index)
            if role is None:
                role = self._role(kind, obj, index)
            if role == _GRAD:
                at = self._turns.get(index)
                if at is not None and self._open:  # the variable that held the node last time
                    turn = self.records.get(id(near[at]))
                    if turn is not None and turn.parents and turn.serial <= self.root:
                        for parent in turn.parents:
                            if parent.obj is obj:
                                self._log += (index, obj, held(obj, kind.grad), turn, None, None)
                                return obj
                self._gradient(index, role, obj, held(obj, kind.grad), near)
            elif role == _DATA:
                self._close()
                self._log += (index, obj, held(obj, kind.data), None, None, None)
            elif role == _ZERO:
                self._gradient(index, role, obj, held(obj, kind.grad), near)
        return obj

    def _role(self, kind: Kind, obj: Any, index: int) -> int:
        site = self.marks.sites[index]
        name, role = site.attribute, _OTHER
        if name not in kind.computed:
            if name == kind.data:
                role = _DATA
            elif name == (kind.grad or self._graded(kind, obj, name)):
                role = _ZERO if site.zero else _GRAD
        if kind.data is not None:
            kind.roles[index] = role
        return role

    def _key(self, key: Any, box: Any, index: int, *near: Any) -> Any:
        """An item of a dict or list is about to be written; only objects and their ids are of interest."""
        obj = None
        if type(key) in self.kinds:
            obj = key
        elif type(key) is int and near and type(near[0]) in self.kinds:
            obj = near[0]
        if obj is not None and isinstance(box, dict) and self._boxed(self.marks.sites[index].attribute):
            self._gradient(index, _GRAD, obj, box.get(key), near, box, key)
        return key

    def _boxed(self, name: str) -> bool:
        """Whether this container is where the gradients are: no attribute looks like one."""
        marks = self.marks
        return marks.boxes[name] > 0 and not any(s > 0 and n not in marks.datas for n, s in marks.scores.items())

    def _graded(self, kind: Kind, obj: Any, name: str) -> str | None:
        """Which attribute is the gradient: it looks most like one of those the object has."""
        for likely, score in self.marks.scores.most_common():
            if score > 0 and likely != kind.data and likely not in kind.computed:
                if likely == name or held(obj, likely) is not None:
                    kind.grad = likely
                    return likely
        return None

    def _gradient(
        self, index: int, role: int, obj: Any, before: Any, near: tuple[Any, ...], box: Any = None, key: Any = None
    ) -> None:
        record = self.records.get(id(obj))
        if record is None or record.obj is not obj:
            record = self._known(obj)
        turn = None
        if role == _ZERO:
            if self._open and self._spot(sys._getframe(2)) != self.passes[-1].spot:
                self._close()
        else:
            turn = self._latest(record, near)
            if turn is not None:
                self._turns[index] = next(i for i, o in enumerate(near) if o is turn.obj)
            else:
                turn = self._search(record, sys._getframe(2))
            if turn is None or not self._open or turn.serial > self.root:
                if self._begins(record, turn, index):
                    root = record if turn is None else self._above(turn, sys._getframe(2))
                    self._begin(root, index if turn is None else None)
        self._log += (index, obj, before, turn, box, key)

    def _begins(self, record: Record, turn: Record | None, index: int) -> bool:
        if not self._open:
            return True
        root = self.passes[-1].root
        if turn is not None:
            return True
        if record is root:
            return any(event.turn is not None for event in self.log)
        if record.serial > root.serial:
            return True
        site = self.marks.sites[index]
        return index == self._seed and site.function is not None and (
            site.constant or self._spot(sys._getframe(3)) != self.passes[-1].spot
        )

    def _begin(self, root: Record, seed: int | None) -> None:
        if self.passes and len(self.passes) - 1 == self.chosen:
            self.finish()
        self._let_go()
        self._log.clear()
        self._open, self._seed, self.root = True, seed, root.serial
        self.passes.append(Pass(root, self.data(root), self._spot(sys._getframe(3))))

    def _close(self) -> None:
        if self._open:
            self._open, self.end = False, len(self._log) // len(Event._fields)

    def _latest(self, record: Record, candidates: Iterable[Any]) -> Record | None:
        """Of these the object made last that has the record as a parent."""
        best = None
        for candidate in candidates:
            if type(candidate) in self.kinds:
                met = self.records.get(id(candidate))
                if met is None or met.obj is not candidate:
                    met = self._known(candidate)
                parents = self.parents(met) if met.parents is None else met.parents
                if parents and record in parents and (best is None or met.serial > best.serial):
                    best = met
        return best

    def _search(self, record: Record, frame: FrameType | None) -> Record | None:
        """The node whose turn it is, among the variables of the function that writes and of its callers."""
        for _ in range(_DEEP):
            if frame is None or frame.f_code.co_name == "<module>":
                return None
            names = frame.f_locals
            around = sorted((len(lines), i) for i, (lines, _) in enumerate(self.marks.loops) if frame.f_lineno in lines)
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
        """The root of a pass that begins inside: what the functions that run hold that was made of this node."""
        best = turn
        for _ in range(_DEEP):
            if frame is None or frame.f_code.co_name == "<module>":
                break
            for value in tuple(frame.f_locals.values()):
                if type(value) in self.kinds:
                    met = self._known(value)
                    if met.serial > best.serial and turn in self.ancestors(met):
                        best = met
            frame = frame.f_back
        return best

    def ancestors(self, *records: Record) -> list[Record]:
        """These and all that they were made of, in order of creation."""
        found: dict[int, Record] = {}
        waiting = list(records)
        while waiting:
            record = waiting.pop()
            if record.serial not in found:
                found[record.serial] = record
                waiting += self.parents(record) if record.obj is not None else record.parents or ()
        return [found[serial] for serial in sorted(found)]

    def finish(self) -> None:
        """Keep the pass that has just ended, or the program's graph where none has begun."""
        if not self._open and not self.passes:
            self.end = 0
        elif self._open:
            self.end = len(self._log) // len(Event._fields)
        for record in (*self.older, *self.newer):
            record.kind.data = record.kind.data or first_number(record)
        self.kept, self.kept_records, self._asked = answer(self)

    def graph(self) -> dict[str, Any] | None:
        """The chosen pass as plain data (see `answer.py`); None where no object was ever watched."""
        if not self._made:
            return None
        if self.kept is None:
            self.finish()
        differences(self._asked, self.kinds, self._names)
        self._asked = []
        return self.kept


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

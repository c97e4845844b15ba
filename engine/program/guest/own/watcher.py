"""Watching a program's own autograd class while it runs: its objects, the ops that made them, its passes.

A new object that a function makes itself and returns is the result of an op: the function's name is the op's,
its arguments that are objects of the class are the parents. Every write to a gradient is an event. Kept are
the events and the graph of one pass; of all others the root's data and the place.
"""

from __future__ import annotations

import ast
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from types import CodeType, FrameType
from typing import Any, Final, NamedTuple

from .marks import CLASS, KEY, MADE, OUT, STORE, Marks
from .records import Kind, Record, Spot, attributes, held, holding, number, op_name, overloads, reaches, read

_DEEP: Final = 6
_SHAPES: Final = (list, tuple, set, frozenset)


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
        self.log: list[Event] = []
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
        self._ours: dict[int, tuple[bool, CodeType]] = {}
        self._found: dict[int, tuple[int, str]] = {}

    def prepare(self, tree: ast.Module) -> None:
        """Put the marks in, before the tree is compiled. Positions stay as they are."""
        self.marks.mark(tree)
        for kind in self.kinds.values():
            kind.grad = None

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

            cls.__init__ = __init__  # type: ignore[misc]
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
        cls = type(obj)
        kind = self.kinds.get(cls)
        if kind is None:
            if cls in self._plain:
                return
            if not overloads(cls):
                self._plain.add(cls)
                return
            kind = self.kinds[cls] = self._kind(cls, True)
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_name in ("__init__", "__new__") and frame.f_locals.get(
            frame.f_code.co_varnames[0]) is obj:
            frame = frame.f_back
        known = self.records.get(id(obj))
        if known is not None and known.obj is obj:
            return  # a class's own __init__ and the one it inherits
        self._register(obj, kind, frame)

    def _register(self, obj: Any, kind: Kind, frame: FrameType | None) -> Record:
        record = Record(
            self._made, obj, kind, frame.f_code if frame else None, self._spot(frame), self._scope()
        )
        self._made += 1
        self.records[id(obj)] = record
        self._recent.append(record)
        self._touch(record, obj)
        return record

    def _known(self, obj: Any) -> Record:
        """The record of an object that is met again, or for the first time."""
        record = self.records.get(id(obj))
        if record is None or type(obj) is not record.kind.cls or (record.obj is not None and record.obj is not obj):
            return self._register(obj, self.kinds[type(obj)], None)
        if record.generation != self._generation:
            self._touch(record, obj)
        return record

    def _touch(self, record: Record, obj: Any) -> None:
        record.obj = obj
        record.generation = self._generation
        self.newer.append(record)

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
        if cls in self.kinds:
            self._result(value, index, args, sys._getframe(1))
        elif cls in (list, tuple) and value and type(value[0]) in self.kinds:
            for part in value:
                if type(part) in self.kinds:
                    self._result(part, index, args, sys._getframe(1))
        return value

    def _result(self, value: Any, index: int, args: tuple[Any, ...], frame: FrameType) -> None:
        record = self.records.get(id(value))
        kind = self.kinds[type(value)]
        if record is None or (not kind.hooked and record.obj is not value):
            record = self._register(value, kind, frame)
        function = self.marks.functions[index]
        name, turned, certain = op_name(function.name)
        if record.op is not None:
            self._rename(record, name, certain, args, frame)
            return
        code = frame.f_code
        if record.maker is not code:
            return
        operands = self._operands(record, args, code)
        parents = tuple(o for o in operands if isinstance(o, Record))
        if not parents or record in parents or not (certain or self._leads_back(frame, record, parents)):
            record.maker = frame.f_back.f_code if frame.f_back else None
            return
        if turned and len(operands) == 2:
            operands = operands[::-1]
            parents = tuple(o for o in operands if isinstance(o, Record))
        record.op, record.final, record.function = name, certain, index
        record.operands, record.parents = operands, parents
        if function.nested and not certain:
            record.op = next((v for _, v in attributes(value) if isinstance(v, str) and v), name)
        kind.data = kind.data or holding(record)

    def _operands(self, record: Record, args: tuple[Any, ...], code: CodeType) -> tuple[Record | float, ...]:
        """Arguments that are objects, and numbers; a number that was made an object here is that object."""
        lifted = [r for r in self._recent if r.maker is code and r is not record and not r.lifted and r.op is None]
        found: list[Record | float] = []
        for arg in _flat(args):
            if type(arg) in self.kinds:
                met = self._known(arg)
                met.lifted = met.lifted or met in lifted
                found.append(met)
            elif isinstance(arg, (int, float)) and not isinstance(arg, bool):
                fresh = next((r for r in lifted if not r.lifted), None)
                if fresh is not None:
                    fresh.lifted = True
                found.append(float(arg) if fresh is None else fresh)
        return tuple(found)

    def _leads_back(self, frame: FrameType, record: Record, parents: tuple[Record, ...]) -> bool:
        """Whether a result knows what it was made of; decided once for a function."""
        code = frame.f_code
        if code not in self._decided:
            self._decided[code] = reaches(record.obj, parents) or (self._own(code) and not self._keeping(record.kind))
        return self._decided[code]

    def _keeping(self, kind: Kind) -> bool:
        """Whether objects keep what they were made of; if not, there is a tape, or the class goes forwards."""
        made = [r for r in self.newer if r.kind is kind and r.final and r.parents]
        return not made or reaches(made[-1].obj, made[-1].parents or ())

    def _rename(
        self, record: Record, name: str, certain: bool, args: tuple[Any, ...], frame: FrameType
    ) -> None:
        """`__mul__` returned what a helper of the class made of the same parents: the op is `mul`."""
        if record.final or not (certain or self._own(frame.f_code)):
            return
        given = {id(arg) for arg in _flat(args) if type(arg) in self.kinds}
        if given == {id(p.obj) for p in record.parents or () if not p.lifted} and given:
            record.op, record.final, record.spot = name, certain, self._spot(frame)
            record.kind.data = record.kind.data or holding(record)

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
        known = self._ours.get(id(code))
        if known is None or known[1] is not code:
            inside = any(code.co_firstlineno in lines for lines in self.marks.own)
            known = self._ours[id(code)] = (inside and code.co_filename == self.filename, code)
        return known[0]

    def _spot(self, frame: FrameType | None) -> Spot | None:
        """The nearest place of the program outside the classes that are watched."""
        while frame is not None and (frame.f_code.co_filename != self.filename or self._own(frame.f_code)):
            frame = frame.f_back
        return None if frame is None else (frame.f_code, frame.f_lasti)

    # -- gradients

    def _store(self, obj: Any, index: int, *near: Any) -> Any:
        """An attribute of an object is about to be written."""
        kind = self.kinds.get(type(obj))
        if kind is None:
            return obj
        name = self.marks.sites[index].attribute
        if name in kind.computed:
            return obj
        try:
            before = read(obj, name)
        except AttributeError:
            before = None
        if name == kind.data:
            self._close()
            self.log.append(Event(index, obj, before, None, None, None))
        elif name == (kind.grad or self._graded(kind, obj, name)):
            self._gradient(index, obj, before, near, None, None)
        return obj

    def _key(self, key: Any, box: Any, index: int, *near: Any) -> Any:
        """An item of a dict or list is about to be written; only objects and their ids are of interest."""
        obj = None
        if type(key) in self.kinds:
            obj = key
        elif type(key) is int and near and type(near[0]) in self.kinds:
            obj = near[0]
        if obj is not None and isinstance(box, dict) and self._boxed(self.marks.sites[index].attribute):
            self._gradient(index, obj, box.get(key), near, box, key)
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

    def _gradient(self, index: int, obj: Any, before: Any, near: tuple[Any, ...], box: Any, key: Any) -> None:
        record, site = self._known(obj), self.marks.sites[index]
        turn = None
        if site.zero:
            if self._open and self._spot(sys._getframe(2)) != self.passes[-1].spot:
                self._close()
        else:
            turn = self._latest(record, near) or self._search(record, index, sys._getframe(2))
            if self._begins(record, turn, index):
                self._begin(record if turn is None else turn, index if turn is None else None)
        self.log.append(Event(index, obj, before, turn, box, key))

    def _begins(self, record: Record, turn: Record | None, index: int) -> bool:
        if not self._open:
            return True
        root = self.passes[-1].root
        if turn is not None:
            return turn.serial > root.serial
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
        self.log.clear()
        self._open, self._seed = True, seed
        self.passes.append(Pass(root, self.data(root), self._spot(sys._getframe(3))))

    def _close(self) -> None:
        if self._open:
            self._open, self.end = False, len(self.log)

    def _latest(self, record: Record, candidates: Iterable[Any]) -> Record | None:
        """Of these the object made last that has the record as a parent."""
        best = None
        for candidate in candidates:
            if type(candidate) in self.kinds:
                met = self._known(candidate)
                if record in self.parents(met) and (best is None or met.serial > best.serial):
                    best = met
        return best

    def _search(self, record: Record, index: int, frame: FrameType | None) -> Record | None:
        """The node whose turn it is, among the variables of the function that writes and of its callers."""
        for depth in range(_DEEP):
            if frame is None or frame.f_code.co_filename != self.filename or frame.f_code.co_name == "<module>":
                return None
            found = self._latest(record, _variables(frame))
            if found is not None:
                return found
            frame = frame.f_back
        return None

    def finish(self) -> None:
        """Keep the pass that has just ended, or the program's graph where none has begun."""
        from .answer import answer

        if not self._open and not self.passes:
            self.end = 0
        elif self._open:
            self.end = len(self.log)
        self.kept, self.kept_records = answer(self)

    def graph(self) -> dict[str, Any] | None:
        """The chosen pass as plain data (see `answer.py`); None where no object was ever watched."""
        if not self._made:
            return None
        if self.kept is None:
            self.finish()
        return self.kept


def _flat(args: Iterable[Any]) -> Iterator[Any]:
    for arg in args:
        if isinstance(arg, (list, tuple)):
            yield from arg[:10_000]
        else:
            yield arg


def _variables(frame: FrameType) -> Iterator[Any]:
    """Local variables, and what an object among them holds."""
    for value in tuple(frame.f_locals.values()):
        yield value
        if hasattr(value, "__dict__") and not isinstance(value, type):
            yield from tuple(vars(value).values())

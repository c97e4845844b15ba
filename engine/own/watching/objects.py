"""The objects of a program's own classes: found when they are made, kept while a pass needs them."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from functools import wraps
from types import CodeType, FrameType
from typing import Any, Final

from .marks import Marks
from .records import Kind, Record, Spot, held, number, overloads

_PASSED_OVER: Final = frozenset(("__init__", "__new__", "<listcomp>", "<genexpr>", "<setcomp>"))
"""Frames between the making of an object and the function that makes it."""


Another = Callable[[], tuple[int, object]]
"""Called for every new object: its number, larger than all before, and whatever its scope is."""


class Objects:
    """Every object has a record. `newer` were met since the last pass began, `older` since the one before."""

    def __init__(self, another: Another, filename: str) -> None:
        self.filename = filename
        self.marks = Marks()
        self.kinds: dict[type, Kind] = {}
        self.records: dict[int, Record] = {}
        self.older: list[Record] = []
        self.newer: list[Record] = []
        self._another = another
        self._plain: set[type] = set()
        self._generation = 0
        self._recent: deque[Record] = deque(maxlen=8)
        self._ours: dict[int, bool] = {}
        """By the id of a code object whether it is an engine's own code, or not the program's."""
        self._codes: list[CodeType] = []

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
        begins = getattr(cls, "__init__")  # noqa: B009 (for the type checker)
        inherited = getattr(getattr(begins, "__code__", None), "co_filename", "") == self.filename
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
        number, scope = self._another()
        record = Record(number, obj, kind, code, spot, scope, self._generation)
        self.records[id(obj)] = record
        self.newer.append(record)
        self._recent.append(record)
        return record

    def _known(self, obj: Any) -> Record:
        """The record of an object that is met again, or for the first time."""
        record = self.records.get(id(obj))
        if (
            record is None
            or type(obj) is not record.kind.cls
            or (record.obj is not None and record.obj is not obj)
        ):
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

    def _own(self, code: CodeType) -> bool:
        """Whether this is an engine's own code, or not the program's."""
        ours = self._ours.get(id(code))
        if ours is None:
            # the program itself begins at line 1, as a class at its top does
            inside = code.co_name != "<module>" and any(
                code.co_firstlineno in lines for lines in self.marks.own
            )
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

"""The objects of a program's own classes: found when they are made, kept while a pass needs them."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from functools import wraps
from types import CodeType, FrameType
from typing import Any, Final
from weakref import ref

from .marks import MADE, Marks
from .records import End, Kind, Record, Spot, held, number, overloads

_COMPREHENSIONS: Final = frozenset(("<listcomp>", "<genexpr>", "<setcomp>", "<dictcomp>"))
_OURS, _BETWEEN = 1, 2


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
        self._gone = self._ended  # one method, not one for every object
        self._plain: set[type] = set()
        self._generation = 0
        self._recent: deque[Record] = deque(maxlen=8)
        self._codes: dict[int, int] = {}
        """What is known of code objects, by their ids: `_OURS`, `_BETWEEN`, both or neither."""
        self._held: list[CodeType] = []
        self.missed: int | None = None
        """The first number of an object that was made while nobody watched, if any was."""
        self._builtins: dict[str, Any] = {}
        """The program's, with what the marks call."""

    def _class(self, cls: Any) -> Any:
        """A class without an `__init__` of its own: a dataclass has been given one."""
        if not isinstance(cls, type) or not self._watched(cls):
            return cls
        written = vars(cls).get("__init__")
        if written is not None:
            hooks = self._builtins

            @wraps(written)
            def __init__(self: Any, *args: Any, **named: Any) -> None:  # noqa: N807
                hooks[MADE](self)
                written(self, *args, **named)

            setattr(cls, "__init__", __init__)  # noqa: B010 (for the type checker)
        begins = getattr(cls, "__init__")  # noqa: B009 (for the type checker)
        inherited = getattr(getattr(begins, "__code__", None), "co_filename", "") == self.filename
        self.kinds[cls] = self._kind(cls, written is not None or inherited)
        return cls

    def _watched(self, cls: type) -> bool:
        return overloads(cls) or any(
            base.__name__ in self.marks.graded for base in cls.__mro__ if base.__module__ != "builtins"
        )

    def _kind(self, cls: type, hooked: bool) -> Kind:
        kind = Kind(cls, hooked)
        kind.graded = not overloads(cls)
        for name, _ in self.marks.datas.most_common(1):
            kind.data = name if name not in kind.computed else None
        if issubclass(cls, (float, int)):
            kind.data = "real"  # it is a number itself
        return kind

    def _make(self, obj: Any) -> None:
        """An `__init__` begins."""
        kind = self.kinds.get(type(obj)) or self._first(type(obj))
        if kind is not None:
            known = self.records.get(id(obj))
            if known is None or known.obj is not obj:  # else an inherited __init__ is called
                self._register(obj, kind, sys._getframe(2))

    def _first(self, cls: type) -> Kind | None:
        """The first object of a class."""
        if cls in self._plain:
            return None
        if not self._watched(cls):
            self._plain.add(cls)
            return None
        kind = self.kinds[cls] = self._kind(cls, True)
        return kind

    def _register(self, obj: Any, kind: Kind, frame: FrameType | None) -> Record:
        """A new object. Made by an engine's own function, its place is found when that returns it."""
        code = spot = None
        if frame is not None:
            code = frame.f_code
            flags = self._codes.get(id(code))
            if flags is None:
                flags = self._look_at(code)
            if not flags & _OURS:
                spot = code, frame.f_lasti
            while flags & _BETWEEN and frame.f_back is not None:
                frame = frame.f_back
                code = frame.f_code
                flags = self._codes.get(id(code))
                if flags is None:
                    flags = self._look_at(code)
        number, scope = self._another()
        record = Record(number, obj, kind, code, spot, scope, self._generation)
        if kind.graded and frame is not None and frame.f_code.co_name != "<module>":
            around = tuple(frame.f_locals.values())
            record.near = [self._known(o) for o in around if type(o) in self.kinds and o is not obj]
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
        generation, kinds, gone = self._generation, self.kinds, self._gone
        for record in self.older:
            if record.generation < generation and record.kind.hooked:
                if (obj := record.obj) is not None:
                    record.data = number(held(obj, record.kind.data), kinds)
                    try:  # noqa: SIM105 (written out, as this is done for every object there is)
                        record.end = End(obj, gone)
                    except TypeError:  # slots without one for this
                        pass
                record.obj = record.bound = None
                record.near = ()
        self.older, self.newer = self.newer, []
        self._generation += 1

    def _ended(self, end: ref[Any]) -> None:
        """An object that was let go may still be met again; once it is gone, so is its record."""
        assert isinstance(end, End)
        known = self.records.get(end.key)
        if known is not None and known.end is end:
            del self.records[end.key]

    def data(self, record: Record) -> float | None:
        """The number that an object holds now."""
        return record.data if record.obj is None else number(held(record.obj, record.kind.data), self.kinds)

    def _look_at(self, code: CodeType) -> int:
        """Whether this is an engine's own code or not the program's, and whether it is between a maker and
        what is made."""
        # the program itself begins at line 1, as a class at its top does
        inside = code.co_name != "<module>" and any(code.co_firstlineno in lines for lines in self.marks.own)
        ours = inside or self._decorates(code) or code.co_filename != self.filename
        between = code.co_name in _COMPREHENSIONS or (inside and code.co_name in ("__init__", "__new__"))
        flags = self._codes[id(code)] = _OURS * ours | _BETWEEN * between
        self._held.append(code)  # so that no other takes its id
        return flags

    def _decorates(self, code: CodeType) -> bool:
        """Whether this is what a decorator of the program's makes of a function."""
        outermost, *nested = code.co_qualname.split(".<locals>.")
        return bool(nested) and outermost in self.marks.decorators

    def _own(self, code: CodeType) -> bool:
        flags = self._codes.get(id(code))
        return bool((self._look_at(code) if flags is None else flags) & _OURS)

    def _spot(self, frame: FrameType | None) -> Spot | None:
        """The nearest place of the program outside the classes that are watched."""
        codes = self._codes.get
        while frame is not None:
            code = frame.f_code
            flags = codes(id(code))
            if not (self._look_at(code) if flags is None else flags) & _OURS:
                return code, frame.f_lasti
            frame = frame.f_back
        return None

"""The ops of a program's own classes: a new object that a function makes and returns is a result."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from types import CodeType, FrameType, FunctionType
from typing import Any, Final

from engine.own.rules import slopes

from .objects import Another, Objects
from .records import Kind, Record, attributes, class_of_function, contents, holding, number, op_name, reaches
from .sums import MOST_TRIED, RULES, Sum, differs, promised

_FEW: Final = 8
_SHAPES: Final = (list, tuple, set, frozenset)


class Ops(Objects):
    """The function's name is the op's, its arguments that are objects of a class the parents, in order."""

    def __init__(self, another: Another, filename: str) -> None:
        super().__init__(another, filename)
        self.names: dict[str, Any] = {}
        """The program's globals."""
        self._ops: dict[int, tuple[str, bool, bool]] = {}
        self._decided: dict[CodeType, bool] = {}
        self.called: dict[int, int] = {}
        """How often a function has returned something, up to a few."""
        self.sums: list[Sum] = []
        """Results of arithmetic that are not what they should be."""
        self.sound: set[int] = set()
        """Arithmetic methods that gave the right result."""

    def _out(self, value: Any, index: int, *args: Any) -> Any:
        """A function returns something; these are its arguments now."""
        cls = type(value)
        calls = self.called.get(index, 0)
        kind = self.kinds.get(cls)
        if kind is not None:
            record = self.records.get(id(value))
            if record is None and kind.hooked and self.missed is not None:
                return value  # made while nobody watched
            if record is None or not record.final:
                self._result(value, kind, index, args, sys._getframe(1))
            elif record.name is not None and self._decorates(sys._getframe(1).f_code):
                given = [part for arg in args for part in (arg if type(arg) is tuple else (arg,))]
                if not any(part is value for part in given):
                    record.name = None  # it was called so inside
        elif (cls is list or cls is tuple) and value and type(value[0]) in self.kinds:
            frame, first = sys._getframe(1), self.records.get(id(value[0]))
            if first is not None and first.maker is frame.f_code:
                for part in value:
                    if type(part) in self.kinds:
                        self._result(part, self.kinds[type(part)], index, args, frame)
        if calls < MOST_TRIED:
            self.called[index] = calls + 1
            if kind is not None and self.marks.functions[index].name in RULES:
                self._try(value, index, args)
        return value

    def _try(self, value: Any, index: int, args: tuple[Any, ...]) -> None:
        """Compare what an arithmetic method gave with what it should have given."""
        right = promised(self.marks.functions[index].name, [number(arg, self.kinds) for arg in args])
        got, record = number(value, self.kinds), self.records.get(id(value))
        if right is None or got is None or record is None:
            return
        if differs(got, right):
            self.sums.append(Sum(index, record.number, got, right))
        else:
            self.sound.add(index)

    def _result(self, value: Any, kind: Kind, index: int, args: tuple[Any, ...], frame: FrameType) -> None:
        code = frame.f_code
        record = self.records.get(id(value))
        if record is None or (not kind.hooked and record.obj is not value):
            for arg in args:  # what is met here first was made before
                for part in arg if isinstance(arg, (list, tuple)) and type(arg) not in self.kinds else (arg,):
                    if type(part) in self.kinds:
                        self._known(part)
            record = self._register(value, kind, frame)
        if record.op is not None:
            if not record.final:
                self._rename(record, index, args, frame)
            return
        if record.maker is not code:
            return
        self.names = frame.f_globals
        name, turned, certain = self._ops.get(index) or self._op(index)
        operands, whole = self._operands(record, args, code)
        parents = operands if whole else [o for o in operands if type(o) is Record]
        spot = self._spot(frame if self._own(code) else frame.f_back)
        if not parents or not (certain or self._leads_back(frame, record, parents)):
            record.maker, record.spot = frame.f_back.f_code if frame.f_back else None, record.spot or spot
            record.name = None
            return
        if not certain:
            name = self._name(record, name, index, args, frame)
        if turned:
            operands, parents, record.turned = operands[::-1], parents[::-1], True
        record.op, record.final, record.function, record.spot = name, certain, index, spot
        record.name = None  # what it was called inside is nobody else's business
        record.operands, record.parents = operands, parents  # type: ignore[assignment]
        if kind.data is None:
            kind.data = holding(record)

    def _name(self, record: Record, name: str, index: int, args: tuple[Any, ...], frame: FrameType) -> str:
        """The op of a function that is called like no op: it may be an object's or a class's, or one of many
        that another function made."""
        called = class_of_function(name, args) if args and type(args[0]) not in self.kinds else None
        if called is not None:
            record.bound = args[0]
            return called
        if self.marks.functions[index].nested:
            return _told(record) or _wrapped(frame, record.kind) or name
        return name

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
        if record.kind.graded:
            return True
        if code not in self._decided:
            self._decided[code] = reaches(record.obj, parents) or (
                self._own(code) and not self._keeping(record.kind)
            )
        return self._decided[code]

    def _keeping(self, kind: Kind) -> bool:
        """Whether objects keep what they were made of; if not, there is a tape, or it goes forwards."""
        made = [r for r in self.newer if r.kind is kind and r.final and r.parents][-_FEW:]
        return not made or any(reaches(r.obj, r.parents or ()) for r in made)

    def _rename(self, record: Record, index: int, args: tuple[Any, ...], frame: FrameType) -> None:
        """`__mul__` returned what a helper of the class made of the same parents: the op is `mul`."""
        name, _, certain = self._ops.get(index) or self._op(index)
        own = self._own(frame.f_code)
        given = {id(arg) for arg in args if type(arg) in self.kinds}
        parents = record.parents or ()
        if record.bound is not None and not own and {id(p.obj) for p in parents} <= given:
            record.spot = self._spot(frame.f_back)  # `square(x)` is what people write for `Square()(x)`
        if certain or (own and not self._decorates(frame.f_code)):
            others = [p for p in parents if id(p.obj) not in given]
            lifted = all(p.lifted or (p.op is None and p.maker is frame.f_code) for p in others)
            if given and lifted and given <= {id(p.obj) for p in parents}:
                for parent in others:
                    parent.lifted = True
                record.op, record.final = name, certain
                if record.bound is None or own:
                    record.spot = self._spot(frame)
                record.function, record.method = index, frame.f_code
                mine, _ = self._operands(record, args, frame.f_code)
                if len(mine) != len(record.operands):  # a helper is also told the number and the rule
                    record.operands = mine
                    record.parents = [o for o in mine if type(o) is Record]
                if record.kind.data is None:
                    record.kind.data = holding(record)

    def parents(self, record: Record) -> Sequence[Record]:
        """The parents; of an object that no function returned, what it keeps in a tuple, list or set."""
        if record.parents is None:
            record.parents = ()
            found, ordered = self._kept(record)
            if found and not record.lifted:
                record.parents = tuple(found if ordered else sorted(found, key=lambda r: r.number))
                record.operands = record.parents
                told = [v for _, v in attributes(record.obj) if isinstance(v, str) and v]
                name = class_of_function("call", [record.kind.cls])
                record.op = told[-1] if told else name if self._one_of_many(record.kind) else "op"
            elif record.near:
                self._made_near(record)
        return record.parents

    def _kept(self, record: Record) -> tuple[list[Record], bool]:
        """The older objects that one keeps, and whether they have an order."""
        shapes = [value for _, value in attributes(record.obj) if isinstance(value, _SHAPES)]
        found: list[Record] = []
        for shape in shapes:
            met = [self._known(o) for o in shape if type(o) in self.kinds]
            if all(r.number < record.number for r in met):  # else it is what was made of this
                found += met
        if found or any(type(o) in self.kinds for shape in shapes for o in shape):
            return found, isinstance(shapes[0], (list, tuple))
        # a class for each op: `Mul(a, b)` keeps `self.a` and `self.b`
        met = [self._known(o) for _, o in attributes(record.obj) if type(o) in self.kinds]
        return (met if all(r.number < record.number for r in met) else []), True

    def _one_of_many(self, kind: Kind) -> bool:
        """Whether there is a class for each op."""
        bases = kind.cls.__mro__[1:]
        return any(base in other.cls.__mro__ for other in self.kinds.values() for base in bases[:-1])

    def _made_near(self, record: Record) -> None:
        """An object that nobody returned, as where results are handed on: of what its function knew, if the
        op that the function is named after gives this number."""
        near = [r for r in record.near if r.number < record.number]
        name = "" if record.maker is None else op_name(record.maker.co_qualname.split(".")[0])[0]
        for operands in (near, near[::-1]):  # variables of a closure have an order of their own
            record.op, record.operands = name, operands
            if record.kind.data is None:
                record.kind.data = holding(record)
            values, result = [self.data(r) for r in operands], self.data(record)
            if result is not None and None not in values and slopes(name, values, result):  # type: ignore[arg-type]
                record.parents = operands
                return
        record.op, record.operands = None, ()

    def ancestors(self, *records: Record) -> list[Record]:
        """These and all that they were made of, in order of creation."""
        found: dict[int, Record] = {}
        waiting = list(records)
        while waiting:
            record = waiting.pop()
            if record.number not in found:
                found[record.number] = record
                waiting += self.parents(record) if record.obj is not None else record.parents or ()
        return [found[serial] for serial in sorted(found)]


def _told(record: Record) -> str | None:
    """What an object itself says that it is, in a text that it keeps."""
    return next((value for _, value in attributes(record.obj) if isinstance(value, str) and value), None)


def _wrapped(frame: FrameType, kind: Kind) -> str | None:
    """The op of a function that another one made: the method that it calls, or what the program calls it."""
    code, names = frame.f_code, frame.f_locals
    for name in code.co_freevars:
        called = getattr(names.get(name), "__name__", None)
        if isinstance(called, str) and called in vars(kind.cls):
            return op_name(called)[0]
    inside = [names.get(name) for name in code.co_freevars]
    for name, part in tuple(frame.f_globals.items()):
        if type(part) is FunctionType and part.__code__ is code:
            cells = [contents(cell) for cell in part.__closure__ or ()]
            if len(cells) == len(inside) and all(a is b for a, b in zip(cells, inside, strict=True)):
                return op_name(name)[0]
    return None

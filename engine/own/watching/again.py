"""The person's own forward method once more, on fresh objects: how an op's result follows each operand."""

from __future__ import annotations

import contextlib
import copy
import io
from collections.abc import Callable, Iterator
from types import GeneratorType
from typing import Any, Final

from engine.own.rules import Slope

from .records import Kind, Record, attributes, contents, number

_STEP: Final = 1e-5
_MOST: Final = 400


class Asked:
    """An op that the table does not know: its node, the operands' numbers, and all that it takes to run it
    again, as its objects may be gone by then."""

    def __init__(self, node: dict[str, Any], record: Record, values: list[float]) -> None:
        self.node = node
        self.values = values
        self.record = record
        self.bound = record.bound
        self.operands = [
            (o.kind, tuple(attributes(o.obj))) if isinstance(o, Record) else o for o in record.operands
        ]


def differences(asked: list[Asked], kinds: dict[type, Kind], names: dict[str, Any]) -> None:
    """Give each of these nodes its `slopes`, by central differences. Left out where that cannot be done."""
    known: dict[Any, list[Slope] | None] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for one in asked[:_MOST]:
            key = (one.record.maker, one.record.function, one.record.op, one.node["data"], *one.values)
            if key not in known:
                known[key] = _slopes(one, kinds, names)
            one.node["slopes"] = known[key]


def _slopes(one: Asked, kinds: dict[type, Kind], names: dict[str, Any]) -> list[Slope] | None:
    values, result = one.values, one.node["data"]
    for method in _methods(one, names):
        for listed in (False, True):
            at = _function(one, method, kinds, listed)
            try:
                if abs(at(values) - result) <= 1e-9 * max(1.0, abs(result)):
                    return [_slope(at, values, slot) for slot in range(len(values))]
            except Exception:  # noqa: BLE001, S112 (the program's own method, at numbers of ours)
                continue
    return None


def _methods(one: Asked, names: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """Functions of the class or of the program that this op may have been made by."""
    record = one.record
    if one.bound is not None:
        yield from _bound(one)
    for base in (*(vars(cls) for cls in record.kind.cls.__mro__), names):
        for part in tuple(base.values()):
            method = getattr(part, "__func__", part)
            # a decorator's function knows the one that it was given
            for one_of in (method, *map(contents, getattr(method, "__closure__", None) or ())):
                if getattr(one_of, "__code__", None) in (record.maker, record.method):
                    yield one_of


def _bound(one: Asked) -> Iterator[Callable[..., Any]]:
    """The method of a function that is an object: of a copy, as it may remember its operands."""
    with contextlib.suppress(Exception):  # the program's own `__copy__`, or none
        of = one.bound if isinstance(one.bound, type) else copy.copy(one.bound)
        for base in (of if isinstance(of, type) else type(of)).__mro__:
            for name, part in tuple(vars(base).items()):
                if getattr(getattr(part, "__func__", part), "__code__", None) is one.record.maker:
                    yield getattr(of, name)


def _function(
    one: Asked, method: Callable[..., Any], kinds: dict[type, Kind], listed: bool
) -> Callable[[list[float]], float]:
    def at(values: list[float]) -> float:
        given = [
            _fresh(*operand, value) if isinstance(operand, tuple) else operand
            for operand, value in zip(one.operands, values, strict=True)
        ]
        if one.record.turned:
            given.reverse()
        result = method(given) if listed else method(*given)
        found = number(next(result) if isinstance(result, GeneratorType) else result, kinds)
        if found is None:
            raise ValueError(method)
        return found

    return at


def _fresh(kind: Kind, parts: tuple[tuple[str, Any], ...], value: float) -> Any:
    """An object like the one that these were the attributes of, which holds another number."""
    made: Any = object.__new__(kind.cls)
    for name, part in parts:
        object.__setattr__(made, name, part)
    object.__setattr__(made, kind.data or "", value)
    return made


def _slope(at: Callable[[list[float]], float], values: list[float], slot: int) -> Slope:
    """Both one-sided slopes where they stay apart as the step shrinks, else the central one twice."""

    def sides(step: float) -> Slope:
        down, up = list(values), list(values)
        down[slot] -= step
        up[slot] += step
        here = at(values)
        return (here - at(down)) / step, (at(up) - here) / step

    step = _STEP * max(1.0, abs(values[slot]))
    left, right = sides(step)
    nearer = sides(step / 10)
    apart = abs(nearer[1] - nearer[0])
    if apart > 1e-4 * max(1.0, abs(left)) and apart > 0.5 * abs(right - left):
        return min(left, right), max(left, right)
    return (left + right) / 2, (left + right) / 2

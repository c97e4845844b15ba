"""Gradients that no object holds: by object, by its `id`, or by the number that is its place on a tape."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .objects import Another
from .ops import Ops
from .records import attributes, number, stand_ins

Box = dict[Any, Any] | list[Any]


def item(box: Box, key: Any) -> Any:
    """What stands there; None where nothing does."""
    if isinstance(box, dict):
        return box.get(key)
    return box[key] if -len(box) <= key < len(box) else None


def holders(box: Box) -> dict[int, Any]:
    """Of a dict what is known for each key: by the key's `id`, or by the key where it is one."""
    pairs = box.items() if isinstance(box, dict) else ()
    return {key if type(key) is int else id(key): value for key, value in pairs}


class Boxes(Ops):
    """Finds the objects that a container's keys stand for."""

    _places: tuple[int, dict[int, Any]] = (0, {})
    """How many objects there were, and each by its place on the tape."""
    _kept_ones: tuple[int, dict[int, Any]] = (0, {})
    _coming: Any = None
    _last: tuple[Box, Any, Any] | None = None

    def __init__(self, another: Another, filename: str) -> None:
        super().__init__(another, filename)
        self.wrote: dict[tuple[int, int], float | None] = {}
        """By container and key what was written there last in this pass."""

    def _given(self, value: Any, sign: int) -> Any:
        """What an item is about to become; with a sign, what is about to be added to the one just named.

        It is remembered, as the item may be taken out again before anybody can look.
        """
        if not sign:
            self._coming = value
        elif self._last is not None:
            box, key, before = self._last
            before, amount = number(before, self.kinds), number(value, self.kinds)
            if before is not None and amount is not None:
                self.wrote[id(box), key if type(key) is int else id(key)] = before + sign * amount
        return value

    def _noted(self, box: Box, key: Any) -> None:
        """An item of gradients is about to be written."""
        self._last = box, key, item(box, key)
        if self._coming is not None:
            self.wrote[id(box), key if type(key) is int else id(key)] = number(self._coming, self.kinds)
            self._coming = None

    def owner(self, key: Any, box: Box, near: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
        """Whose gradient this item is, None if nobody's; and which objects may pass theirs on to it."""
        if type(key) in self.kinds:
            return key, self._with_gradients(box, near)
        if type(key) is not int:
            stand_ins = self._stand_ins()
            return stand_ins.get(id(key)), tuple(stand_ins.get(id(one), one) for one in near)
        if near and type(near[0]) in self.kinds:
            return near[0], self._with_gradients(box, near)
        places = self._on_tape()
        return places.get(key), tuple(places.get(n, n) if type(n) is int else n for n in near)

    def _with_gradients(self, box: Box, near: tuple[Any, ...]) -> tuple[Any, ...]:
        """Those of some objects that have a gradient: where gradients are objects of the class too, what is
        added to one has none."""
        known = holders(box)
        if not any(type(value) in self.kinds for value in known.values()):
            return near
        return tuple(obj for obj in near if obj is ... or id(obj) in known)

    def _stand_ins(self) -> dict[int, Any]:
        """The objects by the ids of what each keeps for itself of another class of the program's, such as its
        node in a graph."""
        records = [r for r in (*self.older, *self.newer) if r.obj is not None]
        if self._kept_ones[0] != len(records):
            pairs = [
                (id(part), record.obj) for record in records for part in stand_ins(record.obj, self.kinds)
            ]
            times = Counter(key for key, _ in pairs)
            self._kept_ones = len(records), {key: obj for key, obj in pairs if times[key] == 1}
        return self._kept_ones[1]

    def _on_tape(self) -> dict[int, Any]:
        """The objects by the whole number that each has for itself."""
        records = [r for r in (*self.older, *self.newer) if r.obj is not None]
        if self._places[0] != len(records):
            found: dict[int, Any] = {}
            numbered = [{n: v for n, v in attributes(r.obj) if type(v) is int} for r in records]
            for name in numbered[0] if numbered else ():
                own = [numbers.get(name) for numbers in numbered]
                if None not in own and len(set(own)) == len(own) and name != records[0].kind.data:
                    found = {numbers[name]: r.obj for numbers, r in zip(numbered, records, strict=True)}
                    break
            self._places = len(records), found
        return self._places[1]

    def alone(self) -> bool:
        """Whether a container is all there is: no attribute of the objects looks like a gradient."""
        datas = self.marks.datas.keys() | {kind.data for kind in self.kinds.values()}
        likely = {n for n, score in self.marks.scores.items() if score > 0 and n not in datas}
        return not any(n in likely for record in self._recent for n, _ in attributes(record.obj))

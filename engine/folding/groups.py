"""A graph's Values as groups inside groups: by scope, and where that leaves too many side by side, by series,
by line of the source and by runs.

Every group is an interval of the order of creation. A Value's parents were made before it, so whatever groups
are closed, the picture of the rest has no cycle; and the backward pass, which goes through that order in
reverse, does all of a group's Values one after the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from engine.value import Value

MOST_SIDE_BY_SIDE: Final = 40
"""Children a group shows when it is opened; more are put into groups of their own."""
SMALL_GRAPH: Final = 60
"""A graph of so many Values is readable as it is: nothing but its scopes groups it."""
_SERIES_FROM: Final = 17
"""So many like siblings make a series. The demo's layers have 16 neurons."""
_RUN_FROM: Final = 8
"""So many Values in a row from one place of the source are one thing, such as a sum."""
_LONGEST_NAME: Final = 40

LineOf = Callable[[Value], int | None]


@dataclass(slots=True, eq=False)
class Group:
    """Values `start` to `end` (not included) of the order, and what is seen of them when it is open.

    `path` is unique in its graph and the same in the graphs of a training loop's turns. `series`: made here
    to keep like things together, such as "samples 0–99"; other groups are scopes of the program.
    """

    name: str
    start: int
    end: int
    children: list[Group | int]
    series: bool = False
    path: str = ""
    parent: Group | None = None
    segment: str = field(default="", repr=False)

    def __len__(self) -> int:
        return self.end - self.start

    def walk(self) -> Iterator[Group]:
        """The groups inside, each before those inside it."""
        waiting = [child for child in reversed(self.children) if isinstance(child, Group)]
        while waiting:
            group = waiting.pop()
            yield group
            waiting += [child for child in reversed(group.children) if isinstance(child, Group)]


Child = Group | int


def group_values(order: Sequence[Value], line_of: LineOf | None = None) -> Group:
    """The groups of the Values in `order`, which is by creation; the outermost has all of them.

    `line_of` tells the line of the source a Value was made at, where there is a source.
    """
    outermost = Group("", 0, len(order), [])
    outermost.children = _by_scope(order)
    crowded = len(order) > SMALL_GRAPH
    builder = _Crowd(order, line_of)
    waiting = [outermost]
    while waiting:
        group = waiting.pop()
        _tidy(group, order)
        if crowded:
            builder.part(group)
        _name_paths(group)
        waiting += [child for child in group.children if isinstance(child, Group)]
    return outermost


def _by_scope(order: Sequence[Value]) -> list[Child]:
    """Nested groups of Values that stand together and share the beginning of their scope."""
    top: list[Child] = []
    open_groups: list[Group] = []
    levels: list[list[Child]] = [top]
    before: tuple[str, ...] = ()
    for i, value in enumerate(order):
        scope = value.scope
        if scope is not before and scope != before:
            shared = 0
            for a, b in zip(scope, before, strict=False):
                if a != b:
                    break
                shared += 1
            for group in open_groups[shared:]:
                group.end = i
            del open_groups[shared:], levels[shared + 1 :]
            for name in scope[shared:]:
                group = Group(name, i, i, [])
                levels[-1].append(group)
                open_groups.append(group)
                levels.append(group.children)
            before = scope
        levels[-1].append(i)
    for group in open_groups:
        group.end = len(order)
    return top


def _tidy(group: Group, order: Sequence[Value]) -> None:
    """One Value is no group, and a group that holds one group only is that one under its own name.

    A sample of nothing but leaves is one's input: its prediction, made later, is what people call the sample.
    """
    for at, child in enumerate(group.children):
        if isinstance(child, Group):
            while len(child.children) == 1 and isinstance(child.children[0], Group):
                child.children = child.children[0].children
            if len(child) == 1:
                group.children[at] = child.start
            elif child.name.startswith("sample ") and all(
                value.op is None for value in order[child.start : child.end]
            ):
                child.name = f"inputs of {child.name}"


class _Place(NamedTuple):
    """Where a name stands in a series: "Neuron 3 (2)" is number 3 of the Neurons made at the second time."""

    before: str
    number: int
    after: str
    calls: bool = False

    def span(self, last: int) -> str:
        if self.calls:
            return f"{self.before}, calls {self.number}–{last}"
        return f"{self.before.rstrip()}s {self.number}–{last}{self.after}"


_NUMBERED: Final = re.compile(r"(.+ )(\d+)((?: \(\d+\))?)")
_REPEATED: Final = re.compile(r"(.+?)(?: \((\d+)\))?")
_NTH: Final = re.compile(r" \(\d+\)$")


def _place(name: str) -> _Place:
    if found := _NUMBERED.fullmatch(name):
        return _Place(found[1], int(found[2]), found[3])
    found = _REPEATED.fullmatch(name)
    assert found is not None, "every name that is not empty matches"
    return _Place(found[1], int(found[2] or 1), "", calls=True)


def _name_paths(group: Group) -> None:
    """Give the groups in `group` their paths, and names without a number that tells nothing.

    Of a series' only member the path leaves the number out: the one iteration that a loss depends on has the
    same path in every turn's graph.
    """
    inner = [child for child in group.children if isinstance(child, Group)]
    places = [_place(child.name) if child.name else _Place("", 0, "") for child in inner]
    kinds = [(at.before, at.after, child.series) for child, at in zip(inner, places, strict=True)]
    alike = Counter(kinds)
    plain = Counter(_NTH.sub("", child.name) for child in inner)
    taken: Counter[str] = Counter()
    for child, place, kind in zip(inner, places, kinds, strict=True):
        child.parent = group
        short = _NTH.sub("", child.name)
        if plain[short] == 1:
            child.name = short
        alone = alike[kind] == 1 and not child.series
        segment = place.before.strip() + place.after if alone else child.segment or child.name
        segment = segment[:_LONGEST_NAME].replace("/", "⁄")
        taken[segment] += 1
        nth = taken[segment]
        child.path = f"{group.path}/{segment}" if group.path else segment
        if nth > 1:
            child.path += f" [{nth}]"


class _Crowd:
    """Puts the children of a group that has too many into groups of their own."""

    def __init__(self, order: Sequence[Value], line_of: LineOf | None) -> None:
        self.order = order
        self.line_of = line_of

    def part(self, group: Group) -> None:
        """What is made last of all is mostly the root: where it is a Value, it stays one that is seen."""
        children = group.children
        last = [children.pop()] if children[-1] == len(self.order) - 1 else []
        most = MOST_SIDE_BY_SIDE - len(last)
        children = self._series(children)
        if len(children) > most:
            children = self._runs(children, self._source_of, _RUN_FROM)
        if len(children) > most and self.line_of is not None:
            children = self._runs(children, self._line_of, 2)
        if len(children) > most:
            children = self._pieces(children)
        group.children = children + last

    def _series(self, children: list[Child]) -> list[Child]:
        """Samples 0 to 99 become one group of ten groups of ten."""
        found: list[Child] = []
        for key, run in groupby(children, key=_series_key):
            members = list(run)
            groups = [child for child in members if isinstance(child, Group)]
            if key is None or len(members) < _SERIES_FROM:
                found += members
                continue
            size = 10
            while len(groups) > 20 * size:
                size *= 10
            parts = [_series_of(groups[at : at + size]) for at in range(0, len(groups), size)]
            whole = len(groups) == len(children)
            found += parts if whole else [_around(_series_of(groups).name, list(parts))]
        return found

    def _source_of(self, child: Child) -> object:
        if isinstance(child, Group):
            return None
        value = self.order[child]
        return value.span, value.op, value.label if value.span is None else ""

    def _line_of(self, child: Child) -> object:
        if isinstance(child, Group) or self.line_of is None:
            return None
        return self.line_of(self.order[child])

    def _runs(self, children: list[Child], key: Callable[[Child], object], least: int) -> list[Child]:
        """Values in a row with an equal key become a group with the name of the last of them."""
        found: list[Child] = []
        for of, run in groupby(children, key=key):
            members = list(run)
            if of is None or len(members) < least or len(members) == len(children):
                found += members
            else:
                found.append(_around(self._name(members[-1]), members))
        return found

    def _pieces(self, children: list[Child]) -> list[Child]:
        """What cannot be told apart is cut into pieces of a round number."""
        size = 10
        for factor in (2, 2, 2.5) * 8:  # 20, 40, 100, 200, 400, 1000 …
            if len(children) <= 30 * size:
                break
            size = round(size * factor)
        found: list[Child] = []
        for at in range(0, len(children), size):
            members = children[at : at + size]
            first, last = self._name(members[0]), self._name(members[-1])
            numbers = f"{at + 1}–{at + len(members)}"
            piece = _around(f"{first}, {numbers}" if first == last else f"{first} … {last}", members)
            piece.segment = f"#{numbers}"
            found.append(piece)
        return found

    def _name(self, child: Child) -> str:
        if isinstance(child, Group):
            return child.name
        value = self.order[child]
        name = value.label or (value.op.name if value.op else "leaf")
        return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _series_key(child: Child) -> object:
    """Equal for siblings of one series; None for what has no place in one."""
    if isinstance(child, int) or child.series:
        return None
    place = _place(child.name)
    return place.before, place.after


def _series_of(groups: list[Group]) -> Group:
    first, last = _place(groups[0].name), _place(groups[-1].name)
    return _around(first.span(last.number), list(groups))


def _around(name: str, members: list[Child]) -> Group:
    ends = [(child, child + 1) if isinstance(child, int) else (child.start, child.end) for child in members]
    return Group(name, ends[0][0], ends[-1][1], members, series=True)

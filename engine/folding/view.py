"""A graph folded: some groups open, the others each one box.

`Folding` holds what does not depend on the choice; `fold` makes a `View` of one choice of open groups; and
`merging.py` tells what the backward pass looks like between its boxes.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from engine.folding.groups import SMALL_GRAPH, Child, Group, LineOf, group_values
from engine.graph import topological_order
from engine.value import Value

Indices = npt.NDArray[np.int32]

_ENOUGH: Final = 12
_COMFORTABLE: Final = 40
"""A first view shows so many boxes, if the groups allow it."""


@dataclass(slots=True)
class Folding:
    """The Values of a graph in order of creation, and their groups.

    `edge_child` and `edge_parent` are indices into `order`, one pair for every parent slot, by child.
    """

    order: list[Value]
    root: int
    outermost: Group
    index: dict[Value, int]
    edge_child: Indices
    edge_parent: Indices
    last_user: Indices
    """The last Value that uses each one; -1 for what nothing uses, but for the root a number beyond all."""
    groups: dict[str, Group] = field(default_factory=dict)
    """By path."""

    @classmethod
    def of(cls, root: Value, line_of: LineOf | None = None, values: Sequence[Value] | None = None) -> Folding:
        """Everything `root` depends on; or `values`, with everything any of them depends on, by creation.

        Takes about 3 us a Value.
        """
        order = topological_order(root) if values is None else list(values)
        index = {value: i for i, value in enumerate(order)}
        counts = np.array([len(value.parents) for value in order], dtype=np.int32)
        child = np.repeat(np.arange(len(order), dtype=np.int32), counts)
        parents = (index[parent] for value in order for parent in value.parents)
        parent = np.fromiter(parents, dtype=np.int32, count=len(child))
        last_user = np.full(len(order), -1, dtype=np.int32)
        last_user[parent] = child  # children come in order, and the last writer stays
        last_user[index[root]] = len(order)
        outermost = group_values(order, line_of)
        groups = {group.path: group for group in outermost.walk()}
        return cls(order, index[root], outermost, index, child, parent, last_user, groups)

    def outputs(self, group: Group) -> Indices:
        """The Values of a group that are used outside it, or are the root; else its last."""
        used = np.flatnonzero(self.last_user[group.start : group.end] >= group.end)
        return (used + group.start if len(used) else np.array([group.end - 1])).astype(np.int32)

    def known(self, paths: Iterable[str]) -> list[Group]:
        """The groups with these paths; a path of no group is passed over."""
        return [self.groups[path] for path in dict.fromkeys(paths) if path in self.groups]

    def automatic(self) -> list[Group]:
        """What to open first, so that one sees at a glance what the root is made of.

        All of a small graph; of another the groups nearest to the root, the shallowest and largest first,
        until there are enough boxes, and never more than are comfortable to read.
        """
        if len(self.order) <= SMALL_GRAPH:
            return list(self.groups.values())
        open_groups: list[Group] = []
        shown = len(self.outermost.children)
        waiting: list[tuple[tuple[bool, bool, int, int, int], Group]] = []

        def offer(children: Iterable[Child], depth: int) -> None:
            for child in children:
                if isinstance(child, Group):
                    elsewhere = not child.start <= self.root < child.end
                    rank = (elsewhere, self._only_leaves(child), depth, -len(child))
                    heapq.heappush(waiting, ((*rank, child.start), child))

        offer(self.outermost.children, 0)
        while waiting:
            (_, _, depth, *_), group = heapq.heappop(waiting)
            after = shown + len(group.children) - 1
            if after > _COMFORTABLE or shown >= _ENOUGH:
                continue
            open_groups.append(group)
            shown = after
            offer(group.children, depth + 1)
        return open_groups

    def _only_leaves(self, group: Group) -> bool:
        return all(value.op is None for value in self.order[group.start : group.end])


@dataclass(slots=True)
class View:
    """One choice of open groups. A box is a closed group, or a Value (as its index) in no closed group."""

    folding: Folding
    boxes: list[Child]
    open: list[Group]
    """Each before those inside it."""
    box_of: Indices
    """The box every Value is in."""
    parents: list[list[int]]
    """Of every box: a Value's one for each slot, a group's in order of first use."""
    outputs: list[Indices]
    """Of every box: what is used outside it; a Value is its own output."""

    @property
    def edges(self) -> int:
        return sum(len(parents) for parents in self.parents)

    def is_hidden(self, index: int) -> bool:
        """Whether a Value is inside a closed group."""
        return isinstance(self.boxes[self.box_of[index]], Group)

    def boxes_in(self, group: Group) -> list[int]:
        """The boxes an open group is seen as."""
        return sorted(set(self.box_of[group.start : group.end].tolist()))


def fold(folding: Folding, wanted: Sequence[Group], most_boxes: int, most_edges: int) -> View:
    """The graph with the wanted groups open, as far as those around them are and the picture allows.

    What would make more boxes or edges than there may be stays closed; of several such the later ones.
    """
    chosen = _affordable(folding, wanted, most_boxes)
    view = _view(folding, set(map(id, chosen)))
    if view.edges <= most_edges or not chosen:
        return view
    # every group that is opened shows more edges, so the most that can be is found by halving
    best, fits, too_many = _view(folding, set()), 0, len(chosen)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        view = _view(folding, set(map(id, chosen[:middle])))
        if view.edges <= most_edges:
            best, fits = view, middle
        else:
            too_many = middle
    return best


def _affordable(folding: Folding, wanted: Sequence[Group], most: int) -> list[Group]:
    """Those of the wanted groups that are seen when open, so many as there is room for."""
    chosen: list[Group] = []
    open_ids = {id(folding.outermost)}
    shown = len(folding.outermost.children)
    waiting = list(wanted)
    changed = True
    while changed:  # a group may be named before the one around it
        changed, later = False, []
        for group in waiting:
            if id(group.parent) not in open_ids:
                later.append(group)
            elif shown + len(group.children) - 1 <= most:
                chosen.append(group)
                open_ids.add(id(group))
                shown += len(group.children) - 1
                changed = True
        waiting = later
    return chosen


def _view(folding: Folding, open_ids: set[int]) -> View:
    if all(id(group) in open_ids for group in folding.groups.values()):
        return _whole(folding)
    boxes: list[Child] = []
    opened: list[Group] = []
    sizes: list[int] = []
    waiting: list[Child] = list(reversed(folding.outermost.children))
    while waiting:
        child = waiting.pop()
        if isinstance(child, Group) and id(child) in open_ids:
            opened.append(child)
            waiting += reversed(child.children)
        else:
            boxes.append(child)
            sizes.append(len(child) if isinstance(child, Group) else 1)
    box_of = np.repeat(np.arange(len(boxes), dtype=np.int32), sizes)
    outputs = [
        folding.outputs(box) if isinstance(box, Group) else np.array([box], dtype=np.int32) for box in boxes
    ]
    return View(folding, boxes, opened, box_of, _parents(folding, boxes, box_of), outputs)


def _whole(folding: Folding) -> View:
    """Everything open, without looking at anything twice."""
    count = len(folding.order)
    index = folding.index
    places = np.arange(count, dtype=np.int32)
    parents = [[index[parent] for parent in value.parents] for value in folding.order]
    outputs = list(places.reshape(-1, 1))
    return View(folding, list(range(count)), list(folding.groups.values()), places, parents, outputs)


def _parents(folding: Folding, boxes: list[Child], box_of: Indices) -> list[list[int]]:
    child, parent = box_of[folding.edge_child], box_of[folding.edge_parent]
    is_group = np.array([isinstance(box, Group) for box in boxes], dtype=bool)
    found: list[list[int]] = [[] for _ in boxes]
    slots = np.flatnonzero(~is_group[child])
    for at, of in zip(child[slots].tolist(), parent[slots].tolist(), strict=True):
        found[at].append(of)
    merged = np.flatnonzero(is_group[child] & (child != parent))
    pairs = child[merged].astype(np.int64) * len(boxes) + parent[merged]
    _, first = np.unique(pairs, return_index=True)
    for pair in pairs[np.sort(first)].tolist():
        found[pair // len(boxes)].append(pair % len(boxes))
    return found

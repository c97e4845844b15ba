"""Where boxes and edges go: Graphviz places them, without knowing anything about them but their size.

Units are px. x grows to the right and y downwards from the top left corner of the picture.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite
from typing import Any, NamedTuple

import graphviz

from engine.renderer import RenderFailure, RenderTimeout, render

Point = tuple[float, float]

_PX_PER_INCH = 72.0  # Graphviz measures boxes in inches and positions in points; here a point is a px


class LayoutGroup(NamedTuple):
    """Boxes that stand together: those directly in it, and the index of the group around it."""

    boxes: Sequence[int]
    parent: int | None = None


class LayoutTimeout(RuntimeError):
    """The layout took longer than it was allowed to."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture's geometry.

    `positions` are the centres of the boxes. Each of `edges` is a chain of cubic Bézier curves: a start, then
    three points a segment. It begins at the middle of the right side of the box it leaves and ends at the
    middle of the left side of the box it enters; with `rankdir="TB"`, at the bottom and at the top.
    `frames` are the corners (left, top, right, bottom) of the groups; no other box is inside one.
    """

    width: float
    height: float
    positions: tuple[Point, ...]
    edges: tuple[tuple[Point, ...], ...]
    frames: tuple[tuple[float, float, float, float], ...] = ()


def lay_out(
    boxes: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int]],
    *,
    groups: Sequence[LayoutGroup] = (),
    rankdir: str = "LR",
    seconds: float = 10.0,
) -> Layout:
    """Place boxes of the given widths and heights, and route edges (from, to) around them.

    The boxes of a group stand together in a frame of their own. Raises ValueError for a size that is not
    positive and finite, an index without a box, a group before the one around it or without a box, a box in
    two groups, or a cycle; LayoutTimeout after `seconds`.
    """
    _check(boxes, edges, rankdir)
    _check_groups(groups, len(boxes))
    if not boxes:
        return Layout(0.0, 0.0, (), ())
    spans = _total_span(len(boxes), edges)
    try:
        if spans > _CAREFUL_UP_TO:
            return _draw(boxes, edges, groups, rankdir, seconds, **_HASTY)
        plain = _draw(boxes, edges, groups, rankdir, seconds)
        if rankdir != "LR" or len(edges) > _ORDERED_UP_TO or not _out_of_order(plain, edges):
            return plain
        ordered = _draw(boxes, edges, groups, rankdir, seconds, ordering="in")
    except RenderTimeout as error:
        raise LayoutTimeout(f"The layout took longer than {seconds:g} s.") from error
    except RenderFailure as error:
        raise ValueError(f"Graphviz cannot lay out this graph: {error}.") from error
    return min(plain, ordered, key=lambda layout: (_crossings(layout), _out_of_order(layout, edges)))


# A second try, with every box's parents from top to bottom in the order of the slots, is cheap for small
# graphs. In 150 random programs it came without a further crossing in 47 of the 109 with parents out of
# order.
_ORDERED_UP_TO = 80

# Ranks all edges pass, together. Graphviz puts an invisible box into each, and its time grows faster than
# their number: 400 random boxes with 1,200 edges pass 5,000 ranks and take a second; a complete graph of
# 50 boxes passes 20,000 and would take 20 s.
_CAREFUL_UP_TO = 8_000
_HASTY = {"mclimit": "0.01", "nslimit": "0.05", "nslimit1": "0.05", "splines": "line"}


def warm_up() -> None:
    """Compile Graphviz ahead of the first layout, which would otherwise wait for most of a second."""
    lay_out([(1.0, 1.0)], [])


def _check(boxes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]], rankdir: str) -> None:
    if rankdir not in _PORTS:
        raise ValueError(f"rankdir is one of {', '.join(_PORTS)}.")
    for index, box in enumerate(boxes):
        if not all(isfinite(side) and side > 0 for side in box):
            raise ValueError(f"Box {index} needs a positive width and height.")
    for index, edge in enumerate(edges):
        for end in edge:
            if not 0 <= end < len(boxes):
                raise ValueError(f"Edge {index} names box {end}, but there are {len(boxes)} boxes.")


def _check_groups(groups: Sequence[LayoutGroup], boxes: int) -> None:
    taken: set[int] = set()
    filled: set[int] = set()
    for index, group in reversed(list(enumerate(groups))):
        if group.parent is not None and not 0 <= group.parent < index:
            raise ValueError(f"Group {index} must come after the group around it.")
        for box in group.boxes:
            if not 0 <= box < boxes or box in taken:
                why = "is in two groups" if box in taken else f"is none of the {boxes} boxes"
                raise ValueError(f"Group {index} names box {box}, which {why}.")
            taken.add(box)
        if not group.boxes and index not in filled:
            raise ValueError(f"Group {index} has no box.")
        if group.parent is not None:
            filled.add(group.parent)


def _total_span(count: int, edges: Sequence[tuple[int, int]]) -> int:
    """The number of ranks all edges pass together, each box one rank after its last parent.

    Kahn's algorithm. Raises ValueError for a cycle.
    """
    waiting = Counter(head for _, head in edges)
    heads: list[list[int]] = [[] for _ in range(count)]
    for tail, head in edges:
        heads[tail].append(head)
    rank = [0] * count
    free = [box for box in range(count) if not waiting[box]]
    for box in free:  # grows while it is walked
        for head in heads[box]:
            rank[head] = max(rank[head], rank[box] + 1)
            waiting[head] -= 1
            if not waiting[head]:
                free.append(head)
    if len(free) < count:
        looped = min(set(range(count)).difference(free))
        raise ValueError(f"Box {looped} is on a cycle, or after one. A graph of Values has none.")
    return sum(rank[head] - rank[tail] for tail, head in edges)


def _draw(
    boxes: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int]],
    groups: Sequence[LayoutGroup],
    rankdir: str,
    seconds: float,
    **attributes: str,
) -> Layout:
    picture = json.loads(render(_dot(boxes, edges, groups, rankdir, attributes), "json0", seconds))
    return _read(picture, len(boxes), len(edges), len(groups))


_RANKSEP = {"LR": "0.7", "TB": "0.5"}  # inches: a local derivative is written there, wider than high
_PORTS = {"LR": ("e", "w"), "TB": ("s", "n")}


def _dot(
    boxes: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int]],
    groups: Sequence[LayoutGroup],
    rankdir: str,
    attributes: dict[str, str],
) -> str:
    tailport, headport = _PORTS[rankdir]
    graph = graphviz.Digraph(
        graph_attr={
            "rankdir": rankdir,
            "ranksep": _RANKSEP[rankdir],
            "nodesep": "0.3",
            "splines": "true",
            "nslimit": "1",
            "nslimit1": "1",
            "mclimit": "1",
            **attributes,
        },
        node_attr={"shape": "box", "fixedsize": "true", "label": "", "margin": "0"},
        edge_attr={"tailport": tailport, "headport": headport, "dir": "none"},
    )
    for index, (width, height) in enumerate(boxes):
        graph.node(str(index), width=f"{width / _PX_PER_INCH:.6f}", height=f"{height / _PX_PER_INCH:.6f}")
    graph.body += _clusters(groups)
    for index, (tail, head) in enumerate(edges):
        graph.edge(str(tail), str(head), id=str(index))
    return str(graph.source)


def _clusters(groups: Sequence[LayoutGroup]) -> list[str]:
    """The groups in DOT, numbers only. The blank label keeps room for a name along the top."""
    inside: list[list[int]] = [[] for _ in range(len(groups) + 1)]
    for index, group in enumerate(groups):
        inside[-1 if group.parent is None else group.parent].append(index)
    lines: list[str] = []
    waiting: list[int | None] = list(reversed(inside[-1]))
    while waiting:
        entered = waiting.pop()
        if entered is None:
            lines.append("}\n")
            continue
        members = "".join(f" {box};" for box in groups[entered].boxes)
        lines.append(f'subgraph cluster_{entered} {{ margin="12"; label=" "; fontsize="14";{members}\n')
        waiting += [None, *reversed(inside[entered])]
    return lines


def _read(picture: dict[str, Any], boxes: int, edges: int, groups: int) -> Layout:
    """Positions from Graphviz's JSON, whose y axis points up."""
    _, _, width, height = (float(number) for number in picture["bb"].split(","))

    def point(text: str) -> Point:
        x, y = text.split(",")
        return float(x), height - float(y)

    positions: list[Point] = [(0.0, 0.0)] * boxes
    frames = [(0.0, 0.0, 0.0, 0.0)] * groups
    for node in picture.get("objects", ()):
        if "bb" in node:
            left, bottom, right, top = (float(number) for number in node["bb"].split(","))
            frames[int(node["name"].removeprefix("cluster_"))] = (left, height - top, right, height - bottom)
        else:
            positions[int(node["name"])] = point(node["pos"])
    curves: list[tuple[Point, ...]] = [()] * edges
    for edge in picture.get("edges", ()):
        curves[int(edge["id"])] = tuple(point(text) for text in edge["pos"].split())
    return Layout(width, height, tuple(positions), tuple(curves), tuple(frames))


def _out_of_order(layout: Layout, edges: Sequence[tuple[int, int]]) -> int:
    """How many neighbouring parents of a box stand with the second above the first."""
    last: dict[int, int] = {}
    count = 0
    for tail, head in edges:
        before = last.get(head, tail)
        count += layout.positions[before][1] > layout.positions[tail][1]
        last[head] = tail
    return count


def _crossings(layout: Layout) -> int:
    """How often edges cross, taking each as straight between the joints of its curve."""
    pieces = [
        (i, edge[j], edge[j + 3]) for i, edge in enumerate(layout.edges) for j in range(0, len(edge) - 1, 3)
    ]
    return sum(i != j and _cross(a, b, c, d) for (i, a, b), (j, c, d) in combinations(pieces, 2))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the lines a-b and c-d cross between their ends; a shared end is no crossing."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

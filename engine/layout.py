"""Where boxes and edges go: Graphviz places them, without knowing anything about them but their size.

Units are px. x grows to the right and y downwards from the top left corner of the picture.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import graphviz

from engine.renderer import RenderFailure, RenderTimeout, render

Point = tuple[float, float]

_PX_PER_INCH = 72.0  # Graphviz measures boxes in inches and positions in points; here a point is a px


class LayoutTimeout(RuntimeError):
    """The layout took longer than it was allowed to."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture's geometry.

    `positions` are the centres of the boxes. Each of `edges` is a chain of cubic Bézier curves: a start, then three
    points a segment. It begins at the middle of the right side of the box it leaves and ends at the middle of the
    left side of the box it enters (for `rankdir="LR"`).
    """

    width: float
    height: float
    positions: tuple[Point, ...]
    edges: tuple[tuple[Point, ...], ...]


def lay_out(
    boxes: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int]],
    *,
    rankdir: str = "LR",
    seconds: float = 10.0,
) -> Layout:
    """Place boxes of the given widths and heights, and route edges (from, to) around them.

    Raises ValueError for a size that is not positive and finite, an index without a box, or a cycle;
    LayoutTimeout after `seconds`.
    """
    _check(boxes, edges, rankdir)
    if not boxes:
        return Layout(0.0, 0.0, (), ())
    try:
        picture = json.loads(render(_dot(boxes, edges, rankdir), "json0", seconds))
    except RenderTimeout as error:
        raise LayoutTimeout(f"The layout took longer than {seconds:g} s.") from error
    except RenderFailure as error:
        raise ValueError(f"Graphviz cannot lay out this graph: {error}.") from error
    return _read(picture, len(boxes), len(edges))


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
    if (looped := _in_a_cycle(len(boxes), edges)) is not None:
        raise ValueError(f"Box {looped} is on a cycle, or after one. A graph of Values has none.")


def _in_a_cycle(count: int, edges: Sequence[tuple[int, int]]) -> int | None:
    """A box that is never free of waiting for another one, if there is one (Kahn's algorithm)."""
    waiting = Counter(head for _, head in edges)
    heads: list[list[int]] = [[] for _ in range(count)]
    for tail, head in edges:
        heads[tail].append(head)
    free = [box for box in range(count) if not waiting[box]]
    for box in free:
        for head in heads[box]:
            waiting[head] -= 1
            if not waiting[head]:
                free.append(head)
    return None if len(free) == count else min(set(range(count)).difference(free))


_PORTS = {"LR": ("e", "w"), "TB": ("s", "n")}


def _dot(boxes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]], rankdir: str) -> str:
    tailport, headport = _PORTS[rankdir]
    graph = graphviz.Digraph(
        graph_attr={
            "rankdir": rankdir,
            "ranksep": "0.55",
            "nodesep": "0.25",
            "splines": "true",
            "nslimit": "4",
            "nslimit1": "4",
            "mclimit": "1",
        },
        node_attr={"shape": "box", "fixedsize": "true", "label": "", "margin": "0"},
        edge_attr={"tailport": tailport, "headport": headport, "dir": "none"},
    )
    for index, (width, height) in enumerate(boxes):
        graph.node(str(index), width=f"{width / _PX_PER_INCH:.6f}", height=f"{height / _PX_PER_INCH:.6f}")
    for index, (tail, head) in enumerate(edges):
        graph.edge(str(tail), str(head), id=str(index))
    return str(graph.source)


def _read(picture: dict[str, Any], boxes: int, edges: int) -> Layout:
    """Positions from Graphviz's JSON, whose y axis points up."""
    _, _, width, height = (float(number) for number in picture["bb"].split(","))

    def point(text: str) -> Point:
        x, y = text.split(",")
        return float(x), height - float(y)

    positions: list[Point] = [(0.0, 0.0)] * boxes
    for node in picture.get("objects", ()):
        positions[int(node["name"])] = point(node["pos"])
    curves: list[tuple[Point, ...]] = [()] * edges
    for edge in picture.get("edges", ()):
        curves[int(edge["id"])] = tuple(point(text) for text in edge["pos"].split())
    return Layout(width, height, tuple(positions), tuple(curves))

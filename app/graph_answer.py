"""A graph of Values as the JSON of POST /api/graph: whole, or folded.

    picture = picture_of(root, contributions)        any Values, with or without a program
    folded_graph(picture, "auto", bounds)            -> {"nodes", "root", "backward", "groups", ...}
    graph_answer(root, contributions, "auto")        -> the same as a whole answer, with one pass

Plain dicts, which orjson writes out without another copy: this is the hot path of the server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from engine.backward import Columns, Contribution, columns_of
from engine.folding.groups import Child, Group, LineOf
from engine.folding.merging import Record, box_gradient, turns
from engine.folding.view import Folding, View, fold
from engine.graph import op_code, shape_digest
from engine.language import Origin, Span
from engine.value import Value

Open = Literal["auto"] | Sequence[str]
OriginOf = Callable[[Value], Origin]

MOST_HIDDEN = 400
"""Leaves in closed groups that are told all the same, so that their numbers can be turned."""
MOST_SPANS = 24
"""Places of the source told for one group."""


_BELOW_OPS = -1_000 - 2**32
"""Codes of groups are below those of ops, a program's own ones included."""


class Bounds(NamedTuple):
    """How much of a folded graph is sent at most."""

    boxes: int = 400
    edges: int = 1_200


@dataclass(frozen=True, slots=True)
class Picture:
    """A graph and one of its backward passes, ready to be folded in any way.

    `data`, `grads` and `ids` (what `value` tells in the answer) are of the Values in `folding.order`.
    """

    folding: Folding
    record: Record | None
    data: Sequence[float]
    grads: npt.NDArray[np.float64]
    ids: Sequence[int]
    origin_of: OriginOf
    leaves: npt.NDArray[np.int32]
    parameters: npt.NDArray[np.int32]
    """Sums over the order: how many come before each index, so that a group's are a difference."""
    editable: Sequence[int]
    """Leaves with a number in the source, or none yet; of those with the same one the first."""
    written: Sequence[Span | None] | None = None
    """The program's own lines that wrote the contributions, in their order."""


def own_origin(value: Value) -> Origin:
    """Where a Value comes from when no program tells: what has a name is a leaf."""
    return Origin("op" if value.op else "leaf" if value.label else "constant")


def make_picture(
    folding: Folding, columns: Columns | None, data: Sequence[float], grads: Sequence[float],
    ids: Sequence[int] | None = None, origin_of: OriginOf = own_origin,
    written: Sequence[Span | None] | None = None,
) -> Picture:  # fmt: skip
    """A picture whose numbers the caller has: `columns` is the pass (None: there was none)."""
    is_leaf = [value.op is None for value in folding.order]
    is_parameter = [
        leaf and origin_of(value).kind != "constant"
        for value, leaf in zip(folding.order, is_leaf, strict=True)
    ]
    return Picture(
        folding, None if columns is None else Record.of(folding, columns, grads), data,
        np.array(grads, dtype=np.float64), range(len(folding.order)) if ids is None else ids, origin_of,
        _sums(is_leaf), _sums(is_parameter), _editable(folding.order, origin_of), written,
    )  # fmt: skip


def picture_of(
    root: Value, contributions: Iterable[Contribution], *, line_of: LineOf | None = None,
    origin_of: OriginOf = own_origin,
) -> Picture:  # fmt: skip
    """The picture of what `root` depends on, with the data and gradients its Values hold now.

    `contributions`: of the pass from `root` that gave those gradients, as `backward_pass(root)` yields them.
    """
    folding = Folding.of(root, line_of)
    order = folding.order
    return make_picture(
        folding, columns_of(contributions), [v.data for v in order], [v.grad for v in order],
        origin_of=origin_of,
    )  # fmt: skip


def graph_answer(
    root: Value, contributions: Iterable[Contribution], open_: Open = "auto", bounds: Bounds = Bounds()
) -> dict[str, Any]:  # fmt: skip
    """A whole folded answer of a graph that no program made, such as one sample's loss in training."""
    picture = picture_of(root, contributions)
    ran = {
        "index": 0,
        "root": picture.ids[picture.folding.root],
        "span": None,
        "seed_before": 0.0,
        "data": root.data,
    }
    return {
        **folded_graph(picture, open_, bounds), "pass": 0, "passes": [ran], "output": "", "items": [],
        "notes": [], "engine": None,
    }  # fmt: skip


def folded_graph(picture: Picture, open_: Open, bounds: Bounds) -> dict[str, Any]:
    """Nodes (the boxes, by creation), root, backward, and which groups are open.

    `open_`: paths of groups; those of no group are passed over, and what would make the picture larger than
    `bounds` stays closed. "auto": a choice that is readable at first sight.
    """
    folding = picture.folding
    wanted = folding.automatic() if open_ == "auto" else folding.known(open_)
    view = fold(folding, wanted, bounds.boxes, bounds.edges)
    boxes = [_box(picture, view, i, box) for i, box in enumerate(view.boxes)]
    return {
        "nodes": boxes,
        "root": int(view.box_of[folding.root]),
        "backward": [] if picture.record is None else _backward(view, picture.record, picture.written),
        "structure": _structure(picture, view),
        "hidden": [_hidden(picture, i) for i in picture.editable if view.is_hidden(i)],
        "groups": [_open_group(group, view) for group in view.open],
        "open": [group.path for group in view.open],
        "folded": {"values": len(folding.order), "groups": len(folding.groups)},
    }


def value_node(
    value: Value, number: int, data: float, grad: float, parents: list[int], origin: Origin
) -> dict[str, Any]:  # fmt: skip
    """One Value as a node."""
    return {
        "id": number,
        "op": op.name if (op := value.op) else None,
        "label": value.label,
        **number_told(data),
        "grad": grad,
        "parents": parents,
        "span": value.span,
        "scope": value.scope,
        "kind": origin.kind,
        "constant": value.constant if op and op.takes_constant else None,
        "literal": origin.literal,
    }


def number_told(data: float) -> dict[str, Any]:
    """A number for JSON, which has no NaN and no infinity: those are told as text beside a null."""
    return {"data": data} if isfinite(data) else {"data": None, "text": str(data)}


def _box(picture: Picture, view: View, number: int, box: Child) -> dict[str, Any]:
    order = picture.folding.order
    parents = view.parents[number]
    if not isinstance(box, Group):
        value = order[box]
        node = value_node(
            value, number, picture.data[box], float(picture.grads[box]), parents, picture.origin_of(value)
        )
        return {**node, "value": picture.ids[box], "group": None}
    outputs = view.outputs[number]
    single = int(outputs[0]) if len(outputs) == 1 else None
    spans = _spans(order[box.start : box.end])
    return {
        "id": number,
        "op": None,
        "label": box.name if single is None else order[single].label,
        "data": None if single is None else picture.data[single],
        "grad": box_gradient(picture.grads, outputs),
        "parents": parents,
        "span": spans[-1] if single is None and spans else None if single is None else order[single].span,
        "scope": _names_around(box),
        "kind": "group",
        "constant": None,
        "literal": None,
        "value": None if single is None else picture.ids[single],
        "group": {
            "path": box.path,
            "name": box.name,
            "values": len(box),
            "leaves": int(picture.leaves[box.end] - picture.leaves[box.start]),
            "parameters": int(picture.parameters[box.end] - picture.parameters[box.start]),
            "outputs": len(outputs),
            "children": len(box.children),
            "series": box.series,
            "first": picture.ids[box.start],
            "last": picture.ids[box.end - 1],
            "spans": spans,
        },
    }


def _backward(view: View, record: Record, spans: Sequence[Span | None] | None) -> list[dict[str, Any]]:
    return [
        {
            "node": turn.box,
            "upstream": turn.upstream,
            "contributions": [
                {
                    "parent": c.parent,
                    "slot": c.slot,
                    "local": c.local,
                    "amount": c.amount,
                    "before": c.before,
                    "after": c.after,
                    "span": None if spans is None or c.row is None else spans[c.row],
                    "count": c.count,
                    "magnitude": c.magnitude,
                }
                for c in turn.contributions
            ],
        }
        for turn in turns(view, record)
    ]


def _editable(order: Sequence[Value], origin_of: OriginOf) -> list[int]:
    found: dict[object, int] = {}
    for i, value in enumerate(order):
        if value.op is None:
            origin = origin_of(value)
            if origin.literal or origin.kind == "free":
                found.setdefault(origin.literal or value.label, i)
    return list(found.values())[:MOST_HIDDEN]


def _hidden(picture: Picture, index: int) -> dict[str, Any]:
    value = picture.folding.order[index]
    grad = float(picture.grads[index])
    node = value_node(value, index, picture.data[index], grad, [], picture.origin_of(value))
    return {**node, "value": picture.ids[index], "group": None}


def _open_group(group: Group, view: View) -> dict[str, Any]:
    return {
        "path": group.path,
        "name": group.name,
        "open": True,
        "boxes": view.boxes_in(group),
        "values": len(group),
        "parent": group.parent.path if group.parent and group.parent.path else None,
    }


def _structure(picture: Picture, view: View) -> str:
    """Equal for views of equal shape, so that a training loop's turns share one layout."""
    shape = [int(view.box_of[picture.folding.root])]
    for box, parents in zip(view.boxes, view.parents, strict=True):
        if isinstance(box, Group):
            shape.append(_BELOW_OPS - crc32(box.path.encode()))
        else:
            op = picture.folding.order[box].op
            shape.append(-1 if op is None else op_code(op.name))
        shape += parents
    return shape_digest(shape)


def _spans(values: Sequence[Value]) -> list[Span]:
    """The places of the source that made some Values: the widest, in order, none inside another."""
    found: list[Span] = []
    for span in sorted({value.span for value in values if value.span}, key=lambda at: (at[0], -at[1])):
        if not found or span[1] > found[-1][1]:
            found.append(span)
    return found[:MOST_SPANS]


def _names_around(group: Group) -> list[str]:
    names: list[str] = []
    around = group.parent
    while around is not None and around.path:
        names.insert(0, around.name)
        around = around.parent
    return names


def _sums(flags: list[bool]) -> npt.NDArray[np.int32]:
    return np.concatenate(([0], np.cumsum(flags))).astype(np.int32)

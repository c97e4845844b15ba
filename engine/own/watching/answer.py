"""The kept pass as plain data: dicts, lists, numbers and texts, nothing of the program's own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import CodeType
from typing import TYPE_CHECKING, Any

from engine.own.rules import slopes

from .again import Asked
from .boxes import holders
from .events import events, in_boxes, writes_data
from .records import Record, Spot, attributes, held, number, op_name, plain_number
from .sites import ARITHMETIC

if TYPE_CHECKING:
    from .watcher import Watcher
    from .writes import Pass

_FEW = 4
"""Nodes of which a running number is no chance."""


class Positions:
    """Places as line, column, end line and end column, as the ast module counts; each looked up once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], list[int] | None] = {}

    def of(self, spot: Spot | None) -> list[int] | None:
        if spot is None:
            return None
        key = id(spot[0]), spot[1]
        if key not in self._known:
            self._known[key] = _position(*spot)
        return self._known[key]


def _position(code: CodeType, instruction: int) -> list[int] | None:
    line, end_line, column, end_column = next(islice(code.co_positions(), instruction // 2, None))
    if line is None or column is None:
        return None
    return [line, column, end_line or line, end_column or column]


def answer(watcher: Watcher) -> tuple[dict[str, Any], list[Record], list[Asked]]:
    """The graph and the events of the pass that has just ended; the records of its nodes in their order; and
    the ops that the table does not know.

    `nodes` are in order of creation. `operands` are `[slot's node]` or a number that was not made an object;
    `grad` is what the pass left, `start` what stood there when it began.
    """
    last = watcher.passes[-1] if watcher.passes else None
    root = last.root if last else None
    order = _order(watcher, root)
    index = {id(record): i for i, record in enumerate(order)}
    first: dict[tuple[int, str], Any] = {}
    log = watcher.log
    kept_in_boxes = in_boxes(watcher, log)
    for event in reversed(log):
        if (event.box is not None) == (id(event.obj) in kept_in_boxes) or writes_data(watcher, event):
            first[id(event.obj), watcher.marks.sites[event.site].attribute] = event.before
    written, after = events(watcher, log, index, kept_in_boxes)
    boxes = [event.box for event in log if event.box is not None]
    boxed = boxes[-1] if kept_in_boxes else None
    given = {} if boxed is None else holders(boxed)
    places = Positions()
    nodes = []
    for record in order:
        for parent in record.operands:
            if isinstance(parent, Record) and parent.lifted:
                parent.spot = record.spot  # where the number stands
    for i, record in enumerate(order):
        node = _node(watcher, record, index, places)
        key = (id(record.obj), record.kind.data or "")
        if last and record.obj is not None and key in first:
            node["data"] = number(first[key], watcher.kinds)
        grad = None if id(record.obj) in kept_in_boxes else record.kind.grad
        missed = (
            [v for (obj, _), v in first.items() if obj == id(record.obj)] if grad is None and after else []
        )
        start = first.get((id(record.obj), grad or ""), missed[0] if missed else held(record.obj, grad))
        node["start"] = number(start, watcher.kinds)
        node["grad"] = after.get(i, node["start"])
        if record is root and boxed is not None and i not in after:  # its seed was there from the beginning
            node["grad"] = number(given.get(id(record.obj), 1.0), watcher.kinds)
        nodes.append(node)
    kind = _main(order, root)
    name = _engine(kind.cls, watcher) if kind else ""
    told = {
        "name": name,
        "class": watcher.marks.classes.get(name),
        "data": kind.data if kind and not _only_numbered(nodes) else None,
        "grad": kind.grad if kind else None,
        "passes": passes(watcher, order),
        "pass": len(watcher.passes) - 1 if watcher.passes else None,
        "root": index[id(root)] if root else None,
        "nodes": nodes, "events": written,
        "functions": [[f.name, *f.place] for f in watcher.marks.functions],
        "sums": list(_sums(watcher, order, root)),
        "unused": _unused(watcher, name) if kind else [],
    }  # fmt: skip
    if last is None:
        _tangents(watcher, order, told)
    return told, order, list(_unknown(order, nodes))


def _unused(watcher: Watcher, owner: str) -> list[str]:
    """Ops of a class that nothing in the program has used: of them its verdict says nothing."""
    tried = {op_name(watcher.marks.functions[i].name)[0] for i in watcher.called}
    names = [op_name(f.name) for f in watcher.marks.functions if f.owner == owner and not f.nested]
    found = [name for name, turned, certain in names if certain and not turned and name not in tried]
    return list(dict.fromkeys(found))


def _sums(watcher: Watcher, order: list[Record], root: Record | None) -> Iterator[dict[str, Any]]:
    """Of each arithmetic method one result that is not what it should be, if the class adds and multiplies
    numbers at all: another method of it gave what it should."""
    functions, places = watcher.marks.functions, {record.number: i for i, record in enumerate(order)}
    sound = {functions[i].owner for i in watcher.sound}
    told = set[int]()
    for function, made, got, right in watcher.sums:
        node = places.get(made, order.index(root) if root in order else None)
        if functions[function].owner in sound and function not in told and node is not None:
            told.add(function)
            yield {"function": function, "node": node, "got": got, "right": right}


def passes(watcher: Watcher, order: list[Record]) -> list[dict[str, Any]]:
    """All passes until now; the root is a node's place where it is in the kept graph."""
    places = Positions()
    index = {record.number: i for i, record in enumerate(order)}
    return [
        {"root": index.get(one.number), "loss": _loss(watcher, one), "place": places.of(one.spot)}
        for one in watcher.passes
    ]


def _unknown(order: list[Record], nodes: list[dict[str, Any]]) -> Iterator[Asked]:
    for node, record in zip(nodes, order, strict=True):
        values = [o if isinstance(o, float) else nodes[o[0]]["data"] for o in node["operands"]]
        known = record.obj is not None and None not in (node["data"], *values)
        if record.op and known and slopes(record.op, values, node["data"]) is None:
            yield Asked(node, record, values)


def _loss(watcher: Watcher, of: Pass) -> float | None:
    return watcher.data(of.root) if of.loss is None and of.root is not None else of.loss


def _order(watcher: Watcher, root: Record | None) -> list[Record]:
    """What the root was made of, and what was made since the pass before, with the data of this pass."""
    before = watcher.passes[-2].number if len(watcher.passes) > 1 else -1
    recent = [r for r in (*watcher.older, *watcher.newer) if r.obj is not None and r.number > before]
    if any(writes_data(watcher, event) for event in watcher.log[watcher.end :]):
        recent = [r for r in recent if r.number <= watcher.closed]  # what came later has other data
    if root is not None:
        mine = {record.number for record in watcher.ancestors(root)}
        theirs = set(_gradients(watcher, recent, root)) - mine
        recent = [record for record in recent if record.number not in theirs]
    return watcher.ancestors(*recent, *([root] if root else []))


def _gradients(watcher: Watcher, recent: list[Record], root: Record) -> Iterator[int]:
    """Objects that are gradients themselves, or were made for one while the pass ran."""
    held_as_one = {id(held(record.obj, record.kind.grad)) for record in recent}
    begun = watcher.passes[-1].spot
    for record in recent:
        never_returned = record.spot is None and record.op is None
        inside = record.number > root.number and record.spot == begun
        if inside or never_returned or id(record.obj) in held_as_one:
            yield record.number


def _node(watcher: Watcher, record: Record, index: dict[int, int], places: Positions) -> dict[str, Any]:
    blamed = record.function if record.function >= 0 else None
    flags = [] if record.obj is None else [held(record.obj, name) for name in watcher.marks.flags]
    return {
        "op": record.op,
        "class": record.kind.cls.__name__,
        "operands": [[index[id(o)]] if isinstance(o, Record) else o for o in record.operands],
        "data": watcher.data(record),
        "place": places.of(record.spot),
        "function": blamed,
        "lifted": record.lifted,
        "still": any(flag is False for flag in flags),
    }


def _main(order: list[Record], root: Record | None) -> Any:
    """The class to show: the root's, or that of most ops."""
    if root is not None:
        return root.kind
    kinds = [record.kind for record in order if record.op] or [record.kind for record in order]
    return max(kinds, key=kinds.count, default=None)


def _only_numbered(nodes: list[dict[str, Any]]) -> bool:
    """Whether the objects hold a running number each: what they stand for is kept elsewhere."""
    data = [node["data"] for node in nodes]
    if None in data or len(data) < _FEW or any(x != i + data[0] for i, x in enumerate(data)):
        return False
    operands = [[o if isinstance(o, float) else data[o[0]] for o in node["operands"]] for node in nodes]
    return not any(
        node["op"] and slopes(node["op"], given, node["data"])
        for node, given in zip(nodes, operands, strict=True)
    )


def _engine(cls: type, watcher: Watcher) -> str:
    """What a class is called that may be one of many: the base in the program that adds and multiplies."""
    bases = [
        base
        for base in cls.__mro__
        if ARITHMETIC & vars(base).keys() and base.__name__ in watcher.marks.classes
    ]
    return (bases[-1] if bases else cls).__name__


def _tangents(watcher: Watcher, order: list[Record], told: dict[str, Any]) -> None:
    """Without a pass: a second number, no count and not 0, that goes along with every op is a tangent."""
    made = [record for record in order if record.op and record.obj is not None]
    names = (
        [
            name
            for name, value in attributes(made[-1].obj)
            if plain_number(value) is not None and name != made[-1].kind.data
        ]
        if made
        else []
    )
    for name in names:
        plain = [held(record.obj, name) for record in order]
        if all(type(value) is int and value == i + plain[0] for i, value in enumerate(plain)):
            continue  # a count
        values = [number(value, watcher.kinds) for value in plain]
        if any(values) and None not in values:
            told["tangent"] = name
            for node, value in zip(told["nodes"], values, strict=True):
                node["tangent"] = value
            return

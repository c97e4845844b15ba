"""The recording: the graph of one pass as columns, and what is known of the others.

Rows stand in the order of creation, so parents come before their children; the host checks all of it again.
"""

from __future__ import annotations

import ast
from typing import Any

from engine.graph import topological_order
from engine.program.guest.bounds import TooMany
from engine.program.guest.passes import Kept, passes
from engine.program.guest.places import Places, Position
from engine.program.guest.watching import Watched, watch
from engine.value import Value


def record(nodes: list[ast.AST], names: dict[str, Any], shown: list[Any]) -> dict[str, Any]:
    """What the run left behind. `nodes`: of the syntax; `names`: globals; `shown`: what cells ended with."""
    kept = passes.kept or _without_pass(names, shown)
    order = _with_early(kept)
    index: dict[Value, int] = {value: i for i, value in enumerate(order)}
    places = Places(nodes, [*(value.place for value in order), *passes.places])
    by_number = {value.number: i for i, value in enumerate(order)}
    return {
        **_columns(order, kept, index, places),
        "root": -1 if kept.root is None else index[kept.root],
        "kept": kept.index,
        "numbers": [value.number for value in order],
        "graded": kept.index is None and any(value.grad for value in order),
        "passes": [
            [places.at(place), loss, seed, by_number.get(root, -1)]
            for place, loss, seed, root in zip(
                passes.places, passes.losses, passes.seeds, passes.roots, strict=True
            )
        ],
    }


def items(shown: list[dict[str, Any]], told: dict[str, Any]) -> list[dict[str, Any]]:
    """What was printed and drawn; a drawing's Value as its row in the recording."""
    rows = {number: row for row, number in enumerate(told.pop("numbers"))}
    for item in shown:
        if item["kind"] == "graph":
            item["root"] = -1 if item["root"] is None else rows.get(item["root"].number, -1)
    return shown


def nothing() -> dict[str, Any]:
    """The recording of a run of which no graph can be told."""
    told = _columns([], Kept(None, [], None), {}, Places([], []))
    return {**told, "root": -1, "kept": None, "graded": True, "passes": [], "own": None, "numbers": []}


def _with_early(kept: Kept) -> list[Watched]:
    """The graph's Values, and in a small program all there are: what nothing uses yet is shown too."""
    if watch.made <= len(watch.early):
        kept.add_all(watch.early)
    return list(kept.order)


def _without_pass(names: dict[str, Any], shown: list[Any]) -> Kept:
    """The graph of what a program without a pass ends with."""
    root = next((value for value in reversed(shown) if isinstance(value, Watched)), None)
    if root is None:
        made = [*watch.early, *(value for value in names.values() if isinstance(value, Watched))]
        ops = [value for value in made if value.op is not None]
        root = max(ops or made, key=lambda value: value.number, default=None)
    order = [] if root is None else topological_order(root)
    if len(order) > watch.most:
        raise TooMany
    return Kept(None, order, root)


def _columns(order: list[Watched], kept: Kept, index: dict[Value, int], places: Places) -> dict[str, Any]:
    texts: dict[str, int] = {}
    scopes: dict[tuple[str, ...], int] = {}
    sites: dict[tuple[Position | None, Position | None], int] = {}
    ops: list[int] = []
    parents: list[list[int]] = []
    site_column: list[int] = []
    labels: list[int] = []
    called: list[bool] = []
    for value, data in zip(order, kept.data, strict=True):
        made_of, op = value.parents, value.op
        for slot, parent in enumerate(made_of):
            if parent.op is None and isinstance(parent, Watched):
                if parent.called or parent.label or parent.name:
                    continue
                operand, row = places.operand(value, slot), index[parent]
                if operand is None:
                    labels[row] = texts.setdefault(f"{parent.data:g}", len(texts))
                else:
                    site = operand, places.literal(parent, kept.data[row])
                    site_column[row] = sites.setdefault(site, len(sites))
        known = places.site(value.place)
        if op is None:
            name = value.label or value.name or ""
            literal = places.literal(value, data) if known.numbers else None
            ops.append(-1)
            called.append(bool(name) or (value.called and isinstance(known.node, ast.Call)))
        else:
            name, literal = value.label or value.name or known.name, None
            ops.append(texts.setdefault(op.name, len(texts)))
            called.append(False)
        parents.append([index[parent] for parent in made_of])
        site_column.append(sites.setdefault((known.at, literal), len(sites)))
        labels.append(texts.setdefault(str(name)[:200], len(texts)))
    return {
        "op": ops, "parents": parents, "constant": [value.constant for value in order], "site": site_column,
        "scope": [scopes.setdefault(value.where.names(), len(scopes)) for value in order], "label": labels,
        "slopes": {row: watch.slopes[v.number] for row, v in enumerate(order) if v.number in watch.slopes},
        "called": called, "data": kept.data, "grad": kept.before, "texts": list(texts),
        "scopes": list(scopes), "sites": list(sites),
    }  # fmt: skip

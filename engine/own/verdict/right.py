"""The right gradients of a recorded graph, found without trusting the program's backward pass."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any, NamedTuple

from engine.own.rules import Slope, slopes

EXACT, NUMERIC = 1e-9, 1e-5
"""Relative tolerances where all slopes are the table's, and where some are central differences."""


class Edge(NamedTuple):
    """One operand of an op that is a node: its slot, the node, and the local derivative, None if unknown."""

    slot: int
    parent: int
    local: float | None


class Graph:
    """The recording's graph from its root down. `edges[i]` are node i's; `grads[i]` is d(root)/d(i).

    A gradient is None where it depends on an op that neither the table nor differences could tell.
    """

    def __init__(self, told: dict[str, Any], root: int) -> None:
        self.nodes: list[dict[str, Any]] = told["nodes"]
        self.root = root
        self.tolerance = EXACT
        self.edges: dict[int, list[Edge]] = {}
        self.uses: dict[tuple[int, int], list[Edge]] = defaultdict(list)
        """The edges from a node to one of its parents, of which `a + a` has two."""
        self.children: dict[int, list[int]] = defaultdict(list)
        self.grads: dict[int, float | None] = {}
        amounts: dict[tuple[int, int], float] = defaultdict(float)
        for event in told["events"]:
            if event["turn"] is not None and not event["zero"] and event["after"] is not None:
                amounts[event["turn"], event["node"]] += event["after"] - (event["before"] or 0.0)
        self._walk(amounts)

    def _walk(self, amounts: dict[tuple[int, int], float]) -> None:
        reached = _ancestors(self.nodes, self.root)
        self.grads = dict.fromkeys(sorted(reached, reverse=True), 0.0)
        self.grads[self.root] = 1.0
        for i in self.grads:  # parents were made before their children
            upstream = self.grads[i]
            self.edges[i] = edges = self._edges(i, upstream, amounts)
            for edge in edges:
                self.uses[i, edge.parent].append(edge)
                so_far = self.grads[edge.parent]
                known = upstream is not None and edge.local is not None and so_far is not None
                self.grads[edge.parent] = so_far + upstream * edge.local if known else None  # type: ignore[operator]
            for parent in dict.fromkeys(edge.parent for edge in edges):
                self.children[parent].append(i)
        scale = max((abs(g) for g in self.grads.values() if g is not None and math.isfinite(g)), default=1.0)
        self.least = self.tolerance * max(1e-12, min(1.0, scale))

    def _edges(self, i: int, upstream: float | None, amounts: dict[tuple[int, int], float]) -> list[Edge]:
        node = self.nodes[i]
        found = self._slopes(node)
        edges = []
        for slot, operand in enumerate(node["operands"]):
            if isinstance(operand, list):
                local = None
                if found is not None:
                    low, high = found[slot]
                    seen = amounts[i, operand[0]] / upstream if upstream else low
                    # at a kink whatever lies between both sides is right
                    local = min(max(seen, low), high) if low < high else low
                edges.append(Edge(slot, operand[0], local))
        return edges

    def _slopes(self, node: dict[str, Any]) -> list[Slope] | None:
        if not node["operands"]:
            return []
        values = [self.nodes[o[0]]["data"] if isinstance(o, list) else o for o in node["operands"]]
        if node["data"] is None or None in values:
            return None
        found = slopes(node["op"], values, node["data"])
        if found is None and node.get("slopes"):
            self.tolerance = NUMERIC
            found = [(low, high) for low, high in node["slopes"]]
        return found

    def same(self, a: float | None, b: float | None) -> bool:
        """Whether two numbers are equal but for rounding; None is 0, as a gradient that nobody wrote."""
        a, b = a or 0.0, b or 0.0
        if a == b or (math.isnan(a) and math.isnan(b)):
            return True
        return abs(a - b) <= max(self.least, self.tolerance * max(abs(a), abs(b)))


def _ancestors(nodes: list[dict[str, Any]], root: int) -> set[int]:
    found, waiting = {root}, [root]
    while waiting:
        for operand in nodes[waiting.pop()]["operands"]:
            if isinstance(operand, list) and operand[0] not in found:
                found.add(operand[0])
                waiting.append(operand[0])
    return found

"""A program's own backward pass beside the right one: the verdict, and where the two first part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from .following import Follower, Step
from .right import Graph
from .words import hint, message, value_words

Kind = Literal["overwrites", "local", "missing", "order", "repeated", "seed", "stale", "value"]
_MOST: Final = 12
_LINEAR: Final = ("add", "sub", "neg")
_TANGENT: Final = re.compile(
    r"eps|dot|tan|grad|der|dual|prime|delta|diff|^_?(d|dx|du|dv|dval)$", re.IGNORECASE
)
_BY_OP: Final = ("overwrites", "local", "missing")
"""Kinds of which each op may have one of its own; of the others one explains all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause. `event` is its first write in the recording's events, None for what never came.

    `got` is the number that was made, `right` the one that should have been; `place` is line, column, end
    line and end column of the program.
    """

    kind: Kind
    op: str | None
    pass_index: int | None
    node: int
    got: float | None
    right: float | None
    place: list[int] | None
    event: int | None
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict, the causes, the right gradient of every node that has one, nodes that hold another."""

    verdict: Literal["right", "wrong", "unchecked"]
    findings: list[Finding] = field(default_factory=list)
    grads: dict[int, float | None] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def judge(told: dict[str, Any]) -> Verdict:
    """The verdict on a recording of `guest/own`. Never raises for one that keeps to its shape."""
    verdict, sums = _of_gradients(told), list(_of_sums(told))
    if told["root"] is None and verdict.verdict == "unchecked":
        return verdict  # nothing says that it is an engine: money adds in a way of its own
    return replace(verdict, verdict="wrong", findings=[*sums, *verdict.findings]) if sums else verdict


def _of_sums(told: dict[str, Any]) -> Iterator[Finding]:
    """What arithmetic gives another number than its sign promises."""
    for one in told["sums"]:
        name, *place = told["functions"][one["function"]]
        got, right = one["got"], one["right"]
        said, asked = value_words(name, got, right)
        yield Finding("value", name, told["pass"], one["node"], got, right, place, None, said, asked)


def _of_gradients(told: dict[str, Any]) -> Verdict:
    """The verdict on the gradients alone."""
    if told["root"] is None:
        return _forwards(told) if told.get("tangent") else Verdict("unchecked")
    graph = Graph(told, told["root"])
    follower = Follower(told, graph)
    wrong = [i for i in graph.grads if follower.is_wrong(i)]
    unknown = any(graph.grads[i] is None for i in follower.judged)
    steps = list(follower.steps())
    if not wrong:
        return Verdict("unchecked" if unknown else "right", grads=graph.grads, steps=steps)
    findings = list(_once(told, follower.findings()))
    return Verdict("wrong", findings, graph.grads, wrong, steps)


def _once(told: dict[str, Any], found: list[Any]) -> Iterator[Finding]:
    """One finding for each cause, the earliest first."""
    seen: set[tuple[str, object]] = set()
    for clue in sorted(found, key=lambda clue: clue.at):
        op = told["nodes"][clue.turn]["op"] if clue.turn is not None else None
        place = told["events"][clue.event]["place"] if clue.event is not None else clue.place
        keys: set[tuple[str, object]] = {(clue.kind, op if clue.kind in _BY_OP else None)}
        if clue.kind == "overwrites":
            keys.add((clue.kind, tuple(place or ())))
        if not seen & keys and len(seen) < _MOST:
            yield Finding(
                clue.kind, op, told["pass"], clue.node, clue.got, clue.right, place, clue.event,
                message(clue, op), hint(clue),
            )  # fmt: skip
        seen |= keys


def _forwards(told: dict[str, Any]) -> Verdict:
    """Tangents of a class that differentiates forwards: each op's follows from its operands'.

    A second number that is called like none and follows the chain rule nowhere but in sums is no tangent.
    """
    nodes, unknown, convincing = told["nodes"], False, _TANGENT.search(told["tangent"]) is not None
    findings: list[Finding] = []
    for i, node in enumerate(nodes):
        if not node["op"]:
            continue
        graph = Graph({"nodes": nodes, "events": []}, i)
        if any(edge.local is None for edge in graph.edges[i]):
            unknown = True
            continue
        want = sum((edge.local or 0.0) * (nodes[edge.parent]["tangent"] or 0.0) for edge in graph.edges[i])
        if graph.same(node["tangent"], want):
            convincing = convincing or (
                bool(want) and node["op"] not in _LINEAR and len(graph.edges[i]) == len(node["operands"])
            )
        elif not any(f.op == node["op"] for f in findings):
            place = told["functions"][node["function"]][1:] if node["function"] is not None else None
            said = f"`{node['op']}` gives the derivative {node['tangent']:.6g}; it is {want:.6g}."
            asked = "How does the result move when its operands do? Work it out at these numbers."
            findings.append(
                Finding("local", node["op"], None, i, node["tangent"], want, place, None, said, asked)
            )
    if not convincing:
        return Verdict("unchecked")
    if findings:
        return Verdict("wrong", findings, wrong=[f.node for f in findings])
    return Verdict("unchecked" if unknown else "right")

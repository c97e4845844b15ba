"""What the sandbox tells of a program's own autograd class, checked, as Values and their pass."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

from engine.backward import Contribution
from engine.language.builder import Origin, Origins
from engine.language.errors import Span
from engine.language.limits import Limits
from engine.language.run import OwnEngine, Pass, Terms
from engine.language.source import Source
from engine.ops import OPS, Op
from engine.own.rules import slopes
from engine.own.verdict import Finding, Verdict, judge
from engine.program.checked import integer, number, string
from engine.value import Value, node

_LONGEST: Final = 200
_MOST_OPERANDS: Final = 10_000
_MOST_UNUSED: Final = 50
_MOST_SUMS: Final = 20
_MOST_OTHERS: Final = 12
Spans = Callable[[Any], Span | None]


def known_here(
    name: str, slopes: tuple[float, ...], result: float, parents: Sequence[Value], reason: str,
    *, straight: bool,
) -> Op:  # fmt: skip
    """An op of which only numbers are known.

    Where its slopes were measured it is taken for a straight line near its parents' data. Where they are what
    the program says, nothing is known of it elsewhere, so that nobody takes a promise for a measurement.
    """
    at = [parent.data for parent in parents]

    def forward(*data: float) -> float:
        moved = [s * (x - x0) for s, x, x0 in zip(slopes, data, at, strict=True) if x != x0]
        if moved and not straight:
            raise ValueError(f"What {name} is at other numbers only the program can tell")
        return float(result + sum(moved))

    letters = [chr(ord("a") + i) if i < 26 else f"a{i}" for i in range(len(parents))]
    return Op(
        name, len(parents), name, forward, lambda o, *data: slopes,
        f"{name}({', '.join(letters[:4])}{', …' if len(letters) > 4 else ''})",
        tuple(f"{slope:.6g}" for slope in slopes), (reason,) * len(parents),
    )  # fmt: skip


class Own:
    """The graph of a class of the program's own. Raises like `recording.read` for what cannot be one."""

    def __init__(self, told: Any, span_of: Spans, source: Source, limits: Limits) -> None:
        self._snippet = source.snippet
        self.origins = Origins()
        self.values: list[Value] = []
        self._told = clean(told, limits)
        self._raw = told
        self._span = span_of
        self._index: list[int] = []
        self._ops: list[Op] = []
        scopes = [tuple(string(name, _LONGEST) for name in path[:100]) for path in told["scopes"]]
        for kept, raw in zip(self._told["nodes"], told["nodes"], strict=True):
            self._add(kept, raw, scopes[integer(raw["scope"], 0)])
        verdict = judge(self._told)
        others = () if verdict.verdict == "wrong" else told.get("others", ())
        self._elsewhere = _first_wrong(others, limits)
        self.root = self._root()
        self.passes = self._passes(limits)
        self.shown = (
            None if self._told["pass"] is None else integer(self._told["pass"], 0, len(self.passes) - 1)
        )
        self.terms = self._terms(verdict)
        self.engine = self._engine(verdict)

    # -- the graph

    def _add(self, kept: dict[str, Any], raw: Any, scope: tuple[str, ...]) -> None:
        span, literal = self._span(kept["place"]), self._span(raw["literal"])
        label, called = string(raw["label"], _LONGEST), raw["called"] is True
        data = math.nan if kept["data"] is None else kept["data"]
        if not kept["operands"]:
            value = Value(data, label)
            value.span, value.scope = literal if literal and not called else span, scope
            self.origins[value] = Origin("leaf" if called or label else "constant", literal)
        else:
            row, parents, constant = self._made_of(kept, span, scope)
            value = node(row, data, tuple(parents), constant, label, span, scope)
        if not label and value.span is not None:
            value.label = self._snippet(value.span)
        value.grad = kept["grad"] or 0.0
        self._index.append(len(self.values))
        self.values.append(value)

    def _made_of(
        self, kept: dict[str, Any], span: Span | None, scope: tuple[str, ...]
    ) -> tuple[Op, list[Value], float]:
        """The op's row, its parents and its constant; a number among the operands is a constant leaf."""
        operands, name = kept["operands"], kept["op"]
        numbers = [self._data(o) for o in operands]
        given = [n for n in numbers if n is not None]
        known = len(given) == len(operands) and kept["data"] is not None and slopes(name, given, kept["data"])
        row = OPS.get("powk" if name == "pow" else name)
        first, last = operands[0], operands[-1]
        if known and row and row.takes_constant and isinstance(last, float) and isinstance(first, list):
            return row, [self.values[self._index[first[0]]]], last
        parents = [
            self._leaf(o, span, scope) if isinstance(o, float) else self.values[self._index[o[0]]]
            for o in operands
        ]
        if known and OPS[name].arity == len(parents):
            return OPS[name], parents, 0.0
        return self._row(kept, parents), parents, 0.0

    def _leaf(self, data: float, span: Span | None, scope: tuple[str, ...]) -> Value:
        value = Value(data, f"{data:g}")
        value.span, value.scope = span, scope
        self.origins[value] = Origin("constant")
        self.values.append(value)
        return value

    def _data(self, operand: Any) -> float | None:
        if isinstance(operand, float):
            return operand
        data: float | None = self._told["nodes"][operand[0]]["data"]
        return data

    def _row(self, kept: dict[str, Any], parents: list[Value]) -> Op:
        """An op that the table has not."""
        measured = kept.get("slopes") or [(math.nan, math.nan)] * len(parents)
        slopes = tuple((low + high) / 2 for low, high in measured)
        reason = "An op of the program's own class; its derivative is measured by differences."
        row = known_here(kept["op"], slopes, kept["data"] or 0.0, parents, reason, straight=True)
        if all(op.name != row.name for op in self._ops):
            self._ops.append(row)
        return row

    def _root(self) -> Value:
        at: int | None = self._told["root"]
        if at is not None:
            return self.values[self._index[at]]
        made = [i for i, kept in enumerate(self._told["nodes"]) if kept["operands"]]
        return self.values[self._index[made[-1]] if made else -1]

    # -- the pass

    def _passes(self, limits: Limits) -> list[Pass]:
        found = []
        for i, one in enumerate(self._raw["passes"][: limits.max_passes]):
            root = (
                None
                if one["root"] is None
                else self.values[self._index[integer(one["root"], 0, len(self._index) - 1)]]
            )
            loss = 0.0 if one["loss"] is None else number(one["loss"])
            found.append(Pass(i, root, self._span(one["place"]), 0.0, loss))
        return found

    def _terms(self, verdict: Verdict) -> Terms:
        values, index = self.values, self._index
        return Terms(
            (
                Contribution(
                    values[index[s.node]], s.slot, values[index[s.parent]], s.upstream, s.local,
                    s.upstream * s.local, s.before, s.after,
                )
                for s in verdict.steps
            ),
            [self._span(self._told["events"][s.event]["place"]) for s in verdict.steps],
        )  # fmt: skip

    def _engine(self, verdict: Verdict) -> OwnEngine:
        told = self._told
        return OwnEngine(
            told["name"], self._span(told["class"]), told["data"], told["grad"], verdict.verdict,
            [self._finding(finding, verdict) for finding in verdict.findings],
            {self._index[i]: grad for i, grad in verdict.grads.items()},
            [self._index[i] for i in verdict.wrong],
            self._ops,
            told["unused"],
            told["made"],
            self._elsewhere,
        )  # fmt: skip

    def _finding(self, found: Finding, verdict: Verdict) -> dict[str, Any]:
        step = next((i for i, s in enumerate(verdict.steps) if s.event == found.event), None)
        return {
            "kind": found.kind, "op": found.op, "pass": found.pass_index, "node": self._index[found.node],
            "got": found.got, "right": found.right, "span": self._span(found.place), "step": step,
            "message": found.message, "hint": found.hint,
        }  # fmt: skip


def clean(told: Any, limits: Limits) -> dict[str, Any]:
    """The same with every field checked, so that judging it cannot fail."""
    count, functions = len(told["nodes"]), told["functions"]
    if not 0 < count <= limits.max_nodes:
        raise ValueError("too many values")
    events = told["events"]
    if len(events) > 20 * limits.max_nodes:
        raise ValueError("too many events")
    return {
        "name": string(told["name"], _LONGEST),
        "class": told["class"],
        "data": None if told["data"] is None else string(told["data"], _LONGEST),
        "grad": None if told["grad"] is None else string(told["grad"], _LONGEST),
        "tangent": None if told.get("tangent") is None else string(told["tangent"], _LONGEST),
        "pass": None if told["pass"] is None else integer(told["pass"], 0),
        "root": None if told["root"] is None else integer(told["root"], 0, count - 1),
        "nodes": [_node(raw, i, len(functions)) for i, raw in enumerate(told["nodes"])],
        "events": [_event(raw, count, len(functions)) for raw in events],
        "sums": [_sum(raw, count, len(functions)) for raw in told["sums"][:_MOST_SUMS]],
        "unused": [string(name, _LONGEST) for name in told["unused"][:_MOST_UNUSED]],
        "made": integer(told.get("made", 0), 0),
        "functions": [[string(name, _LONGEST), *map(int, place)] for name, *place in functions],
    }


def _first_wrong(others: Any, limits: Limits) -> int | None:
    """The first of these passes that is wrong."""
    for told in others[:_MOST_OTHERS]:
        cleaned = clean(told, limits)
        if judge(cleaned).verdict == "wrong":
            found: int | None = cleaned["pass"]
            return found
    return None


def _maybe(data: Any) -> float | None:
    return None if data is None else number(data)


def _node(raw: Any, i: int, functions: int) -> dict[str, Any]:
    operands: list[Any] = [
        [integer(o[0], 0, i - 1)] if isinstance(o, list) else number(o) for o in raw["operands"]
    ]
    if len(operands) > _MOST_OPERANDS:
        raise ValueError("too many operands")
    if not any(isinstance(o, list) for o in operands):
        operands = []
    measured = raw.get("slopes")
    if measured is not None:
        measured = [(number(low), number(high)) for low, high in measured]
        assert len(measured) == len(operands), "a slope for each operand"
    return {
        "op": string(raw["op"], _LONGEST) if operands else None,
        "operands": operands,
        "data": _maybe(raw["data"]), "grad": _maybe(raw["grad"]), "start": _maybe(raw["start"]),
        "tangent": _maybe(raw.get("tangent")),
        "place": raw["place"], "slopes": measured,
        "function": None if raw["function"] is None else integer(raw["function"], 0, functions - 1),
        "lifted": raw["lifted"] is True, "still": raw["still"] is True,
    }  # fmt: skip


def _sum(raw: Any, count: int, functions: int) -> dict[str, Any]:
    return {
        "function": integer(raw["function"], 0, functions - 1), "node": integer(raw["node"], 0, count - 1),
        "got": number(raw["got"]), "right": number(raw["right"]),
    }  # fmt: skip


def _event(raw: Any, count: int, functions: int) -> dict[str, Any]:
    return {
        "node": integer(raw["node"], 0, count - 1),
        "turn": None if raw["turn"] is None else integer(raw["turn"], 0, count - 1),
        "before": _maybe(raw["before"]), "after": _maybe(raw["after"]), "place": raw["place"],
        "zero": raw["zero"] is True, "adds": raw["adds"] is True, "given": raw["given"] is True,
        "function": None if raw["function"] is None else integer(raw["function"], 0, functions - 1),
    }  # fmt: skip

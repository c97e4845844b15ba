"""What came out of the sandbox, checked as a stranger's input, as a Run.

The guest tells a graph's Values as columns, and what they held when the pass began. The pass itself is run
here, by the engine, so whatever was tampered with inside, every contribution shown is upstream times local.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from engine.backward import backward_pass
from engine.language.builder import Origin, Origins
from engine.language.errors import LanguageError, Note, Span
from engine.language.limits import Limits
from engine.language.run import Item, Pass, Run, Series, Terms
from engine.language.source import Source
from engine.ops import OPS, Op
from engine.program.checked import integer, number, string
from engine.program.failures import failure
from engine.program.own import Own, known_here
from engine.value import Value, node

_LONGEST_NAME: Final = 200
_DEEPEST_SCOPE: Final = 100


class TamperedError(Exception):
    """What came out of the sandbox is not what the guest writes."""


def read(told: Any, source: Source, own_ops: Mapping[str, Op], limits: Limits) -> Run:
    """The Run that an answer of the guest describes. Raises TamperedError for what cannot be one."""
    try:
        return _Reader(told, source, own_ops, limits).run()
    except (
        KeyError,
        TypeError,
        ValueError,
        IndexError,
        AttributeError,
        OverflowError,
        AssertionError,
    ) as error:
        raise TamperedError(f"{type(error).__name__}: {str(error)[:200]}") from None


class _Reader:
    def __init__(self, told: Any, source: Source, own_ops: Mapping[str, Op], limits: Limits) -> None:
        self.told = told
        self.source = source
        self.ops = {**OPS, **own_ops}
        self.limits = limits
        self.origins = Origins()

    def run(self) -> Run:
        told, limits = self.told, self.limits
        own = None if told["own"] is None else Own(told["own"], self.span, self.source, limits)
        if own is not None and (own.passes or not told["op"]):
            return self._own(own)
        values = self._values()
        root_index = integer(told["root"], -1, len(values) - 1)
        root = None if root_index < 0 else values[root_index]
        passes = self._passes(values)
        shown = None if told["kept"] is None else integer(told["kept"], 0, len(passes) - 1)
        terms = Terms()
        if root is not None and shown is None and not passes and not told["graded"]:
            passes, shown = [Pass(0, root, None, root.grad, root.data)], 0
        if root is not None and shown is not None:
            terms = Terms(backward_pass(root))
        items = [self._item(item, values) for item in told["items"]]
        assert sum(len(item.text) for item in items) <= limits.max_output
        return Run(
            values=values, origins=self.origins, root=root, passes=passes, shown=shown, terms=terms,
            output="".join(item.text for item in items if item.kind == "text"), items=items,
            notes=[*self.source.notes, *self._notes()][: limits.max_notes],
            error=self._error(),
        )  # fmt: skip

    def _own(self, own: Own) -> Run:
        """The run of a program that brings its own autograd class."""
        # a drawing of livegrad's own Values has no place in this graph
        items = [
            self._item({**item, "root": -1} if item["kind"] == "graph" else item, [])
            for item in self.told["items"]
        ]
        return Run(
            values=own.values, origins=own.origins, root=own.root, passes=own.passes, shown=own.shown,
            terms=own.terms, output="".join(item.text for item in items if item.kind == "text"), items=items,
            notes=[*self.source.notes, *self._notes()][: self.limits.max_notes], engine=own.engine,
            error=self._error(),
        )  # fmt: skip

    def _error(self) -> LanguageError | None:
        told = self.told["error"]
        return None if told is None else failure(told, self.source, self.limits, self.span)

    def span(self, position: Any) -> Span | None:
        """A position of the guest's as a stretch of the typed text."""
        if position is None:
            return None
        line, column, end_line, end_column = position
        integer(line, 1, self.source.lines)
        integer(end_line, line, self.source.lines)
        start, end = self.source.place(line, integer(column, 0), end_line, integer(end_column, 0))
        assert start <= end, "a stretch that ends before it begins"
        return start, end

    def _values(self) -> list[Value]:
        told = self.told
        texts = [string(text, _LONGEST_NAME) for text in told["texts"]]
        scopes = [
            tuple(string(name, _LONGEST_NAME) for name in path[:_DEEPEST_SCOPE]) for path in told["scopes"]
        ]
        sites = [(self.span(span), self.span(literal)) for span, literal in told["sites"]]
        columns = ("op", "parents", "constant", "site", "scope", "label", "called", "data", "grad")
        values: list[Value] = []
        for op, parents, constant, site, scope, label, called, data, grad in zip(
            *(told[name] for name in columns), strict=True
        ):
            if len(values) >= self.limits.max_nodes:
                raise ValueError("too many values")
            span, literal = sites[integer(site, 0)]
            name = texts[integer(label, 0)]
            if op == -1:
                value = Value(number(data), name)
                value.span, value.scope = (
                    literal if literal and not called else span,
                    scopes[integer(scope, 0)],
                )
                kind = "leaf" if called else "constant"
                self.origins[value] = Origin(kind, literal)  # type: ignore[arg-type]
            else:
                given = tuple(values[integer(parent, 0, len(values) - 1)] for parent in parents)
                called_op = texts[integer(op, 0)]
                row = self.ops.get(called_op) or self._function(called_op, len(values), number(data), given)
                assert len(given) == row.arity, "an op with other parents than it takes"
                value = node(
                    row, number(data), given, number(constant), name, span, scopes[integer(scope, 0)]
                )
            if not name and value.span is not None:
                value.label = self.source.snippet(value.span)
            value.grad = number(grad)
            values.append(value)
        return values

    def _function(self, name: str, row: int, data: float, given: tuple[Value, ...]) -> Op:
        """An op with a backward of its own (`torch.autograd.Function`), of which the slopes are told."""
        slopes = tuple(number(slope) for slope in self.told["slopes"].get(str(row), [0.0] * len(given)))
        assert len(slopes) == len(given), "a slope for each parent"
        return known_here(
            name, slopes, data, given, "What the program's own backward answers.", straight=False
        )

    def _passes(self, values: list[Value]) -> list[Pass]:
        return [
            Pass(
                index, None if integer(root, -1, len(values) - 1) < 0 else values[root], self.span(at),
                number(seed), number(loss),
            )
            for index, (at, loss, seed, root) in enumerate(self.told["passes"][: self.limits.max_passes])
        ]  # fmt: skip

    def _item(self, item: Any, values: list[Value]) -> Item:
        kind = item["kind"]
        if kind == "text":
            return Item("text", string(item["text"], self.limits.max_output))
        if kind == "plot":
            return Item("plot", series=[self._series(series) for series in item["series"]])
        assert kind == "graph", "a kind of item that there is not"
        root = integer(item["root"], -1, len(values) - 1)
        return Item("graph", root=values[root] if root >= 0 else None, span=self.span(item.get("place")))

    def _series(self, series: Any) -> Series:
        xs, ys = ([number(x) for x in series[axis]] for axis in ("xs", "ys"))
        assert len(xs) == len(ys), "points with two numbers each"
        kind = "line" if series["kind"] == "line" else "scatter"
        points = [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(x) and math.isfinite(y)]
        return Series(kind, [x for x, _ in points], [y for _, y in points], string(series["label"], 200))  # type: ignore[arg-type]

    def _notes(self) -> list[Note]:
        return [Note(string(text, 500)) for text in self.told.get("notes", ())]

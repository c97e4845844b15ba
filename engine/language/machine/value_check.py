"""A pasted `class Value` beside ours: each op's `_backward` of micrograd's form, at sample numbers.

Only sums, products and the like of `self.data`, `other.data`, `out.data` and `out.grad` are worked out; what
has another form is passed over. Nothing of it is run.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from typing import Final

from engine.language.errors import Span, short
from engine.language.source import Source
from engine.ops import OPS

_OPS: Final = {
    "__add__": "add", "__mul__": "mul", "__sub__": "sub", "__truediv__": "div", "__pow__": "powk",
    "__neg__": "neg", "tanh": "tanh", "exp": "exp", "relu": "relu", "log": "log", "sigmoid": "sigmoid",
    "sin": "sin", "cos": "cos",
}  # fmt: skip
_SAMPLES: Final = ((0.7, 1.9), (1.3, 2.2), (0.4, 3.0))
_UPSTREAM: Final = 1.7
_MATH: Final = {"exp", "tanh", "log", "sin", "cos", "cosh", "sinh", "sqrt"}


class _Unknown(Exception):
    """The expression has a form that is not worked out here."""


def check_class(node: ast.ClassDef, source: Source) -> Iterator[tuple[str, Span]]:
    """Remarks on what differs, each with its place."""
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name in _OPS:
            for inner in ast.walk(method):
                if isinstance(inner, ast.FunctionDef) and inner.name == "_backward":
                    yield from _check(method, inner, source)


def _check(method: ast.FunctionDef, inner: ast.FunctionDef, source: Source) -> Iterator[tuple[str, Span]]:
    me = method.args.args[0].arg if method.args.args else "self"
    other = method.args.args[1].arg if len(method.args.args) > 1 else "other"
    around = {
        target.id: statement.value
        for statement in method.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for statement in inner.body:
        target = _grad_of(statement)
        if target is None or target not in (me, other):
            continue
        assert isinstance(statement, (ast.Assign, ast.AugAssign))
        span = source.span(statement)
        name = method.name
        if isinstance(statement, ast.Assign):
            told = (
                f"`{short(source.snippet(span), 50)}` in {name} should be `+=`: a Value used twice would "
                "keep only the last contribution. livegrad accumulates."
            )
            yield told, span
        elif not isinstance(statement.op, ast.Add):
            yield f"A contribution is added with `+=`; livegrad does so for {name}.", span
            continue
        wrong = _wrong_at(method, statement.value, target == me, (me, other), around)
        if wrong is not None:
            theirs, ours = wrong
            yield (
                f"The derivative in {name} is not livegrad's: at a sample {theirs:g}, not {ours:g}.",
                span,
            )


def _grad_of(statement: ast.stmt) -> str | None:
    """`x` for `x.grad = …` and `x.grad += …`."""
    target: ast.expr | None = None
    if isinstance(statement, ast.AugAssign):
        target = statement.target
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    if isinstance(target, ast.Attribute) and target.attr == "grad" and isinstance(target.value, ast.Name):
        return target.value.id
    return None


def _wrong_at(
    method: ast.FunctionDef,
    value: ast.expr,
    mine: bool,
    operands: tuple[str, str],
    around: dict[str, ast.expr],
) -> tuple[float, float] | None:
    op = OPS[_OPS[method.name]]
    for a, b in _SAMPLES:
        takes_two = op.arity == 2 or op.takes_constant
        result = op.forward(a, b) if takes_two else op.forward(a)
        rules = op.local(result, a, b) if takes_two else op.local(result, a)
        slot = 0 if mine else 1
        if slot >= len(rules):
            return None
        known = {
            f"{operands[0]}.data": a,
            f"{operands[1]}.data": b,
            "out.data": result,
            "out.grad": _UPSTREAM,
        }
        if op.takes_constant:
            known[operands[1]] = b
        ours = rules[slot] * _UPSTREAM
        try:
            told = _Numbers(known, around).of(value)
        except (_Unknown, ArithmeticError, ValueError, RecursionError):
            return None
        if not math.isclose(told, ours, rel_tol=1e-9, abs_tol=1e-12):
            return told, ours
    return None


class _Numbers:
    """A small expression at given numbers."""

    def __init__(self, known: dict[str, float], around: dict[str, ast.expr]) -> None:
        self._known = known
        self._around = around
        self._steps = 0

    def of(self, node: ast.expr) -> float:
        self._steps += 1
        if self._steps > 200:
            raise _Unknown
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return float(node.value)
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = ast.unparse(node)
            if name in self._known:
                return self._known[name]
            if name in self._around:
                return self.of(self._around[name])
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -self.of(node.operand)
        elif isinstance(node, ast.BinOp):
            return self._binary(node)
        elif isinstance(node, ast.Call) and len(node.args) == 1 and isinstance(node.func, ast.Attribute):
            if node.func.attr in _MATH:
                function: float = getattr(math, node.func.attr)(self.of(node.args[0]))
                return function
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            left, right = self.of(node.left), self.of(node.comparators[0])
            if isinstance(node.ops[0], (ast.Gt, ast.GtE)):
                return float(left > right)
        raise _Unknown

    def _binary(self, node: ast.BinOp) -> float:
        a, b = self.of(node.left), self.of(node.right)
        if isinstance(node.op, ast.Add):
            return a + b
        if isinstance(node.op, ast.Sub):
            return a - b
        if isinstance(node.op, ast.Mult):
            return a * b
        if isinstance(node.op, ast.Div):
            return a / b
        if isinstance(node.op, ast.Pow):
            return math.pow(a, b)
        raise _Unknown

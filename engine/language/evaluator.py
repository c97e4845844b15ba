"""Expressions to Values. An allow-list: a kind of syntax that is not named here is refused.

In a program that makes no Value itself every number is a leaf, so that `a = 2` and `3*x` show on the graph.
In one that does (`Value(2.0)`), plain numbers stay plain until they meet a Value, as in Python.
"""

from __future__ import annotations

import ast
import math
import re
from functools import cached_property
from typing import Final

from engine.functions import ARITHMETIC, CONSTANTS, FUNCTIONS, MODULE_CONSTANTS, MODULES
from engine.language import calls, words
from engine.language.builder import Builder
from engine.language.clock import Clock
from engine.language.errors import LanguageError, Note, Span, short
from engine.language.limits import Limits
from engine.language.source import Source
from engine.language.spelling import RAISED, lowered
from engine.ops import OPS, Op
from engine.value import Value

Operand = Value | float

_POW, _POWK, _NEG = OPS["pow"], OPS["powk"], OPS["neg"]
_MAKES_VALUES: Final = re.compile(r"^[^#\n]*\bValue\s*\(", re.MULTILINE)
_POWER_OF_FUNCTION: Final = re.compile(rf"\s*(\^|\*\*)?\s*(\d|[{RAISED}]+)\s*(\([^()]{{0,40}}\))")
_NO_NUMBERS: Final = frozenset({"inf", "infinity", "nan"})
_CHUNK: Final = 2_048
"""Operations between two looks at the clock."""
_WORD: Final = re.compile(r"\w+")
_POWER: Final = re.compile(r"[ \t]*(?:\^|\*\*)[ \t]*(\w{1,20})")


class Evaluator:
    """The names of one program and the Values it makes, which are in `builder.values`."""

    def __init__(self, source: Source, tree: ast.Module, limits: Limits, clock: Clock) -> None:
        self.source = source
        self.limits = limits
        self.builder = Builder(source, limits)
        self.notes: list[Note] = list(source.notes)
        self.names: dict[str, Operand] = {}
        self.modules = set(MODULES)
        self.constants = dict(CONSTANTS)
        self._clock = clock
        self._spent = 0  # since the last look at the clock
        self._depth = 0
        self._plain = 0  # above 0 where a number is just a number: exponents, arguments of Value()
        self._pythonic = bool(_MAKES_VALUES.search(source.code))
        self._tree = tree
        self._assigned: set[str] | None = None

    # -- operands -------------------------------------------------------------------------------

    def evaluate(self, node: ast.expr) -> Operand:
        """The number or Value of an expression.

        Left operands and chained calls are walked in a loop, so a long sum is not a deep one.
        """
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.Constant):
            return self._number(node, self.source.span(node))
        self._depth += 1
        if self._depth > self.limits.max_depth:
            raise LanguageError(
                "limit", f"This is nested more than {self.limits.max_depth} levels deep.",
                self.source.span(node), "Give the inner part a name of its own.",
            )  # fmt: skip
        chain: list[ast.BinOp | ast.Call] = []
        while True:
            if isinstance(node, ast.BinOp):
                chain.append(node)
                node = node.left
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and not self.in_module(node.func)
            ):
                chain.append(node)
                node = node.func.value
            else:
                break
        self.spend(len(chain) + 1, node)
        value = self._atom(node)
        for outer in reversed(chain):
            if isinstance(outer, ast.BinOp):
                value = self.binary(outer.op, value, outer.left, outer.right, self.source.span(outer))
            else:
                value = calls.method(self, outer, value)
        self._depth -= 1
        return value

    def spend(self, operations: int, node: ast.expr) -> None:
        """Look at the clock after so and so many operations."""
        self._spent += operations
        if self._spent >= _CHUNK:
            self._spent = 0
            self._clock.check(self.source.span(node))

    def evaluate_plain(self, node: ast.expr) -> Operand:
        """Evaluate where a number stays a number: an exponent, a slope, the argument of Value()."""
        self._plain += 1
        result = self.evaluate(node)
        self._plain -= 1
        return result

    def _atom(self, node: ast.expr) -> Operand:
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.Constant):
            return self._number(node, self.source.span(node))
        if isinstance(node, ast.UnaryOp):
            return self._unary(node)
        if isinstance(node, ast.Call):
            return calls.call(self, node)
        if isinstance(node, ast.Attribute) and self.in_module(node) and node.attr in MODULE_CONSTANTS:
            return self._constant(MODULE_CONSTANTS[node.attr], self.source.span(node), None)
        raise words.unsupported(node, self.source)

    def _number(self, node: ast.Constant, span: Span, sign: float = 1.0) -> Operand:
        """A number as written; `span` includes its sign."""
        number = node.value
        if isinstance(number, complex):
            text = self.source.snippet(span).rstrip("jJ")
            raise LanguageError(
                "unsupported", "Complex numbers are not Values.", span, f"Did you mean {text}*j?"
            )
        if type(number) is not float and type(number) is not int:
            hint = "Text can only be a label: Value(2.0, label='a')" if isinstance(number, str) else None
            if isinstance(number, bool):
                hint = f"Write {number:d}."
            raise LanguageError("unsupported", "Only numbers can be computed with here.", span, hint)
        try:
            data = sign * number
        except OverflowError:  # a whole number that no float can hold
            data = math.inf
        self.builder.check(data, span)
        return self._constant(data, span, span)

    def _constant(self, data: float, span: Span, literal: Span | None) -> Operand:
        if self._pythonic or self._plain:
            return data
        return self.builder.leaf(data, span, "constant", literal=literal)

    def lift(self, operand: Operand, node: ast.expr) -> Value:
        """A plain number that meets a Value becomes one."""
        if isinstance(operand, Value):
            return operand
        span = self.source.span(node)
        return self.builder.leaf(operand, span, "constant", literal=span if words.is_literal(node) else None)

    # -- operators ------------------------------------------------------------------------------

    def _unary(self, node: ast.UnaryOp) -> Operand:
        if not isinstance(node.op, (ast.USub, ast.UAdd)):
            raise words.unsupported(node, self.source)
        negative = isinstance(node.op, ast.USub)
        if isinstance(node.operand, ast.Constant):
            return self._number(node.operand, self.source.span(node), -1.0 if negative else 1.0)
        operand = self.evaluate(node.operand)
        if not negative:
            return operand
        if isinstance(operand, Value):
            return self.builder.make(_NEG, (operand,), self.source.span(node))
        return -operand

    def binary(
        self, operator: ast.operator, left: Operand, left_node: ast.expr, right_node: ast.expr, span: Span
    ) -> Operand:
        op = ARITHMETIC.get(type(operator))
        if op is None:
            raise words.unsupported_operator(operator, span)
        if op is not _POW:
            return self.pair(op, left, left_node, self.evaluate(right_node), right_node, span)
        exponent = self.evaluate_plain(right_node)
        if isinstance(left, Value) and not isinstance(exponent, Value):
            return self.builder.make(_POWK, (left,), span, exponent)
        return self.pair(op, left, left_node, exponent, right_node, span)

    def pair(
        self, op: Op, left: Operand, left_node: ast.expr, right: Operand, right_node: ast.expr, span: Span
    ) -> Operand:
        """An op on two operands: a Value if one of them is, which lifts the other; else a plain number."""
        if isinstance(left, Value) or isinstance(right, Value):
            return self.builder.make(op, (self.lift(left, left_node), self.lift(right, right_node)), span)
        return self.builder.compute(op, [left, right], span)

    # -- names ----------------------------------------------------------------------------------

    def _name(self, node: ast.Name) -> Operand:
        name = node.id
        if name in self.names:
            return self.names[name]
        span = self.source.span(node)
        if self._is_assigned(name):
            message = f"`{short(name)}` is used before it is assigned."
            raise LanguageError("name", message, span, "Assign it on a line above this one.")
        if name in FUNCTIONS or name == "Value":
            raise LanguageError("type", f"`{name}` is a function.", span, self._function_hint(name, span))
        if name in self.source.own_ops:
            raise LanguageError("type", f"`{name}` is an op of yours.", span, f"Did you mean {name}(x)?")
        if name.lower() in _NO_NUMBERS:
            hint = "Use a finite number; a name of your own can be called otherwise."
            raise LanguageError("numeric", f"`{name}` is not a number to compute with.", span, hint)
        if name in self.constants:
            return self._constant(self.constants[name], span, None)
        if name.startswith("__") or name in self.modules:
            raise LanguageError("name", f"`{short(name)}` is not a name that can be used here.", span, None)
        leaf = self.builder.leaf(1.0, span, "free", label=name)
        self.names[name] = leaf
        self._remark(name, span)
        return leaf

    def _function_hint(self, name: str, span: Span) -> str:
        power = _POWER_OF_FUNCTION.match(self.source.text, span[1])
        if power:
            exponent = lowered(power[2])
            if exponent == "-1" and f"a{name}" in FUNCTIONS:
                return f"Did you mean a{name}{power[3]}, or 1/{name}{power[3]}?"
            return f"Did you mean {name}{power[3]}**{exponent}?"
        if name == "Value":
            return "Did you mean Value(2.0)?"
        return f"Did you mean {name}({'x, y' if FUNCTIONS[name].arity == 2 else 'x'})?"

    def _remark(self, name: str, span: Span) -> None:
        """A note on a name that nobody assigned and that may be meant otherwise."""
        if name == "e":
            power = _POWER.match(self.source.text, span[1])
            meant = f"for e^{power[1]} write exp({power[1]})" if power else "for Euler's number write exp(1)"
            self.notes.append(Note(f"`e` is a leaf of value 1 here; {meant}", span))
            return
        for i in range(1, min(len(name), 8)):
            first, second = name[:i], name[i:]
            if first in FUNCTIONS and second.isidentifier() and len(second) <= 2:
                self.notes.append(Note(f"`{name}` is one name; did you mean {first}({second})?", span))
                return
        if len(name) == 2 and name.isalpha() and not self._words.isdisjoint(name):
            self.notes.append(Note(f"`{name}` is one name; for a product write {name[0]}*{name[1]}", span))

    @cached_property
    def _words(self) -> set[str]:
        return set(_WORD.findall(self.source.code))

    def _is_assigned(self, name: str) -> bool:
        """Whether any line gives the name a value, however far down."""
        if self._assigned is None:
            self._assigned = set()
            for statement in self._tree.body:
                if isinstance(statement, ast.Assign):
                    self._assigned.update(t.id for t in statement.targets if isinstance(t, ast.Name))
                elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
                    self._assigned.add(statement.target.id)
        return name in self._assigned

    def in_module(self, node: ast.Attribute) -> bool:
        """`math.` and its like in front of a function."""
        module = node.value.id if isinstance(node.value, ast.Name) else None
        return module in self.modules and module not in self.names

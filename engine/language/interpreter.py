"""The interpreter: a syntax tree to Values. An allow-list: what has no method here is refused.

In a program that makes no Value itself every number is a leaf, so that `a = 2` and `3*x` show on the graph.
In one that does (`Value(2.0)`), plain numbers stay plain until they meet a Value, as in Python.
"""

from __future__ import annotations

import ast
import math
import re
from typing import Final

from engine.backward import backward_pass
from engine.language import words
from engine.language.builder import Builder
from engine.language.errors import LanguageError, Note, Span
from engine.language.functions import CONSTANTS, FUNCTIONS, IMPORTABLE, MODULES
from engine.language.limits import Limits
from engine.language.run import Pass
from engine.language.source import Source
from engine.ops import OPS, Op
from engine.value import Value

Operand = Value | float

_BINARY: Final[dict[type[ast.operator], Op]] = {
    ast.Add: OPS["add"],
    ast.Sub: OPS["sub"],
    ast.Mult: OPS["mul"],
    ast.Div: OPS["div"],
    ast.Pow: OPS["pow"],
}
_MAKES_VALUES: Final = re.compile(r"^[^#\n]*\bValue\s*\(", re.MULTILINE)
_DEFAULT_CONSTANT: Final = {"powk": 2.0, "leaky_relu": 0.01}  # square(x), leaky_relu(x)


class Interpreter:
    """Runs one program once. The Values it makes are in `builder.values`, in order of creation."""

    def __init__(self, source: Source, tree: ast.Module, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.builder = Builder(source, limits)
        self.passes: list[Pass] = []
        self.notes: list[Note] = list(source.notes)
        self.names: dict[str, Operand] = {}
        self.last: Value | None = None
        self._depth = 0
        self._plain = 0  # above 0 where a number is just a number: exponents, arguments of Value()
        self._pythonic = bool(_MAKES_VALUES.search(source.code))
        self._tree = tree
        self._assigned: set[str] | None = None

    def run(self) -> None:
        for statement in self._tree.body:
            self._statement(statement)

    # -- statements -----------------------------------------------------------------------------

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Assign):
            value = self._evaluate(node.value)
            for target in node.targets:
                self._assign(target, value)
        elif isinstance(node, ast.AugAssign):
            self._augmented(node)
        elif isinstance(node, ast.Expr):
            if not self._is_backward(node.value):
                self._remember(self._lift(self._evaluate(node.value), node.value))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self._import(node)
        elif not isinstance(node, ast.Pass):
            raise self._unsupported(node)

    def _assign(self, target: ast.expr, value: Operand) -> None:
        span = self.source.span(target)
        if not isinstance(target, ast.Name):
            raise LanguageError("unsupported", "Only a name can stand left of `=`.", span, "Write it as x = …")
        if target.id == "Value":
            raise LanguageError("name", "`Value` cannot be given another meaning.", span, "Choose another name.")
        self.names[target.id] = value
        if isinstance(value, Value):
            self.builder.name(value, target.id, span)
            self._remember(value)

    def _augmented(self, node: ast.AugAssign) -> None:
        span = self.source.span(node)
        if not isinstance(node.target, ast.Name):
            raise LanguageError("unsupported", "Only a name can stand here.", self.source.span(node.target), None)
        name = node.target.id
        if name not in self.names:
            hint = f"Assign it first: {name} = 0"
            raise LanguageError("name", f"`{name}` has no value yet.", self.source.span(node.target), hint)
        left = self.names[name]
        self._assign(node.target, self._binary(node.op, left, node.target, node.value, span))

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        for module in modules:
            if module not in IMPORTABLE:
                raise LanguageError(
                    "unsupported", f"`{module}` cannot be imported here.", self.source.span(node),
                    "Value and the mathematical functions are there without any import.",
                )  # fmt: skip

    def _is_backward(self, node: ast.expr) -> bool:
        """Run `x.backward()`, which stands alone as a statement, and record its pass."""
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "backward"):
            return False
        span = self.source.span(node)
        root = self._evaluate(node.func.value)
        if not isinstance(root, Value):
            raise LanguageError("type", "Only a Value has a backward pass; this is a plain number.", span, None)
        if node.args or node.keywords:
            raise LanguageError("arity", "backward() takes no argument.", span, "Write L.backward().")
        self.backward(root, span)
        return True

    def backward(self, root: Value, span: Span | None) -> None:
        """Run one backward pass and keep its contributions."""
        seed_before = root.grad
        contributions = list(backward_pass(root))
        for c in contributions:
            self.builder.check_contribution(c)
        grads = tuple(value.grad for value in self.builder.values)
        self.last = root
        self.passes.append(Pass(len(self.passes), root, span, seed_before, tuple(contributions), grads))

    def _remember(self, value: Value) -> None:
        # the last thing computed is what people ask about; a lone constant after it is not
        if value.op is not None or self.last is None or self.last.op is None:
            self.last = value

    # -- expressions ----------------------------------------------------------------------------

    def _evaluate(self, node: ast.expr) -> Operand:
        """Left operands and chained calls are walked in a loop, so a long sum is not a deep one."""
        self._depth += 1
        if self._depth > self.limits.max_depth:
            raise LanguageError(
                "limit", f"This is nested more than {self.limits.max_depth} levels deep.", self.source.span(node),
                "Give the inner part a name of its own.",
            )  # fmt: skip
        spine: list[ast.expr] = []
        while True:
            if isinstance(node, ast.BinOp):
                spine.append(node)
                node = node.left
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not self._module(node.func):
                spine.append(node)
                node = node.func.value
            else:
                break
        value = self._atom(node)
        for outer in reversed(spine):
            span = self.source.span(outer)
            if isinstance(outer, ast.BinOp):
                value = self._binary(outer.op, value, outer.left, outer.right, span)
            elif isinstance(outer, ast.Call) and isinstance(outer.func, ast.Attribute):
                value = self._method(outer, outer.func.attr, value, span)
        self._depth -= 1
        return value

    def _atom(self, node: ast.expr) -> Operand:
        if isinstance(node, ast.Constant):
            return self._number(node, 1.0)
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.UnaryOp):
            return self._unary(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Attribute) and self._module(node) and node.attr in CONSTANTS:
            return self._constant(CONSTANTS[node.attr], self.source.span(node), None)
        raise self._unsupported(node)

    def _number(self, node: ast.Constant, sign: float, span: Span | None = None) -> Operand:
        span = span or self.source.span(node)
        number = node.value
        if isinstance(number, complex):
            text = self.source.snippet(span).rstrip("jJ")
            raise LanguageError("unsupported", "Complex numbers are not Values.", span, f"Did you mean {text}*j?")
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            raise LanguageError("unsupported", "Only numbers can be computed with here.", span, None)
        try:
            data = sign * float(number)
        except OverflowError:
            data = math.inf
        self.builder.check(data, span)
        return self._constant(data, span, span)

    def _constant(self, data: float, span: Span, literal: Span | None) -> Operand:
        if self._pythonic or self._plain:
            return data
        return self.builder.leaf(data, span, "constant", literal=literal)

    def _name(self, node: ast.Name) -> Operand:
        name, span = node.id, self.source.span(node)
        if name in self.names:
            return self.names[name]
        if self._is_assigned(name):
            raise LanguageError("name", f"`{name}` is used before it is assigned.", span, "Move its line up.")
        if name in FUNCTIONS or name == "Value":
            argument = "2.0" if name == "Value" else "x"
            raise LanguageError("type", f"`{name}` is a function.", span, f"Did you mean {name}({argument})?")
        if name in CONSTANTS:
            return self._constant(CONSTANTS[name], span, None)
        if name.startswith("__") or name in MODULES:
            raise LanguageError("name", f"`{name}` is not a name that can be used here.", span, None)
        leaf = self.builder.leaf(1.0, span, "free", label=name)
        self.names[name] = leaf
        if name == "e":
            self.notes.append(Note("`e` is a leaf of value 1 here; for Euler's number write exp(1)", span))
        return leaf

    def _is_assigned(self, name: str) -> bool:
        """Whether any line gives the name a value, however far down."""
        if self._assigned is None:
            names = (n for n in ast.walk(self._tree) if isinstance(n, ast.Name))
            self._assigned = {n.id for n in names if isinstance(n.ctx, ast.Store)}
        return name in self._assigned

    def _unary(self, node: ast.UnaryOp) -> Operand:
        span = self.source.span(node)
        if not isinstance(node.op, (ast.USub, ast.UAdd)):
            raise self._unsupported(node)
        if isinstance(node.operand, ast.Constant):
            return self._number(node.operand, -1.0 if isinstance(node.op, ast.USub) else 1.0, span)
        operand = self._evaluate(node.operand)
        if isinstance(node.op, ast.UAdd):
            return operand
        return self.builder.make(OPS["neg"], (operand,), span) if isinstance(operand, Value) else -operand

    def _binary(
        self, operator: ast.operator, left: Operand, left_node: ast.expr, right_node: ast.expr, span: Span
    ) -> Operand:
        op = _BINARY.get(type(operator))
        if op is None:
            raise words.unsupported_operator(operator, span)
        if op is not OPS["pow"]:
            return self._apply(op, [(left, left_node), (self._evaluate(right_node), right_node)], span)
        exponent = self._evaluate_plain(right_node)
        if isinstance(left, Value) and not isinstance(exponent, Value):
            return self.builder.make_with_constant(OPS["powk"], left, exponent, span)
        return self._apply(op, [(left, left_node), (exponent, right_node)], span)

    def _evaluate_plain(self, node: ast.expr) -> Operand:
        """Evaluate where a number stays a number: an exponent, a slope, the argument of Value()."""
        self._plain += 1
        result = self._evaluate(node)
        self._plain -= 1
        return result

    def _apply(self, op: Op, operands: list[tuple[Operand, ast.expr]], span: Span) -> Operand:
        """An op on Values makes a Value, with plain numbers among them lifted; on plain numbers, a number."""
        if any(isinstance(x, Value) for x, _ in operands):
            return self.builder.make(op, tuple([self._lift(x, node) for x, node in operands]), span)
        return self.builder.compute(op, [x for x, _ in operands if not isinstance(x, Value)], span)

    def _lift(self, operand: Operand, node: ast.expr) -> Value:
        if isinstance(operand, Value):
            return operand
        span = self.source.span(node)
        return self.builder.leaf(operand, span, "constant", literal=span if words.is_literal(node) else None)

    # -- calls ----------------------------------------------------------------------------------

    def _module(self, node: ast.Attribute) -> bool:
        """`math.` and its like in front of a function."""
        return isinstance(node.value, ast.Name) and node.value.id in MODULES and node.value.id not in self.names

    def _call(self, node: ast.Call) -> Operand:
        span = self.source.span(node)
        func = node.func
        if isinstance(func, ast.Name) and func.id in self.names:
            inner = self.source.snippet((self.source.span(func)[1], span[1]))
            hint = f"Did you mean {func.id}*{inner}?"
            raise LanguageError("type", f"`{func.id}` is a number here, not a function.", span, hint)
        if isinstance(func, ast.Name) and func.id == "Value":
            return self._value(node, span)
        if isinstance(func, ast.Attribute) or isinstance(func, ast.Name):
            name = func.attr if isinstance(func, ast.Attribute) else func.id
            return self._function(name, [self._positional(node, a) for a in node.args], node, span)
        inner = self.source.snippet((self.source.span(func)[1], span[1]))
        hint = f"Did you mean {self.source.snippet(self.source.span(func))}*{inner}?"
        raise LanguageError("type", "This is a number, and a number cannot be called.", span, hint)

    def _positional(self, call: ast.Call, argument: ast.expr) -> ast.expr:
        if isinstance(argument, ast.Starred):
            raise LanguageError("unsupported", "`*` cannot unpack arguments here.", self.source.span(argument), None)
        return argument

    def _method(self, node: ast.Call, name: str, receiver: Operand, span: Span) -> Operand:
        if name == "backward":
            raise LanguageError("type", "backward() gives no value.", span, "Put it on a line of its own.")
        return self._function(name, [self._positional(node, a) for a in node.args], node, span, receiver)

    def _function(
        self, name: str, arguments: list[ast.expr], node: ast.Call, span: Span, receiver: Operand | None = None
    ) -> Operand:
        op = FUNCTIONS.get(name)
        if op is None:
            raise words.unknown_function(name, self._name_span(node), span, self.source)
        if node.keywords:
            raise LanguageError("arity", f"{name}() takes no named argument.", self.source.span(node.keywords[0]), None)
        given = len(arguments) + (receiver is not None)
        words.check_arity(name, op, given, span)
        if receiver is None:
            receiver_node = arguments.pop(0)
            receiver = self._evaluate(receiver_node)
        else:
            assert isinstance(node.func, ast.Attribute)
            receiver_node = node.func.value
        if op is OPS["pow"]:
            return self._binary(ast.Pow(), receiver, receiver_node, arguments[0], span)
        if op.takes_constant:
            constant = self._evaluate_plain(arguments[0]) if arguments else _DEFAULT_CONSTANT[op.name]
            if isinstance(constant, Value):
                raise LanguageError("type", f"The second argument of {name}() is a plain number.", span, None)
            if isinstance(receiver, Value):
                return self.builder.make_with_constant(op, receiver, constant, span)
            return self.builder.compute(op, [receiver, constant], span)
        if op.arity == 1:
            return self._apply(op, [(receiver, receiver_node)], span)
        for argument in arguments:
            receiver = self._apply(op, [(receiver, receiver_node), (self._evaluate(argument), argument)], span)
        return receiver

    def _name_span(self, node: ast.Call) -> Span:
        end = self.source.span(node.func)[1]
        name = node.func.attr if isinstance(node.func, ast.Attribute) else self.source.snippet(self.source.span(node.func))
        return end - len(name), end

    def _value(self, node: ast.Call, span: Span) -> Value:
        """`Value(2.0)`, `Value(2.0, label='a')`, `Value(data=2.0)`."""
        given: dict[str, ast.expr] = dict(zip(("data", "label"), node.args, strict=False))
        given.update({k.arg: k.value for k in node.keywords if k.arg})
        if len(node.args) > 2 or set(given) - {"data", "label"} or "data" not in given:
            raise LanguageError("arity", "Value takes a number and, if you like, a label.", span,
                                "Write Value(2.0, label='a').")  # fmt: skip
        label = ""
        if "label" in given:
            text = given["label"]
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                raise LanguageError("type", "A label is a piece of text.", self.source.span(text), "Write label='a'.")
            label = text.value
        data = self._evaluate_plain(given["data"])
        if isinstance(data, Value):
            raise LanguageError("type", "This is a Value already.", self.source.span(given["data"]), "Leave out Value(…).")
        literal = self.source.span(given["data"]) if words.is_literal(given["data"]) else None
        return self.builder.leaf(data, span, "leaf", label=label, literal=literal)

    def _unsupported(self, node: ast.AST) -> LanguageError:
        return words.unsupported(node, self.source)

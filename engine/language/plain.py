"""A formula of plain numbers: the same table of ops, no graph. For answers and rules that people type."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Final

from engine.functions import (
    ARITHMETIC,
    CONSTANTS,
    DEFAULT_CONSTANTS,
    FUNCTIONS,
    MODULE_CONSTANTS,
    MODULES,
)
from engine.language.errors import LanguageError
from engine.language.source import Source

_COMPARED: Final[dict[type[ast.cmpop], Callable[[float, float], bool]]] = {
    ast.Gt: lambda a, b: a > b, ast.Lt: lambda a, b: a < b, ast.GtE: lambda a, b: a >= b,
    ast.LtE: lambda a, b: a <= b, ast.Eq: lambda a, b: a == b, ast.NotEq: lambda a, b: a != b,
}  # fmt: skip
DEEPEST: Final = 200
"""Operations inside one another; longer formulas are no answers."""

Attributes = Callable[[str, str], float | None]


def depth(tree: ast.expr) -> int:
    """How deep a formula is nested, the branches that are never taken included. Does not recurse."""
    level: list[ast.AST] = [tree]
    levels = 0
    while level:
        levels += 1
        level = [
            inner for node in level for inner in ast.iter_child_nodes(node) if isinstance(inner, ast.expr)
        ]
    return levels


class Plain:
    """Evaluates expressions over names. An allow-list: a kind of syntax that is not named here is refused."""

    def __init__(
        self, source: Source, names: Mapping[str, float], attribute: Attributes | None = None
    ) -> None:
        """`attribute(name, attr)` is what `name.attr` is, or None."""
        self._source = source
        self._names = names
        self._attribute = attribute

    def number(self, node: ast.expr, depth: int = 0) -> float:
        """The expression's number. Raises LanguageError; ValueError and ArithmeticError as the ops do."""
        if depth > DEEPEST:
            raise LanguageError("limit", "This is nested too deeply.", self._source.span(node))
        down = depth + 1
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return float(value)
            case ast.Name(id=name):
                return self._name(node, name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.number(operand, down)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.number(operand, down)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
                return float(ARITHMETIC[type(op)].forward(self.number(left, down), self.number(right, down)))
            case ast.IfExp(
                test=ast.Compare(left=left, ops=[compared], comparators=[right]), body=body, orelse=orelse
            ) if type(compared) in _COMPARED:
                held = _COMPARED[type(compared)](self.number(left, down), self.number(right, down))
                return self.number(body if held else orelse, down)
            case ast.Call(func=func, args=args, keywords=[]):
                return self._call(node, func, args, down)
            case ast.Attribute(value=ast.Name(id=name), attr=attr):
                return self._member(node, name, attr)
        hint = "Numbers, names, + - * / **, brackets and functions can stand here."
        raise LanguageError("unsupported", "This cannot stand here.", self._source.span(node), hint)

    def _name(self, node: ast.Name, name: str) -> float:
        if name in self._names:
            return self._names[name]
        if name in CONSTANTS:
            return CONSTANTS[name]
        span = self._source.span(node)
        if name in FUNCTIONS:
            raise LanguageError("type", f"`{name}` is a function.", span, f"Did you mean {name}(…)?")
        known = ", ".join(sorted(self._names)[:12])
        hint = f"The names are: {known}." if known else None
        raise LanguageError("name", f"There is no `{name[:60]}` here.", span, hint)

    def _member(self, node: ast.Attribute, name: str, attr: str) -> float:
        if name in MODULES and attr in MODULE_CONSTANTS:
            return MODULE_CONSTANTS[attr]
        found = self._attribute(name, attr) if self._attribute else None
        if found is None:
            raise LanguageError("name", f"There is no `.{attr[:60]}` here.", self._source.span(node))
        return found

    def _call(self, node: ast.Call, func: ast.expr, args: list[ast.expr], depth: int) -> float:
        match func:
            case ast.Name(id=name) if name in FUNCTIONS:
                operands = args
            case ast.Attribute(value=ast.Name(id=module), attr=name) if (
                module in MODULES and name in FUNCTIONS
            ):
                operands = args
            case ast.Attribute(value=receiver, attr=name) if name in FUNCTIONS:
                operands = [receiver, *args]
            case _:
                span = self._source.span(node)
                raise LanguageError("name", "There is no such function.", span, "Did you forget a `*`?")
        op = FUNCTIONS[name]
        numbers = [self.number(operand, depth) for operand in operands]
        if op.takes_constant and len(numbers) == 1:
            numbers.append(DEFAULT_CONSTANTS[op.name])
        if len(numbers) != op.arity + op.takes_constant:
            message = f"{name}() takes {op.arity} argument{'s' * (op.arity > 1)}, not {len(operands)}."
            raise LanguageError("arity", message, self._source.span(node))
        return float(op.forward(*numbers))

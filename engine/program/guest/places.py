"""Places of Values as positions in the text: the number there that can be edited, the name it is given.

A position is `[line, column, end line, end column]`, lines from 1, columns in UTF-8 bytes from 0, as Python
counts them. The host makes offsets of them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from types import CodeType
from typing import Any

from engine.functions import FUNCTIONS
from engine.program.guest.marks import target_name, unmarked
from engine.program.guest.watching import PROGRAM, Place, Watched

Position = tuple[int, int, int, int]


class Columns:
    """The columns of instructions, read once for each piece of code (hashing one goes through all of it)."""

    def __init__(self) -> None:
        self._known: dict[
            int, tuple[CodeType, list[tuple[int | None, int | None, int | None, int | None]]]
        ] = {}

    def of(self, place: Place) -> Position | None:
        """Where an instruction of the program stands; None for one of another text."""
        code, instruction = place
        if code.co_filename != PROGRAM or instruction < 0:
            return None
        known = self._known.get(id(code))
        if known is None:
            known = self._known[id(code)] = code, list(code.co_positions())
        line, end_line, column, end_column = known[1][instruction // 2]
        if line is None or end_line is None or column is None or end_column is None:
            return None
        return line, column, end_line, end_column


def position_of(node: Any) -> Position:
    """The same of a node of the syntax tree."""
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


class Places:
    """What the nodes of a program say of some positions, and nothing about all others."""

    def __init__(self, nodes: Iterable[ast.AST], places: Iterable[Place]) -> None:
        self.at = Columns().of
        wanted = {found for place in places if (found := self.at(place))}
        self._nodes: dict[Position, ast.expr] = {}
        self._names: dict[Position, str] = {}
        for node in nodes:
            self._read(node, wanted)

    def _read(self, node: ast.AST, wanted: set[Position]) -> None:
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            target = node.targets[-1] if isinstance(node, ast.Assign) else node.target
            value = None if node.value is None else unmarked(node.value)
            if value is not None and (at := position_of(value)) in wanted:
                self._names[at] = target_name(target)
        elif isinstance(node, ast.AugAssign):
            if (at := position_of(node)) in wanted:
                self._names[at] = target_name(node.target)
                self._nodes[at] = ast.BinOp(node.target, node.op, node.value)
        elif isinstance(node, (ast.BinOp, ast.Call, ast.UnaryOp, ast.Compare)):
            at = position_of(node)
            if at in wanted:
                self._nodes[at] = node

    def given_name(self, value: Watched) -> str:
        """The name of the assignment whose right side made a Value by an operator."""
        at = self.at(value.place)
        if value.op is None or at is None or isinstance(self._nodes.get(at), ast.Call):
            return ""
        return self._names.get(at, "")

    def literal(self, value: Watched, data: float | None) -> Position | None:
        """Where the number stands that is a leaf's data, if it stands in the program."""
        at = self.at(value.place)
        node = None if at is None or value.op is not None else self._nodes.get(at)
        for operand in _operands(node):
            number = number_of(operand)
            if number is not None and number == data:
                return position_of(operand)
        return None

    def is_call(self, value: Watched) -> bool:
        """Whether the program made a Value by calling something, such as `Value(2.0)`."""
        at = self.at(value.place)
        return value.called and at is not None and isinstance(self._nodes.get(at), ast.Call)

    def operand(self, value: Watched, slot: int) -> Position | None:
        """Where the number stands that met a Value there, as the left or right of an operator."""
        at = self.at(value.place)
        node = None if at is None else self._nodes.get(at)
        if isinstance(node, ast.BinOp):
            return position_of((node.left, node.right)[slot])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            return position_of(node.args[slot]) if slot < len(node.args) else None
        return None


def _operands(node: ast.expr | None) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        named = [keyword.value for keyword in node.keywords if keyword.arg in ("data", "value", "val", "x")]
        return [*node.args[:2], *named]
    if isinstance(node, ast.BinOp):
        return [node.right, node.left]
    if isinstance(node, ast.Compare):
        return [*node.comparators, node.left]
    return []


def number_of(node: ast.expr) -> float | None:
    """The number that an expression is, as written; with its sign."""
    sign = 1.0
    while isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        sign = -sign if isinstance(node.op, ast.USub) else sign
        node = node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        try:
            return sign * float(node.value)
        except OverflowError:
            return None
    return None

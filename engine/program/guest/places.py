"""Places of Values as positions in the text: the number there that can be edited, the name it is given.

A position is `[line, column, end line, end column]`, lines from 1, columns in UTF-8 bytes from 0, as Python
counts them. The host makes offsets of them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from types import CodeType
from typing import Any, NamedTuple

from engine.functions import FUNCTIONS
from engine.program.guest.syntax import target_name, unmarked
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


class Site(NamedTuple):
    """What is known of one place of the program; all Values made there share it."""

    at: Position | None
    node: ast.expr | None
    name: str
    """Of the assignment whose right side an operator makes there."""
    numbers: list[tuple[float, Position]]
    """The numbers that stand there, the likeliest to be a leaf's first."""


class Places:
    """What the nodes of a program say of some positions, and nothing about all others."""

    def __init__(self, nodes: Iterable[ast.AST], places: Iterable[Place]) -> None:
        self.at = Columns().of
        self._sites: dict[tuple[int, int], Site] = {}
        given = {(id(place[0]), place[1]): place for place in places}  # hashing code goes through all of it
        positions = {key: self.at(place) for key, place in given.items()}
        self._nodes: dict[Position, ast.expr] = {}
        self._names: dict[Position, str] = {}
        wanted = set(positions.values())
        for node in nodes:
            self._read(node, wanted)
        for key, at in positions.items():
            found = None if at is None else self._nodes.get(at)
            name = "" if at is None or isinstance(found, ast.Call) else self._names.get(at, "")
            numbers = [
                (x, position_of(part)) for part in _operands(found) if (x := number_of(part)) is not None
            ]
            self._sites[key] = Site(at, found, name, numbers)

    def _read(self, node: ast.AST, wanted: set[Position | None]) -> None:
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

    def site(self, place: Place) -> Site:
        """What is known of a place, one of those given at first."""
        return self._sites[id(place[0]), place[1]]

    def given_name(self, value: Watched) -> str:
        """The name of the assignment whose right side made a Value by an operator."""
        return "" if value.op is None else self.site(value.place).name

    def literal(self, value: Watched, data: float | None) -> Position | None:
        """Where the number stands that is a leaf's data, if it stands in the program."""
        if value.op is None:
            for number, position in self.site(value.place).numbers:
                if number == data:
                    return position
        return None

    def is_call(self, value: Watched) -> bool:
        """Whether the program made a Value by calling something, such as `Value(2.0)`."""
        return value.called and isinstance(self.site(value.place).node, ast.Call)

    def operand(self, value: Watched, slot: int) -> Position | None:
        """Where the number stands that met a Value there, as the left or right of an operator."""
        node = self.site(value.place).node
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

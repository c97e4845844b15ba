"""Cells of a notebook in one text: a line `# %%` starts one, as in Jupyter's percent format."""

from __future__ import annotations

import ast
import re
from typing import Final

_CELL: Final = re.compile(r"^#[ \t]*%%", re.MULTILINE)


def cell_starts(code: str) -> list[int]:
    """The lines on which cells start, from 1."""
    return [code.count("\n", 0, found.start()) + 1 for found in _CELL.finditer(code)]


def last_expressions(code: str, tree: ast.Module) -> set[ast.stmt]:
    """The statements whose value a notebook would show: a cell's last one, if it is an expression.

    A text without cells has none: its last line is shown too, unless it is a Value with a graph to show it.
    """
    starts = cell_starts(code)
    if not starts:
        return set()
    shown: dict[int, ast.stmt] = {}
    for statement in tree.body:
        shown[sum(line <= statement.lineno for line in starts)] = statement
    return {statement for statement in shown.values() if isinstance(statement, ast.Expr)}

"""The lines of the engine that do what the page explains: an op's row, with the helpers it names."""

import ast
import inspect
from functools import cache
from textwrap import dedent

from engine import ops

_SAID = 5
"""Arguments of a row after which only texts for people follow: name, arity, symbol, forward, local."""


@cache
def _tree(text: str) -> ast.Module:
    """Parsed once for all rows."""
    return ast.parse(text)


@cache
def row_code(name: str) -> tuple[int, str]:
    """The line of engine/ops.py on which an op's row starts, from 1, and what of it computes.

    Helper functions that the row names follow it. (0, "") where the engine was installed without its source.
    """
    try:
        text = inspect.getsource(ops)
    except OSError:
        return 0, ""
    tree = _tree(text)
    lines = text.splitlines()
    helpers = {part.name: part for part in tree.body if isinstance(part, ast.FunctionDef)}
    row = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Op"
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value == name
    )
    last = row.args[_SAID - 1]
    pieces = [
        _cut(lines, row.lineno, row.col_offset, last.end_lineno or 0, last.end_col_offset or 0) + ", …)"
    ]
    used = (part.id for argument in row.args for part in ast.walk(argument) if isinstance(part, ast.Name))
    named = [helpers[name] for name in dict.fromkeys(used) if name in helpers]
    pieces.extend(ast.get_source_segment(text, helper) or "" for helper in named)
    return row.lineno, "\n\n".join(pieces)


def _cut(lines: list[str], first: int, start: int, last: int, end: int) -> str:
    """From one place of the text to another; columns are UTF-8 bytes, as Python's syntax tree counts."""
    cut = [line.encode() for line in lines[first - 1 : last]]
    cut[-1] = cut[-1][:end]
    cut[0] = cut[0][start:]
    head, *rest = (line.decode() for line in cut)
    return "\n".join([head, *(f"   {line}" for line in dedent("\n".join(rest)).splitlines())])

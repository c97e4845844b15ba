"""The same program with its numbers as Values, for one in which no Value was made and so no graph."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable, Iterator
from typing import Final

from engine.language.errors import LanguageError, Span
from engine.language.limits import Limits
from engine.language.run import Run
from engine.language.source import Source
from engine.language.words import is_literal

MESSAGE: Final = "No Value was made, so there is no graph: with its numbers as Values there is one"
_SECONDS: Final = 0.3
_NODES: Final = 2_000
"""Time that trying it may take, and Values it may make."""
Runs = Callable[[str, Limits], Run]


def with_values(text: str, limits: Limits, run: Runs) -> str | None:
    """The text with the numbers of its own lines as `Value(…)`, if that gives a graph; else None.

    Those are what a name is given at the top, and what the program's own functions are called with there.
    First all of them are tried, then those with a decimal point, as others are often counts.
    """
    source = Source(text, program=True)
    try:
        numbers = list(_numbers(ast.parse(source.code)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    limits = dataclasses.replace(
        limits, max_seconds=min(_SECONDS, limits.max_seconds), max_nodes=min(_NODES, limits.max_nodes)
    )
    decimal = [node for node in numbers if "." in ast.unparse(node) or "e" in ast.unparse(node)]
    tried: list[str] = []
    for chosen in (numbers, decimal):
        changed = _changed(text, [source.span(node) for node in chosen])
        if not chosen or changed in tried:
            continue
        tried.append(changed)
        try:
            ran = run(changed, limits)
        except LanguageError:
            continue
        if ran.error is None and ran.root is not None and ran.root.op is not None:
            return changed
    return None


def _numbers(tree: ast.Module) -> Iterator[ast.expr]:
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            if isinstance(statement.value, ast.Lambda):
                functions |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
            yield from _given(statement)
        if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)):
            for node in ast.walk(statement):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in functions
                ):
                    arguments = [*node.args, *(given.value for given in node.keywords)]
                    yield from filter(is_literal, arguments)


def _given(statement: ast.Assign) -> Iterator[ast.expr]:
    """The numbers of `a = 2.0` and of `a, b = 2.0, 3.0`."""
    for target in statement.targets[:1]:
        if isinstance(target, ast.Name) and is_literal(statement.value):
            yield statement.value
        elif isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
            yield from filter(is_literal, statement.value.elts)


def _changed(text: str, spans: list[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}Value({text[start:end]}){text[end:]}"
    return text

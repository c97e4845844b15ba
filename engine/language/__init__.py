"""The user's program to Values: a safe part of Python.

`run(source, limits)` gives a `Run` or raises `LanguageError`. No text is ever executed as Python.
"""

from __future__ import annotations

import ast

from engine.language import own_op
from engine.language.builder import Origin
from engine.language.dialect import is_formula, likely_program
from engine.language.errors import LanguageError, Note, Span
from engine.language.interpreter import run_formula
from engine.language.limits import DEFAULT_LIMITS, Limits
from engine.language.program import run_program
from engine.language.run import Item, Run, Series
from engine.language.source import Source
from engine.language.syntax import parse
from engine.language.timeline import Pass

__all__ = [
    "DEFAULT_LIMITS", "Item", "LanguageError", "Limits", "Note", "Origin", "Pass", "Run", "Series", "Span",
    "run",
]  # fmt: skip


def run(text: str, limits: Limits = DEFAULT_LIMITS) -> Run:
    """Run a formula or a program (`dialect.py` says which it is) and its backward passes; with no
    `.backward()` in it, one from its last result."""
    source, tree = parse(text, limits)
    try:
        if source.definitions:
            own_op.define(source, limits)
        if not tree.body:
            hint = "Type an expression, such as a*b + c."
            raise LanguageError("syntax", "There is nothing to compute yet.", None, hint)
        return _run(source, tree, limits)
    except RecursionError:  # only where a server allows more depth than Python does
        hint = "Give the inner parts names of their own."
        raise LanguageError("limit", "This is nested too deeply.", source.longest_line(), hint) from None


def _run(source: Source, tree: ast.Module, limits: Limits) -> Run:
    if likely_program(source.code) and not is_formula(tree):
        return run_program(source, tree, limits)
    try:
        return run_formula(source, tree, limits)
    except LanguageError as error:
        # most texts are formulas and work: looking whether it is one can wait until one does not
        if error.code == "limit" or is_formula(tree):
            raise
    return run_program(source, tree, limits)

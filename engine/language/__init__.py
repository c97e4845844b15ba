"""The user's program to Values: a safe part of Python.

`run(source, limits)` gives a `Run` or raises `LanguageError`. No text is ever executed as Python.
"""

from __future__ import annotations

import ast

from engine.language import own_op
from engine.language.builder import Origin
from engine.language.clock import Clock
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
    "DEFAULT_LIMITS", "Item", "LanguageError", "LengthyError", "Limits", "Note", "Origin", "Pass", "Run",
    "Series", "Span", "run",
]  # fmt: skip


class LengthyError(Exception):
    """A text is more than a formula, and only a formula was to be run."""


def run(text: str, limits: Limits = DEFAULT_LIMITS, *, quick: bool = False) -> Run:
    """Run a formula or a program (`dialect.py` says which it is) and its backward passes; with no
    `.backward()` in it, one from its last result.

    `quick`: raise LengthyError rather than begin anything that its own length does not bound. A formula has
    no loops, so a short one is done in no time.
    """
    if quick and likely_program(text):
        raise LengthyError
    clock = Clock(limits)
    source, tree = parse(text, limits)
    if quick and source.definitions:
        raise LengthyError
    try:
        if source.definitions:
            own_op.define(source, limits, clock)
        if not tree.body:
            hint = "Type an expression, such as a*b + c."
            raise LanguageError("syntax", "There is nothing to compute yet.", None, hint)
        return _run(source, tree, limits, clock, quick=quick)
    except RecursionError:  # only where a server allows more depth than Python does
        hint = "Give the inner parts names of their own."
        raise LanguageError("limit", "This is nested too deeply.", source.longest_line(), hint) from None


def _run(source: Source, tree: ast.Module, limits: Limits, clock: Clock, *, quick: bool) -> Run:
    if likely_program(source.code) and not is_formula(tree):
        return run_program(source, tree, limits, clock)
    try:
        return run_formula(source, tree, limits, clock)
    except LanguageError as error:
        # most texts are formulas and work: looking whether it is one can wait until one does not
        if error.code == "limit" or is_formula(tree):
            raise
    if quick:
        raise LengthyError
    return run_program(source, tree, limits, clock)

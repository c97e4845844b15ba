"""The user's program to Values: a small, safe part of Python's notation.

`run(source, limits)` gives a `Run` or raises `LanguageError`. No text is ever executed as Python.
"""

from __future__ import annotations

from engine.language.builder import Origin
from engine.language.errors import LanguageError, Note, Span
from engine.language.interpreter import Interpreter
from engine.language.limits import DEFAULT_LIMITS, Limits
from engine.language.run import Pass, Run
from engine.language.syntax import parse

__all__ = ["DEFAULT_LIMITS", "LanguageError", "Limits", "Note", "Origin", "Pass", "Run", "Span", "run"]


def run(text: str, limits: Limits = DEFAULT_LIMITS) -> Run:
    """Run a program and its backward passes; with no `.backward()` in it, one from its last result."""
    source, tree = parse(text, limits)
    interpreter = Interpreter(source, tree, limits)
    try:
        interpreter.run()
    except RecursionError:  # only where a server allows more depth than Python does
        hint = "Give the inner parts names of their own."
        raise LanguageError("limit", "This is nested too deeply.", source.longest_line(), hint) from None
    root = interpreter.last
    if root is None:
        message = "This program makes no Value." if tree.body else "There is nothing to compute yet."
        raise LanguageError("syntax", message, None, "Type an expression, such as a*b + c.")
    if not interpreter.passes:
        interpreter.backward(root, None)
    evaluator = interpreter.evaluator
    return Run(
        values=evaluator.builder.values,
        origins=evaluator.builder.origins,
        root=root,
        passes=interpreter.passes,
        output="",
        notes=evaluator.notes[: limits.max_notes],
    )

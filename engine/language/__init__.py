"""A person's text to Values: formulas by a small evaluator here, programs by Python in a sandbox.

`run(source, limits)` gives a `Run` or raises `LanguageError`. Nothing of a text is executed in this process.
"""

from __future__ import annotations

import ast
from time import monotonic
from typing import Final

from engine.language import own_op
from engine.language.builder import Origin
from engine.language.clock import Clock
from engine.language.dialect import likely_program
from engine.language.errors import LanguageError, Note, Span
from engine.language.interpreter import run_formula
from engine.language.limits import DEFAULT_LIMITS, Limits
from engine.language.meant import as_formula
from engine.language.offered import MESSAGE, with_values
from engine.language.run import Item, Pass, Run, Series
from engine.language.source import Source, check_text
from engine.language.syntax import parse

__all__ = [
    "DEFAULT_LIMITS", "Item", "LanguageError", "LengthyError", "Limits", "Note", "Origin", "Pass", "Run",
    "Series", "Span", "run",
]  # fmt: skip


_QUICK: Final = 0.3
"""Seconds a program without a Value may take to be tried with Values, for the offer of that."""


class LengthyError(Exception):
    """A text is more than a formula, and only a formula was to be run."""


def run(text: str, limits: Limits = DEFAULT_LIMITS, wanted: int | None = None, *, quick: bool = False) -> Run:
    """Run a formula or a program (`dialect.py` says which it is) and its backward passes; with no
    `.backward()` in it, one from its last result. `wanted`: the pass to show; None: the last one.

    `quick`: raise LengthyError rather than begin a program. A formula has no loops, so a short one is done
    in no time.
    """
    ran = _run(text, limits, wanted, quick=quick)
    if wanted is not None and wanted >= len(ran.passes) and ran.error is None:
        message = f"There is no pass {wanted}: the program ran {len(ran.passes)} of them, counted from 0."
        raise LanguageError("request", message)
    if ran.error is not None:
        ran.error.partial = ran
        raise ran.error
    return ran


def _run(text: str, limits: Limits, wanted: int | None, *, quick: bool) -> Run:
    check_text(text, limits.max_source_length)
    likely = likely_program(text)
    if quick and likely:
        raise LengthyError
    trouble: LanguageError | None = None
    try:
        source, tree = parse(text, limits)
    except LanguageError as error:
        if not likely:
            raise
        trouble = error
    else:
        if quick and source.definitions:
            raise LengthyError
        if not tree.body and not source.definitions:
            raise _nothing(source)
        if as_formula(source, tree):
            return _formula(source, tree, limits, wanted)
    if quick:
        raise LengthyError
    from engine.program.running import run_program  # the sandbox is loaded where it is needed

    began = monotonic()
    ran = run_program(text, limits, wanted, trouble)
    quick = monotonic() - began < _QUICK  # what takes long takes longer with Values
    if quick and ran.error is None and not ran.values and len(ran.notes) < limits.max_notes:
        instead = with_values(text, limits, lambda changed, less: run_program(changed, less, None, None))
        if instead is not None:
            ran.notes.append(Note(MESSAGE, None, instead))
    return ran


def _nothing(source: Source) -> LanguageError:
    skipped = source.notes[0] if source.notes else None
    message = f"{skipped.message}: nothing is left." if skipped else "There is nothing to compute yet."
    hint = "Type an expression, such as a*b + c."
    return LanguageError("syntax", message, skipped.span if skipped else None, hint)


def _formula(source: Source, tree: ast.Module, limits: Limits, wanted: int | None) -> Run:
    clock = Clock(limits)
    if source.definitions:
        own_op.define(source, limits, clock)
    try:
        return run_formula(source, tree, limits, clock, wanted)
    except RecursionError:  # only where a server allows more depth than Python does
        hint = "Give the inner parts names of their own."
        message = "This is nested too deeply."
        raise LanguageError("limit", message, source.longest_line(), hint) from None

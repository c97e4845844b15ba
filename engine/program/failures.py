"""What ended a program, as a LanguageError: Python's own words, the place, and what may help."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from engine.language.errors import LanguageError, Span
from engine.language.hints import explain_program
from engine.language.limits import Limits
from engine.language.source import Source
from engine.own.verdict import lesson

_CODES: Final = {
    "NameError": "name", "ModuleNotFoundError": "unsupported", "ImportError": "unsupported",
    "AssertionError": "assert", "LookupError": "index", "RecursionError": "limit", "MemoryError": "limit",
    "AttributeError": "name", "TypeError": "type", "ArithmeticError": "numeric", "ValueError": "numeric",
}  # fmt: skip
_HINTS: Final = {
    "ModuleNotFoundError": "Inside are Python's own modules, and numpy, matplotlib, torch, micrograd, "
    "graphviz, sklearn and tqdm in small.",
    "RecursionError": "Does the function ever stop calling itself? A topological sort that calls itself goes "
    "as deep as the graph; a list of what is still to be visited needs no depth.",
    "EOFError": "Give input() its lines in remarks: # input: 3",
    "NameError": "Give it a value first, such as a = 2.0.",
    "MemoryError": "Let it keep less at a time.",
}
_LESSONS: Final = ("TypeError", "AttributeError", "RecursionError")
_NETWORK: Final = re.compile(r"\bparameters\(\)|\bMLP\(")
Spans = Callable[[Any], Span | None]


def failure(told: Any, source: Source, limits: Limits, span_of: Spans) -> LanguageError:
    """The error behind what the guest tells of an exception."""
    name, message = str(told["type"])[:100], str(told["message"])[:500].encode("utf-8", "replace").decode()
    if told.get("syntax"):
        line, offset, end_line, end_offset = told["syntax"]
        error = SyntaxError(message)
        error.lineno, error.offset, error.end_lineno, error.end_offset = line, offset, end_line, end_offset
        return explain_program(source, error)
    trace = [{"name": str(call["name"])[:100], "span": span_of(call["place"])} for call in told["trace"][:50]]
    span = span_of(told["trace"][-1]["place"]) if trace else None
    if told["limit"]:
        message, advice = limit_words(told["limit"], limits, source.code)
        return LanguageError("limit", message, span, advice, trace)
    bases = [name, *told["bases"]]
    code = next((_CODES[base] for base in bases if base in _CODES), "error")
    told_of = lesson(name, message, source.code) if name in _LESSONS else None
    meant = str(told["meant"])[:200] or next((_HINTS[base] for base in bases if base in _HINTS), None)
    hint = told_of or meant
    return LanguageError(code, f"{name}: {message}" if message else name, span, hint, trace)


def training(code: str) -> str:
    """A hint that offers the training page to a program that trains a network; "" for any other."""
    if not _NETWORK.search(code):
        return ""
    where = "/train#preset=moons-demo" if "make_moons" in code else "/train"
    return f" The training page trains a network for as many steps as you like: {where}"


def limit_words(which: str, limits: Limits, code: str = "") -> tuple[str, str]:
    """What to say, and what to do, when a budget is used up."""
    return {
        "time": (
            f"The program runs longer than {limits.max_seconds:g} seconds.",
            f"Let it do less.{training(code)}",
        ),
        "values": (
            f"The graph has more than {limits.max_nodes:,} Values.",
            f"Make it smaller.{training(code)}",
        ),
        "passes": (
            f"The program runs more than {limits.max_passes:,} backward passes.",
            f"Run fewer.{training(code)}",
        ),
        "output": (f"The program prints more than {limits.max_output:,} characters.", "Print less."),
        "plots": (f"The program makes more than {limits.max_plots:,} plots and drawings.", "Leave some out."),
    }.get(which, ("The program goes over a limit.", "Let it do less."))

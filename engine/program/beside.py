"""How long a program takes by itself, with its own autograd class and with livegrad's Value in its place."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from typing import NamedTuple

from engine.language.errors import LanguageError
from engine.language.limits import Limits
from engine.language.source import Source
from engine.program.checked import integer, number
from engine.program.running import bare


class Timed(NamedTuple):
    """The shortest of a few runs, in seconds, and how many of livegrad's Values one of them made."""

    seconds: float
    values: int


def timed(text: str, limits: Limits) -> Timed | None:
    """One program in the sandbox, unwatched; None where it does not end well in half of its time."""
    source = Source(text, program=True)
    try:
        told = json.loads(bare(source, replace(limits, max_seconds=limits.max_seconds / 2)))
        if told["seconds"] is None:
            return None
        return Timed(max(number(told["seconds"]), 0.0), integer(told["values"], 0))
    except (LanguageError, ValueError, TypeError, KeyError):
        return None


def with_ours(text: str, name: str) -> str | None:
    """The program with `from engine import Value as NAME` where it defines the class; None where it doesn't.

    Subclasses of the class go on as they are; the same name is defined anew in later cells of a notebook.
    """
    source = Source(text, program=True)
    try:
        tree = ast.parse(source.code)
    except (SyntaxError, ValueError, RecursionError):
        return None
    ours = ast.parse(f"from engine import Value as {name}").body[0] if name.isidentifier() else None
    found = [i for i, part in enumerate(tree.body) if isinstance(part, ast.ClassDef) and part.name == name]
    if ours is None or not found:
        return None
    for i in found:
        tree.body[i] = ours
    return ast.unparse(ast.fix_missing_locations(tree))

"""Text to syntax tree. Nothing is ever compiled or run as Python: `ast.parse` builds a tree, no more."""

from __future__ import annotations

import ast
import re
import threading
import warnings
from typing import Final

from engine.language.errors import LanguageError
from engine.language.hints import explain
from engine.language.limits import Limits
from engine.language.source import Source, check_text

_BRACKET: Final = re.compile(r"""\#[^\n]*|'[^'\n]*'|"[^"\n]*"|[()\[\]{}]""")
"""Brackets, and what hides them: comments and text."""
_MOST_LEVELS: Final = 2_500
_MAY_WARN: Final = re.compile(r"\\|[\w.](?:and|else|for|if|in|is|not|or)\b")
"""Python warns of odd escapes and of spellings such as `1if`."""
_warning_filters = threading.Lock()


def parse(text: str, limits: Limits) -> tuple[Source, ast.Module]:
    """The source and its tree, or a LanguageError of code `syntax` or `limit`."""
    check_text(text, limits.max_source_length)
    source = Source(text)
    _check_nesting(source, limits.max_depth)
    try:
        tree = _tree(source.code)
        _check_levels(tree, len(source.code))
        return source, tree
    except SyntaxError as error:
        if "//" in source.code and (remarked := _with_slashes(text)) is not None:
            return remarked
        raise explain(source, error) from None
    except (RecursionError, MemoryError):
        raise LanguageError(
            "limit", "This is too long or too deeply nested for one expression.", source.longest_line(),
            "Split it into several assignments.",
        ) from None  # fmt: skip
    except (ValueError, UnicodeError):
        raise LanguageError("syntax", "This is not a program that can be read.") from None


def _with_slashes(text: str) -> tuple[Source, ast.Module] | None:
    """`x = 3 // the start`, where what is behind the slashes is a remark, if that can be read."""
    source = Source(text, slashes=True)
    try:
        return source, _tree(source.code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _tree(code: str) -> ast.Module:
    if not _MAY_WARN.search(code):
        return ast.parse(code)
    # the filters belong to the whole process, so one thread at a time
    with _warning_filters, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whatever is odd is refused later, by the interpreter
        return ast.parse(code)


def _check_levels(tree: ast.Module, length: int) -> None:
    """Refuse a tree that goes down further than is good for those who walk through it."""
    if length < _MOST_LEVELS:
        return
    level: list[ast.AST] = [tree]
    for _ in range(_MOST_LEVELS):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise RecursionError


def _check_nesting(source: Source, max_depth: int) -> None:
    """Count brackets before Python's parser sees them: deep nesting is what makes parsers slow or crash."""
    depth = 0
    for match in _BRACKET.finditer(source.code):
        bracket = match.group()
        if bracket in "([{":
            depth += 1
            if depth > max_depth:
                raise LanguageError(
                    "limit", f"Brackets are nested more than {max_depth} deep here.",
                    source.original(*match.span()), "Give the inner part a name of its own.",
                )  # fmt: skip
        elif bracket in ")]}":
            depth = max(depth - 1, 0)

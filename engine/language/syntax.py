"""Text to syntax tree. Nothing is ever compiled or run as Python: `ast.parse` builds a tree and that is all."""

from __future__ import annotations

import ast
import warnings

from engine.language.errors import LanguageError
from engine.language.hints import explain
from engine.language.limits import Limits
from engine.language.source import Source, check_text

_OPENING, _CLOSING = "([{", ")]}"


def parse(text: str, limits: Limits) -> tuple[Source, ast.Module]:
    """The source and its tree, or a LanguageError of code `syntax` or `limit`."""
    check_text(text, limits.max_source_length)
    source = Source(text)
    _check_nesting(source, limits.max_depth)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd spellings such as `1if` warn; what is not listed is refused later
            return source, ast.parse(source.code)
    except SyntaxError as error:
        raise explain(source, error) from None
    except (RecursionError, MemoryError):
        raise LanguageError(
            "limit", "An expression is too long or nested too deeply.", None, "Split it into several assignments."
        ) from None
    except (ValueError, UnicodeError):
        raise LanguageError("syntax", "This is not a program that can be read.", None, None) from None


def _check_nesting(source: Source, max_depth: int) -> None:
    """Count brackets before Python's parser sees them: deep nesting is what makes parsers slow or crash."""
    depth = 0
    for i, c in enumerate(source.code):
        if c in _OPENING:
            depth += 1
            if depth > max_depth:
                raise LanguageError(
                    "limit",
                    f"Brackets are nested more than {max_depth} deep here.",
                    source.original(i, i + 1),
                    "Give the inner part a name of its own.",
                )
        elif c in _CLOSING:
            depth = max(depth - 1, 0)

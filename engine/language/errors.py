"""What can go wrong with a program, said so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.language.run import Run

Span = tuple[int, int]
"""[start, end) in Unicode code points of the source."""


class LanguageError(Exception):
    """A program that cannot be run.

    `code` is one of: syntax, unsupported, name, arity, type, index, limit, numeric, assert, error, request,
    starting, cancelled.
    """

    def __init__(
        self, code: str, message: str, span: Span | None = None, hint: str | None = None,
        trace: list[dict[str, Any]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.code = code
        self.message = message
        self.span = span
        self.hint = hint
        self.trace = trace or []
        """The calls that led there, outermost first: `{"name", "span"}`."""
        self.partial: Run | None = None
        """What there was until then: output, and the graph so far."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about how the source was read; nothing is wrong."""

    message: str
    span: Span | None = None
    instead: str | None = None
    """A text that is offered in place of this one."""


def short(text: str, most: int = 60) -> str:
    """A piece of the program for a sentence: on one line, its end cut off beyond `most` characters."""
    text = " ".join(text[: 4 * most].split())
    return text if len(text) <= most else text[: most - 1] + "…"

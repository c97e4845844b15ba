"""The text a person typed, and the Python text that is parsed in its place, with a way back.

People write `x^2`, `x²` and `a × b`. The parser reads Python, so these are rewritten before parsing; every
position of the rewritten text remembers the position it came from.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from engine.language import definitions, pasted, spelling
from engine.language.errors import LanguageError, Note, Span, short
from engine.ops import Op

_SURROGATE: Final = re.compile("[\\ud800-\\udfff]")
_NOT_TEXT: Final = re.compile("[\\0\\ud800-\\udfff]")


class Source:
    """`text` as typed, `code` as parsed, and the notes about the difference.

    `program`: the text is Python as it stands, where `^` is no power.
    """

    def __init__(self, text: str, *, program: bool = False, slashes: bool = False) -> None:
        """`slashes`: what stands behind `//` is a remark."""
        self.text = text
        self.notes: list[Note] = []
        code, self.prompts = pasted.cleaned(text, self.notes)
        """The lines, from 1, on which a copied session of Python begins anew, each like a cell."""
        code = pasted.without_slashes(code, self.notes) if slashes else code
        self.code, self.definitions = definitions.find(code)
        self.own_ops: dict[str, Op] = {}
        """Ops that the program defines itself, once they have been read."""
        self.own_sizes: dict[str, int] = {}
        """How many operations each of them goes through, which is what it costs."""
        self._origin: Sequence[int] | None = None
        """For every character of `code`, its offset in `text`; one more for the end. None: they are equal."""
        if spelling.differs(self.code, program=program):
            self.code, self._origin = spelling.rewrite(self.code, self.notes, program=program)
        self._lines = self.code.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._ascii = self.code.isascii()
        self._columns: dict[int, list[int]] = {}

    def original(self, start: int, end: int) -> Span:
        """The span of the typed text behind `code[start:end]`."""
        start = min(max(start, 0), len(self.code))
        end = min(max(end, start), len(self.code))
        if self._origin is None:
            return start, end
        first = self._origin[start]
        return first, self._origin[end - 1] + 1 if end > start else first

    def offset(self, line: int, column: int) -> int:
        """Position in `code` of a line (from 1) and a column in characters (from 0)."""
        line = min(max(line, 1), len(self._lines))
        return self._starts[line - 1] + min(max(column, 0), len(self._lines[line - 1]))

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> Span:
        """Where a syntax node stands in the typed text."""
        line = node.lineno
        end_column = node.end_col_offset
        return self.place(
            line,
            node.col_offset,
            node.end_lineno or line,
            node.col_offset if end_column is None else end_column,
        )

    def place(self, start_line: int, start: int, end_line: int, end: int) -> Span:
        """A stretch of the code in the typed text. Lines count from 1, columns in UTF-8 bytes from 0."""
        if not self._ascii:
            start, end = self._characters(start_line, start), self._characters(end_line, end)
        start += self._starts[start_line - 1]
        end += self._starts[end_line - 1]
        return (start, end) if self._origin is None else self.original(start, end)

    @property
    def lines(self) -> int:
        """How many lines the code has."""
        return len(self._lines)

    def _characters(self, line: int, column: int) -> int:
        """A column in bytes as a column in characters."""
        columns = self._columns.get(line)
        if columns is None:
            text = self._lines[line - 1]
            columns = [i for i, c in enumerate(text) for _ in c.encode()]
            columns.append(len(text))
            self._columns[line] = columns
        return columns[min(column, len(columns) - 1)]

    def snippet(self, span: Span, most: int = 60) -> str:
        """The typed text of a span on one line, its end cut off beyond `most` characters."""
        return short(self.text[span[0] : min(span[1], span[0] + 4 * most)], most)

    def longest_line(self) -> Span:
        """Where the longest line stands in the typed text."""
        line = max(range(len(self._lines)), key=lambda i: len(self._lines[i]))
        return self.original(self._starts[line], self._starts[line] + len(self._lines[line]))


def check_text(text: str, max_length: int) -> None:
    """Refuse text that is too long, or that is no text."""
    if len(text) > max_length:
        raise LanguageError(
            "limit", f"The program has {len(text):,} characters; {max_length:,} is the most.",
            (max_length, len(text)), "Shorten it, or raise LIVEGRAD_MAX_SOURCE_LENGTH on your own server.",
        )  # fmt: skip
    found = _NOT_TEXT.search(text)
    if found:
        raise LanguageError(
            "syntax", "There is a character here that is not text.", found.span(), "Delete it."
        )


def half_a_character(text: str) -> bool:
    """Whether a surrogate stands alone in it, which escapes can write and nothing can send."""
    return _SURROGATE.search(text) is not None

"""The text a person typed, and the Python text that is parsed in its place, with a way back.

People write `x^2`, `x²` and `a × b`. The parser reads Python, so these are rewritten before parsing; every
position of the rewritten text remembers the position it came from.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Final

from engine.language.errors import LanguageError, Note, Span

_READ_AS: Final = {
    "^": "**", "×": "*", "·": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "²": "**2", "³": "**3",
    "\u00a0": " ", "\f": " ", "\ufeff": " ",
}  # fmt: skip
_SILENT: Final = {"\u00a0", "\f", "\ufeff"}
_REWRITTEN: Final = re.compile(rf"^[ \t]|[\r{''.join(_READ_AS)}]", re.MULTILINE)
"""What makes the code differ from the text."""
_NOT_TEXT: Final = re.compile("[\\0\\ud800-\\udfff]")


class Source:
    """`text` as typed, `code` as parsed, and the notes about the difference."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: list[Note] = []
        self._origin: Sequence[int]
        """For every character of `code`, its offset in `text`; one more for the end."""
        self._ascii = text.isascii()
        self._as_typed = not _REWRITTEN.search(text)
        if not self._as_typed:
            self.code, self._origin = self._rewrite()
        else:
            self.code, self._origin = text, range(len(text) + 1)
        self._lines = self.code.split("\n")
        self._line_starts = [0]
        for line in self._lines:
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)

    def _rewrite(self) -> tuple[str, list[int]]:
        text = self.text
        chars: list[str] = []
        origin: list[int] = []
        indent = _common_indent(text)
        quote = ""
        in_comment = False
        column = 0
        noted: set[str] = set()
        for i, c in enumerate(text):
            column += 1
            if c == "\r" and text[i + 1 : i + 2] == "\n":
                continue
            if c in "\r\n":
                chars.append("\n")
                origin.append(i)
                quote, in_comment, column = "", False, 0
                continue
            if column <= indent and c in " \t":
                continue
            if not in_comment and c in "'\"":
                quote = "" if quote == c else quote or c
            elif not quote and c == "#":
                in_comment = True
            replacement = c if quote or in_comment else _READ_AS.get(c, c)
            if replacement != c and c not in _SILENT and c not in noted:
                noted.add(c)
                self.notes.append(Note(f"`{c}` was read as `{replacement}`", (i, i + 1)))
            chars.append(replacement)
            origin.extend([i] * len(replacement))
        origin.append(len(text))
        return "".join(chars), origin

    def original(self, start: int, end: int) -> Span:
        """The span of the typed text behind `code[start:end]`."""
        last = len(self._origin) - 1
        start = min(max(start, 0), last)
        end = min(max(end, start), last)
        if start == end:
            return self._origin[start], self._origin[start]
        return self._origin[start], self._origin[end - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Position in `code` of a line (from 1) and a column in characters (from 0)."""
        line = min(max(line, 1), len(self._lines))
        return self._line_starts[line - 1] + min(max(column, 0), len(self._lines[line - 1]))

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> Span:
        """Where a syntax node stands in the typed text. Python counts columns in UTF-8 bytes."""
        start_line, end_line = node.lineno, node.end_lineno or node.lineno
        start, end = node.col_offset, node.end_col_offset or node.col_offset
        if not self._ascii:
            start, end = self._characters(start_line, start), self._characters(end_line, end)
        start += self._line_starts[start_line - 1]
        end += self._line_starts[end_line - 1]
        return (start, end) if self._as_typed else self.original(start, end)

    def _characters(self, line: int, column: int) -> int:
        return len(self._lines[line - 1].encode()[:column].decode())

    def snippet(self, span: Span, most: int = 60) -> str:
        """The typed text of a span on one line, its end cut off beyond `most` characters."""
        text = " ".join(self.text[span[0] : min(span[1], span[0] + 4 * most)].split())
        return text if len(text) <= most else text[: most - 1] + "…"


def check_text(text: str, max_length: int) -> None:
    """Refuse text that is too long, or that is no text."""
    if len(text) > max_length:
        raise LanguageError(
            "limit",
            f"The program has {len(text):,} characters; {max_length:,} is the most.",
            (max_length, len(text)),
            "Shorten it, or raise LIVEGRAD_MAX_SOURCE_LENGTH on your own server.",
        )
    found = _NOT_TEXT.search(text)
    if found:
        raise LanguageError("syntax", "There is a character here that is not text.", found.span(), "Delete it.")


def _common_indent(text: str) -> int:
    """Leading blanks shared by every line with something on it: pasted code is often indented."""
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if not lines or "'''" in text or '"""' in text:
        return 0
    return min(len(line) - len(line.lstrip(" \t")) for line in lines)

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

from engine.language import definitions
from engine.language.errors import LanguageError, Note, Span, short
from engine.language.quoted import quoted
from engine.ops import Op

_READ_AS: Final = {
    "^": "**", "×": "*", "·": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "²": "**2", "³": "**3",
    "\u00a0": " ", "\f": " ", "\ufeff": " ",
}  # fmt: skip
_BLANKS: Final = " \t\f\u00a0"
_SILENT: Final = {"\u00a0", "\f", "\ufeff"}
_REWRITTEN: Final = re.compile(rf"\A[ \t]|\n[ \t]|[\r{''.join(_READ_AS)}]")
"""What makes the code differ from the text."""
_REWRITTEN_PROGRAM: Final = re.compile(rf"\A[ \t]|[\r{''.join(_SILENT)}]")
"""The same in a program, which is Python as it stands."""
_MAGIC: Final = re.compile(r"^[ \t]*([%!]{1,2})[A-Za-z][^\n]*", re.MULTILINE)
"""`%matplotlib inline`, `!pip install …`: a notebook's own commands."""
_SURROGATE: Final = re.compile("[\\ud800-\\udfff]")
_PROMPT: Final = re.compile(r"^>>> ", re.MULTILINE)
_NOT_TEXT: Final = re.compile("[\\0\\ud800-\\udfff]")


class Source:
    """`text` as typed, `code` as parsed, and the notes about the difference.

    `program`: the text is Python as it stands, where `^` is no power.
    """

    def __init__(self, text: str, *, program: bool = False) -> None:
        self.text = text
        self.notes: list[Note] = []
        self.prompts: list[int] = []
        """The lines, from 1, on which a copied session of Python begins anew, each like a cell."""
        self.code, self.definitions = definitions.find(self._without_magic(self._without_prompts(text)))
        self.own_ops: dict[str, Op] = {}
        """Ops that the program defines itself, once they have been read."""
        self.own_sizes: dict[str, int] = {}
        """How many operations each of them goes through, which is what it costs."""
        self._origin: Sequence[int] | None = None
        """For every character of `code`, its offset in `text`; one more for the end. None: they are equal."""
        rewritten = _REWRITTEN_PROGRAM if program else _REWRITTEN
        self._read_as = dict.fromkeys(_SILENT, " ") if program else _READ_AS
        if rewritten.search(text) or rewritten.search(self.code):
            self.code, self._origin = self._rewrite()
        self._lines = self.code.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._ascii = self.code.isascii()
        self._columns: dict[int, list[int]] = {}

    def _without_prompts(self, text: str) -> str:
        """A copied session of Python: the prompts as blanks, what it answered as remarks, equally long."""
        first = _PROMPT.search(text)
        if first is None or text[: first.start()].strip():
            return text
        self.notes.append(Note("The prompts `>>>` and what Python answered were skipped", first.span()))
        lines = text.split("\n")
        for i, line in enumerate(lines):
            if line.startswith((">>> ", "... ")) or line in (">>>", "..."):
                lines[i] = " " * min(len(line), 4) + line[4:]
                if line.startswith(">>>"):
                    self.prompts.append(i + 1)
            elif line:
                lines[i] = "#" + line[1:]
        return "\n".join(lines)

    def _without_magic(self, text: str) -> str:
        """Lines that are a notebook's commands as remarks, of the same length."""
        commands = list(_MAGIC.finditer(text)) if "%" in text or "!" in text else []
        no_code = quoted(text) if commands else b""
        depth = at = 0
        for found in commands:
            code = [
                c for c, hidden in zip(text[at : found.start()], no_code[at:], strict=False) if not hidden
            ]
            depth += sum(code.count(c) for c in "([{") - sum(code.count(c) for c in ")]}")
            at = found.start()
            if depth > 0 or no_code[found.start(1)]:
                continue  # the sign for a remainder, on a new line; or a line of a text
            shown = short(found[0], 30)
            self.notes.append(Note(f"`{shown}` is a notebook's own command and was skipped", found.span()))
            start = found.start(1)
            text = f"{text[:start]}#{text[start + 1 :]}"
        return text

    def _rewrite(self) -> tuple[str, list[int]]:
        text = self.code
        chars: list[str] = []
        origin: list[int] = []
        indent = _common_indent(text)
        no_code = quoted(text)
        column = 0
        noted: set[str] = set()
        for i, c in enumerate(text):
            if c == "\ufeff" and i == 0:
                continue  # a byte order mark
            column += 1
            if c == "\r" and text[i + 1 : i + 2] == "\n":
                continue
            if c in "\r\n":
                chars.append("\n")
                origin.append(i)
                column = 0
                continue
            if column <= indent and c in _BLANKS:
                continue
            replacement = c if no_code[i] else self._read_as.get(c, c)
            if replacement != c and c not in _SILENT and c not in noted:
                noted.add(c)
                self.notes.append(Note(f"`{c}` was read as `{replacement}`", (i, i + 1)))
            chars.append(replacement)
            origin.extend([i] * len(replacement))
        origin.append(len(text))
        return "".join(chars), origin

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


def _common_indent(text: str) -> int:
    """Leading blanks shared by every line with something on it: pasted code is often indented."""
    if "'''" in text or '"""' in text:
        return 0
    indents = []
    for line in text.lstrip("\ufeff").replace("\r", "\n").split("\n"):
        content = line.lstrip(_BLANKS)
        if content and not content.startswith("#"):
            indents.append(len(line) - len(content))
    return min(indents, default=0)

"""Mathematics as people write it, in the signs that Python's parser reads: `x²`, `a × b`, `x^2`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.functions import FUNCTIONS
from engine.language.errors import Note
from engine.language.quoted import quoted

NOTHING: Final = "\0"
"""Stands where something was taken away; no text has it."""
_SIGNS: Final = {
    "^": "**", **dict.fromkeys("×·⋅∗•∙✕✖", "*"), **dict.fromkeys("÷∕⁄", "/"), **dict.fromkeys("−–—‑‐‒―", "-"),
}  # fmt: skip
_SILENT: Final = (
    {chr(c): " " for c in range(0x80, 0x3001) if unicodedata.category(chr(c)) == "Zs"}
    | dict.fromkeys("\f\ufeff", " ")
    | dict.fromkeys("\v\x85\u2028\u2029", "\n")
)
"""Blanks and ends of lines of other alphabets, and of word processors."""
BLANKS: Final = " \t" + "".join(c for c, plain in _SILENT.items() if plain == " " and c != "\ufeff")
_MAY_BE_RAISED: Final = {
    0xB2,
    0xB3,
    0xB9,
    *range(0x2B0, 0x2E5),
    *range(0x1D2C, 0x1D6B),
    *range(0x2070, 0x2080),
}
_PLAIN: Final = {
    c: parts[1]
    for c in map(chr, sorted(_MAY_BE_RAISED))
    if len(parts := unicodedata.decomposition(c).split()) == 2 and parts[0] == "<super>"
}
_EXPONENT: Final = {ord(c): chr(int(code, 16)).replace("−", "-") for c, code in _PLAIN.items()}
RAISED: Final = "".join(_PLAIN)
"""Digits, letters and signs that are written as an exponent."""
_RAISED: Final = re.compile(f"[{RAISED}]+")
_GOES_ON: Final = re.compile(rf"[{BLANKS}]*(?:\*\*|\^|[\w(\[.'\"√∛{RAISED}])")
_JOINED: Final = frozenset({"**", "//", "->"})
_CLOSING: Final = {")": "(", "]": "["}
_FIRST: Final = rf"\A(?:[#\0][^\n]*\n)*[{BLANKS}]"
_REWRITTEN: Final = re.compile(rf"{_FIRST}|\n[ \t]|[\r\0{''.join(_SILENT)}{RAISED}{''.join(_SIGNS)}]")
"""What makes the code differ from the text."""
_REWRITTEN_PROGRAM: Final = re.compile(rf"{_FIRST}|[\r\0{''.join(_SILENT)}]")
"""The same in a program, which is Python as it stands."""


def lowered(raised: str) -> str:
    """An exponent as Python writes it: `⁻¹` as `-1`, `ⁿ⁺¹` as `(n+1)`."""
    exponent = raised.translate(_EXPONENT)
    return f"({exponent})" if re.search(r"\W", exponent[1:]) else exponent


def differs(text: str, *, program: bool) -> bool:
    """Whether the parser needs another text than this."""
    return bool((_REWRITTEN_PROGRAM if program else _REWRITTEN).search(text))


def rewrite(text: str, notes: list[Note], *, program: bool) -> tuple[str, list[int]]:
    """The text for the parser, and for each of its characters the offset in `text`; one more for the end.

    What was read as something else is told in `notes`. `program`: only blanks and ends of lines.
    """
    speller = _Speller(text, notes)
    indent, no_code = _common_indent(text), quoted(text)
    column = at = 0
    while at < len(text):
        c = text[at]
        end = at + 1
        if c == NOTHING or (c == "\ufeff" and at == 0) or (c == "\r" and text[end : end + 1] == "\n"):
            at = end
            continue
        column += 1
        plain = "\n" if c == "\r" else c if no_code[at] else _SILENT.get(c, c)
        if plain == "\n":
            column = 0
        if column and column <= indent and c in BLANKS:
            pass
        elif plain != c or no_code[at] or program:
            speller.put(plain, at, end)
        elif run := _RAISED.match(text, at):
            end = run.end()
            speller.power(run[0], at, end)
        else:
            speller.put(_SIGNS.get(c, c), at, end, c if c in _SIGNS else "")
        at = end
    speller.origin.append(len(text))
    return "".join(speller.code), speller.origin


class _Speller:
    """The code so far, character by character, with the place that each comes from."""

    def __init__(self, text: str, notes: list[Note]) -> None:
        self.code: list[str] = []
        self.origin: list[int] = []
        self._text = text
        self._notes = notes
        self._noted: set[str] = set()
        self._read = False  # whether the last sign is not as it was typed

    def put(self, piece: str, start: int, end: int, typed: str = "") -> None:
        """Add code for `text[start:end]`, which was `typed` otherwise, if it was."""
        if typed and typed not in self._noted:
            self._noted.add(typed)
            self._notes.append(Note(f"`{typed}` was read as `{piece}`", (start, end)))
        if (typed or self._read) and self.code and self.code[-1] + piece[:1] in _JOINED:
            piece = f" {piece}"  # two signs never become a third
        self._read = bool(typed)
        self.code.extend(piece)
        self.origin.extend([start] * (len(piece) - 1) + [end - 1])

    def power(self, typed: str, start: int, end: int) -> None:
        """Add an exponent."""
        exponent = lowered(typed)
        if "".join(self.code[-4:]).rstrip().endswith("**"):  # x^²
            self.put(exponent, start, end, typed)
            return
        operand = _operand(self.code)
        self.put(f"**{exponent}", start, end, typed)
        if operand is not None and _GOES_ON.match(self._text, end):  # x²**3 is (x²)**3
            self.code.insert(operand, "(")
            self.origin.insert(operand, self.origin[operand])
            self.code.append(")")
            self.origin.append(end - 1)


def _operand(code: list[str]) -> int | None:
    """Where the operand begins that ends here: a name, a number, brackets, a call. None: there is none."""
    start = len(code)
    while start and code[start - 1] in BLANKS:
        start -= 1
    end = start
    while start:
        if code[start - 1] in _CLOSING:
            opened = _opened(code, start - 1)
            if opened is None:
                return None
            start = opened
            if not (start and (code[start - 1].isalnum() or code[start - 1] in "_)]")):
                break
        word = start
        while word and (code[word - 1].isalnum() or code[word - 1] in "_."):
            word -= 1
        member = word < start and code[word] == "."
        start = word
        if not (start and code[start - 1] in _CLOSING and (member or start == end)):
            break
    function = "".join(code[start:end]) in FUNCTIONS  # sin²(x)
    return None if start == end or function else start


def _opened(code: list[str], closing: int) -> int | None:
    """Where the bracket was opened that closes here."""
    depth = 0
    for at in range(closing, -1, -1):
        depth += (code[at] in ")]") - (code[at] in "([")
        if depth == 0:
            return at
    return None


def _common_indent(text: str) -> int:
    """Leading blanks shared by every line with something on it: pasted code is often indented."""
    if "'''" in text or '"""' in text:
        return 0
    indents = []
    for line in text.lstrip("\ufeff").replace(NOTHING, "").replace("\r", "\n").split("\n"):
        content = line.lstrip(BLANKS)
        if content and not content.startswith("#"):
            indents.append(len(line) - len(content))
    return min(indents, default=0)

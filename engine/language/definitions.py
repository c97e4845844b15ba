"""Where a person's own ops stand in a text. Their lines are remarks to Python's parser.

    op cube(x) = x**3
      d/dx = 3*x**2

The derivative may stand on the same line behind a semicolon; an op of two arguments has `d/dx` and `d/dy`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from engine.language.errors import Span
from engine.language.quoted import quoted

_HEAD: Final = re.compile(r"^[ \t\0]*(op)[ \t]+(\w+)[ \t]*\(([^()\n]*)\)[ \t]*=([^\n]*)", re.MULTILINE)
_DERIVATIVE: Final = re.compile(r"[ \t\0]*(d/d)(\w+)[ \t]*=([^\n]*)")
_SEPARATED: Final = re.compile(r";[ \t]*(?=d/d\w+[ \t]*=)")


class Definition(NamedTuple):
    """`op name(arguments) = body` and its derivatives, by argument."""

    name: str
    name_span: Span
    arguments: tuple[str, ...]
    arguments_span: Span
    body: Span
    derivatives: tuple[tuple[str, Span, Span], ...]
    """The argument, where its name stands, and where its formula stands."""
    span: Span


def find(text: str) -> tuple[str, list[Definition]]:
    """The text with definitions made remarks of the same length, and the definitions."""
    if "op" not in text:
        return text, []
    found = []
    hidden: list[int] = []
    heads = list(_HEAD.finditer(text))
    no_code = quoted(text) if heads else b""
    for head in heads:
        if no_code[head.start(1)]:
            continue  # a line of a text
        hidden.append(head.start(1))
        pieces = _pieces(text, head.start(4), head.end(4))
        derivatives = [_derivative(text, piece) for piece in pieces[1:]]
        end = head.end()
        while end < len(text) and (line := _DERIVATIVE.match(text, end + 1)):
            hidden.append(line.start(1))
            derivatives += [_derivative(text, piece) for piece in _pieces(text, line.start(1), line.end())]
            end = line.end()
        found.append(
            Definition(
                head[2], head.span(2), tuple(a.strip() for a in head[3].split(",")), head.span(3),
                _trimmed(text, *pieces[0]), tuple(d for d in derivatives if d), (head.start(1), end),
            )
        )  # fmt: skip
    chars = list(text)
    for place in hidden:
        chars[place] = "#"
    return "".join(chars), found


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """The parts between semicolons that separate derivatives."""
    remark = text.find("#", start, end)
    end = end if remark < 0 else remark
    cuts = [(m.start(), m.end()) for m in _SEPARATED.finditer(text, start, end)]
    starts = [start, *(after for _, after in cuts)]
    return list(zip(starts, [*(before for before, _ in cuts), end], strict=True))


def _derivative(text: str, piece: Span) -> tuple[str, Span, Span] | None:
    found = _DERIVATIVE.match(text, *piece)
    return None if found is None else (found[2], found.span(2), _trimmed(text, found.start(3), piece[1]))


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())

"""The words and signs of a program that Python's parser refused, for a second look by `hints`."""

from __future__ import annotations

import keyword
import re
from typing import Final, NamedTuple

from engine.language.errors import LanguageError
from engine.language.source import Source

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<string>[rRbBuUfFtT]{0,2}(?:'''[\s\S]*?'''|\"\"\"[\s\S]*?\"\"\"|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"))
    |(?P<openstring>['"][^\n]*)
    |(?P<number>0[xXoObB]\w+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)
    |(?P<name>[^\W\d]\w*)
    |(?P<open>[(\[{])|(?P<close>[)\]}])
    |(?P<assign>\*\*=|//=|<<=|>>=|[-+*/%@&|]=|:=|=(?!=))
    |(?P<operator>\*\*|//|<<|>>|[=!<>]=|->|[-+*/%<>@&|~])
    |(?P<mark>[,;:.])|(?P<newline>\n)|(?P<blank>[ \t]+|\\\n)|(?P<other>.)""",
    re.VERBOSE,
)
_KEYWORDS: Final = frozenset(keyword.kwlist) - {"True", "False", "None"}


class Token(NamedTuple):
    """`kind` is a group of the pattern above, or `keyword`; `start` and `end` are offsets in the code."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def starts_operand(self) -> bool:
        return self.kind in ("number", "name", "string", "open")

    @property
    def ends_operand(self) -> bool:
        return self.kind in ("number", "name", "string", "close")


def tokenize(code: str) -> list[Token]:
    """Everything but blanks and comments. Never fails: what fits nowhere is `other`."""
    tokens = []
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match.group()
        if kind in ("blank", "comment"):
            continue
        if kind == "name" and text in _KEYWORDS:
            kind = "keyword"
        tokens.append(Token(kind, text, match.start(), match.end()))
    return tokens


def statement_around(tokens: list[Token], offset: int) -> list[Token]:
    """The tokens of the statement that `offset` is in: up to a new line or `;` outside brackets."""
    statement: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth <= 0 and (token.kind == "newline" or token.text == ";"):
            if statement and offset <= token.start:
                return statement
            statement = []
        elif token.kind != "newline":
            statement.append(token)
    return statement


def syntax_error(source: Source, message: str, first: Token, last: Token, hint: str | None) -> LanguageError:
    """A LanguageError whose place is from one token to another."""
    return LanguageError("syntax", message, source.original(first.start, last.end), hint)

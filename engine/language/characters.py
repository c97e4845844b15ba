"""Characters that no program may have, and what to type in their place."""

from __future__ import annotations

import unicodedata
from typing import Final

from engine.language.errors import LanguageError
from engine.language.source import Source
from engine.language.tokens import Token, syntax_error

_INSTEAD: Final = {
    "‘": "Use straight quotes.", "’": "Use straight quotes.", "“": "Use straight quotes.",
    "”": "Use straight quotes.", "√": "Write sqrt(x).", "∛": "Write x**(1/3).", "∜": "Write x**(1/4).",
    "±": "Write two formulas, one with + and one with -.",
    "∓": "Write two formulas, one with - and one with +.",
    "`": "Leave it out.", "?": "Leave it out.", "∂": "Every derivative is computed by itself.",
    "∫": "Write the integrated formula.", "∏": "Write the factors out: a * b * c",
    "!": "There is no factorial here.",
    "\\": "Write formulas as in Python: a/b, sin(x).", "$": "Write formulas as in Python: a/b, sin(x).",
    "≤": "Write <=, >= or !=.", "≥": "Write <=, >= or !=.",
    "≠": "Write <=, >= or !=.", "∞": "Use a finite number.", "½": "Write 0.5.", "¼": "Write 0.25.",
    "∑": "Write the terms out: a + b + c", "→": "To give a name a value write x = 2.",
    "←": "To give a name a value write x = 2.", "′": "Use a name such as x_prime.",
}  # fmt: skip


def strange_character(source: Source, tokens: list[Token]) -> LanguageError | None:
    """The first of them, or a quote that opens no text."""
    before: Token | None = None
    for token in tokens:
        touches = (
            before is not None and before.end == token.start and before.kind in ("name", "number", "close")
        )
        if touches and token.kind in ("string", "openstring"):
            prime = Token("other", token.text[0], token.start, token.start + 1)
            hint = "Use a name such as x_prime."
            return syntax_error(source, f"`{prime.text}` cannot follow a name.", prime, prime, hint)
        if token.kind == "openstring":
            return syntax_error(
                source, "This text is never closed.", token, token, f"Add {token.text[0]} at its end."
            )
        at = _first_strange(token)
        if at is not None:
            character = token.text[at]
            place = Token("other", character, token.start + at, token.start + at + 1)
            if not character.isprintable() or character.isspace():
                message = f"An invisible character (U+{ord(character):04X}) stands here."
                return syntax_error(source, message, place, place, "Delete it.")
            shown = "A backtick" if character == "`" else f"`{character}`"
            return syntax_error(
                source, f"{shown} is not part of the language.", place, place, _instead(character)
            )
        before = token
    return None


def _first_strange(token: Token) -> int | None:
    """Where in a token stands a character that no program may have."""
    if token.kind == "other":
        return 0
    if token.kind == "number" and not token.text.isascii():
        return next(i for i, c in enumerate(token.text) if not c.isascii())
    if token.kind == "name" and not token.text.isidentifier():
        rest = (i for i, c in enumerate(token.text) if i and not f"x{c}".isidentifier())
        return next(rest, 0) if token.text[0].isidentifier() else 0
    return None


def _instead(character: str) -> str | None:
    """What to type for a character that looks like something."""
    if character in _INSTEAD:
        return _INSTEAD[character]
    plain = unicodedata.normalize("NFKC", character)
    return f"Did you mean `{plain}`?" if plain != character and plain.isascii() else None

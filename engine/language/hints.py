"""Why a text is no program, in words, with the exact place and what was probably meant."""

from __future__ import annotations

import re
from typing import Final

from engine.language.errors import LanguageError
from engine.language.functions import FUNCTIONS
from engine.language.source import Source

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<string>'[^'\n]*'|"[^"\n]*")|(?P<openstring>['"][^\n]*)
    |(?P<number>(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d]\w*)
    |(?P<operator>\*\*=|//=|\*\*|//|[-+*/%@&|]=|==|!=|<=|>=|->|[-+*/%<>=.,:;()\[\]{}@&|~])|(?P<newline>\n)
    |(?P<blank>[ \t]+)|(?P<other>.)""",
    re.VERBOSE,
)
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_KEYWORDS: Final = {
    "if", "else", "for", "in", "while", "def", "return", "lambda", "and", "or", "not", "is", "class", "import", "from",
    "as", "pass", "break", "continue", "del", "assert", "with", "try", "except", "finally", "raise", "yield", "global",
    "nonlocal", "elif", "async", "await", "True", "False", "None",
}  # fmt: skip

Token = tuple[str, str, int]  # kind, text, offset in the code


def explain(source: Source, error: SyntaxError) -> LanguageError:
    """A LanguageError for what Python's parser refused, in our own words."""
    tokens = [(m.lastgroup or "", m.group(), m.start()) for m in _TOKEN.finditer(source.code)]
    tokens = [t for t in tokens if t[0] not in ("blank", "comment")]
    found = _strange_character(source, tokens) or _brackets(source, tokens) or _neighbours(source, tokens)
    if found:
        return found
    start = source.offset(error.lineno or 1, (error.offset or 1) - 1)
    end = source.offset(error.end_lineno or error.lineno or 1, (error.end_offset or error.offset or 1) - 1)
    if "indent" in (error.msg or ""):
        return LanguageError(
            "syntax", "This line is indented differently from the ones around it.", source.original(start, start + 1),
            "Start every statement in the same column.",
        )  # fmt: skip
    span = source.original(start, max(end, start + 1))
    shown = source.snippet(span, 30)
    message = f"The program cannot be read from `{shown}` on." if shown else "The program stops in the middle."
    return LanguageError("syntax", message, span, "Write one assignment or expression a line, as in Python.")


def _error(source: Source, message: str, start: int, end: int, hint: str | None) -> LanguageError:
    return LanguageError("syntax", message, source.original(start, end), hint)


def _strange_character(source: Source, tokens: list[Token]) -> LanguageError | None:
    for kind, text, at in tokens:
        if kind == "openstring":
            return _error(source, "This text is never closed.", at, at + len(text), f"Add {text[0]} at its end.")
        if kind == "other":
            hint = {"‘": "Use straight quotes.", "’": "Use straight quotes.", "“": "Use straight quotes.",
                    "”": "Use straight quotes.", "√": "Write sqrt(x).", "!": "There is no factorial here."}  # fmt: skip
            return _error(source, f"`{text}` is not part of the language.", at, at + 1, hint.get(text))
    return None


def _brackets(source: Source, tokens: list[Token]) -> LanguageError | None:
    stack: list[tuple[str, int]] = []
    for _, text, at in tokens:
        if text in ("(", "[", "{"):
            stack.append((text, at))
        elif text in _PAIRS:
            if not stack or stack[-1][0] != _PAIRS[text]:
                wanted = f"`{_PAIRS[text]}`"
                return _error(source, f"This `{text}` closes no {wanted}.", at, at + 1, "Delete it, or open it before.")
            stack.pop()
    if stack:
        text, at = stack[-1]
        closing = {v: k for k, v in _PAIRS.items()}[text]
        return _error(source, f"This `{text}` is never closed.", at, at + 1, f"Add `{closing}`.")
    return None


def _neighbours(source: Source, tokens: list[Token]) -> LanguageError | None:
    """Two operands side by side, an operator without an operand, something odd left of `=`."""
    end = ("newline", "\n", len(source.code))
    for before, here, after in zip([end, *tokens], tokens, [*tokens[1:], end], strict=False):
        kind, text, at = here
        stop = after[2] + len(after[1])
        if text in _KEYWORDS or after[1] in _KEYWORDS:
            continue
        ends_operand = kind in ("number", "name", "string") or text in (")", "]")
        starts_operand = after[0] in ("number", "name", "string")
        if ends_operand and starts_operand:
            both = f"{text}{after[1]}"
            if text in FUNCTIONS and after[0] != "string":
                return _error(source, f"`{text}` is a function.", at, stop, f"Did you mean {text}({after[1]})?")
            if kind == "number":
                return _error(source, f"`{both}` needs an operator in between.", at, stop, f"Did you mean {text}*{after[1]}?")
            hint = f"Did you mean {text}*{after[1]}?" if text not in (")", "]") else f"Did you mean (…)*{after[1]}?"
            return _error(source, "An operator is missing here.", at, stop, hint)
        if after[1] == "=" and kind == "number":
            return _error(source, "Only a name can stand left of `=`.", at, stop, "Write the name first: x = 2.")
        if text == "," and before[0] == "number" and after[0] == "name":
            return _error(
                source, "A comma does not end an assignment.", at, at + 1, "Use a new line or `;` between assignments."
            )
        binary = kind == "operator" and text not in (")", "]", "}", "(", "[", "{", ",", ";", ":", ".")
        if binary and (after[0] == "newline" or after[1] in (")", "]", ";", ",")):
            return _error(source, f"Something is missing after `{text}`.", at, at + len(text), "Add the other operand.")
        starts = before[0] == "newline" or before[1] in ("(", ",", ";", "=") or (
            before[0] == "operator" and before[1] not in (")", "]", "}")
        )  # fmt: skip
        if binary and text not in ("-", "+", "~", "=") and starts:
            return _error(source, f"Something is missing before `{text}`.", at, at + len(text), "Add the other operand.")
    return None

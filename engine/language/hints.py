"""Why a text is no program, in words, with the exact place and what was probably meant."""

from __future__ import annotations

import re
from typing import Final

from engine.functions import FUNCTIONS
from engine.language.characters import strange_character
from engine.language.errors import LanguageError
from engine.language.source import Source
from engine.language.spelling import RAISED
from engine.language.tokens import Token, statement_around, syntax_error, tokenize
from engine.language.words import OTHER_WAYS, WHAT_THERE_IS

_OPENING: Final = {")": "(", "]": "[", "}": "{"}
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_EXAMPLES: Final = {
    "if": "if x > 0:",
    "elif": "elif x > 0:",
    "else": "else:",
    "for": "for i in range(3):",
    "while": "while x > 0:",
    "def": "def f(x): return x**2",
    "lambda": "lambda x: x**2",
    "class": "class Neuron:",
    "return": "return x",
    "in": "for x in xs:",
    "and": "a and b",
    "or": "a or b",
    "not": "not a",
}
_RAISED: Final = re.compile(rf"[\w.]{{0,30}}[{RAISED}]+\Z")
_TOO_MANY_DIGITS: Final = 400
"""More than any float has before its point; Python itself stops reading at some thousands."""


def explain(source: Source, error: SyntaxError) -> LanguageError:
    """A LanguageError for what Python's parser refused, in our own words."""
    tokens = tokenize(source.code)
    start = source.offset(error.lineno or 1, (error.offset or 1) - 1)
    found = strange_character(source, tokens) or _brackets(source, tokens)
    if found:
        return found
    if isinstance(error, IndentationError):
        return _indentation(source, error)
    found = _statement(source, statement_around(tokens, start))
    if found:
        return found
    end = source.offset(error.end_lineno or error.lineno or 1, (error.end_offset or error.offset or 1) - 1)
    span = source.original(start, max(end, start + 1))
    shown = source.snippet(span, 30)
    message = (
        f"The program cannot be read from `{shown}` on." if shown else "The program stops in the middle."
    )
    return LanguageError("syntax", message, span, "Write one assignment or expression a line, as in Python.")


def explain_program(source: Source, error: SyntaxError) -> LanguageError:
    """The same for a program: Python's own words, but for characters and brackets, where ours are clearer."""
    found = strange_character(source, tokens := tokenize(source.code)) or _brackets(source, tokens)
    if found:
        return found
    start = source.offset(error.lineno or 1, (error.offset or 1) - 1)
    end = source.offset(error.end_lineno or error.lineno or 1, (error.end_offset or error.offset or 1) - 1)
    message = error.msg[:1].upper() + error.msg[1:].rstrip(".") + "."
    return LanguageError("syntax", message, source.original(start, max(end, start + 1)))


def _shown(source: Source, first: Token, last: Token | None = None, most: int = 30) -> str:
    return source.snippet(source.original(first.start, (last or first).end), most)


# -- anywhere in the program ----------------------------------------------------------------------


def _brackets(source: Source, tokens: list[Token]) -> LanguageError | None:
    stack: list[Token] = []
    for token in tokens:
        if token.kind == "open":
            stack.append(token)
        elif token.kind == "close":
            wanted = _OPENING[token.text]
            if not stack or stack[-1].text != wanted:
                hint = "Delete it, or open it before."
                if stack:
                    hint = f"To close `{stack[-1].text}` write `{_CLOSING[stack[-1].text]}`."
                return syntax_error(source, f"This `{token.text}` closes no `{wanted}`.", token, token, hint)
            stack.pop()
    if stack:
        token = stack[-1]
        hint = f"Add `{_CLOSING[token.text]}`."
        return syntax_error(source, f"This `{token.text}` is never closed.", token, token, hint)
    return None


def _indentation(source: Source, error: IndentationError) -> LanguageError:
    start = source.offset(error.lineno or 1, 0)
    if "expected an indented block" in (error.msg or ""):
        opened = re.search(r"on line (\d+)$", error.msg or "")
        if opened:
            return _unindented(source, int(opened[1]))
    line = source.code[start:].split("\n", 1)[0]
    blanks = len(line) - len(line.lstrip())
    return LanguageError(
        "syntax", "This line is indented differently from the ones around it.",
        source.original(start, start + max(blanks, 1)), "Start every statement in the same column.",
    )  # fmt: skip


def _unindented(source: Source, line: int) -> LanguageError:
    """Nothing stands inside a `def`, `for` or `if`."""
    start = source.offset(line, 0)
    text = source.code[start:].split("\n", 1)[0]
    span = source.original(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
    message = f"After `{source.snippet(span, 40)}` comes at least one line that is indented."
    return LanguageError("syntax", message, span, "Begin the lines inside it with four spaces.")


# -- inside one statement -------------------------------------------------------------------------


def _statement(source: Source, tokens: list[Token]) -> LanguageError | None:
    """The first thing that is wrong with a statement, from the left; assignments before all else."""
    return _assignments(source, tokens) or _from_the_left(source, tokens)


def _assignments(source: Source, tokens: list[Token]) -> LanguageError | None:
    depth = left = 0
    for i, token in enumerate(tokens):
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "assign" and depth == 0:
            found = _left_of_assignment(source, tokens[left:i], token, tokens[i + 1 :])
            if found:
                return found
            left = i + 1
    return None


def _from_the_left(source: Source, tokens: list[Token]) -> LanguageError | None:
    edge = Token("newline", "\n", len(source.code), len(source.code))
    for before, token, after in zip([edge, *tokens], tokens, [*tokens[1:], edge], strict=False):
        found = None
        if token.kind == "keyword":
            found = _keyword(source, token, is_name=not before.ends_operand and not after.starts_operand)
        elif token.kind == "number":
            found = _number(source, token, after)
        elif token.kind in ("assign", "operator", "mark"):
            found = _operands(source, before, token, after)
        found = found or _side_by_side(source, token, after)
        if found:
            return found
    return None


def _keyword(source: Source, token: Token, is_name: bool = False) -> LanguageError:
    if token.text in ("import", "from", "as"):
        hint = "Write it as: from micrograd.engine import Value"
        return syntax_error(source, "This import cannot be read.", token, token, hint)
    if is_name:
        message = f"`{token.text}` is a word of Python's own and cannot be a name."
        return syntax_error(source, message, token, token, f"Choose another name, such as {token.text}_.")
    if token.text in _EXAMPLES:
        message = f"This `{token.text}` cannot be read."
        return syntax_error(source, message, token, token, f"Write it as: {_EXAMPLES[token.text]}")
    return syntax_error(source, f"`{token.text}` is not part of the language.", token, token, WHAT_THERE_IS)


def _number(source: Source, token: Token, after: Token) -> LanguageError | None:
    text = token.text
    if len(text) > _TOO_MANY_DIGITS:
        span = source.original(token.start, token.end)
        message = f"`{source.snippet(span, 30)}` is too large to be a number."
        return LanguageError("numeric", message, span, "Use smaller numbers.")
    if after.kind == "number" and after.start == token.end:
        shown = _shown(source, token, after)
        return syntax_error(
            source, f"`{shown}` has two decimal points.", token, after, "Leave one of them out."
        )
    if re.fullmatch(r"0[\d_]*[1-9][\d_]*", text):
        hint = f"Did you mean {text.lstrip('0_')[:30]}?"
        return syntax_error(source, f"`{text[:30]}` starts with a 0.", token, token, hint)
    if "__" in text or "_." in text or "._" in text or text.endswith("_"):
        hint = f"Did you mean {text.replace('_', '')[:30]}?"
        return syntax_error(source, f"`{text[:30]}` is not a number.", token, token, hint)
    return None


def _left_of_assignment(
    source: Source, left: list[Token], sign: Token, right: list[Token]
) -> LanguageError | None:
    """An assignment wants one name on its left."""
    if sign.text == ":=":
        hint = "To give a name a value write one `=`."
        return syntax_error(source, "`:=` stands only inside an expression in brackets.", sign, sign, hint)
    if not left:
        hint = "Write the name first: x = 3"
        return syntax_error(source, f"A name is missing before `{sign.text}`.", sign, sign, hint)
    first, last = left[0], left[-1]
    if last.kind == "operator" or (len(left) == 1 and first.kind in ("name", "keyword")):
        return None
    commas = [token for token in left if token.text == ","]
    if commas and last.kind == "name":
        hint = "Use a new line or `;` between assignments."
        return syntax_error(source, "A comma does not end an assignment.", commas[-1], commas[-1], hint)
    shown = _shown(source, first, last)
    if all(token.kind == "name" for token in left):
        hint = f"Did you mean {'_'.join(token.text for token in left)[:40]}?"
        return syntax_error(source, "A name is one word.", first, last, hint)
    if (
        first.kind == "name"
        and first.text not in FUNCTIONS
        and left[1].text == "("
        and last.text == ")"
        and right
    ):
        hint = f"Write {first.text[:30]} = {_shown(source, right[0], right[-1], 40)}"
        return syntax_error(source, "A function cannot be defined here.", first, last, hint)
    hint = "Write the name first, such as y = 2."
    if len(right) == 1 and right[0].kind == "name":
        hint = f"Did you mean {right[0].text[:30]} = {shown}?"
    return syntax_error(source, f"Only a name can stand left of `{sign.text}`.", first, last, hint)


def _operands(source: Source, before: Token, token: Token, after: Token) -> LanguageError | None:
    """An operator, an `=`, a comma or a full stop that lacks something on one of its sides."""
    shown = _shown(source, token)
    ends = after.kind in ("newline", "close", "mark", "assign")
    starts = before.kind in ("newline", "open", "mark", "assign", "operator", "keyword")
    sign = token.text in ("+", "-", "~")
    if token.text == "|" and (ends or starts):
        inner = source.code[token.end :].split("|", 1)
        hint = f"Did you mean abs({inner[0].strip()[:30]})?" if len(inner) == 2 and inner[0].strip() else None
        return syntax_error(
            source,
            "`|` is not one of the operators.",
            token,
            token,
            hint or "For an absolute value write abs(x).",
        )
    if token.text == "%" and ends:
        hint = "For a percentage divide by 100: 5/100"
        return syntax_error(source, "`%` is not one of the operators.", token, token, hint)
    if token.kind == "operator" and after.text == "=":
        hint = f"Did you mean `{shown}=`?" if token.text in ("+", "-", "*", "/", "**") else "Write one `=`."
        return syntax_error(source, f"Something is missing after `{shown}`.", token, token, hint)
    if token.text == ",":
        if starts:
            return syntax_error(
                source, "Something is missing before `,`.", token, token, "Leave the comma out."
            )
        return None
    if token.text == ":":
        return syntax_error(source, "`:` is not part of the language.", token, token, WHAT_THERE_IS)
    if token.kind == "operator" and not sign and starts:
        hint = "Put the other operand before it."
        return syntax_error(source, f"Something is missing before `{shown}`.", token, token, hint)
    if ends:
        hint = "Add a number or an expression." if token.kind == "assign" else "Add the other operand."
        if token.text == ".":
            hint = "Add a function's name, as in x.tanh()."
        return syntax_error(source, f"Something is missing after `{shown}`.", token, token, hint)
    return None


def _side_by_side(source: Source, token: Token, after: Token) -> LanguageError | None:
    """Two operands with nothing in between."""
    if not token.ends_operand or not after.starts_operand or after.kind == "open":
        return None
    if token.kind == after.kind == "string":
        return None  # Python joins them
    first, second = _shown(source, token), _shown(source, after)
    if raised := _RAISED.search(source.text, 0, source.original(token.start, token.end)[1]):
        both = _shown(source, token, after, 60)
        hint = f"Did you mean {raised[0]}*{second}?"
        return syntax_error(source, f"`{both}` needs an operator in between.", token, after, hint)
    if token.text in FUNCTIONS and after.kind != "string":
        hint = f"Did you mean {first}({second})?"
        return syntax_error(source, f"`{first}` is a function.", token, after, hint)
    if token.text in OTHER_WAYS:
        return syntax_error(source, "An operator is missing here.", token, after, OTHER_WAYS[token.text])
    if token.kind == "number":
        thousands = after.kind == "number" and re.fullmatch(r"\d{3}", second)
        hint = f"Did you mean {first}{second}?" if thousands else f"Did you mean {first}*{second}?"
        both = _shown(source, token, after, 60)
        return syntax_error(source, f"`{both}` needs an operator in between.", token, after, hint)
    hint = f"Did you mean {'(…)' if token.kind == 'close' else first}*{second}?"
    return syntax_error(source, "An operator is missing here.", token, after, hint)

"""The sentences for what the language does not have."""

from __future__ import annotations

import ast
import re
from typing import Final

from engine.functions import FUNCTIONS, nearest
from engine.language.errors import LanguageError, Span, short
from engine.language.source import Source
from engine.ops import OPS, Op

WHAT_THERE_IS: Final = (
    "Formulas have numbers, names, + - * / **, brackets and functions; Python runs the rest."
)
HALF_A_CHARACTER: Final = "This text has half a character in it, which cannot be shown."
_NOT_HERE: Final[dict[type[ast.AST], tuple[str, str]]] = {
    ast.AsyncFunctionDef: ("`async` is", "Write def."),
    ast.Await: ("`await` is", WHAT_THERE_IS),
    ast.Yield: ("`yield` is", "Return a list."),
    ast.YieldFrom: ("`yield` is", "Return a list."),
    ast.Match: ("`match` is", "Use if and elif."),
    ast.With: ("This form of `with` is", "As in: with torch.no_grad():"),
    ast.AsyncFor: ("`async` is", "Write for."),
    ast.AsyncWith: ("`async` is", "Write the lines inside it alone."),
    ast.TryStar: ("`except*` is", "Write except."),
    ast.Starred: ("A `*` with nothing before it is", "Put the other factor before it."),
}
_OPERATORS: Final[dict[type[ast.operator], tuple[str, str | None]]] = {
    ast.Mod: ("`%` (remainder)", "For a percentage divide by 100: 5/100"),
    ast.FloorDiv: ("`//` (whole division)", "Did you mean `/`?"),
    ast.MatMult: ("`@` (matrix product)", "Did you mean `*`?"),
    ast.BitOr: ("`|`", "For an absolute value write abs(x)."),
    ast.BitAnd: ("`&`", None),
    ast.LShift: ("`<<`", None),
    ast.RShift: ("`>>`", None),
}
OTHER_WAYS: Final = {
    "print": "Write print(x).",
    "sum": "Write sum([a, b]).",
    "mean": "Write sum(xs)/len(xs).",
    "cot": "Write 1/tan(x).",
    "sec": "Write 1/cos(x).",
    "csc": "Write 1/sin(x).",
    "cbrt": "Write x**(1/3).",
    "sign": "Its derivative is 0 everywhere; there is abs(x).",
    "heaviside": "Its derivative is 0 everywhere; there is relu(x).",
    "floor": "Its derivative is 0 everywhere.",
    "ceil": "Its derivative is 0 everywhere.",
    "softmax": "Write it out: exp(a)/(exp(a) + exp(b))",
    "factorial": "It has no derivative.",
    "hypot": "Write sqrt(a**2 + b**2).",
}
_ALL_NAMES: Final = sorted(FUNCTIONS)
_DECIMAL_COMMA: Final = re.compile(r"(?<![\w.])(\d+),(\d+)(?![\w.])")


def unsupported(node: ast.AST, source: Source, named: str = "") -> LanguageError:
    """For a kind of syntax that the language leaves out."""
    what, hint = _NOT_HERE.get(type(node), ("This is", WHAT_THERE_IS))
    what = named or what
    span = source.span(node) if isinstance(node, (ast.expr, ast.stmt)) else None
    if isinstance(node, ast.UnaryOp):
        what = "`~` is"
    return LanguageError("unsupported", f"{what} not part of the language.", span, hint)


def decimal_comma(source: Source, span: Span) -> str | None:
    """A hint for those who write 1,5 for one and a half."""
    found = _DECIMAL_COMMA.search(source.text, *span)
    return f"For a decimal point write {short(found[1])}.{short(found[2])}" if found else None


def unsupported_operator(operator: ast.operator, span: Span) -> LanguageError:
    what, hint = _OPERATORS.get(type(operator), ("This operator", None))
    return LanguageError("unsupported", f"{what} is not one of the operators.", span, hint or WHAT_THERE_IS)


def unknown_function(name: str, name_span: Span, call_span: Span, source: Source) -> LanguageError:
    meant = nearest(name, _ALL_NAMES)
    if name in OTHER_WAYS:
        hint = OTHER_WAYS[name]
    elif meant:
        hint = f"Did you mean {meant}?"
    elif len(name) <= 2:
        inner = source.snippet((name_span[1], call_span[1]))
        hint = f"Did you mean {name}*{inner.rstrip(', )')})?"
    else:
        hint = "The functions are: " + ", ".join(sorted(set(FUNCTIONS) & set(OPS))) + "."
    return LanguageError("name", f"There is no function `{short(name)}`.", name_span, hint)


def check_arity(name: str, op: Op, given: int, span: Span, source: Source) -> None:
    """The number of arguments, a method's receiver counted."""
    least, most = op.arity, op.arity
    if op.name in ("max", "min"):
        most = given  # as many as you like
    elif op.takes_constant and name != "square":
        most = 2
    if least <= given <= most:
        return
    if op.name in ("max", "min"):
        wanted = "two arguments or more"
    else:
        wanted = {(1, 1): "one argument", (2, 2): "two arguments"}.get((least, most), "one or two arguments")
    hint = f"Write {name}({'x, y' if op.arity == 2 else 'x'})."
    if given > most:
        hint = decimal_comma(source, span) or hint
        if op.name == "log" and given == 2:
            hint = "For another base write log(x)/log(base)."
    raise LanguageError("arity", f"{name}() takes {wanted}, not {given}.", span, hint)


def is_literal(node: ast.expr) -> bool:
    """A number as written, with its sign: something a slider can edit."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)

"""The sentences for what the language does not have."""

from __future__ import annotations

import ast
from typing import Final

from engine.language.errors import LanguageError, Span
from engine.language.functions import FUNCTIONS, nearest
from engine.language.source import Source
from engine.ops import OPS, Op

_NOT_HERE: Final[dict[type[ast.AST], str]] = {
    ast.For: "`for` loops", ast.While: "`while` loops", ast.If: "`if` statements", ast.FunctionDef: "`def`",
    ast.ClassDef: "`class`", ast.Lambda: "`lambda`", ast.IfExp: "Conditional expressions", ast.Compare: "Comparisons",
    ast.BoolOp: "`and` and `or`", ast.List: "Lists", ast.Tuple: "Tuples", ast.Dict: "Dictionaries", ast.Set: "Sets",
    ast.Subscript: "Square brackets", ast.Attribute: "Attributes", ast.JoinedStr: "Formatted text", ast.Delete: "`del`",
    ast.ListComp: "Comprehensions", ast.GeneratorExp: "Generators", ast.NamedExpr: "`:=`", ast.Starred: "`*` unpacking",
    ast.Await: "`await`", ast.Assert: "`assert`", ast.Raise: "`raise`", ast.Try: "`try`", ast.With: "`with`",
    ast.Global: "`global`", ast.Nonlocal: "`nonlocal`", ast.Return: "`return`", ast.AnnAssign: "Annotations",
    ast.DictComp: "Comprehensions", ast.SetComp: "Comprehensions", ast.AsyncFunctionDef: "`async`", ast.Yield: "`yield`",
}  # fmt: skip
_OPERATORS: Final[dict[type[ast.operator], tuple[str, str | None]]] = {
    ast.Mod: ("`%` (remainder)", None),
    ast.FloorDiv: ("`//` (whole division)", "Did you mean `/`?"),
    ast.MatMult: ("`@` (matrix product)", "Did you mean `*`?"),
    ast.BitOr: ("`|`", "For an absolute value write abs(x)."),
    ast.BitAnd: ("`&`", None),
    ast.LShift: ("`<<`", None),
    ast.RShift: ("`>>`", None),
}
_HINT: Final = "There are numbers, names, + - * / **, brackets, functions such as tanh(x), and assignments."
_ALL_NAMES: Final = sorted(FUNCTIONS)


def unsupported(node: ast.AST, source: Source) -> LanguageError:
    what = _NOT_HERE.get(type(node), "This")
    span = source.span(node) if isinstance(node, (ast.expr, ast.stmt)) else None
    hint = _HINT
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
        hint = "To give a name a value, write one `=`."
    elif isinstance(node, ast.Tuple):
        hint = "Write one assignment after the other: a = 1; b = 2."
    elif isinstance(node, ast.UnaryOp):
        what = "This operator"
    verb = "is" if what.startswith(("`", "This", "`*`")) and not what.endswith(("loops", "statements")) else "are"
    return LanguageError("unsupported", f"{what} {verb} not part of the language.", span, hint)


def unsupported_operator(operator: ast.operator, span: Span) -> LanguageError:
    what, hint = _OPERATORS.get(type(operator), ("This operator", None))
    return LanguageError("unsupported", f"{what} is not one of the operators.", span, hint or _HINT)


def unknown_function(name: str, name_span: Span, call_span: Span, source: Source) -> LanguageError:
    meant = nearest(name, _ALL_NAMES)
    if meant:
        hint = f"Did you mean {meant}?"
    elif len(name) <= 2:
        inner = source.snippet((name_span[1], call_span[1]))
        hint = f"Did you mean {name}*{inner}?"
    else:
        hint = "The functions are: " + ", ".join(sorted(set(FUNCTIONS) & set(OPS))) + "."
    return LanguageError("name", f"There is no function `{name}`.", name_span, hint)


def check_arity(name: str, op: Op, given: int, span: Span) -> None:
    """The number of arguments, a method's receiver counted."""
    least, most = op.arity, op.arity
    if op.name in ("max", "min"):
        most = 1_000_000
    elif op.takes_constant and name != "square":
        most = 2
    if least <= given <= most:
        return
    wanted = {(1, 1): "one argument", (2, 2): "two arguments", (1, 2): "one or two arguments"}.get(
        (least, most), "two arguments or more"
    )
    hint = None
    if op.name == "log" and given == 2:
        hint = "For another base write log(x)/log(base)."
    raise LanguageError("arity", f"{name}() takes {wanted}, not {given}.", span, hint)


def is_literal(node: ast.expr) -> bool:
    """A number as written, with its sign: something a slider can edit."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        node = node.operand
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool)

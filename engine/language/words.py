"""The sentences for what the language does not have."""

from __future__ import annotations

import ast
import re
from typing import Final

from engine.language.errors import LanguageError, Span, short
from engine.language.functions import FUNCTIONS, MODULES, nearest
from engine.language.source import Source
from engine.ops import OPS, Op

WHAT_THERE_IS: Final = (
    "There are numbers, names, + - * / **, brackets, functions such as tanh(x), and assignments."
)
_CHOOSE: Final = "relu(x), abs(x), max(a, b) and min(a, b) choose without a condition."
_ONE_AFTER_THE_OTHER: Final = "Write one assignment after the other: a = 1; b = 2."

_NOT_HERE: Final[dict[type[ast.AST], tuple[str, str]]] = {
    ast.For: ("`for` loops are", "Write the steps one after the other."),
    ast.While: ("`while` loops are", "Write the steps one after the other."),
    ast.If: ("`if` statements are", _CHOOSE),
    ast.IfExp: ("Conditional expressions are", _CHOOSE),
    ast.Compare: ("Comparisons are", _CHOOSE),
    ast.BoolOp: ("`and` and `or` are", _CHOOSE),
    ast.FunctionDef: ("`def` is", "Write the formula itself: f = x**2 + 1"),
    ast.AsyncFunctionDef: ("`async` is", WHAT_THERE_IS),
    ast.Lambda: ("`lambda` is", "Write the formula itself: f = x**2 + 1"),
    ast.ClassDef: ("`class` is", WHAT_THERE_IS),
    ast.Return: ("`return` is", "The last line is the result."),
    ast.Delete: ("`del` is", WHAT_THERE_IS),
    ast.Assert: ("`assert` is", WHAT_THERE_IS),
    ast.Raise: ("`raise` is", WHAT_THERE_IS),
    ast.Try: ("`try` is", WHAT_THERE_IS),
    ast.With: ("`with` is", WHAT_THERE_IS),
    ast.Global: ("`global` is", WHAT_THERE_IS),
    ast.Nonlocal: ("`nonlocal` is", WHAT_THERE_IS),
    ast.Await: ("`await` is", WHAT_THERE_IS),
    ast.Yield: ("`yield` is", WHAT_THERE_IS),
    ast.AnnAssign: ("Annotations are", "To give a name a value write x = 2."),
    ast.NamedExpr: ("`:=` is", "Assign on a line of its own: x = 2"),
    ast.List: ("Lists are", "Give every number a name of its own."),
    ast.Tuple: ("Commas between values are", _ONE_AFTER_THE_OTHER),
    ast.Dict: ("Curly brackets are", "Use round brackets."),
    ast.Set: ("Curly brackets are", "Use round brackets."),
    ast.Subscript: ("Square brackets are", "Give every number a name of its own, such as x1."),
    ast.Slice: ("Slices are", WHAT_THERE_IS),
    ast.ListComp: ("Comprehensions are", "Write the terms one after the other."),
    ast.SetComp: ("Comprehensions are", "Write the terms one after the other."),
    ast.DictComp: ("Comprehensions are", "Write the terms one after the other."),
    ast.GeneratorExp: ("Comprehensions are", "Write the terms one after the other."),
    ast.Attribute: ("Reading an attribute is", "Data and gradient stand on the graph."),
    ast.JoinedStr: ("Formatted text is", WHAT_THERE_IS),
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
    "print": "Every value shows on the graph; nothing needs to be printed.",
    "sum": "Write the terms out: a + b + c",
    "mean": "Write it out: (a + b)/2",
    "float": "Write the number itself.",
    "int": "Write the number itself.",
    "cot": "Write 1/tan(x).",
    "sec": "Write 1/cos(x).",
    "csc": "Write 1/sin(x).",
    "cbrt": "Write x**(1/3).",
    "sign": "Its derivative is 0 everywhere; there is abs(x).",
    "heaviside": "Its derivative is 0 everywhere; there is relu(x).",
    "round": "Its derivative is 0 everywhere.",
    "floor": "Its derivative is 0 everywhere.",
    "ceil": "Its derivative is 0 everywhere.",
    "softmax": "Write it out: exp(a)/(exp(a) + exp(b))",
    "factorial": "It has no derivative.",
    "hypot": "Write sqrt(a**2 + b**2).",
}
_ALL_NAMES: Final = sorted(FUNCTIONS)
_DECIMAL_COMMA: Final = re.compile(r"(?<![\w.])(\d+),(\d+)(?![\w.])")


def unsupported(node: ast.AST, source: Source) -> LanguageError:
    """For a kind of syntax that the language leaves out."""
    what, hint = _NOT_HERE.get(type(node), ("This is", WHAT_THERE_IS))
    span = source.span(node) if isinstance(node, (ast.expr, ast.stmt)) else None
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
        hint = "To give a name a value, write one `=`."
    elif isinstance(node, ast.Tuple) and not node.elts:
        return LanguageError("unsupported", "There is nothing between these brackets.", span, WHAT_THERE_IS)
    elif isinstance(node, ast.Tuple) and span:
        hint = decimal_comma(source, span) or hint
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in MODULES:
        what, hint = "This name of a module is", "There are its functions, and pi, tau and e."
    elif isinstance(node, ast.UnaryOp):
        what = "`not` is" if isinstance(node.op, ast.Not) else "`~` is"
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
        hint = f"Did you mean {name}*{inner}?"
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

"""Calls: functions, methods of Values, and `Value(...)` itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from engine.functions import DEFAULT_CONSTANTS, FUNCTIONS
from engine.language import words
from engine.language.errors import LanguageError, Span, short
from engine.language.source import half_a_character
from engine.ops import OPS, Op
from engine.value import Value

if TYPE_CHECKING:
    from engine.language.evaluator import Evaluator, Operand

_POW = OPS["pow"]


def call(program: Evaluator, node: ast.Call) -> Operand:
    """`tanh(x)`, `math.tanh(x)`, `Value(2.0)`."""
    func, source = node.func, program.source
    span = source.span(node)
    if isinstance(func, ast.Name):
        if func.id in program.names:
            hint = f"Did you mean {short(func.id)}*{_arguments(program, node)}?"
            message = f"`{short(func.id)}` is a number here, not a function."
            raise LanguageError("type", message, span, hint)
        if func.id == "Value":
            return _value(program, node, span)
        return _function(program, func.id, node, span)
    if isinstance(func, ast.Attribute):
        return _function(program, func.attr, node, span)
    if isinstance(func, (ast.Constant, ast.BinOp, ast.UnaryOp, ast.Call)):
        arguments = _arguments(program, node)
        number = source.text[slice(*span)].removesuffix(arguments)
        hint = f"Did you mean {short(number)}*{arguments}?"
        raise LanguageError("type", "This is a number, and a number cannot be called.", span, hint)
    raise words.unsupported(func, source)


def method(program: Evaluator, node: ast.Call, receiver: Operand) -> Operand:
    """`x.tanh()` of a receiver that has been evaluated."""
    assert isinstance(node.func, ast.Attribute)
    span = program.source.span(node)
    if node.func.attr == "backward":
        hint = "Put it on a line of its own."
        raise LanguageError("type", "backward() gives no value.", span, hint)
    return _function(program, node.func.attr, node, span, receiver, node.func.value)


def _function(
    program: Evaluator,
    name: str,
    node: ast.Call,
    span: Span,
    receiver: Operand | None = None,
    receiver_node: ast.expr | None = None,
) -> Operand:
    """An op of the table by its name; a method's receiver is the first argument."""
    op = FUNCTIONS.get(name) or program.source.own_ops.get(name)
    if op is None:
        raise words.unknown_function(name, _name_span(program, node.func), span, program.source)
    program.spend(program.source.own_sizes.get(name, 0), node)
    arguments = node.args
    for argument in arguments:
        if isinstance(argument, ast.Starred):
            place = program.source.span(argument)
            raise LanguageError("unsupported", "`*` cannot unpack arguments here.", place, None)
    if node.keywords:
        place = program.source.span(node.keywords[0])
        raise LanguageError("arity", f"{name}() takes no named argument.", place, f"Write {name}(x).")
    words.check_arity(name, op, len(arguments) + (receiver is not None), span, program.source)
    if receiver is None or receiver_node is None:
        receiver_node, *arguments = arguments
        receiver = program.evaluate(receiver_node)
    if op.takes_constant:
        return _with_constant(program, name, op, receiver, arguments, span)
    if op is _POW:
        return program.binary(ast.Pow(), receiver, receiver_node, arguments[0], span)
    if op.arity == 1:
        if isinstance(receiver, Value):
            return program.builder.make(op, (receiver,), span)
        return program.builder.compute(op, [receiver], span)
    for argument in arguments:
        receiver = program.pair(op, receiver, receiver_node, program.evaluate(argument), argument, span)
    return receiver


def _with_constant(
    program: Evaluator, name: str, op: Op, receiver: Operand, arguments: list[ast.expr], span: Span
) -> Operand:
    constant = program.evaluate_plain(arguments[0]) if arguments else DEFAULT_CONSTANTS[op.name]
    if isinstance(constant, Value):
        place = program.source.span(arguments[0])
        hint = f"Write a number there: {name}(x, 0.1)"
        raise LanguageError("type", f"The second argument of {name}() is a plain number.", place, hint)
    if isinstance(receiver, Value):
        return program.builder.make(op, (receiver,), span, constant)
    return program.builder.compute(op, [receiver, constant], span)


def _value(program: Evaluator, node: ast.Call, span: Span) -> Value:
    """`Value(2.0)`, `Value(2.0, label='a')`, `Value(data=2.0)`."""
    source = program.source
    given = [*zip(("data", "label"), node.args, strict=False), *((k.arg, k.value) for k in node.keywords)]
    arguments = dict(given)
    if (
        len(given) != len(arguments)
        or len(node.args) > 2
        or not {"data"} <= arguments.keys() <= {"data", "label"}
    ):
        message = "Value takes a number and, if you like, a label."
        hint = words.decimal_comma(source, span) or "Write Value(2.0, label='a')."
        raise LanguageError("arity", message, span, hint)
    label = ""
    text = arguments.get("label")
    if text is not None:
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            hint = words.decimal_comma(source, span) or "Write label='a'."
            raise LanguageError("type", "A label is a piece of text.", source.span(text), hint)
        label = text.value
        if half_a_character(label):
            raise LanguageError("syntax", words.HALF_A_CHARACTER, source.span(text), "Delete it.")
    number = arguments["data"]
    data = program.evaluate_plain(number)
    place = source.span(number)
    if isinstance(data, Value):
        if program.builder.origins[data].kind == "free":
            hint = f"Give `{short(data.label)}` a number first: {short(data.label)} = 2.0"
            raise LanguageError("type", f"`{short(data.label)}` is no number yet.", place, hint)
        raise LanguageError("type", "This is a Value already.", place, "Leave out Value(…).")
    return program.builder.leaf(
        data, span, "leaf", label=label, literal=place if words.is_literal(number) else None
    )


def _arguments(program: Evaluator, node: ast.Call) -> str:
    """The brackets of a call as typed, without those that the called number stands in."""
    end = program.source.span(node)[1]
    start = program.source.span(node.func)[1]
    return program.source.snippet((start, end)).lstrip(") ")


def _name_span(program: Evaluator, func: ast.expr) -> Span:
    """Where the name of a called function stands: for `a.b`, the `b`."""
    start, end = program.source.span(func)
    if isinstance(func, ast.Attribute):
        start = end
        while ("x" + program.source.text[start - 1]).isidentifier():
            start -= 1
    return start, end

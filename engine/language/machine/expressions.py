"""Translations of expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable

from engine.language import words
from engine.language.errors import LanguageError
from engine.language.machine.comparisons import comparison
from engine.language.machine.formatting import formatted, joined, turned
from engine.language.machine.iteration import truth
from engine.language.machine.kinds import Code, Data, Env
from engine.language.machine.operators import binary, negate, positive
from engine.language.machine.translate import Translator, expression
from engine.language.source import half_a_character


@expression(ast.Constant)
def _constant(t: Translator, node: ast.Constant) -> Code:
    data = node.value
    site = t.site(node)
    if isinstance(data, complex):
        text = site.label.rstrip("jJ")
        raise LanguageError(
            "unsupported", "Complex numbers are not Values.", site.span, f"Did you mean {text}*j?"
        )
    if not isinstance(data, (int, float, str)) and data is not None:
        raise LanguageError(
            "unsupported", "This is not part of the language.", site.span, words.WHAT_THERE_IS
        )
    try:
        if isinstance(data, int):
            t.machine.check_bits(data.bit_length())
        elif isinstance(data, str):
            t.machine.check_text(len(data))
            if half_a_character(data):
                raise LanguageError("syntax", words.HALF_A_CHARACTER, None, "Delete it.")
        elif isinstance(data, float) and data in (float("inf"), float("-inf")):
            raise LanguageError(
                "numeric", f"`{site.label[:30]}` is too large to be a number.", None, "Use smaller numbers."
            )
    except LanguageError as error:
        error.span = site.span
        raise
    return lambda env: data


@expression(ast.BinOp)
def _binary(t: Translator, node: ast.BinOp) -> Code:
    """A chain of operators to the left is walked in a loop, so that a long sum is not a deep one."""
    chain: list[ast.BinOp] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp):
        chain.append(left)
        left = left.left
    first = t.expression(left)
    steps: list[tuple[Callable[[Data, Data], Data], Code]] = []
    for outer in reversed(chain):
        site, before, after = t.site(outer), t.site(outer.left), t.site(outer.right)
        apply = binary(t.machine, type(outer.op), site, before, after)
        steps.append((apply, t.expression(outer.right)))
    if len(steps) == 1:
        ((apply, right),) = steps
        return lambda env: apply(first(env), right(env))
    if len(steps) == 2:
        (one, second), (two, third) = steps
        return lambda env: two(one(first(env), second(env)), third(env))

    def run(env: Env) -> Data:
        data = first(env)
        for apply, right in steps:
            data = apply(data, right(env))
        return data

    return run


@expression(ast.UnaryOp)
def _unary(t: Translator, node: ast.UnaryOp) -> Code:
    m, site = t.machine, t.site(node)
    operand = t.expression(node.operand)
    if isinstance(node.op, ast.Not):
        return lambda env: not truth(m, operand(env), site)
    if isinstance(node.op, ast.USub):
        if isinstance(node.operand, ast.Constant) and isinstance(node.operand.value, (int, float)):
            number = -node.operand.value
            return lambda env: number
        return lambda env: negate(m, operand(env), site)
    if isinstance(node.op, ast.UAdd):
        return lambda env: positive(m, operand(env), site)
    raise words.unsupported(node, t.source)


@expression(ast.Compare)
def _compare(t: Translator, node: ast.Compare) -> Code:
    m = t.machine
    first = t.expression(node.left)
    site = t.site(node)
    steps = [
        (comparison(m, type(op), site), t.expression(right))
        for op, right in zip(node.ops, node.comparators, strict=True)
    ]
    if len(steps) == 1:
        ((apply, right),) = steps
        return lambda env: apply(first(env), right(env))

    def run(env: Env) -> Data:
        left = first(env)
        found: Data = True
        for apply, right in steps:
            data = right(env)
            found = apply(left, data)
            if not truth(m, found, site):
                break
            left = data
        return found

    return run


@expression(ast.BoolOp)
def _bool(t: Translator, node: ast.BoolOp) -> Code:
    m, site = t.machine, t.site(node)
    *parts, last = [t.expression(value) for value in node.values]
    stop = isinstance(node.op, ast.Or)

    def run(env: Env) -> Data:
        for part in parts:
            data = part(env)
            if truth(m, data, site) is stop:
                return data
        return last(env)

    return run


@expression(ast.IfExp)
def _if(t: Translator, node: ast.IfExp) -> Code:
    m, site = t.machine, t.site(node.test)
    test, yes, no = (t.expression(part) for part in (node.test, node.body, node.orelse))
    return lambda env: yes(env) if truth(m, test(env), site) else no(env)


@expression(ast.JoinedStr)
def _fstring(t: Translator, node: ast.JoinedStr) -> Code:
    m, site = t.machine, t.site(node)
    parts: list[Code] = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            parts.append(_field(t, part, node))
        else:
            parts.append(t.expression(part))

    def run(env: Env) -> Data:
        try:
            return joined(m, [part(env) for part in parts])
        except LanguageError as error:
            error.span = error.span or site.span
            raise

    return run


def _field(t: Translator, node: ast.FormattedValue, whole: ast.JoinedStr) -> Code:
    m, site = t.machine, t.site(whole)
    data = t.expression(node.value)
    spec = t.expression(node.format_spec) if node.format_spec else None
    turn = {114: "r", 115: "s"}.get(node.conversion)
    if turn is None and node.conversion != -1:
        raise LanguageError("unsupported", "Only !r and !s turn things into text.", site.span, None)
    return lambda env: formatted(m, turned(m, data(env), turn, site), spec(env) if spec else "", site)

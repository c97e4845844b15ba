"""Translations of expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable

from engine.language import words
from engine.language.errors import LanguageError
from engine.language.machine import attributes, containers
from engine.language.machine.calls import call, key, listed, truth
from engine.language.machine.formatting import formatted, joined, turned
from engine.language.machine.kinds import Code, Data, Env, Set
from engine.language.machine.operators import binary, comparison, negate
from engine.language.machine.translate import Translator, expression


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
        return operand
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


# -- brackets --------------------------------------------------------------------------------------


@expression(ast.List, ast.Tuple, ast.Set)
def _sequence(t: Translator, node: ast.List | ast.Tuple | ast.Set) -> Code:
    m, site = t.machine, t.site(node)
    if isinstance(node, ast.Tuple) and not t.library:
        hint = words.decimal_comma(t.source, site.span)
        bare = len(node.elts) == 2 and not site.label.startswith("(")
        if hint and bare and all(isinstance(item, ast.Constant) for item in node.elts):
            m.note(f"`{site.label}` is two numbers. {hint}", site.span)
    starred = any(isinstance(item, ast.Starred) for item in node.elts)
    parts = [t.expression(e.value if isinstance(e, ast.Starred) else e) for e in node.elts]
    spread = [isinstance(item, ast.Starred) for item in node.elts]

    def items(env: Env) -> list[Data]:
        if not starred:
            return [part(env) for part in parts]
        found: list[Data] = []
        for part, star in zip(parts, spread, strict=True):
            found.extend(listed(m, part(env), site) if star else [part(env)])
        with_place(lambda: m.check_items(len(found)))
        return found

    def with_place(check: Callable[[], Data]) -> Data:
        try:
            return check()
        except LanguageError as error:
            error.span = error.span or site.span
            raise

    if isinstance(node, ast.List):
        return items
    if isinstance(node, ast.Tuple):
        return lambda env: tuple(items(env))
    return lambda env: with_place(lambda: Set(key(item) for item in items(env)))


@expression(ast.Dict)
def _dict(t: Translator, node: ast.Dict) -> Code:
    site = t.site(node)
    if any(name is None for name in node.keys):
        raise LanguageError(
            "unsupported", "`**` cannot unpack a dict here.", site.span, "Write the keys out."
        )
    pairs = [(t.expression(k), t.expression(v)) for k, v in zip(node.keys, node.values, strict=True) if k]

    def run(env: Env) -> Data:
        try:
            return {key(k(env)): v(env) for k, v in pairs}
        except LanguageError as error:
            error.span = error.span or site.span
            raise

    return run


@expression(ast.Subscript)
def _subscript(t: Translator, node: ast.Subscript) -> Code:
    m, site = t.machine, t.site(node)
    data, index = t.expression(node.value), t.expression(node.slice)
    return lambda env: containers.get_item(m, data(env), index(env), site)


@expression(ast.Slice)
def _slice(t: Translator, node: ast.Slice) -> Code:
    site = t.site(node)
    parts = [t.expression(part) if part else None for part in (node.lower, node.upper, node.step)]

    def run(env: Env) -> Data:
        ends = [part(env) if part else None for part in parts]
        for end in ends:
            if end is not None and not isinstance(end, int):
                raise LanguageError("type", "A slice takes whole numbers.", site.span, "As in x[0:2].")
        if ends[2] == 0:
            raise LanguageError("type", "A slice cannot step by 0.", site.span, "Use 1 or -1.")
        return slice(*ends)

    return run


# -- text, attributes, calls -----------------------------------------------------------------------


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


@expression(ast.Attribute)
def _attribute(t: Translator, node: ast.Attribute) -> Code:
    m, site, name = t.machine, t.site(node), node.attr
    data = t.expression(node.value)
    return lambda env: attributes.get(m, data(env), name, site)


@expression(ast.Call)
def _call(t: Translator, node: ast.Call) -> Code:
    m, site = t.machine, t.site(node)
    if isinstance(node.func, ast.Name) and node.func.id == "super":
        return _super(t, node)
    args = [t.expression(a.value if isinstance(a, ast.Starred) else a) for a in node.args]
    _remember_literal(t, node)
    spread = [isinstance(a, ast.Starred) for a in node.args]
    kwargs = {k.arg: t.expression(k.value) for k in node.keywords if k.arg}
    if len(kwargs) != len(node.keywords):
        raise LanguageError(
            "unsupported", "`**` cannot unpack a dict here.", site.span, "Name the arguments one by one."
        )
    starred = any(spread)

    def given(env: Env) -> list[Data]:
        found: list[Data] = []
        for part, star in zip(args, spread, strict=True):
            found.extend(listed(m, part(env), site) if star else [part(env)])
        return found

    if isinstance(node.func, ast.Attribute):
        receiver, name = t.expression(node.func.value), node.func.attr

        def run_method(env: Env) -> Data:
            data = receiver(env)
            arguments = given(env) if starred else [part(env) for part in args]
            named = {k: part(env) for k, part in kwargs.items()} if kwargs else {}
            return attributes.call_method(m, data, name, arguments, named, site)

        return run_method
    function = t.expression(node.func)

    def run(env: Env) -> Data:
        callee = function(env)
        arguments = given(env) if starred else [part(env) for part in args]
        return call(
            m, callee, arguments, {k: part(env) for k, part in kwargs.items()} if kwargs else {}, site
        )

    return run


def _remember_literal(t: Translator, node: ast.Call) -> None:
    """Where the number of `Value(2.0)` or `torch.tensor([2.0])` stands, for those who want to change it."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in ("Value", "tensor", "Tensor") and not t.library:
        number = (
            node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "data"), None)
        )
        if isinstance(number, ast.List) and len(number.elts) == 1:
            number = number.elts[0]
        if number is not None and words.is_literal(number):
            t.machine.literals[t.source.span(node)] = t.source.span(number)


def _super(t: Translator, node: ast.Call) -> Code:
    m, site = t.machine, t.site(node)
    method = t.method
    if method is None or len(node.args) not in (0, 2) or node.keywords:
        raise LanguageError(
            "unsupported", "super() works inside a method.", site.span, "Write super().__init__()."
        )
    load = t.expression(ast.copy_location(ast.Name(method[1], ast.Load()), node))
    return lambda env: attributes.super_of(m, method[0], load(env), site)

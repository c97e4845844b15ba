"""Translations of attributes and calls."""

from __future__ import annotations

import ast
from collections.abc import Callable

from engine.language import words
from engine.language.errors import LanguageError, short
from engine.language.machine import attributes
from engine.language.machine.calls import call
from engine.language.machine.iteration import listed
from engine.language.machine.kinds import Code, Data, Env, kind
from engine.language.machine.names import OWNER
from engine.language.machine.translate import Translator, expression


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
    kwargs = _named_arguments(t, node)
    starred = any(spread)

    def given(env: Env) -> list[Data]:
        found: list[Data] = []
        for part, star in zip(args, spread, strict=True):
            found.extend(listed(m, part(env), site) if star else [part(env)])
        return found

    if isinstance(node.func, ast.Attribute) and node.func.attr == "zero_":
        grad = node.func.value
        if isinstance(grad, ast.Attribute) and grad.attr == "grad":
            owner = t.expression(grad.value)
            return lambda env: attributes.set_(m, owner(env), "grad", 0.0, site)  # w.grad.zero_()
    if isinstance(node.func, ast.Attribute):
        receiver, name = t.expression(node.func.value), node.func.attr

        def run_method(env: Env) -> Data:
            data = receiver(env)
            arguments = given(env) if starred else [part(env) for part in args]
            named = kwargs(env) if kwargs else {}
            return attributes.call_method(m, data, name, arguments, named, site)

        return run_method
    function = t.expression(node.func)

    def run(env: Env) -> Data:
        callee = function(env)
        arguments = given(env) if starred else [part(env) for part in args]
        return call(m, callee, arguments, kwargs(env) if kwargs else {}, site)

    return run


def _named_arguments(t: Translator, node: ast.Call) -> Callable[[Env], dict[str, Data]] | None:
    """`name=value` and `**dict`; None where there are none."""
    if not node.keywords:
        return None
    m = t.machine
    seen: set[str] = set()
    for k in node.keywords:  # Python's parser lets a name pass twice
        if k.arg in seen:
            message = f"`{short(k.arg)}` is given twice here."
            raise LanguageError("syntax", message, t.source.span(k), "Give it once.")
        seen.update([k.arg] if k.arg else [])
    parts = [(k.arg, t.expression(k.value), t.site(k.value)) for k in node.keywords]
    if all(name for name, _, _ in parts):
        return lambda env: {name: part(env) for name, part, _ in parts if name}

    def run(env: Env) -> dict[str, Data]:
        named: dict[str, Data] = {}
        for name, part, site in parts:
            data = part(env)
            more = {name: data} if name else data
            if not isinstance(more, dict) or not all(isinstance(key, str) for key in more):
                message = f"`**` unpacks a dict whose keys are text, not {kind(data)}."
                raise LanguageError("type", message, site.span, "As in f(**{'x': 1}).")
            m.take(len(more), site)
            m.burn(site, len(more) // 8 + 1)
            if named.keys() & more.keys():
                raise LanguageError("arity", "An argument is given twice here.", site.span, "Give it once.")
            named |= more
        return named

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
    site = t.site(node)
    if t.receiver is None or len(node.args) not in (0, 2) or node.keywords:
        raise LanguageError(
            "unsupported", "super() works inside a method.", site.span, "Write super().__init__()."
        )
    owner, receiver = (
        t.expression(ast.copy_location(ast.Name(name, ast.Load()), node)) for name in (OWNER, t.receiver)
    )
    return lambda env: attributes.super_of(owner(env), receiver(env), site)

"""`def`, `lambda` and `class`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from engine.language.errors import LanguageError, short
from engine.language.machine.assignment import target
from engine.language.machine.calls import ALLOWED_DUNDERS, call
from engine.language.machine.kinds import Class, Code, Data, Env, Function, Parameters, Wrapped
from engine.language.machine.names import OWNER, Names, assigned
from engine.language.machine.pasted import drawing_in_place_of, replaced_class
from engine.language.machine.translate import Translator, expression, statement
from engine.language.words import unsupported

_ROLES: Final = {"property", "staticmethod", "classmethod"}


def _function(t: Translator, node: ast.FunctionDef | ast.Lambda) -> Code:
    arguments = node.args
    parameters = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    parameters += [a.arg for a in (arguments.vararg, arguments.kwarg) if a]
    simple = isinstance(node, ast.Lambda)
    own, elsewhere = assigned([] if isinstance(node, ast.Lambda) else node.body)
    names = Names("function", {*own, *parameters}, t.names)
    names.elsewhere = elsewhere
    inner = t.within(names)
    if t.names.kind == "class" and isinstance(node, ast.FunctionDef) and arguments.args:
        inner.receiver = arguments.args[0].arg
    twice = next((p for i, p in enumerate(parameters) if p in parameters[:i]), None)
    if twice is not None:
        message = f"`{short(twice)}` is a parameter twice."
        raise LanguageError("syntax", message, t.source.span(node), "Give one of them another name.")
    body = inner.expression(node.body) if isinstance(node, ast.Lambda) else inner.block(node.body)
    positional = [*arguments.posonlyargs, *arguments.args]
    given = positional[len(positional) - len(arguments.defaults) :]
    defaults = [(a.arg, t.expression(d)) for a, d in zip(given, arguments.defaults, strict=True)]
    defaults += [
        (a.arg, t.expression(d))
        for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if d
    ]
    name = "lambda" if isinstance(node, ast.Lambda) else node.name
    in_class = t.names.kind == "class"
    library = t.library

    m, site = t.machine, t.site(node)

    def make(env: Env) -> Function:
        m.take(16, site)
        values = {key: default(env) for key, default in defaults}
        around = env.up if in_class and env.up is not None else env
        return Function(name, Parameters(arguments, values), body, around, simple=simple, library=library)

    return make


@expression(ast.Lambda)
def _lambda(t: Translator, node: ast.Lambda) -> Code:
    return _function(t, node)


@statement(ast.FunctionDef)
def _def(t: Translator, node: ast.FunctionDef) -> Code:
    drawing = drawing_in_place_of(t, node)
    make = (lambda env: drawing) if drawing else _decorated(t, node, _function(t, node))
    store = target(t, ast.copy_location(ast.Name(node.name, ast.Store()), node))

    def run(env: Env) -> None:
        store(env, make(env))

    return run


def _decorated(t: Translator, node: ast.FunctionDef, make: Code) -> Code:
    """`@property`, `@staticmethod` and `@classmethod` in a class; else any function of one argument."""
    steps: list[Callable[[Env, Data], Data]] = []
    for decorator in reversed(node.decorator_list):
        name = decorator.id if isinstance(decorator, ast.Name) else ""
        if name in _ROLES:
            if t.names.kind != "class" or len(node.decorator_list) > 1:
                hint = "It belongs on a method of a class, alone."
                raise LanguageError(
                    "unsupported", f"`@{name}` cannot stand here.", t.source.span(decorator), hint
                )
            steps.append(lambda env, data, role=name: Wrapped(data, role))  # type: ignore[misc]
        elif isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "getter", "deleter"):
            raise LanguageError(
                "unsupported", "A property cannot be written here.", t.source.span(decorator),
                "Write a method that sets it.",
            )  # fmt: skip
        else:
            steps.append(_applied(t, decorator))
    if not steps:
        return make

    def run(env: Env) -> Data:
        data = make(env)
        for step in steps:
            data = step(env, data)
        return data

    return run


def _applied(t: Translator, decorator: ast.expr) -> Callable[[Env, Data], Data]:
    code, site, m = t.expression(decorator), t.site(decorator), t.machine
    return lambda env, data: call(m, code(env), [data], {}, site)


@statement(ast.ClassDef)
def _class(t: Translator, node: ast.ClassDef) -> Code:
    replacement = replaced_class(t, node)
    if replacement is not None:
        return replacement
    m, site = t.machine, t.site(node)
    if node.decorator_list:
        raise unsupported(node.decorator_list[0], t.source, "A decorator of a class is")
    if node.keywords or len(node.bases) > 1:
        raise LanguageError(
            "unsupported",
            "A class inherits from one class at most.",
            t.source.span(node),
            "Put the methods of both into one.",
        )
    bases = [b for b in node.bases if not (isinstance(b, ast.Name) and b.id == "object")]
    base = t.expression(bases[0]) if bases else None
    own, _ = assigned(node.body)
    inner = t.within(Names("class", own, Names("owner", {OWNER}, t.names)))
    steps = [_member(inner, part) for part in node.body]
    store = target(t, ast.copy_location(ast.Name(node.name, ast.Store()), node))

    def run(env: Env) -> None:
        parent = base(env) if base else None
        if parent is not None and type(parent) is not Class:
            raise LanguageError(
                "type",
                "A class inherits from another class of the program.",
                site.span,
                "Leave the brackets out.",
            )
        depth, above = 0, parent
        while above is not None:
            depth, above = depth + 1, above.base
        if depth > 10:
            raise LanguageError(
                "limit", "Classes inherit more than 10 deep here.", site.span, "Inherit less."
            )
        around = Env(env)  # what its methods see: `super()` asks there which class they are of
        members = Env(around)
        made = Class(node.name, parent, members)
        for step in steps:
            step(members)
        around[OWNER] = made
        m.own_equality = m.own_equality or "__eq__" in members
        store(env, made)

    return run


def _member(t: Translator, node: ast.stmt) -> Code:
    if isinstance(node, ast.FunctionDef):
        name = node.name
        if name.startswith("__") and name.endswith("__") and name not in ALLOWED_DUNDERS:
            message = f"A class cannot define `{short(name, 30)}` here."
            raise LanguageError(
                "unsupported",
                message,
                t.source.span(node),
                "The arithmetic ones, __init__, __call__ and __repr__ can be.",
            )
        make = _decorated(t, node, _function(t, node))

        def define(env: Env) -> None:
            env[name] = make(env)

        return define
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.Expr, ast.Pass)):
        return t.statement(node)
    raise unsupported(node, t.source)

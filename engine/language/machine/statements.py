"""Translations of statements. A statement gives None, or a signal: BREAK, CONTINUE, or (value,) to return."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from engine.language.errors import LanguageError, short
from engine.language.machine.assignment import target
from engine.language.machine.imports import bring_in
from engine.language.machine.iteration import items_of, truth
from engine.language.machine.kinds import Code, Data, Env
from engine.language.machine.translate import Translator, statement
from engine.language.machine.turns import turn_name

BREAK: Final = "break"
CONTINUE: Final = "continue"


@statement(ast.Expr)
def _expression(t: Translator, node: ast.Expr) -> Code:
    value = t.expression(node.value)
    if t.names.kind != "module" or t.library:

        def drop(env: Env) -> None:
            value(env)

        return drop
    m = t.machine

    def run(env: Env) -> None:
        m.computed(value(env))

    return run


@statement(ast.Pass)
def _pass(t: Translator, node: ast.Pass) -> Code:
    return lambda env: None


@statement(ast.Global, ast.Nonlocal)
def _declared(t: Translator, node: ast.Global | ast.Nonlocal) -> Code:
    for name in node.names if isinstance(node, ast.Nonlocal) else ():
        if t.names.kind != "function" or t.names.place(name) is None:
            message = f"`{short(name)}` is no name of a function around this one."
            raise LanguageError(
                "syntax", message, t.source.span(node), "Give it a value there, or use global."
            )
    return lambda env: None  # names.py has read it


@statement(ast.If)
def _if(t: Translator, node: ast.If) -> Code:
    m, site = t.machine, t.site(node.test)
    test, yes = t.expression(node.test), t.inside(node.body)
    no = t.inside(node.orelse) if node.orelse else None

    def run(env: Env) -> Data:
        if truth(m, test(env), site):
            return yes(env)
        return no(env) if no else None

    return run


@statement(ast.For)
def _for(t: Translator, node: ast.For) -> Code:
    m, site = t.machine, t.site(node.iter)
    source, store = t.expression(node.iter), target(t, node.target)
    outermost = t.names.kind == "module" and not t.in_loop
    counted = not t.library and not t.names.in_class
    body = t.inside(node.body, loop=True)
    otherwise = t.inside(node.orelse) if node.orelse else None

    def run(env: Env) -> Data:
        scope = m.builder.scope
        try:
            for turn, item in enumerate(items_of(m, source(env), site)):
                m.fuel -= 1
                if m.fuel < 0:
                    m.refuel(site.span)
                if counted:
                    name = turn_name(item, turn, outermost=outermost)
                    m.builder.scope = scope.inside(name) if name else scope
                store(env, item)
                signal = body(env)
                if signal is not None:
                    if signal is BREAK:
                        return None
                    if signal is not CONTINUE:
                        return signal
        finally:
            m.builder.scope = scope
        return otherwise(env) if otherwise else None

    return run


@statement(ast.While)
def _while(t: Translator, node: ast.While) -> Code:
    m, site = t.machine, t.site(node.test)
    test, body = t.expression(node.test), t.inside(node.body, loop=True)
    otherwise = t.inside(node.orelse) if node.orelse else None
    outermost = t.names.kind == "module" and not t.in_loop

    def run(env: Env) -> Data:
        scope, turn = m.builder.scope, 0
        try:
            while truth(m, test(env), site):
                m.fuel -= 1
                if m.fuel < 0:
                    m.refuel(site.span)
                if outermost:
                    m.builder.scope = scope.inside(f"loop turn {turn}")
                    turn += 1
                signal = body(env)
                if signal is not None:
                    if signal is BREAK:
                        return None
                    if signal is not CONTINUE:
                        return signal
        finally:
            m.builder.scope = scope
        return otherwise(env) if otherwise else None

    return run


@statement(ast.Break, ast.Continue)
def _leave(t: Translator, node: ast.Break | ast.Continue) -> Code:
    word = BREAK if isinstance(node, ast.Break) else CONTINUE
    if not t.in_loop:
        raise LanguageError(
            "syntax", f"`{word}` stands outside a loop.", t.source.span(node), "Put it into the loop."
        )
    return lambda env: word


@statement(ast.Return)
def _return(t: Translator, node: ast.Return) -> Code:
    if t.names.kind != "function":
        hint = "The last line is the result."
        raise LanguageError("syntax", "`return` stands outside a function.", t.source.span(node), hint)
    if node.value is None:
        return lambda env: (None,)
    value = t.expression(node.value)
    return lambda env: (value(env),)


@statement(ast.Import, ast.ImportFrom)
def _import(t: Translator, node: ast.Import | ast.ImportFrom) -> Callable[[Env], None]:
    site = t.site(node)
    try:
        found = bring_in(t.machine, node, site)
    except LanguageError as error:
        if not t.trying:
            raise
        failed, failed.raised = error, "ImportError" if error.code == "name" else "ModuleNotFoundError"

        def fail(env: Env) -> None:
            raise failed

        return fail
    stores = [
        (target(t, ast.copy_location(ast.Name(name, ast.Store()), node)) if name != "Value" else None, data)
        for name, data in found
    ]

    def run(env: Env) -> None:
        for store, data in stores:
            if store is not None:
                store(env, data)

    return run

"""`try`, `raise`, `assert` and `with`: what goes wrong in a program, under the names Python has for it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError, short
from engine.language.machine.assignment import Store, target
from engine.language.machine.formatting import text
from engine.language.machine.iteration import truth
from engine.language.machine.kinds import Builtin, Code, Data, Env, Ignored, Implementation, Trouble, kind
from engine.language.machine.registry import BUILTINS
from engine.language.machine.state import Machine
from engine.language.machine.translate import Translator, statement
from engine.language.words import unsupported

_ABOVE: Final[dict[str, tuple[str, ...]]] = {
    "ZeroDivisionError": ("ArithmeticError",),
    "OverflowError": ("ArithmeticError",),
    "ArithmeticError": (),
    "IndexError": ("LookupError",),
    "KeyError": ("LookupError",),
    "LookupError": (),
    "ModuleNotFoundError": ("ImportError",),
    "ImportError": (),
    "NotImplementedError": ("RuntimeError",),
    **dict.fromkeys(
        ("ValueError", "TypeError", "NameError", "AttributeError", "AssertionError", "RuntimeError",
         "StopIteration", "Exception"), (),
    ),
}  # fmt: skip
"""The errors a program can name, each with the ones above it; `Exception` is above all."""

_LONGEST: Final = 200
"""Characters kept of what a program tells with an error."""
_VALUES: Final = ("is not in it.", "names.", "of nothing.", "on another.")
"""How sentences end that are ValueErrors in Python: in vain, unpacking, the most of nothing, zip."""


def python_name(error: LanguageError) -> str | None:
    """What Python would raise here; None for what no program can catch: budgets, and what is not allowed."""
    if error.raised:
        return error.raised
    if error.code == "numeric":
        if "divides by zero" in error.message:
            return "ZeroDivisionError"
        return "OverflowError" if "too large" in error.message else "ValueError"
    if error.message.endswith(_VALUES):
        return "ValueError"
    if error.code == "index":
        return "KeyError" if "key" in error.message else "IndexError"
    if error.code == "name":
        return "AttributeError" if error.message.startswith("There is no") else "NameError"
    return {"type": "TypeError", "arity": "TypeError", "assert": "AssertionError"}.get(error.code)


def _named(name: str) -> Implementation:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        if kwargs:
            raise TypeError
        told = ""
        for i, arg in enumerate(args):
            told += (", " if i else "") + text(m, arg, site)
            if len(told) >= _LONGEST:
                break
        return Trouble(name, told[:_LONGEST])

    return run


ERRORS: Final = {name: Builtin(name, _named(name)) for name in _ABOVE}
BUILTINS.update(ERRORS)


def names_of(name: str) -> tuple[str, ...]:
    """An error's name and those above it."""
    return (name, "Exception", *_ABOVE[name])


def _catches(wanted: Data, name: str, site: Site) -> bool:
    for one in wanted if isinstance(wanted, tuple) else (wanted,):
        if not (isinstance(one, Builtin) and ERRORS.get(one.name) is one):
            message = f"`except` is followed by the name of an error, not by {kind(one)}."
            raise LanguageError("type", message, site.span, "As in: except ValueError:")
        if one.name in names_of(name):
            return True
    return False


@statement(ast.Try)
def _try(t: Translator, node: ast.Try) -> Code:
    attempt = _attempt(t, node)
    if not node.finalbody:
        return attempt
    last = t.inside(node.finalbody)

    def run(env: Env) -> Data:
        try:
            signal = attempt(env)
        except LanguageError as error:
            if python_name(error) is None:
                raise  # a budget that is used up ends the program here and now
            left = last(env)
            if left is None:
                raise
            return left
        left = last(env)
        return signal if left is None else left

    return run


def _attempt(t: Translator, node: ast.Try) -> Code:
    m = t.machine
    before, t.trying = t.trying, bool(node.handlers)
    body = t.inside(node.body)
    t.trying = before
    handlers = [
        (
            t.expression(handler.type) if handler.type else None,
            t.site(handler.type) if handler.type else t.site(node),
            _binding(t, handler) if handler.name else None,
            t.inside(handler.body),
        )
        for handler in node.handlers
    ]
    otherwise = t.inside(node.orelse) if node.orelse else None

    def attempt(env: Env) -> Data:
        try:
            signal = body(env)
        except LanguageError as error:
            name = python_name(error)
            if name is None:
                raise
            for wanted, site, store, block in handlers:
                if wanted is None or _catches(wanted(env), name, site):
                    m.caught.append(error)
                    if store is not None:
                        store[0](env, Trouble(name, error.told or error.message))
                    try:
                        return block(env)
                    finally:
                        m.caught.pop()
                        if store is not None:
                            store[1](env)
            raise
        return otherwise(env) if signal is None and otherwise else signal

    return attempt


def _binding(t: Translator, handler: ast.ExceptHandler) -> tuple[Store, Callable[[Env], None]]:
    """Setting the name of an `except … as e`, and letting go of it after its block, as Python does."""
    name = handler.name or ""
    up = t.names.place(name)

    def forget(env: Env) -> None:
        if up is None:
            t.globals.pop(name, None)
        elif up == 0:
            env.pop(name, None)

    return target(t, _store_name(handler)), forget


def _store_name(handler: ast.ExceptHandler) -> ast.Name:
    return ast.Name(
        handler.name or "", ast.Store(), lineno=handler.lineno, col_offset=handler.col_offset,
        end_lineno=handler.lineno, end_col_offset=handler.col_offset + 6,
    )  # fmt: skip


@statement(ast.Raise)
def _raise(t: Translator, node: ast.Raise) -> Code:
    m, site = t.machine, t.site(node)
    what = t.expression(node.exc) if node.exc else None
    if node.cause:
        t.expression(node.cause)  # looked at, and left aside

    def run(env: Env) -> None:
        if what is None:
            if m.caught:
                raise m.caught[-1]
            raise LanguageError("type", "There is no error to raise again here.", site.span, "Name one.")
        data = what(env)
        if isinstance(data, Builtin) and ERRORS.get(data.name) is data:
            data = Trouble(data.name, "")
        if not isinstance(data, Trouble):
            message = f"`raise` takes an error, not {kind(data)}."
            raise LanguageError("type", message, site.span, "As in: raise ValueError('why')")
        told = f"{data.name}: {data.message}" if data.message else data.name
        error = LanguageError("assert", "The program raises an error here.", site.span, short(told, 100))
        error.raised, error.told = data.name, data.message
        raise error

    return run


@statement(ast.Assert)
def _assert(t: Translator, node: ast.Assert) -> Code:
    m, site = t.machine, t.site(node.test)
    test = t.expression(node.test)
    message = t.expression(node.msg) if node.msg else None

    def run(env: Env) -> None:
        if not truth(m, test(env), site):
            told = short(text(m, message(env), site), 100) if message else ""
            error = LanguageError("assert", f"`{site.label}` does not hold.", site.span, told or None)
            error.told = told
            raise error

    return run


@statement(ast.With)
def _with(t: Translator, node: ast.With) -> Code:
    """Only what changes nothing here: `torch.no_grad()`, `np.errstate()`, a plot's style."""
    for item in node.items:
        if item.optional_vars is not None and not isinstance(item.optional_vars, ast.Name):
            raise unsupported(node, t.source)
    parts = [
        (t.expression(i.context_expr), t.site(i.context_expr),
         target(t, i.optional_vars) if i.optional_vars else None)
        for i in node.items
    ]  # fmt: skip
    body = t.inside(node.body)

    def run(env: Env) -> Data:
        for part, site, store in parts:
            data = part(env)
            if not isinstance(data, Ignored):
                message = f"`with` does not work on {kind(data)}."
                hint = "It works on torch.no_grad() and np.errstate(); else write the lines inside it alone."
                raise LanguageError("unsupported", message, site.span, hint)
            if store is not None:
                store(env, data)
        return body(env)

    return run

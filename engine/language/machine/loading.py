"""Reading names."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from engine.language import words
from engine.language.builder import Site
from engine.language.errors import LanguageError, short
from engine.language.functions import nearest
from engine.language.machine.builtins import BUILTINS
from engine.language.machine.kinds import Code, Data, Env
from engine.language.machine.translate import Translator, expression

_IMPORTS: Final = {
    "math": "import math",
    "random": "import random",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "torch": "import torch",
    "plt": "import matplotlib.pyplot as plt",
    "MLP": "from micrograd.nn import MLP",
}


_PYTHONS_OWN: Final = frozenset(
    [
        "open",
        "eval",
        "exec",
        "compile",
        "input",
        "setattr",
        "delattr",
        "globals",
        "locals",
        "vars",
        "dir",
        "help",
        "breakpoint",
        "exit",
        "quit",
        "memoryview",
        "bytearray",
        "bytes",
        "object",
        "hash",
        "frozenset",
        "slice",
        "issubclass",
    ]
)


@expression(ast.Name)
def _name(t: Translator, node: ast.Name) -> Code:
    name, site = node.id, t.site(node)
    up = t.names.place(name)

    def missing() -> LanguageError:
        return _missing(t, name, site)

    if up is None:
        return _of_module(t, name, missing)
    if up == 0:
        return _local(t, name, missing)

    def outer(env: Env) -> Data:
        place = env
        for _ in range(up):
            assert place.up is not None
            place = place.up
        try:
            return place[name]
        except KeyError:
            raise missing() from None

    return outer


def _of_module(t: Translator, name: str, missing: Callable[[], LanguageError]) -> Code:
    """A name of the whole program, or a function of ours."""
    globals_ = t.globals
    if name not in t.module.own and name in BUILTINS:
        builtin = BUILTINS[name]
        return lambda env: globals_.get(name, builtin)

    def of_module(env: Env) -> Data:
        try:
            return globals_[name]
        except KeyError:
            if name in BUILTINS:
                return BUILTINS[name]
            raise missing() from None

    return of_module


def _local(t: Translator, name: str, missing: Callable[[], LanguageError]) -> Code:
    globals_, in_class = t.globals, t.names.kind == "class"

    def local(env: Env) -> Data:
        try:
            return env[name]
        except KeyError:
            if in_class and (name in globals_ or name in BUILTINS):
                return globals_.get(name, BUILTINS.get(name))
            raise missing() from None

    return local


def _missing(t: Translator, name: str, site: Site) -> LanguageError:
    if name in t.names.own or name in t.module.own:
        message = f"`{short(name)}` is used before it is assigned."
        return LanguageError("name", message, site.span, "Assign it on a line above this one.")
    meant = nearest(name, [*t.globals, *BUILTINS]) if 2 < len(name) < 40 else None
    hint = f"Did you mean {short(meant)}?" if meant else f"Give it a value first: {short(name)} = 2.0"
    hint = words.OTHER_WAYS.get(name, hint)
    if name in _PYTHONS_OWN:
        hint = "Files, input and Python's own insides are not part of the language."
    if name in _IMPORTS:
        hint = f"Write this first: {_IMPORTS[name]}"
    elif name.startswith("__"):
        hint = "Names with two underscores in front are Python's own."
    return LanguageError("name", f"`{short(name)}` has no value here.", site.span, hint)

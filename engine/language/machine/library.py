"""`micrograd.nn` for programs: the very file `engine/nn.py`, run by the same machine as the program."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import engine
from engine.language.machine.kinds import Module
from engine.language.machine.names import Names, assigned
from engine.language.machine.state import Machine
from engine.language.source import Source


@cache
def _text() -> str:
    return Path(engine.__file__).with_name("nn.py").read_text("utf-8")


@cache
def _tree() -> ast.Module:
    return ast.parse(_text())


def nn(m: Machine) -> Module:
    """The classes of `engine/nn.py`. What they make stands, for people, at the program's own calls."""
    if m.nn is None:
        from engine.language.machine.builtins import BUILTINS
        from engine.language.machine.dice import RANDOM
        from engine.language.machine.translate import Translator

        body = [node for node in _tree().body if isinstance(node, ast.ClassDef)]
        own, _ = assigned(body)
        translator = Translator(m, Source(_text()), Names("module", own), library=True)
        translator.globals.update(random=RANDOM, Value=BUILTINS["Value"])
        translator.block(list(body))(translator.globals)
        names = ("Module", "Neuron", "Layer", "MLP")
        m.nn = Module("micrograd.nn", {name: translator.globals[name] for name in names})
    return m.nn

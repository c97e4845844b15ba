"""`import`: which modules are understood, and what of them there is."""

from __future__ import annotations

import ast
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError, short
from engine.language.functions import nearest
from engine.language.machine.builtins import BUILTINS
from engine.language.machine.dice import RANDOM
from engine.language.machine.drawing import DIGRAPH
from engine.language.machine.kinds import Data, Module
from engine.language.machine.library import nn
from engine.language.machine.mathematics import MATH
from engine.language.machine.moons import SKLEARN
from engine.language.machine.numpy_shim import NUMPY
from engine.language.machine.plotting import PYPLOT
from engine.language.machine.state import Machine
from engine.language.machine.torch_shim import OPTIM, TORCH

_ENGINE: Final = Module("micrograd.engine", {"Value": BUILTINS["Value"]})
MODULES: Final[dict[str, Module]] = {
    "math": MATH,
    "random": RANDOM,
    "numpy": NUMPY,
    "torch": TORCH,
    "torch.optim": OPTIM,
    "matplotlib": Module("matplotlib", {"pyplot": PYPLOT}),
    "matplotlib.pyplot": PYPLOT,
    "graphviz": Module("graphviz", {"Digraph": DIGRAPH, "Graph": DIGRAPH}),
    "micrograd": Module("micrograd", {"engine": _ENGINE}),
    "micrograd.engine": _ENGINE,
    "engine": _ENGINE,
    "sklearn": Module("sklearn", {"datasets": SKLEARN}),
    "sklearn.datasets": SKLEARN,
}
_LIBRARIES: Final = {"micrograd.nn", "engine.nn"}
_NOTHING: Final = {"__future__", "typing"}
"""Modules of which every name is left out."""
_SILENT: Final = {*_NOTHING, "torch.nn", "torch.nn.functional"}


def bring_in(m: Machine, node: ast.Import | ast.ImportFrom, site: Site) -> list[tuple[str, Data]]:
    """Names, and what they will stand for."""
    if isinstance(node, ast.Import):
        found: list[tuple[str, Data]] = []
        for alias in node.names:
            module = _module(m, alias.name, site)
            if alias.asname:
                found.append((alias.asname, module))
            else:
                top = alias.name.split(".")[0]
                found.append((top, _module(m, top, site)))
        return found
    name = "." * node.level + (node.module or "")
    if name in _NOTHING:
        return []
    module = _module(m, name, site)
    found = []
    for alias in node.names:
        if alias.name == "*":
            found += [(n, data) for n, data in module.members.items() if not n.startswith("_")]
        elif alias.name in module.members:
            found.append((alias.asname or alias.name, module.members[alias.name]))
        elif f"{name}.{alias.name}" in {*MODULES, *_LIBRARIES}:
            found.append((alias.asname or alias.name, _module(m, f"{name}.{alias.name}", site)))
        else:
            meant = nearest(alias.name, list(module.members))
            hint = f"Did you mean {short(meant, 30)}?" if meant else None
            message = f"There is no `{short(alias.name, 40)}` in `{name}` here."
            raise LanguageError("name", message, site.span, hint)
    return found


def _module(m: Machine, name: str, site: Site) -> Module:
    if name in _LIBRARIES:
        return nn(m)
    if name in _SILENT:
        return Module(name, {})
    if name not in MODULES:
        hint = "There are math, random, numpy, matplotlib, graphviz, micrograd, torch and sklearn.datasets."
        raise LanguageError("unsupported", f"`{short(name, 40)}` cannot be imported here.", site.span, hint)
    module = MODULES[name]
    if name == "micrograd":
        return Module(name, {**module.members, "nn": nn(m)})
    return module

"""A pasted `class Value` at work, apart from the program that it stands in.

It is run by the same kind of machine, with names and a small budget of its own, under a name that no program
can write.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Final

from engine.language.builder import Site
from engine.language.clock import Clock
from engine.language.errors import LanguageError
from engine.language.limits import Limits
from engine.language.machine.attributes import call_method
from engine.language.machine.calls import ALLOWED_DUNDERS, construct
from engine.language.machine.kinds import Data, Instance, Set
from engine.language.machine.names import Names
from engine.language.machine.state import Machine
from engine.language.machine.translate import Translator
from engine.language.source import Source

_NAME: Final = "pasted Value"
_STEPS: Final = 20_000
_ITEMS: Final = 200_000
_NODES: Final = 30
_SITE: Final = Site((0, 0), "")


class Unknown(Exception):
    """The class cannot be run here, or gives something else than a Value."""


class Trial:
    """The class, and what can be asked of its objects."""

    def __init__(self, node: ast.ClassDef, source: Source, limits: Limits) -> None:
        from engine.language.machine.imports import MODULES

        small = replace(
            limits,
            max_steps=min(_STEPS, limits.max_steps),
            max_items_in_all=min(_ITEMS, limits.max_items_in_all),
        )
        self._machine = Machine(source, small, Clock(limits))
        modules = {name: MODULES[name] for name in ("math", "random", "numpy")}
        self._machine.globals.update(modules, np=MODULES["numpy"])
        tree = _renamed(node)
        for _ in range(5):
            translator = Translator(self._machine, source, Names("module", {_NAME}))
            try:
                translator.statement(tree)(self._machine.globals)
                self._class = self._machine.globals[_NAME]
                return
            except LanguageError as error:
                where = error.span or (0, 0)
                left = [p for p in tree.body if not _covers(source.span(p), where)]
                if not left or len(left) == len(tree.body):
                    raise Unknown from None
                tree.body = left  # without the method that cannot be read
        raise Unknown

    def make(self, number: float) -> Instance:
        try:
            return construct(self._machine, self._class, [number], {}, _SITE)
        except LanguageError:
            raise Unknown from None

    def call(self, receiver: Data, name: str, args: list[Data]) -> Data:
        try:
            return call_method(self._machine, receiver, name, args, {}, _SITE)
        except LanguageError:
            raise Unknown from None

    def data(self, node: Data) -> float:
        return _number(node, "data")

    def grad(self, node: Data) -> float:
        return _number(node, "grad")

    def reset(self, nodes: Sequence[Data]) -> None:
        for node in nodes:
            if isinstance(node, Instance):
                node.attributes["grad"] = 0.0

    def passed_back(
        self, out: Data, operands: list[Data], upstream: float
    ) -> tuple[list[float], list[float]]:
        """The operands' grads before and after `out` and what it was made through did their backward step."""
        order = self._order(out)
        self.reset(order)
        before = [0.25 * (i + 2) for i in range(len(operands))]
        for operand, grad in zip(operands, before, strict=True):
            operand.attributes["grad"] = grad
        out.attributes["grad"] = upstream
        for node in reversed(order):
            if node in operands:
                continue
            try:
                self.call(node, "_backward", [])
            except Unknown:
                break  # nothing that can be called
        return before, [self.grad(operand) for operand in operands]

    def _order(self, out: Data) -> list[Instance]:
        """What `out` was made of, parents first."""
        order: list[Instance] = []
        todo: list[tuple[Data, bool]] = [(out, False)]
        while todo and len(todo) < _NODES:
            node, done = todo.pop()
            if done:
                order.append(node)
            elif isinstance(node, Instance) and node not in order:
                parents = node.attributes.get("_prev", ())
                parents = list(parents.items) if isinstance(parents, Set) else parents
                todo.append((node, True))
                todo += [(parent, False) for parent in parents if isinstance(parents, (list, tuple))]
        return list(dict.fromkeys(order))


def _number(node: Data, name: str) -> float:
    found = node.attributes.get(name) if isinstance(node, Instance) else None
    if not isinstance(found, (int, float)):
        raise Unknown
    return float(found)


def _covers(whole: tuple[int, int], part: tuple[int, int]) -> bool:
    return whole[0] <= part[0] and part[1] <= whole[1]


def _renamed(node: ast.ClassDef) -> ast.ClassDef:
    """A copy under the other name, without what has no part in the mathematics."""
    tree = deepcopy(node)
    for part in ast.walk(tree):
        if isinstance(part, ast.Name) and part.id == "Value":
            part.id = _NAME
    tree.name = _NAME
    tree.body = [
        part
        for part in tree.body
        if isinstance(part, ast.FunctionDef)
        and (not part.name.startswith("__") or part.name in ALLOWED_DUNDERS)
    ] + [part for part in tree.body if isinstance(part, ast.Assign) and not _dunder(part)]
    return tree


def _dunder(part: ast.Assign) -> bool:
    """`__slots__ = …`"""
    target = part.targets[0]
    return isinstance(target, ast.Name) and target.id.startswith("__") and target.id not in ALLOWED_DUNDERS

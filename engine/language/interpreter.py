"""Statements of a program, one after the other, and its backward passes."""

from __future__ import annotations

import ast
from typing import Final

from engine.functions import FUNCTIONS, IMPORTABLE, MODULE_CONSTANTS, nearest
from engine.language import words
from engine.language.cells import last_expressions
from engine.language.clock import Clock
from engine.language.errors import LanguageError, Span, short
from engine.language.evaluator import Evaluator, Operand
from engine.language.limits import Limits
from engine.language.recorder import Recorder
from engine.language.run import Item, Run
from engine.language.source import Source
from engine.value import Value

_PARTS: Final = {
    name: {"engine", "Value"} if "engine" in name or name == "micrograd" else {*FUNCTIONS, *MODULE_CONSTANTS}
    for name in IMPORTABLE
}
"""What `from … import` finds in each module."""


def run_formula(source: Source, tree: ast.Module, limits: Limits, clock: Clock, wanted: int | None) -> Run:
    """Run a formula (`dialect.py` says what that is). `wanted`: the pass to show; None: the last."""
    interpreter = Interpreter(source, tree, limits, clock, wanted)
    interpreter.run()
    root, recorder = interpreter.last, interpreter.recorder
    if root is not None and not recorder.passes:
        interpreter.backward(root, None)
    shown = recorder.settle()
    evaluator = interpreter.evaluator
    return Run(
        values=evaluator.builder.values,
        origins=evaluator.builder.origins,
        root=recorder.passes[shown].root if shown is not None and shown < len(recorder.passes) else root,
        passes=recorder.passes,
        shown=shown,
        terms=recorder.terms,
        output="".join(interpreter.shown),
        notes=evaluator.notes[: limits.max_notes],
        items=[Item("text", text) for text in interpreter.shown],
    )


class Interpreter:
    """Runs one program once. An allow-list: a statement that is not named here is refused."""

    def __init__(
        self, source: Source, tree: ast.Module, limits: Limits, clock: Clock, wanted: int | None
    ) -> None:
        self.source = source
        self.limits = limits
        self.evaluator = Evaluator(source, tree, limits, clock)
        self.recorder = Recorder(self.evaluator.builder, limits, clock, source.own_sizes, wanted)
        self.last: Value | None = None
        self.shown: list[str] = []
        self._tree = tree

    def run(self) -> None:
        shown = last_expressions(self.source.code, self._tree) if "%%" in self.source.code else ()
        for statement in self._tree.body:
            self._statement(statement)
            if statement in shown and self.last is not None and not self._ran_pass(statement):
                self.shown.append(f"{self.last!r}\n")

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Assign):
            value = self.evaluator.evaluate(node.value)
            for target in node.targets:
                self._assign(target, value)
        elif isinstance(node, ast.AugAssign):
            self._augmented(node)
        elif isinstance(node, ast.Expr):
            if not self._is_backward(node.value):
                value = self.evaluator.evaluate(node.value)
                self._remember(self.evaluator.lift(value, node.value))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self._import(node)
        elif not isinstance(node, ast.Pass):
            raise words.unsupported(node, self.source)

    def _assign(self, target: ast.expr, value: Operand) -> None:
        span = self.source.span(target)
        if not isinstance(target, ast.Name):
            hint = "Write it as x = …"
            if isinstance(target, ast.Tuple):
                hint = "Write one assignment after the other: a = 1; b = 2."
            raise LanguageError("unsupported", "Only a name can stand left of `=`.", span, hint)
        if target.id == "Value":
            hint = "Choose another name."
            raise LanguageError("name", "`Value` cannot be given another meaning.", span, hint)
        self.evaluator.names[target.id] = value
        if isinstance(value, Value):
            self.evaluator.builder.name(value, target.id, span)
            self._remember(value)

    def _augmented(self, node: ast.AugAssign) -> None:
        target = node.target
        if not isinstance(target, ast.Name):
            place = self.source.span(target)
            raise LanguageError("unsupported", "Only a name can stand here.", place, "Write it as x += …")
        if target.id not in self.evaluator.names:
            name = short(target.id)
            place = self.source.span(target)
            raise LanguageError("name", f"`{name}` has no value yet.", place, f"Assign it first: {name} = 0")
        left = self.evaluator.names[target.id]
        span = self.source.span(node)
        self._assign(target, self.evaluator.binary(node.op, left, target, node.value, span))

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        """Everything is there already: an import only says under which names."""
        modules = (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else ["." * node.level + (node.module or "")]
        )
        for module in modules:
            if module not in IMPORTABLE:
                raise LanguageError(
                    "unsupported", f"`{short(module)}` cannot be imported here.", self.source.span(node),
                    "Value and the mathematical functions are there without any import.",
                )  # fmt: skip
        for alias in node.names:
            if isinstance(node, ast.Import):
                self.evaluator.modules.add(alias.asname or alias.name)
            elif alias.name not in _PARTS[module] and alias.name != "*":
                meant = nearest(alias.name, sorted(_PARTS[module]))
                hint = f"Did you mean {meant}?" if meant else "Leave it out."
                message = f"There is no `{short(alias.name, 40)}` in `{module}` here."
                raise LanguageError("name", message, self.source.span(node), hint)
            elif alias.asname not in (None, alias.name):
                message = f"`{short(alias.name)}` cannot be renamed here."
                place = self.source.span(node)
                raise LanguageError("unsupported", message, place, "Import it under its own name.")
            elif alias.name in MODULE_CONSTANTS:
                self.evaluator.constants[alias.name] = MODULE_CONSTANTS[alias.name]
            elif alias.name == "*" and node.module in ("math", "numpy"):
                self.evaluator.constants.update(MODULE_CONSTANTS)

    def _ran_pass(self, statement: ast.stmt) -> bool:
        passes = self.recorder.passes
        return bool(passes) and passes[-1].span == self.source.span(statement)

    # -- backward passes ------------------------------------------------------------------------

    def _is_backward(self, node: ast.expr) -> bool:
        """Run `x.backward()`, which stands alone as a statement, and record its pass."""
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            return False
        if node.func.attr != "backward":
            return False
        span = self.source.span(node)
        root = self.evaluator.evaluate(node.func.value)
        if not isinstance(root, Value):
            message = "Only a Value has a backward pass; this is a plain number."
            raise LanguageError("type", message, span, "Make it a Value first: Value(2.0)")
        if node.args or node.keywords:
            raise LanguageError("arity", "backward() takes no argument.", span, "Write L.backward().")
        self.backward(root, span)
        return True

    def backward(self, root: Value, span: Span | None) -> None:
        self.recorder.backward(root, span)
        self.last = root

    def _remember(self, value: Value) -> None:
        # the last thing computed is what people ask about; a lone constant after it is not
        if value.op is not None or self.last is None or self.last.op is None:
            self.last = value

"""Running a program: translate all of it, then call what came of it, cell by cell."""

from __future__ import annotations

import ast

from engine.language.builder import Site
from engine.language.cells import cell_ends, last_expressions
from engine.language.clock import Clock
from engine.language.errors import LanguageError
from engine.language.limits import Limits
from engine.language.machine import (
    comprehensions,
    depth,
    displays,
    expressions,
    functions,
    handling,
    invocation,
    loading,
    statements,
)
from engine.language.machine.formatting import represent
from engine.language.machine.kinds import Code, Env, Ignored
from engine.language.machine.mathematics import op_of
from engine.language.machine.names import Names, assigned
from engine.language.machine.state import Machine
from engine.language.machine.training import training_page
from engine.language.machine.translate import EXPRESSIONS, STATEMENTS, Translator
from engine.language.run import Run
from engine.language.source import Source
from engine.value import Value

_TABLES = (comprehensions, displays, expressions, functions, handling, invocation, loading, statements)
assert EXPRESSIONS, "the tables are filled by importing the modules above"
assert STATEMENTS
depth.make_room()


def run_program(source: Source, tree: ast.Module, limits: Limits, clock: Clock) -> Run:
    """Run a whole program; see `dialect.py` for what makes a text one."""
    machine = Machine(source, limits, clock)
    machine.globals.update({name: op_of(op) for name, op in source.own_ops.items()})
    own, _ = assigned(tree.body)
    translator = Translator(machine, source, Names("module", own))
    shown = last_expressions(source.code, tree)
    steps: list[tuple[Code, Site]] = []
    ends = cell_ends(source.code, tree)
    for node in tree.body:
        site = translator.site(node)
        if isinstance(node, ast.Expr) and (node in shown or node is tree.body[-1]):
            steps.append((_showing(translator, node, site, values=node in shown), site))
        else:
            steps.append((translator.statement(node), site))
    for i, (code, site) in enumerate(steps):
        if i in ends:
            machine.figure = None  # a notebook's cell has its own picture
        machine.fuel -= 1
        if machine.fuel < 0:
            machine.refuel(site.span)
        try:
            code(machine.globals)
        except LanguageError as error:
            error.span = error.span or site.span
            if error.code == "limit":
                error.hint = training_page(machine) or error.hint
            raise
    root = machine.shown or machine.last
    if root is not None and not machine.recorder.timeline.passes and not machine.graded_by_hand:
        machine.recorder.backward(root, None)
    return Run(
        values=machine.builder.values,
        origins=machine.builder.origins,
        root=root,
        timeline=machine.recorder.timeline,
        output=machine.output,
        notes=machine.notes[: limits.max_notes],
        items=machine.items,
    )


def _showing(t: Translator, node: ast.Expr, site: Site, *, values: bool) -> Code:
    """A last expression, computed and shown. Outside cells, Values (their graph shows) and text are not."""
    value, m = t.expression(node.value), t.machine

    def run(env: Env) -> None:
        data = value(env)
        m.computed(data)
        if data is None or isinstance(data, Ignored):
            return
        if values or not isinstance(data, (Value, str)):
            m.print(represent(m, data, site) + "\n")

    return run

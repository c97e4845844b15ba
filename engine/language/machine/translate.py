"""Syntax tree to functions of an environment. An allow-list: a node that is not in a table is refused."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final, cast

from engine.language.builder import Site
from engine.language.errors import LanguageError, Span
from engine.language.machine.kinds import Code, Data, Env
from engine.language.machine.names import Names
from engine.language.machine.state import Machine
from engine.language.source import Source
from engine.language.words import is_literal, unsupported

Translation = Callable[["Translator", ast.expr], Code]
EXPRESSIONS: Final[dict[type[ast.AST], Callable[..., Code]]] = {}
STATEMENTS: Final[dict[type[ast.AST], Callable[..., Code]]] = {}
"""Filled by the modules beside this one, each with what it knows."""


Register = Callable[[Callable[..., Code]], Callable[..., Code]]


def _into(table: dict[type[ast.AST], Callable[..., Code]], kinds: tuple[type[ast.AST], ...]) -> Register:
    def add(translation: Callable[..., Code]) -> Callable[..., Code]:
        table.update(dict.fromkeys(kinds, translation))
        return translation

    return add


def expression(*kinds: type[ast.AST]) -> Register:
    """Put a translation into the table of expressions."""
    return _into(EXPRESSIONS, kinds)


def statement(*kinds: type[ast.AST]) -> Register:
    """Put a translation into the table of statements."""
    return _into(STATEMENTS, kinds)


class LibrarySite:
    """A place in a library: to people it is the place of their own call."""

    literal = False

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    @property
    def span(self) -> Span:
        site = self._machine.library_site
        return site.span if site else (0, 0)

    @property
    def label(self) -> str:
        site = self._machine.library_site
        return site.label if site else ""


class Translator:
    """What the translations of one text share."""

    def __init__(self, machine: Machine, source: Source, names: Names, *, library: bool = False) -> None:
        self.machine = machine
        self.source = source
        self.names = names
        self.library = library
        self.module = names
        self.globals = Env() if library else machine.globals
        self.receiver: str | None = None
        """What the method being translated calls its object."""
        self.in_loop = False
        self.trying = False
        """Whether an `except` stands around: there an import may fail when it is run."""
        self._depth = 0
        self._library_site = cast(Site, LibrarySite(machine))

    def site(self, node: ast.expr | ast.stmt | ast.keyword) -> Site:
        if self.library:
            return self._library_site
        span = self.source.span(node)
        return Site(span, self.source.snippet(span), isinstance(node, ast.expr) and is_literal(node))

    def expression(self, node: ast.expr) -> Code:
        return self._translated(node, EXPRESSIONS)

    def statement(self, node: ast.stmt) -> Code:
        return self._translated(node, STATEMENTS)

    def _translated(self, node: ast.expr | ast.stmt, table: dict[type[ast.AST], Callable[..., Code]]) -> Code:
        translation = table.get(type(node))
        if translation is None:
            raise unsupported(node, self.source)
        self._deeper(node)
        code = translation(self, node)
        self._depth -= 1
        return code

    def block(self, body: list[ast.stmt]) -> Code:
        """Statements one after the other, until one of them gives a signal."""
        m = self.machine
        steps = [(self.statement(node), self.site(node)) for node in body]
        if len(steps) == 1:
            ((only, site),) = steps

            def run_one(env: Env) -> Data:
                m.fuel -= 1
                if m.fuel < 0:
                    m.refuel(site.span)
                return only(env)

            return run_one

        def run(env: Env) -> Data:
            for code, site in steps:
                m.fuel -= 1
                if m.fuel < 0:
                    m.refuel(site.span)
                signal = code(env)
                if signal is not None:
                    return signal
            return None

        return run

    def inside(self, body: list[ast.stmt], *, loop: bool = False) -> Code:
        """The block of a compound statement."""
        before, self.in_loop = self.in_loop, self.in_loop or loop
        code = self.block(body)
        self.in_loop = before
        return code

    def within(self, names: Names) -> Translator:
        """A translator for a body inside this one."""
        inner = Translator(self.machine, self.source, names, library=self.library)
        inner._depth = self._depth
        inner.module = self.module
        inner.globals = self.globals
        inner.receiver = self.receiver
        return inner

    def _deeper(self, node: ast.expr | ast.stmt) -> None:
        self._depth += 1
        most = self.machine.limits.max_depth
        if self._depth > most:
            hint = "Give the inner part a name of its own."
            raise LanguageError(
                "limit", f"This is nested more than {most} levels deep.", self.source.span(node), hint
            )

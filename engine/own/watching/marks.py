"""Marks in a program's syntax tree: where a class's own objects are made, returned, and written to.

A mark is a call of one of the watcher's hooks, which the program finds among its builtins. It changes neither
what the program computes nor what it prints.
"""

from __future__ import annotations

import ast
from typing import Final

from .sites import (
    OVERLOADS,
    Function,
    arithmetic,
    at,
    call,
    keeps_a_gradient,
    parameters,
    place,
    read_name,
    writes_gradients,
)
from .write_marks import WriteMarks

CLASS, MADE, OUT = (f"__livegrad_{what}__" for what in ("class", "made", "out"))
_QUIET: Final = frozenset(
    f"__{name}__" for name in (
        "init", "new", "repr", "str", "format", "hash", "eq", "ne", "lt", "le", "gt", "ge", "len", "bool",
        "float", "int", "contains",
    )
)  # fmt: skip
"""Methods whose results are no objects of the class."""
_FLAGS: Final = ("requires_grad", "requires_gradient", "trainable", "needs_grad", "track")


class Marks(WriteMarks):
    """Marks one tree after another; what it has seen is kept for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.own: list[range] = []
        """The lines of classes that overload arithmetic."""
        self.graded: set[str] = set()
        """Classes that do not, but whose objects hold a gradient: free functions compute with them."""
        self.flags: list[str] = []
        """What it calls an attribute that says whether an object has a gradient."""
        self._wanted = False
        self.decorators: set[str] = set()
        """Functions that make others of them."""
        self._names: set[str] = set()
        self._deletes = False

    def mark(self, tree: ast.Module, text: str) -> None:
        """Mark this tree, in place, if its text or one before it has a class that may be an engine."""
        self._wanted = self._wanted or OVERLOADS.search(text) is not None
        graded = writes_gradients(text)
        if self._wanted or graded:
            classes = [node for node in ast.walk(tree) if type(node) is ast.ClassDef]
            if graded:
                self.graded |= {node.name for node in classes if keeps_a_gradient(node)}
            self._wanted = self._wanted or bool(self.graded)
            if self._wanted:
                self._deletes = "del " in text
                self.flags += [name for name in _FLAGS if name in text and name not in self.flags]
                self._engines(classes)
                self.visit(tree)

    def _engines(self, classes: list[ast.ClassDef]) -> None:
        """Where engines stand: classes with arithmetic or a gradient and what inherits from them, and
        functions as classes with a `backward` and what those inherit from."""
        for node in classes:
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            if bases & self._names or node.name in self.graded or any(map(arithmetic, node.body)):
                self._names.add(node.name)
            if any(getattr(part, "name", "") == "backward" for part in node.body):
                self._names |= {node.name} | bases
        for node in classes:
            if node.name in self._names:
                self.own.append(range(node.lineno, (node.end_lineno or node.lineno) + 1))

    # -- classes and functions

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        start = node.lineno, node.col_offset
        self.classes[node.name] = (*start, node.lineno, node.col_offset + len(f"class {node.name}".encode()))
        self._owners.append(node.name)
        outer, self._loops = self._loops, [[]]
        self.generic_visit(node)
        self._loops = outer
        self._owners.pop()
        if not any(isinstance(part, ast.FunctionDef) and part.name == "__init__" for part in node.body):
            # outermost, so that it sees what a dataclass has made
            node.decorator_list.insert(0, at(ast.Name(CLASS, ast.Load()), node))
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.decorators |= {part.id for part in node.decorator_list if isinstance(part, ast.Name)}
        names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
        method = bool(self._owners) and not self._inside
        self._enter(node, node.name)
        self.generic_visit(node)
        self._leave()
        if method and node.name == "__init__" and names:
            made = ast.Expr(call(MADE, [read_name(names[0], node)], node))
            start = node.body[0]
            told = isinstance(start, ast.Expr) and isinstance(start.value, ast.Constant)
            node.body.insert(1 if told else 0, at(made, node))
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self._enter(node, "")
        self.generic_visit(node)
        self._leave()
        return node

    def _enter(self, node: ast.FunctionDef | ast.Lambda, name: str) -> None:
        inner = (
            [part for part in getattr(node, "body", ()) if isinstance(part, ast.FunctionDef)] if name else []
        )
        called = set[str]()
        if inner:
            called = {getattr(part.func, "id", "") for part in ast.walk(node) if isinstance(part, ast.Call)}
        # a function that is only made here is kept for the backward pass
        blamed = next((part for part in inner if part.name not in called), node)
        owner = self._owners[-1] if self._owners else ""
        self.functions.append(Function(name, place(blamed, blamed.lineno), owner, bool(self._inside)))
        self._inside.append((len(self.functions) - 1, node))
        self._loops.append([])

    def _leave(self) -> None:
        self._inside.pop()
        self._loops.pop()

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        if self._inside and node.value is not None:
            node.value = self._returned(node.value, *self._inside[-1])
        return node

    def visit_Yield(self, node: ast.Yield) -> ast.AST:
        """A generator hands its result out, and computes the gradients when it goes on."""
        self.generic_visit(node)
        if self._inside and node.value is not None:
            node.value = self._returned(node.value, *self._inside[-1])
        return node

    def _returned(self, value: ast.expr, index: int | None, of: ast.AST) -> ast.expr:
        """The value handed through the hook, with the arguments as they are now."""
        name = getattr(of, "name", "")
        dull = isinstance(value, (ast.Constant, ast.Compare, ast.JoinedStr, ast.Lambda, ast.Dict, ast.Yield))
        if dull or name in _QUIET or index is None:
            return value
        given = parameters(of)
        if self._deletes and any(isinstance(part, ast.Delete) for part in ast.walk(of)):
            given = []
        return call(OUT, [value, ast.Constant(index), *(read_name(n, value) for n in given)], value)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        if isinstance(node.value, ast.Lambda) and parameters(node.value):
            self._named_lambda(node.value, node.targets[0])
        return super().visit_Assign(node)

    def _named_lambda(self, made: ast.Lambda, target: ast.expr) -> None:
        """`exp = lambda self: Value(...)` is a function like any other."""
        name = getattr(target, "id", getattr(target, "attr", ""))
        if isinstance(made.body, (ast.Tuple, ast.Constant)) or name in _QUIET:
            return
        owner = self._owners[-1] if self._owners else ""
        self.functions.append(Function(name, place(made, made.lineno), owner, False))
        made.body = self._returned(made.body, len(self.functions) - 1, made)

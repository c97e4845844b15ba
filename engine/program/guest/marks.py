"""Marks in a program's syntax tree: where names are given, where functions and loops begin and end.

A mark is a call of one of `NAMES`, which the program finds among its builtins. It stands at the position of
what it marks, so tracebacks do not change. What makes a Value at a place that says its own name (`c = a*b`)
needs no mark: the place tells, afterwards.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, Final, TypeVar

from engine.own.watching.sites import LEAVES
from engine.program.guest.syntax import Names, calls, is_engine, is_mark, is_static, target_names, yields

Node = TypeVar("Node", ast.stmt, ast.expr, ast.Expr, ast.Assign, ast.Try)
ENTER, LEAVE, LOOP, BEATS, NEXT, END, NAME, COUNT = (
    f"__livegrad_{what}__" for what in ("enter", "leave", "loop", "beats", "next", "end", "name", "count")
)
NAMES: Final = (ENTER, LEAVE, LOOP, BEATS, NEXT, END, NAME, COUNT)
_TURNS: Final = "__livegrad_turns{}__"
_MAKES_ELSEWHERE: Final = (
    ast.Call, ast.List, ast.Tuple, ast.ListComp, ast.IfExp, ast.BoolOp, ast.NamedExpr, ast.Await, ast.Set,
    ast.Dict, ast.DictComp,
)  # fmt: skip
"""Values of these were made at another place than the expression's own, or are several."""


class Marks(ast.NodeTransformer):
    """Puts the marks in, and keeps the nodes that may make or name Values as they were read: `seen`."""

    def __init__(self, *, library: bool = False) -> None:
        self.seen: list[ast.AST] = []
        self._library = library
        self._classes: list[ast.ClassDef] = []
        self._engines = 0
        self._functions = 0
        self._loops = 0
        self._made = 0

    def visit(self, node: ast.AST) -> Any:
        """As ever, without a look into what has no parts."""
        kind = type(node)
        if kind in LEAVES:
            return node
        if kind in _SEEN and not is_mark(node):
            self.seen.append(node)
        visitor = _VISITORS.get(kind)
        return visitor(self, node) if visitor else self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for name in node._fields:
            part = getattr(node, name, None)
            if type(part) is list:
                part[:] = self._several(part)
            elif isinstance(part, ast.AST) and type(part) not in LEAVES:
                setattr(node, name, self.visit(part))
        return node

    def _several(self, parts: list[Any]) -> Iterator[Any]:
        for part in tuple(parts):
            made = self.visit(part) if isinstance(part, ast.AST) else part
            if type(made) is list:
                yield from made
            else:
                yield made

    # -- scopes -----------------------------------------------------------------------------------

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        engine = is_engine(node)
        self._classes.append(node)
        self._engines += engine
        loops, self._loops = self._loops, 0
        self.generic_visit(node)
        self._loops = loops
        self._engines -= engine
        self._classes.pop()
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        method = bool(self._classes) and self._functions == 0
        owner = self._classes[-1] if method else None
        engine = owner is not None and is_engine(owner)
        loops, self._loops = self._loops, 0
        functions, self._functions = self._functions, self._functions + 1
        self.generic_visit(node)
        self._loops, self._functions = loops, functions
        if engine or isinstance(node, ast.AsyncFunctionDef) or yields(node):
            return node  # an engine's own methods are ops; a generator's frames come and go
        receiver: ast.expr = ast.Constant(None)
        arguments = [*node.args.posonlyargs, *node.args.args]
        if owner is not None and arguments and not is_static(node):
            receiver = ast.Name(arguments[0].arg, ast.Load())
        head = 1 if ast.get_docstring(node, clean=False) is not None else 0
        body = node.body[head:]
        if body:
            # a list of its own for every call, put on and taken off by the list's own methods
            enter = _call(ENTER, ast.List([ast.Constant(node.name), receiver], ast.Load()))
            leave = _call(LEAVE)
            node.body[head:] = [
                _at(ast.Expr(enter), node.body[head]),
                _at(ast.Try(body, [], [], [_at(ast.Expr(leave), body[-1])]), body[0]),
            ]
        return node

    # -- loops ------------------------------------------------------------------------------------

    def visit_For(self, node: ast.For) -> ast.AST | list[ast.stmt]:
        kind = self._kind_of_loop()
        self._loops += 1
        self.generic_visit(node)
        self._loops -= 1
        if kind is None:
            return node
        node.iter = _at(_call(LOOP, ast.Constant(kind), node.iter), node.iter)
        return [node, self._end(node)]

    def visit_While(self, node: ast.While) -> ast.AST | list[ast.stmt]:
        kind = self._kind_of_loop() or "silent"
        self._made += 1
        turns = _TURNS.format(self._made)
        self._loops += 1
        self.generic_visit(node)
        self._loops -= 1
        begin = ast.Assign([ast.Name(turns, ast.Store())], _call(BEATS, ast.Constant(kind)))
        beat = _call(NEXT, ast.Name(turns, ast.Load()))
        node.test = _at(ast.BoolOp(ast.And(), [beat, node.test]), node.test)
        forget = ast.Delete([ast.Name(turns, ast.Del())])
        return [_at(begin, node), node, self._end(node), _at(forget, node)]

    def _kind_of_loop(self) -> str | None:
        """How the turns of a loop that starts here are called; None: they are not told apart."""
        if self._library or self._classes:
            return None
        return "inner" if self._functions or self._loops else "outer"

    def _end(self, node: ast.stmt) -> ast.stmt:
        return _at(ast.Expr(_call(END)), node)

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        return self._comprehension(node)

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        return self._comprehension(node)

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        return self._comprehension(node)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp) -> ast.AST:
        self.generic_visit(node)
        return self._items(node, node) if not any(g.is_async for g in node.generators) else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`sum(f(x) for x in xs)` goes through the generator at once, so its turns nest like a loop's."""
        self.generic_visit(node)
        if len(node.args) >= 1 and isinstance(node.args[0], ast.GeneratorExp):
            return self._items(node, node.args[0])
        if self._library or not (calls(node, "list", "tuple") and len(node.args) == 1):
            return node
        mapped = node.args[0]  # `list(map(model, xs))` is a comprehension in other words
        if not (isinstance(mapped, ast.Call) and calls(mapped, "map") and len(mapped.args) == 2):
            return node
        mapped.args[1] = _at(_call(LOOP, ast.Constant("mapped"), mapped.args[1]), mapped.args[1])
        return _at(_call(END, node), node)

    def _items(
        self, whole: ast.expr, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    ) -> ast.expr:
        if self._library or self._classes:
            return whole
        first = node.generators[0]
        kind = "lazy" if isinstance(node, ast.GeneratorExp) else "items"
        first.iter = _at(_call(LOOP, ast.Constant(kind), first.iter), first.iter)
        return _at(_call(END, whole), whole)

    # -- names ------------------------------------------------------------------------------------

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        names = target_names(node.targets[-1])
        if names and self._names_here(node.value):
            node.value = self._name(names, node.value)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        names = target_names(node.target)
        if names and node.value is not None and self._names_here(node.value):
            node.value = self._name(names, node.value)
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        self.generic_visit(node)
        if self._names_here(node.value):
            node.value = self._name(node.target.id, node.value)
        return node

    def _names_here(self, value: ast.expr) -> bool:
        """Whether a mark gives the name. What an engine calls its objects inside is its own business."""
        return isinstance(value, _MAKES_ELSEWHERE) and not self._engines

    def _name(self, names: Names, value: ast.expr) -> ast.expr:
        since = ast.Attribute(ast.Name(COUNT, ast.Load()), "made", ast.Load())
        spoken: Any = names  # a tuple of texts is a constant too
        return _at(_call(NAME, ast.Constant(spoken), since, value), value)


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _at(node: Node, place: ast.AST) -> Node:
    """The node and its new parts at the position of another; parts that have one keep theirs."""
    at = {name: getattr(place, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
    waiting: list[ast.AST] = [node]
    while waiting:
        part = waiting.pop()
        for name, value in at.items():
            setattr(part, name, value)
        waiting += [
            inner
            for inner in ast.iter_child_nodes(part)
            if "lineno" in inner._attributes and not hasattr(inner, "lineno")
        ]
    return node


_SEEN: Final = frozenset(
    (ast.BinOp, ast.Call, ast.UnaryOp, ast.Compare, ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.AugAssign)
)
_VISITORS: Final = {
    getattr(ast, name.removeprefix("visit_")): method
    for name, method in vars(Marks).items()
    if name.startswith("visit_")
}

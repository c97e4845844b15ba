"""Marks in a program's syntax tree: where a class's own objects are made, returned, and written to.

A mark is a call of one of the watcher's hooks, which the program finds among its builtins. It changes neither
what the program computes nor what it prints.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import Any, Final

from .sites import (
    LEAVES,
    OVERLOADS,
    Function,
    Place,
    Site,
    arithmetic,
    at,
    call,
    parameters,
    place,
    plain_names,
    read_name,
)

CLASS, MADE, OUT, STORE, KEY = (f"__livegrad_{what}__" for what in ("class", "made", "out", "store", "key"))
_QUIET: Final = frozenset(
    f"__{name}__" for name in (
        "init", "new", "repr", "str", "format", "hash", "eq", "ne", "lt", "le", "gt", "ge", "len", "bool",
        "float", "int", "contains",
    )
)  # fmt: skip
"""Methods whose results are no objects of the class."""


class Marks(ast.NodeTransformer):
    """Marks one tree after another; what it has seen is kept for all of them."""

    def __init__(self) -> None:
        self.sites: list[Site] = []
        self.functions: list[Function] = []
        self.own: list[range] = []
        """The lines of classes that overload arithmetic."""
        self.scores: Counter[str] = Counter()
        """How much an attribute looks like a gradient: it is added to, or computed from another's."""
        self.boxes: Counter[str] = Counter()
        """The same of containers of gradients."""
        self.datas: Counter[str] = Counter()
        self.loops: list[tuple[range, list[str]]] = []
        """Lines of every `for` with the names in its head."""
        self.classes: dict[str, Place] = {}
        self._wanted = False
        self._names: set[str] = set()
        self._owners: list[str] = []
        self._inside: list[tuple[int | None, ast.AST]] = []
        self._loops: list[list[str]] = [[]]
        self._deletes = False

    def mark(self, tree: ast.Module, text: str) -> None:
        """Mark this tree, in place, if its text or one before it overloads arithmetic."""
        self._wanted = self._wanted or OVERLOADS.search(text) is not None
        if self._wanted:
            self._deletes = "del " in text
            self._engines([node for node in ast.walk(tree) if type(node) is ast.ClassDef])
            self.visit(tree)

    def visit(self, node: ast.AST) -> Any:
        """As ever, without a look into what has no parts."""
        kind = type(node)
        if kind in LEAVES:
            return node
        visitor = getattr(self, f"visit_{kind.__name__}", None)
        return visitor(node) if visitor else self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for name in node._fields:
            part = getattr(node, name, None)
            if type(part) is list:
                for i, one in enumerate(part):
                    if isinstance(one, ast.AST) and type(one) not in LEAVES:
                        part[i] = self.visit(one)
            elif isinstance(part, ast.AST) and type(part) not in LEAVES:
                setattr(node, name, self.visit(part))
        return node

    def _engines(self, classes: list[ast.ClassDef]) -> None:
        """Where engines stand: classes with arithmetic and what inherits from them, and functions as classes
        with a `backward` and what those inherit from."""
        for node in classes:
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            if bases & self._names or any(arithmetic(part) for part in node.body):
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

    # -- writes

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        if isinstance(node.value, ast.Lambda) and parameters(node.value):
            self._named_lambda(node.value, node.targets[0])
        node.value = self.visit(node.value)
        for target in node.targets:
            self._target(target, node.value, False)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
            self._target(node.target, node.value, False)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        node.value = self.visit(node.value)
        self._target(node.target, node.value, isinstance(node.op, (ast.Add, ast.Sub)))
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        here = [*plain_names(node.target), *plain_names(node.iter)]
        self.loops.append((range(node.lineno, (node.end_lineno or node.lineno) + 1), here))
        self._loops[-1][:0] = here
        self.generic_visit(node)
        del self._loops[-1][: len(here)]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """setattr(x, "grad", 0) and object.__setattr__(x, "grad", 0) write as well."""
        self.generic_visit(node)
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        written = node.args[1] if name in ("setattr", "__setattr__") and len(node.args) == 3 else None
        if isinstance(written, ast.Constant):
            target = at(ast.Attribute(node.args[0], str(written.value), ast.Store()), node)
            self._target(target, node.args[2], False)
            node.args[0] = target.value
        return node

    def _named_lambda(self, made: ast.Lambda, target: ast.expr) -> None:
        """`exp = lambda self: Value(...)` is a function like any other."""
        name = getattr(target, "id", getattr(target, "attr", ""))
        if isinstance(made.body, (ast.Tuple, ast.Constant)) or name in _QUIET:
            return
        owner = self._owners[-1] if self._owners else ""
        self.functions.append(Function(name, place(made, made.lineno), owner, False))
        made.body = self._returned(made.body, len(self.functions) - 1, made)

    def _target(self, target: ast.expr, value: ast.expr, adds: bool) -> None:
        """Mark what is written to, in place."""
        if isinstance(target, (ast.Tuple, ast.List)):
            values = [value] * len(target.elts)
            if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
                values = value.elts
            for part, given in zip(target.elts, values, strict=True):
                self._target(part, given, adds)
        elif isinstance(target, ast.Attribute):
            target.value = self.visit(target.value)
            if not self._dull(target, value):
                site = self._site(target.attr, target, value, adds, False)
                target.value = call(
                    STORE, [target.value, site, *self._near(target.attr, target.value, value)], target
                )
        elif isinstance(target, ast.Subscript):
            self.generic_visit(target)
            box, key = target.value, target.slice
            if (
                isinstance(box, ast.Name)
                and isinstance(key, (ast.Name, ast.Call, ast.Attribute))
                and self._inside_any()
            ):
                site = self._site(box.id, target, value, adds, True)
                near = self._near("", key, value)
                target.slice = call(KEY, [key, read_name(box.id, box), site, *near], target)

    def _inside_any(self) -> bool:
        return bool(self._inside or self._loops[-1])

    def _dull(self, target: ast.Attribute, value: ast.expr) -> bool:
        """Whether it can't be a number, or is an object's own beginning."""
        if isinstance(value, ast.Constant) and (isinstance(value.value, (str, bool))):
            return True
        if isinstance(
            value, (ast.Lambda, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.ListComp, ast.JoinedStr)
        ):
            return True
        if isinstance(value, ast.Name) and value.id.startswith(("_backward", "backward")):
            return True
        if not self._inside or not isinstance(self._inside[-1][1], ast.FunctionDef):
            return False
        function = self._inside[-1][1]
        if isinstance(value, ast.Name) and any(
            isinstance(part, ast.FunctionDef) and part.name == value.id for part in function.body
        ):
            return True
        of_itself = isinstance(target.value, ast.Name) and target.value.id in parameters(function)[:1]
        if function.name == "__new__":  # whatever it calls what it makes
            return isinstance(target.value, ast.Name)
        return function.name in ("__init__", "__post_init__") and of_itself

    def _site(self, name: str, target: ast.expr, value: ast.expr, adds: bool, boxed: bool) -> ast.expr:
        same = any(getattr(part, "id" if boxed else "attr", "") == name for part in ast.walk(value))
        fixed = value.value if isinstance(value, ast.Constant) else ...
        inside = self._inside[-1] if self._inside else (None, None)
        scores = self.boxes if boxed else self.scores
        given = (
            isinstance(value, ast.Name)
            and inside[1] is not None
            and value.id in parameters(inside[1])[bool(self._owners) :]
        )
        likely = same or given or fixed == 1 or (adds and fixed is ...)
        scores[name] += 10 * ("grad" in name.lower()) + 2 * same + likely
        place = (target.lineno, target.col_offset, value.end_lineno or 0, value.end_col_offset or 0)
        own = _text(target)
        again = adds or (
            same and any(_text(part) == own for part in ast.walk(value) if isinstance(part, ast.expr))
        )
        self.sites.append(
            Site(
                name, place, not adds and fixed in (0, None), fixed is not ..., again, given, inside[0], boxed
            )
        )
        return at(ast.Constant(len(self.sites) - 1), target)

    def _near(self, name: str, owner: ast.expr, value: ast.expr) -> list[ast.expr]:
        """Names of which one is the node whose turn it is: those whose own gradient is read, or a loop's."""
        first = owner.value if isinstance(owner, ast.Attribute) else owner
        if isinstance(first, ast.Call) and first.args:
            first = first.args[0]  # id(x)
        found = [first.id] if isinstance(first, ast.Name) else []
        plain = set(plain_names(value))
        strong = [
            part.value.id for part in ast.walk(value)
            if isinstance(part, ast.Attribute) and part.attr == name and isinstance(part.value, ast.Name)
        ]  # fmt: skip
        found += [n for n in strong if n in plain] or self._loops[-1]
        return [read_name(n, value) for n in dict.fromkeys(found) if not n.startswith("__livegrad_")][:8]

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        sides = [side.attr for side in (node.left, node.right) if isinstance(side, ast.Attribute)]
        if len(sides) == 2 and sides[0] == sides[1] and self._owners:
            self.datas[sides[0]] += 1
        return self.generic_visit(node)


def _text(node: ast.expr) -> str:
    """What an expression is, whether it is read or written."""
    return ast.dump(node).replace("Store()", "Load()")

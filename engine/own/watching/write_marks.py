"""Marks where a program writes: to attributes, and to the items of containers."""

from __future__ import annotations

import ast
from collections import Counter
from typing import Any, Final

from .sites import GRADIENT, LEAVES, Function, Place, Site, at, call, parameters, plain_names, read_name
from .written import counts, decays, reworked, text_of, zero

STORE, KEY, GIVEN = (f"__livegrad_{what}__" for what in ("store", "key", "given"))
_NEAR: Final = 12
"""Names of which one may be the node whose turn it is."""


class WriteMarks(ast.NodeTransformer):
    """What is found out about a program's gradients by how it writes them."""

    def __init__(self) -> None:
        self.sites: list[Site] = []
        self.functions: list[Function] = []
        self.scores: Counter[str] = Counter()
        """How much an attribute looks like a gradient: it is added to, or computed from another's."""
        self.boxes: Counter[str] = Counter()
        """The same of containers of gradients."""
        self.datas: Counter[str] = Counter()
        self.loops: list[tuple[range, list[str]]] = []
        """Lines of every `for` with the names in its head."""
        self.classes: dict[str, Place] = {}
        self._owners: list[str] = []
        self._inside: list[tuple[int | None, ast.AST]] = []
        self._scales = False
        self._loops: list[list[list[str]]] = [[]]
        """Of each function the names in the heads of the loops around, the innermost first."""

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

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        node.value = self.visit(node.value)
        for target in node.targets:
            self._target(target, node.value, False)
        if len(node.targets) == 1:
            self._given(node, 0)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
            self._target(node.target, node.value, False)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        node.value = self.visit(node.value)
        self._scales = isinstance(node.op, (ast.Mult, ast.Div))
        self._target(node.target, node.value, isinstance(node.op, (ast.Add, ast.Sub)))
        self._scales = False
        if isinstance(node.op, (ast.Add, ast.Sub)):
            self._given(node, 1 if isinstance(node.op, ast.Add) else -1)
        return node

    def _given(self, node: ast.Assign | ast.AugAssign, sign: int) -> None:
        """What an item of a container becomes, or, with a sign, what is added to it."""
        target = node.target if isinstance(node, ast.AugAssign) else node.targets[0]
        key = target.slice if isinstance(target, ast.Subscript) else None
        if isinstance(key, ast.Call) and getattr(key.func, "id", "") == KEY:
            node.value = call(GIVEN, [node.value, at(ast.Constant(sign), node)], node.value)

    def visit_For(self, node: ast.For) -> ast.AST:
        here = [*plain_names(node.target), *plain_names(node.iter)]
        self.loops.append((range(node.lineno, (node.end_lineno or node.lineno) + 1), here))
        self._loops[-1].insert(0, here)
        self.generic_visit(node)
        del self._loops[-1][0]
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
            inner = target.value
            if isinstance(inner, ast.Attribute) and GRADIENT.search(inner.attr) and target.attr != inner.attr:
                self._into_gradient(inner, target, value, adds)
            elif not self._dull(target, value):
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

    def _into_gradient(self, held: ast.Attribute, target: ast.Attribute, value: ast.expr, adds: bool) -> None:
        """`x.grad.data += ...`: the gradient is an object, and what it holds is written."""
        site = self._site(held.attr, target, value, adds, False)
        held.value = call(STORE, [held.value, site, *self._near(held.attr, held.value, value)], held)

    def _inside_any(self) -> bool:
        return bool(self._inside or self._loops[-1])

    def _dull(self, target: ast.Attribute, value: ast.expr) -> bool:
        """Whether it can't be a number, or is an object's own beginning."""
        if isinstance(value, ast.Constant) and (isinstance(value.value, (str, bool))):
            return True
        if self._is_a_class(target.value):
            return True
        if isinstance(
            value,
            (
                ast.Lambda,
                ast.Tuple,
                ast.List,
                ast.Set,
                ast.Dict,
                ast.ListComp,
                ast.DictComp,
                ast.SetComp,
                ast.JoinedStr,
            ),
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

    def _is_a_class(self, owner: ast.expr) -> bool:
        """Whether a class's own attribute is meant, such as a count of its objects."""
        if isinstance(owner, ast.Call):
            return getattr(owner.func, "id", "") == "type"
        return getattr(owner, "id", "") in ("cls", *self.classes) or getattr(owner, "attr", "") == "__class__"

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
        around = boxed and any(name in names for names in self._loops[-1])
        likely = same or given or fixed == 1 or (adds and fixed is ...) or around
        if not (boxed and counts(value)):
            scores[name] += 10 * ("grad" in name.lower()) + 2 * same + likely
        place = (target.lineno, target.col_offset, value.end_lineno or 0, value.end_col_offset or 0)
        own = text_of(target)
        again = adds or (
            same and any(text_of(part) == own for part in ast.walk(value) if isinstance(part, ast.expr))
        )
        reworks = self._scales or reworked(value, own) or (inside[0] is None and decays(target, value, adds))
        self.sites.append(
            Site(
                name,
                place,
                not adds and zero(value),
                fixed is not ...,
                again,
                given,
                inside[0],
                boxed,
                reworks,
            )
        )
        return at(ast.Constant(len(self.sites) - 1), target)

    def _near(self, name: str, owner: ast.expr, value: ast.expr) -> list[ast.expr]:
        """Names of which one is the node whose turn it is: those whose own gradient is read, or a loop's.

        Between those of a loop and of the one around it stands an Ellipsis.
        """
        first = owner.value if isinstance(owner, ast.Attribute) else owner
        if isinstance(first, ast.Call) and first.args:
            first = first.args[0]  # id(x)
        found = [first.id] if isinstance(first, ast.Name) else []
        plain = set(plain_names(value))
        strong = [
            part.value.id for part in ast.walk(value)
            if isinstance(part, ast.Attribute) and part.attr == name and isinstance(part.value, ast.Name)
        ]  # fmt: skip
        found += [n for n in strong if n in plain] or [n for names in self._loops[-1] for n in ("", *names)]
        names = [n for i, n in enumerate(found) if not n or n not in found[:i]]
        parts = [
            read_name(n, value) if n else at(ast.Constant(...), value)
            for n in names
            if not n.startswith("__livegrad_")
        ]
        return parts[:_NEAR]

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        sides = [side.attr for side in (node.left, node.right) if isinstance(side, ast.Attribute)]
        if len(sides) == 2 and sides[0] == sides[1] and self._owners:
            self.datas[sides[0]] += 1
        return self.generic_visit(node)

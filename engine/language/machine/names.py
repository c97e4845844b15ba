"""Which environment a name belongs to, decided before anything runs, as Python does."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Literal

Kind = Literal["module", "function", "class", "comprehension", "owner"]
OWNER = "class of"
"""What the class being made is called around its body, where `super()` finds it; no program can write it."""


class Names:
    """The names that one body gives values to, and the bodies around it."""

    def __init__(self, kind: Kind, own: Iterable[str], up: Names | None = None) -> None:
        self.kind = kind
        self.own = set(own)
        self.up = up
        self.elsewhere: dict[str, str] = {}  # name to "global" or "nonlocal"
        self.in_class: bool = kind == "class" or (up is not None and up.in_class)

    def place(self, name: str) -> int | None:
        """How many environments up the name lives; None for a name of the module or a built-in one."""
        if name in self.own and name not in self.elsewhere:
            return None if self.kind == "module" else 0
        if self.elsewhere.get(name) == "global":
            return None
        steps, names = 1, self.up
        while names is not None and names.kind != "module":
            if name in names.own and names.kind != "class" and name not in names.elsewhere:
                return steps
            if name in names.own and names.kind == "class" and self.kind == "comprehension" and steps == 1:
                return steps
            steps += names.kind != "class" or self._sees_class(names)
            names = names.up
        return None

    def _sees_class(self, names: Names) -> bool:
        """A comprehension right in a class body has the class's environment around it, a function not."""
        return self.kind == "comprehension" and self.up is names


def assigned(body: Iterable[ast.AST]) -> tuple[set[str], dict[str, str]]:
    """Names that statements give values to, without those of functions and classes inside; and which of them
    are declared to live elsewhere."""
    own: set[str] = set()
    elsewhere: dict[str, str] = {}
    todo = list(body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, (ast.Store, ast.Del)):
                own.add(node.id)
        elif isinstance(node, ast.ExceptHandler):
            own.update([node.name] if node.name else [])
            todo.extend(ast.iter_child_nodes(node))
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            if node.name != "Value":  # which livegrad has itself
                own.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = {(a.asname or a.name).split(".")[0] for a in node.names}
            own.update(names - {"Value"})
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            which = "global" if isinstance(node, ast.Global) else "nonlocal"
            elsewhere.update(dict.fromkeys(node.names, which))
        elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            own.update(_named_inside(node))
        elif not isinstance(node, ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))
    return own, elsewhere


def _named_inside(comprehension: ast.AST) -> Iterator[str]:
    """The names that a `:=` in a comprehension gives to the body around it."""
    for node in ast.walk(comprehension):
        if isinstance(node, ast.NamedExpr):
            yield node.target.id

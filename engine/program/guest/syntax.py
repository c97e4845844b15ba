"""What a syntax tree tells of a program: who is named, who overloads arithmetic, what is a mark."""

from __future__ import annotations

import ast
from typing import Any, Final

Names = str | tuple[Any, ...]
_ARITHMETIC: Final = {
    f"__{side}{op}__" for side in ("", "r") for op in ("add", "mul", "sub", "truediv", "pow")
} | {"__neg__"}
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def target_names(target: ast.expr) -> Names:
    """What an assignment calls what it is given: `a`, the `w` of `self.w`, or several names at once."""
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Attribute):
        return target.attr
    if isinstance(target, (ast.Tuple, ast.List)):
        return tuple(target_names(part) for part in target.elts)
    return ""


def target_name(target: ast.expr) -> str:
    """The same of one; "" for several."""
    names = target_names(target)
    return names if isinstance(names, str) else ""


def is_mark(node: ast.AST) -> bool:
    """Whether a node was put in, by these marks or by those for classes of the program's own."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id.startswith("__livegrad_")
    )


def unmarked(node: ast.expr) -> ast.expr | None:
    """What a mark stands around: the node itself where it is none, None where the mark is all there is."""
    while isinstance(node, ast.Call) and is_mark(node):
        if not node.args:
            return None
        node = node.args[-1]
    return node


def is_engine(node: ast.ClassDef) -> bool:
    """Whether a class overloads arithmetic, as one that differentiates does."""
    methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    given = {
        target.id for part in node.body if isinstance(part, ast.Assign)
        for target in part.targets if isinstance(target, ast.Name)
    }  # fmt: skip
    return len((methods | given) & _ARITHMETIC) >= 2


def calls(node: ast.Call, *names: str) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in names and not node.keywords


def is_static(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(
        isinstance(d, ast.Name) and d.id in ("staticmethod", "classmethod") for d in node.decorator_list
    )


def yields(node: ast.AST) -> bool:
    """Whether a function is a generator: a `yield` of its own, not of a function inside it."""
    waiting = list(ast.iter_child_nodes(node))
    while waiting:
        part = waiting.pop()
        if isinstance(part, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(part, _FUNCTIONS):
            waiting += ast.iter_child_nodes(part)
    return False

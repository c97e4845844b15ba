"""What a program's text tells: which statements write, which functions make objects, which names are near."""

from __future__ import annotations

import ast
import re
from typing import Final, NamedTuple, TypeVar

ARITHMETIC: Final = frozenset(
    f"__{side}{name}__" for side in ("", "r", "i") for name in
    ("add", "sub", "mul", "truediv", "pow", "matmul", "floordiv", "mod")
) | {"__neg__", "__abs__"}  # fmt: skip
OVERLOADS: Final = re.compile(r"__(?:[ri]?(?:add|sub|mul|truediv|pow|matmul|floordiv|mod)|neg|abs)__")
GRADIENT: Final = re.compile(
    r"^(?!.*(fn|func|require|need|track|enable|check|zero|norm|clip))"
    r"(.*(grad|deriv|adj|sensitiv)|_?(d|g|dx|dv|dval|bar)$)",
    re.IGNORECASE,
)
"""What a gradient is called where nothing else tells a class that differentiates from others."""
_WRITTEN: Final = re.compile(r"\.(\w+)\s*\+?=[^=]")
LEAVES: Final = frozenset(
    (ast.Name, ast.Constant, ast.Load, ast.Store, ast.Del, ast.arg, ast.alias, ast.Pass, ast.Break,
     ast.Continue, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal)
) | {*ast.operator.__subclasses__(), *ast.unaryop.__subclasses__(), *ast.cmpop.__subclasses__()}  # fmt: skip
"""Nodes of a syntax tree that have no parts to look into."""
_Node = TypeVar("_Node", bound=ast.AST)
Place = tuple[int, int, int, int]
"""Line and column of the start and of the end, as the ast module counts."""


class Site(NamedTuple):
    """A statement that writes an attribute, or an item of a container of gradients (`boxed`)."""

    attribute: str
    place: Place
    zero: bool
    """It writes 0 or None."""
    constant: bool
    adds: bool
    """`+=`, or the old value is read on the right."""
    given: bool
    """What it writes is a parameter of the function it stands in."""
    function: int | None
    boxed: bool
    reworks: bool
    """It scales or clips what stands there, which no contribution does."""


class Function(NamedTuple):
    """A function that may make objects: its name, the line to blame, and whether it stands in a class."""

    name: str
    place: Place
    owner: str
    nested: bool
    """It is made by another function, maybe several times, so its name says little."""


def arithmetic(node: ast.AST) -> bool:
    """Whether this names one of the methods that overload arithmetic."""
    named = getattr(node, "name", None) or getattr(node, "attr", None) or getattr(node, "id", None)
    return named in ARITHMETIC or (isinstance(node, ast.Constant) and str(node.value) in ARITHMETIC) or (
        isinstance(node, ast.Assign) and any(getattr(t, "id", "") in ARITHMETIC for t in node.targets)
    )  # fmt: skip


def writes_gradients(text: str) -> bool:
    """Whether a program writes to an attribute that is called like a gradient."""
    return any(GRADIENT.search(name) for name in set(_WRITTEN.findall(text)))


def keeps_a_gradient(node: ast.ClassDef) -> bool:
    """Whether objects of this class begin with a gradient and something else besides."""
    declared = [part.target for part in node.body if isinstance(part, ast.AnnAssign)]
    names = {target.id for target in declared if isinstance(target, ast.Name)}
    for begin in node.body:
        if isinstance(begin, ast.FunctionDef) and begin.name == "__init__":
            names |= {
                part.attr for part in ast.walk(begin)
                if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
            }  # fmt: skip
    return len(names) > 1 and any(GRADIENT.search(name) for name in names)


def parameters(of: ast.AST) -> list[str]:
    args = of.args if isinstance(of, (ast.FunctionDef, ast.Lambda)) else None
    if args is None:
        return []
    extra = [a for a in (args.vararg, *args.kwonlyargs) if a is not None]
    return [a.arg for a in (*args.posonlyargs, *args.args, *extra)]


def plain_names(value: ast.AST) -> list[str]:
    """The names read for certain: none of a comprehension's or a lambda's own, none behind an `if`."""
    if isinstance(
        value, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.NamedExpr)
    ):
        return []
    if isinstance(value, ast.IfExp):
        return plain_names(value.test)
    if isinstance(value, ast.BoolOp):
        return plain_names(value.values[0])
    if isinstance(value, ast.Name):
        return [value.id]
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return [name for part in value.args for name in plain_names(part)]
    return [name for part in ast.iter_child_nodes(value) for name in plain_names(part)]


def place(node: ast.AST, last: int) -> Place:
    line, column = getattr(node, "lineno", last), getattr(node, "col_offset", 0)
    if isinstance(node, ast.FunctionDef):
        return line, column, line, column + len(f"def {node.name}".encode())
    return line, column, getattr(node, "end_lineno", line), getattr(node, "end_col_offset", 0)


def read_name(name: str, place: ast.AST) -> ast.expr:
    return at(ast.Name(name, ast.Load()), place)


def call(hook: str, given: list[ast.expr], place: ast.AST) -> ast.expr:
    return at(ast.Call(read_name(hook, place), [at(part, place) for part in given], []), place)


def at(node: _Node, place: ast.AST) -> _Node:
    return ast.copy_location(node, place) if not hasattr(node, "lineno") else node

"""Which of two ways a text is read.

A **formula** is assignments and expressions over numbers, names, + - * / **, brackets, the functions of the
table, and nothing else. There every number is a leaf, so that `a = 2` and `3*x` show on the graph, unless
the text makes a `Value` itself.

Anything else is a **program**, and real Python runs it: one with def, class, for, while, if, lists, print,
attributes, comparisons, or an import of more than mathematics.
"""

from __future__ import annotations

import ast
import builtins
import re
from typing import Final

import engine
from engine.functions import FUNCTIONS, IMPORTABLE, MODULE_CONSTANTS, MODULES

_LIKELY: Final = re.compile(
    r"\b(?:def|class|for|while|if|print|lambda|from|import|random)\b|[\[{]|\.(?:data|grad)\b"
)
_BUILTINS: Final = frozenset(dir(builtins)) - set(FUNCTIONS) - {"Value"}
_METHODS: Final = frozenset(
    name for kind in (list, str, dict, set, float) for name in dir(kind) if not name.startswith("_")
) | {"item", "sum", "mean", "zero_grad", "parameters", "detach", "double", "float", "numpy", "tolist", "view"}
_ENGINE: Final = frozenset(vars(engine)) - {"Value"}
"""What `from engine import` finds beside the class."""
_NODES: Final = (
    ast.Module, ast.Name, ast.alias, ast.BinOp, ast.UnaryOp, ast.Expr, ast.Pass, ast.keyword,
    ast.expr_context, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.UAdd, ast.USub,
    ast.MatMult, ast.BitOr, ast.BitAnd, ast.BitXor, ast.LShift, ast.RShift,  # refused, with a hint
)  # fmt: skip


def likely_program(text: str) -> bool:
    """A quick look; `is_formula` decides."""
    return _LIKELY.search(text) is not None


def is_formula(tree: ast.Module) -> bool:
    """Whether nothing in the tree is more than a formula has."""
    nodes = list(ast.walk(tree))  # walking costs more than all the questions below
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    called = {id(node.func) for node in calls}
    labels = {id(leaf) for node in calls for leaf in _texts(node)}
    return not any(_program_name(node) for node in calls) and all(
        isinstance(node, _NODES) or _formula_node(node, called, labels) for node in nodes
    )


def _texts(node: ast.Call) -> list[ast.expr]:
    return [*node.args, *(k.value for k in node.keywords)]


def _formula_node(node: ast.AST, called: set[int], labels: set[int]) -> bool:
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float, complex) or (
            isinstance(node.value, str) and id(node) in labels
        )
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Name) for target in node.targets)
    if isinstance(node, ast.AugAssign):
        return isinstance(node.target, ast.Name)
    if isinstance(node, ast.Call):
        return isinstance(
            node.func, (ast.Name, ast.Attribute, ast.Constant, ast.BinOp, ast.UnaryOp, ast.Call)
        )
    if isinstance(node, ast.Attribute):
        module = isinstance(node.value, ast.Name) and node.value.id in MODULES
        return (
            id(node) in called or (module and node.attr in MODULE_CONSTANTS) or node.attr in MODULE_CONSTANTS
        )
    if isinstance(node, ast.Import):
        return all(a.name in IMPORTABLE for a in node.names)
    if isinstance(node, ast.ImportFrom):
        plain = all(a.asname in (None, a.name) for a in node.names)
        more = node.module == "engine" and any(a.name in _ENGINE for a in node.names)
        return node.level == 0 and node.module in IMPORTABLE and plain and not more
    return False


def _program_name(node: ast.Call) -> bool:
    """A call of something that only programs have."""
    if isinstance(node.func, ast.Name):
        return node.func.id in _BUILTINS
    if isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if isinstance(node.func.value, ast.Name) and node.func.value.id in MODULES:
            return name not in FUNCTIONS
        return name not in FUNCTIONS and name != "backward" and (name in _METHODS or name.startswith("_"))
    return False

"""What a statement that writes to a gradient does, by its text."""

from __future__ import annotations

import ast
from typing import Final

_BOUNDS: Final = ("max", "min", "clip", "clamp", "abs", "round")


def counts(value: ast.expr) -> bool:
    """Whether this is a whole number, or something with one added: so many are still to come."""
    parts = [value]
    if isinstance(value, ast.BinOp) and isinstance(value.op, (ast.Add, ast.Sub)):
        parts = [value.left, value.right]
    return any(isinstance(part, ast.Constant) and type(part.value) is int for part in parts)


def zero(value: ast.expr) -> bool:
    """Whether this is 0 or None, or an object or array made of it."""
    if isinstance(value, ast.Call):
        called = getattr(value.func, "attr", getattr(value.func, "id", ""))
        return called in ("zeros", "zeros_like") or (bool(value.args) and all(map(zero, value.args)))
    return isinstance(value, ast.Constant) and value.value in (0, None)


def reworked(value: ast.expr, own: str) -> bool:
    """Whether a new gradient is the old one, scaled or kept within bounds."""
    if isinstance(value, ast.Call):
        if getattr(value.func, "id", getattr(value.func, "attr", "")) not in _BOUNDS:
            return False
        return any(text_of(part) == own for part in ast.walk(value))
    if isinstance(value, ast.BinOp) and isinstance(value.op, (ast.Mult, ast.Div)):
        return own in (text_of(value.left), text_of(value.right))
    return False


def decays(target: ast.expr, value: ast.expr, adds: bool) -> bool:
    """Whether something of the object's own is added, as weight decay does."""
    owner = text_of(target.value) if isinstance(target, ast.Attribute) else ""
    read = [part for part in ast.walk(value) if isinstance(part, ast.Attribute)]
    return adds and bool(read) and all(text_of(part.value) == owner for part in read)


def text_of(node: ast.AST) -> str:
    """What an expression is, whether it is read or written."""
    return ast.dump(node).replace("Store()", "Load()")

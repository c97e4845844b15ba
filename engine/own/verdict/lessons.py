"""What an error that Python raised teaches about a class that differentiates."""

from __future__ import annotations

import ast
import re
from typing import Final

_SIGNS: Final = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "** or pow()": "pow", "@": "matmul", "+=": "add",
    "-=": "sub", "*=": "mul", "/=": "truediv",
}  # fmt: skip
_NUMBERS: Final = ("int", "float")
_OPERANDS: Final = re.compile(r"unsupported operand type\(s\) for (.+): '(\w+)' and '(\w+)'")
_ATTRIBUTE: Final = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
_UNARY: Final = re.compile(r"bad operand type for (?:unary -|abs\(\)): '(\w+)'")
_COMPARED: Final = re.compile(r"'[<>]=?' not supported between instances of '(\w+)' and '(\w+)'")
_NOT_NUMBER: Final = re.compile(r"must be real number, not (\w+)")


def lesson(kind: str, text: str, source: str) -> str | None:
    """A hint for the last line of a traceback, `kind: text`, in a program that brings its own class.

    None where there is nothing to add.
    """
    try:
        classes = _engines(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not classes:
        return None
    if kind == "RecursionError":
        return (
            "A function that visits parents goes as deep as the graph, and for ever where nothing knows who "
            "was seen. Keep a set of visited nodes; for a long chain a list of what is still to be visited."
        )
    if kind == "TypeError":
        return _of_types(text, classes)
    if kind == "AttributeError" and (found := _ATTRIBUTE.search(text)):
        return _of_attributes(found[1], found[2], classes)
    return None


def _of_types(text: str, classes: dict[str, set[str]]) -> str | None:
    if found := _OPERANDS.search(text):
        sign, left, right = found.groups()
        name = _SIGNS.get(sign)
        if name and left in _NUMBERS and right in classes:
            return (
                f"Python asks the number first, which knows no {right}, and then {right} for `__r{name}__`. "
                f"Define it, and mind which operand stands on the left."
            )
        if name and left in classes:
            has = f"__{name}__" in classes[left]
            made = (
                f"a plain number inside `__{name}__` must become a {left} first"
                if has
                else f"`__{name}__` is missing"
            )
            return f"What `{left} {sign.split()[0]} {right}` means is for {left} to say: {made}."
    if (found := _UNARY.search(text)) and found[1] in classes:
        return (
            f"A minus sign in front asks {found[1]} for `__neg__`; it can be written with `__mul__` and −1."
        )
    if text == "'NoneType' object is not callable":
        return (
            "What should be a function is None: was it called where it is to be kept? "
            "`out._backward = _backward`, without brackets, keeps the function itself."
        )
    if (found := _COMPARED.search(text)) and classes.keys() & set(found.groups()):
        return "Which of two is larger has no gradient: compare the numbers that they hold, such as `a.data`."
    if (found := _NOT_NUMBER.search(text)) and found[1] in classes:
        return (
            "`math` works on numbers and cannot be differentiated through. "
            f"Give {found[1]} a method of its own for this, with its local derivative."
        )
    return None


def _of_attributes(owner: str, name: str, classes: dict[str, set[str]]) -> str | None:
    if owner in _NUMBERS:
        return (
            f"A plain number stands where an object is expected, and has no `{name}`. Lift it first: "
            f"`other = other if isinstance(other, {next(iter(classes))}) else {next(iter(classes))}(other)`."
        )
    if owner == "NoneType":
        return "Something gave None where an object was expected: does every method `return` its result?"
    if owner in classes and not name.startswith("_"):
        return (
            f"{owner} has no `{name}` yet. An op is a forward rule, its parents, a local derivative for each "
            "of them; or make it of ops that are there."
        )
    return None


def _engines(tree: ast.Module) -> dict[str, set[str]]:
    """Classes that overload arithmetic, with the names of their methods."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            names = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
            names |= {
                t.id
                for part in node.body
                if isinstance(part, ast.Assign)
                for t in part.targets
                if isinstance(t, ast.Name)
            }
            bases = [found[base.id] for base in node.bases if isinstance(base, ast.Name) and base.id in found]
            names = names.union(*bases)
            if names & {"__add__", "__mul__", "__sub__", "__truediv__", "__pow__", "__neg__"}:
                found[node.name] = names
    return found

"""Editing a program's text by its syntax tree: spans in, text out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from engine.functions import FUNCTIONS, MODULES
from engine.language.errors import Span
from engine.language.source import Source

_OPERATORS: Final[dict[type[ast.AST], str]] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow",
}  # fmt: skip
_OPENING: Final = re.compile(r"(?:\A|[^\w)\]\s]|\b(?:return|in)[ ]|[^\w)\]][ ]+)\(\Z")
"""A bracket that opens a part of an expression, and not the arguments of a call."""
_ATOMS: Final = (ast.Name, ast.Call, ast.Attribute, ast.Subscript)


class Rewritten(NamedTuple):
    """The new text, and how many places were changed."""

    source: str
    places: int


class Made(NamedTuple):
    """An expression that makes an op's Value: which, of what, and how it was written."""

    op: str
    operands: list[ast.expr]
    style: str = ""
    """For a call: "" for `tanh(x)`, "." for `x.tanh()`, "math." for `math.tanh(x)`."""


def made(node: ast.AST) -> Made | None:
    """What op an expression is at its outside, if it is one."""
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return Made(_OPERATORS[type(node.op)], [node.left, node.right])
    if isinstance(node, ast.AugAssign) and type(node.op) in _OPERATORS:
        return Made(_OPERATORS[type(node.op)], [node.target, node.value])
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return None if isinstance(node.operand, ast.Constant) else Made("neg", [node.operand])
    if not isinstance(node, ast.Call) or node.keywords:
        return None
    if isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
        return Made(FUNCTIONS[node.func.id].name, node.args)
    if isinstance(node.func, ast.Attribute) and node.func.attr in FUNCTIONS:
        module = node.func.value
        if isinstance(module, ast.Name) and module.id in MODULES:
            return Made(FUNCTIONS[node.func.attr].name, node.args, f"{module.id}.")
        return Made(FUNCTIONS[node.func.attr].name, [module, *node.args], ".")
    return None


def fill(template: ast.expr, operands: dict[str, str], style: str) -> str:
    """A rule's side with the operands' texts in place of its letters; calls written in the given style."""
    if isinstance(template, ast.Name):
        return operands[template.id]
    if isinstance(template, ast.Constant):
        return repr(template.value)
    if isinstance(template, ast.UnaryOp):
        return f"-{_inner(template.operand, operands, style, 3)}"
    if isinstance(template, ast.Call):
        assert isinstance(template.func, ast.Name)
        name = template.func.id
        if style == "." and (constant := number(template)) is not None:
            return repr(constant)  # a plain number has no methods
        first, *rest = [fill(argument, operands, style) for argument in template.args]
        if style == ".":
            if not isinstance(template.args[0], (ast.Name, ast.Call)):
                first = f"({first})"
            return f"{first}.{name}({', '.join(rest)})"
        return f"{style}{name}({', '.join((_bare(first), *map(_bare, rest)))})"
    assert isinstance(template, ast.BinOp)
    sign, binds = _SIGNS[type(template.op)]
    left = _inner(template.left, operands, style, binds)
    return f"{left}{sign}{_inner(template.right, operands, style, binds + 1)}"


def number(template: ast.expr) -> float | None:
    """What a rule's call of plain numbers comes to: log(2)."""
    if not isinstance(template, ast.Call) or not isinstance(template.func, ast.Name):
        return None
    numbers = [argument.value for argument in template.args if isinstance(argument, ast.Constant)]
    if len(numbers) < len(template.args):
        return None
    return FUNCTIONS[template.func.id].forward(*numbers)


_SIGNS: Final[dict[type[ast.operator], tuple[str, int]]] = {
    ast.Add: (" + ", 1), ast.Sub: (" - ", 1), ast.Mult: ("*", 2), ast.Div: ("/", 2), ast.Pow: ("**", 4),
}  # fmt: skip


def _inner(template: ast.expr, operands: dict[str, str], style: str, binds: int) -> str:
    text = fill(template, operands, style)
    own = 9
    if isinstance(template, ast.BinOp):
        own = _SIGNS[type(template.op)][1]
    elif isinstance(template, ast.UnaryOp):
        own = 9 if binds == 5 else 0  # an exponent may have a sign, any other operand gets brackets
    return text if own >= binds else f"({text})"


def _bare(text: str) -> str:
    """Without brackets around the whole, which an argument does not need."""
    if not text.startswith("("):
        return text
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0:
            return text[1:-1] if i == len(text) - 1 else text
    return text


@dataclass
class Editor:
    """The tree of one program, and the texts that have been put in place of some of its nodes."""

    source: Source
    tree: ast.Module
    new: dict[ast.AST, str] = field(default_factory=dict)
    before: dict[ast.stmt, list[str]] = field(default_factory=dict)
    """Lines to stand before a statement."""
    tight: set[ast.AST] = field(default_factory=set)
    """Replaced by something that needs no brackets anywhere."""
    wide: dict[ast.AST, Span] = field(default_factory=dict)
    """Where a new text takes the place of the brackets around a node too."""
    gone: set[ast.stmt] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.parent: dict[ast.AST, ast.AST] = {
            child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)
        }

    def postorder(self) -> Iterator[ast.AST]:
        """Every node after its children, without recursion."""
        todo: list[tuple[ast.AST, bool]] = [(self.tree, False)]
        while todo:
            node, seen = todo.pop()
            if seen:
                yield node
            else:
                todo.append((node, True))
                todo.extend((child, False) for child in reversed(list(ast.iter_child_nodes(node))))

    def span(self, node: ast.AST) -> Span:
        assert isinstance(node, (ast.expr, ast.stmt, ast.keyword))
        return self.source.span(node)

    def text(self, node: ast.AST) -> str:
        """The node's text with everything that was put inside it."""
        if node in self.new:
            return self.new[node]
        start, end = self.span(node)
        return self._spliced(start, end, self._changed_below(node))

    def operand(self, node: ast.AST) -> str:
        """The same with brackets around it if any operator beside it could tear it apart."""
        text = self.text(node)
        whole = isinstance(node, (ast.Constant, *_ATOMS)) and node not in self.new
        return text if whole or node in self.tight or _bare(text) != text else f"({text})"

    def term(self, node: ast.AST) -> str:
        """The same for the first term of a sum, which most operators need no brackets in."""
        binds = isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS
        return self.text(node) if binds else self.operand(node)

    def factor(self, node: ast.AST) -> str:
        """The same for the first factor of a product or quotient."""
        binds = isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div, ast.Pow))
        return self.text(node) if binds else self.operand(node)

    def replace(self, node: ast.AST, text: str, *, tight: bool) -> None:
        """Put a text in place of a node. `tight`: it needs no brackets anywhere."""
        self.new[node] = text if tight or not self._needs_brackets(node) else f"({text})"
        if tight:
            self.tight.add(node)
            start, end = self.span(node)
            typed = self.source.text
            if _OPENING.search(typed[max(0, start - 8) : start]) and typed[end : end + 1] == ")":
                self.wide[node] = start - 1, end + 1

    def _place(self, node: ast.AST) -> Span:
        return self.wide.get(node) or self.span(node)

    def result(self) -> str:
        """The whole text with every change."""
        text = self.source.text
        gone = [self._whole_line(statement) for statement in self.gone]
        edits = [
            (start, end, self.new[node])
            for node in self._changed_below(self.tree)
            for start, end in (self._place(node),)
            if not any(first <= start < last for first, last in gone)
        ]
        for statement, lines in self.before.items():
            start, _ = self.span(statement)
            line = text.rfind("\n", 0, start) + 1
            indent = text[line:start]
            between = f"\n{indent}" if not indent.strip() else "; "
            edits.append((start, start, "".join(line + between for line in lines)))
        edits += [(start, end, "") for start, end in gone]
        for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1]), reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def _whole_line(self, statement: ast.stmt) -> Span:
        text = self.source.text
        start, end = self.span(statement)
        line, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        after = len(text) if after < 0 else after
        if not text[line:start].strip() and not text[end:after].strip():
            return line, min(after + 1, len(text))
        while end < len(text) and text[end] in " \t":
            end += 1
        if text[end : end + 1] == ";":
            end += 1
            while text[end : end + 1] == " ":
                end += 1
            return start, end
        return text.rfind(";", line, start) if ";" in text[line:start] else start, end

    def _changed_below(self, top: ast.AST) -> list[ast.AST]:
        """The outermost changed nodes inside a node."""
        found: list[ast.AST] = []
        todo = list(ast.iter_child_nodes(top))
        while todo:
            node = todo.pop()
            if node in self.new:
                found.append(node)
            else:
                todo.extend(ast.iter_child_nodes(node))
        return found

    def _spliced(self, start: int, end: int, changed: list[ast.AST]) -> str:
        text = self.source.text[start:end]
        for node in sorted(changed, key=lambda node: self.span(node)[0], reverse=True):
            a, b = self._place(node)
            text = text[: a - start] + self.new[node] + text[b - start :]
        return text

    def _needs_brackets(self, node: ast.AST) -> bool:
        start, end = self.span(node)
        text = self.source.text
        if text[:start].rstrip().endswith("(") and text[end:].lstrip().startswith(")"):
            return False
        above = self.parent[node]
        if isinstance(above, ast.Call):
            return node is above.func
        return not isinstance(
            above, (ast.Assign, ast.Expr, ast.AugAssign, ast.Return, ast.Module, ast.keyword)
        )

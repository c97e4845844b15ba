"""A person's own ops in other libraries: a custom function with a forward and a backward of its own.

(Lecture 2:21:10.) Their formulas are rewritten call by call with the target's table.
"""

from __future__ import annotations

import ast
from typing import Final

from engine.export.targets import LIVEGRAD, MATH, PYTORCH, Target
from engine.language.functions import CONSTANTS, DEFAULT_CONSTANTS, FUNCTIONS, MODULE_CONSTANTS, MODULES
from engine.ops import Op

_ARGUMENTS: Final = ("x", "y")


class OwnOps:
    """The own ops that one export meets, in the order it meets them."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._met: dict[str, Op] = {}

    def call(self, op: Op, operands: tuple[str, ...], _: float) -> str:
        self._met[op.name] = op
        if self._target is LIVEGRAD:
            return f"{op.name}({', '.join(operands)})"
        return f"{_name(op)}({', '.join(operands)})"

    def definitions(self) -> list[str]:
        """Their lines, to stand before everything that uses them."""
        lines: list[str] = []
        for op in self._met.values():
            arguments = _ARGUMENTS[: op.arity]
            forward = written(op.formula, self._target)
            backward = [written(rule, self._target) for rule in op.rules]
            if self._target is LIVEGRAD:
                lines.append(f"op {op.name}({', '.join(arguments)}) = {forward}")
                lines += [f"  d/d{a} = {rule}" for a, rule in zip(arguments, backward, strict=True)]
            elif self._target is PYTORCH:
                lines += _pytorch(op, arguments, forward, backward)
            else:
                lines += _jax(op, arguments, forward, backward)
        return lines


def _name(op: Op) -> str:
    return f"own_{op.name}"


def _pytorch(op: Op, arguments: tuple[str, ...], forward: str, backward: list[str]) -> list[str]:
    given = ", ".join(arguments)
    saved = given if len(arguments) > 1 else f"{given},"
    return [
        "",
        f"class {op.name.capitalize()}(torch.autograd.Function):",
        "    @staticmethod",
        f"    def forward(ctx, {given}):",
        f"        ctx.save_for_backward({given})",
        f"        return {forward}",
        "",
        "    @staticmethod",
        "    def backward(ctx, upstream):",
        f"        ({saved}) = ctx.saved_tensors",
        f"        return {', '.join(f'upstream * ({rule})' for rule in backward)}",
        "",
        "",
        f"{_name(op)} = {op.name.capitalize()}.apply",
        "",
    ]


def _jax(op: Op, arguments: tuple[str, ...], forward: str, backward: list[str]) -> list[str]:
    given, name = ", ".join(arguments), _name(op)
    amounts = ", ".join(f"upstream * ({rule})" for rule in backward)
    return [
        "",
        "@jax.custom_vjp",
        f"def {name}({given}):",
        f"    return {forward}",
        "",
        "",
        f"def {name}_forward({given}):",
        f"    return {name}({given}), ({given},)",
        "",
        "",
        f"def {name}_backward(saved, upstream):",
        f"    ({given},) = saved",
        f"    return ({amounts},)",
        "",
        "",
        f"{name}.defvjp({name}_forward, {name}_backward)",
        "",
    ]


def in_math(op: Op) -> tuple[str, tuple[str, ...]]:
    """The op's formulas of `a` and `b` in plain Python with the math module, as micrograd needs them."""
    table = {name: forward for name, (forward, _) in MATH.items()}
    return _rewritten(op.formula, table), tuple(_rewritten(rule, table) for rule in op.rules)


def written(formula: str, target: Target) -> str:
    """A formula of `a` and `b` as the target writes it, of `x` and `y`."""
    table = {name: row.format(a="a", b="b", k="k") for name, row in target.calls.items() if name != "frozen"}
    text = _rewritten(formula, table)
    return ast.unparse(_Names({"a": "x", "b": "y"}).visit(ast.parse(text, mode="eval").body))


class _Names(ast.NodeTransformer):
    """Puts expressions, or other names, in place of names."""

    def __init__(self, meaning: dict[str, str] | dict[str, ast.expr]) -> None:
        self._meaning = meaning

    def visit_Name(self, node: ast.Name) -> ast.expr:
        found = self._meaning.get(node.id, node)
        return ast.Name(found, ast.Load()) if isinstance(found, str) else found


def _rewritten(formula: str, table: dict[str, str]) -> str:
    return ast.unparse(_Calls(table).visit(ast.parse(formula, mode="eval").body))


class _Calls(ast.NodeTransformer):
    """Writes calls of livegrad's functions by a table of texts in `a`, `b` and `k`."""

    def __init__(self, table: dict[str, str]) -> None:
        self._table = table

    def visit_Call(self, node: ast.Call) -> ast.expr:
        arguments: list[ast.expr] = [self.visit(argument) for argument in node.args]
        if isinstance(node.func, ast.Attribute):
            name, receiver = node.func.attr, node.func.value
            if not (isinstance(receiver, ast.Name) and receiver.id in MODULES):
                arguments = [self.visit(receiver), *arguments]
        else:
            assert isinstance(node.func, ast.Name)
            name = node.func.id
        op = FUNCTIONS[name]
        if op.takes_constant and len(arguments) == 1:
            arguments.append(ast.Constant(DEFAULT_CONSTANTS[op.name]))
        if op.name in ("pow", "powk"):
            return ast.BinOp(arguments[0], ast.Pow(), arguments[1])
        letters = "ak" if op.takes_constant else "ab"
        row = ast.parse(self._table[op.name], mode="eval").body
        meaning: dict[str, ast.expr] = dict(zip(letters, arguments, strict=False))
        return _Names(meaning).visit(row)  # type: ignore[no-any-return]

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return ast.Constant(MODULE_CONSTANTS[node.attr])

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(CONSTANTS[node.id]) if node.id in CONSTANTS else node

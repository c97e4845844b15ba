"""A person's own ops in other libraries: a custom function with a forward and a backward of its own.

(Lecture 2:21:10.) Their formulas are rewritten call by call with the target's table.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final

from engine.export.naming import Namer
from engine.export.targets import LIVEGRAD, MATH, MICROGRAD, PYTORCH, Target
from engine.functions import CONSTANTS, DEFAULT_CONSTANTS, FUNCTIONS, MODULE_CONSTANTS, MODULES
from engine.language.errors import LanguageError
from engine.ops import OPS, Op
from engine.value import Value

_ARGUMENTS: Final = ("x", "y")


class OwnOps:
    """The own ops of one export, and the names of what stands for them, which nothing else can have."""

    def __init__(self, target: Target, order: Iterable[Value], namer: Namer) -> None:
        self._target = target
        self._ops = {v.op.name: v.op for v in order if v.op is not None and v.op.name not in OPS}
        prefix = "" if target is LIVEGRAD else "own_"
        self.names = {name: namer.plain(f"{prefix}{name}") for name in self._ops}
        self._namer = namer
        self._definitions = [] if target is MICROGRAD else self._lines()

    def call(self, op: Op, operands: tuple[str, ...], _: float) -> str:
        return f"{self.names[op.name]}({', '.join(operands)})"

    def definitions(self) -> list[str]:
        """Their lines, to stand before everything that uses them."""
        return self._definitions

    def _lines(self) -> list[str]:
        lines: list[str] = []
        for op in self._ops.values():
            arguments = _ARGUMENTS[: op.arity]
            name = self.names[op.name]
            forward = written(op.formula, self._target)
            backward = [written(rule, self._target) for rule in op.rules]
            if self._target is LIVEGRAD:
                lines.append(f"op {op.name}({', '.join(arguments)}) = {forward}")
                lines += [f"  d/d{a} = {rule}" for a, rule in zip(arguments, backward, strict=True)]
            elif self._target is PYTORCH:
                whole = self._namer.plain(op.name.capitalize())
                lines += _pytorch(name, whole, arguments, forward, backward)
            else:
                parts = self._namer.plain(f"{name}_forward"), self._namer.plain(f"{name}_backward")
                lines += _jax(name, *parts, arguments, forward, backward)
        return lines


def _pytorch(
    name: str, whole: str, arguments: tuple[str, ...], forward: str, backward: list[str]
) -> list[str]:
    given = ", ".join(arguments)
    saved = given if len(arguments) > 1 else f"{given},"
    return [
        "",
        f"class {whole}(torch.autograd.Function):",
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
        f"{name} = {whole}.apply",
        "",
    ]


def _jax(
    name: str, first: str, second: str, arguments: tuple[str, ...], forward: str, backward: list[str]
) -> list[str]:
    given = ", ".join(arguments)
    amounts = ", ".join(f"upstream * ({rule})" for rule in backward)
    return [
        "",
        "@jax.custom_vjp",
        f"def {name}({given}):",
        f"    return {forward}",
        "",
        "",
        f"def {first}({given}):",
        f"    return {name}({given}), ({given},)",
        "",
        "",
        f"def {second}(saved, upstream):",
        f"    ({given},) = saved",
        f"    return ({amounts},)",
        "",
        "",
        f"{name}.defvjp({first}, {second})",
        "",
    ]


def in_math(op: Op) -> tuple[str, tuple[str, ...]]:
    """The op's formulas of `a` and `b` in plain Python with the math module, as micrograd needs them."""
    table = {name: forward for name, (forward, _) in MATH.items()}
    return _rewritten(op.formula, table), tuple(_rewritten(rule, table) for rule in op.rules)


def written(formula: str, target: Target) -> str:
    """A formula of `a` and `b` as the target writes it, of `x` and `y`."""
    table = {name: row.text.format(a="a", b="b", k="k") for name, row in target.calls.items()}
    text = _rewritten(formula, table, tensors=target is PYTORCH)
    return ast.unparse(_Names({"a": "x", "b": "y"}).visit(ast.parse(text, mode="eval").body))


def _tensor(number: ast.expr) -> ast.expr:
    """A plain number as PyTorch's functions want it."""

    class Float(ast.NodeTransformer):
        def visit_Constant(self, node: ast.Constant) -> ast.expr:
            return ast.Constant(float(node.value)) if isinstance(node.value, int) else node

    tensor = ast.parse("torch.tensor(0)", mode="eval").body
    assert isinstance(tensor, ast.Call)
    tensor.args = [Float().visit(number)]
    return tensor


def _with_tensors(formula: ast.expr) -> ast.expr:
    """The formula, with a tensor wherever its result could be a plain number."""
    if isinstance(formula, ast.IfExp):
        branches = _with_tensors(formula.body), _with_tensors(formula.orelse)
        return ast.IfExp(formula.test, *branches)
    return _tensor(formula) if _is_number(formula) else formula


def _is_number(formula: ast.expr) -> bool:
    return not any(isinstance(node, ast.Name) for node in ast.walk(formula))


class _Names(ast.NodeTransformer):
    """Puts expressions, or other names, in place of names."""

    def __init__(self, meaning: dict[str, str] | dict[str, ast.expr]) -> None:
        self._meaning = meaning

    def visit_Name(self, node: ast.Name) -> ast.expr:
        found = self._meaning.get(node.id, node)
        return ast.Name(found, ast.Load()) if isinstance(found, str) else found


def _rewritten(formula: str, table: dict[str, str], tensors: bool = False) -> str:
    tree: ast.expr = _Calls(table, tensors).visit(ast.parse(formula, mode="eval").body)
    return ast.unparse(_with_tensors(tree) if tensors else tree)


class _Calls(ast.NodeTransformer):
    """Writes calls of livegrad's functions by a table of texts in `a`, `b` and `k`."""

    def __init__(self, table: dict[str, str], tensors: bool) -> None:
        self._table = table
        self._tensors = tensors

    def visit_Call(self, node: ast.Call) -> ast.expr:
        arguments: list[ast.expr] = [self.visit(argument) for argument in node.args]
        if isinstance(node.func, ast.Attribute):
            name, receiver = node.func.attr, node.func.value
            if not (isinstance(receiver, ast.Name) and receiver.id in MODULES):
                arguments = [self.visit(receiver), *arguments]
        else:
            assert isinstance(node.func, ast.Name)
            name = node.func.id
        op = FUNCTIONS.get(name)
        if op is None:
            message = f"{name}() is an op of the program's own class, and its formula is not known here."
            raise LanguageError("unsupported", message)
        if op.takes_constant and len(arguments) == 1:
            arguments.append(ast.Constant(DEFAULT_CONSTANTS[op.name]))
        if op.name in ("pow", "powk"):
            return ast.BinOp(arguments[0], ast.Pow(), arguments[1])
        if self._tensors:
            arguments[: op.arity] = [
                _tensor(argument) if _is_number(argument) else argument for argument in arguments[: op.arity]
            ]
        letters = "ak" if op.takes_constant else "ab"
        row = ast.parse(self._table[op.name], mode="eval").body
        meaning: dict[str, ast.expr] = dict(zip(letters, arguments, strict=False))
        return _Names(meaning).visit(row)  # type: ignore[no-any-return]

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return ast.Constant(MODULE_CONSTANTS[node.attr])

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(CONSTANTS[node.id]) if node.id in CONSTANTS else node

"""What is on screen as source for other libraries: PyTorch, JAX and micrograd, and livegrad's own.

The source is the graph, not the program: loops are unrolled, so that every line is a Value that can be seen.
It runs as it is and prints every named Value with its gradient. Numbers are written so that they are read
back exactly. (Lecture 1:39:31: the same in PyTorch.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from engine.export.naming import Namer, own_name
from engine.export.own_ops import OwnOps, in_math
from engine.export.targets import JAX, LIVEGRAD, MATH, MICROGRAD, PYTORCH, Target
from engine.export.writing import Line, Writer, number
from engine.graph import topological_order
from engine.ops import OPS, Op
from engine.value import Value

DEEP: Final = 900
"""Deeper graphs are too deep for micrograd's recursion as Python comes."""


def pytorch(root: Value, constants: set[Value]) -> str:
    """Double-precision PyTorch. `constants`: leaves nobody named, to be written as plain numbers."""
    lines, definitions = _written(root, constants, PYTORCH)
    inner = [line.name for line in lines if not line.is_leaf]
    keep = [f"for inner in [{', '.join(inner)}]:", "    inner.retain_grad()", ""] if inner else []
    return _join(
        ["import torch", "", "torch.set_default_dtype(torch.float64)  # as exact as livegrad", ""],
        definitions,
        _assignments(lines, lambda line: f"torch.tensor({line.text}, requires_grad=True)"),
        ["", *keep, f"{lines[-1].name}.backward()", ""],
        [
            "", "def show(name, value):",
            "    grad = 0.0 if value.grad is None else value.grad.item()",
            '    print(f"{name}: data {value.item()!r}, grad {grad!r}")', "", "",
        ],
        [f'show("{line.name}", {line.name})' for line in lines],
    )  # fmt: skip


def micrograd(root: Value, constants: set[Value]) -> str:
    """micrograd as it is on PyPI, with a function for every op that it has not got."""
    order = topological_order(root)
    namer = Namer({*MICROGRAD.reserved, *map(_helper, OPS)})
    own = OwnOps(MICROGRAD, order, namer)
    missing: dict[str, Op] = {}

    def call(op: Op, operands: tuple[str, ...], constant: float) -> str:
        name = own.names.get(op.name) or _helper(op.name)
        missing[name] = op
        extra = (number(constant),) if op.takes_constant else ()
        return f"{name}({', '.join((*operands, *extra))})"

    lines = Writer(order, _plain(order, constants), MICROGRAD, call, namer).lines()
    deep = _depth(order) > DEEP
    head = ["import math"] if missing else []
    head += ["import sys"] if deep else []
    head += [*([""] if head else []), "from micrograd.engine import Value", ""]
    if deep:
        head += ["sys.setrecursionlimit(1_000_000)  # micrograd's backward() calls itself", ""]
    body = _assignments(lines, lambda line: f"Value({line.text})")
    shown = [f'show("{line.name}", {line.name})' for line in lines]
    return _join(
        head,
        _helpers(missing),
        body,
        ["", f"{lines[-1].name}.backward()", "", ""],
        ["def show(name, value):", '    print(f"{name}: data {value.data!r}, grad {value.grad!r}")', "", ""],
        shown,
    )


def jax(root: Value, constants: set[Value]) -> str:
    """Double-precision JAX: a function of the leaves, and its gradient."""
    lines, definitions = _written(root, constants, JAX)
    leaves = [line for line in lines if line.is_leaf]
    arguments = ", ".join(line.name for line in leaves)
    body = [f"    {line.name} = {line.text}" for line in lines if not line.is_leaf]
    leaf_lines = ["leaves = {", *(f'    "{line.name}": {line.text},' for line in leaves), "}", ""]
    return _join(
        [
            "import jax",
            "import jax.numpy as jnp",
            "",
            'jax.config.update("jax_enable_x64", True)  # exact',
            "",
        ],
        definitions,
        leaf_lines,
        ["", f"def result({arguments}):", *body, f"    return {lines[-1].name}", "", ""],
        [
            "values = [jnp.float64(number) for number in leaves.values()]",
            "gradients = jax.grad(result, argnums=tuple(range(len(leaves))))(*values)",
            "",
            *(
                [f'print(f"{lines[-1].name}: data {{float(result(*values))!r}}, grad 1.0")']
                if not lines[-1].is_leaf
                else []
            ),
            "for name, number, gradient in zip(leaves, values, gradients):",
            '    print(f"{name}: data {float(number)!r}, grad {float(gradient)!r}")',
        ],
    )


def livegrad(root: Value, constants: set[Value]) -> str:
    """A formula for livegrad itself: the graph without loops, calls and classes."""
    lines, definitions = _written(root, constants, LIVEGRAD)
    return _join(definitions, _assignments(lines, lambda line: line.text))


SOURCES: Final[dict[str, Callable[[Value, set[Value]], str]]] = {
    "pytorch": pytorch,
    "jax": jax,
    "micrograd": micrograd,
    "livegrad": livegrad,
}


def _written(root: Value, constants: set[Value], target: Target) -> tuple[list[Line], list[str]]:
    """The graph's lines, and those that define its own ops."""
    order = topological_order(root)
    namer = Namer(target.reserved)
    own = OwnOps(target, order, namer)
    return Writer(order, _plain(order, constants), target, own.call, namer).lines(), own.definitions()


def _plain(order: list[Value], constants: set[Value]) -> set[Value]:
    """The constants, unless there is no other leaf: then they are what the gradient is of."""
    leaves = {value for value in order if value.op is None}
    return constants if leaves - constants else set()


def _assignments(lines: list[Line], leaf: Callable[[Line], str]) -> list[str]:
    """The lines, with a remark wherever the scope changes."""
    found: list[str] = []
    scope: tuple[str, ...] = ()
    for line in lines:
        if line.value.scope != scope:
            scope = line.value.scope
            if scope:
                found.append("# " + _one_line(", ".join(scope)))
        found.append(f"{line.name} = {leaf(line) if line.is_leaf else line.text}{_remark(line)}")
    return found


def _remark(line: Line) -> str:
    """What a Value was called, where that could not be its name."""
    wanted = own_name(line.value)
    return "" if wanted in (None, line.name) else f"  # {wanted}"


def _one_line(text: str) -> str:
    cleaned = "".join(c if c.isprintable() else " " for c in text)
    return cleaned if len(cleaned) <= 60 else cleaned[:59] + "…"


def _depth(order: list[Value]) -> int:
    depth: dict[Value, int] = {}
    for value in order:
        depth[value] = 1 + max((depth[parent] for parent in value.parents), default=0)
    return depth[order[-1]]


def _helper(name: str) -> str:
    return {"abs": "absolute", "max": "larger", "min": "smaller", "pow": "power"}.get(name, name)


def _helpers(missing: Mapping[str, Op]) -> list[str]:
    """The ops that micrograd has not got, each with its forward and its backward."""
    lines: list[str] = []
    for called, op in missing.items():
        forward, locals_ = MATH.get(op.name) or in_math(op)
        parents = ["value"] if op.arity == 1 else ["first", "second"]
        numbers = ["a", "b"][: op.arity]
        lines += ["", f"def {called}({', '.join(parents + ['k'] * op.takes_constant)}):"]
        if op.arity == 2:
            lines += [
                f"    {name} = {name} if isinstance({name}, Value) else Value({name})" for name in parents
            ]
        lines += [
            *(f"    {number} = {name}.data" for number, name in zip(numbers, parents, strict=True)),
            f"    o = {forward}",
            f"    out = Value(o, ({', '.join(parents)}{',' * (op.arity == 1)}), {op.name!r})",
            "",
            "    def backward():",
            *(
                f"        {name}.grad += ({local}) * out.grad"
                for name, local in zip(parents, locals_, strict=True)
            ),
            "",
            "    out._backward = backward",
            "    return out",
            "",
        ]
    return [*lines, ""] if lines else []


def _join(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part) + "\n"

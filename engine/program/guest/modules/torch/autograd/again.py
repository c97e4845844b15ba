"""Gradients that have a graph of their own (`create_graph=True`): the op table's rules, read as formulas of Values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine import value as _engine
from engine.backward import local_derivatives
from engine.graph import ops_to_visit

from ..graph import Node, node_named
from ..tensor import new

_FUNCTIONS = {
    name: (lambda x, n=name: getattr(x, n)() if isinstance(x, _engine.Value) else getattr(math, n)(x))
    for name in ("exp", "log", "sqrt", "tanh", "sin", "cos", "sinh", "cosh", "erf", "sigmoid")
}


def _local(node: Any, slot: int) -> Any:
    """d(node)/d(parent): a number where it is constant, and otherwise a Value."""
    a, k = node.parents[0], node.constant
    if node.op.name == "powk":
        return k * a if k == 2.0 else k * a ** (k - 1.0) if k not in (0.0, 1.0) else k
    if node.op.name == "pow" and slot == 1:
        return node * a.log() if a.data > 0.0 else 0.0
    if not node.op.rules or " if " in node.op.rules[slot]:
        return local_derivatives(node)[slot]
    names = dict(zip("ab", node.parents, strict=False))
    return eval(node.op.rules[slot], {"__builtins__": {}, "pi": math.pi, **_FUNCTIONS}, names)  # noqa: S307 (our table)


def derived(root: Any, nodes: Sequence[Node], wanted: Sequence[Any]) -> list[Any]:
    """The gradient of `root` for each tensor."""
    variables = [node.variable for node in nodes if node.variable is not None]
    needed = {value for tensor in (*wanted, *variables) for value in tensor._values()}
    seed, order = _engine.Value(1.0), ops_to_visit(root)
    found: dict[Any, Any] = {root: seed}
    for value in reversed(order):
        if any(parent in needed for parent in value.parents):
            needed.add(value)
    for value in order:
        upstream = found.get(value)
        for slot, parent in enumerate(value.parents if upstream is not None else ()):
            if parent in needed:
                local = _local(value, slot)
                amount = upstream if local == 1.0 else local if upstream is seed else upstream * local
                amount = amount if isinstance(amount, _engine.Value) else _engine.Value(float(amount or 0.0))
                found[parent] = found[parent] + amount if parent in found else amount
    return [
        _tensor(tensor, [found[v] if v in found else _engine.Value(0.0) for v in tensor._values()], variables)
        for tensor in wanted
    ]


def _tensor(like: Any, values: list[Any], variables: Sequence[Any]) -> Any:
    leaves = {v for tensor in variables for v in tensor._values()}
    values = [v * 1.0 if v in leaves else v for v in values]  # d(a*b)/db is a: one more node, as in torch
    numbers = like.dtype.rounded([v.data for v in values])
    tensor = new(numbers, like.shape, like.dtype)
    for value, number in zip(values, numbers, strict=True):
        if value.op is not None:
            value.data, tensor._store.values = number, values
            tensor.grad_fn = node_named("MulBackward0", variables)
    return tensor

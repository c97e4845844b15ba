"""Gradients that have a graph of their own (`create_graph=True`): the op table's rules, read as formulas of Values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine.backward import local_derivatives
from engine.graph import ops_to_visit
from engine.value import Value

from ..graph import Node, node_named
from ..tensor import Tensor, new

_FUNCTIONS = {
    name: (lambda x, n=name: getattr(x, n)() if isinstance(x, Value) else getattr(math, n)(x))
    for name in ("exp", "log", "sqrt", "tanh", "sin", "cos", "sinh", "cosh", "erf", "sigmoid")
}
_TITLES = {"add": "Add", "mul": "Mul", "div": "Div", "neg": "Neg", "sub": "Sub", "pow": "Pow", "powk": "Pow"}


def _local(node: Value, slot: int) -> Any:
    """d(node)/d(parent) as a number where it is constant, and otherwise as a Value."""
    op = node.op
    assert op is not None
    if op.name == "powk":
        a, k = node.parents[0], node.constant
        return k if k == 1.0 else 2.0 * a if k == 2.0 else k * a ** (k - 1.0) if k else 0.0
    if op.name == "pow" and slot == 1:
        a = node.parents[0]
        return node * a.log() if a.data > 0.0 else 0.0
    if not op.rules or " if " in op.rules[slot]:
        return local_derivatives(node)[slot]
    names = dict(zip("ab", node.parents, strict=False))
    return eval(op.rules[slot], {"__builtins__": {}, "pi": math.pi, **_FUNCTIONS}, names)  # noqa: S307 (our own table)


def derived(root: Value, nodes: Sequence[Node], wanted: Sequence[Tensor]) -> list[Tensor]:
    """The gradient of `root` for each tensor."""
    targets = [t._values() for t in wanted]
    variables = [node.variable for node in nodes if node.variable is not None]
    needed = {v for values in targets for v in values} | {v for t in variables for v in t._values()}
    seed = Value(1.0)
    found: dict[Value, Any] = {root: seed}
    order = ops_to_visit(root)
    for value in reversed(order):
        if any(parent in needed for parent in value.parents):
            needed.add(value)
    for value in order:
        upstream = found.get(value)
        if upstream is None:
            continue
        for slot, parent in enumerate(value.parents):
            if parent not in needed:
                continue
            local = _local(value, slot)
            amount = upstream if local == 1.0 else local if upstream is seed else upstream * local
            if not isinstance(amount, Value):
                amount = Value(amount)
            found[parent] = found[parent] + amount if parent in found else amount
    return [_tensor(t, [found.get(v) for v in values], variables) for t, values in zip(wanted, targets, strict=True)]


def _tensor(like: Tensor, values: list[Any], variables: Sequence[Tensor]) -> Tensor:
    values = [Value(0.0) if v is None else v for v in values]
    numbers = like.dtype.rounded([v.data for v in values])
    for value, number in zip(values, numbers, strict=True):
        if value.op is not None:
            value.data = number
    tensor = new(numbers, like.shape, like.dtype)
    ops = [v.op.name for v in values if v.op is not None]
    if ops:
        tensor._store.values = values
        tensor.grad_fn = node_named(_TITLES.get(ops[-1], ops[-1].capitalize()) + "Backward0", variables)
    return tensor

"""The same graph in PyTorch, where it is installed: its numbers, to be put beside livegrad's.

Nothing is generated or executed as text: each op of the graph is PyTorch's own function, from a table.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from engine.graph import topological_order
from engine.ops import Op
from engine.value import Value


class Beside(NamedTuple):
    """A node's data and gradient in PyTorch, in double precision."""

    node: Value
    data: float
    grad: float


_NAMED: Final = (
    "add", "sub", "mul", "div", "neg", "exp", "expm1", "log", "log2", "log10", "log1p", "sqrt", "tanh",
    "sigmoid", "relu", "erf", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "abs",
)  # fmt: skip


def installed() -> bool:
    """Whether PyTorch can be imported, without importing it."""
    return importlib.util.find_spec("torch") is not None


def beside(root: Value) -> tuple[str, list[Beside]]:
    """PyTorch's version, and its numbers for every node in topological order.

    Raises ImportError without PyTorch.
    """
    import torch  # only where somebody asks: it takes seconds to load

    order = topological_order(root)
    tensors = _tensors(torch, order)
    for tensor in tensors.values():
        tensor.retain_grad()
    tensors[root].backward()
    return torch.__version__, [
        Beside(value, tensor.item(), 0.0 if tensor.grad is None else tensor.grad.item())
        for value, tensor in tensors.items()
    ]


def _tensors(torch: Any, order: Sequence[Value]) -> dict[Value, Any]:
    functions = _functions(torch)
    tensors: dict[Value, Any] = {}
    for value in order:
        if value.op is None:
            tensors[value] = torch.tensor(value.data, dtype=torch.float64, requires_grad=True)
            continue
        operands = [tensors[parent] for parent in value.parents]
        if value.op.name == "pow" and value.parents[0].data <= 0.0:
            operands[1] = operands[1].detach()  # livegrad's derivative for this exponent is 0
        if value.op.takes_constant:
            operands.append(value.constant)
        function = functions.get(value.op.name) or _own(torch, value.op)
        tensors[value] = function(*operands)
    return tensors


def _own(torch: Any, op: Op) -> Callable[..., Any]:
    """An op of the person's own, as a custom function of PyTorch's."""

    class Own(torch.autograd.Function):  # type: ignore[misc]
        @staticmethod
        def forward(ctx: Any, *operands: Any) -> Any:
            numbers = [operand.item() for operand in operands]
            result = op.forward(*numbers)
            ctx.locals = op.local(result, *numbers)
            return torch.tensor(result, dtype=torch.float64)

        @staticmethod
        def backward(ctx: Any, upstream: Any) -> Any:
            amounts = tuple(upstream * local for local in ctx.locals)
            return amounts if len(amounts) > 1 else amounts[0]

    function: Callable[..., Any] = Own.apply
    return function


def _functions(torch: Any) -> dict[str, Callable[..., Any]]:
    nn = torch.nn.functional
    zero = torch.tensor(0.0, dtype=torch.float64)
    return {
        **{name: getattr(torch, name) for name in _NAMED},
        "pow": torch.pow, "powk": torch.pow, "max": torch.maximum, "min": torch.minimum,
        "leaky_relu": nn.leaky_relu, "silu": nn.silu, "gelu": nn.gelu,
        "softplus": lambda a: torch.logaddexp(a, zero),  # softplus itself turns linear at 20
    }  # fmt: skip

"""`torch.autograd`: a backward pass is the engine's, with what torch adds to it.

The engine adds to the `grad` of Values. Before a pass every Value's is set to 0, and a leaf's to what its tensor's
`.grad` holds, so that it accumulates exactly where torch accumulates; afterwards the leaves' are copied out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.graph import topological_order

from ..graph import SAVES_NOTHING as _SAVES_NOTHING
from ..graph import Node, enable_grad, no_grad, node_of, nodes_below, set_grad_enabled
from ..tensor import Tensor, new
from . import function
from .function import Function


def _tensors(given: Any) -> list[Any]:
    return [given] if isinstance(given, Tensor) else list(given)


def _root(tensors: Sequence[Any], gradients: Any) -> Any:
    """One Value to start from: the tensor's own, or the sum of all, each times its gradient."""
    total: Any = None
    given = [None] * len(tensors) if gradients is None else _tensors(gradients)
    for i, (tensor, gradient) in enumerate(zip(tensors, given, strict=True)):
        if not tensor.requires_grad:
            raise RuntimeError(f"element {i} of tensors does not require grad and does not have a grad_fn")
        if gradient is None and tensor.numel() != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        if gradient is not None and gradient.shape != tensor.shape:
            raise RuntimeError(
                f"Mismatch in shape: grad_output[{i}] has a shape of {gradient.shape} and output[{i}] has a shape of "
                f"{tensor.shape}."
            )
        for value, weight in zip(
            tensor._values(), [1.0] if gradient is None else gradient._numbers(), strict=True
        ):
            part = value if weight == 1.0 else value * weight
            total = part if total is None else total + part
    return total


def _checked(starts: Sequence[Any], keep: bool) -> list[Node]:
    """The nodes of a pass; refused where an earlier pass has freed them."""
    nodes = nodes_below(node_of(t) for t in starts)
    if any(node.freed and node.title.split("Back")[0] not in _SAVES_NOTHING for node in nodes):
        raise RuntimeError(
            "Trying to backward through the graph a second time (or directly access saved tensors after they have already "
            "been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). "
            "Specify retain_graph=True if you need to backward through the graph a second time or if you need to access "
            "saved tensors after calling backward."
        )
    for node in nodes:
        if changed := node.changed():
            raise RuntimeError(changed)
        node.freed = node.freed or not keep
    return nodes


def _run(root: Any, leaves: Sequence[Any], fresh: Sequence[Any]) -> None:
    """The engine's own pass, on top of what these leaves have; `fresh` start from 0 wherever the graph leads."""
    for value in topological_order(root):
        value.grad = 0.0
    for tensor, leaf in [*((t, True) for t in leaves), *((t, False) for t in fresh)]:
        for value, number in zip(tensor._values(), _before(tensor, leaf), strict=True):
            value.grad = float(number)
    before = root.grad
    root.backward()
    if root.op is None:
        root.grad += before


def _before(tensor: Any, leaf: bool) -> list[Any]:
    return tensor._grad._numbers() if leaf and tensor._grad is not None else [0.0] * tensor.numel()


def _found(tensor: Any, minus: Any = None) -> Any:
    """The gradient that a pass has left in a tensor's Values."""
    grads = [value.grad for value in tensor._values()]
    if minus is not None:
        grads = [g - m for g, m in zip(grads, minus, strict=True)]
    return new(tensor.dtype.rounded(grads), tensor.shape, tensor.dtype)


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: Any = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """A pass that adds to the leaves' `.grad`."""
    starts = _tensors(tensors)
    root = _root(starts, grad_tensors)
    nodes = _checked(starts, create_graph if retain_graph is None else retain_graph)
    leaves = {node.variable: None for node in nodes if node.variable is not None}
    if inputs is not None:
        leaves = {t: None for t in _tensors(inputs) if t in leaves}
    if create_graph:
        from .again import derived

        for leaf, found in zip(leaves, derived(root, nodes, list(leaves)), strict=True):
            leaf._grad = found if leaf._grad is None else leaf._grad + found
        return
    kept = [tensor for node in nodes for tensor in node.kept]
    _run(root, list(leaves), kept)
    for tensor in kept:
        tensor._grad = _found(tensor) if tensor._grad is None else tensor._grad + _found(tensor)
    for tensor, hook in [pair for node in nodes for pair in node.hooks]:
        old = _before(tensor, tensor in leaves)
        answer = hook(_found(tensor, old))
        for value, o, number in zip(
            tensor._values(), old, answer._numbers() if answer is not None else (), strict=False
        ):
            value.grad = o + number
    for leaf in leaves:
        found = _found(leaf)
        if leaf._grad is None:
            leaf._grad = found
            found._store.leaf = leaf._store if leaf.numel() == len(leaf._store.numbers) else None
        else:
            for at, number in zip(leaf._grad._at, found._numbers(), strict=True):
                leaf._grad._store.numbers[at] = number
                leaf._grad._store.constants.pop(at, None)


def grad(
    outputs: Any, inputs: Any, grad_outputs: Any = None, retain_graph: Any = None, create_graph: bool = False,
    allow_unused: bool = False, **_: Any,
) -> tuple[Any, ...]:  # fmt: skip
    """The gradients themselves; no `.grad` is touched."""
    starts, wanted = _tensors(outputs), _tensors(inputs)
    if not all(tensor.requires_grad for tensor in wanted):
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    root = _root(starts, grad_outputs)
    nodes = _checked(starts, create_graph if retain_graph is None else retain_graph)
    missing = [node_of(t) not in nodes for t in wanted]
    if any(missing) and not allow_unused:
        raise RuntimeError(
            f"The differentiated Tensor at index {missing.index(True)} appears to not have been used in the graph. Set "
            "allow_unused=True if this is the desired behavior."
        )
    if create_graph:
        from .again import derived

        found = derived(root, nodes, wanted)
    else:
        _run(root, (), wanted)
        found = [_found(t) for t in wanted]
    return tuple(None if gone else g for g, gone in zip(found, missing, strict=True))


class GradcheckError(RuntimeError):
    """The gradients are not what differences say."""


def gradcheck(
    func: Any, inputs: Any, eps: float = 1e-6, atol: float = 1e-5, rtol: float = 1e-3, raise_exception: bool = True,
    **_: Any,
) -> bool:  # fmt: skip
    """Compare the gradients of a function with central differences, number by number."""
    given = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    for at, one in enumerate(given):
        x: Any = one
        if not getattr(x, "requires_grad", False):
            continue
        found = grad(func(*given).sum(), x, allow_unused=True)[0]
        numbers = [0.0] * x.numel() if found is None else found._numbers()
        for place, number in enumerate(numbers):
            step = new([eps * (i == place) for i in range(x.numel())], x.shape, x.dtype)
            sides = [
                float(func(*given[:at], x.detach() + sign * step, *given[at + 1 :]).sum()) for sign in (1, -1)
            ]
            measured = (sides[0] - sides[1]) / (2 * eps)
            if abs(measured - number) > atol + rtol * abs(measured):
                if raise_exception:
                    raise GradcheckError(f"Jacobian mismatch for output 0 with respect to input {at},")
                return False
    return True


class Variable(Tensor):
    """An old name: a tensor is made of a tensor."""

    def __new__(cls, data: Any, requires_grad: bool = False) -> Any:
        return data.detach().requires_grad_(requires_grad)


class set_detect_anomaly(no_grad):
    """Nothing is looked for."""

    mode = True


detect_anomaly = set_detect_anomaly
__all__ = [
    "Function",
    "Variable",
    "backward",
    "enable_grad",
    "function",
    "grad",
    "gradcheck",
    "no_grad",
    "set_grad_enabled",
]

"""A backward pass: the engine's, with what torch adds to it.

The engine adds to the `grad` of Values. Before a pass every Value's is set to 0, and a leaf's to what its tensor's
`.grad` holds, so that it accumulates exactly where torch accumulates; afterwards the leaves' are copied out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.graph import topological_order

from ..graph import SECOND_TIME, Node, node_of, nodes_below
from ..tensor import Store, Tensor, new


def root_of(tensors: Sequence[Tensor], gradients: Sequence[Any]) -> Any:
    """One Value to start from: the tensor's own, or the sum of all, each times its gradient."""
    seeded = []
    for i, (tensor, gradient) in enumerate(zip(tensors, gradients, strict=True)):
        if not tensor.requires_grad:
            raise RuntimeError(f"element {i} of tensors does not require grad and does not have a grad_fn")
        if gradient is None:
            if tensor.numel() != 1:
                raise RuntimeError("grad can be implicitly created only for scalar outputs")
            weights = [1.0]
        elif gradient.shape != tensor.shape:
            raise RuntimeError(
                f"Mismatch in shape: grad_output[{i}] has a shape of {gradient.shape} and output[{i}] has a shape of "
                f"{tensor.shape}."
            )
        else:
            weights = gradient._numbers()
        seeded += zip(tensor._values(), weights, strict=True)
    total: Any = None
    for value, weight in seeded:
        part = value if weight == 1.0 else value * weight
        total = part if total is None else total + part
    return total


def checked(starts: Sequence[Tensor], keep: bool) -> list[Node]:
    """The nodes of a pass; refused where an earlier pass has freed them."""
    nodes = nodes_below(node_of(t) for t in starts)
    if any(node.freed and node.saves for node in nodes):
        raise RuntimeError(SECOND_TIME)
    for node in nodes:
        node.freed = node.freed or not keep
    return nodes


def run(root: Any, leaves: Sequence[Tensor], fresh: Sequence[Tensor]) -> None:
    """The engine's own pass, with what these leaves have already; `fresh` are to start from 0 though no path leads
    to all of their numbers."""
    for value in topological_order(root):
        value.grad = 0.0
    for tensor in (*leaves, *fresh):
        for value in tensor._values():
            value.grad = 0.0
    for leaf in leaves:
        if leaf._grad is not None:
            for value, number in zip(leaf._values(), leaf._grad._numbers(), strict=True):
                value.grad = float(number)
    before = root.grad
    root.backward()
    if root.op is None:
        root.grad += before


def numbers_of(tensor: Tensor) -> list[Any]:
    return tensor.dtype.rounded([value.grad for value in tensor._values()])


def _accumulated(leaf: Tensor) -> None:
    numbers = numbers_of(leaf)
    if leaf._grad is None:
        leaf._grad = new(numbers, leaf.shape, leaf.dtype)
        leaf._grad._store.leaf = leaf._store if leaf._at == range(len(leaf._store.numbers)) else None
    else:
        store: Store = leaf._grad._store
        for at, number in zip(leaf._grad._at, numbers, strict=True):
            store.numbers[at] = number
            store.constants.pop(at, None)


def backward(
    tensors: Sequence[Tensor], gradients: Sequence[Any], retain_graph: Any, create_graph: bool, inputs: Any
) -> None:
    root = root_of(tensors, gradients)
    nodes = checked(tensors, create_graph if retain_graph is None else retain_graph)
    leaves = [node.variable for node in nodes if node.variable is not None]
    if inputs is not None:
        wanted = [inputs] if isinstance(inputs, Tensor) else list(inputs)
        leaves = [leaf for leaf in leaves if any(leaf is t for t in wanted)]
    if create_graph:
        from .again import derived

        for leaf, found in zip(leaves, derived(root, nodes, leaves), strict=True):
            leaf._grad = found if leaf._grad is None else leaf._grad + found  # type: ignore[operator]
        return
    kept = [tensor for node in nodes for tensor in node.__dict__.get("kept", ())]
    run(root, leaves, kept)
    for tensor in kept:
        numbers, old = numbers_of(tensor), tensor._grad
        if old is not None:
            numbers = tensor.dtype.rounded([a + b for a, b in zip(old._numbers(), numbers, strict=True)])
        tensor._grad = new(numbers, tensor.shape, tensor.dtype)
    _hooked(nodes)
    for leaf in leaves:
        _accumulated(leaf)


def _hooked(nodes: Sequence[Node]) -> None:
    """What `register_hook` asked for; what a leaf's hook answers is what the leaf gets."""
    for node in nodes:
        for tensor, hook in node.__dict__.get("hooks", ()):
            old = tensor._grad._numbers() if tensor.is_leaf and tensor._grad is not None else [0.0] * tensor.numel()
            values = tensor._values()
            numbers = tensor.dtype.rounded([v.grad - o for v, o in zip(values, old, strict=True)])
            answer = hook(new(numbers, tensor.shape, tensor.dtype))
            if answer is not None and tensor.is_leaf:
                for value, o, number in zip(values, old, answer._numbers(), strict=True):
                    value.grad = o + number


def grad(
    outputs: Any, inputs: Any, grad_outputs: Any = None, retain_graph: Any = None, create_graph: bool = False,
    allow_unused: bool | None = None, **_: Any,
) -> tuple[Any, ...]:  # fmt: skip
    """`torch.autograd.grad`: the gradients themselves, and no `.grad` is touched."""
    starts = [outputs] if isinstance(outputs, Tensor) else list(outputs)
    wanted = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    seeds = [grad_outputs] if isinstance(grad_outputs, Tensor) else grad_outputs or [None] * len(starts)
    for tensor in wanted:
        if not tensor.requires_grad:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    root = root_of(starts, seeds)
    nodes = checked(starts, create_graph if retain_graph is None else retain_graph)
    reached = set(nodes)
    missing = [node_of(t) not in reached for t in wanted]
    if any(missing) and not allow_unused:
        raise RuntimeError(
            f"The differentiated Tensor at index {missing.index(True)} appears to not have been used in the graph. Set "
            "allow_unused=True if this is the desired behavior."
        )
    if create_graph:
        from .again import derived

        found = derived(root, nodes, wanted)
    else:
        run(root, (), wanted)
        found = [new(numbers_of(t), t.shape, t.dtype) for t in wanted]
    return tuple(None if gone else g for g, gone in zip(found, missing, strict=True))


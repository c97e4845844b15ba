"""The graph that torch itself keeps: a node (`grad_fn`) for every op on tensors, with its name and its inputs.

The numbers are in the engine's Values. This graph says what a Value cannot: which leaves are tensors with a
`grad`, what a pass has freed, and what `print` writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

SAVES_NOTHING = frozenset(
    "Add Sub Rsub Neg Sum Mean View Reshape Select Slice Unsqueeze Squeeze Expand Transpose T Permute Stack Cat Clone "
    "CopySlices ToCopy Unbind Split AsStrided Flip Trace Diagonal AccumulateGrad UnsafeView Zero Fill Copy Copys".split()
)
"""Ops whose backward rule needs none of their numbers, so that a second pass is not refused."""

SECOND_TIME = (
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already been "
    "freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify "
    "retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors "
    "after calling backward."
)


class Node:
    """A `grad_fn`. `variable` is the leaf of an AccumulateGrad, and otherwise None."""

    title = ""
    variable: Any = None

    def __init__(self, inputs: tuple[Node, ...], saves: bool) -> None:
        self.inputs, self.saves, self.freed = inputs, saves, False

    def name(self) -> str:
        return self.title if self.variable is None else "torch::autograd::AccumulateGrad"

    @property
    def next_functions(self) -> tuple[tuple[Node, int], ...]:
        return tuple((node, 0) for node in self.inputs)

    def __repr__(self) -> str:
        return f"<{self.title} object at {id(self):#x}>"


_classes: dict[str, type[Node]] = {}


def node_named(title: str, inputs: Iterable[Any]) -> Node:
    """The node of an op, from the tensors it was made of."""
    kind = _classes.get(title)
    if kind is None:
        kind = _classes[title] = type(title, (Node,), {"title": title})
    return kind(tuple(node_of(t) for t in inputs if t.requires_grad), title.split("Back")[0] not in SAVES_NOTHING)


def node_of(tensor: Any) -> Node:
    """The node that made a tensor, or the one that adds to a leaf's grad."""
    found: Node | None = tensor.grad_fn
    if found is None:
        if tensor._adder is None:
            tensor._adder = node_named("AccumulateGrad", ())
            tensor._adder.variable = tensor
        found = tensor._adder
    return found


def nodes_below(starts: Iterable[Node]) -> list[Node]:
    """Every node that is reached, each once."""
    found = list(dict.fromkeys(starts))
    seen = set(found)
    for node in found:  # grows while it is walked
        for below in node.inputs:
            if below not in seen:
                seen.add(below)
                found.append(below)
    return found


class _Mode:
    enabled = True


def is_grad_enabled() -> bool:
    return _Mode.enabled


class set_grad_enabled:  # noqa: N801 (torch's own name)
    """Acts at once, and as a `with` gives back what was."""

    def __init__(self, mode: bool) -> None:
        self.before, _Mode.enabled = [_Mode.enabled], bool(mode)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        _Mode.enabled = self.before.pop()


class no_grad:  # noqa: N801 (torch's own name)
    """A `with` and a decorator: what is computed inside has no graph."""

    mode = False

    def __new__(cls, function: Any = None) -> Any:
        made = super().__new__(cls)
        made.before = []
        return made(function) if callable(function) else made

    def __init__(self, mode: Any = None) -> None:
        if isinstance(mode, bool):  # inference_mode(False)
            self.mode = not mode

    before: list[bool]

    def __enter__(self) -> None:
        self.before.append(_Mode.enabled)
        _Mode.enabled = self.mode

    def __exit__(self, *error: object) -> None:
        _Mode.enabled = self.before.pop()

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def inside(*args: Any, **named: Any) -> Any:
            with self:
                return function(*args, **named)

        return inside


class inference_mode(no_grad):  # noqa: N801 (torch's own name)
    """Here the same as `no_grad`."""


class enable_grad(no_grad):  # noqa: N801 (torch's own name)
    """The other way round."""

    mode = True

"""The graph that torch itself keeps: a node (`grad_fn`) for every op on tensors, with its name and its inputs.

The numbers are in the engine's Values. This graph says what a Value cannot: which leaves are tensors with a
`grad`, what a pass has freed, and what `print` writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import wraps
from typing import Any

SAVES_NOTHING = frozenset(
    [
        "Add",
        "Sub",
        "Rsub",
        "Neg",
        "Sum",
        "Mean",
        "View",
        "Select",
        "Slice",
        "Unsqueeze",
        "Squeeze",
        "Expand",
        "Transpose",
        "T",
        "Permute",
        "Stack",
        "Cat",
        "Clone",
        "CopySlices",
        "ToCopy",
        "Unbind",
        "Split",
        "AsStrided",
        "Flip",
        "Diagonal",
        "AccumulateGrad",
        "UnsafeView",
        "Zero",
        "Fill",
        "Copys",
    ]
)
"""Ops whose backward rule needs none of their numbers, so that a second pass is not refused."""
SAVES_RESULT = frozenset(["Exp", "Tanh", "Sigmoid", "Sqrt", "Relu", "Softmax", "LogSoftmax", "Reciprocal"])
"""Ops whose backward rule needs their result, and not what it was made of."""


class Hook:
    """What `register_hook` gives: a way to take the hook off again."""

    def __init__(self, hooks: list[Any], hook: Any) -> None:
        self._hooks, self._hook = hooks, hook

    def remove(self) -> None:
        if self._hook in self._hooks:
            self._hooks.remove(self._hook)


class Node:
    """A `grad_fn`. `variable` is the leaf of an AccumulateGrad; `kept` are tensors that retain their grad."""

    title = ""
    variable: Any = None

    def __init__(self, inputs: tuple[Node, ...]) -> None:
        self.inputs, self.freed = inputs, False
        self.saved: list[tuple[Any, int]] = []
        self.kept: list[Any] = []
        self.hooks: list[tuple[Any, Any]] = []

    def save(self, inputs: Iterable[Any], result: Any) -> None:
        """Which numbers the backward rule needs as they are now."""
        word = self.title.split("Back")[0]
        tensors = (
            [result]
            if word in SAVES_RESULT
            else inputs
            if word in ("Mul", "Pow", "Log", "Sin", "Cos")
            else []
        )
        self.saved = [(t, t._store.version) for t in tensors if hasattr(t, "_store")]

    def changed(self) -> str:
        """What torch says of a number that was needed and written over; "" if none was."""
        for tensor, version in self.saved:
            now = tensor._store.version
            if now != version:
                made = (
                    f", which is output 0 of {self.title.split('Back')[0]},"
                    if tensor.grad_fn is not None
                    else ""
                )
                return (
                    "one of the variables needed for gradient computation has been modified by an inplace operation: "
                    f"[torch.{tensor.dtype.title}Tensor {list(tensor.shape)}]{made} is at version {now}; expected version "
                    f"{version} instead. Hint: enable anomaly detection to find the operation that failed to compute its "
                    "gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False)."
                )
        return ""

    def name(self) -> str:
        return "torch::autograd::AccumulateGrad" if self.variable is not None else self.title

    @property
    def next_functions(self) -> tuple[tuple[Node, int], ...]:
        return tuple((node, 0) for node in self.inputs)

    def __repr__(self) -> str:
        return f"<{self.title} object at {id(self):#x}>"


_classes: dict[str, type[Node]] = {}


def node_named(title: str, inputs: Iterable[Any]) -> Node:
    """The node of an op, from the tensors it was made of."""
    if title not in _classes:
        _classes[title] = type(title, (Node,), {"title": title})
    return _classes[title](tuple(node_of(t) for t in inputs if hasattr(t, "_store") and t.requires_grad))


def node_of(tensor: Any) -> Node:
    """The node that made a tensor, or the one that adds to a leaf's grad."""
    if tensor.grad_fn is None and tensor._adder is None:
        tensor._adder = node_named("AccumulateGrad", ())
        tensor._adder.variable = tensor
    found: Node = tensor.grad_fn or tensor._adder
    return found


def nodes_below(starts: Iterable[Node]) -> list[Node]:
    """Every node that is reached, each once."""
    found = list(dict.fromkeys(starts))
    seen = set(found)
    for node in found:  # grows while it is walked
        below = [n for n in dict.fromkeys(node.inputs) if n not in seen]
        seen.update(below)
        found += below
    return found


_mode = [True]


def is_grad_enabled() -> bool:
    return _mode[-1]


class set_grad_enabled:
    """Acts at once, and as a `with` gives back what was."""

    def __init__(self, mode: Any) -> None:
        self.before, _mode[-1] = _mode[-1], bool(mode)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        _mode[-1] = self.before


class no_grad:
    """A `with` and a decorator: what is computed inside has no graph."""

    mode = False

    def __new__(cls, function: Any = None) -> Any:
        made = super().__new__(cls)
        return made(function) if callable(function) else made

    def __enter__(self) -> None:
        _mode.append(self.mode)

    def __exit__(self, *error: object) -> None:
        _mode.pop()

    def __call__(self, function: Any) -> Any:
        @wraps(function)
        def inside(*args: Any, **named: Any) -> Any:
            with self:
                return function(*args, **named)

        return inside


class inference_mode(no_grad):
    """Here the same as `no_grad`."""


class enable_grad(no_grad):
    """The other way round."""

    mode = True

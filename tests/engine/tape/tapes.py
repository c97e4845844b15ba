"""What tape tests share: the Value graph's own answer, sample by sample, and points in every op's domain."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine import Value
from engine.backward import accumulate
from engine.graph import topological_order
from engine.ops import OPS
from engine.tape import Reduction
from engine.value import make

Array = NDArray[np.float64]


class Answer(NamedTuple):
    total: float
    gradient: Array
    losses: Array
    data: dict[Value, list[float]]
    grad: dict[Value, list[float]]


def by_values(
    loss: Value,
    parameters: Sequence[Value],
    columns: Sequence[Value],
    numbers: Array,
    penalty: Value | None = None,
    reduction: Reduction = "mean",
) -> Answer:
    """The reference of references: the Values themselves, one sample after another."""
    order = topological_order(loss)
    count = numbers.shape[1]
    share = 1.0 / count if reduction == "mean" else 1.0
    gradient, losses = np.zeros(len(parameters)), []
    data: dict[Value, list[float]] = {value: [] for value in order}
    grad: dict[Value, list[float]] = {value: [] for value in order}
    for sample in numbers.T.tolist():
        for column, number in zip(columns, sample, strict=True):
            column.data = number
        replay(order)
        for value in (*order, *parameters):
            value.grad = 0.0
        accumulate(loss)
        for value in order:
            data[value].append(value.data)
            grad[value].append(value.grad * share)
        gradient += [p.grad * share for p in parameters]
        losses.append(loss.data)
    total = sum(losses) * share
    if penalty is not None:
        replay(topological_order(penalty))
        for value in (*topological_order(penalty), *parameters):
            value.grad = 0.0
        accumulate(penalty)
        gradient += [p.grad for p in parameters]
        total += penalty.data
    return Answer(total, gradient, np.array(losses), data, grad)


def assert_near(actual: Any, expected: Any, scale: float = 1.0) -> None:
    """Equal to 1e-12, of the number itself or of `scale`."""
    np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-12 * scale)


def replay(order: Sequence[Value]) -> None:
    """The forward pass again, at the leaves' present data."""
    for value in order:
        if value.op is not None:
            value.data = make(value.op, value.parents, value.constant).data


PLACES: dict[str, tuple[float, ...]] = {
    "log": (0.3, 1.0, 2.5),
    "log2": (0.3, 1.0, 2.5),
    "log10": (0.3, 1.0, 2.5),
    "log1p": (-0.5, 0.0, 1.5),
    "sqrt": (0.2, 1.0, 3.0),
    "asin": (-0.7, 0.0, 0.9),
    "acos": (-0.7, 0.0, 0.9),
    "pow": (0.4, 1.0, 2.2),
    "relu": (-1.0, 0.0, 1.5),
    "abs": (-1.0, 0.0, 1.5),
    "leaky_relu": (-1.0, 0.0, 1.5),
}
"""Where an op is tried; the kinks are among them."""

ANYWHERE = (-2.0, -0.3, 0.0, 0.7, 1.9)
BESIDE = {"div": (0.5, -1.5, 2.0), "pow": (-1.0, 0.0, 2.0), "max": ANYWHERE, "min": ANYWHERE}
CONSTANTS = {"powk": (2.0, 3.0, 0.0), "leaky_relu": (0.01,)}


def one_op(name: str, a: Value, b: Value, k: float) -> Value:
    """That op on one or two Values."""
    op = OPS[name]
    return make(op, (a, b) if op.arity == 2 else (a,), k)


def places(name: str) -> Array:
    """Pairs at which the op is tried, (2, n)."""
    pairs = [(a, b) for a in PLACES.get(name, ANYWHERE) for b in BESIDE.get(name, ANYWHERE)]
    return np.array(pairs).T

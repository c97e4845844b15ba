"""What a call of NumPy would cost, reckoned from its arguments alone, before it runs.

A cost is a bound: (numbers in the result, steps of work).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

Size = tuple[float, float]
Arguments = Sequence[Any]
Cost = Callable[[Arguments, Mapping[str, Any]], Size]


def count(value: Any) -> float:
    """How many numbers a value holds, however nested."""
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, (list, tuple)):
        return sum(1 if type(item) in (float, int) else count(item) for item in value)
    return 1


def harmless(args: Arguments, kwargs: Mapping[str, Any]) -> bool:
    """Nothing in the arguments is long or stands for something long."""

    def small(value: Any) -> bool:
        if isinstance(value, np.ndarray):
            return value.size <= 1000
        if isinstance(value, (list, tuple)):
            return len(value) <= 1000 and all(small(item) for item in value)
        return not isinstance(value, (int, float, np.number)) or abs(float(value)) <= 1000

    return all(small(value) for value in _all(args, kwargs))


def shape_of(value: Any) -> tuple[int, ...]:
    return value.shape if isinstance(value, np.ndarray) else np.shape(value)


def argument(args: Arguments, kwargs: Mapping[str, Any], place: int, name: str, default: Any = None) -> Any:
    return args[place] if len(args) > place else kwargs.get(name, default)


def places(shape: Any) -> float:
    """The product of a shape as it is written: 3, (2, 3) or an array."""
    flat = np.ravel(np.asarray(shape if shape is not None else 1, dtype=float))
    return float(math.prod(max(0.0, float(side)) for side in flat))


def _all(args: Arguments, kwargs: Mapping[str, Any]) -> list[Any]:
    return [*args, *kwargs.values()]


def broadcast(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """Elementwise: the shapes laid over each other."""
    values = [value for value in _all(args, kwargs) if isinstance(value, (np.ndarray, list, tuple))]
    try:
        size = float(math.prod(np.broadcast_shapes(*(shape_of(value) for value in values))))
    except ValueError:  # NumPy will say why, unless it lays the items of a list over each other
        size = 0.0 if all(isinstance(v, np.ndarray) for v in values) else math.prod(count(v) for v in values)
    return size, size * 10


def total(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """No more than what goes in: reductions, sorting, joining."""
    size = sum(count(value) for value in _all(args, kwargs))
    return size, size * 30


def product(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """Each with each: outer products, grids."""
    size = float(math.prod(max(1.0, count(value)) for value in _all(args, kwargs)))
    return size, size * 10


def matmul(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """m·n·k, for every matrix of a stack."""
    a, b = (shape_of(value) for value in [*args, 1, 1][:2])
    shared = a[-1] if a else 1
    size = math.prod(a) / max(1, shared) * math.prod(b) / max(1, shared if b else 1)
    slow = 1 if any(getattr(value, "dtype", np.dtype(float)).kind in "fc" for value in args) else 20
    return size, size * shared * slow


def tensordot(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """Like matmul, over several axes at once."""
    a, b, axes = shape_of(args[0]), shape_of(args[1]), argument(args, kwargs, 2, "axes", 2)
    if isinstance(axes, (list, tuple)):
        summed = math.prod(a[i] for i in np.ravel(np.asarray(axes[0], dtype=int)).tolist())
    else:
        summed = math.prod(a[len(a) - int(axes) :])
    size = math.prod(a) / max(1, summed) * math.prod(b) / max(1, summed)
    return size, size * max(1, summed) * 20


def covariance(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """Each row with each; or each column, without `rowvar`."""
    rows = 0
    for value in args[:2]:
        shape = shape_of(value) if value is not None else (0, 0)
        rows += 1 if len(shape) < 2 else shape[0 if argument(args, kwargs, 2, "rowvar", True) else 1]
    return float(rows * rows), float(rows * sum(count(value) for value in args[:2])) * 20


def einsum(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    inputs = str(args[0]).replace(" ", "").split("->")[0].split(",")
    sides: dict[str, int] = {}
    for letters, value in zip(inputs, args[1:], strict=True):
        for letter, side in zip(letters, shape_of(value), strict=True):
            sides[letter] = max(side, sides.get(letter, 1))
    work = float(math.prod(sides.values()))
    return work, work * 10


def linear(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """Cubic in the side of a matrix."""
    size = sum(count(value) for value in args)
    side = max(
        (max(shape_of(value), default=1) for value in args if not isinstance(value, (int, float, str))),
        default=1,
    )
    square = any(len(shape_of(value)) > 1 for value in args)
    return max(size, side * side if square else size), size * (side if square else 1) * 30


def shaped(place: int, name: str = "shape") -> Cost:
    def cost(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
        size = places(argument(args, kwargs, place, name))
        return size, size * 10

    return cost


def eye(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    rows = float(argument(args, kwargs, 0, "N", kwargs.get("n", 1)))
    columns = argument(args, kwargs, 1, "M")
    size = abs(rows * float(rows if not isinstance(columns, (int, float, np.number)) else columns))
    return size, size * 10


def arange(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    start, stop, step = (
        float(argument(args, kwargs, i, n, d))
        for i, n, d in ((0, "start", 0), (1, "stop", math.nan), (2, "step", 1))
    )
    if math.isnan(stop):
        start, stop = 0.0, start
    size = max(0.0, (stop - start) / step + 1) if step else 0.0
    return size, size * 10


def spaced(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    ends = broadcast(args[:2], {})[0]
    size = max(1.0, ends) * float(argument(args, kwargs, 2, "num", 50))
    return size, size * 30


def tile(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = max(1.0, count(argument(args, kwargs, 0, "A"))) * places(argument(args, kwargs, 1, "reps"))
    return size, size * 10


def repeat(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    repeats = np.asarray(argument(args, kwargs, 1, "repeats"), dtype=float)
    size = count(argument(args, kwargs, 0, "a")) * float(max(1.0, repeats.max(initial=0.0)))
    return size, size * 10


def pad(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    most = float(np.max(np.abs(np.asarray(argument(args, kwargs, 1, "pad_width"), dtype=float))))
    size = math.prod(side + 2 * most for side in shape_of(args[0]))
    return size, size * 30


def diag(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = (count(args[0]) + abs(float(argument(args, kwargs, 1, "k", 0)))) ** 2
    return (size, size * 10) if len(shape_of(args[0])) < 2 or args[0] is None else total(args, kwargs)


def taken(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    axis, size = argument(args, kwargs, 2, "axis"), count(argument(args, kwargs, 1, "indices"))
    if axis is not None:
        shape = shape_of(args[0])
        size *= math.prod(shape) / max(1, shape[axis])
    return size, size * 10


def counts(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    most = float(np.max(np.asarray(args[0], dtype=float), initial=0.0))
    size = max(most + 1, float(argument(args, kwargs, 2, "minlength", 0)))
    return size, size + count(args[0]) * 10


def bins(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    bins = argument(args, kwargs, 1, "bins", 10)
    if isinstance(bins, str):
        raise ValueError("bins is a number or a list of edges here")
    size = max(count(bins), float(bins) if np.ndim(bins) == 0 else 0.0)
    return size, (size + count(args[0])) * 30


def bins2(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """`bins` of a histogram of two sides."""
    bins = argument(args, kwargs, 2, "bins", 10)
    if isinstance(bins, str):
        raise ValueError("bins is a number or a list of edges here")
    size = max([float(count(bins)), *(float(b) for b in np.ravel(np.asarray(bins, dtype=float)))]) + 1
    return size * size, (size * size + count(args[0])) * 30


def diff(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = total(args, {})[0]
    return size, size * 10 + float(argument(args, kwargs, 1, "n", 1)) * 1e6


def polynomial(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = count(args[0]) * (
        float(argument(args, kwargs, 2, "deg", argument(args, kwargs, 1, "N", 1) if len(args) < 3 else 1)) + 1
    )
    return size, size * 300


def convolved(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """As long as both, and each with each in work."""
    return count(args[0]) + count(args[1]), count(args[0]) * count(args[1]) * 3


def powers(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """Vandermonde: N powers of each."""
    size = count(args[0]) * max(1.0, float(argument(args, kwargs, 1, "N") or count(args[0])))
    return size, size * 10


def sections(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """A list of parts."""
    parts = argument(args, kwargs, 1, "indices_or_sections", 1)
    many = count(parts) if np.ndim(parts) else float(parts)
    return total(args, {})[0], many * 10_000


def like(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """As large as the first, unless a shape is given."""
    shape = kwargs.get("shape", args[5] if len(args) > 5 else None)
    size = count(args[0]) if shape is None else places(shape)
    if len(args) > 3:
        raise ValueError("give dtype and shape by their names here")
    return size, size * 10


def along(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """`take_along_axis`: the sides beside the axis laid over each other."""
    arr, indices, axis = shape_of(args[0]), shape_of(args[1]), argument(args, kwargs, 2, "axis", -1)
    if axis is None or len(arr) != len(indices):
        return count(args[1]), count(args[1]) * 10
    beside = [
        [1 if i == axis % len(arr) else side for i, side in enumerate(shape)] for shape in (arr, indices)
    ]
    size = math.prod(np.broadcast_shapes(*map(tuple, beside))) * indices[axis]
    return float(size), float(size) * 10


def _lengths(key: Any) -> list[float]:
    """How long each part of `np.r_[0:5, x]` or `np.mgrid[0:1:5j]` is."""
    lengths = []
    for item in key if isinstance(key, tuple) else (key,):
        if isinstance(item, slice):
            step = 1 if item.step is None else item.step
            way = abs(float(item.stop or 0) - float(item.start or 0))
            lengths.append(abs(step) if isinstance(step, complex) else way / abs(float(step)) + 1)
        else:
            lengths.append(max(1.0, count(item)))
    return lengths


def joined(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = sum(_lengths(args[0]))
    return size, size * 30


def mesh(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    lengths = _lengths(args[0])
    size = math.prod(lengths) * len(lengths)
    return size, size * 10


def grid(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = math.prod(max(1.0, count(value)) for value in args) * max(1, len(args))
    return size, size * 10


def indices(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = places(args[0]) * max(1, len(args[0]))
    return size, size * 10

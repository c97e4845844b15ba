"""Arrays of objects along an axis: sums, means, extremes, order."""

import functools
import operator

from ._objects import array, flat, of, unwrapped
from ._scalars import int64
from ._wire import AxisError, invoke, run


def larger(a, b):
    return a if a >= b else b  # noqa: FURB136 - asks >=, as NumPy does


def smaller(a, b):
    return a if a <= b else b  # noqa: FURB136


def called(name):
    """`exp` of an object is its method `exp`."""

    def compute(item):
        method = getattr(item, name, None)
        if not callable(method):
            if isinstance(item, (int, float)):
                return run(name, item).item()
            raise TypeError(
                f"loop of ufunc does not support argument 0 of type {type(item).__name__} "
                f"which has no callable {name} method"
            )
        return method()

    return compute


def lines_of(value, axis):
    """The shape that is left, and the items along the axis (of all, where it is None), line by line."""
    value = of(value)
    if axis is None:
        return (), [list(flat(value))]
    axes = axis if isinstance(axis, tuple) else (axis,)
    if any(not -value.ndim <= a < value.ndim for a in axes):
        raise AxisError(f"axis {axes[0]} is out of bounds for array of dimension {value.ndim}")
    axes = sorted(a % value.ndim for a in axes)
    if value.ndim == len(axes):
        return (), [list(flat(value))]
    if value.ndim == 2:
        items, (rows, columns) = flat(value), value.shape
        if axes == [0]:
            return (columns,), [items[i::columns] for i in range(columns)]
        return (rows,), [items[i * columns : (i + 1) * columns] for i in range(rows)]
    rest = [a for a in range(value.ndim) if a not in axes]
    turned = run(".transpose", value._places(), *rest, *axes)
    shape = tuple(value.shape[a] for a in rest)
    length = functools.reduce(operator.mul, (value.shape[a] for a in axes), 1)
    places = run(".reshape", turned, -1, length).tolist() if turned.size else []
    return shape, [[value._pool[place] for place in line] for line in places]


def _mean(items, count=int64):
    return functools.reduce(operator.add, items) / count(len(items))


def _var(items, ddof=0):
    middle = _mean(items)
    return functools.reduce(operator.add, [(d := item - middle) * d for item in items]) / max(
        len(items) - ddof, 0
    )


def in_order(items):
    return sorted(items, key=functools.cmp_to_key(lambda a, b: -1 if a < b else int(b < a)))


REDUCTIONS = {
    "sum": lambda items: functools.reduce(operator.add, items, *([] if items else [0])),
    "prod": lambda items: functools.reduce(operator.mul, items, *([] if items else [1])),
    "mean": _mean,
    "max": functools.partial(functools.reduce, larger),
    "min": functools.partial(functools.reduce, smaller),
    "any": functools.partial(functools.reduce, lambda a, b: a or b),
    "all": functools.partial(functools.reduce, lambda a, b: a and b),
    "argmax": lambda items: int64(
        functools.reduce(lambda b, i: i if items[i] > items[b] else b, range(len(items)))
    ),
    "argmin": lambda items: int64(
        functools.reduce(lambda b, i: i if items[i] < items[b] else b, range(len(items)))
    ),
    "var": _var,
    "std": lambda items, ddof=0: called("sqrt")(_var(items, ddof)),
}


def reduction(compute, value, axis=None, keepdims=False, **kwargs):
    kwargs = {key: kwargs[key] for key in kwargs if key == "ddof"}
    shape, lines = lines_of(value, axis)
    if compute is _mean and shape:
        compute = functools.partial(_mean, count=int)
    results = [compute(items, **kwargs) for items in lines]
    if keepdims:
        full, axes = of(value).shape, axis if isinstance(axis, tuple) else (axis,)
        shape = tuple(
            1 if axis is None or i in {a % len(full) for a in axes} else n for i, n in enumerate(full)
        )
    if results and all(isinstance(r, int64) for r in results) and shape:
        return invoke("array", [int(r) for r in results]).reshape(shape)
    return unwrapped(shape, results)


def sort(name, value, axis=-1, **_):
    _, lines = lines_of(value, axis)
    if len(of(value).shape) > 1:
        raise TypeError(f"numpy.{name} of an array of objects in several dimensions is not available here")
    [items] = lines or [[]]
    if name == "sort":
        return array((len(items),), in_order(items))
    order = sorted(
        range(len(items)),
        key=functools.cmp_to_key(lambda i, j: -1 if items[i] < items[j] else int(items[j] < items[i])),
    )
    return invoke("array", order, dtype="int64")

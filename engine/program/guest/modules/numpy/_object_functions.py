"""NumPy's functions of arrays of objects: the items' own operators do the arithmetic."""

import functools
import itertools
import operator

from ._array import ndarray
from ._object_reductions import REDUCTIONS, called, in_order, larger, lines_of, reduction, smaller, sort
from ._objects import array, as_array, flat, of, picked, put, unwrapped
from ._wire import invoke, run

_BINARY = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul,
    "true_divide": operator.truediv, "divide": operator.truediv, "floor_divide": operator.floordiv,
    "remainder": operator.mod, "mod": operator.mod, "power": operator.pow, "pow": operator.pow,
    "equal": operator.eq, "not_equal": operator.ne, "less": operator.lt, "less_equal": operator.le,
    "greater": operator.gt, "greater_equal": operator.ge, "bitwise_and": operator.and_,
    "bitwise_or": operator.or_, "bitwise_xor": operator.xor, "left_shift": operator.lshift,
    "right_shift": operator.rshift, "divmod": divmod, "maximum": larger, "minimum": smaller,
    "fmax": larger, "fmin": smaller, "logical_and": lambda a, b: a and b,
    "logical_or": lambda a, b: a or b,
}  # fmt: skip
_UNARY = {
    "negative": operator.neg, "positive": operator.pos, "abs": abs, "invert": operator.invert,
    "square": lambda a: a * a, "reciprocal": lambda a: 1 / a, "logical_not": operator.not_,
    "sign": lambda a: (a > 0) - (a < 0),
}  # fmt: skip
_TRUE_OR_FALSE = {"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"}
_MOVED = frozenset(
    "reshape ravel flatten transpose permute_dims matrix_transpose swapaxes moveaxis squeeze "
    "expand_dims atleast_1d atleast_2d atleast_3d flip fliplr flipud roll rot90 split array_split "
    "hsplit vsplit tile repeat take diagonal broadcast_to concatenate concat stack vstack hstack "
    "column_stack append delete insert c_ r_ diag copy tril triu asarray asanyarray compress meshgrid "
    "broadcast_arrays resize".split()
)
_COUNTED = frozenset("shape ndim size len ones_like zeros_like empty_like full_like".split())


def elementwise(name, compute, args):
    """`compute` for every item of the arguments, laid over each other."""
    arrays = [of(arg) if not isinstance(arg, ndarray) else arg for arg in args]
    shapes = {a.shape for a in arrays if a.shape}
    if len(shapes) <= 1:
        shape = shapes.pop() if shapes else ()
        size = functools.reduce(operator.mul, shape, 1)
        columns = [flat(a) if a.shape == shape else list(flat(a)) * size for a in arrays]
    else:
        places = [a._places() if a._pool is not None else a for a in arrays]
        try:
            shape, columns = invoke("!pairs", *places)
        except ValueError:
            invoke("add", *places[:2])  # raises, in NumPy's words
            raise
        columns = [
            [a._pool[place] for place in column] if a._pool is not None else column
            for a, column in zip(arrays, columns, strict=True)
        ]
    results = [compute(*items) for items in zip(*columns, strict=True)]
    if name in _TRUE_OR_FALSE and shape != ():
        return run(".reshape", invoke("array", [bool(r) for r in results], dtype="bool"), tuple(shape))
    return unwrapped(tuple(shape), results)


def dot(name, a, b):
    """Sums of products over the last axis of a and the last but one of b."""
    a, b = of(a), of(b)
    if not a.shape or not b.shape:
        return elementwise("multiply", operator.mul, (a, b))
    left_shape, left = lines_of(a, -1)
    right_shape, right = lines_of(b, -2 if b.ndim > 1 else -1)
    if a.shape[-1] != b.shape[-2 if b.ndim > 1 else -1]:
        invoke(name, a._places(), b._places())  # raises, in NumPy's words
    products = [
        functools.reduce(operator.add, [x * y for x, y in zip(row, column, strict=True)])
        for row in left
        for column in right
    ]
    return unwrapped(left_shape + right_shape, products)


def moved(name, args, kwargs):
    """A function that only moves items: it moves their places, and the items follow."""
    pool, bases = [], []

    def placed(value, depth):
        if isinstance(value, (list, tuple)) and depth:
            return type(value)([placed(item, depth - 1) for item in value])
        if isinstance(value, slice):
            return value
        value = of(value)
        bases.append(value)
        start = len(pool)
        if len(bases) == 1 and not depth:
            pool.extend(value._pool)
            return value._places()
        pool.extend(flat(value))
        return invoke("!reshaped", list(value.shape)) + start

    several = name in ("concatenate", "concat", "stack", "vstack", "hstack", "column_stack", "c_", "r_")
    count = len(args) if name in ("meshgrid", "broadcast_arrays") else 2 if name == "append" else 1
    first = [placed(arg, int(several)) for arg in args[:count]]
    if name == "where":
        first = [args[0], *(placed(arg, 0) for arg in args[1:])]
        count = len(args)
    answer = invoke(".flatten" if name == "flatten" else name, *first, *args[count:], **kwargs)

    def back(places):
        if isinstance(places, (list, tuple)):
            return type(places)([back(p) for p in places])
        if len(bases) == 1:
            source = array(bases[0].shape, bases[0]._pool, bases[0]._places())
            return picked(source, places)
        if not isinstance(places, ndarray):
            return pool[int(places)]
        return array(places.shape, [pool[place] for place in invoke("!list", places, True)])

    return back(answer)


def _clip(name, value, low=None, high=None, **bounds):
    low = bounds.get("min", bounds.get("a_min", low))
    high = bounds.get("max", bounds.get("a_max", high))
    kept = value if low is None else elementwise(name, _BINARY["maximum"], (value, low))
    return kept if high is None else elementwise(name, _BINARY["minimum"], (kept, high))


def _outer(_, a, b):
    left, right = (of(side).ravel() for side in (a, b))
    return elementwise("multiply", operator.mul, (left.reshape((-1, 1)), right.reshape((1, -1))))


def _filled(name, shape, *args, **_):
    shape = shape.shape if name.endswith("_like") else shape
    if name.startswith("full"):
        return run("broadcast_to", of(args[0]), shape).copy()
    places = invoke("!reshaped", shape if isinstance(shape, (list, tuple)) else [shape])
    return array(places.shape, [{"z": 0, "o": 1, "e": None}[name[0]]] * places.size)


def _norm(_, value):
    items = of(value).ravel()
    return called("sqrt")(dot("dot", items, items))


def _cumsum(_, value, **__):
    items = list(flat(of(value)))
    return array((len(items),), list(itertools.accumulate(items)))


def _unique(_, value):
    kept = [next(same) for _, same in itertools.groupby(in_order(flat(of(value))))]
    return array((len(kept),), kept)


def _drawn(name, source, values, *args, **kwargs):
    values = of(values)
    if name.endswith(".shuffle"):
        order = invoke("!shuffled", source, len(values))
        return put(values, Ellipsis, array(values.shape, [values._pool[i] for i in order]))
    return picked(values, invoke(name, source, values._places(), *args, **kwargs))


def _rounded(name, value, decimals=0, **_):
    return elementwise(name, lambda item: round(item, decimals), (value,))


def _made(name, value, dtype=None, ndmin=0, **_):
    return as_array(value, dtype, name in ("array", "copy"), ndmin)


def _listed(names, function):
    return dict.fromkeys(names.split(), function)


_OTHERS = {
    **_listed("array asarray asanyarray copy", _made),
    **_listed("dot matmul vdot", dot),
    **_listed("sort argsort", sort),
    **_listed("full full_like zeros ones empty zeros_like ones_like empty_like", _filled),
    **_listed("shape ndim size", lambda name, value: getattr(of(value), name)),
    **_listed("round around", _rounded),
    **_listed("array_equal allclose", lambda _, a, b: bool(elementwise("equal", operator.eq, (a, b)).all())),
    "inner": lambda name, a, b: dot("dot", a, of(b).T),
    "outer": _outer,
    "linalg.norm": _norm,
    "cumsum": _cumsum,
    "clip": _clip,
    "unique": _unique,
    "item": lambda _, value, place=0: flat(value)[place],
    "fill": lambda _, value, item: put(value, Ellipsis, item),
}


def apply(name, args, kwargs):
    """A function of NumPy, or with a dot before it a method of arrays, with objects among its arguments."""
    method, name = name[:1] == ".", name.removeprefix(".")
    name = {"amax": "max", "amin": "min", "absolute": "abs"}.get(name, name)
    if name in _BINARY and len(args) >= 2:
        return elementwise(name, _BINARY[name], args[:2])
    if name in _UNARY:
        return elementwise(name, _UNARY[name], args[:1])
    if name in REDUCTIONS:
        return reduction(REDUCTIONS[name], *args, **kwargs)
    if name in _OTHERS:
        made = _OTHERS[name](name, *args, **kwargs)
        return put(args[0], Ellipsis, made) if method and name == "sort" else made
    if name == "where" or name in _MOVED:
        return moved(name, args, kwargs)
    if name.startswith("random.") and len(args) > 1:
        return _drawn(name, *args, **kwargs)
    if len(args) == 1:
        return elementwise(name, called(name), args)
    raise TypeError(f"numpy.{name} of an array of objects is not available here")

"""Arrays of objects: their items' own operators do the arithmetic; which item goes where, the host's NumPy says."""

import functools
import operator

from ._array import ndarray
from ._scalars import dtype, generic, int64
from ._wire import AxisError, invoke, run

_BINARY = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "true_divide": operator.truediv,
    "divide": operator.truediv, "floor_divide": operator.floordiv, "remainder": operator.mod, "mod": operator.mod,
    "power": operator.pow, "pow": operator.pow, "equal": operator.eq, "not_equal": operator.ne, "less": operator.lt,
    "less_equal": operator.le, "greater": operator.gt, "greater_equal": operator.ge,
    "bitwise_and": operator.and_, "bitwise_or": operator.or_, "bitwise_xor": operator.xor,
    "left_shift": operator.lshift, "right_shift": operator.rshift, "divmod": divmod,
    "maximum": lambda a, b: a if a >= b else b, "minimum": lambda a, b: a if a <= b else b,
    "fmax": lambda a, b: a if a >= b else b, "fmin": lambda a, b: a if a <= b else b,
    "logical_and": lambda a, b: a and b, "logical_or": lambda a, b: a or b,
}  # fmt: skip
_UNARY = {
    "negative": operator.neg, "positive": operator.pos, "absolute": abs, "abs": abs, "invert": operator.invert,
    "square": lambda a: a * a, "reciprocal": lambda a: 1 / a, "logical_not": operator.not_,
    "sign": lambda a: (a > 0) - (a < 0),
}  # fmt: skip
_TRUE_OR_FALSE = {"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"}
_MOVED = frozenset(
    "reshape ravel flatten transpose permute_dims matrix_transpose swapaxes moveaxis squeeze expand_dims atleast_1d "
    "atleast_2d atleast_3d flip fliplr flipud roll rot90 split array_split hsplit vsplit tile repeat take diagonal "
    "broadcast_to concatenate concat stack vstack hstack column_stack append delete insert c_ r_ diag copy tril triu "
    "asarray asanyarray compress meshgrid broadcast_arrays resize".split()
)
_COUNTED = frozenset("shape ndim size len ones_like zeros_like empty_like full_like".split())


def array(shape, items, places=None):
    """An array of objects: `items` in order, or at `places`."""
    made = ndarray._made(None, shape, "object", items)
    if places is not None:
        made._at, made._slots = places, invoke("!list", places, True)
    return made


def unwrapped(shape, items):
    return items[0] if shape == () else array(shape, items)


def flat(value):
    """The items in order."""
    if value._pool is None:
        return invoke("!list", value, True)
    if value._slots is None:
        return value._pool
    return [value._pool[place] for place in value._slots]


def nested(value):
    """Lists in lists of the items, as `.tolist()` gives them."""

    items = iter(flat(value))

    def deep(shape):
        return [deep(shape[1:]) for _ in range(shape[0])] if shape else next(items)

    return deep(value.shape)


def from_lists(value, depth=None):
    """An array of whatever lists in lists hold."""
    shape, items = _measured(value)
    return array(shape, items)


def _measured(value):
    if isinstance(value, ndarray):
        return value.shape, list(flat(value))
    if isinstance(value, generic):
        return (), [value.item()]
    if not isinstance(value, (list, tuple, range)):
        return (), [value]
    parts = [_measured(item) for item in value]
    shapes = {shape for shape, _ in parts}
    if len(shapes) > 1:
        common, level = [len(value)], 0
        while all(len(s) > level for s in shapes) and len({s[level] for s in shapes}) == 1:
            common.append(next(iter(shapes))[level])
            level += 1
        shown = f"({common[0]},)" if len(common) == 1 else str(tuple(common))
        raise ValueError(
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after "
            f"{len(common)} dimensions. The detected shape was {shown} + inhomogeneous part."
        )
    return (len(value), *(shapes.pop() if shapes else ())), [item for _, items in parts for item in items]


def of(value):
    """Any value as an array of objects; a lone object has the shape ()."""
    return value if isinstance(value, ndarray) and value._pool is not None else from_lists(value)


def numbers(value, name):
    """The same lists with numbers for objects, by the objects' own `__float__` or `__int__`."""
    if isinstance(value, ndarray):
        return numbers(value.tolist(), name)
    if isinstance(value, (list, tuple)):
        return [numbers(item, name) for item in value]
    if isinstance(value, (int, float, complex, str, generic)):
        return value
    return {"f": float, "c": complex, "b": bool}.get(dtype(name).kind, int)(value)


def as_array(value, dtype_wanted=None, copy=True, ndmin=0):
    if dtype_wanted is not None and dtype(dtype_wanted).kind != "O":
        return invoke("array", numbers(value, dtype(dtype_wanted).wire), dtype=dtype_wanted)
    if isinstance(value, ndarray) and value._pool is not None:
        return array(value.shape, list(flat(value))) if copy else value
    try:
        made = from_lists(value)
    except ValueError:
        if dtype_wanted is None:
            raise
        made = array((len(value),), list(value))
    return made if made.ndim >= ndmin else made.reshape((1,) * (ndmin - made.ndim) + made.shape)


# --- items --------------------------------------------------------------------------------------


def _picked(value, places):
    """What lies at the places: an item, or an array that shares the objects where the places are a view."""
    if not isinstance(places, ndarray):
        return value._pool[int(places)]
    if invoke("may_share_memory", value._places(), places):
        return array(places.shape, value._pool, places)
    return array(places.shape, [value._pool[place] for place in invoke("!list", places, True)])


def _slot(value, key):
    """The place of one item, or None where the key picks several or none."""
    keys, at = key if type(key) is tuple else (key,), 0
    if len(keys) != len(value.shape):
        return None
    for k, side in zip(keys, value.shape, strict=True):
        if type(k) is not int or not -side <= k < side:
            return None
        at = at * side + k % side
    return at if value._slots is None else value._slots[at]


def get(value, key):
    slot = _slot(value, key)
    if slot is not None:
        return value._pool[slot]
    return _picked(value, invoke("!get", value._places(), key))


def put(value, key, given):
    slot = _slot(value, key)
    if slot is not None:
        value._pool[slot] = given
        return
    places = invoke("!get", value._places(), key)
    if not isinstance(places, ndarray):
        value._pool[int(places)] = given
        return
    given = of(given)
    spread = given if given.shape == places.shape else run("broadcast_to", given, places.shape)
    for place, item in zip(invoke("!list", places, True), list(flat(spread)), strict=True):
        value._pool[place] = item


def rows(value):
    if value.ndim == 1:
        return list(flat(value))
    return [get(value, i) for i in range(len(value))]


def one(value, name):
    kinds = {"bool": bool, "float": float, "int": int, "complex": complex, "index": operator.index}
    if name == "bool" and value.size != 1:
        invoke(".__bool__", value._places())
    if name != "bool" and value.shape:
        raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
    return kinds[name](flat(value)[0])


# --- functions ----------------------------------------------------------------------------------


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


def _called(name):
    """`exp` of an object is its method `exp`."""

    def compute(item):
        method = getattr(item, name, None)
        if not callable(method):
            if isinstance(item, (int, float)):
                return run(name, item).item()
            raise TypeError(
                f"loop of ufunc does not support argument 0 of type {type(item).__name__} which has no callable {name} method"
            )
        return method()

    return compute


def _lines(value, axis):
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


def _sorted(items):
    return sorted(items, key=functools.cmp_to_key(lambda a, b: -1 if a < b else int(b < a)))


_REDUCTIONS = {
    "sum": lambda items: functools.reduce(operator.add, items, *([] if items else [0])),
    "prod": lambda items: functools.reduce(operator.mul, items, *([] if items else [1])),
    "mean": _mean,
    "max": functools.partial(functools.reduce, _BINARY["maximum"]),
    "min": functools.partial(functools.reduce, _BINARY["minimum"]),
    "any": functools.partial(functools.reduce, lambda a, b: a or b),
    "all": functools.partial(functools.reduce, lambda a, b: a and b),
    "argmax": lambda items: int64(
        functools.reduce(lambda b, i: i if items[i] > items[b] else b, range(len(items)))
    ),
    "argmin": lambda items: int64(
        functools.reduce(lambda b, i: i if items[i] < items[b] else b, range(len(items)))
    ),
    "var": _var,
    "std": lambda items, ddof=0: _called("sqrt")(_var(items, ddof)),
}


def reduction(compute, value, axis=None, dtype=None, out=None, keepdims=False, **kwargs):
    shape, lines = _lines(value, axis)
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


def dot(name, a, b):
    """Sums of products over the last axis of a and the last but one of b."""
    a, b = of(a), of(b)
    if not a.shape or not b.shape:
        return elementwise("multiply", operator.mul, (a, b))
    left_shape, left = _lines(a, -1)
    right_shape, right = _lines(b, -2 if b.ndim > 1 else -1)
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
    count = len(args) if name in ("meshgrid", "broadcast_arrays") else 2 if name in ("append",) else 1
    first = [placed(arg, int(several)) for arg in args[:count]]
    if name == "where":
        first = [args[0], *(placed(arg, 0) for arg in args[1:])]
        count = len(args)
    answer = invoke(name if name not in ("flatten",) else ".flatten", *first, *args[count:], **kwargs)

    def back(places):
        if isinstance(places, (list, tuple)):
            return type(places)([back(p) for p in places])
        if len(bases) == 1:
            source = array(bases[0].shape, bases[0]._pool, bases[0]._places())
            return _picked(source, places)
        if not isinstance(places, ndarray):
            return pool[int(places)]
        return array(places.shape, [pool[place] for place in invoke("!list", places, True)])

    return back(answer)


def _sort(name, value, axis=-1, **_):
    shape, lines = _lines(value, None if axis is None else axis)
    if len(of(value).shape) > 1:
        raise TypeError(f"numpy.{name} of an array of objects in several dimensions is not available here")
    [items] = lines or [[]]
    if name == "sort":
        return array((len(items),), _sorted(items))
    order = sorted(
        range(len(items)),
        key=functools.cmp_to_key(lambda i, j: -1 if items[i] < items[j] else int(items[j] < items[i])),
    )
    return invoke("array", order, dtype="int64")


def apply(name, args, kwargs):
    """A function of NumPy, or with a dot before it a method of arrays, where objects are among the arguments."""
    method, name = name[:1] == ".", name.removeprefix(".")
    name = {"amax": "max", "amin": "min", "conj": "conjugate", "absolute": "abs"}.get(name, name)
    if name in ("array", "asarray", "asanyarray", "copy"):
        wanted = args[1] if len(args) > 1 else kwargs.get("dtype")
        return as_array(args[0], wanted, name in ("array", "copy"), kwargs.get("ndmin", 0))
    if name in _BINARY and len(args) >= 2:
        return elementwise(name, _BINARY[name], args[:2])
    if name in _UNARY:
        return elementwise(name, _UNARY[name], args[:1])
    if name in _REDUCTIONS:
        return reduction(_REDUCTIONS[name], *args, **kwargs)
    if name in ("dot", "matmul", "inner", "vdot") and len(args) >= 2:
        return dot(name, args[0], args[1].T if name == "inner" and isinstance(args[1], ndarray) else args[1])
    if name == "linalg.norm" and len(args) == 1:
        items = of(args[0]).ravel()
        return _called("sqrt")(dot("dot", items, items))
    if name == "outer":
        left, right = (of(arg).ravel() for arg in args[:2])
        return elementwise("multiply", operator.mul, (left.reshape((-1, 1)), right.reshape((1, -1))))
    if name in ("sort", "argsort"):
        made = _sort(name, *args, **kwargs)
        return put(args[0], Ellipsis, made) if method and name == "sort" else made
    if name == "cumsum":
        items = list(flat(of(args[0])))
        return array(
            (len(items),), [functools.reduce(operator.add, items[: i + 1]) for i in range(len(items))]
        )
    if name == "clip":
        low, high = (
            *args[1:3],
            *(kwargs.get(k) for k in ("min", "max", "a_min", "a_max") if k in kwargs),
            None,
            None,
        )[:2]
        kept = args[0] if low is None else elementwise(name, _BINARY["maximum"], (args[0], low))
        return kept if high is None else elementwise(name, _BINARY["minimum"], (kept, high))
    if name == "item":
        return flat(args[0])[args[1] if len(args) > 1 else 0]
    if name == "fill":
        return put(args[0], Ellipsis, args[1])
    if name in ("full", "full_like"):
        shape = args[0].shape if name == "full_like" else args[0]
        return run("broadcast_to", of(args[1]), shape).copy()
    if name in ("zeros", "ones", "empty", "zeros_like", "ones_like", "empty_like"):
        shape = args[0] if name[-5:] != "_like" else args[0].shape
        places = invoke("!reshaped", shape if isinstance(shape, (list, tuple)) else [shape])
        return array(places.shape, [{"z": 0, "o": 1, "e": None}[name[0]]] * places.size)
    if name in ("shape", "ndim", "size"):
        return getattr(of(args[0]), name)
    if name in ("where", *_MOVED):
        return moved(name, args, kwargs)
    if name in ("round", "around"):
        digits = args[1] if len(args) > 1 else kwargs.get("decimals", 0)
        return elementwise(name, lambda item: round(item, digits), args[:1])
    if name in ("unique",):
        seen = []
        for item in _sorted(flat(of(args[0]))):
            if not seen or item != seen[-1]:
                seen.append(item)
        return array((len(seen),), seen)
    if name in ("array_equal", "allclose"):
        return bool(elementwise("equal", operator.eq, args[:2]).all())
    if name.startswith("random.") and len(args) > 1:
        values = of(args[1])
        if name.endswith(".shuffle"):
            put(
                values,
                Ellipsis,
                array(values.shape, [values._pool[i] for i in invoke("!shuffled", args[0], len(values))]),
            )
            return None
        return _picked(values, invoke(name, args[0], values._places(), *args[2:], **kwargs))
    if len(args) == 1:
        return elementwise(name, _called(name), args)
    raise TypeError(f"numpy.{name} of an array of objects is not available here")

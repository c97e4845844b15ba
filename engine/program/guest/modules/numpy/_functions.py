"""What of NumPy takes functions, keys or whole programs' parts, and so stays on this side."""

import itertools

from . import _array, _scalars
from ._array import ndarray
from ._dtypes import dtype
from ._scalars import types
from ._wire import function, invoke, run


class ufunc:
    """A function of numbers, with its reductions."""

    __module__ = "numpy"

    def __init__(self, name):
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args, **kwargs):
        return run(self.__name__, *args, **kwargs)

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __getattr__(self, name):
        if name not in ("reduce", "accumulate", "outer", "at"):
            raise AttributeError(f"'numpy.ufunc' object has no attribute '{name}'")
        return function(f"{self.__name__}.{name}")


class Grid:
    """`np.r_`, `np.c_`, `np.mgrid`, `np.ogrid`."""

    def __init__(self, name):
        self.name = name

    def __getitem__(self, key):
        return run(self.name, key)


class vectorize:
    """A function of single items as one of arrays."""

    __module__ = "numpy"

    def __init__(self, pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        self.pyfunc, self.otypes = pyfunc, otypes
        self.__name__, self.__doc__ = getattr(pyfunc, "__name__", "vectorized"), doc or pyfunc.__doc__

    def __call__(self, *args, **kwargs):
        from . import _object_functions, _objects

        def called(*items):
            return self.pyfunc(*items, **kwargs)

        arrays = [run("asarray", arg) for arg in args]
        if not self.otypes and any(a.size == 0 for a in arrays):
            raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
        made = _object_functions.elementwise("", called, arrays)
        several = isinstance(made, tuple) or (
            isinstance(made, ndarray) and isinstance(next(iter(_objects.flat(made)), 0), tuple)
        )
        if several:
            columns = [made] if isinstance(made, tuple) else _objects.flat(made)
            return tuple(
                self._typed(list(c), getattr(made, "shape", ()), i)
                for i, c in enumerate(zip(*columns, strict=True))
            )
        if isinstance(made, ndarray):
            return self._typed(list(_objects.flat(made)), made.shape, 0)
        return self._typed([made], (), 0)

    def _typed(self, items, shape, which):
        wanted = self.otypes[which] if self.otypes else run("asarray", items[0]).dtype
        return run("array", items, dtype=wanted).reshape(shape)


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    arr = run("moveaxis", run("asarray", arr), axis, -1)
    lines = [run("asarray", func1d(line, *args, **kwargs)) for line in arr.reshape(-1, arr.shape[-1])]
    made = run("stack", lines).reshape(arr.shape[:-1] + lines[0].shape)
    return run("moveaxis", made, -1, axis) if lines[0].ndim else made


def fromfunction(function, shape, *, dtype=float, **kwargs):
    return function(*run("indices", shape, dtype=dtype), **kwargs)


def fromiter(iterable, dtype, count=-1):
    return run("array", list(iterable if count < 0 else itertools.islice(iterable, count)), dtype=dtype)


def ndindex(*shape):
    shape = shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape
    return itertools.product(*(range(side) for side in shape))


def ndenumerate(arr):
    arr = run("asarray", arr)
    return zip(ndindex(arr.shape), arr.ravel(), strict=True)


def issubdtype(arg1, arg2):
    kinds = [
        t if isinstance(t, type) and issubclass(t, types["bool"].__base__) else dtype(t).type
        for t in (arg1, arg2)
    ]
    return issubclass(*kinds)


class _Info:
    def __init__(self, type_):
        if isinstance(type_, ndarray) or not isinstance(type_, (type, str, dtype)):
            type_ = run("asarray", type_).dtype
        self.dtype = dtype(type_)
        self.__dict__.update(dict(invoke("!info", self.dtype)))


class finfo(_Info):
    """Limits of a floating type."""


class iinfo(_Info):
    """Limits of an integer type."""


def set_printoptions(*precision, **options):
    if precision:
        options["precision"] = precision[0]
    _set_printoptions(**options)


def _set_printoptions(**options):
    formatter = options.pop("formatter", None)
    _array.formatter.clear()
    _array.formatter.update(formatter or {})
    if "legacy" in options:
        _scalars.plain["repr"] = bool(options["legacy"])
    return dict(invoke("!print", **options))


def get_printoptions():
    return dict(invoke("!print"))


class printoptions:
    """`set_printoptions` for the length of a block."""

    def __init__(self, **options):
        self.options = options

    def __enter__(self):
        self.formatter = dict(_array.formatter)
        self.before = _set_printoptions(**self.options)
        return {**self.before, **self.options}

    def __exit__(self, *_):
        _set_printoptions(**self.before, formatter=self.formatter)


def array2string(
    a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", **options
):
    options |= {"linewidth": max_line_width, "precision": precision, "suppress": suppress_small}
    with printoptions(**{key: value for key, value in options.items() if value is not None}):
        return (
            invoke("!string", run("asarray", a), separator, prefix) if separator != " " or prefix else str(a)
        )


def seterr(**kinds):
    return dict(invoke("!errors", **kinds))


class errstate:
    """`seterr` for the length of a block, or of a function."""

    def __init__(self, **kinds):
        self.kinds = kinds

    def __enter__(self):
        self.before = seterr(**self.kinds)

    def __exit__(self, *_):
        seterr(**self.before)


def iterable(y):
    return hasattr(y, "__iter__")

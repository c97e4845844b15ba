"""The array: a handle of one on the host. An array of objects has its objects here and their places there."""

from . import _wire
from ._dtypes import dtype
from ._scalars import _COMPARISONS, _OPERATORS, _UNARY, defers, float64, generic, scalar
from ._wire import Objects, decoders, encoders, invoke, run

_MOST_SEEN = 4096  # numbers that are fetched at once when a program reads an array one by one


class ndarray:
    """`_h` a handle, `_name` of the dtype.

    For objects: `_pool` a list, `_at` the array of places in it, `_slots` these as one row (None: in order).
    """

    __module__ = "numpy"
    __array_priority__ = 0.0
    _seen = _seen_at = _at = _slots = None
    _hits = 0

    def __new__(cls, shape, dtype=float64):
        return run("empty", shape, dtype=dtype)

    @classmethod
    def _made(cls, handle, shape, name, pool=None):
        self = object.__new__(cls)
        self._h, self._shape, self._name, self._pool = handle, tuple(shape), name, pool
        return self

    def __del__(self):
        if self._h is not None:
            _wire.dropped.append(self._h)

    def _places(self):
        """The places of the objects in `_pool`, as an array of numbers."""
        if self._at is None:
            self._at = invoke("!reshaped", list(self._shape))
        return self._at

    # --- what it is ---------------------------------------------------------------------------

    shape = property(lambda self: self._shape)

    @shape.setter
    def shape(self, shape):
        other = self.reshape(shape)
        self._h, other._h, self._shape, self._at = other._h, self._h, other._shape, other._at
        self._slots = other._slots

    dtype = property(lambda self: dtype(self._name))
    ndim = property(lambda self: len(self._shape))
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self.size * self.itemsize)
    T = property(lambda self: self.transpose())
    mT = property(lambda self: run("matrix_transpose", self))  # noqa: N815
    flat = property(lambda self: self.ravel())
    real = property(lambda self: run("real", self))
    imag = property(lambda self: run("imag", self))

    base = property(lambda self: invoke("!base", self._places() if self._pool is not None else self))

    @property
    def size(self):
        size = 1
        for side in self._shape:
            size *= side
        return size

    @staticmethod
    def method(name):
        """Says whether arrays have the method, once for each name."""
        if name not in _methods:
            if name.startswith("_"):
                raise AttributeError(f"'numpy.ndarray' object has no attribute '{name}'")
            invoke("!lookup", name, "ndarray")
            _methods.add(name)

    def __getattr__(self, name):
        ndarray.method(name)
        return lambda *args, **kwargs: run("." + name, self, *args, **kwargs)

    # --- its items ----------------------------------------------------------------------------

    def __getitem__(self, key):
        if self._pool is not None:
            return _objects().get(self, key)
        keys = key if type(key) is tuple else (key,)
        if len(keys) == len(self._shape):
            item = self._glance(keys)
            if item is not None:
                return item
        return invoke("!get", self, key)

    def _glance(self, key):
        """One number out of all of them, where a program reads one after another; else None."""
        if self.size > _MOST_SEEN or not all(
            type(k) is int and -n <= k < n for k, n in zip(key, self._shape, strict=True)
        ):
            return None
        if self._seen_at != _wire.written[0]:
            self._hits = self._hits + 1 if self._seen_at == ("waiting", _wire.written[0]) else 1
            self._seen_at = ("waiting", _wire.written[0])
            if self._hits < 3 or self._name[0] in "c<>":
                return None
            self._seen, self._seen_at = self.tolist(), _wire.written[0]
        item = self._seen
        for place in key:
            item = item[place]
        return scalar(self._name, item)

    def __setitem__(self, key, value):
        if self._pool is not None:
            return _objects().put(self, key, value)
        try:
            return invoke("!set", self, key, value)
        except Objects:
            pass
        return invoke("!set", self, key, _objects().numbers(value, self._name))

    def __iter__(self):
        if not self._shape:
            raise TypeError("iteration over a 0-d array")
        if self._pool is not None:
            return iter(_objects().rows(self))
        if len(self._shape) > 1 or self._name[0] in "c<>":
            return iter(invoke("!rows", self))
        return map(scalar, (self._name,) * self._shape[0], self.tolist())

    def __len__(self):
        if not self._shape:
            raise TypeError("len() of unsized object")
        return self._shape[0]

    def tolist(self):
        return invoke("!list", self) if self._pool is None else _objects().nested(self)

    def astype(self, dtype, *args, **kwargs):
        return (
            run("array", self, dtype=dtype)
            if self._pool is not None
            else run(".astype", self, dtype, *args, **kwargs)
        )

    def __contains__(self, item):
        return bool((self == item).any())

    def _one(self, name):
        if self._pool is None:
            return run(f".__{name}__", self)
        return _objects().one(self, name)

    def __bool__(self):
        return self._one("bool")

    def __float__(self):
        return self._one("float")

    def __int__(self):
        return self._one("int")

    def __complex__(self):
        return self._one("complex")

    def __index__(self):
        return self._one("index")

    def __copy__(self, *_):
        return self.copy()

    __deepcopy__ = __copy__

    def __hash__(self):
        raise TypeError("unhashable type: 'numpy.ndarray'")

    def __divmod__(self, other):
        return run("divmod", self, other)

    def __array__(self, *_, **__):
        return self

    # --- how it prints ------------------------------------------------------------------------

    def __repr__(self):
        return _text(self, "repr")

    def __str__(self):
        return _text(self, "str")

    def __format__(self, spec):
        if not self._shape:
            return format(self.item(), spec)
        if spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return str(self)


_methods = set()
formatter = {}  # of set_printoptions: kind of number, function


def _text(array, function):
    if array._pool is not None:
        if not array._shape and function == "str":
            return str(_objects().flat(array)[0])
        flat = _objects().flat(array)
        return invoke(
            "!texts",
            invoke("!reshaped", list(array._shape)),
            [f"list({item!r})" if type(item) is list else repr(item) for item in flat],
            function,
        )
    if formatter:
        kinds = {
            "f": ("float", "float_kind"),
            "i": ("int", "int_kind"),
            "u": ("int", "int_kind"),
            "b": ("bool",),
        }
        for kind in (*kinds.get(dtype(array._name).kind, ()), "all"):
            if kind in formatter:
                texts = [formatter[kind](item) for item in array.ravel()]
                return invoke("!texts", invoke("!reshaped", list(array._shape)), texts, function, False)
    return invoke("!text", array, function)


def _objects():
    from . import _objects as module

    return module


def _wired(value):
    if isinstance(value, ndarray):
        if value._pool is not None:
            raise Objects
        return {"h": value._h}
    if hasattr(type(value), "__array__") and not isinstance(value, generic):
        return _wired(value.__array__())
    return None


def _operator(name):
    def forward(self, other):
        return NotImplemented if defers(other, 0.0) else run(name, self, other)

    def backward(self, other):
        return run(name, other, self)

    def inplace(self, other):
        if self._pool is not None:
            _objects().put(self, Ellipsis, run(name, self, other))
        else:
            run(name, self, other, out=self)
        return self

    return forward, backward, inplace


for _short, _long in {**_OPERATORS, "matmul": "matmul"}.items():
    for _prefix, _method in zip(("", "r", "i"), _operator(_long), strict=True):
        setattr(ndarray, f"__{_prefix}{_short}__", _method)
for _short, _long in _COMPARISONS.items():
    setattr(ndarray, f"__{_short}__", _operator(_long)[0])
for _short, _long in _UNARY.items():
    setattr(ndarray, f"__{_short}__", lambda self, _long=_long: run(_long, self))

encoders.append(_wired)
decoders["h"] = lambda facts: ndarray._made(*facts)

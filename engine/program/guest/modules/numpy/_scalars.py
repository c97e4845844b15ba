"""NumPy's scalars and dtypes. Plain float64 and int64 arithmetic is done here; all else is the host's."""

import math
import operator

from ._wire import decoders, invoke, run

_OPERATORS = {
    "add": "add", "sub": "subtract", "mul": "multiply", "truediv": "true_divide", "floordiv": "floor_divide",
    "mod": "remainder", "pow": "power", "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor",
    "lshift": "left_shift", "rshift": "right_shift",
}  # fmt: skip
_COMPARISONS = {
    "eq": "equal", "ne": "not_equal",
    "lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal",
}  # fmt: skip
_UNARY = {"neg": "negative", "pos": "positive", "abs": "absolute", "invert": "invert"}
plain = {"repr": False}  # whether scalars print without their type, as before NumPy 2
_QUICK = {"add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv}


def _dtypes():
    from . import _dtypes as module

    return module


def defers(other, priority):
    """Whether the other operand asked to be asked first."""
    kind = type(other)
    ask = getattr(kind, "__array_ufunc__", 0) is None
    return ask or (not hasattr(kind, "_dtype") and getattr(other, "__array_priority__", priority) > priority)


class generic:
    """The base of all scalars; in those that are no Python number themselves, `_v` is one."""

    __array_priority__ = -1000000.0
    __slots__ = ()
    shape, ndim, size = (), 0, 1
    _dtype = None

    def __new__(cls, value=0, *_):
        if (
            isinstance(value, (int, float, complex))
            or not hasattr(value, "__iter__")
            or isinstance(value, str)
        ):
            if isinstance(value, generic):
                value = value.item()
            elif not isinstance(value, (int, float, complex, str)):
                value = (
                    int(value) if issubclass(cls, integer) else bool(value) if cls is bool_ else float(value)
                )
        return invoke("!scalar", cls._dtype, value)

    def item(self):
        return self._v

    def tolist(self):
        return self.item()

    dtype = property(lambda self: _dtypes().dtype(type(self)))
    itemsize = nbytes = property(lambda self: self.dtype.itemsize)
    T = property(lambda self: self)
    base = None

    def __getattr__(self, name):
        from ._array import ndarray

        if name in ("real", "imag"):
            return run(name, self)
        try:
            ndarray.method(name)
        except AttributeError:
            raise AttributeError(f"'numpy.{type(self).__name__}' object has no attribute '{name}'") from None
        return lambda *args, **kwargs: run("." + name, self, *args, **kwargs)

    def __getitem__(self, key):
        return invoke("!get", self, key)

    def __repr__(self):
        if plain["repr"]:
            return str(self)
        if isinstance(self, integer):
            return f"np.{self._dtype}({self._v})"
        return f"np.{self._v}_" if isinstance(self, bool_) else invoke("!text", self, "repr")

    def __str__(self):
        return str(self._v) if isinstance(self, (integer, bool_)) else invoke("!text", self, "str")

    def __format__(self, spec):
        return format(self.item(), spec) if spec else str(self)

    def __hash__(self):
        return hash(self.item())

    def __bool__(self):
        return bool(self.item())

    def __float__(self):
        return float(self.item())

    def __int__(self):
        return int(self.item())

    def __complex__(self):
        return complex(self.item())

    def __round__(self, digits=None):
        return round(self.item()) if digits is None else run("round", self, digits)

    def __copy__(self, *_):
        return self

    __deepcopy__ = __copy__

    def __reduce__(self):
        return type(self), (self.item(),)

    def __divmod__(self, other):
        return run("divmod", self, other)

    def __rdivmod__(self, other):
        return run("divmod", other, self)


def _arithmetic(short, long):
    plain = _QUICK.get(short)

    def forward(self, other):
        if plain is not None:
            result = _plain(plain, self, other)
            if result is not None:
                return result
        if short == "mul" and isinstance(other, (list, tuple, str)):
            return _repeated(other, self)
        return NotImplemented if defers(other, -1000000.0) else run(long, self, other)

    def backward(self, other):
        if plain is not None:
            result = _plain(lambda a, b: plain(b, a), self, other)
            if result is not None:
                return result
        if short == "mul" and isinstance(other, (list, tuple, str)):
            return _repeated(other, self)
        return run(long, other, self)

    return forward, backward


def _repeated(sequence, times):
    if not isinstance(times, integer):
        raise TypeError(f"can't multiply sequence by non-int of type 'numpy.{type(times).__name__}'")
    return sequence * int(times)


def _plain(compute, scalar, other):
    """float64 and int64 with one another and with Python's numbers; None where only NumPy knows."""
    mine, its = type(scalar), type(other)
    try:
        if mine is float64 and (its is float or its is float64):
            return float64(compute(float(scalar), float(other)))
        if mine is float64 and its is int and -(2**53) <= other <= 2**53:
            return float64(compute(float(scalar), float(other)))
        if mine is int64 and (its is int or its is int64):
            a, b = scalar._v, int(other)
            if -(2**53) <= a <= 2**53 and -(2**53) <= b <= 2**53:
                result = compute(a, b)
                return (
                    float64(result)
                    if type(result) is float
                    else _int64(result)
                    if abs(result) < 2**63
                    else None
                )
    except (ZeroDivisionError, OverflowError):
        pass
    return None


def _comparison(short, long):
    plain = getattr(operator, short)

    def compare(self, other):
        if type(other) in (int, float, float64, int64, bool, bool_) and isinstance(
            self, (float64, int64, bool_)
        ):
            return _bool(plain(self.item(), other.item() if isinstance(other, generic) else other))
        if defers(other, -1000000.0):
            return NotImplemented
        if (
            short in ("eq", "ne")
            and (other is None or isinstance(other, (str, dict)))
            and not isinstance(self, str)
        ):
            return _bool(short == "ne")
        return run(long, self, other)

    return compare


for _short, _long in _OPERATORS.items():
    _forward, _backward = _arithmetic(_short, _long)
    setattr(generic, f"__{_short}__", _forward)
    setattr(generic, f"__r{_short}__", _backward)
for _short, _long in _COMPARISONS.items():
    setattr(generic, f"__{_short}__", _comparison(_short, _long))
for _short, _long in _UNARY.items():
    setattr(generic, f"__{_short}__", lambda self, _long=_long: run(_long, self))


def _kind(name, *bases, **members):
    return type(
        name, bases, {"__module__": "numpy", "__slots__": ("_v",) if "_dtype" in members else (), **members}
    )


generic.__module__ = "numpy"
number = _kind("number", generic)
integer = _kind("integer", number, __index__=lambda self: self._v)
signedinteger, unsignedinteger = _kind("signedinteger", integer), _kind("unsignedinteger", integer)
inexact = _kind("inexact", number)
floating, complexfloating = _kind("floating", inexact), _kind("complexfloating", inexact)
flexible = _kind("flexible", generic)
character = _kind("character", flexible)
types = {}
for _name, _base in (
    *((f"int{b}", signedinteger) for b in (8, 16, 32, 64)),
    *((f"uint{b}", unsignedinteger) for b in (8, 16, 32, 64)),
    ("float16", floating), ("float32", floating), ("bool", generic), ("complex64", complexfloating),
):  # fmt: skip
    types[_name] = _kind(_name, _base, _dtype=_name)


class float64(floating, float):
    """A Python float with NumPy's manners."""

    __module__ = "numpy"
    _dtype = "float64"

    def __new__(cls, value=0.0, *_):
        if hasattr(value, "__iter__") and not isinstance(value, str):
            return invoke("!scalar", "float64", value)
        return float.__new__(cls, value)

    def item(self):
        return float(self)

    def __repr__(self):
        return float.__repr__(self) if plain["repr"] else f"np.float64({float.__repr__(self)})"

    def __str__(self):
        return float.__repr__(self)

    __float__, __int__, __bool__, __hash__ = float.__float__, float.__int__, float.__bool__, float.__hash__
    real, imag = property(lambda self: self), property(lambda self: float64(0.0))
    is_integer, as_integer_ratio, hex, conjugate = (
        float.is_integer,
        float.as_integer_ratio,
        float.hex,
        lambda self: self,
    )

    def __format__(self, spec):
        return float.__format__(float(self), spec)

    def __neg__(self):
        return float64(-float(self))

    def __abs__(self):
        return float64(math.fabs(self))


class complex128(complexfloating, complex):
    """A Python complex number with NumPy's manners."""

    __module__ = "numpy"
    _dtype = "complex128"

    def __new__(cls, *parts):
        return complex.__new__(cls, *parts)

    def item(self):
        return complex(self.real, self.imag)

    __complex__, __bool__, __hash__ = item, complex.__bool__, complex.__hash__
    real = property(lambda self: float64(complex.real.__get__(self)))
    imag = property(lambda self: float64(complex.imag.__get__(self)))

    def __format__(self, spec):
        return format(self.item(), spec)


class str_(str, character):
    """A Python string with NumPy's name."""

    __module__ = "numpy"
    _dtype = "str_"

    def item(self):
        return str.__str__(self)

    def __repr__(self):
        return f"np.str_({str.__repr__(self)})"

    __str__, __eq__, __ne__, __hash__, __getitem__ = (
        str.__str__,
        str.__eq__,
        str.__ne__,
        str.__hash__,
        str.__getitem__,
    )
    __lt__, __le__, __gt__, __ge__ = str.__lt__, str.__le__, str.__gt__, str.__ge__
    __add__, __mul__, __rmul__, __mod__, __format__ = (
        str.__add__,
        str.__mul__,
        str.__rmul__,
        str.__mod__,
        str.__format__,
    )


object_ = _kind("object_", generic, _dtype="O")
types |= {"float64": float64, "complex128": complex128, "str_": str_}
bool_, int64 = types["bool"], types["int64"]


def _fresh(cls, value):
    scalar = object.__new__(cls)
    scalar._v = value
    return scalar


def _int64(value):
    return _fresh(int64, value)


TRUTH = (_fresh(bool_, False), _fresh(bool_, True))


def _bool(value):
    return TRUTH[bool(value)]


def scalar(name, value):
    """The scalar of a dtype's name from a Python number."""
    cls = types["str_" if name[0] in "<>" else name]
    if cls is bool_:
        return _bool(value)
    if cls in (float64, str_):
        return cls(value)
    if cls is complex128:
        return cls(*value)
    return _fresh(cls, complex(*value) if issubclass(cls, complexfloating) else value)


decoders |= {"s": lambda pair: scalar(*pair), "t": tuple, "c": lambda parts: complex(*parts)}

"""NumPy, as far as programs use it: arrays of numbers live on the host, in the real NumPy."""

import math as _math

from . import _object_functions, _scalars, exceptions, linalg, random, testing, typing  # noqa: F401
from ._array import ndarray  # noqa: F401
from ._dtypes import dtype  # noqa: F401
from ._functions import (  # noqa: F401
    Grid,
    apply_along_axis,
    array2string,
    errstate,
    finfo,
    fromfunction,
    fromiter,
    get_printoptions,
    iinfo,
    issubdtype,
    iterable,
    ndenumerate,
    ndindex,
    printoptions,
    set_printoptions,
    seterr,
    ufunc,
    vectorize,
)
from ._scalars import (  # noqa: F401
    character,
    complexfloating,
    flexible,
    floating,
    generic,
    inexact,
    integer,
    number,
    object_,
    signedinteger,
    types,
    unsignedinteger,
)
from ._wire import function as _function
from ._wire import invoke as _invoke

__version__ = "2.4.0"
pi, e, inf, nan, newaxis, euler_gamma = _math.pi, _math.e, _math.inf, _math.nan, None, 0.5772156649015329
r_, c_, mgrid, ogrid = Grid("r_"), Grid("c_"), Grid("mgrid"), Grid("ogrid")
little_endian = True

globals().update(types)
bool_, int_, uint, intp, uintp, long = (
    types[n] for n in ("bool", "int64", "uint64", "int64", "uint64", "int64")
)
double, single, half, intc, uintc = (types[n] for n in ("float64", "float32", "float16", "int32", "uint32"))
byte, ubyte, short, ushort, longlong, ulonglong = (
    types[n] for n in ("int8", "uint8", "int16", "uint16", "int64", "uint64")
)
cdouble, csingle = types["complex128"], types["complex64"]
False_, True_ = _scalars.TRUTH


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'numpy' has no attribute '{name}'")
    kind = _invoke("!lookup", name)
    globals()[name] = found = ufunc(name) if kind == "ufunc" else _function(name)
    return found

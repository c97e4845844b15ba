"""NumPy, as far as programs use it: arrays of numbers live on the host, in the real NumPy."""

import math as _math

from . import _objects as _objects
from . import exceptions as exceptions
from . import linalg as linalg
from . import random as random
from ._array import ndarray as ndarray
from ._functions import Grid as _Grid
from ._functions import (
    apply_along_axis as apply_along_axis,
    array2string as array2string,
    errstate as errstate,
    finfo as finfo,
    fromfunction as fromfunction,
    fromiter as fromiter,
    get_printoptions as get_printoptions,
    iinfo as iinfo,
    issubdtype as issubdtype,
    iterable as iterable,
    ndenumerate as ndenumerate,
    ndindex as ndindex,
    printoptions as printoptions,
    set_printoptions as set_printoptions,
    seterr as seterr,
    ufunc as ufunc,
    vectorize as vectorize,
)
from ._scalars import _TRUTH as _truths
from ._scalars import (
    character as character,
    complexfloating as complexfloating,
    dtype as dtype,
    flexible as flexible,
    floating as floating,
    generic as generic,
    inexact as inexact,
    integer as integer,
    number as number,
    object_ as object_,
    signedinteger as signedinteger,
    types as _types,
    unsignedinteger as unsignedinteger,
)
from ._wire import function as _function
from ._wire import invoke as _invoke

__version__ = "2.4.0"
pi, e, inf, nan, newaxis, euler_gamma = _math.pi, _math.e, _math.inf, _math.nan, None, 0.5772156649015329
r_, c_, mgrid, ogrid = _Grid("r_"), _Grid("c_"), _Grid("mgrid"), _Grid("ogrid")
little_endian = True

globals().update(_types)
bool_, int_, uint, intp, uintp, long = (
    _types[n] for n in ("bool", "int64", "uint64", "int64", "uint64", "int64")
)
double, single, half, intc, uintc = (_types[n] for n in ("float64", "float32", "float16", "int32", "uint32"))
byte, ubyte, short, ushort, longlong, ulonglong = (
    _types[n] for n in ("int8", "uint8", "int16", "uint16", "int64", "uint64")
)
cdouble, csingle = _types["complex128"], _types["complex64"]
True_, False_ = _truths[1], _truths[0]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'numpy' has no attribute '{name}'")
    kind = _invoke("!lookup", name)
    globals()[name] = found = ufunc(name) if kind == "ufunc" else _function(name)
    return found

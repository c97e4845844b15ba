"""NumPy, as far as programs use it: arrays of numbers live on the host, in the real NumPy."""

import math as _math

from . import _object_functions as _object_functions
from . import _scalars as _scalars
from . import exceptions as exceptions
from . import linalg as linalg
from . import random as random
from ._array import ndarray as ndarray
from ._functions import Grid as _Grid
from ._functions import (
    apply_along_axis as apply_along_axis,
)
from ._functions import (
    array2string as array2string,
)
from ._functions import (
    errstate as errstate,
)
from ._functions import (
    finfo as finfo,
)
from ._functions import (
    fromfunction as fromfunction,
)
from ._functions import (
    fromiter as fromiter,
)
from ._functions import (
    get_printoptions as get_printoptions,
)
from ._functions import (
    iinfo as iinfo,
)
from ._functions import (
    issubdtype as issubdtype,
)
from ._functions import (
    iterable as iterable,
)
from ._functions import (
    ndenumerate as ndenumerate,
)
from ._functions import (
    ndindex as ndindex,
)
from ._functions import (
    printoptions as printoptions,
)
from ._functions import (
    set_printoptions as set_printoptions,
)
from ._functions import (
    seterr as seterr,
)
from ._functions import (
    ufunc as ufunc,
)
from ._functions import (
    vectorize as vectorize,
)
from ._scalars import (
    character as character,
)
from ._scalars import (
    complexfloating as complexfloating,
)
from ._scalars import (
    dtype as dtype,
)
from ._scalars import (
    flexible as flexible,
)
from ._scalars import (
    floating as floating,
)
from ._scalars import (
    generic as generic,
)
from ._scalars import (
    inexact as inexact,
)
from ._scalars import (
    integer as integer,
)
from ._scalars import (
    number as number,
)
from ._scalars import (
    object_ as object_,
)
from ._scalars import (
    signedinteger as signedinteger,
)
from ._scalars import (
    types as _types,
)
from ._scalars import (
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
False_, True_ = _scalars.TRUTH


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'numpy' has no attribute '{name}'")
    kind = _invoke("!lookup", name)
    globals()[name] = found = ufunc(name) if kind == "ufunc" else _function(name)
    return found

"""The op table's rules for whole arrays, in NumPy.

What `engine/ops.py` says of one number these say of a lane of numbers; a test holds every row to the table.
Where the table raises (a logarithm of −1), an array holds NaN or infinity instead: one bad lane must not hide
the others, and whoever runs the tape looks for them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.ops import LN2, LN10

Array = NDArray[np.float64]
Forward = Callable[[Any, Any], Any]
Local = Callable[[Any, Any, Any], tuple[Any, ...]]

_erf_each = np.frompyfunc(math.erf, 1, 1)  # NumPy has no erf of its own
_erfc_each = np.frompyfunc(math.erfc, 1, 1)


def _erf(a: Any) -> Any:
    return np.asarray(_erf_each(a), dtype=np.float64)


def _cdf(a: Any) -> Any:
    return 0.5 * np.asarray(_erfc_each(-a / math.sqrt(2.0)), dtype=np.float64)


def _pdf(a: Any) -> Any:
    return np.exp(-0.5 * a * a) / math.sqrt(2.0 * math.pi)


def _sigmoid(a: Any) -> Any:
    e = np.exp(-np.abs(a))
    return np.where(a >= 0.0, 1.0, e) / (1.0 + e)


def _softplus(a: Any) -> Any:
    return np.maximum(a, 0.0) + np.log1p(np.exp(-np.abs(a)))


def _over(a: Any, b: Any) -> Any:
    return np.where(b == 0.0, np.copysign(np.inf, a), np.divide(a, b))


def _slope_of_power(a: Any, k: Any) -> Any:
    # the sign is told by k itself: beyond 2**53, k - 1 has lost it
    signed = np.where(a < 0.0, np.where(k % 2.0 == 0.0, -k, np.where(k % 1.0 == 0.0, k, np.nan)), k)
    return np.where(k == 0.0, 0.0, signed * np.power(np.abs(a), k - 1.0))


def _slope_of_exponent(o: Any, a: Any) -> Any:
    return np.where(a > 0.0, o * np.log(np.where(a > 0.0, a, 1.0)), 0.0)


def _wins(a: Any, b: Any) -> tuple[Any, Any]:
    tie = a == b
    return np.where(tie, 0.5, a > b), np.where(tie, 0.5, np.logical_not(a > b))


def _root_of_one_less_square(a: Any) -> Any:
    return np.sqrt((1.0 - a) * (1.0 + a))


# The second argument is the other parent, or the op's constant.
FORWARD: Final[dict[str, Forward]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "neg": lambda a, _: -a,
    "pow": np.power,
    "powk": lambda a, k: a * a if k == 2.0 else np.power(a, k),
    "exp": lambda a, _: np.exp(a),
    "expm1": lambda a, _: np.expm1(a),
    "log": lambda a, _: np.log(a),
    "log2": lambda a, _: np.log2(a),
    "log10": lambda a, _: np.log10(a),
    "log1p": lambda a, _: np.log1p(a),
    "sqrt": lambda a, _: np.sqrt(a),
    "tanh": lambda a, _: np.tanh(a),
    "sigmoid": lambda a, _: _sigmoid(a),
    "relu": lambda a, _: np.maximum(a, 0.0),  # NaN stays NaN
    "leaky_relu": lambda a, k: np.where(a > 0.0, a, k * a),
    "softplus": lambda a, _: _softplus(a),
    "silu": lambda a, _: a * _sigmoid(a),
    "gelu": lambda a, _: a * _cdf(a),
    "erf": lambda a, _: _erf(a),
    "sin": lambda a, _: np.sin(a),
    "cos": lambda a, _: np.cos(a),
    "tan": lambda a, _: np.tan(a),
    "asin": lambda a, _: np.arcsin(a),
    "acos": lambda a, _: np.arccos(a),
    "atan": lambda a, _: np.arctan(a),
    "sinh": lambda a, _: np.sinh(a),
    "cosh": lambda a, _: np.cosh(a),
    "abs": lambda a, _: np.abs(a),
    "max": np.maximum,
    "min": np.minimum,
}

# (result, parent, other parent or constant) -> one local derivative for each parent
LOCAL: Final[dict[str, Local]] = {
    "add": lambda o, a, b: (1.0, 1.0),
    "sub": lambda o, a, b: (1.0, -1.0),
    "mul": lambda o, a, b: (b, a),
    "div": lambda o, a, b: (np.divide(1.0, b), np.divide(-o, b)),
    "neg": lambda o, a, _: (-1.0,),
    "pow": lambda o, a, b: (_slope_of_power(a, b), _slope_of_exponent(o, a)),
    "powk": lambda o, a, k: (2.0 * a if k == 2.0 else _slope_of_power(a, k),),
    "exp": lambda o, a, _: (o,),
    "expm1": lambda o, a, _: (np.exp(a),),
    "log": lambda o, a, _: (_over(1.0, a),),
    "log2": lambda o, a, _: (_over(1.0, a * LN2),),
    "log10": lambda o, a, _: (_over(1.0, a * LN10),),
    "log1p": lambda o, a, _: (_over(1.0, 1.0 + a),),
    "sqrt": lambda o, a, _: (_over(0.5, o),),
    "tanh": lambda o, a, _: (1.0 - o * o,),
    "sigmoid": lambda o, a, _: (o * _sigmoid(-a),),
    "relu": lambda o, a, _: (np.where(a <= 0.0, 0.0, 1.0),),
    "leaky_relu": lambda o, a, k: (np.where(a > 0.0, 1.0, k),),
    "softplus": lambda o, a, _: (_sigmoid(a),),
    "silu": lambda o, a, _: (_sigmoid(a) * (1.0 + a * _sigmoid(-a)),),
    "gelu": lambda o, a, _: (_cdf(a) + a * _pdf(a),),
    "erf": lambda o, a, _: (2.0 / math.sqrt(math.pi) * np.exp(-a * a),),
    "sin": lambda o, a, _: (np.cos(a),),
    "cos": lambda o, a, _: (-np.sin(a),),
    "tan": lambda o, a, _: (1.0 + o * o,),
    "asin": lambda o, a, _: (_over(1.0, _root_of_one_less_square(a)),),
    "acos": lambda o, a, _: (_over(-1.0, _root_of_one_less_square(a)),),
    "atan": lambda o, a, _: (1.0 / (1.0 + a * a),),
    "sinh": lambda o, a, _: (np.cosh(a),),
    "cosh": lambda o, a, _: (np.sinh(a),),
    "abs": lambda o, a, _: (np.sign(a),),
    "max": lambda o, a, b: _wins(a, b),
    "min": lambda o, a, b: _wins(b, a),
}

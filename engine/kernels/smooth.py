"""Smooth functions of eight lanes at once: what activations are made of.

The mathematics library's own take a lane at a time. A test compares these with the exact values.
"""

from __future__ import annotations

import math
from typing import Any, Final

from llvmlite import ir
from numba.core import cgutils

from engine.kernels.jit import compiled
from engine.kernels.vector import (
    LANES,
    constant,
    eight,
    made,
    plus,
    plus_product,
    spread,
    times,
    vector,
)

FLAT: Final = 19.0625  # from here on tanh is 1 in double precision
HIGHEST: Final = 1100.0  # beyond it, e to the power is infinite, or 0
LN2_HEAD: Final = float.fromhex("0x1.62e42fefa0000p-1")
LN2_TAIL: Final = float.fromhex("0x1.cf79abc9e3b3ap-40")
TAYLOR: Final = tuple(1.0 / math.factorial(n) for n in range(13, -1, -1))
ATANH: Final = tuple(2.0 / n for n in range(33, 0, -2))

_strict: Final = ("contract",)  # sums stay in their order: here it is what makes them exact


def _llvm(builder: Any, name: str, x: Any) -> Any:
    """LLVM's own function of that name."""
    kind = ir.FunctionType(eight, [eight])
    insert: Any = cgutils.get_or_insert_function
    return builder.call(insert(builder.module, kind, f"llvm.{name}.v8f64"), [x])


def _clamp(builder: Any, x: Any, end: Any) -> Any:
    """x, but no further from 0 than `end`; NaN stays NaN."""
    x = builder.select(builder.fcmp_ordered(">", x, end), end, x)
    low = builder.fneg(end)
    return builder.select(builder.fcmp_ordered("<", x, low), low, x)


def _quotient(builder: Any, a: Any, b: Any) -> Any:
    """a / b for 1e-30 < b < 1e30: from a division in single precision, by Newton's method."""
    single = ir.VectorType(ir.FloatType(), LANES)
    one = ir.Constant(single, [1.0] * LANES)
    guess = builder.fpext(builder.fdiv(one, builder.fptrunc(b, single)), eight)
    error = builder.fsub(constant(1.0), builder.fmul(b, guess, flags=_strict), flags=_strict)
    inverse = builder.fadd(guess, builder.fmul(guess, error, flags=_strict), flags=_strict)
    found = builder.fmul(a, inverse)
    rest = builder.fsub(a, builder.fmul(b, found, flags=_strict), flags=_strict)
    return builder.fadd(found, builder.fmul(rest, inverse, flags=_strict), flags=_strict)


def _whole_part(builder: Any, x: Any) -> Any:
    """The whole number next to each lane."""
    return _llvm(builder, "rint", x)


def _remainder(builder: Any, x: Any, k: Any) -> Any:
    """x - k × ln 2"""
    x = builder.fsub(x, builder.fmul(k, constant(LN2_HEAD), flags=_strict), flags=_strict)
    return builder.fsub(x, builder.fmul(k, constant(LN2_TAIL), flags=_strict), flags=_strict)


def _scaled(builder: Any, x: Any, k: Any) -> Any:
    """x × 2**k, in two strides, so that numbers next to 0 and infinity come out too."""
    short, long = (ir.VectorType(ir.IntType(bits), LANES) for bits in (32, 64))
    whole = builder.fptosi(k, short)
    half = builder.ashr(whole, ir.Constant(short, [1] * LANES))
    for stride in (half, builder.sub(whole, half)):
        raised = builder.add(builder.sext(stride, long), ir.Constant(long, [1023] * LANES))
        x = builder.fmul(x, builder.bitcast(builder.shl(raised, ir.Constant(long, [52] * LANES)), eight))
    return x


def _minus_size(builder: Any, x: Any) -> Any:
    """-|x|"""
    return builder.fneg(_llvm(builder, "fabs", x))


def _polynomial(builder: Any, x: Any, factors: tuple[float, ...]) -> Any:
    found = constant(factors[0])
    for factor in factors[1:]:
        found = builder.fadd(builder.fmul(found, x, flags=_strict), constant(factor), flags=_strict)
    return found


def _positive_or(builder: Any, x: Any, a: Any, b: Any) -> Any:
    """a in the lanes where x is positive, b elsewhere"""
    return builder.select(builder.fcmp_ordered(">", x, constant(0.0)), a, b)


clamp: Any = made(vector, 2, _clamp)
quotient: Any = made(vector, 2, _quotient)
whole_part: Any = made(vector, 1, _whole_part)
remainder: Any = made(vector, 2, _remainder)
scaled: Any = made(vector, 2, _scaled)
minus_size: Any = made(vector, 1, _minus_size)
taylor: Any = made(vector, 1, lambda builder, x: _polynomial(builder, x, TAYLOR))
atanh_series: Any = made(vector, 1, lambda builder, x: _polynomial(builder, x, ATANH))
positive_or: Any = made(vector, 3, _positive_or)


@compiled
def tanh_eight(x: Any) -> Any:
    """Off by less than 4e-16, by Lambert's continued fraction; see `tanh` of `engine/kernels/maths.py`."""
    r = times(clamp(x, spread(FLAT)), spread(0.125))
    z = times(r, r)
    n = plus_product(spread(270270.0), z, plus_product(spread(6930.0), z, spread(36.0)))
    n = times(r, plus_product(spread(2027025.0), z, n))
    d = plus_product(spread(51975.0), z, plus(spread(630.0), z))
    d = plus_product(spread(2027025.0), z, plus_product(spread(945945.0), z, d))
    n, d = times(n, spread(1.0 / 2027025.0)), times(d, spread(1.0 / 2027025.0))
    for _ in range(3):
        n, d = times(plus(n, n), d), plus_product(times(d, d), n, n)
    return quotient(n, d)


@compiled
def exp_eight(x: Any) -> Any:
    """Off by less than 2 units of the last place: x = k ln 2 + r, and the Taylor series of r."""
    x = clamp(x, spread(HIGHEST))
    k = whole_part(times(x, spread(1.0 / math.log(2.0))))
    return scaled(taylor(remainder(x, k)), k)


@compiled
def sigmoid_eight(x: Any) -> Any:
    e = exp_eight(minus_size(x))
    part = quotient(spread(1.0), plus(spread(1.0), e))
    return positive_or(x, part, times(e, part))


@compiled
def softplus_eight(x: Any) -> Any:
    """max(0, x) + log(1 + e), e = exp(-|x|), by log(1 + e) = 2 artanh(e / (2 + e))."""
    e = exp_eight(minus_size(x))
    s = quotient(e, plus(spread(2.0), e))
    return plus(positive_or(x, x, spread(0.0)), times(s, atanh_series(times(s, s))))

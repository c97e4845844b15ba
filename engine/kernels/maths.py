"""The op table's rules for one number, as the compiled loops use them.

A test holds every row to the table. Outside an op's domain they give NaN or infinity, as
`engine/tape/rules.py` does.
"""

from __future__ import annotations

import math
from typing import Final

from engine.kernels.jit import compiled
from engine.ops import LN2, LN10
from engine.tape.program import CODES

ADD, SUB, MUL, DIV, NEG = (CODES[name] for name in ("add", "sub", "mul", "div", "neg"))
POW, POWK, SQRT, ABS = (CODES[name] for name in ("pow", "powk", "sqrt", "abs"))
EXP, EXPM1, LOG, LOG2, LOG10, LOG1P = (
    CODES[name] for name in ("exp", "expm1", "log", "log2", "log10", "log1p")
)
TANH, SIGMOID, RELU, LEAKY_RELU = (CODES[name] for name in ("tanh", "sigmoid", "relu", "leaky_relu"))
SOFTPLUS, SILU, GELU, ERF = (CODES[name] for name in ("softplus", "silu", "gelu", "erf"))
SIN, COS, TAN, ASIN, ACOS, ATAN = (CODES[name] for name in ("sin", "cos", "tan", "asin", "acos", "atan"))
SINH, COSH, MAX, MIN = (CODES[name] for name in ("sinh", "cosh", "max", "min"))

ROOT_HALF: Final = math.sqrt(0.5)
BELL: Final = 1.0 / math.sqrt(2.0 * math.pi)
ERF_SLOPE: Final = 2.0 / math.sqrt(math.pi)
FLAT: Final = 19.0625  # from here on tanh is 1 in double precision


@compiled
def tanh(x: float) -> float:
    """tanh without a branch, so that a loop over it runs on vectors. Off by less than 4e-16.

    Lambert's continued fraction, r / (1 + r²/(3 + r²/(5 + …))), cut after eight terms, is tanh r for small r
    as a quotient of polynomials; with x = 8r, tanh 2r = 2 n d / (d² + n²) is used three times on numerator
    and denominator, which leaves a single division.
    """
    r = x
    r = min(r, FLAT)
    r = max(r, -FLAT)
    r *= 0.125
    z = r * r
    n = r * (((36.0 * z + 6930.0) * z + 270270.0) * z + 2027025.0)
    d = (((z + 630.0) * z + 51975.0) * z + 945945.0) * z + 2027025.0
    n *= 1.0 / 2027025.0
    d *= 1.0 / 2027025.0
    for _ in range(3):
        n, d = 2.0 * n * d, d * d + n * n
    return n / d


@compiled
def sigmoid(a: float) -> float:
    e = math.exp(-abs(a))
    return (1.0 if a >= 0.0 else e) / (1.0 + e)


@compiled
def softplus(a: float) -> float:
    return (max(0.0, a)) + math.log1p(math.exp(-abs(a)))


@compiled
def normal_cdf(a: float) -> float:
    return 0.5 * math.erfc(-a * ROOT_HALF)


@compiled
def over(a: float, b: float) -> float:
    """a / b, infinite where b is zero."""
    return math.copysign(math.inf, a) if b == 0.0 else a / b


@compiled
def slope_of_power(a: float, k: float) -> float:
    if k == 0.0:
        return 0.0
    if a < 0.0:  # the sign is told by k itself: beyond 2**53, k - 1 has lost it
        if k % 1.0 != 0.0:
            return math.nan
        if k % 2.0 == 0.0:
            return -k * math.pow(-a, k - 1.0)
    return k * math.pow(abs(a), k - 1.0)


@compiled
def forward_of(code: int, a: float, b: float, k: float) -> float:  # noqa: C901
    """The result of op `code` on parents a and b with constant k."""
    if code == ADD:
        return a + b
    if code == MUL:
        return a * b
    if code == SUB:
        return a - b
    if code == DIV:
        return a / b
    if code == NEG:
        return -a
    if code == RELU:
        return 0.0 if a <= 0.0 else a  # noqa: FURB136 (NaN stays NaN)
    if code == TANH:
        return tanh(a)
    if code == POWK:
        return a * a if k == 2.0 else math.pow(a, k)
    if code == POW:
        return math.pow(a, b)
    if code == EXP:
        return math.exp(a)
    if code == EXPM1:
        return math.expm1(a)
    if code == LOG:
        return math.log(a)
    if code == LOG2:
        return math.log2(a)
    if code == LOG10:
        return math.log10(a)
    if code == LOG1P:
        return math.log1p(a)
    if code == SQRT:
        return math.sqrt(a)
    if code == SIGMOID:
        return sigmoid(a)
    if code == LEAKY_RELU:
        return a if a > 0.0 else k * a
    if code == SOFTPLUS:
        return softplus(a)
    if code == SILU:
        return a * sigmoid(a)
    if code == GELU:
        return a * normal_cdf(a)
    if code == ERF:
        return math.erf(a)
    if code == SIN:
        return math.sin(a)
    if code == COS:
        return math.cos(a)
    if code == TAN:
        return math.tan(a)
    if code == ASIN:
        return math.asin(a)
    if code == ACOS:
        return math.acos(a)
    if code == ATAN:
        return math.atan(a)
    if code == SINH:
        return math.sinh(a)
    if code == COSH:
        return math.cosh(a)
    if code == ABS:
        return abs(a)
    if code == MAX:
        return a if a > b or math.isnan(a) else b
    if code == MIN:
        return a if a < b or math.isnan(a) else b
    return math.nan


@compiled
def slope_of(code: int, o: float, a: float, b: float, k: float) -> float:  # noqa: C901
    """d result / d a, where the op gave o."""
    if code in (ADD, SUB):
        return 1.0
    if code == MUL:
        return b
    if code == DIV:
        return 1.0 / b
    if code == NEG:
        return -1.0
    if code == RELU:
        return 0.0 if a <= 0.0 else 1.0
    if code == TANH:
        return 1.0 - o * o
    if code == POWK:
        return 2.0 * a if k == 2.0 else slope_of_power(a, k)
    if code == POW:
        return slope_of_power(a, b)
    if code == EXP:
        return o
    if code == EXPM1:
        return math.exp(a)
    if code == LOG:
        return over(1.0, a)
    if code == LOG2:
        return over(1.0, a * LN2)
    if code == LOG10:
        return over(1.0, a * LN10)
    if code == LOG1P:
        return over(1.0, 1.0 + a)
    if code == SQRT:
        return over(0.5, o)
    if code == SIGMOID:
        return o * sigmoid(-a)
    if code == LEAKY_RELU:
        return 1.0 if a > 0.0 else k
    if code == SOFTPLUS:
        return sigmoid(a)
    if code == SILU:
        return sigmoid(a) * (1.0 + a * sigmoid(-a))
    if code == GELU:
        return normal_cdf(a) + a * math.exp(-0.5 * a * a) * BELL
    if code == ERF:
        return ERF_SLOPE * math.exp(-a * a)
    if code == SIN:
        return math.cos(a)
    if code == COS:
        return -math.sin(a)
    if code == TAN:
        return 1.0 + o * o
    if code == ASIN:
        return over(1.0, math.sqrt((1.0 - a) * (1.0 + a)))
    if code == ACOS:
        return over(-1.0, math.sqrt((1.0 - a) * (1.0 + a)))
    if code == ATAN:
        return 1.0 / (1.0 + a * a)
    if code == SINH:
        return math.cosh(a)
    if code == COSH:
        return math.sinh(a)
    if code == ABS:
        return 1.0 if a > 0.0 else -1.0 if a < 0.0 else 0.0
    if code == MAX:
        return 0.5 if a == b else 1.0 if a > b else 0.0
    if code == MIN:
        return 0.5 if a == b else 1.0 if a < b else 0.0
    return math.nan


@compiled
def other_slope_of(code: int, o: float, a: float, b: float) -> float:
    """d result / d b of an op with two parents."""
    if code == ADD:
        return 1.0
    if code == SUB:
        return -1.0
    if code == MUL:
        return a
    if code == DIV:
        return -o / b
    if code == POW:
        return o * math.log(a) if a > 0.0 else 0.0
    if code == MAX:
        return 0.5 if a == b else 0.0 if a > b else 1.0
    if code == MIN:
        return 0.5 if a == b else 0.0 if a < b else 1.0
    return math.nan

"""The closed table of primitive operations.

An op is one row: how many parents it takes, its forward rule, its local derivatives and the words
for people. The rest of the engine knows no calculus; it looks the rules up here. Adding an op means
adding one row.

In the texts `a` and `b` are the parents' data, `o` the op's own result and `k` the op's constant.
`rules` are Python expressions of those, and a test evaluates them against `local`, so what people
read is what the machine does.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

LN2: Final = math.log(2.0)
LN10: Final = math.log(10.0)


@dataclass(frozen=True, slots=True)
class Op:
    """One primitive operation.

    `forward(*data)` gives the result; `local(result, *data)` gives one local derivative for each
    parent slot. Both take the op's constant `k` last when `takes_constant` is set. `forward` raises
    ValueError, ZeroDivisionError or OverflowError outside the domain or the range of a float;
    `local` never raises: where a derivative grows without bound it is infinite, and where there is none, as
    a parent's data was changed to leave the domain, it is NaN.
    """

    name: str
    arity: int
    symbol: str
    forward: Callable[..., float]
    local: Callable[..., tuple[float, ...]]
    formula: str
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    domain: str = ""
    subgradient: str = ""
    takes_constant: bool = False

    def __reduce__(self) -> tuple[Callable[[str], Op], tuple[str]]:
        """A row of the table is kept by its name, and found again."""
        if OPS.get(self.name) is not self:
            raise TypeError(f"The op {self.name} is not in the table, so it cannot be pickled.")
        return _row, (self.name,)

    def __copy__(self) -> Op:
        return self

    def __deepcopy__(self, memo: object) -> Op:
        return self


def _row(name: str) -> Op:
    return OPS[name]


def _sigmoid(a: float) -> float:
    # exp of a non-positive number only, so that nothing overflows
    if a >= 0.0:
        return 1.0 / (1.0 + math.exp(-a))
    e = math.exp(a)
    return e / (1.0 + e)


def _softplus(a: float) -> float:
    return max(a, 0.0) + math.log1p(math.exp(-abs(a)))


def _relu(a: float) -> float:
    return 0.0 if a <= 0.0 else a  # noqa: FURB136 (NaN stays NaN)


def _normal_cdf(a: float) -> float:
    return 0.5 * math.erfc(-a / math.sqrt(2.0))


def _normal_pdf(a: float) -> float:
    return math.exp(-0.5 * a * a) / math.sqrt(2.0 * math.pi)


def _over(a: float, b: float) -> float:
    """a / b, infinite where b is zero."""
    return a / b if b else math.copysign(math.inf, a)


def _divided(a: float, b: float) -> float:
    """a / b as processors have it."""
    if b:
        return a / b
    return math.copysign(math.inf, a) * math.copysign(1.0, b) if a else math.nan


def _anywhere(rule: Callable[[float], float]) -> Callable[[float], float]:
    """The rule, infinite beyond the range of a float and NaN outside its domain."""

    def found(a: float) -> float:
        try:
            return rule(a)
        except OverflowError:
            return rule(math.copysign(700.0, a)) * math.inf
        except ValueError:
            return math.nan

    return found


@_anywhere
def _exp(a: float) -> float:
    return math.exp(a)


@_anywhere
def _sin(a: float) -> float:
    return math.sin(a)


@_anywhere
def _cos(a: float) -> float:
    return math.cos(a)


@_anywhere
def _sinh(a: float) -> float:
    return math.sinh(a)


@_anywhere
def _cosh(a: float) -> float:
    return math.cosh(a)


@_anywhere
def _cofactor(a: float) -> float:
    return math.sqrt((1.0 - a) * (1.0 + a))


def _slope_of_power(a: float, k: float) -> float:
    """d(a**k)/da = k * a**(k - 1), infinite at 0 for k < 1."""
    if k == 0.0:
        return 0.0
    if a < 0.0:
        if k % 1.0:
            return math.nan
        # the sign is told by k itself: beyond 2**53, k - 1 has lost it
        return _slope_of_power(-a, k) * (1.0 if k % 2.0 else -1.0)
    try:
        return k * math.pow(a, k - 1.0)
    except (ValueError, OverflowError):
        return math.copysign(math.inf, k)


def _slope_of_exponent(o: float, a: float) -> float:
    """d(a**b)/db = a**b * log(a); does not exist for a <= 0, where 0 is used."""
    return o * math.log(a) if a > 0.0 else 0.0


def _sign(a: float) -> float:
    return float((a > 0.0) - (a < 0.0))


def _wins(a: float, b: float) -> tuple[float, float]:
    """Which of two takes the gradient when the larger one does; a tie is shared."""
    if a == b:
        return 0.5, 0.5
    return (1.0, 0.0) if a > b else (0.0, 1.0)


_ROWS: Final = (
    Op("add", 2, "+", operator.add, lambda o, a, b: (1.0, 1.0), "a + b", ("1", "1"),
       ("A sum passes the gradient on unchanged: the local derivative is 1.",) * 2),
    Op("sub", 2, "−", operator.sub, lambda o, a, b: (1.0, -1.0), "a - b", ("1", "-1"),
       ("What is subtracted from passes the gradient on unchanged: the local derivative is 1.",
        "What is subtracted gets the gradient with its sign turned: the local derivative is −1.")),
    Op("mul", 2, "×", operator.mul, lambda o, a, b: (b, a), "a * b", ("b", "a"),
       ("A product's local derivative with respect to one factor is the other factor, {b}.",
        "A product's local derivative with respect to one factor is the other factor, {a}.")),
    Op("div", 2, "÷", operator.truediv, lambda o, a, b: (_divided(1.0, b), _divided(-o, b)), "a / b",
       ("1 / b", "-a / b**2"),
       ("A quotient's local derivative with respect to the numerator is 1 over the denominator, {b}.",
        "The larger the denominator, the smaller the quotient: the local derivative is −a/b²."),
       domain="b is not 0"),
    Op("neg", 1, "−", operator.neg, lambda o, a: (-1.0,), "-a", ("-1",),
       ("A minus sign turns the sign of the gradient: the local derivative is −1.",)),
    Op("pow", 2, "^", math.pow, lambda o, a, b: (_slope_of_power(a, b), _slope_of_exponent(o, a)),
       "a**b", ("b * a**(b - 1)", "a**b * log(a) if a > 0 else 0"),
       ("The power rule: bring the exponent {b} down and lower it by one.",
        "The exponent acts through the logarithm of the base: the local derivative is o·log a."),
       domain="a > 0, or a = 0 with b ≥ 0, or a < 0 with a whole b",
       subgradient="with respect to the exponent, where the base is not positive: 0"),
    Op("powk", 1, "^", math.pow, lambda o, a, k: (_slope_of_power(a, k),), "a**k", ("k * a**(k - 1)",),
       ("The power rule: bring the exponent {k} down and lower it by one.",),
       domain="a > 0, or a = 0 with k ≥ 0, or a < 0 with a whole k", takes_constant=True),
    Op("exp", 1, "exp", math.exp, lambda o, a: (o,), "exp(a)", ("exp(a)",),
       ("The exponential is its own derivative: the local derivative is the result itself, {o}.",)),
    Op("expm1", 1, "expm1", math.expm1, lambda o, a: (_exp(a),), "exp(a) - 1", ("exp(a)",),
       ("Taking one away changes no slope: the local derivative is e to the power of {a}.",)),
    Op("log", 1, "log", math.log, lambda o, a: (_over(1.0, a),), "log(a)", ("1 / a",),
       ("The natural logarithm's local derivative is one over its argument, {a}.",), domain="a > 0"),
    Op("log2", 1, "log₂", math.log2, lambda o, a: (_over(1.0, a * LN2),), "log2(a)", ("1 / (a * log(2))",),
       ("The logarithm to base 2 is the natural one divided by log 2.",), domain="a > 0"),
    Op("log10", 1, "log₁₀", math.log10, lambda o, a: (_over(1.0, a * LN10),), "log10(a)",
       ("1 / (a * log(10))",), ("The logarithm to base 10 is the natural one divided by log 10.",),
       domain="a > 0"),
    Op("log1p", 1, "log1p", math.log1p, lambda o, a: (_over(1.0, 1.0 + a),), "log(1 + a)", ("1 / (1 + a)",),
       ("The local derivative is one over one plus {a}.",), domain="a > −1"),
    Op("sqrt", 1, "√", math.sqrt, lambda o, a: (_over(0.5, o),), "sqrt(a)", ("1 / (2 * sqrt(a))",),
       ("A square root's local derivative is one over twice the root, {o}.",),
       domain="a ≥ 0 (at 0 the derivative is infinite)"),
    Op("tanh", 1, "tanh", math.tanh, lambda o, a: (1.0 - o * o,), "tanh(a)", ("1 - tanh(a)**2",),
       ("tanh's local derivative is 1 minus the square of its result, {o}: flat where tanh is near ±1.",)),
    Op("sigmoid", 1, "σ", _sigmoid, lambda o, a: (o * _sigmoid(-a),), "sigmoid(a)",
       ("sigmoid(a) * (1 - sigmoid(a))",),
       ("sigmoid's local derivative is its result {o} times 1 minus that result; never more than ¼.",)),
    Op("relu", 1, "ReLU", _relu, lambda o, a: (0.0 if a <= 0.0 else 1.0,), "max(0, a)",
       ("1 if a > 0 else 0",),
       ("ReLU passes the gradient where its input is positive and stops it elsewhere.",),
       subgradient="at 0: 0"),
    Op("leaky_relu", 1, "LReLU", lambda a, k: a if a > 0.0 else k * a,
       lambda o, a, k: (1.0 if a > 0.0 else k,),
       "a if a > 0 else k * a", ("1 if a > 0 else k",),
       ("Leaky ReLU passes the gradient where its input is positive, and a fraction {k} of it elsewhere.",),
       subgradient="at 0: k", takes_constant=True),
    Op("softplus", 1, "softplus", _softplus, lambda o, a: (_sigmoid(a),), "log(1 + exp(a))", ("sigmoid(a)",),
       ("Softplus is a smooth ReLU; its local derivative is the sigmoid of {a}.",)),
    Op("silu", 1, "SiLU", lambda a: a * _sigmoid(a),
       lambda o, a: (_sigmoid(a) * (1.0 + a * _sigmoid(-a)),), "a * sigmoid(a)",
       ("sigmoid(a) * (1 + a * (1 - sigmoid(a)))",), ("The product rule on {a} times its own sigmoid.",)),
    Op("gelu", 1, "GELU", lambda a: a * _normal_cdf(a),
       lambda o, a: (_normal_cdf(a) + a * _normal_pdf(a),), "a * (1 + erf(a / sqrt(2))) / 2",
       ("(1 + erf(a / sqrt(2))) / 2 + a * exp(-a**2 / 2) / sqrt(2 * pi)",),
       ("The product rule on {a} times the normal distribution's share below it.",)),
    Op("erf", 1, "erf", math.erf, lambda o, a: (2.0 / math.sqrt(math.pi) * math.exp(-a * a),), "erf(a)",
       ("2 * exp(-a**2) / sqrt(pi)",),
       ("erf adds up a bell curve; its local derivative is that bell's height.",)),
    Op("sin", 1, "sin", math.sin, lambda o, a: (_cos(a),), "sin(a)", ("cos(a)",),
       ("The sine's local derivative is the cosine of {a}.",)),
    Op("cos", 1, "cos", math.cos, lambda o, a: (-_sin(a),), "cos(a)", ("-sin(a)",),
       ("The cosine's local derivative is minus the sine of {a}.",)),
    Op("tan", 1, "tan", math.tan, lambda o, a: (1.0 + o * o,), "tan(a)", ("1 + tan(a)**2",),
       ("The tangent's local derivative is 1 plus the square of its result, {o}.",)),
    Op("asin", 1, "asin", math.asin, lambda o, a: (_over(1.0, _cofactor(a)),), "asin(a)",
       ("1 / sqrt(1 - a**2)",), ("The arcsine's local derivative is one over √(1 − a²).",),
       domain="−1 ≤ a ≤ 1 (at ±1 the derivative is infinite)"),
    Op("acos", 1, "acos", math.acos, lambda o, a: (_over(-1.0, _cofactor(a)),), "acos(a)",
       ("-1 / sqrt(1 - a**2)",), ("The arccosine's local derivative is minus one over √(1 − a²).",),
       domain="−1 ≤ a ≤ 1 (at ±1 the derivative is infinite)"),
    Op("atan", 1, "atan", math.atan, lambda o, a: (1.0 / (1.0 + a * a),), "atan(a)", ("1 / (1 + a**2)",),
       ("The arctangent's local derivative is one over 1 plus the square of {a}.",)),
    Op("sinh", 1, "sinh", math.sinh, lambda o, a: (_cosh(a),), "sinh(a)", ("cosh(a)",),
       ("The hyperbolic sine's local derivative is the hyperbolic cosine of {a}.",)),
    Op("cosh", 1, "cosh", math.cosh, lambda o, a: (_sinh(a),), "cosh(a)", ("sinh(a)",),
       ("The hyperbolic cosine's local derivative is the hyperbolic sine of {a}.",)),
    Op("abs", 1, "|·|", abs, lambda o, a: (_sign(a),), "abs(a)", ("1 if a > 0 else -1 if a < 0 else 0",),
       ("The absolute value's local derivative is the sign of {a}.",), subgradient="at 0: 0"),
    Op("max", 2, "max", max, lambda o, a, b: _wins(a, b), "max(a, b)",
       ("1 if a > b else 0.5 if a == b else 0", "1 if b > a else 0.5 if a == b else 0"),
       ("Only the larger one is felt: its local derivative is 1, the other's 0.",) * 2,
       subgradient="at a tie: ½ each"),
    Op("min", 2, "min", min, lambda o, a, b: _wins(b, a), "min(a, b)",
       ("1 if a < b else 0.5 if a == b else 0", "1 if b < a else 0.5 if a == b else 0"),
       ("Only the smaller one is felt: its local derivative is 1, the other's 0.",) * 2,
       subgradient="at a tie: ½ each"),
)  # fmt: skip

OPS: Final[dict[str, Op]] = {op.name: op for op in _ROWS}

"""Ops on one number of each tensor at a time: the engine's own ops where a gradient is wanted.

One row of a table each; the name of the row is the engine's op, and the word torch prints is beside it.
"""

from __future__ import annotations

import builtins
import math
import operator
from collections.abc import Callable
from typing import Any

from engine import value as _engine
from engine.ops import OPS, _divided

from .dtypes import bool_, dtype, get_default_dtype, promoted
from .shaping import broadcast_places, broadcast_shape
from .tensor import Tensor, as_tensor_like, made, methods, new, titled, tracking
from .tensor import operator as as_operator


def _beyond(name: str, a: float, b: float = 0.0) -> float:
    """What processors give where Python refuses: infinities and NaN."""
    if name == "div":
        return _divided(a, b)
    if name in ("log", "log2", "log10", "log1p"):
        return -math.inf if a == (-1.0 if name == "log1p" else 0.0) else math.nan
    if name in ("exp", "expm1", "cosh"):
        return math.inf
    if name == "sinh":
        return math.copysign(math.inf, a)
    if name in ("pow", "powk") and (a >= 0.0 or not b % 1.0):
        return -math.inf if math.copysign(1.0, a) < 0.0 and b % 2.0 else math.inf
    return math.nan


def _calm(name: str) -> Callable[..., float]:
    forward = OPS[name].forward

    def calm(*data: float) -> float:
        try:
            return forward(*data)
        except (ValueError, ArithmeticError):
            return _beyond(name, *data)

    return calm


CALM = {name: _calm(name) for name in OPS}


def nodes(name: str, numbers: list[float], parents: Any, constant: float = 0.0) -> list[Any]:
    """One Value of the op for every number, which the op's rule has given and the dtype has rounded."""
    op, node = OPS[name], _engine.node
    return [node(op, n, p, constant, "", None, ()) for n, p in zip(numbers, parents, strict=True)]


def unary(name: str, title: str, x: Any, constant: float | None = None) -> Tensor:
    """An op of one parent, of the engine's table."""
    x = as_tensor_like(x)
    kind = x.dtype if x.dtype.is_floating_point or name in ("neg", "abs", "relu") else get_default_dtype()
    rule, extra = CALM[name], () if constant is None else (constant,)
    numbers = kind.rounded([rule(n, *extra) for n in x._numbers()])
    if not tracking(x):
        return new(numbers, x.shape, kind)
    values = nodes(name, numbers, zip(x._values()), constant or 0.0)  # noqa: B905
    return made(values, x.shape, kind, title, (x,))


def pair(a: Any, b: Any, kind: dtype | None = None) -> tuple[Tensor, Tensor, dtype, Any, list[int], list[int]]:
    """Two operands as tensors, with the dtype and shape of their result and where each finds its numbers."""
    kind = kind or promoted(a, b)
    a, b = as_tensor_like(a, kind), as_tensor_like(b, kind)
    shape = broadcast_shape(a.shape, b.shape)
    return a, b, kind, shape, broadcast_places(a.shape, shape), broadcast_places(b.shape, shape)


def binary(name: str, title: str, a: Any, b: Any, plain: Callable[..., Any] | None = None) -> Tensor:
    """An op of two parents, of the engine's table; `plain` is the rule for numbers without a graph."""
    a, b, kind, shape, at_a, at_b = pair(a, b)
    if name in ("div",) and not kind.is_floating_point:
        kind = get_default_dtype()
    rule = plain if plain is not None and kind.kind < 2 else CALM[name]
    xs, ys = a._numbers(), b._numbers()
    numbers = kind.rounded([rule(xs[i], ys[j]) for i, j in zip(at_a, at_b, strict=True)])
    if not tracking(a, b):
        return new(numbers, shape, kind)
    us, vs = a._values(), b._values()
    values = nodes(name, numbers, [(us[i], vs[j]) for i, j in zip(at_a, at_b, strict=True)])
    return made(values, shape, kind, title, (a, b))


def plain(rule: Callable[..., Any], kind: dtype | None, *operands: Any, title: str = "") -> Tensor:
    """Numbers only; where torch still writes a `grad_fn`, its gradient is 0."""
    a, b, found, shape, at_a, at_b = pair(*(operands if len(operands) == 2 else (operands[0], 0)))
    xs, ys = a._numbers(), b._numbers()
    numbers = [rule(xs[i], ys[j]) for i, j in zip(at_a, at_b, strict=True)]
    kind = kind or (found if len(operands) == 2 else a.dtype)
    result = new(kind.rounded(numbers), shape, kind)
    if title and tracking(a, b):
        result._store.values = [_engine.Value(n) for n in result._store.numbers]
        result.grad_fn = titled_node(title, a, b)
    return result


def titled_node(title: str, *inputs: Tensor) -> Any:
    from .graph import node_named

    return node_named(title, inputs)


# -- one parent: torch's name, the engine's name, the word that is printed --------------------------------

UNARY = {
    "neg": ("neg", "NegBackward0"), "exp": ("exp", "ExpBackward0"), "expm1": ("expm1", "Expm1Backward0"),
    "log": ("log", "LogBackward0"), "log2": ("log2", "Log2Backward0"), "log10": ("log10", "Log10Backward0"),
    "log1p": ("log1p", "Log1PBackward0"), "sqrt": ("sqrt", "SqrtBackward0"), "tanh": ("tanh", "TanhBackward0"),
    "sigmoid": ("sigmoid", "SigmoidBackward0"), "relu": ("relu", "ReluBackward0"), "erf": ("erf", "ErfBackward0"),
    "sin": ("sin", "SinBackward0"), "cos": ("cos", "CosBackward0"), "tan": ("tan", "TanBackward0"),
    "asin": ("asin", "AsinBackward0"), "acos": ("acos", "AcosBackward0"), "atan": ("atan", "AtanBackward0"),
    "sinh": ("sinh", "SinhBackward0"), "cosh": ("cosh", "CoshBackward0"), "abs": ("abs", "AbsBackward0"),
}  # fmt: skip
SAME = {"negative": "neg", "absolute": "abs", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}

FLAT = {
    "sign": lambda a, _: (a > 0) - (a < 0), "floor": lambda a, _: math.floor(a), "ceil": lambda a, _: math.ceil(a),
    "trunc": lambda a, _: math.trunc(a),
}  # fmt: skip
COMPARE: dict[str, Callable[..., Any]] = {
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne,
    "logical_and": lambda a, b: bool(a) and bool(b), "logical_or": lambda a, b: bool(a) or bool(b),
    "logical_xor": lambda a, b: bool(a) != bool(b),
}  # fmt: skip
ASK: dict[str, Callable[..., Any]] = {
    "isnan": lambda a, _: a != a, "isinf": lambda a, _: math.isinf(a), "isfinite": lambda a, _: math.isfinite(a),
    "logical_not": lambda a, _: not a,
}  # fmt: skip


def _row(name: str, function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    function.__name__ = name
    globals()[name] = function
    setattr(Tensor, name, function)
    return function


for _name, (_op, _title) in UNARY.items():
    _row(_name, lambda input, *, out=None, op=_op, title=_title: unary(op, title, input))
for _name, _same in SAME.items():
    _row(_name, globals()[_same])
for _name, _rule in FLAT.items():
    _row(_name, lambda input, r=_rule, t=_name: plain(
        lambda a, b: r(a, b) if math.isfinite(a) else a, None, input, title=f"{t.capitalize()}Backward0"))  # fmt: skip
for _name, _rule in COMPARE.items():
    _row(_name, lambda input, other, r=_rule: plain(r, bool_, input, other))
for _name, _rule in ASK.items():
    _row(_name, lambda input, r=_rule: plain(r, bool_, input))


def round_to(input: Tensor, *, decimals: int = 0) -> Tensor:  # noqa: A002
    """`torch.round`, to decimals too."""
    scale = 10.0**decimals

    def rule(a: float, _: float) -> float:
        return a if not math.isfinite(a) else builtins.round(a * scale) / scale if decimals else builtins.round(a)

    return plain(rule, None, input, title="RoundBackward0")


_row("round", round_to)


@methods("__add__", "__radd__")
def add(input: Any, other: Any, *, alpha: Any = 1) -> Tensor:  # noqa: A002
    return binary("add", "AddBackward0", input, other if alpha == 1 else mul(other, alpha), operator.add)


@methods("__sub__", "subtract")
def sub(input: Any, other: Any, *, alpha: Any = 1) -> Tensor:  # noqa: A002
    _no_bool(input, other)
    return binary("sub", "SubBackward0", input, other if alpha == 1 else mul(other, alpha), operator.sub)


@methods("__rsub__")
def rsub(input: Any, other: Any) -> Tensor:  # noqa: A002
    return binary("sub", "RsubBackward1", other, input, operator.sub)


@methods("__mul__", "__rmul__", "multiply")
def mul(input: Any, other: Any) -> Tensor:  # noqa: A002
    return binary("mul", "MulBackward0", input, other, operator.mul)


@methods("__truediv__", "divide", "true_divide")
def div(input: Any, other: Any, *, rounding_mode: str | None = None) -> Tensor:  # noqa: A002
    if rounding_mode is not None:
        return floor_divide(input, other)
    return binary("div", "DivBackward0", input, other)


@methods("__rtruediv__")
def rdiv(input: Any, other: Any) -> Tensor:  # noqa: A002
    return binary("div", "MulBackward0", other, input)


@methods("__floordiv__")
def floor_divide(input: Any, other: Any) -> Tensor:  # noqa: A002
    return plain(lambda a, b: a // b if b else _divided(a, b), None, input, other, title="NotImplemented")


@methods("__rfloordiv__")
def rfloor_divide(input: Any, other: Any) -> Tensor:  # noqa: A002
    return floor_divide(other, input)


@methods("__mod__", "fmod")
def remainder(input: Any, other: Any) -> Tensor:  # noqa: A002
    if not tracking(input, other):
        return plain(lambda a, b: a % b if b else math.nan, None, input, other)
    whole = plain(lambda a, b: a // b * b if b else math.nan, None, input, other)
    return titled(input - whole, "RemainderBackward0", input, other)


@methods("__pow__")
def pow(input: Any, exponent: Any) -> Tensor:  # noqa: A001, A002
    if not isinstance(exponent, Tensor):
        if not isinstance(input, Tensor) or (input.dtype.kind < 2 and isinstance(exponent, int)):
            if exponent < 0:
                raise RuntimeError("Integers to negative integer powers are not allowed.")
            return plain(lambda a, b: a**b, None, input, exponent)
        if not input.dtype.is_floating_point:
            input = input.to(get_default_dtype())  # type: ignore[attr-defined] # noqa: A001
        return unary("powk", "PowBackward0", input, float(exponent))
    if promoted(input, exponent).kind < 2:
        return plain(lambda a, b: a**b, None, input, exponent)
    return binary("pow", "PowBackward1" if isinstance(input, Tensor) else "PowBackward2", input, exponent)


@methods("__rpow__")
def rpow(input: Any, other: Any) -> Tensor:  # noqa: A002
    return pow(other, input)


@methods()
def square(input: Tensor) -> Tensor:  # noqa: A002
    return pow(input, 2)


@methods()
def reciprocal(input: Tensor) -> Tensor:  # noqa: A002
    return titled(rdiv(input, 1.0), "ReciprocalBackward0", input)


@methods()
def rsqrt(input: Tensor) -> Tensor:  # noqa: A002
    return titled(unary("powk", "", input, -0.5), "RsqrtBackward0", input)


@methods()
def exp2(input: Tensor) -> Tensor:  # noqa: A002
    return titled(pow(2.0, input), "Exp2Backward0", input)


@methods()
def maximum(input: Any, other: Any) -> Tensor:  # noqa: A002
    return binary("max", "MaximumBackward0", input, other, max)


@methods()
def minimum(input: Any, other: Any) -> Tensor:  # noqa: A002
    return binary("min", "MinimumBackward0", input, other, min)


@methods("clip")
def clamp(input: Tensor, min: Any = None, max: Any = None) -> Tensor:  # noqa: A002
    """At a bound itself the gradient passes, as torch has it: where nothing is cut, the Value is the same."""
    out = input
    for bound, name, beyond in ((min, "max", operator.lt), (max, "min", operator.gt)):
        if bound is not None:
            cut = plain(beyond, bool_, out, bound)
            limited = binary(name, "", out, bound)
            out = where(cut, limited, out.to(limited.dtype))  # type: ignore[attr-defined]
    both = isinstance(min, Tensor) or isinstance(max, Tensor)
    return titled(out, "ClampBackward0" if both else "ClampBackward1", input)


@methods()
def where(condition: Tensor, input: Any = None, other: Any = None) -> Any:  # noqa: A002
    """Each number's own Value from the one or the other: no op of the engine is needed."""
    if input is None and other is None:
        return condition.nonzero(as_tuple=True)  # type: ignore[attr-defined]
    a, b, kind, shape, *_ = pair(input, other)
    shape = broadcast_shape(shape, condition.shape)
    at = [broadcast_places(t.shape, shape) for t in (condition, a, b)]
    asked = condition._numbers()
    first, second = (a._values(), b._values()) if tracking(a, b) else (a._numbers(), b._numbers())
    found = [first[j] if asked[i] else second[k] for i, j, k in zip(*at, strict=True)]
    if tracking(a, b):
        return made(found, shape, kind, "WhereBackward0", (a, b))
    return new(kind.rounded(found), shape, kind)


@methods()
def masked_fill(input: Tensor, mask: Tensor, value: Any) -> Tensor:  # noqa: A002
    return titled(where(mask, as_tensor_like(value, input.dtype), input), "MaskedFillBackward0", input)


@methods()
def lerp(input: Tensor, end: Any, weight: Any) -> Tensor:  # noqa: A002
    return titled(input + weight * (end - input), "LerpBackward0", input, end)


@methods()
def addcmul(input: Tensor, a: Tensor, b: Tensor, *, value: float = 1) -> Tensor:  # noqa: A002
    product = a * b
    return titled(input + (product if value == 1 else product * value), "AddcmulBackward0", input, a, b)


@methods()
def addcdiv(input: Tensor, a: Tensor, b: Tensor, *, value: float = 1) -> Tensor:  # noqa: A002
    return titled(input + value * (a / b), "AddcdivBackward0", input, a, b)


def _no_bool(*operands: Any) -> None:
    asked = [t.dtype is bool_ if isinstance(t, Tensor) else isinstance(t, bool) for t in operands]
    if any(asked) and not all(asked):
        raise RuntimeError(
            "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use "
            "the `~` or `logical_not()` operator instead."
        )
    if all(asked):
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
            "operator instead."
        )


def _bits(rule: Callable[..., Any]) -> Callable[..., Tensor]:
    return lambda input, other: plain(rule, None, input, other)


for _names, _rule in (
    (("__and__", "__rand__", "bitwise_and"), operator.and_), (("__or__", "__ror__", "bitwise_or"), operator.or_),
    (("__xor__", "__rxor__", "bitwise_xor"), operator.xor),
):  # fmt: skip
    for _name in _names:
        _row(_name, _bits(_rule))
for _name in ("lt", "le", "gt", "ge", "eq", "ne"):
    setattr(Tensor, f"__{_name}__", as_operator(globals()[_name]))
Tensor.__neg__, Tensor.__abs__ = globals()["neg"], globals()["abs"]  # type: ignore[attr-defined]
Tensor.__pos__ = lambda self: self  # type: ignore[attr-defined]
Tensor.__invert__ = lambda self: plain(lambda a, _: not a if self.dtype is bool_ else ~a, None, self)  # type: ignore[attr-defined]


@methods("type_as")
def to(input: Tensor, *wanted: Any, dtype: Any = None, **_: Any) -> Tensor:  # noqa: A002
    """Another dtype: the same Values where the numbers stay, and leaves of the graph stay leaves."""
    from .dtypes import DTYPES, as_dtype, device

    for one in wanted:
        if isinstance(one, Tensor):
            dtype = one.dtype
        elif not isinstance(one, device | bool) and not (isinstance(one, str) and one not in DTYPES):
            dtype = one
        elif isinstance(one, str):
            device(one)
    kind = input.dtype if dtype is None else as_dtype(dtype)
    if kind is input.dtype:
        return input
    numbers = kind.rounded(input._numbers())
    if not tracking(input) or not kind.is_floating_point:
        return new(numbers, input.shape, kind)
    values = input._values()
    if any(v.data != n for v, n in zip(values, numbers, strict=True)):
        one = _engine.Value(1.0)  # rounding is an op of its own here: times one
        values = nodes("mul", numbers, [(v, one) for v in values])
    return made(values, input.shape, kind, "ToCopyBackward0", (input,))



for _name, _kind in (("float", "float32"), ("double", "float64"), ("half", "float16"), ("bfloat16", "bfloat16"),
                     ("long", "int64"), ("int", "int32"), ("short", "int16"), ("bool", "bool"), ("byte", "uint8")):  # fmt: skip
    setattr(Tensor, _name, lambda self, kind=_kind: to(self, kind))

"""Ops on one number of each tensor at a time: the engine's own ops where a gradient is wanted.

One row of a table each; the name of the row is the engine's op, and the word torch prints is beside it.
"""

from __future__ import annotations

import builtins
import math
import operator
from typing import Any

from engine import value as _engine
from engine.ops import OPS, _divided

from .dtypes import DTYPES, OTHER_NAMES, as_dtype, bool_, device, get_default_dtype, promoted
from .graph import node_named
from .shaping import broadcast_places, broadcast_shape
from .tensor import Tensor, as_tensor_like, made, new, offer, offered, titled, tracking


def _beyond(name: str, a: float, b: float = 0.0) -> float:
    """What processors give where Python refuses: infinities and NaN."""
    if name == "div":
        return _divided(a, b)
    if name.startswith("log"):
        return -math.inf if a == (-1.0 if name == "log1p" else 0.0) else math.nan
    if name in ("exp", "expm1", "cosh", "sinh"):
        return math.copysign(math.inf, a if name == "sinh" else 1.0)
    if name.startswith("pow") and (a >= 0.0 or not b % 1.0):
        return -math.inf if math.copysign(1.0, a) < 0.0 and b % 2.0 else math.inf
    return math.nan


def _calm(name: str) -> Any:
    def calm(*data: float) -> float:
        try:
            return OPS[name].forward(*data)
        except (ValueError, ArithmeticError):
            return _beyond(name, *data)

    return calm


_CALM = {name: _calm(name) for name in OPS}


def nodes(name: str, numbers: list[float], parents: Any, constant: float = 0.0) -> list[Any]:
    """One Value of the op for every number, which the op's rule has given and the dtype has rounded."""
    op, node = OPS[name], _engine.node
    return [node(op, n, p, constant, "", None, ()) for n, p in zip(numbers, parents, strict=True)]


def unary(name: str, title: str, x: Any, *constant: float) -> Any:
    """An op of one parent, of the engine's table."""
    x = as_tensor_like(x)
    kind = x.dtype if x.dtype.is_floating_point or name in ("neg", "abs", "relu") else get_default_dtype()
    numbers = kind.rounded([_CALM[name](n, *constant) for n in x._numbers()])
    if not tracking(x):
        return new(numbers, x.shape, kind)
    values = nodes(name, numbers, [(v,) for v in x._values()], *constant)
    return made(values, x.shape, kind, title, (x,))


def _pair(a: Any, b: Any) -> Any:
    """Two operands as tensors, their result's dtype and shape, and which numbers of theirs meet there."""
    kind = promoted(a, b)
    a, b = as_tensor_like(a, kind), as_tensor_like(b, kind)
    shape = broadcast_shape(a.shape, b.shape)
    pairs = list(zip(broadcast_places(a.shape, shape), broadcast_places(b.shape, shape), strict=True))
    return a, b, kind, shape, pairs


def binary(name: str, title: str, a: Any, b: Any, whole: Any = None) -> Any:
    """An op of two parents, of the engine's table; `whole` is the rule for numbers that are no floats."""
    a, b, kind, shape, pairs = _pair(a, b)
    if name == "div" and kind.kind < 2:
        kind = get_default_dtype()
    rule, xs, ys = _CALM[name] if kind.kind == 2 or whole is None else whole, a._numbers(), b._numbers()
    numbers = kind.rounded([rule(xs[i], ys[j]) for i, j in pairs])
    if not tracking(a, b):
        return new(numbers, shape, kind)
    us, vs = a._values(), b._values()
    return made(nodes(name, numbers, [(us[i], vs[j]) for i, j in pairs]), shape, kind, title, (a, b))


def plain(rule: Any, kind: Any, a: Any, b: Any = 0, title: str = "") -> Any:
    """Numbers only; where torch still writes a `grad_fn`, the gradient that comes from it is 0."""
    x, y, found, shape, pairs = _pair(a, b)
    xs, ys = x._numbers(), y._numbers()
    numbers = (kind or found).rounded([rule(xs[i], ys[j]) for i, j in pairs])
    result = new(numbers, shape, kind or found)
    if title and tracking(x, y):
        result._store.values = [_engine.Value(n) for n in numbers]
        result.grad_fn = node_named(title, (x, y))
    return result


def _added(x: Any, other: Any, alpha: Any) -> Any:
    """`x + alpha * other`, rounded once, as processors do it."""
    plainly = not isinstance(alpha, Tensor) and alpha == 1
    if plainly or tracking(x, other, alpha) or not promoted(x, other).is_floating_point:
        return binary("add", "AddBackward0", x, other if plainly else other * alpha, operator.add)
    if isinstance(alpha, Tensor):
        y, z, kind, shape, pairs = _pair(other, alpha)
        ys, zs = y._numbers(), z._numbers()
        product = new([ys[i] * zs[j] for i, j in pairs], shape, kind)  # not rounded yet
        return plain(operator.add, None, x, product)
    factor = as_tensor_like(alpha, x.dtype)._numbers()[0]
    return plain(lambda a, b: a + factor * b, None, x, other)


def _subtracted(x: Any, y: Any, title: str = "SubBackward0") -> Any:
    asked = [t.dtype is bool_ if isinstance(t, Tensor) else isinstance(t, bool) for t in (x, y)]
    if any(asked):
        raise RuntimeError(
            "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use "
            "the `~` or `logical_not()` operator instead."
        )
    return binary("sub", title, x, y, operator.sub)


def _power(x: Any, y: Any) -> Any:
    if promoted(x, y).kind < 2:
        if not isinstance(y, Tensor) and y < 0:
            raise RuntimeError("Integers to negative integer powers are not allowed.")
        return plain(lambda a, b: int(a**b), None, x, y)
    if isinstance(y, Tensor):
        return binary("pow", "PowBackward1" if isinstance(x, Tensor) else "PowBackward2", x, y)
    return unary("powk", "PowBackward0", x, float(y))


def _remainder(x: Any, y: Any) -> Any:
    if not tracking(x, y):
        return plain(lambda a, b: a % b if b else math.nan, None, x, y)
    whole = plain(lambda a, b: a // b * b if b else math.nan, None, x, y)
    return titled(x - whole, "RemainderBackward0", x, y)


@offered()
def where(condition: Any, input: Any = None, other: Any = None) -> Any:
    """Each number's own Value from the one or the other: no op of the engine is needed."""
    if input is None:
        return condition.nonzero(as_tuple=True)
    a, b, kind, shape, _ = _pair(input, other)
    shape = broadcast_shape(shape, condition.shape)
    at = zip(*(broadcast_places(t.shape, shape) for t in (condition, a, b)), strict=True)
    asked, tracked = condition._numbers(), tracking(a, b)
    first, second = (a._values(), b._values()) if tracked else (a._numbers(), b._numbers())
    found = [first[j] if asked[i] else second[k] for i, j, k in at]
    return (
        made(found, shape, kind, "WhereBackward0", (a, b))
        if tracked
        else new(kind.rounded(found), shape, kind)
    )


Tensor.where = lambda self, condition, other: where(condition, self, other)  # type: ignore[attr-defined]


@offered("clip")
def clamp(input: Any, min: Any = None, max: Any = None) -> Any:
    """At a bound itself the gradient passes, as torch has it: where nothing is cut, the Value is the same."""
    out = input
    for bound, name, beyond in ((min, "max", operator.lt), (max, "min", operator.gt)):
        if bound is not None:
            out = where(plain(beyond, bool_, out, bound), binary(name, "", out, bound), out)
    both = isinstance(min, Tensor) or isinstance(max, Tensor)
    return titled(out, "ClampBackward0" if both else "ClampBackward1", input)


@offered("type_as")
def to(x: Any, *wanted: Any, dtype: Any = None, **_: Any) -> Any:
    """Another dtype: the same Values where the numbers stay."""
    for one in wanted:
        if isinstance(one, str) and one not in DTYPES:
            device(one)
        elif not isinstance(one, device | bool):
            dtype = one.dtype if isinstance(one, Tensor) else one
    kind = x.dtype if dtype is None else as_dtype(dtype)
    if kind is x.dtype:
        return x
    numbers = kind.rounded(x._numbers())
    if not tracking(x) or kind.kind < 2:
        return new(numbers, x.shape, kind)
    values = x._values()
    if any(v.data != n for v, n in zip(values, numbers, strict=True)):
        one = _engine.Value(1.0)  # rounding is an op of its own here: times one
        values = nodes("mul", numbers, [(v, one) for v in values])
    return made(values, x.shape, kind, "ToCopyBackward0", (x,))


# -- tables: torch's name, and what it is ------------------------------------------------------------------

UNARY = {name: name for name in ["neg", "exp", "expm1", "log", "log2", "log10", "sqrt", "tanh", "sigmoid", "relu", "erf", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "abs"]}  # fmt: skip
_SAME = {
    "negative": "neg",
    "absolute": "abs",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "log1p": "log1p",
}
_FLAT = {"sign": lambda a: (a > 0) - (a < 0), "floor": math.floor, "ceil": math.ceil, "trunc": math.trunc}


def _one(name: str) -> Any:
    title = "Log1PBackward0" if name == "log1p" else f"{name.capitalize()}Backward0"
    return lambda input, **_: unary(name, title, input)


def _flat(name: str, rule: Any) -> Any:
    title = f"{name.capitalize()}Backward0"
    return lambda x: plain(lambda a, _: rule(a) if math.isfinite(a) else a, x.dtype, x, title=title)


def _compared(rule: Any) -> Any:
    return lambda input, other=0: plain(rule, bool_, input, other)


offer({name: _one(op) for name, op in {**UNARY, **_SAME}.items()})
offer({name: _flat(name, rule) for name, rule in _FLAT.items()})
COMPARE: dict[str, Any] = {
    name: _compared(getattr(operator, name)) for name in ("lt", "le", "gt", "ge", "eq", "ne")
}
offer(COMPARE)
offer({
    "logical_and": _compared(lambda a, b: bool(a) and bool(b)), "logical_or": _compared(lambda a, b: bool(a) or bool(b)),
    "logical_not": _compared(lambda a, _: not a), "isnan": _compared(lambda a, _: a != a),
    "isinf": _compared(lambda a, _: math.isinf(a)), "isfinite": _compared(lambda a, _: math.isfinite(a)),
    "isclose": _compared(lambda a, b: a == b or abs(a - b) <= 1e-8 + 1e-5 * abs(b)),
    "round": lambda x, decimals=0: _flat("round", lambda a: builtins.round(a, decimals))(x),
    "square": lambda x: _power(x, 2), "pow": _power,
    "add": lambda x, other, alpha=1: _added(x, other, alpha),
    "sub": lambda x, other, alpha=1: _subtracted(x, other if alpha == 1 else other * alpha),
    "mul": lambda x, other: binary("mul", "MulBackward0", x, other, operator.mul),
    "div": lambda x, other: binary("div", "DivBackward0", x, other),
    "floor_divide": lambda x, y: plain(lambda a, b: a // b if b else _divided(a, b), None, x, y, "NotImplemented"),
    "remainder": _remainder, "bitwise_and": lambda x, y: plain(operator.and_, None, x, y),
    "bitwise_or": lambda x, y: plain(operator.or_, None, x, y), "bitwise_xor": lambda x, y: plain(operator.xor, None, x, y),
    "maximum": lambda x, other: binary("max", "MaximumBackward0", x, other, max),
    "minimum": lambda x, other: binary("min", "MinimumBackward0", x, other, min),
    "reciprocal": lambda x: titled(1.0 / x, "ReciprocalBackward0", x),
    "rsqrt": lambda x: titled(unary("powk", "", x, -0.5), "RsqrtBackward0", x),
    "exp2": lambda x: titled(_power(2.0, x), "Exp2Backward0", x),
    "lerp": lambda x, end, weight: titled(x + weight * (end - x), "LerpBackward0", x, end),
    "addcmul": lambda x, a, b, value=1: titled(_added(x, a * value, b), "AddcmulBackward0", x, a, b),
    "masked_fill": lambda x, mask, value: titled(where(mask, as_tensor_like(value, x.dtype), x), "MaskedFillBackward0", x),
})  # fmt: skip
for _name, _kind in OTHER_NAMES.items() | {("bool", bool_)}:
    setattr(Tensor, _name, lambda self, _kind=_kind: to(self, _kind))


# -- operators ----------------------------------------------------------------------------------------------


def _operator(function: Any) -> Any:
    """What is no number is asked for its own answer first."""

    def operate(self: Any, other: Any) -> Any:
        if isinstance(other, Tensor | int | float) or hasattr(other, "__float__") or hasattr(other, "tolist"):
            return function(self, other)
        return NotImplemented

    return operate


_OPERATORS = {
    "add": "add", "sub": "sub", "mul": "mul", "truediv": "div", "floordiv": "floor_divide", "mod": "remainder", "pow": "pow",
    "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor",
}  # fmt: skip
_TITLED: dict[str, Any] = {
    "sub": lambda self, other: _subtracted(other, self, "RsubBackward1"),
    "truediv": lambda self, other: binary("div", "MulBackward0", other, self),
}
for _sign, _name in _OPERATORS.items():
    _forward: Any = getattr(Tensor, _name)
    setattr(Tensor, f"__{_sign}__", _operator(_forward))
    setattr(
        Tensor,
        f"__r{_sign}__",
        _operator(_TITLED.get(_sign) or (lambda self, other, f=_forward: f(other, self))),
    )
    setattr(Tensor, f"__i{_sign}__", lambda self, other, f=_forward: self._write(f(self, other)))
for _name, _compare in COMPARE.items():
    setattr(Tensor, f"__{_name}__", _operator(_compare))
for _sign, _unary in {
    "neg": _one("neg"), "abs": _one("abs"), "pos": lambda self: self,
    "invert": lambda self: plain(lambda a, _: not a if self.dtype is bool_ else ~a, self.dtype, self),
}.items():  # fmt: skip
    setattr(Tensor, f"__{_sign}__", _unary)

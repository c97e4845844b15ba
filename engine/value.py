"""Value: one scalar in the graph, with micrograd's surface.

The design follows Karpathy's lecture (0:19:09 for the object, 1:09:02 for the local rules, 1:22:28 for
accumulation), with two changes: parents are an ordered tuple that keeps repeats, and the derivative
rules are rows of a table instead of closures, so a Value makes no reference cycle.
"""

from __future__ import annotations

from copy import copy
from itertools import count
from typing import Any, Final, cast

from engine.ops import OPS, Op

_serial = count()
_new = object.__new__

ADD, SUB, MUL, DIV, NEG = OPS["add"], OPS["sub"], OPS["mul"], OPS["div"], OPS["neg"]
POW, POWK = OPS["pow"], OPS["powk"]

# what micrograd and the lecture write into `_op`
_MICROGRAD_OP: Final = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "neg": "-",
    "pow": "**",
    "relu": "ReLU",
}

Number = int | float
_PLAIN: Final = frozenset((int, float))

_KEPT: Final = ("data", "grad", "op", "parents", "constant", "label", "span", "scope")


class Value:
    """A scalar with its gradient and the op and parents that made it.

    `Value(2.0, label='a')` is a leaf. Arithmetic between Values, or a Value and a number, makes new
    Values; a plain number becomes an unlabelled leaf. `backward()` fills `grad` with d(self)/d(each).

    Arithmetic raises what Python's floats raise: ZeroDivisionError, OverflowError, and ValueError outside
    an op's domain (`(-8) ** (1/3)` does not go complex).
    """

    __slots__ = ("constant", "data", "grad", "label", "op", "parents", "scope", "serial", "span")

    data: float
    grad: float
    op: Op | None
    parents: tuple[Value, ...]
    constant: float
    label: str
    span: tuple[int, int] | None
    scope: tuple[str, ...]
    serial: int

    def __init__(
        self, data: Number, _children: str | tuple[Value, ...] = "", _op: str = "", label: str = ""
    ) -> None:
        """The arguments are micrograd's, so that its leaves can be made; a label can also come second."""
        if _children:
            if not isinstance(_children, str):
                raise TypeError("A Value gets its parents from the op that makes it, and not from Value(…).")
            label = _children
        self.data = float(data)
        self.grad = 0.0
        self.op = None
        self.parents = ()
        self.constant = 0.0
        self.label = label
        self.span = None
        self.scope = ()
        self.serial = next(_serial)

    # -- arithmetic ---------------------------------------------------------------------------

    def __add__(self, other: Value | Number) -> Value:
        if isinstance(other, Value):
            return _binary(ADD, self, other)
        return NotImplemented if (leaf := _leaf(other)) is None else _binary(ADD, self, leaf)

    def __sub__(self, other: Value | Number) -> Value:
        if isinstance(other, Value):
            return _binary(SUB, self, other)
        return NotImplemented if (leaf := _leaf(other)) is None else _binary(SUB, self, leaf)

    def __mul__(self, other: Value | Number) -> Value:
        if isinstance(other, Value):
            return _binary(MUL, self, other)
        return NotImplemented if (leaf := _leaf(other)) is None else _binary(MUL, self, leaf)

    def __truediv__(self, other: Value | Number) -> Value:
        if isinstance(other, Value):
            return _binary(DIV, self, other)
        return NotImplemented if (leaf := _leaf(other)) is None else _binary(DIV, self, leaf)

    def __pow__(self, other: Value | Number) -> Value:
        if isinstance(other, Value):
            return _binary(POW, self, other)
        if other.__class__ not in _PLAIN and not hasattr(other, "__float__"):
            return NotImplemented
        return make(POWK, (self,), float(other))

    def __radd__(self, other: Number) -> Value:
        return NotImplemented if (leaf := _leaf(other)) is None else _binary(ADD, leaf, self)

    def __rsub__(self, other: Number) -> Value:
        return NotImplemented if (leaf := _leaf(other)) is None else _binary(SUB, leaf, self)

    def __rmul__(self, other: Number) -> Value:
        return NotImplemented if (leaf := _leaf(other)) is None else _binary(MUL, leaf, self)

    def __rtruediv__(self, other: Number) -> Value:
        return NotImplemented if (leaf := _leaf(other)) is None else _binary(DIV, leaf, self)

    def __rpow__(self, other: Number) -> Value:
        return NotImplemented if (leaf := _leaf(other)) is None else _binary(POW, leaf, self)

    def __neg__(self) -> Value:
        return _unary(NEG, self)

    def __pos__(self) -> Value:
        return self

    def __abs__(self) -> Value:
        return _unary(OPS["abs"], self)

    # -- functions ----------------------------------------------------------------------------

    def exp(self) -> Value:
        return _unary(OPS["exp"], self)

    def expm1(self) -> Value:
        return _unary(OPS["expm1"], self)

    def log(self) -> Value:
        return _unary(OPS["log"], self)

    def log2(self) -> Value:
        return _unary(OPS["log2"], self)

    def log10(self) -> Value:
        return _unary(OPS["log10"], self)

    def log1p(self) -> Value:
        return _unary(OPS["log1p"], self)

    def sqrt(self) -> Value:
        return _unary(OPS["sqrt"], self)

    def tanh(self) -> Value:
        return _unary(OPS["tanh"], self)

    def sigmoid(self) -> Value:
        return _unary(OPS["sigmoid"], self)

    def relu(self) -> Value:
        return _unary(OPS["relu"], self)

    def leaky_relu(self, slope: Number = 0.01) -> Value:
        return make(OPS["leaky_relu"], (self,), float(slope))

    def softplus(self) -> Value:
        return _unary(OPS["softplus"], self)

    def silu(self) -> Value:
        return _unary(OPS["silu"], self)

    def gelu(self) -> Value:
        return _unary(OPS["gelu"], self)

    def erf(self) -> Value:
        return _unary(OPS["erf"], self)

    def sin(self) -> Value:
        return _unary(OPS["sin"], self)

    def cos(self) -> Value:
        return _unary(OPS["cos"], self)

    def tan(self) -> Value:
        return _unary(OPS["tan"], self)

    def asin(self) -> Value:
        return _unary(OPS["asin"], self)

    def acos(self) -> Value:
        return _unary(OPS["acos"], self)

    def atan(self) -> Value:
        return _unary(OPS["atan"], self)

    def sinh(self) -> Value:
        return _unary(OPS["sinh"], self)

    def cosh(self) -> Value:
        return _unary(OPS["cosh"], self)

    def abs(self) -> Value:
        return _unary(OPS["abs"], self)

    def max(self, other: Value | Number) -> Value:
        return _binary(OPS["max"], self, other if isinstance(other, Value) else Value(other))

    def min(self, other: Value | Number) -> Value:
        return _binary(OPS["min"], self, other if isinstance(other, Value) else Value(other))

    # -- gradients ----------------------------------------------------------------------------

    def backward(self) -> None:
        """Set this Value's grad to 1 and accumulate every other's, in reverse topological order.

        A second call accumulates onto what is there, as micrograd's does.
        """
        from engine.backward import accumulate  # backward imports Value for its types

        accumulate(self)

    # -- copies -------------------------------------------------------------------------------

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in _KEPT)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """Parents are set before their children, so the order of creation is topological again."""
        for name, value in zip(_KEPT, state, strict=True):
            setattr(self, name, value)
        self.serial = next(_serial)

    def __deepcopy__(self, memo: dict[int, Any]) -> Value:
        """A copy of the whole graph, however deep it is."""
        from engine.graph import topological_order  # graph imports Value for its types

        for value in topological_order(self):
            if id(value) not in memo:
                memo[id(value)] = copied = copy(value)
                copied.parents = tuple(memo[id(parent)] for parent in value.parents)
        return cast("Value", memo[id(self)])

    # -- micrograd's names --------------------------------------------------------------------

    @property
    def _prev(self) -> tuple[Value, ...]:
        return self.parents

    @property
    def _op(self) -> str:
        if self.op is None:
            return ""
        if self.op is POWK:
            return f"**{self.constant:g}"
        return _MICROGRAD_OP.get(self.op.name, self.op.name)

    def __repr__(self) -> str:
        return f"Value(data={self.data}, grad={self.grad})"

    def _repr_svg_(self) -> str:
        """The picture a notebook shows."""
        from engine.draw import svg  # drawing is loaded only where somebody looks

        return svg(self)


def make(op: Op, parents: tuple[Value, ...], constant: float = 0.0) -> Value:
    """The Value that `op` makes of its parents, and of its constant if it takes one (`a ** 2`)."""
    if op.takes_constant:
        value = _result(op, op.forward(parents[0].data, constant), parents)
        value.constant = constant
        return value
    if len(parents) == 2:
        a, b = parents
        return _result(op, op.forward(a.data, b.data), parents)
    return _result(op, op.forward(parents[0].data), parents)


def node(
    op: Op, data: float, parents: tuple[Value, ...], constant: float, label: str,
    span: tuple[int, int] | None, scope: tuple[str, ...],
) -> Value:  # fmt: skip
    """A Value whose data the caller has computed by `op`'s own rule, with its place already known."""
    value: Value = _new(Value)
    value.data = data
    value.grad = 0.0
    value.op = op
    value.parents = parents
    value.constant = constant
    value.label = label
    value.span = span
    value.scope = scope
    value.serial = next(_serial)
    return value


def _leaf(number: Number) -> Value | None:
    """A leaf for a plain number in an expression; None for what is no number."""
    if number.__class__ not in _PLAIN and not hasattr(number, "__float__"):
        return None
    value: Value = _new(Value)  # `__init__` written out
    value.data = float(number)
    value.grad = 0.0
    value.op = None
    value.parents = ()
    value.constant = 0.0
    value.label = ""
    value.span = None
    value.scope = ()
    value.serial = next(_serial)
    return value


def _unary(op: Op, a: Value) -> Value:
    return _result(op, op.forward(a.data), (a,))


def _binary(op: Op, a: Value, b: Value) -> Value:
    value: Value = _new(Value)  # `_result` written out: most nodes of most graphs are made here
    value.data = op.forward(a.data, b.data)
    value.grad = 0.0
    value.op = op
    value.parents = (a, b)
    value.constant = 0.0
    value.label = ""
    value.span = None
    value.scope = ()
    value.serial = next(_serial)
    return value


def _result(op: Op, data: float, parents: tuple[Value, ...]) -> Value:
    value: Value = _new(Value)  # skips __init__, which is for leaves
    value.data = data
    value.grad = 0.0
    value.op = op
    value.parents = parents
    value.constant = 0.0
    value.label = ""
    value.span = None
    value.scope = ()
    value.serial = next(_serial)
    return value

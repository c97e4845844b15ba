"""Random programs as people write them: assignments, augmented ones, functions, methods, names used again."""

import math
from typing import NamedTuple

from hypothesis import strategies as st

from tests.engine.oracle import FLOATS

_FUNCTIONS = (
    "tanh", "sigmoid", "sin", "cos", "softplus", "atan", "arctan", "gelu", "silu", "erf", "relu", "abs",
    "square", "leaky_relu", "exp", "log", "ln", "log1p", "expm1", "sqrt",
)  # fmt: skip
_NAMES = ("a", "b", "c", "x1", "w_2", "loss", "é", "θ")
_SUM, _PRODUCT, _UNARY, _ATOM = 1, 2, 3, 5


class Piece(NamedTuple):
    """An expression: its text, what it comes to, how tightly it binds, how many Values it makes at most."""

    text: str
    data: float
    binds: int
    size: int


def _inside(piece: Piece, least: int) -> str:
    return piece.text if piece.binds >= least else f"({piece.text})"


def _float_function(name: str, a: float) -> float:
    sigmoid = FLOATS.functions["sigmoid"](a)
    match name:
        case "sigmoid":
            return float(sigmoid)
        case "silu":
            return float(a * sigmoid)
        case "softplus":
            return math.log1p(math.exp(a))
        case "gelu":
            return a * (1 + math.erf(a / math.sqrt(2))) / 2
        case "relu":
            return max(a, 0.0)
        case "leaky_relu":
            return a if a > 0 else 0.01 * a
        case "square":
            return a * a
        case "arctan":
            return math.atan(a)
        case "ln":
            return math.log(a)
        case "abs":
            return abs(a)
    return float(getattr(math, name)(a))


def _allowed(name: str, a: float) -> bool:
    if name in ("relu", "abs", "leaky_relu"):
        return abs(a) > 1e-3
    if name in ("log", "ln", "sqrt", "log1p"):
        return a > 0.1
    return abs(a) < 4


@st.composite
def _pieces(draw: st.DrawFn, names: dict[str, float], depth: int) -> Piece:
    kind = draw(st.integers(0, 9)) if depth else draw(st.integers(0, 1))
    if kind == 0 and names:
        name = draw(st.sampled_from(sorted(names)))
        return Piece(name, names[name], _ATOM, 0)
    if kind <= 1:
        number = draw(st.floats(0.1, 4).map(lambda x: round(x, 3)))
        text = draw(st.sampled_from([f"{number}", f"{number:g}", f"{number:e}"]))
        number = float(text)
        if draw(st.booleans()):
            return Piece(text, number, _ATOM, 1)
        return Piece(f"-{text}", -number, _UNARY, 1)
    left = draw(_pieces(names, depth - 1))
    if kind == 2:
        return Piece(f"-({left.text})", -left.data, _UNARY, left.size + 1)
    if kind <= 4:
        name = draw(st.sampled_from(_FUNCTIONS))
        if not _allowed(name, left.data):
            name = "tanh"
        data = _float_function(name, left.data)
        if draw(st.booleans()) or left.text[0] in "-0123456789":
            return Piece(f"{name}({left.text})", data, _ATOM, left.size + 1)
        return Piece(f"{_inside(left, _ATOM)}.{name}()", data, _ATOM, left.size + 1)
    if kind == 5:
        exponent = draw(st.sampled_from([2, 3, -1, 0.5, 1]))
        if (exponent in (-1, 0.5) and left.data < 0.2) or abs(left.data) > 3:
            exponent = 1
        power = draw(st.sampled_from(["**", " ** ", "^"]))
        data = math.pow(left.data, exponent)
        return Piece(f"{_inside(left, _ATOM)}{power}{exponent}", data, _UNARY, left.size + 1)
    return draw(_binary(left, draw(_pieces(names, depth - 1)), kind == 9))


@st.composite
def _binary(draw: st.DrawFn, left: Piece, right: Piece, larger: bool) -> Piece:
    size = left.size + right.size + 1
    blank = draw(st.sampled_from(["", " "]))
    sign = draw(st.sampled_from("+-*/"))
    if larger and abs(left.data - right.data) > 1e-3:
        data = max(left.data, right.data)
        return Piece(f"max({left.text},{blank}{right.text})", data, _ATOM, size)
    if sign == "/" and abs(right.data) < 0.2:
        sign = "+"
    if sign == "*" and abs(left.data * right.data) > 15:
        sign = "-"
    data = {
        "+": left.data + right.data, "-": left.data - right.data, "*": left.data * right.data,
        "/": left.data / (right.data or 1),
    }[sign]  # fmt: skip
    binds = _SUM if sign in "+-" else _PRODUCT
    text = f"{_inside(left, binds)}{blank}{sign}{blank}{_inside(right, binds + 1)}"
    piece = Piece(text, data, binds, size)
    return Piece(f"tanh({text})", math.tanh(data), _ATOM, size + 1) if abs(data) > 15 else piece


@st.composite
def programs(draw: st.DrawFn, most: int = 200) -> str:
    """A program of at most `most` Values whose every number stays between -50 and 50."""
    names: dict[str, float] = {}
    lines: list[str] = []
    size = 0
    for _ in range(draw(st.integers(1, 12))):
        piece = draw(_pieces(names, draw(st.integers(0, 4))))
        size += piece.size + 1
        if size > most:
            break
        name = draw(st.sampled_from(_NAMES))
        sign = draw(st.sampled_from("+-*"))
        if name in names and draw(st.booleans()) and abs(names[name]) * max(1.0, abs(piece.data)) < 15:
            old = names[name]
            names[name] = {"+": old + piece.data, "-": old - piece.data, "*": old * piece.data}[sign]
            lines.append(f"{name} {sign}= {piece.text}")
        else:
            names[name] = piece.data
            lines.append(f"{name} = {piece.text}")
        if draw(st.integers(0, 5)) == 0:
            lines.append(draw(st.sampled_from(["", "# a remark: x^2 (", "   "])))
    if not names:
        names["a"] = 1.0
        lines.append("a = 1.0")
    lines.append("L = " + " + ".join(f"{name}*0.5" for name in sorted(names)))
    return draw(st.sampled_from(["\n", "\n", "\r\n"])).join(lines)

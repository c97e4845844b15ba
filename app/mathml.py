"""Formulas as MathML Core: those of the op table, and those of ops that a program defines itself.

Only the kinds of syntax named here become markup; whatever else stands in a person's formula is a ValueError.
"""

import ast
from typing import Final

_FENCED: Final = {"abs": ("|", "|")}
_LETTER: Final = {"sigmoid": "σ", "pi": "π"}
_RELATION: Final = {ast.Gt: "&gt;", ast.Lt: "&lt;", ast.Eq: "=", ast.GtE: "≥", ast.LtE: "≤"}
_ADD, _MUL, _NEG, _POW, _ATOM = range(5)


def mathml(formula: str) -> str:
    """A Python expression as the inside of a `math` element. Names a, b, k and o carry `data-name`."""
    return _row(ast.parse(formula, mode="eval").body)[0]


def _row(node: ast.expr) -> tuple[str, int]:
    """The markup of a node and how tightly it binds."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return f"<mn>{value:g}</mn>", _ATOM
        case ast.Name(id=name):
            mark = f' data-name="{name}"' if name in ("a", "b", "k", "o") else ""
            return f"<mi{mark}>{_LETTER.get(name, name)}</mi>", _ATOM
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"<mo>−</mo>{_at_least(operand, _MUL)}", _ADD
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return f"<msup>{_one(_at_least(left, _ATOM))}{_one(_row(right)[0])}</msup>", _POW
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return f"<mfrac>{_one(_row(left)[0])}{_one(_row(right)[0])}</mfrac>", _ATOM
        case ast.BinOp(left=ast.Constant() as number, op=ast.Mult(), right=right) if not _is_number(right):
            return f"{_row(number)[0]}<mo>&#x2062;</mo>{_at_least(right, _POW)}", _MUL
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return f"{_at_least(left, _MUL)}<mo>⋅</mo>{_at_least(right, _NEG)}", _MUL
        case ast.BinOp(left=left, op=op, right=right):
            sign = "+" if isinstance(op, ast.Add) else "−"
            return f"{_at_least(left, _ADD)}<mo>{sign}</mo>{_at_least(right, _MUL)}", _ADD
        case ast.Call(func=ast.Name(id=name), args=args):
            return _call(name, args), _ATOM
        case ast.IfExp():
            return _cases(node), _ATOM
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return f"{_row(left)[0]}<mo>{_RELATION[type(op)]}</mo>{_row(right)[0]}", _ADD
    raise ValueError(f"no MathML for {ast.dump(node)}")


def _is_number(node: ast.expr) -> bool:
    """Whether it starts with a digit, so that a number before it would become another number."""
    first = node
    while isinstance(first, ast.BinOp) and not isinstance(first.op, ast.Div):
        first = first.left
    return isinstance(first, ast.Constant)


def _call(name: str, args: list[ast.expr]) -> str:
    inner = "<mo>,</mo>".join(_row(arg)[0] for arg in args)
    if name == "exp":
        return f"<msup><mi>e</mi>{_one(inner)}</msup>"
    if name == "sqrt":
        return f"<msqrt>{inner}</msqrt>"
    if name in _FENCED:
        opening, closing = _FENCED[name]
        return f"<mrow><mo>{opening}</mo>{inner}<mo>{closing}</mo></mrow>"
    base = name.rstrip("0123456789")
    label = f"<mi>{_LETTER.get(name, name)}</mi>"
    if base == "log" and base != name:
        label = f"<msub><mi>log</mi><mn>{name[3:]}</mn></msub>"
    return f"<mrow>{label}<mo>&#x2061;</mo><mo>(</mo>{inner}<mo>)</mo></mrow>"


def _cases(node: ast.expr) -> str:
    """A chain of `x if condition else …` as the cases of a definition."""
    rows = ""
    while isinstance(node, ast.IfExp):
        condition = f"<mtext>if&#xa0;</mtext>{_row(node.test)[0]}"
        rows += f"<mtr><mtd>{_row(node.body)[0]}</mtd><mtd>{condition}</mtd></mtr>"
        node = node.orelse
    rows += f"<mtr><mtd>{_row(node)[0]}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr>"
    return f'<mrow><mo stretchy="true">{{</mo><mtable class="cases">{rows}</mtable></mrow>'


def _at_least(node: ast.expr, strength: int) -> str:
    """The markup of an operand, in brackets if it binds more loosely than its place needs."""
    markup, own = _row(node)
    return markup if own >= strength else f"<mrow><mo>(</mo>{markup}<mo>)</mo></mrow>"


def _one(markup: str) -> str:
    """As a single element, which fractions and powers need."""
    return f"<mrow>{markup}</mrow>"

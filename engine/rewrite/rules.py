"""Which op is which other ops: rules as data.

`whole` and `parts` are texts in `a` and `b`; `e` is a piece that gets a line of its own, because it is used
more than once. The tests compute both sides of every rule at many points.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import Final


@dataclass(frozen=True)
class Rule:
    """`whole` can be written as `parts`; where `parts` holds `e`, that is `shared`."""

    op: str
    whole: str
    parts: str
    shared: str = ""
    title: str = ""

    @cached_property
    def parts_tree(self) -> ast.expr:
        """The parts with `e` put in, to be recognised."""
        tree = _expression(self.parts)
        return _Put(_expression(self.shared)).visit(tree) if self.shared else tree


class _Put(ast.NodeTransformer):
    def __init__(self, shared: ast.expr) -> None:
        self.shared = shared

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.shared if node.id == "e" else node


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


PARTS: Final = (
    Rule("tanh", "tanh(a)", "(e - 1)/(e + 1)", "exp(2*a)", "tanh as exponentials"),
    Rule("sigmoid", "sigmoid(a)", "1/(1 + exp(-a))", "", "sigmoid as an exponential"),
    Rule("silu", "silu(a)", "a*sigmoid(a)", "", "SiLU as a product"),
    Rule("softplus", "softplus(a)", "log(1 + exp(a))", "", "softplus as log and exp"),
    Rule("sinh", "sinh(a)", "(exp(a) - exp(-a))/2", "", "sinh as exponentials"),
    Rule("cosh", "cosh(a)", "(exp(a) + exp(-a))/2", "", "cosh as exponentials"),
    Rule("tan", "tan(a)", "sin(a)/cos(a)", "", "tan as a quotient"),
    Rule("gelu", "gelu(a)", "a*(1 + erf(a/sqrt(2)))/2", "", "GELU with erf"),
    Rule("expm1", "expm1(a)", "exp(a) - 1", "", "expm1 as exp"),
    Rule("log1p", "log1p(a)", "log(1 + a)", "", "log1p as log"),
    Rule("log2", "log2(a)", "log(a)/log(2)", "", "log2 as natural logarithms"),
    Rule("log10", "log10(a)", "log(a)/log(10)", "", "log10 as natural logarithms"),
    Rule("sqrt", "sqrt(a)", "a**0.5", "", "a root as a power"),
    Rule("max", "max(a, b)", "(a + b + abs(a - b))/2", "", "the larger with an absolute value"),
    Rule("min", "min(a, b)", "(a + b - abs(a - b))/2", "", "the smaller with an absolute value"),
    Rule("div", "a/b", "a*b**-1", "", "a quotient as a product with a power"),
    Rule("sub", "a - b", "a + (-b)", "", "a difference as a sum with a minus sign"),
    Rule("neg", "-a", "a*(-1)", "", "a minus sign as a product with -1"),
)
"""One step down for each op that has one."""

MICROGRAD: Final = (
    Rule("div", "a/b", "a*b**-1", "", "micrograd's division"),
    Rule("sub", "a - b", "a + b*(-1)", "", "micrograd's subtraction"),
    Rule("neg", "-a", "a*(-1)", "", "micrograd's minus sign"),
)
"""What micrograd itself makes of the operators. With it a graph has as many Values as micrograd's."""

DIFFERENCE: Final = Rule("sub", "a - b", "a + (-b)", "", "micrograd's subtraction of a number")
"""micrograd turns a plain number's sign itself. Read backwards only: of two Values it is `a + b*(-1)`."""

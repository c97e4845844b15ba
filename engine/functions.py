"""The functions a program may call, by the names people use, each one op of the table."""

from __future__ import annotations

import ast
import difflib
import math
from typing import Final

from engine.ops import OPS, Op

_ALIASES: Final = {
    "ln": "log",
    "swish": "silu",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "maximum": "max",
    "minimum": "min",
    "absolute": "abs",
    "fabs": "abs",
    "logistic": "sigmoid",
    "expit": "sigmoid",
    "square": "powk",
}
_OPERATORS: Final = {"add", "sub", "mul", "div", "neg", "powk"}

ARITHMETIC: Final[dict[type[ast.operator], Op]] = {
    ast.Add: OPS["add"], ast.Sub: OPS["sub"], ast.Mult: OPS["mul"], ast.Div: OPS["div"], ast.Pow: OPS["pow"],
}  # fmt: skip
"""The operators that are ops."""
FUNCTIONS: Final[dict[str, Op]] = {
    **{name: op for name, op in OPS.items() if name not in _OPERATORS},
    **{alias: OPS[name] for alias, name in _ALIASES.items()},
}
"""`tanh(x)`, and as a method `x.tanh()`. `max` and `min` take two arguments or more."""

DEFAULT_CONSTANTS: Final = {"powk": 2.0, "leaky_relu": 0.01}
"""The constant of an op when the call gives none: `square(x)`, `leaky_relu(x)`."""

CONSTANTS: Final = {"pi": math.pi, "tau": math.tau, "π": math.pi, "τ": math.tau}
"""Names that have a value of their own until a program assigns to them."""

MODULE_CONSTANTS: Final = {"pi": math.pi, "tau": math.tau, "e": math.e}
"""`math.e`; a bare `e` is a name like any other, unless it was imported."""

MODULES: Final = {"math", "np", "numpy", "torch"}
"""`math.exp(x)` is `exp(x)`."""

IMPORTABLE: Final = {"micrograd", "micrograd.engine", "engine", "math", "numpy", "torch"}


def nearest(name: str, candidates: list[str]) -> str | None:
    """The candidate somebody probably meant by `name`."""
    lowered = name.lower()
    for candidate in candidates:
        if candidate.lower() == lowered:
            return candidate
    letters = sorted(lowered)
    for candidate in candidates:
        if sorted(candidate.lower()) == letters:
            return candidate  # two of them changed places
    matches = difflib.get_close_matches(lowered, candidates, n=1, cutoff=0.7)
    return matches[0] if matches else None

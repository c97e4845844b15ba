"""How other libraries write each op: a table for each of them.

A row is what stands for the op in that library's Python: `{a}` and `{b}` are the operands, `{k}` the op's
constant, and how tightly all of it binds. Infix operators are the same everywhere and have no row. Every row
keeps livegrad's own choices at the places where a derivative does not exist; the tests execute all of them
beside the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from engine.functions import FUNCTIONS

INFIX: Final = {"add": ("+", 1), "sub": ("-", 1), "mul": ("*", 2), "div": ("/", 2)}
"""The sign, and how tightly it binds."""
ANY, SIGN, POWER, ATOM = 0, 3, 4, 5
"""How tightly a text binds."""


class Row(NamedTuple):
    """A text, how tightly its operands must bind where they stand in it, and how tightly it binds itself."""

    text: str
    operands: int = ANY
    binds: int = ATOM


@dataclass(frozen=True, slots=True)
class Target:
    """A library that programs can be written for. `reserved` are names that it needs itself.

    `frozen` is a power whose exponent gets no gradient; None where a power of two Values is a call.
    """

    name: str
    calls: Mapping[str, Row]
    reserved: frozenset[str] = field(default_factory=frozenset)
    frozen: Row | None = None


def _rows(**texts: str) -> dict[str, Row]:
    return {name: Row(text) for name, text in texts.items()}


def _same(prefix: str, names: str) -> dict[str, Row]:
    return {name: Row(f"{prefix}{name}({{a}})") for name in names.split()}


PYTORCH: Final = Target(
    "pytorch",
    {
        **_same(
            "torch.", "exp expm1 log log2 log10 log1p sqrt tanh sigmoid relu erf sin cos tan asin acos atan"
        ),
        **_same("torch.", "sinh cosh abs"),
        **_rows(
            leaky_relu="torch.nn.functional.leaky_relu({a}, {k})",
            softplus="torch.logaddexp({a}, torch.tensor(0.0))",  # softplus itself turns linear at 20
            silu="torch.nn.functional.silu({a})",
            gelu="torch.nn.functional.gelu({a})",
            max="torch.maximum({a}, {b})",
            min="torch.minimum({a}, {b})",
        ),
    },
    frozenset({"torch", "show", "inner"}),
    Row("{a} ** {b}.detach()", ATOM, POWER),
)

JAX: Final = Target(
    "jax",
    {
        **_same("jnp.", "exp expm1 log log2 log10 log1p sqrt tanh sin cos tan sinh cosh"),
        "abs": Row("jnp.sign({a}) * {a}", SIGN, INFIX["mul"][1]),  # abs itself has slope 1 at 0
        "leaky_relu": Row("jnp.where({a} > 0, {a}, {k} * {a})", SIGN),  # leaky_relu itself has slope 1 at 0
        **_rows(
            asin="jnp.arcsin({a})",
            acos="jnp.arccos({a})",
            atan="jnp.arctan({a})",
            sigmoid="jax.nn.sigmoid({a})",
            relu="jax.nn.relu({a})",
            softplus="jnp.logaddexp({a}, 0.0)",
            silu="jax.nn.silu({a})",
            gelu="jax.nn.gelu({a}, approximate=False)",
            erf="jax.scipy.special.erf({a})",
            max="jnp.maximum({a}, {b})",
            min="jnp.minimum({a}, {b})",
        ),
    },
    frozenset({"jax", "jnp", "result", "gradients", "leaves"}),
    Row("{a} ** jax.lax.stop_gradient({b})", ATOM, POWER),
)

# micrograd has + - * / **, a number as exponent, and relu; the rest is one function each, written out
MICROGRAD: Final = Target(
    "micrograd",
    {"relu": Row("{a}.relu()", ATOM)},
    frozenset({"Value", "math", "op", "show", "sys"}),
)

LIVEGRAD: Final = Target(
    "livegrad",
    {
        **_same(
            "", "exp expm1 log log2 log10 log1p sqrt tanh sigmoid relu softplus silu gelu erf sin cos tan"
        ),
        **_same("", "asin acos atan sinh cosh abs"),
        **_rows(leaky_relu="leaky_relu({a}, {k})", max="max({a}, {b})", min="min({a}, {b})"),
    },
    frozenset({*FUNCTIONS, "Value", "op"}),
    Row("{a} ** {b}", ATOM, POWER),
)

_SIGMOID: Final = "1 / (1 + math.exp(min(-a, 700.0)))"
_LARGER: Final = "1.0 if a > b else 0.5 if a == b else 0.0"
_SMALLER: Final = "1.0 if a < b else 0.5 if a == b else 0.0"
MATH: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "exp": ("math.exp(a)", ("o",)),
    "expm1": ("math.expm1(a)", ("o + 1",)),
    "log": ("math.log(a)", ("1 / a",)),
    "log2": ("math.log2(a)", ("1 / (a * math.log(2))",)),
    "log10": ("math.log10(a)", ("1 / (a * math.log(10))",)),
    "log1p": ("math.log1p(a)", ("1 / (1 + a)",)),
    "sqrt": ("math.sqrt(a)", ("0.5 / o",)),
    "tanh": ("math.tanh(a)", ("1 - o * o",)),
    "sigmoid": (_SIGMOID, ("o / (1 + math.exp(min(a, 700.0)))",)),
    "relu": ("max(a, 0.0)", ("1.0 if a > 0 else 0.0",)),
    "leaky_relu": ("a if a > 0 else k * a", ("1.0 if a > 0 else k",)),
    "softplus": ("max(a, 0.0) + math.log1p(math.exp(-abs(a)))", (_SIGMOID,)),
    "silu": (
        f"a * ({_SIGMOID})",
        (f"(1 + a / (1 + math.exp(min(a, 700.0)))) * ({_SIGMOID})",),
    ),
    "gelu": (
        "a * 0.5 * math.erfc(-a / math.sqrt(2))",
        ("0.5 * math.erfc(-a / math.sqrt(2)) + a * math.exp(-a * a / 2) / math.sqrt(2 * math.pi)",),
    ),
    "erf": ("math.erf(a)", ("2 * math.exp(-a * a) / math.sqrt(math.pi)",)),
    "sin": ("math.sin(a)", ("math.cos(a)",)),
    "cos": ("math.cos(a)", ("-math.sin(a)",)),
    "tan": ("math.tan(a)", ("1 + o * o",)),
    "asin": ("math.asin(a)", ("1 / math.sqrt((1 - a) * (1 + a))",)),
    "acos": ("math.acos(a)", ("-1 / math.sqrt((1 - a) * (1 + a))",)),
    "atan": ("math.atan(a)", ("1 / (1 + a * a)",)),
    "sinh": ("math.sinh(a)", ("math.cosh(a)",)),
    "cosh": ("math.cosh(a)", ("math.sinh(a)",)),
    "abs": ("abs(a)", ("float((a > 0) - (a < 0))",)),
    "max": ("max(a, b)", (_LARGER, _SMALLER)),
    "min": ("min(a, b)", (_SMALLER, _LARGER)),
    "pow": ("math.pow(a, b)", ("b * math.pow(a, b - 1) if b else 0.0", "o * math.log(a) if a > 0 else 0.0")),
}  # fmt: skip
"""For micrograd, in plain Python: the result `o` of the numbers `a` and `b`, and its local derivatives."""

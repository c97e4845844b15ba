"""`math`, on plain numbers; its functions that are ops of the table take Values too."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.functions import FUNCTIONS
from engine.language.machine import values
from engine.language.machine.iteration import listed
from engine.language.machine.kinds import Array, Builtin, Data, Implementation, Module
from engine.language.machine.operators import binary
from engine.language.machine.state import Machine
from engine.ops import Op
from engine.value import Value

_OWN: Final = [
    "floor",
    "ceil",
    "trunc",
    "fabs",
    "fmod",
    "gcd",
    "isnan",
    "isinf",
    "isfinite",
    "hypot",
    "atan2",
    "degrees",
    "radians",
    "copysign",
    "isclose",
    "dist",
    "gamma",
    "lgamma",
    "erfc",
    "cbrt",
    "exp2",
    "asinh",
    "acosh",
    "atanh",
    "modf",
    "remainder",
]


def on_numbers(name: str, function: Callable[..., Data]) -> Builtin:
    """A function that takes plain numbers only."""

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        for arg in args:
            if type(arg) is Value:
                hint = "Use the ops of the table, or its number: x.data"
                raise LanguageError("type", f"{name}() takes plain numbers, not Values.", None, hint)
            if not isinstance(arg, (int, float)):
                raise TypeError
            if isinstance(arg, int):
                m.check_bits(arg.bit_length())
        return function(*args, **kwargs)

    return Builtin(name, run)


def of_table(name: str) -> Builtin:
    """An op on a Value; on a plain number Python's own function, to the last bit."""
    op = FUNCTIONS[name]
    plain: Callable[..., float] = getattr(math, name, op.forward)

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        if kwargs:
            raise TypeError
        if any(type(arg) in (Value, Array) for arg in args):
            return values.apply(m, name, op, args, site)
        for arg in args:
            if not isinstance(arg, (int, float)):
                raise TypeError
        return plain(*args)

    return Builtin(name, run)


def op_of(op: Op) -> Builtin:
    """An op that the program defines itself."""

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        if kwargs:
            raise TypeError
        m.burn(site, m.source.own_sizes.get(op.name, 0) + 1)
        return values.apply(m, op.name, op, args, site)

    return Builtin(op.name, run)


def _fsum(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> float:
    return math.fsum(listed(m, args[0], site))


def _whole(name: str, most: int) -> Implementation:
    function: Callable[..., int] = getattr(math, name)

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> int:
        if any(not isinstance(arg, int) or arg > most for arg in args):
            raise LanguageError("limit", f"{name}() takes whole numbers up to {most} here.", None, None)
        found = function(*args)
        m.check_bits(found.bit_length())
        return found

    return run


def _product(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    """`math.prod`, of Values too."""
    if len(args) != 1 or not kwargs.keys() <= {"start"}:
        raise TypeError
    multiply = binary(m, ast.Mult, site, site, site)
    found = kwargs.get("start", 1)
    for item in listed(m, args[0], site):
        found = multiply(found, item)
    return found


def _of_whole(function: Callable[..., int]) -> Implementation:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> int:
        if kwargs or not all(isinstance(arg, int) for arg in args):
            raise TypeError
        m.check_bits(sum(arg.bit_length() for arg in args))
        return function(*args)

    return run


SHARED: Final = [name for name in FUNCTIONS if hasattr(math, name)]
MATH: Final = Module(
    "math",
    {
        "pi": math.pi,
        "tau": math.tau,
        "e": math.e,
        "inf": math.inf,
        "nan": math.nan,
        **{name: on_numbers(name, getattr(math, name)) for name in _OWN if hasattr(math, name)},
        **{name: of_table(name) for name in SHARED},
        "pow": of_table("pow"),
        "prod": Builtin("prod", _product),
        "isqrt": Builtin("isqrt", _of_whole(math.isqrt)),
        "lcm": Builtin("lcm", _of_whole(math.lcm)),
        "fsum": Builtin("fsum", _fsum),
        "factorial": Builtin("factorial", _whole("factorial", 500)),
        "comb": Builtin("comb", _whole("comb", 500)),
    },
)

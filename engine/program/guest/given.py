"""What a program finds without an import: `Value`, the functions of the table, and its own `op f(x) = …`."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any, Final

import engine.value
from engine.functions import CONSTANTS, DEFAULT_CONSTANTS, FUNCTIONS, MODULE_CONSTANTS
from engine.ops import Op
from engine.program.guest.watching import Watched
from engine.value import Value, make


def _function(name: str, op: Op) -> Callable[..., Any]:
    """An op as a function: of numbers a number, of a Value or more a Value. Some take a constant last."""
    constants = (DEFAULT_CONSTANTS[op.name],) if op.takes_constant else ()

    def function(*operands: Any) -> Any:
        given, last = operands[: op.arity], operands[op.arity :]
        if len(given) < op.arity or len(last) > (name == op.name) * len(constants):
            plural = "" if op.arity == 1 else "s"
            raise TypeError(f"{name}() takes {op.arity} argument{plural}, not {len(operands)}")
        constant = last or constants
        if not any(isinstance(operand, Value) for operand in given):
            return op.forward(*given, *constant)
        return make(op, tuple(o if isinstance(o, Value) else _lifted(o) for o in given), *constant)

    function.__name__ = function.__qualname__ = name
    return function


def _lifted(number: Any) -> Value:
    """A number that meets a Value, as one."""
    leaf = engine.value._leaf(number)
    if leaf is None:
        raise TypeError(f"must be a number or a Value, not {type(number).__name__}")
    return leaf


NAMES: Final[dict[str, Any]] = {
    **CONSTANTS,
    **{name: _function(name, op) for name, op in FUNCTIONS.items() if not hasattr(builtins, name)},
    "Value": Watched,
}  # fmt: skip
"""Without `abs` and its like, which are Python's own."""
for _name, _op in FUNCTIONS.items():
    if not hasattr(Watched, _name):  # `x.arctan()`: formulas call every op by all its names
        setattr(Watched, _name, _function(_name, _op))
_IN_FORMULAS: Final[dict[str, Any]] = {
    **MODULE_CONSTANTS, **CONSTANTS, **{name: op.forward for name, op in FUNCTIONS.items()},
    "max": max, "min": min,
}  # fmt: skip


def own_ops(definitions: list[dict[str, Any]]) -> dict[str, Any]:
    """The functions of a program's own ops, each making a Value whose op has that name; methods too."""
    functions = {told["name"]: _function(told["name"], _own_op(told)) for told in definitions}
    for name, function in functions.items():
        setattr(Watched, name, function)
    return functions


def _own_op(told: dict[str, Any]) -> Op:
    head = f"lambda {', '.join(told['arguments'])}: "
    # the program's own text, in the sandbox
    forward, *slopes = (eval(f"{head}float({text})", dict(_IN_FORMULAS)) for text in told["formulas"])  # noqa: S307
    return Op(
        told["name"], len(told["arguments"]), told["name"], forward,
        lambda _, *data: tuple(slope(*data) for slope in slopes), "", (), (),
    )  # fmt: skip

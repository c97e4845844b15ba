"""What programs import that is not Python's own: small packages under `modules`, and the engine's own nets.

An import that is not there is an ordinary ImportError, where it is reached.
"""

from __future__ import annotations

import importlib
import math
from typing import Any

from engine.functions import FUNCTIONS
from engine.ops import Op
from engine.program.guest.output import Output
from engine.program.guest.watching import Watched
from engine.value import Value, make

_PACKAGES = (
    "numpy", "matplotlib", "matplotlib.pyplot", "torch", "micrograd", "micrograd.engine", "micrograd.nn",
    "sklearn", "sklearn.datasets", "graphviz", "IPython", "IPython.display", "tqdm", "tqdm.auto",
    "tqdm.notebook", "networkx",
)  # fmt: skip
_present: dict[str, Any] = {}


def prepare() -> None:
    """Once, while the component is built: import all there is."""
    for name in _PACKAGES:
        try:
            _present[name] = importlib.import_module(name)
        except ModuleNotFoundError:
            continue


def begin() -> None:
    """Before every run: forget what the last one drew and drew from."""
    for module in _present.values():
        if (reset := getattr(module, "_begin_run", None)) is not None:
            reset()


def end_of_cell() -> None:
    """A notebook shows at a cell's end what was drawn in it."""


def end(output: Output) -> None:
    """After the program: figures that nobody showed."""


def show(value: Any) -> None:
    """A cell's last value, as a notebook shows it."""
    print(repr(value))


def own_ops(definitions: list[dict[str, Any]]) -> dict[str, Any]:
    """The functions of `op f(x) = …`, each making a Value whose op has that name."""
    return {told["name"]: _own_op(told) for told in definitions}


def _own_op(told: dict[str, Any]) -> Any:
    given = {name: op.forward for name, op in FUNCTIONS.items()} | {"pi": math.pi, "tau": math.tau}
    arguments: list[str] = told["arguments"]
    head = f"lambda {', '.join(arguments)}: "
    forward = eval(head + told["body"], dict(given))  # noqa: S307 (the program's own text, in the sandbox)
    slopes = [eval(head + text, dict(given)) for text in told["derivatives"]]  # noqa: S307
    op = Op(
        told["name"], len(arguments), told["name"], forward,
        lambda _, *data: tuple(slope(*data) for slope in slopes), "", (), (),
    )  # fmt: skip

    def function(*operands: Any) -> Any:
        if not any(isinstance(operand, Value) for operand in operands):
            return forward(*operands)
        parents = tuple(o if isinstance(o, Value) else Watched(o) for o in operands)
        return make(op, parents)

    function.__name__ = function.__qualname__ = told["name"]
    return function

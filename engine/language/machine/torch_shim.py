"""PyTorch's spelling for scalars: a tensor of one number is a Value."""

from __future__ import annotations

from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine import values
from engine.language.machine.dice import RANDOM
from engine.language.machine.kinds import Builtin, Data, Ignored, Module
from engine.language.machine.mathematics import SHARED, of_table
from engine.language.machine.state import Machine
from engine.value import Value

_OPS: Final = sorted({*SHARED, "relu", "sigmoid", "abs"})  # what is not in Python's math


def _tensor(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    if len(args) != 1 or not kwargs.keys() <= {"requires_grad", "dtype"}:
        hint = "Write torch.tensor(2.0, requires_grad=True)."
        raise LanguageError("arity", "A tensor is made of one number here.", None, hint)
    (data,) = args
    while isinstance(data, list) and len(data) == 1:
        (data,) = data
    if isinstance(data, (list, tuple)):
        raise LanguageError("unsupported", "A tensor has one number here.", None, "Use a list of Values.")
    if type(data) is Value:
        return data
    m.note("livegrad computes in double precision throughout.", site.span)
    return values.leaf(m, values.plain(data, site), "", site)


def _seed(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    m.note("torch.manual_seed seeds Python's generator here: the numbers are not PyTorch's.", site.span)
    RANDOM.members["seed"].run(m, args, kwargs, site)


def _no_grad(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    m.note("livegrad records every Value; under torch.no_grad() too.", site.span)
    return Ignored()


def _no_optimiser(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    hint = "Write the step itself: for p in parameters: p.data -= 0.1 * p.grad"
    raise LanguageError("unsupported", "PyTorch's optimisers are not here.", None, hint)


OPTIM: Final = Module(
    "torch.optim",
    {name: Builtin(name, _no_optimiser) for name in ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "LBFGS")},
)
_FUNCTIONS: Final[dict[str, Data]] = {name: of_table(name) for name in _OPS}
_TENSOR: Final = Builtin("tensor", _tensor)
TORCH: Final = Module(
    "torch",
    {
        **_FUNCTIONS,
        "tensor": _TENSOR,
        "Tensor": _TENSOR,
        "no_grad": Builtin("no_grad", _no_grad),
        "set_printoptions": Builtin("set_printoptions", lambda m, args, kwargs, site: None),
        "manual_seed": Builtin("manual_seed", _seed),
        "float64": None,
        "double": None,
        "float32": None,
        "optim": OPTIM,
        "nn": Module("torch.nn", {"functional": Module("torch.nn.functional", _FUNCTIONS)}),
    },
)

"""What a program can ask of a Value: its attributes, its methods, and `Value(...)` itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.language import words
from engine.language.builder import Site
from engine.language.errors import LanguageError, short
from engine.language.functions import DEFAULT_CONSTANTS, FUNCTIONS
from engine.language.machine import arrays
from engine.language.machine.kinds import Array, Builtin, Data, Implementation, Set, kind
from engine.language.machine.operators import float_of
from engine.language.machine.state import Machine
from engine.ops import OPS, Op
from engine.value import Value

_POW: Final = OPS["pow"]
_POWK: Final = OPS["powk"]

ATTRIBUTES: Final[dict[str, Callable[[Value], Data]]] = {
    "data": lambda v: v.data,
    "grad": lambda v: v.grad,
    "label": lambda v: v.label,  # what a program reads is `Builder.label_of`
    "_prev": lambda v: Set(v.parents),
    "_op": lambda v: v._op,
    "requires_grad": lambda v: True,
    "dtype": lambda v: "torch.float64",
}


def write(m: Machine, value: Value, name: str, data: Data, site: Site) -> None:
    """`x.data = …`, `x.grad = …`, `x.label = …`."""
    if name == "label":
        if not isinstance(data, str):
            raise LanguageError("type", "A label is a piece of text.", site.span, "As in x.label = 'x'.")
        m.builder.label(value, data)
        return
    if name == "requires_grad":
        m.note("Every Value here has a gradient; `requires_grad` changes nothing.", site.span)
        return
    if name == "grad" and data is None:
        data = 0.0  # PyTorch's way of clearing it
    if name not in ("data", "grad"):
        message = f"`{short(name, 30)}` of a Value cannot be written."
        raise LanguageError("type", message, site.span, "It has .data, .grad and .label to write.")
    if type(data) is Value:
        raise LanguageError(
            "type", f".{name} is a plain number, not a Value.", site.span, "Write that Value's .data there."
        )
    number = plain(data, site)
    if name == "data":
        m.recorder.write_data(value, number, site.span)
    else:
        m.graded_by_hand = True
        m.recorder.write_grad(value, number, site.span)


def plain(data: Data, site: Site) -> float:
    """A number as the float a Value keeps."""
    if isinstance(data, (int, float)):
        return float_of(data, site)
    raise LanguageError("type", f"A number belongs here, not {kind(data)}.", site.span, "Such as 2.0.")


def new(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    """`Value(2.0, label='a')`."""
    given = dict(zip(("data", "label"), args, strict=False)) | kwargs
    if (
        len(args) > 2
        or len(given) != len(args) + len(kwargs)
        or not {"data"} <= given.keys() <= {"data", "label"}
    ):
        hint = words.decimal_comma(m.source, site.span) or "Write Value(2.0, label='a')."
        raise LanguageError("arity", "Value takes a number and, if you like, a label.", None, hint)
    data, label = given["data"], given.get("label", "")
    if type(label) is not str:
        hint = words.decimal_comma(m.source, site.span) or "Write label='a'."
        raise LanguageError("type", "A label is a piece of text.", None, hint)
    if type(data) is Value:
        raise LanguageError("type", "This is a Value already.", None, "Leave out Value(…).")
    return leaf(m, plain(data, site), label, site)


def leaf(m: Machine, number: float, label: str, site: Site) -> Value:
    m.builder.check(number, site.span)
    literal = m.literals.get(site.span)
    return m.builder.leaf(number, site.span, "leaf", label=label, literal=literal)


def apply(m: Machine, name: str, op: Op, args: list[Data], site: Site) -> Data:
    """An op of the table on Values, plain numbers or arrays."""
    words.check_arity(name, op, len(args), site.span, m.source)
    first, *rest = args
    if isinstance(first, Array) and op.arity == 1 and not op.takes_constant:
        return arrays.each(m, op.forward, first)
    if op.takes_constant:
        constant = plain(rest[0], site) if rest else DEFAULT_CONSTANTS[op.name]
        if type(first) is Value:
            return m.builder.make(op, (first,), site.span, constant)
        return m.builder.compute(op, [plain(first, site), constant], site.span)
    if op is _POW and type(first) is Value and type(rest[0]) is not Value:
        return m.builder.make(_POWK, (first,), site.span, plain(rest[0], site))
    if op.arity == 1:
        if type(first) is Value:
            return m.builder.make(op, (first,), site.span)
        return m.builder.compute(op, [plain(first, site)], site.span)
    for other in rest:
        if type(first) is Value or type(other) is Value:
            first = m.builder.combine(op, lifted(m, first, site), lifted(m, other, site), site)
        else:
            first = m.builder.compute(op, [plain(first, site), plain(other, site)], site.span)
    return first


def lifted(m: Machine, data: Data, site: Site) -> Value:
    """A Value as it is, a number as a Value."""
    if type(data) is Value:
        return data
    number = plain(data, site)
    return m.builder.lift(number, Site(site.span, f"{number:g}"))


def _op_method(name: str, op: Op) -> Implementation:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        if kwargs:
            raise LanguageError("arity", f"{name}() takes no named argument.", None, f"Write x.{name}().")
        return apply(m, name, op, args, site)

    return run


def _backward(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    if len(args) != 1 or kwargs:
        raise LanguageError("arity", "backward() takes no argument.", None, "Write L.backward().")
    m.recorder.backward(args[0], site.span)
    m.shown = args[0]


def _one_step(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    (value,) = args
    m.graded_by_hand = True
    m.recorder.one_step(value, site.span)


def _zero_grad(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    (value,) = args
    write(m, value, "grad", 0.0, site)


def _same(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    return args[0]


def _double(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    m.note("livegrad computes in double precision throughout.", site.span)
    return args[0]


METHODS: Final[dict[str, Builtin]] = {
    **{name: Builtin(name, _op_method(name, op)) for name, op in FUNCTIONS.items()},
    "backward": Builtin("backward", _backward),
    "_backward": Builtin("_backward", _one_step),
    "zero_grad": Builtin("zero_grad", _zero_grad),
    "numpy": Builtin("numpy", lambda m, args, kwargs, site: args[0].data),
    "item": Builtin("item", lambda m, args, kwargs, site: args[0].data),
    "detach": Builtin("detach", lambda m, args, kwargs, site: args[0].data),
    "double": Builtin("double", _double),
    "float": Builtin("float", _double),
    "requires_grad_": Builtin("requires_grad_", _same),
    "retain_grad": Builtin("retain_grad", _same),
}

"""What a number of a tensor may be: its dtype, how it is rounded, and which dtype two of them make.

An engine's Value is a double. A tensor of float32 keeps in it the double that is nearest float32's own number:
every result is rounded once, which for + - * / and sqrt is what single precision hardware gives to the last bit.
"""

from __future__ import annotations

import math
import struct
from array import array
from typing import Any


class dtype:
    """One row: `kind` is 0 for bool, 1 for whole numbers, 2 for floats, and `itemsize` orders those of one kind."""

    def __init__(self, name: str, title: str, kind: int, itemsize: int, rounded: Any) -> None:
        self.name, self.title, self.kind, self.itemsize, self.rounded = name, title, kind, itemsize, rounded
        self.is_floating_point = kind == 2

    def __repr__(self) -> str:
        return f"torch.{self.name}"


def _half(number: float) -> float:
    try:
        return float(struct.unpack("e", struct.pack("e", number))[0])
    except OverflowError:
        return math.copysign(math.inf, number)


def _whole(bits: int, low: int) -> Any:
    return lambda numbers: [
        ((int(n) if math.isfinite(n) else low) - low) % (1 << bits) + low for n in numbers
    ]


bool_ = dtype("bool", "Bool", 0, 1, lambda numbers: [bool(n) for n in numbers])
uint8 = dtype("uint8", "Byte", 1, 1, _whole(8, 0))
int8 = dtype("int8", "Char", 1, 1, _whole(8, -(1 << 7)))
int16 = dtype("int16", "Short", 1, 2, _whole(16, -(1 << 15)))
int32 = dtype("int32", "Int", 1, 4, _whole(32, -(1 << 31)))
int64 = dtype("int64", "Long", 1, 8, _whole(64, -(1 << 63)))
float16 = dtype("float16", "Half", 2, 2, lambda numbers: [_half(n) for n in numbers])
float32 = dtype("float32", "Float", 2, 4, lambda numbers: array("f", numbers).tolist())
float64 = dtype("float64", "Double", 2, 8, lambda numbers: [float(n) for n in numbers])

DTYPES = {d.name: d for d in (bool_, uint8, int8, int16, int32, int64, float16, float32, float64)}
OTHER_NAMES = {
    "half": float16,
    "float": float32,
    "double": float64,
    "long": int64,
    "int": int32,
    "short": int16,
}
_default = [float32]


def get_default_dtype() -> dtype:
    """The dtype of floats that nobody chose one for."""
    return _default[0]


def set_default_dtype(d: dtype) -> None:
    _default[0] = d


def of_python(number: Any) -> dtype:
    if isinstance(number, bool):
        return bool_
    return int64 if hasattr(number, "__index__") else get_default_dtype()


def as_dtype(kind: Any) -> dtype:
    """Also Python's own types and NumPy's dtypes, by their name; None is the default."""
    if kind is None or isinstance(kind, dtype):
        return kind or get_default_dtype()
    if kind is float:
        return float64
    name = str(getattr(kind, "name", None) or getattr(kind, "__name__", kind)).removeprefix("torch.")
    found = DTYPES.get(name) or (int64 if kind is int else OTHER_NAMES.get(name))
    if found is None:
        raise TypeError(f"'{name}' is not a dtype that tensors have here")
    return found


def wider(a: dtype, b: dtype) -> dtype:
    return a if (a.kind, a.itemsize) >= (b.kind, b.itemsize) else b


def promoted(*operands: Any) -> dtype:
    """What an op gives: tensors with dimensions decide, then tensors of one number, then plain numbers, unless a
    later one is of a higher kind."""
    found: dtype | None = None
    for standing in (0, 1, 2):
        here: dtype | None = None
        for x in operands:
            is_tensor = hasattr(x, "_store")
            if (2 if not is_tensor else 0 if x.shape else 1) == standing:
                kind = x.dtype if is_tensor else of_python(x)
                here = wider(here, kind) if here else kind
        if here and (found is None or here.kind > found.kind):
            found = here
    assert found is not None
    return found


class Size(tuple[int, ...]):
    """A shape."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(str(n) for n in self)}])"

    def numel(self) -> int:
        return math.prod(self)

    def __getitem__(self, at: Any) -> Any:
        found = tuple.__getitem__(self, at)
        return Size(found) if isinstance(at, slice) else found


class device:
    """Where a tensor lives: always the processor."""

    def __init__(self, type: Any = "cpu", index: int | None = None) -> None:
        self.type, self.index = str(type).split(":")[0], index
        if self.type != "cpu":
            raise RuntimeError(f"There is no {self.type} here: every tensor lives on the CPU.")

    def __repr__(self) -> str:
        return "device(type='cpu')"

    def __str__(self) -> str:
        return "cpu"

    def __eq__(self, other: object) -> bool:
        return str(other) == "cpu"

    def __hash__(self) -> int:
        return hash("cpu")

"""What a number of a tensor may be: its dtype, how it is rounded, and which dtype two of them make.

An engine's Value is a double. A tensor of float32 keeps in it the double that is nearest float32's own number:
every result is rounded once, which for + - * / and sqrt is what single precision hardware gives to the last bit.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterable
from typing import Any


class dtype:  # noqa: N801 (torch's own name)
    """One row: `rank` orders promotion inside a kind (0 bool, 1 whole numbers, 2 floats)."""

    def __init__(self, name: str, title: str, kind: int, rank: int, rounded: Callable[[Iterable[Any]], list[Any]]) -> None:
        self.name, self.title, self.kind, self.rank, self.rounded = name, title, kind, rank, rounded
        self.is_floating_point = kind == 2
        self.is_complex = False
        self.itemsize = rank if rank > 0 else 1

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return self.name


def _half(numbers: Iterable[Any]) -> list[float]:
    def one(number: float) -> float:
        try:
            return float(struct.unpack("e", struct.pack("e", number))[0])
        except OverflowError:
            return float("inf") if number > 0 else float("-inf")

    return [one(number) for number in numbers]


def _brain(numbers: Iterable[Any]) -> list[float]:
    def one(number: float) -> float:
        bits = struct.unpack("I", array("f", [number]).tobytes())[0]
        if number != number:
            return number
        bits = (bits + 0x7FFF + (bits >> 16 & 1)) & 0xFFFF0000
        return float(struct.unpack("f", struct.pack("I", bits))[0])

    return [one(number) for number in numbers]


def _whole(bits: int, signed: bool = True) -> Callable[[Iterable[Any]], list[int]]:
    size, low = 1 << bits, 1 << (bits - 1) if signed else 0

    def rounded(numbers: Iterable[Any]) -> list[int]:
        found = [int(n) if n == n and n not in (float("inf"), float("-inf")) else -low for n in numbers]
        return [n if -low <= n < size - low else (n + low) % size - low for n in found]

    return rounded


bool_ = dtype("bool", "Bool", 0, 0, lambda numbers: [bool(n) for n in numbers])
uint8 = dtype("uint8", "Byte", 1, 1, _whole(8, signed=False))
int8 = dtype("int8", "Char", 1, 1, _whole(8))
int16 = dtype("int16", "Short", 1, 2, _whole(16))
int32 = dtype("int32", "Int", 1, 4, _whole(32))
int64 = dtype("int64", "Long", 1, 8, _whole(64))
float16 = dtype("float16", "Half", 2, 2, _half)
bfloat16 = dtype("bfloat16", "BFloat16", 2, 2, _brain)
float32 = dtype("float32", "Float", 2, 4, lambda numbers: array("f", numbers).tolist())
float64 = dtype("float64", "Double", 2, 8, lambda numbers: [float(n) for n in numbers])

DTYPES = {d.name: d for d in (bool_, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64)}
ALIASES = {"float": float32, "double": float64, "half": float16, "long": int64, "int": int32, "short": int16}
_default = [float32]


def get_default_dtype() -> dtype:
    """The dtype of floats that nobody chose one for."""
    return _default[0]


def set_default_dtype(kind: dtype) -> None:
    """float32 or float64."""
    if not kind.is_floating_point:
        raise TypeError(f"only floating-point types are supported as the default type, but got {kind}")
    _default[0] = kind


def of_python(number: object) -> dtype:
    """The dtype torch gives a plain number."""
    if isinstance(number, bool):
        return bool_
    return int64 if hasattr(number, "__index__") else get_default_dtype()


def as_dtype(kind: Any) -> dtype:
    """Also Python's own types and NumPy's dtypes, by their name."""
    if isinstance(kind, dtype):
        return kind
    if kind in (float, int, bool):
        return {float: float64, int: int64, bool: bool_}[kind]
    name = str(getattr(kind, "name", None) or getattr(kind, "__name__", kind)).removeprefix("torch.")
    found = DTYPES.get(name) or ALIASES.get(name)
    if found is None:
        raise TypeError(f"'{name}' is not a dtype that tensors have here")
    return found


def wider(a: dtype, b: dtype) -> dtype:
    """Of two of the same standing."""
    if a.kind != b.kind:
        return a if a.kind > b.kind else b
    if {a, b} in ({uint8, int8}, {float16, bfloat16}):
        return int16 if a.kind == 1 else float32
    return a if a.rank >= b.rank else b


def promoted(*operands: Any) -> dtype:
    """What an op of tensors and plain numbers gives: tensors with dimensions decide, then tensors of one
    number, then plain numbers, unless a later one is of a higher kind."""
    found: dtype | None = None
    for standing in (0, 1, 2):
        here: dtype | None = None
        for x in operands:
            is_tensor = hasattr(x, "_store")
            if (0 if is_tensor and x.shape else 1 if is_tensor else 2) == standing:
                kind = x.dtype if is_tensor else of_python(x)
                here = kind if here is None else wider(here, kind)
        if here is not None and (found is None or here.kind > found.kind):
            found = here if found is None or standing < 2 or here.kind < 2 else get_default_dtype()
    assert found is not None
    return found


class Size(tuple[int, ...]):
    """A shape."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(str(n) for n in self)}])"

    def numel(self) -> int:
        count = 1
        for n in self:
            count *= n
        return count

    def __getitem__(self, at: Any) -> Any:
        found = tuple.__getitem__(self, at)
        return Size(found) if isinstance(at, slice) else found

    def __add__(self, other: Any) -> Size:
        return Size(tuple(self) + tuple(other))


class device:  # noqa: N801 (torch's own name)
    """Where a tensor lives: always the processor."""

    def __init__(self, kind: Any = "cpu", index: int | None = None) -> None:
        self.type = str(kind).split(":")[0] if not isinstance(kind, device) else kind.type
        self.index = index
        if self.type != "cpu":
            raise RuntimeError(f"There is no {self.type} here: every tensor lives on the CPU.")

    def __repr__(self) -> str:
        return "device(type='cpu')"

    def __str__(self) -> str:
        return "cpu"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device) or other == "cpu"

    def __hash__(self) -> int:
        return hash("cpu")

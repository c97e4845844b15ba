"""Ops that write into a tensor: `x.add_(y)`, `x += y`. All its aliases see it."""

from __future__ import annotations

from typing import Any

from . import elementwise as _ops
from . import generator as _random
from . import shaping
from .dtypes import Size
from .tensor import Tensor, as_tensor_like, methods, new

for _name in (
    "add", "sub", "mul", "div", "pow", "neg", "exp", "log", "sqrt", "tanh", "sigmoid", "relu", "abs", "clamp", "round",
    "floor", "ceil", "sin", "cos", "square", "reciprocal", "masked_fill", "lerp", "addcmul", "addcdiv", "clip", "tril",
    "triu", "sign", "remainder",
):  # fmt: skip

    def _in_place(self: Tensor, *args: Any, of: str = _name, **named: Any) -> Tensor:
        return self._write(getattr(self, of)(*args, **named))

    setattr(Tensor, f"{_name}_", _in_place)

for _sign, _name in (("iadd", "add"), ("isub", "sub"), ("imul", "mul"), ("itruediv", "div"), ("ipow", "pow"),
                     ("iand", "bitwise_and"), ("ior", "bitwise_or"), ("imod", "remainder")):  # fmt: skip
    setattr(Tensor, f"__{_sign}__", lambda self, other, of=_name: self._write(getattr(self, of)(other)))


@methods()
def copy_(self: Tensor, src: Any, non_blocking: bool = False) -> Tensor:
    return self._write(as_tensor_like(src).to(self.dtype), "CopyBackwards")  # type: ignore[attr-defined]


@methods()
def fill_(self: Tensor, value: Any) -> Tensor:
    number = value.item() if isinstance(value, Tensor) else value
    return self._write(new(self.dtype.rounded([number]), (), self.dtype), "FillBackward0")


@methods()
def zero_(self: Tensor) -> Tensor:
    return self._write(new(self.dtype.rounded([0]), (), self.dtype), "ZeroBackward0")


def _drawn(self: Tensor, numbers: list[float]) -> Tensor:
    return self._write(new(self.dtype.rounded(numbers), self.shape, self.dtype))


@methods()
def uniform_(self: Tensor, a: float = 0.0, b: float = 1.0, *, generator: Any = None) -> Tensor:
    double = self.dtype.name == "float64"
    (span, low) = self.dtype.rounded([b - a, a])
    drawn = (generator or _random.default).uniform(self.numel(), double)
    return _drawn(self, self.dtype.rounded([n * span + low for n in drawn]))


@methods()
def normal_(self: Tensor, mean: float = 0.0, std: float = 1.0, *, generator: Any = None) -> Tensor:
    drawn = (generator or _random.default).normal(self.numel(), self.dtype.name == "float64")
    return _drawn(self, [n * std + mean for n in drawn])


@methods()
def random_(self: Tensor, low: int = 0, high: int | None = None, *, generator: Any = None) -> Tensor:
    low, high = (0, low) if high is None and low else (low, high if high is not None else 1 << 24)
    return _drawn(self, (generator or _random.default).below(low, high, self.numel()))  # type: ignore[arg-type]


@methods()
def bernoulli_(self: Tensor, p: float = 0.5, *, generator: Any = None) -> Tensor:
    return _drawn(self, [float((generator or _random.default).single() < p) for _ in self._at])


@methods()
def detach_(self: Tensor) -> Tensor:
    self.grad_fn, self._leaf_requires, self._store.values = None, False, None
    return self


@methods()
def unsqueeze_(self: Tensor, dim: int) -> Tensor:
    self.shape = shaping.unsqueeze(self, dim).shape
    return self


@methods()
def squeeze_(self: Tensor) -> Tensor:
    self.shape = Size(n for n in self.shape if n != 1)
    return self


@methods()
def scatter_(self: Tensor, dim: int, index: Tensor, src: Any) -> Tensor:
    from itertools import product

    numbers = src._numbers() if isinstance(src, Tensor) else [src] * index.numel()
    for place, i, number in zip(product(*map(range, index.shape)), index._numbers(), numbers, strict=True):
        at = tuple(i if d == dim % len(self.shape) else p for d, p in enumerate(place))
        self[at] = number  # type: ignore[index]
    return self


_ = _ops

"""Tensors from numbers, from lists, from NumPy's arrays, and drawn at random."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from . import generator as _random
from .dtypes import Size, as_dtype, bool_, dtype, float32, float64, get_default_dtype, int32, int64, of_python, wider
from .tensor import Tensor, new


def numbers_and_shape(data: Any) -> tuple[list[Any], Size, dtype]:
    """Any nesting of lists, tensors, arrays and numbers, flat."""
    if isinstance(data, Tensor):
        return data._numbers(), data.shape, data.dtype
    if hasattr(data, "dtype") and hasattr(data, "tolist"):
        kind, data = as_dtype(data.dtype), data.tolist()
        numbers, shape, _ = numbers_and_shape(data)
        return kind.rounded(numbers), shape, kind
    if hasattr(data, "__len__") and hasattr(data, "__getitem__") and not isinstance(data, str | bytes | dict):
        parts = [numbers_and_shape(part) for part in data]
        if not parts:
            return [], Size((0,)), get_default_dtype()
        kind, first = parts[0][2], parts[0][1]
        for i, (_, shape, other) in enumerate(parts):
            if shape != first:
                if not shape or not first:
                    raise TypeError("not a sequence" if first else "only number or length-1 sequences convert")
                raise ValueError(
                    f"expected sequence of length {first[0]} at dim 1 (got {shape[0]})"
                    if i
                    else "sequences of different lengths"
                )
            kind = wider(kind, other)
        return [n for part in parts for n in part[0]], Size((len(parts), *first)), kind
    if isinstance(data, bool | int | float):
        return [data], Size(), of_python(data)
    if hasattr(data, "__float__"):
        return [float(data)], Size(), get_default_dtype()
    if isinstance(data, str):
        raise TypeError("new(): invalid data type 'str'")
    raise RuntimeError(f"Could not infer dtype of {type(data).__name__}")


def _asked(made: Tensor, requires_grad: bool) -> Tensor:
    if requires_grad and not made.dtype.is_floating_point:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    return made.requires_grad_(requires_grad)


def tensor(data: Any, dtype: Any = None, device: Any = None, requires_grad: bool = False) -> Tensor:
    """A tensor of its own with these numbers."""
    if isinstance(data, Tensor):
        import warnings

        warnings.warn(
            "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
            "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).",
            stacklevel=2,
        )
    numbers, shape, kind = numbers_and_shape(data)
    if dtype is not None:
        kind = as_dtype(dtype)
    return _asked(new(kind.rounded(numbers), shape, kind), requires_grad)


def as_tensor(data: Any, dtype: Any = None, device: Any = None) -> Tensor:
    """The tensor itself where nothing is to be changed."""
    if isinstance(data, Tensor):
        return data if dtype is None else data.to(dtype)  # type: ignore[attr-defined, no-any-return]
    return tensor(data, dtype)


def from_numpy(array: Any) -> Tensor:
    return tensor(array)


def sizes_of(sizes: Sequence[Any]) -> Size:
    """`(2, 3)` and `((2, 3),)` alike."""
    if len(sizes) == 1 and not hasattr(sizes[0], "__index__"):
        sizes = sizes[0]
    return Size(int(n) for n in sizes)


def full(size: Any, fill_value: Any, *, dtype: Any = None, requires_grad: bool = False, device: Any = None) -> Tensor:
    shape = sizes_of((size,))
    kind = of_python(fill_value) if dtype is None else as_dtype(dtype)
    number = fill_value.item() if isinstance(fill_value, Tensor) else fill_value
    return _asked(new(kind.rounded([number]) * shape.numel(), shape, kind), requires_grad)


def zeros(*size: Any, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Tensor:
    return full(sizes_of(size), 0.0, dtype=dtype, requires_grad=requires_grad)


def ones(*size: Any, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Tensor:
    return full(sizes_of(size), 1.0, dtype=dtype, requires_grad=requires_grad)


def zeros_like(x: Tensor, *, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Tensor:
    return full(x.shape, 0, dtype=dtype or x.dtype, requires_grad=requires_grad)


def ones_like(x: Tensor, *, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Tensor:
    return full(x.shape, 1, dtype=dtype or x.dtype, requires_grad=requires_grad)


def full_like(x: Tensor, fill_value: Any, *, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Tensor:
    return full(x.shape, fill_value, dtype=dtype or x.dtype, requires_grad=requires_grad)


def eye(n: int, m: int | None = None, *, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Tensor:
    m = n if m is None else m
    return tensor([[float(i == j) for j in range(m)] for i in range(n)], dtype, requires_grad=requires_grad)


def arange(*ends: Any, dtype: Any = None, requires_grad: bool = False, **named: Any) -> Tensor:
    ends = tuple(e.item() if isinstance(e, Tensor) else e for e in (*ends, *named.values()) if e is not None)
    start, end, step = (0, *ends, 1) if len(ends) == 1 else (*ends, 1)[:3]
    kind = as_dtype(dtype) if dtype else int64 if all(isinstance(e, int) for e in ends) else get_default_dtype()
    count = max(0, math.ceil((end - start) / step))
    return _asked(new(kind.rounded([start + i * step for i in range(count)]), (count,), kind), requires_grad)


def linspace(start: Any, end: Any, steps: int, *, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Tensor:
    kind, start, end = as_dtype(dtype) if dtype else get_default_dtype(), float(start), float(end)
    step = (end - start) / (steps - 1) if steps > 1 else 0.0
    if kind is float32:  # torch's step is a single one too
        (step,) = kind.rounded([step])
    half = steps // 2
    numbers = [start + step * i if i < half else end - step * (steps - 1 - i) for i in range(steps)]
    numbers = [start] if steps == 1 else numbers
    return _asked(new(kind.rounded(numbers), (steps,), kind), requires_grad)


def logspace(start: float, end: float, steps: int, base: float = 10.0, **named: Any) -> Tensor:
    powers = linspace(start, end, steps, dtype=float64).tolist()
    return tensor([base**p for p in powers], **named)


# -- at random ------------------------------------------------------------------------------------


def _drawn(numbers: list[float], shape: Size, kind: dtype, requires_grad: bool = False) -> Tensor:
    return _asked(new(kind.rounded(numbers), shape, kind), requires_grad)


def rand(*size: Any, generator: Any = None, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Tensor:
    shape, kind = sizes_of(size), as_dtype(dtype) if dtype else get_default_dtype()
    source = generator or _random.default
    return _drawn(source.uniform(shape.numel(), kind is float64), shape, kind, requires_grad)


def randn(*size: Any, generator: Any = None, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Tensor:
    shape, kind = sizes_of(size), as_dtype(dtype) if dtype else get_default_dtype()
    source = generator or _random.default
    return _drawn(source.normal(shape.numel(), kind is float64), shape, kind, requires_grad)


def rand_like(x: Tensor, **named: Any) -> Tensor:
    return rand(x.shape, **{"dtype": x.dtype, **named})


def randn_like(x: Tensor, **named: Any) -> Tensor:
    return randn(x.shape, **{"dtype": x.dtype, **named})


def normal(mean: Any = 0.0, std: Any = 1.0, size: Any = None, *, generator: Any = None, **_: Any) -> Tensor:
    if size is None:
        like = mean if isinstance(mean, Tensor) else std
        return randn(like.shape, generator=generator) * std + mean
    return randn(size, generator=generator) * std + mean


def randint(*given: Any, generator: Any = None, dtype: Any = None, requires_grad: bool = False, **named: Any) -> Tensor:
    *ends, size = (*given, named["size"]) if "size" in named else given
    ends += [named[end] for end in ("low", "high") if end in named]
    low, high = (0, *ends) if len(ends) == 1 else ends
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    shape, kind = sizes_of((size,)), as_dtype(dtype) if dtype else int64
    return _drawn((generator or _random.default).below(low, high, shape.numel()), shape, kind, requires_grad)  # type: ignore[arg-type]


def randperm(n: int, *, generator: Any = None, **_: Any) -> Tensor:
    return new((generator or _random.default).permutation(n), (n,), int64)


def multinomial(input: Tensor, num_samples: int, replacement: bool = False, *, generator: Any = None) -> Tensor:  # noqa: A002
    source = generator or _random.default
    if len(input.shape) == 1:
        return new(source.chosen(input._numbers(), num_samples, replacement), (num_samples,), int64)
    rows = [source.chosen(row, num_samples, replacement) for row in input.tolist()]
    return new([i for row in rows for i in row], (len(rows), num_samples), int64)


def bernoulli(input: Tensor, *, generator: Any = None) -> Tensor:  # noqa: A002
    source = generator or _random.default
    return _drawn([float(source.single() < p) for p in input._numbers()], input.shape, input.dtype)


def complete(name: str, kind: dtype) -> Any:
    """`torch.FloatTensor([1.0])` and its like."""

    def typed(*data: Any) -> Tensor:
        return tensor(data[0], kind) if data and not isinstance(data[0], int) else zeros(*(data or (0,)), dtype=kind)

    typed.__name__ = name
    return typed


FloatTensor, DoubleTensor = complete("FloatTensor", float32), complete("DoubleTensor", float64)
LongTensor, IntTensor, BoolTensor = (
    complete(name, kind) for name, kind in (("LongTensor", int64), ("IntTensor", int32), ("BoolTensor", bool_))
)


def meshgrid(*tensors: Any, indexing: str = "ij") -> tuple[Tensor, ...]:
    given = tensors[0] if len(tensors) == 1 and not isinstance(tensors[0], Tensor) else tensors
    shape = [len(t) for t in given]
    if indexing == "xy":
        found = meshgrid(given[1], given[0], *given[2:])
        return tuple(t.transpose(0, 1) for t in (found[1], found[0], *found[2:]))  # type: ignore[attr-defined]
    return tuple(
        t.reshape([-1 if i == k else 1 for k in range(len(shape))]).expand(*shape)  # type: ignore[attr-defined]
        for i, t in enumerate(given)
    )

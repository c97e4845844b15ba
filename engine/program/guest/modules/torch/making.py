"""Tensors from numbers, from lists, from NumPy's arrays, and drawn at random; and numbers written into tensors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from .dtypes import (
    Size,
    as_dtype,
    bool_,
    dtype,
    float32,
    float64,
    get_default_dtype,
    int32,
    int64,
    of_python,
    wider,
)
from .generator import source
from .tensor import FUNCTIONS, Tensor, as_tensor_like, new, offer


def numbers_and_shape(data: Any) -> tuple[list[Any], Size, dtype]:
    """Any nesting of lists, tensors, arrays and numbers, flat."""
    if isinstance(data, Tensor):
        return data._numbers(), data.shape, data.dtype
    if hasattr(data, "dtype") and hasattr(data, "tolist"):
        numbers, shape, _ = numbers_and_shape(data.tolist())
        return numbers, shape, as_dtype(data.dtype)
    if isinstance(data, str):
        raise TypeError("new(): invalid data type 'str'")
    if not hasattr(data, "__len__"):
        if not hasattr(data, "__float__"):
            raise RuntimeError(f"Could not infer dtype of {type(data).__name__}")
        return [data], Size(), of_python(data)
    parts = [numbers_and_shape(part) for part in data]
    kind = parts[0][2] if parts else get_default_dtype()
    for _, shape, other in parts:
        if shape != parts[0][1]:
            sizes = [p[1][0] if p[1] else 0 for p in parts]
            wrong = next(n for n in sizes if n != sizes[0])
            raise ValueError(f"expected sequence of length {sizes[0]} at dim 1 (got {wrong})")
        kind = wider(kind, other)
    shape = Size((len(parts), *(parts[0][1] if parts else ())))
    return [n for part in parts for n in part[0]], shape, kind


def _made(numbers: list[Any], shape: Sequence[int], kind: dtype, requires_grad: bool = False) -> Any:
    if requires_grad and kind.kind < 2:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    return new(kind.rounded(numbers), shape, kind).requires_grad_(requires_grad)


def tensor(data: Any, dtype: Any = None, device: Any = None, requires_grad: bool = False) -> Any:
    """A tensor of its own with these numbers."""
    numbers, shape, kind = numbers_and_shape(data)
    return _made(numbers, shape, kind if dtype is None else as_dtype(dtype), requires_grad)


def as_tensor(data: Any, dtype: Any = None, device: Any = None) -> Any:
    """The tensor itself where nothing is to be changed."""
    if isinstance(data, Tensor):
        return data if dtype is None else FUNCTIONS["to"](data, dtype)
    return tensor(data, dtype)


def sizes_of(sizes: Sequence[Any]) -> Size:
    """`(2, 3)` and `((2, 3),)` alike."""
    return Size(int(n) for n in (sizes[0] if len(sizes) == 1 and hasattr(sizes[0], "__len__") else sizes))


def full(size: Any, fill_value: Any, *, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Any:
    shape, number = sizes_of((size,)), fill_value.item() if isinstance(fill_value, Tensor) else fill_value
    kind = of_python(number) if dtype is None else as_dtype(dtype)
    return _made([number] * shape.numel(), shape, kind, requires_grad)


def eye(n: int, m: int | None = None, **named: Any) -> Any:
    return tensor([[float(i == j) for j in range(m or n)] for i in range(n)], **named)


def arange(*ends: Any, dtype: Any = None, requires_grad: bool = False, **named: Any) -> Any:
    ends = tuple(e.item() if isinstance(e, Tensor) else e for e in (*ends, *named.values()))
    start, end, step = (0, *ends, 1) if len(ends) == 1 else (*ends, 1)[:3]
    kind = as_dtype(dtype) if dtype or not all(isinstance(e, int) for e in ends) else int64
    count = max(0, math.ceil((end - start) / step))
    return _made([start + i * step for i in range(count)], (count,), kind, requires_grad)


def linspace(
    start: Any, end: Any, steps: int, *, dtype: Any = None, requires_grad: bool = False, **_: Any
) -> Any:
    kind, start, end = as_dtype(dtype), float(start), float(end)
    (step,) = kind.rounded([(end - start) / (steps - 1) if steps > 1 else 0.0])
    numbers = [start + step * i if i < steps / 2 else end - step * (steps - 1 - i) for i in range(steps)]
    return _made(numbers, (steps,), kind, requires_grad)


def _drawn(name: str, x: Any, generator: Any, *more: Any) -> Any:
    """New numbers of a distribution for a tensor that has only its shape and dtype so far."""
    return x._write(new(x.dtype.rounded(DRAWS[name](source(generator), x, *more)), x.shape, x.dtype))


def _uniform(source: Any, x: Any, low: float = 0.0, high: float = 1.0) -> list[float]:
    span, low = x.dtype.rounded([high - low, low])
    return [n * span + low for n in source.uniform(x.numel(), x.dtype is float64)]


DRAWS: dict[str, Any] = {
    "uniform": _uniform,
    "normal": lambda source, x, mean=0.0, std=1.0: [
        n * std + mean for n in source.normal(x.numel(), x.dtype is float64)
    ],
    "random": lambda source, x, low, high: source.below(low, high, x.numel()),
    "bernoulli": lambda source, x, p: [float(n < p) for n in source.uniform(x.numel())],
}


def empty(*size: Any, dtype: Any = None, requires_grad: bool = False, **_: Any) -> Any:
    """Zeros here."""
    return full(sizes_of(size), 0.0, dtype=as_dtype(dtype), requires_grad=requires_grad)


def rand(*size: Any, generator: Any = None, requires_grad: bool = False, **named: Any) -> Any:
    return _drawn("uniform", empty(*size, **named), generator).requires_grad_(requires_grad)


def randn(*size: Any, generator: Any = None, requires_grad: bool = False, **named: Any) -> Any:
    return _drawn("normal", empty(*size, **named), generator).requires_grad_(requires_grad)


def normal(mean: Any = 0.0, std: Any = 1.0, size: Any = None, *, generator: Any = None, **_: Any) -> Any:
    shape = size if size is not None else mean.shape if isinstance(mean, Tensor) else std.shape
    return randn(shape, generator=generator) * std + mean


def randint(
    *given: Any, generator: Any = None, dtype: Any = None, requires_grad: bool = False, **named: Any
) -> Any:
    *ends, size = (*given, *(named[n] for n in ("low", "high", "size") if n in named))
    low, high = (0, *ends) if len(ends) == 1 else ends
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    made = empty(*sizes_of((size,)), dtype=dtype or int64)
    return _drawn("random", made, generator, low, high).requires_grad_(requires_grad)


def multinomial(input: Any, num_samples: int, replacement: bool = False, *, generator: Any = None) -> Any:
    rows = input.tolist() if input.dim() > 1 else [input.tolist()]
    found = [source(generator).chosen(row, num_samples, replacement) for row in rows]
    return tensor(found if input.dim() > 1 else found[0])


def meshgrid(*tensors: Any, indexing: str = "ij") -> Any:
    given = tensors[0] if isinstance(tensors[0], tuple | list) else tensors
    shape = [len(t) for t in given]
    grids = [
        t.reshape([-1 if i == k else 1 for k in range(len(shape))]).expand(*shape)
        for i, t in enumerate(given)
    ]
    return tuple(g.transpose(0, 1) if indexing == "xy" else g for g in grids)


def _typed(kind: dtype) -> Any:
    return lambda *data: (
        tensor(data[0], kind) if data and not isinstance(data[0], int) else empty(*data, dtype=kind)
    )


def _like(function: Any) -> Any:
    return lambda x, *more, **named: function(x.shape, *more, **{"dtype": x.dtype, **named})


offer(
    {
        "tensor": tensor, "as_tensor": as_tensor, "from_numpy": tensor, "full": full, "eye": eye, "arange": arange,
        "linspace": linspace, "empty": empty, "zeros": empty, "rand": rand, "randn": randn, "normal": normal,
        "randint": randint, "meshgrid": meshgrid,
        "ones": lambda *size, **named: empty(*size, **{**named, "requires_grad": False}).fill_(1).requires_grad_(
            named.get("requires_grad", False)
        ),
        "logspace": lambda start, end, steps, base=10.0: tensor([base**p for p in linspace(start, end, steps).tolist()]),
        "randperm": lambda n, generator=None, **_: tensor(source(generator).permutation(n), int64),
        "FloatTensor": _typed(float32), "DoubleTensor": _typed(float64), "LongTensor": _typed(int64),
        "IntTensor": _typed(int32), "BoolTensor": _typed(bool_),
    },
    method=False,
)  # fmt: skip
offer(
    {f"{n}_like": _like(FUNCTIONS[n]) for n in ("zeros", "ones", "full", "empty", "rand", "randn")}
    | {"multinomial": multinomial, "bernoulli": lambda x, generator=None: tensor(
        [float(u < p) for u, p in zip(source(generator).uniform(x.numel()), x._numbers(), strict=True)]).reshape(x.shape)}
)  # fmt: skip


# -- written into a tensor: all its aliases see it -----------------------------------------------------------


def _filled(x: Any, value: Any, name: str) -> Any:
    return x._write(as_tensor_like(value.item() if isinstance(value, Tensor) else value, x.dtype), name)


def write_in_place() -> None:
    """`x.add_(y)` and its like, of the functions there are."""
    for name in [
        "add",
        "sub",
        "mul",
        "div",
        "pow",
        "neg",
        "exp",
        "log",
        "sqrt",
        "tanh",
        "sigmoid",
        "relu",
        "abs",
        "clamp",
        "clip",
        "round",
        "floor",
        "ceil",
        "square",
        "masked_fill",
        "lerp",
        "addcmul",
        "tril",
        "triu",
    ]:
        setattr(
            Tensor,
            f"{name}_",
            lambda self, *a, _of=FUNCTIONS[name], **named: self._write(_of(self, *a, **named)),
        )


_WRITERS: dict[str, Any] = {
    "copy_": lambda x, src: x._write(as_tensor_like(src).to(x.dtype), "CopyBackwards"),
    "fill_": lambda x, value: _filled(x, value, "FillBackward0"),
    "zero_": lambda x: _filled(x, 0, "ZeroBackward0"),
    "uniform_": lambda x, a=0.0, b=1.0, generator=None: _drawn("uniform", x, generator, a, b),
    "normal_": lambda x, mean=0.0, std=1.0, generator=None: _drawn("normal", x, generator, mean, std),
    "random_": lambda x, low, high, generator=None: _drawn("random", x, generator, low, high),
    "bernoulli_": lambda x, p=0.5, generator=None: _drawn("bernoulli", x, generator, p),
    "new_tensor": lambda x, data: tensor(data, x.dtype),
    "new_zeros": lambda x, *size: empty(*size, dtype=x.dtype),
    "new_ones": lambda x, *size: empty(*size, dtype=x.dtype).fill_(1),
}
for _name, _writer in _WRITERS.items():
    setattr(Tensor, _name, _writer)

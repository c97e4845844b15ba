"""Many numbers to one: sums, products, extremes, matrix products. Sums are chains of the engine's add."""

from __future__ import annotations

import builtins
import math
import operator
from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any

from engine import value as _engine

from .dtypes import Size, bool_, int64
from .elementwise import binary, nodes
from .shaping import broadcast_places, broadcast_shape, dim_of, places, reshape, strides, unsqueeze
from .tensor import Tensor, made, methods, new, renamed, titled, tracking


def lines(x: Tensor, dim: Any, keepdim: bool) -> tuple[list[list[int]], list[int]]:
    """For each number of the result, which ones of the tensor it is made of; and the result's shape."""
    count = len(x.shape)
    asked = range(count) if dim is None else dim if isinstance(dim, tuple | list) else [dim]
    gone = sorted({dim_of(x, d) for d in asked}) if count else []
    steps = strides(x.shape)
    kept = [d for d in range(count) if d not in gone]
    inner = places([x.shape[d] for d in gone], [steps[d] for d in gone])
    outer = places([x.shape[d] for d in kept], [steps[d] for d in kept])
    shape = [1 if d in gone else n for d, n in enumerate(x.shape)] if keepdim else [x.shape[d] for d in kept]
    return [[o + i for i in inner] for o in outer], shape


def folded(name: str, rows: list[list[Any]], kind: Any) -> list[Any]:
    """Each row of Values through an op of two, from the left, rounded at every step."""
    op, node, rule, rounded, found = _engine.OPS[name], _engine.node, _engine.OPS[name].forward, kind.rounded, []
    for row in rows:
        total = row[0]
        for value in row[1:]:
            (number,) = rounded((rule(total.data, value.data),))
            total = node(op, number, (total, value), 0.0, "", None, ())
        found.append(total)
    return found


def _reduced(name: str, title: str, x: Tensor, dim: Any, keepdim: bool, plain: Callable[..., Any], empty: Any) -> Tensor:
    if isinstance(dim, tuple | list) and not dim:
        dim = None
    at, shape = lines(x, dim, keepdim)
    kind = x.dtype if x.dtype.is_floating_point else int64
    title += "Backward0" if dim is None else "Backward1"
    if tracking(x) and at and at[0]:
        values = x._values()
        return made(folded(name, [[values[i] for i in row] for row in at], kind), shape, kind, title, (x,))
    numbers = x._numbers()
    return new(kind.rounded([plain([numbers[i] for i in row], empty) for row in at]), shape, kind)


def _product(numbers: list[Any], start: Any) -> Any:
    return math.prod(numbers, start=start)


def _float_sum(numbers: list[Any], start: Any) -> Any:
    return sum(numbers, start)


@methods()
def sum_(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:  # noqa: A002
    x = input if dtype is None else input.to(dtype)  # type: ignore[attr-defined]
    return _reduced("add", "Sum", x, dim, keepdim, _float_sum, 0)


@methods()
def prod(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:  # noqa: A002
    return _reduced("mul", "Prod", input, dim, keepdim, _product, 1)


@methods()
def mean(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:  # noqa: A002
    x = input if dtype is None else input.to(dtype)  # type: ignore[attr-defined]
    if not x.dtype.is_floating_point:
        raise RuntimeError(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: "
            + x.dtype.title
        )
    total = sum_(x, dim, keepdim)
    count = x.numel() // max(total.numel(), 1)
    return titled(binary("div", "", total, count), "MeanBackward0" if dim is None else "MeanBackward1", x)


def _spread(x: Tensor, dim: Any, unbiased: Any, keepdim: bool, correction: Any) -> Tensor:
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    lost = correction if correction is not None else 1 if unbiased in (None, True) else 0
    squared = (x - mean(x, dim, True)) ** 2  # type: ignore[operator]
    total = sum_(squared, dim, keepdim)
    count = x.numel() // max(total.numel(), 1) - lost
    return binary("div", "VarBackward0", total, max(count, 0))


@methods()
def var(input: Tensor, dim: Any = None, unbiased: Any = None, keepdim: bool = False, *, correction: Any = None) -> Tensor:  # noqa: A002
    return titled(_spread(input, dim, unbiased, keepdim, correction), "VarBackward0", input)


@methods()
def std(input: Tensor, dim: Any = None, unbiased: Any = None, keepdim: bool = False, *, correction: Any = None) -> Tensor:  # noqa: A002
    return titled(_spread(input, dim, unbiased, keepdim, correction).sqrt(), "StdBackward0", input)  # type: ignore[attr-defined]


@methods()
def norm(input: Tensor, p: Any = 2, dim: Any = None, keepdim: bool = False) -> Tensor:  # noqa: A002
    if p == 1:
        found = sum_(input.abs(), dim, keepdim)  # type: ignore[attr-defined]
    elif p == float("inf"):
        found = amax(input.abs(), dim, keepdim)  # type: ignore[attr-defined]
    elif p in (2, "fro"):
        found = sum_(input * input, dim, keepdim).sqrt()  # type: ignore[operator, attr-defined]
    else:
        found = sum_(input.abs() ** p, dim, keepdim) ** (1 / p)  # type: ignore[attr-defined, operator]
    return titled(found, "LinalgVectorNormBackward0", input)


# -- extremes ---------------------------------------------------------------------------------------------


def _pairs(name: str) -> Any:
    made_by = namedtuple(name, ("values", "indices"))  # type: ignore[misc] # noqa: PYI024

    def shown(self: Any) -> str:
        return f"torch.return_types.{name}(\nvalues={self.values},\nindices={self.indices})"

    made_by.__repr__ = shown  # type: ignore[method-assign]
    return made_by


_RETURNED = {name: _pairs(name) for name in ("max", "min", "sort", "topk", "median")}


def _picked(x: Tensor, dim: int, keepdim: bool, choose: Callable[..., Any], title: str) -> tuple[Tensor, Tensor]:
    """One number of each line, with its Value; and where it stood."""
    from .shaping import taken

    at, shape = lines(x, dim, keepdim)
    numbers = x._numbers()
    chosen = [_best([numbers[i] for i in row], choose) for row in at]
    values = taken(x, [row[k] for row, k in zip(at, chosen, strict=True)], shape, title)
    return values, new(chosen, shape, int64)


def _best(row: list[Any], choose: Callable[..., Any]) -> int:
    for i, number in enumerate(row):
        if number != number:
            return i
    return row.index(choose(row))


def _extreme(name: str, choose: Callable[..., Any]) -> Callable[..., Any]:
    @renamed
    def extreme(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:  # noqa: A002
        if isinstance(dim, Tensor):
            return binary(name, f"{name.capitalize()}imumBackward0", input, dim, choose)
        if dim is None:
            return titled(amax_or_min(name, choose, input, None, False), f"{name.capitalize()}Backward1", input)
        return _RETURNED[name](*_picked(input, dim, keepdim, choose, f"{name.capitalize()}Backward0"))

    @renamed
    def arg(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:  # noqa: A002
        return _picked(input.detach(), tuple(range(input.dim())) if dim is None else dim, keepdim, choose, "")[1]  # type: ignore[arg-type]

    setattr(Tensor, name, extreme)
    setattr(Tensor, f"arg{name}", arg)
    globals()[f"arg{name}"] = arg
    return extreme


def amax_or_min(name: str, choose: Callable[..., Any], x: Tensor, dim: Any, keepdim: bool) -> Tensor:
    """Ties share the gradient evenly: the tied Values' mean, where there are any."""
    at, shape = lines(x, dim, keepdim)
    numbers = x._numbers()
    best = [numbers[row[_best([numbers[i] for i in row], choose)]] for row in at]
    if not tracking(x):
        return new(best, shape, x.dtype)
    values, found = x._values(), []
    for row, number in zip(at, best, strict=True):
        tied = [values[i] for i in row if numbers[i] == number] or [values[row[0]]]
        if len(tied) > 1:
            (total,) = folded("add", [tied], x.dtype)
            tied = nodes("div", [number], [(total, _engine.Value(len(tied)))])
        found += tied
    return made(found, shape, x.dtype, f"A{name}Backward0", (x,))


max_, min_ = _extreme("max", max), _extreme("min", min)


@methods()
def amax(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:  # noqa: A002
    return amax_or_min("max", max, input, dim, keepdim)


@methods()
def amin(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:  # noqa: A002
    return amax_or_min("min", min, input, dim, keepdim)


def _ordered(x: Tensor, dim: int, descending: bool, count: int | None, title: str) -> tuple[Tensor, Tensor]:
    from .shaping import taken

    dim = dim_of(x, dim)
    numbers, steps = x._numbers(), strides(x.shape)
    at, _ = lines(x, dim, True)
    orders = [sorted(range(len(row)), key=lambda k: numbers[row[k]], reverse=descending)[:count] for row in at]
    shape = [*x.shape]
    if shape:
        shape[dim] = len(orders[0])
    rank = places(shape, [0 if d == dim else s for d, s in enumerate(steps)])
    start = {row[0]: (row, order) for row, order in zip(at, orders, strict=True)}
    turn = places(shape, [1 if d == dim else 0 for d in range(len(shape))])
    chosen = [start[r][1][k] for r, k in zip(rank, turn, strict=True)]
    values = taken(x, [start[r][0][k] for r, k in zip(rank, chosen, strict=True)], shape, title)
    return values, new(chosen, shape, int64)


@methods()
def sort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Any:  # noqa: A002
    return _RETURNED["sort"](*_ordered(input, dim, descending, None, "SortBackward0"))


@methods()
def argsort(input: Tensor, dim: int = -1, descending: bool = False) -> Tensor:  # noqa: A002
    return _ordered(input.detach(), dim, descending, None, "")[1]


@methods()
def topk(input: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True) -> Any:  # noqa: A002
    return _RETURNED["topk"](*_ordered(input, dim, largest, k, "TopkBackward0"))


@methods()
def median(input: Tensor, dim: int | None = None) -> Any:  # noqa: A002
    def middle(row: list[Any]) -> Any:
        return sorted(row)[(len(row) - 1) // 2]

    if dim is None:
        return _picked(input, tuple(range(input.dim())), False, middle, "MedianBackward0")[0]  # type: ignore[arg-type]
    return _RETURNED["median"](*_picked(input, dim, False, middle, "MedianBackward1"))


def _quantifier(name: str, rule: Callable[..., Any]) -> Callable[..., Tensor]:
    @renamed
    def asked(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:  # noqa: A002
        at, shape = lines(input, dim, keepdim)
        numbers = input._numbers()
        return new([rule(bool(numbers[i]) for i in row) for row in at], shape, bool_)

    setattr(Tensor, name, asked)
    return asked


all_, any_ = _quantifier("all", all), _quantifier("any", any)


def _running(name: str, title: str, plain: Callable[..., Any]) -> Callable[..., Tensor]:
    @renamed
    def along(input: Tensor, dim: int) -> Tensor:  # noqa: A002
        at, _ = lines(input, dim, False)
        tracked = tracking(input)
        source, kind = input._values() if tracked else input._numbers(), input.dtype if input.dtype.kind > 1 else int64
        found: list[Any] = list(source)
        for row in at:
            for before, here in zip(row, row[1:], strict=False):
                if tracked:
                    (found[here],) = folded(name, [[found[before], source[here]]], kind)
                else:
                    (found[here],) = kind.rounded([plain(found[before], source[here])])
        return made(found, input.shape, kind, title, (input,)) if tracked else new(kind.rounded(found), input.shape, kind)

    return along


cumsum = methods("cumsum")(_running("add", "CumsumBackward0", operator.add))
cumprod = methods("cumprod")(_running("mul", "CumprodBackward0", operator.mul))


@methods()
def logsumexp(input: Tensor, dim: Any, keepdim: bool = False) -> Tensor:  # noqa: A002
    top = amax(input.detach(), dim, True)
    total = sum_((input - top).exp(), dim, True).log() + top  # type: ignore[operator, attr-defined]
    shape = lines(input, dim, keepdim)[1]
    return titled(reshape(total, shape), "LogsumexpBackward0", input)


# -- products ---------------------------------------------------------------------------------------------


def _multiplied(a: Tensor, b: Tensor, pairs: list[list[tuple[int, int]]], shape: Sequence[int], title: str) -> Tensor:
    """For each number of the result, the pairs of numbers whose products are added up."""
    if a.dtype is not b.dtype and title == "AddmmBackward0":
        raise RuntimeError(f"mat1 and mat2 must have the same dtype, but got {a.dtype.title} and {b.dtype.title}")
    if a.dtype is not b.dtype:
        raise RuntimeError(
            f"expected m1 and m2 to have the same dtype, but got: {_c_name(a)} != {_c_name(b)}"
            if title != "DotBackward0"
            else f"dot : expected both vectors to have same dtype, but found {a.dtype.title} and {b.dtype.title}"
        )
    kind = a.dtype
    if not tracking(a, b):
        xs, ys = a._numbers(), b._numbers()
        return new(kind.rounded([sum(xs[i] * ys[j] for i, j in row) for row in pairs]), shape, kind)
    us, vs = a._values(), b._values()
    rows = []
    for row in pairs:
        numbers = kind.rounded([us[i].data * vs[j].data for i, j in row])
        rows.append(nodes("mul", numbers, [(us[i], vs[j]) for i, j in row]) or [_engine.Value(0.0)])
    return made(folded("add", rows, kind), shape, kind, title, (a, b))


def _c_name(x: Tensor) -> str:
    return {"int64": "long", "float32": "float", "float64": "double", "int32": "int"}.get(x.dtype.name, x.dtype.name)


@methods("inner")
def dot(input: Tensor, tensor: Tensor) -> Tensor:  # noqa: A002
    if input.dim() != 1 or tensor.dim() != 1:
        raise RuntimeError(f"1D tensors expected, but got {input.dim()}D and {tensor.dim()}D tensors")
    if len(input) != len(tensor):
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{len(input)}] and src [{len(tensor)}] to have the same number of "
            f"elements, but got {len(input)} and {len(tensor)} elements respectively"
        )
    return _multiplied(input, tensor, [[(i, i) for i in range(len(input))]], (), "DotBackward0")


@methods()
def mm(input: Tensor, mat2: Tensor, title: str = "MmBackward0") -> Tensor:  # noqa: A002
    (n, k), (k2, m) = input.shape, mat2.shape
    if k != k2:
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({n}x{k} and {k2}x{m})")
    pairs = [[(i * k + j, j * m + c) for j in range(k)] for i in range(n) for c in range(m)]
    return _multiplied(input, mat2, pairs, (n, m), title)


@methods()
def mv(input: Tensor, vec: Tensor) -> Tensor:  # noqa: A002
    n, k = input.shape
    if k != len(vec):
        raise RuntimeError(f"size mismatch, got input ({n}), mat ({n}x{k}), vec ({len(vec)})")
    return _multiplied(input, vec, [[(i * k + j, j) for j in range(k)] for i in range(n)], (n,), "MvBackward0")


@methods("__matmul__")
def matmul(input: Tensor, other: Tensor) -> Tensor:  # noqa: A002
    a, b = input, other
    if not isinstance(b, Tensor):
        raise TypeError(f"unsupported operand type(s) for @: 'Tensor' and '{type(b).__name__}'")
    if not a.shape or not b.shape:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {a.dim()}D and {b.dim()}D"
        )
    if (a.dim(), b.dim()) == (1, 1):
        return dot(a, b)
    if (a.dim(), b.dim()) == (2, 1):
        return mv(a, b)
    if (a.dim(), b.dim()) == (1, 2):
        return titled(reshape(mm(unsqueeze(a, 0), b), (b.shape[1],)), "SqueezeBackward4", a, b)
    if (a.dim(), b.dim()) == (2, 2):
        return mm(a, b)
    if b.dim() == 1:
        return titled(reshape(matmul(a, unsqueeze(b, 1)), a.shape[:-1]), "UnsafeViewBackward0", a, b)
    if a.dim() == 1:
        found = matmul(unsqueeze(a, 0), b)
        return titled(reshape(found, (*found.shape[:-2], b.shape[-1])), "SqueezeBackward4", a, b)
    return bmm(a, b)


@methods()
def bmm(input: Tensor, mat2: Tensor) -> Tensor:  # noqa: A002
    a, b = input, mat2
    batch = broadcast_shape(a.shape[:-2], b.shape[:-2])
    (n, k), (k2, m) = a.shape[-2:], b.shape[-2:]
    if k != k2:
        raise RuntimeError(f"Expected size for first two dimensions of batch2 tensor to be: [{Size(batch).numel()}, {k}]")
    pairs = [
        [(p * n * k + i * k + j, q * k * m + j * m + c) for j in range(k)]
        for p, q in zip(broadcast_places(a.shape[:-2], batch), broadcast_places(b.shape[:-2], batch), strict=True)
        for i in range(n)
        for c in range(m)
    ]
    name = "BmmBackward0" if a.dim() == b.dim() == 3 and tuple(a.shape[:1]) == () else "UnsafeViewBackward0"
    return _multiplied(a, b, pairs, (*batch, n, m), name)


Tensor.__rmatmul__ = lambda self, other: matmul(other, self)  # type: ignore[attr-defined]


@methods("ger")
def outer(input: Tensor, vec2: Tensor) -> Tensor:  # noqa: A002
    return unsqueeze(input, 1) * vec2  # type: ignore[operator, no-any-return]


def einsum(equation: str, *operands: Any) -> Tensor:
    """Every letter a dimension; what the result does not name is added up."""
    given = list(operands[0]) if len(operands) == 1 and isinstance(operands[0], list | tuple) else list(operands)
    left, _, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    letters = sorted(set(left) - {","})
    if "->" not in equation:
        right = "".join(c for c in letters if left.count(c) == 1)
    order = [*right, *(c for c in letters if c not in right)]
    total: Any = None
    for term, x in zip(terms, given, strict=True):
        steps = dict(zip(term, strides(x.shape), strict=True))
        sizes = dict(zip(term, x.shape, strict=True))
        shape = [sizes.get(c, 1) for c in order]
        part = x._view([x._at[i] for i in places(shape, [steps.get(c, 0) for c in order])], shape, "PermuteBackward0")
        total = part if total is None else total * part
    summed = tuple(range(len(right), len(order)))
    found = sum_(total, summed) if summed else total
    title = "ViewBackward0" if len(given) > 1 else "SumBackward1" if summed else "PermuteBackward0"
    return titled(found, title, *given)


@methods()
def trace(input: Tensor) -> Tensor:  # noqa: A002
    return titled(sum_(input.diagonal()), "TraceBackward0", input)  # type: ignore[attr-defined]


def _whole(a: Tensor, b: Tensor, close: Callable[[Any, Any], bool]) -> bool:
    shape = broadcast_shape(a.shape, b.shape)
    at, bt = broadcast_places(a.shape, shape), broadcast_places(b.shape, shape)
    xs, ys = a._numbers(), b._numbers()
    return all(close(xs[i], ys[j]) for i, j in zip(at, bt, strict=True))


@methods()
def equal(input: Tensor, other: Tensor) -> bool:  # noqa: A002
    return input.shape == other.shape and _whole(input, other, operator.eq)


@methods()
def allclose(input: Tensor, other: Tensor, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False) -> bool:  # noqa: A002
    return _whole(input, other, lambda a, b: a == b or abs(a - b) <= atol + rtol * abs(b))


@methods()
def isclose(input: Tensor, other: Tensor, rtol: float = 1e-5, atol: float = 1e-8) -> Tensor:  # noqa: A002
    from .elementwise import plain

    return plain(lambda a, b: a == b or abs(a - b) <= atol + rtol * abs(b), bool_, input, other)


@methods()
def unique(input: Tensor, sorted: bool = True, return_counts: bool = False, **_: Any) -> Any:  # noqa: A002
    numbers = input._numbers()
    found = builtins.sorted(set(numbers))
    values = new(found, (len(found),), input.dtype)
    return (values, new([numbers.count(n) for n in found], (len(found),), int64)) if return_counts else values


@methods()
def bincount(input: Tensor, minlength: int = 0) -> Tensor:  # noqa: A002
    numbers = input._numbers()
    count = max([minlength, *(n + 1 for n in numbers)])
    return new([numbers.count(i) for i in range(count)], (count,), int64)


Tensor.sum = sum_  # type: ignore[attr-defined]

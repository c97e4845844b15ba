"""Many numbers to one: sums, products, extremes, matrix products. Sums are chains of the engine's add."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from engine import value as _engine
from engine.ops import OPS

from .dtypes import bool_, int64
from .ops import binary, nodes
from .shaping import broadcast_places, broadcast_shape, dim_of, places, strides, taken, unsqueeze, view
from .tensor import Tensor, made, new, offer, offered, titled, tracking


def _lines(x: Any, dim: Any, keepdim: bool) -> tuple[list[list[int]], list[int]]:
    """For each number of the result, which ones of the tensor it is made of; and the result's shape."""
    count, steps = len(x.shape), strides(x.shape)
    asked = (
        range(count) if dim is None or dim == () else dim if isinstance(dim, tuple | list | range) else [dim]
    )
    gone = sorted({dim_of(x, d) for d in asked})[:count]
    kept = [d for d in range(count) if d not in gone]
    inner = places([x.shape[d] for d in gone], [steps[d] for d in gone])
    outer = places([x.shape[d] for d in kept], [steps[d] for d in kept])
    shape = [1 if d in gone else n for d, n in enumerate(x.shape) if keepdim or d not in gone]
    return [[o + i for i in inner] for o in outer], shape


def _folded(name: str, rows: list[list[Any]], kind: Any) -> list[Any]:
    """Each row of Values through an op of two, from the left, rounded at every step."""
    op, node, rounded, found = OPS[name], _engine.node, kind.rounded, []
    for row in rows:
        total = row[0]
        for value in row[1:]:
            (number,) = rounded((op.forward(total.data, value.data),))
            total = node(op, number, (total, value), 0.0, "", None, ())
        found.append(total)
    return found


def _reduced(name: str, title: str, plain: Any, x: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    x = x if dtype is None else x.to(dtype)
    at, shape = _lines(x, dim, keepdim)
    kind = x.dtype if x.dtype.kind == 2 else int64
    title += "Backward0" if dim is None else "Backward1"
    tracked = tracking(x)
    source = x._values() if tracked else x._numbers()
    rows = [[source[i] for i in row] for row in at]
    if tracked and x.numel():
        return made(_folded(name, rows, kind), shape, kind, title, (x,))
    return new(kind.rounded([plain(row) for row in rows]), shape, kind)


@offered()
def sum_(input: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
    return _reduced("add", "Sum", sum, input, dim, keepdim, dtype)


@offered()
def mean(input: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
    if input.dtype.kind < 2 and dtype is None:
        raise RuntimeError(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: "
            + input.dtype.title
        )
    total = sum_(input, dim, keepdim, dtype=dtype)
    found = binary("div", "", total, input.numel() // max(total.numel(), 1))
    return titled(found, "MeanBackward0" if dim is None else "MeanBackward1", input)


@offered()
def var(
    input: Any, dim: Any = None, unbiased: Any = True, keepdim: bool = False, *, correction: Any = None
) -> Any:
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    total = sum_((input - mean(input, dim, True)) ** 2, dim, keepdim)
    lost = int(bool(unbiased)) if correction is None else correction
    count = max(input.numel() // max(total.numel(), 1) - lost, 0)
    return titled(binary("div", "", total, count), "VarBackward0", input)


@offered()
def norm(input: Any, p: Any = 2, dim: Any = None, keepdim: bool = False) -> Any:
    if p == math.inf:
        found = _extreme("max", max, input.abs(), dim, keepdim)
    elif p in (2, "fro"):
        found = sum_(input * input, dim, keepdim).sqrt()
    else:
        found = sum_(input.abs() if p == 1 else input.abs() ** p, dim, keepdim) ** (1 / p)
    return titled(found, "LinalgVectorNormBackward0", input)


# -- extremes ---------------------------------------------------------------------------------------------


def _returned(name: str, values: Any, indices: Any) -> Any:
    text = f"torch.return_types.{name}(\nvalues={values},\nindices={indices})"
    kind = type(name, (_Returned,), {"__slots__": (), "__repr__": lambda self: text})
    return kind(values, indices)


class _Returned(NamedTuple):
    """What stands in a place, and the place."""

    values: Any
    indices: Any


def _best(row: list[Any], choose: Any) -> int:
    """Where the chosen number stands; the first NaN wins."""
    return next((i for i, number in enumerate(row) if number != number), None) or row.index(choose(row))


def _picked(x: Any, dim: Any, keepdim: bool, choose: Any, title: str) -> tuple[Any, Any]:
    """One number of each line, with its Value; and where it stood."""
    at, shape = _lines(x, dim, keepdim)
    numbers = x._numbers()
    chosen = [_best([numbers[i] for i in row], choose) for row in at]
    values = taken(x, [row[k] for row, k in zip(at, chosen, strict=True)], shape, title)
    return values, new(chosen, shape, int64)


def _extreme(name: str, choose: Any, x: Any, dim: Any, keepdim: bool) -> Any:
    """Ties share the gradient evenly: the tied Values' mean, where there are any."""
    at, shape = _lines(x, dim, keepdim)
    numbers = x._numbers()
    best = [numbers[row[_best([numbers[i] for i in row], choose)]] for row in at]
    if not tracking(x):
        return new(best, shape, x.dtype)
    values, found = x._values(), []
    for row, number in zip(at, best, strict=True):
        tied = [values[i] for i in row if numbers[i] == number] or [values[row[0]]]
        if len(tied) > 1:
            tied = nodes("div", [number], [(_folded("add", [tied], x.dtype)[0], _engine.Value(len(tied)))])
        found += tied
    return made(found, shape, x.dtype, f"A{name}Backward0", (x,))


def _extremes(name: str, choose: Any) -> dict[str, Any]:
    title = name.capitalize()

    def extreme(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
        if isinstance(dim, Tensor):
            return binary(name, f"{title}imumBackward0", input, dim, choose)
        if dim is None:
            return titled(_extreme(name, choose, input, None, False), f"{title}Backward1", input)
        return _returned(name, *_picked(input, dim, keepdim, choose, f"{title}Backward0"))

    def place(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
        return _picked(input.detach(), dim, keepdim, choose, "")[1]

    def shared(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
        return _extreme(name, choose, input, dim, keepdim)

    return {name: extreme, f"arg{name}": place, f"a{name}": shared}


def _ordered(x: Any, dim: int, descending: bool, count: int | None, title: str) -> tuple[Any, Any]:
    """Lines in order: the dimension goes last and comes back."""
    dim, rows = dim_of(x, dim), x.movedim(dim, -1) if x.shape else x
    numbers, size = rows._numbers(), rows.shape[-1] if x.shape else 1
    orders, at = [], []
    for start in range(0, len(numbers), size):
        order = sorted(range(size), key=lambda k: numbers[start + k], reverse=descending)[:count]
        orders += order
        at += [start + k for k in order]
    shape = [*rows.shape[:-1], size if count is None else count] if x.shape else []
    values, indices = taken(rows, at, shape, title), new(orders, shape, int64)
    if len(shape) > 1:
        values, indices = values.movedim(-1, dim), indices.movedim(-1, dim)
    return titled(values, title, x), indices


def _running(name: str, title: str, plain: Any) -> Any:
    def along(input: Any, dim: int) -> Any:
        tracked, kind = tracking(input), input.dtype if input.dtype.kind == 2 else int64
        source = input._values() if tracked else input._numbers()
        found: list[Any] = list(source)
        for row in _lines(input, dim, False)[0]:
            for before, here in pairwise(row):
                step = _folded(name, [[found[before], source[here]]], kind) if tracked else None
                (found[here],) = step or kind.rounded([plain(found[before], source[here])])
        return (
            made(found, input.shape, kind, title, (input,))
            if tracked
            else new(kind.rounded(found), input.shape, kind)
        )

    return along


def _logsumexp(x: Any, dim: Any, keepdim: bool = False) -> Any:
    top = _extreme("max", max, x.detach(), dim, True)
    found = sum_((x - top).exp(), dim, True).log() + top
    return titled(view(found, _lines(x, dim, keepdim)[1]), "LogsumexpBackward0", x)


def _median(x: Any, dim: Any = None, keepdim: bool = False) -> Any:
    def middle(row: list[Any]) -> Any:
        return sorted(row)[(len(row) - 1) // 2]

    if dim is None:
        return _picked(x, None, False, middle, "MedianBackward0")[0]
    return _returned("median", *_picked(x, dim, keepdim, middle, "MedianBackward1"))


def _asked(rule: Any) -> Any:
    def asked(x: Any, dim: Any = None, keepdim: bool = False) -> Any:
        at, shape = _lines(x, dim, keepdim)
        numbers = x._numbers()
        return new([rule(bool(numbers[i]) for i in row) for row in at], shape, bool_)

    return asked


# -- products ---------------------------------------------------------------------------------------------


def _multiplied(a: Any, b: Any, pairs: list[list[tuple[int, int]]], shape: Sequence[int], title: str) -> Any:
    """For each number of the result, the pairs of numbers whose products are added up."""
    if a.dtype is not b.dtype:
        short = {"int64": "long", "float32": "float", "float64": "double"}
        names = [short.get(t.dtype.name, t.dtype.name) for t in (a, b)]
        raise RuntimeError({
            "AddmmBackward0": f"mat1 and mat2 must have the same dtype, but got {a.dtype.title} and {b.dtype.title}",
            "DotBackward0": "dot : expected both vectors to have same dtype, but found "
                            f"{a.dtype.title} and {b.dtype.title}",
        }.get(title, f"expected m1 and m2 to have the same dtype, but got: {names[0]} != {names[1]}"))  # fmt: skip
    kind = a.dtype
    if not tracking(a, b):
        xs, ys = a._numbers(), b._numbers()
        return new(kind.rounded([sum(xs[i] * ys[j] for i, j in row) for row in pairs]), shape, kind)
    us, vs, rows = a._values(), b._values(), []
    for row in pairs:
        numbers = kind.rounded([us[i].data * vs[j].data for i, j in row])
        rows.append(nodes("mul", numbers, [(us[i], vs[j]) for i, j in row]) or [_engine.Value(0.0)])
    return made(_folded("add", rows, kind), shape, kind, title, (a, b))


@offered("inner")
def dot(input: Any, other: Any) -> Any:
    if input.dim() != 1 or other.dim() != 1:
        raise RuntimeError(f"1D tensors expected, but got {input.dim()}D and {other.dim()}D tensors")
    m, n = len(input), len(other)
    if m != n:
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{m}] and src [{n}] to have the same number of elements, but got "
            f"{m} and {n} elements respectively"
        )
    return _multiplied(input, other, [[(i, i) for i in range(m)]], (), "DotBackward0")


@offered()
def mm(input: Any, mat2: Any, title: str = "MmBackward0") -> Any:
    (n, k), (k2, m) = input.shape, mat2.shape
    if k != k2:
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({n}x{k} and {k2}x{m})")
    pairs = [[(i * k + j, j * m + c) for j in range(k)] for i in range(n) for c in range(m)]
    return _multiplied(input, mat2, pairs, (n, m), title)


@offered("mv", "bmm")
def matmul(input: Any, other: Any) -> Any:
    a, b = input, other
    if not isinstance(a, Tensor) or not isinstance(b, Tensor):
        kinds = [type(t).__name__ for t in (a, b)]
        raise TypeError(f"unsupported operand type(s) for @: '{kinds[0]}' and '{kinds[1]}'")
    depths = (len(a.shape), len(b.shape))
    if 0 in depths:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {depths[0]}D and {depths[1]}D"
        )
    if depths == (1, 1):
        return dot(a, b)
    if depths[1] == 1:
        if depths[0] == 2 and a.shape[1] != len(b):
            raise RuntimeError(
                f"size mismatch, got input ({len(a)}), mat ({len(a)}x{a.shape[1]}), vec ({len(b)})"
            )
        found = view(matmul(a, unsqueeze(b, 1)), a.shape[:-1])
        return titled(found, "MvBackward0" if depths[0] == 2 else "UnsafeViewBackward0", a, b)
    if depths[0] == 1:
        found = matmul(unsqueeze(a, 0), b)
        return titled(view(found, (*found.shape[:-2], b.shape[-1])), "SqueezeBackward4", a, b)
    if depths == (2, 2):
        return mm(a, b)
    batch = broadcast_shape(a.shape[:-2], b.shape[:-2])
    (n, k), (k2, m) = a.shape[-2:], b.shape[-2:]
    if k != k2:
        count = batch.numel()
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{count}, {k}] but got: [{count}, {k2}]."
        )
    starts = zip(broadcast_places(a.shape[:-2], batch), broadcast_places(b.shape[:-2], batch), strict=True)
    pairs = [
        [(p * n * k + i * k + j, q * k * m + j * m + c) for j in range(k)]
        for p, q in starts for i in range(n) for c in range(m)
    ]  # fmt: skip
    return _multiplied(a, b, pairs, (*batch, n, m), "UnsafeViewBackward0")


def einsum(equation: str, *operands: Any) -> Any:
    """Every letter a dimension; what the result does not name is added up."""
    left, arrow, right = equation.replace(" ", "").partition("->")
    letters = sorted(set(left) - {","})
    right = right if arrow else "".join(c for c in letters if left.count(c) == 1)
    order, total = [*right, *(c for c in letters if c not in right)], None
    for term, x in zip(left.split(","), operands, strict=True):
        steps, sizes = (dict(zip(term, each, strict=True)) for each in (strides(x.shape), x.shape))
        shape = [sizes.get(c, 1) for c in order]
        part = x._view(
            [x._at[i] for i in places(shape, [steps.get(c, 0) for c in order])], shape, "PermuteBackward0"
        )
        total = part if total is None else total * part
    summed = tuple(range(len(right), len(order)))
    title = "ViewBackward0" if len(operands) > 1 else "SumBackward1" if summed else "PermuteBackward0"
    return titled(sum_(total, summed) if summed else total, title, *operands)


def _all_pairs(a: Any, b: Any, close: Any) -> bool:
    return a.shape == b.shape and all(close(m, n) for m, n in zip(a._numbers(), b._numbers(), strict=True))


def _unique(x: Any, return_counts: bool = False, **_: Any) -> Any:
    numbers = x._numbers()
    found = sorted(set(numbers))
    values = new(found, (len(found),), x.dtype)
    return (values, new([numbers.count(n) for n in found], (len(found),), int64)) if return_counts else values


offer({
    **_extremes("max", max), **_extremes("min", min), "all": _asked(all), "any": _asked(any), "median": _median,
    "prod": lambda x, dim=None, keepdim=False, dtype=None: _reduced("mul", "Prod", math.prod, x, dim, keepdim, dtype),
    "std": lambda x, dim=None, unbiased=True, keepdim=False, correction=None: titled(
        var(x, dim, unbiased, keepdim, correction=correction).sqrt(), "StdBackward0", x),
    "logsumexp": _logsumexp, "cumsum": _running("add", "CumsumBackward0", operator.add),
    "cumprod": _running("mul", "CumprodBackward0", operator.mul), "unique": _unique,
    "sort": lambda x, dim=-1, descending=False: _returned("sort", *_ordered(x, dim, descending, None, "SortBackward0")),
    "argsort": lambda x, dim=-1, descending=False: _ordered(x.detach(), dim, descending, None, "")[1],
    "topk": lambda x, k, dim=-1, largest=True: _returned("topk", *_ordered(x, dim, largest, k, "TopkBackward0")),
    "outer": lambda input, vec2: unsqueeze(input, 1) * vec2, "trace": lambda x: titled(sum_(x.diag()), "TraceBackward0", x),
    "equal": lambda a, b: _all_pairs(a, b, operator.eq),
    "allclose": lambda a, b, rtol=1e-5, atol=1e-8: _all_pairs(
        a, b + a * 0, lambda m, n: m == n or abs(m - n) <= atol + rtol * abs(n)),
    "bincount": lambda x: new([x._numbers().count(i) for i in range(max(x._numbers()) + 1)], (max(x._numbers()) + 1,), int64),
})  # fmt: skip
offer({"einsum": einsum}, method=False)
_MATMUL: dict[str, Any] = {"__matmul__": matmul, "__rmatmul__": lambda self, other: matmul(other, self)}
for _name, _method in _MATMUL.items():
    setattr(Tensor, _name, _method)

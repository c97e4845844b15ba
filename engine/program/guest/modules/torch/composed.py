"""Ops that are made of others: torch's name for each, and what it comes to."""

from __future__ import annotations

import math
from typing import Any

from .dtypes import bool_, int64
from .ops import clamp, plain, where
from .reducing import matmul, mean, mm, sum_, var
from .shaping import flatten, stack, view
from .tensor import FUNCTIONS, Tensor, as_tensor_like, new, offer, titled

_exp, _log, _log1p, _atan = (FUNCTIONS[name] for name in ("exp", "log", "log1p", "atan"))
_maximum, _minimum = FUNCTIONS["maximum"], FUNCTIONS["minimum"]


def _whole(x: Any, towards: Any) -> Any:
    """Whole numbers that no gradient flows through."""
    return plain(lambda a, _: float(towards(a)) if math.isfinite(a) else a, x.dtype, x.detach())


def _fmod(x: Any, other: Any) -> Any:
    y = as_tensor_like(other, x.dtype)
    title = "FmodBackward1" if isinstance(other, Tensor) else "FmodBackward0"
    return titled(x + -_whole(x.detach() / y.detach(), math.trunc) * y, title, x, other)


def _atan2(x: Any, other: Any) -> Any:
    """The angle of a point: atan, and half a turn more or less on the left."""
    turn = plain(lambda a, b: math.copysign(math.pi, a) if b < 0.0 else 0.0, None, x.detach(), other.detach())
    upright = plain(lambda _, b: b == 0.0, bool_, x.detach(), other.detach())
    flat = _atan(x / where(upright, other.detach() * 0 + 1.0, other)) + turn
    side = plain(lambda a, _: math.copysign(math.pi / 2, a) if a else 0.0, None, x.detach())
    return titled(
        where(upright, side - other / where(upright, x, x.detach() * 0 + 1.0), flat),
        "Atan2Backward0",
        x,
        other,
    )


def _logaddexp(x: Any, other: Any) -> Any:
    top = _maximum(x.detach(), other.detach())
    return titled(top + _log(_exp(x - top) + _exp(other - top)), "LogaddexpBackward0", x, other)


def _xlogy(x: Any, other: Any) -> Any:
    nothing = plain(lambda a, b: a == 0.0 and b == b, bool_, x, other)
    safe = where(nothing, as_tensor_like(1.0, x.dtype), other)
    return titled(x * _log(safe), "XlogyBackward0", x, other)


def _diff(x: Any, n: int = 1, dim: int = -1) -> Any:
    for _ in range(n):
        size = x.shape[dim]
        x = x.narrow(dim, 1, size - 1) - x.narrow(dim, 0, size - 1)
    return x


def _trapezoid(y: Any, x: Any = None, *, dx: float = 1.0, dim: int = -1) -> Any:
    size = y.shape[dim]
    both = y.narrow(dim, 1, size - 1) + y.narrow(dim, 0, size - 1)
    return titled(sum_(both * (dx if x is None else _diff(x)), dim) * 0.5, "MulBackward1", y)


def _tensordot(a: Any, b: Any, dims: Any = 2) -> Any:
    count = len(a.shape)
    mine, theirs = (range(count - dims, count), range(dims)) if isinstance(dims, int) else dims
    mine, theirs = [i % count for i in mine], [i % len(b.shape) for i in theirs]
    left = [i for i in range(count) if i not in mine]
    right = [i for i in range(len(b.shape)) if i not in theirs]
    rows = math.prod([a.shape[i] for i in left])
    inner = math.prod([a.shape[i] for i in mine])
    found = mm(view(a.permute(*left, *mine), rows, inner), view(b.permute(*theirs, *right), inner, -1))
    return view(found, *[a.shape[i] for i in left], *[b.shape[i] for i in right])


def _kron(a: Any, b: Any) -> Any:
    (m, n), (p, q) = a.shape, b.shape
    return view(view(a, m, 1, n, 1) * view(b, 1, p, 1, q), m * p, n * q)


def _det(x: Any) -> Any:
    """By minors, as a person does it: for small matrices."""
    size = x.shape[-1]
    if size == 1:
        return x[0, 0]
    if size == 2:
        return x[0, 0] * x[1, 1] - x[0, 1] * x[1, 0]
    rest = [[j for j in range(size) if j != i] for i in range(size)]
    parts = [(-1.0) ** i * x[0, i] * _det(x[1:, rest[i]]) for i in range(size)]
    return sum(parts[1:], parts[0])


def _inverse(x: Any) -> Any:
    size = x.shape[-1]
    whole = _det(x)
    if whole.item() == 0.0:
        raise RuntimeError(
            "linalg.inv: The diagonal element is zero, the inversion could not be completed because the input matrix is singular."
        )
    if size == 1:
        return 1.0 / x
    rest = [[j for j in range(size) if j != i] for i in range(size)]
    minor = [
        [(-1.0) ** (i + j) * _det(x[rest[j]][:, rest[i]]) / whole for j in range(size)] for i in range(size)
    ]
    return titled(stack([stack(row) for row in minor]), "LinalgInvExBackward0", x)


def _cdist(a: Any, b: Any, p: float = 2.0) -> Any:
    return titled((view(a, len(a), 1, -1) - view(b, 1, len(b), -1)).norm(p, -1), "CdistBackward0", a, b)


def _spread(root: bool) -> Any:
    """`std_mean` and `var_mean`."""

    def both(x: Any, dim: Any = None, unbiased: bool = True, keepdim: bool = False) -> Any:
        found = var(x, dim, unbiased, keepdim)
        title = "StdMeanBackward0" if root else "VarMeanBackward0"
        return titled(found.sqrt() if root else found, title, x), titled(mean(x, dim, keepdim), title, x)

    return both


def _quantile(x: Any, q: Any, dim: Any = None, keepdim: bool = False) -> Any:
    """Between the two nearest, in a straight line; of all numbers, or of each line."""
    lines = view(x, -1) if dim is None else x.movedim(dim, -1)
    ordered = lines.sort(-1)[0]
    at = float(q) * (ordered.shape[-1] - 1)
    low, high = (ordered.select(-1, i) for i in (math.floor(at), math.ceil(at)))
    found = low + (at - math.floor(at)) * (high - low)
    found = titled(found, "SqueezeBackward4", x)
    return found.unsqueeze(dim) if keepdim and dim is not None else found


def _taken(x: Any, index: Any) -> Any:
    return view(x, -1)[index]


def _scattered(x: Any, dim: int, index: Any, src: Any, adds: bool) -> Any:
    """A copy in which numbers are put, or added, at an index along one dimension."""
    given: Any = src if isinstance(src, Tensor) else new([src] * index.numel(), index.shape, x.dtype)
    out, rows = x.clone(), index._numbers()
    for place in range(index.numel()):
        at: list[int] = []
        left = place
        for size in reversed(index.shape):
            at.append(left % size)
            left //= size
        here = tuple(reversed(at))
        at_dim = dim % len(here)
        there = (*here[:at_dim], int(rows[place]), *here[at_dim + 1 :])
        out[there] = out[there] + given[here] if adds else given[here]
    return out


def _searched(edges: Any, values: Any, right: bool = False) -> Any:
    from bisect import bisect_left, bisect_right

    line, find = edges.tolist(), bisect_right if right else bisect_left
    x = as_tensor_like(values)
    return new([find(line, v) for v in x._numbers()], x.shape, int64)


def _triangle(row: int, col: int, offset: int = 0) -> Any:
    """Where the numbers of a lower triangle stand: their rows, and their columns."""
    at = [(i, j) for i in range(row) for j in range(min(max(i + 1 + offset, 0), col))]
    return new([i for i, _ in at] + [j for _, j in at], (2, len(at)), int64)


def _asinh(x: Any) -> Any:
    """The one of a negative number is that of its opposite, turned: a sum would cancel there."""
    size = where(x < 0, -x, x)
    found = _log1p(size + size * size / (1 + (size * size + 1).sqrt()))
    return titled(where(x < 0, -found, found), "AsinhBackward0", x)


def _acosh(x: Any) -> Any:
    over = x - 1
    return titled(_log1p(over + (over * (over + 2)).sqrt()), "AcoshBackward0", x)


def _turned(factor: float, title: str) -> Any:
    return lambda input: titled(input * factor, title, input)


offer({
    "frac": lambda x: titled(x - _whole(x, math.trunc), "FracBackward0", x), "fmod": _fmod, "atan2": _atan2, "arctan2": _atan2,
    "hypot": lambda x, other: titled((x * x + other * other).sqrt(), "HypotBackward0", x, other),
    "logit": lambda x, eps=None: titled(_log((y := x if eps is None else clamp(x, eps, 1 - eps)) / (1 - y)), "LogitBackward0", x),
    "asinh": _asinh, "acosh": _acosh, "atanh": lambda x: titled(0.5 * _log1p(2 * x / (1 - x)), "AtanhBackward0", x),
    "erfc": lambda x: titled(1 - x.erf(), "ErfcBackward0", x),
    "logaddexp": _logaddexp, "xlogy": _xlogy, "diff": _diff, "trapezoid": _trapezoid, "trapz": _trapezoid,
    "clamp_min": lambda x, min: titled(clamp(x, min), "ClampMinBackward0", x),
    "clamp_max": lambda x, max: titled(clamp(x, None, max), "ClampMaxBackward0", x),
    "fmax": lambda x, other: titled(where(x != x, other, where(other != other, x, _maximum(x, other))), "FmaxBackward0", x, other),
    "fmin": lambda x, other: titled(where(x != x, other, where(other != other, x, _minimum(x, other))), "FminBackward0", x, other),
    "deg2rad": _turned(math.pi / 180.0, "Deg2RadBackward0"), "rad2deg": _turned(180.0 / math.pi, "Rad2DegBackward0"),
    "nan_to_num": lambda x, nan=0.0: where(x != x, as_tensor_like(nan, x.dtype), x),
    "nansum": lambda x, dim=None, keepdim=False: sum_(where(x != x, as_tensor_like(0.0, x.dtype), x), dim, keepdim),
    "count_nonzero": lambda x, dim=None: sum_(x != 0, dim),
    "addmm": lambda x, a, b, beta=1, alpha=1: titled(beta * x + alpha * mm(a, b), "AddmmBackward0", x, a, b),
    "addcdiv": lambda x, a, b, value=1: titled(x + value * a / b, "AddcdivBackward0", x, a, b),
    "float_power": lambda x, exponent: x.double() ** exponent, "true_divide": lambda x, other: x / other,
    "positive": lambda x: x, "is_contiguous": lambda x: True, "is_same_size": lambda x, other: x.shape == other.shape,
    "logical_xor": lambda x, other: plain(lambda a, b: bool(a) != bool(b), bool_, x, other),
    "signbit": lambda x: plain(lambda a, _: math.copysign(1.0, a) < 0.0, bool_, x),
    "heaviside": lambda x, values: where(x == 0, values, (x > 0).to(x.dtype)),
    "tensordot": _tensordot, "kron": _kron, "vdot": lambda x, other: titled(x.dot(other), "VdotBackward0", x, other), "ger": lambda x, other: x.outer(other),
    "chain_matmul": lambda *m: m[0] if len(m) == 1 else matmul(FUNCTIONS["chain_matmul"](*m[:-1]), m[-1]),
    "det": _det, "inverse": _inverse, "dist": lambda x, other, p=2: titled((x - other).norm(p), "DistBackward0", x, other), "cdist": _cdist,
    "std_mean": _spread(True), "var_mean": _spread(False), "quantile": _quantile,
    "aminmax": lambda x, dim=None, keepdim=False: (x.amin(dim, keepdim), x.amax(dim, keepdim)) if dim is not None else (x.min(), x.max()),
    "msort": lambda x: x.sort(0)[0], "take": _taken, "reshape_as": lambda x, other: view(x, other.shape),
    "scatter": lambda x, dim, index, src: _scattered(x, dim, index, src, False),
    "scatter_add": lambda x, dim, index, src: _scattered(x, dim, index, src, True),
    "fliplr": lambda x: x.flip(1), "flipud": lambda x: x.flip(0), "swapdims": lambda x, a, b: x.transpose(a, b),
    "moveaxis": lambda x, source, destination: x.movedim(source, destination),
    "unflatten": lambda x, dim, sizes: view(x, *x.shape[: dim % x.dim()], *sizes, *x.shape[dim % x.dim() + 1 :]),
    "diagonal": lambda x: x.diag(), "diagflat": lambda x: flatten(x).diag(),
})  # fmt: skip
offer({
    "searchsorted": _searched, "bucketize": lambda input, boundaries, right=False: _searched(boundaries, input, right),
    "row_stack": FUNCTIONS["vstack"], "scalar_tensor": lambda s: as_tensor_like(float(s)),
    "cartesian_prod": lambda *t: stack([view(m, -1) for m in FUNCTIONS["meshgrid"](*t, indexing="ij")], 1),
    "tril_indices": _triangle,
    "detach": lambda x: x.detach(),
}, method=False)  # fmt: skip

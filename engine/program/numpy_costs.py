"""Which names of NumPy a program in the sandbox may call on the host, and what each call would cost.

A cost is (numbers in the result, steps of work), a bound reckoned from the arguments alone, before anything runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

Size = tuple[float, float]
Arguments = Sequence[Any]
Cost = Callable[[Arguments, Mapping[str, Any]], Size]


def count(value: Any) -> float:
    """How many numbers a value holds, however nested."""
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, (list, tuple)):
        return sum(1 if type(item) in (float, int) else count(item) for item in value)
    return 1


def harmless(args: Arguments, kwargs: Mapping[str, Any]) -> bool:
    """Nothing in the arguments is long or stands for something long."""

    def small(value: Any) -> bool:
        if isinstance(value, np.ndarray):
            return value.size <= 1000
        if isinstance(value, (list, tuple)):
            return len(value) <= 1000 and all(small(item) for item in value)
        return not isinstance(value, (int, float, complex, np.number)) or bool(abs(value) <= 1000)

    return all(small(value) for value in _all(args, kwargs))


def _shape(value: Any) -> tuple[int, ...]:
    return value.shape if isinstance(value, np.ndarray) else np.shape(value)


def _given(args: Arguments, kwargs: Mapping[str, Any], place: int, name: str, default: Any = None) -> Any:
    return args[place] if len(args) > place else kwargs.get(name, default)


def _dims(shape: Any) -> float:
    """The product of a shape as it is written: 3, (2, 3) or an array."""
    flat = np.ravel(np.asarray(shape if shape is not None else 1, dtype=float))
    return float(math.prod(max(0.0, float(side)) for side in flat))


def _all(args: Arguments, kwargs: Mapping[str, Any]) -> list[Any]:
    return [*args, *kwargs.values()]


def broadcast(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """Elementwise: the shapes laid over each other."""
    values = [value for value in _all(args, kwargs) if isinstance(value, (np.ndarray, list, tuple))]
    try:
        size = float(math.prod(np.broadcast_shapes(*(_shape(value) for value in values))))
    except ValueError:  # NumPy will say why, unless it lays the items of a list over each other
        size = 0.0 if all(isinstance(v, np.ndarray) for v in values) else math.prod(count(v) for v in values)
    return size, size * 10


def total(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """No more than what goes in: reductions, sorting, joining."""
    size = sum(count(value) for value in _all(args, kwargs))
    return size, size * 30


def product(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """Each with each: outer products, grids."""
    size = float(math.prod(max(1.0, count(value)) for value in _all(args, kwargs)))
    return size, size * 10


def matmul(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """m·n·k, for every matrix of a stack."""
    a, b = (_shape(value) for value in (list(args) + [1, 1])[:2])
    shared = a[-1] if a else 1
    size = math.prod(a) / max(1, shared) * math.prod(b) / max(1, shared if b else 1)
    slow = 1 if any(getattr(value, "dtype", np.dtype(float)).kind in "fc" for value in args) else 20
    return size, size * shared * slow


def _einsum(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    inputs = str(args[0]).replace(" ", "").split("->")[0].split(",")
    sides: dict[str, int] = {}
    for letters, value in zip(inputs, args[1:], strict=True):
        for letter, side in zip(letters, _shape(value), strict=True):
            sides[letter] = max(side, sides.get(letter, 1))
    work = float(math.prod(sides.values()))
    return work, work * 10


def _linear(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """Cubic in the side of a matrix."""
    size = sum(count(value) for value in args)
    side = max(
        (max(_shape(value), default=1) for value in args if not isinstance(value, (int, float, str))),
        default=1,
    )
    square = any(len(_shape(value)) > 1 for value in args)
    return max(size, side * side if square else size), size * (side if square else 1) * 30


def _shaped(place: int, name: str = "shape") -> Cost:
    def cost(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
        size = _dims(_given(args, kwargs, place, name))
        return size, size * 10

    return cost


def _eye(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    rows = float(_given(args, kwargs, 0, "N", kwargs.get("n", 1)))
    columns = _given(args, kwargs, 1, "M")
    size = rows * float(rows if not isinstance(columns, (int, float, np.integer)) else columns)
    return size, size * 10


def _arange(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    start, stop, step = (
        float(_given(args, kwargs, i, n, d))
        for i, n, d in ((0, "start", 0), (1, "stop", math.nan), (2, "step", 1))
    )
    if math.isnan(stop):
        start, stop = 0.0, start
    size = max(0.0, (stop - start) / step + 1) if step else 0.0
    return size, size * 10


def _spaced(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    ends = broadcast(args[:2], {})[0]
    size = max(1.0, ends) * float(_given(args, kwargs, 2, "num", 50))
    return size, size * 30


def _tile(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = max(1.0, count(_given(args, kwargs, 0, "A"))) * _dims(_given(args, kwargs, 1, "reps"))
    return size, size * 10


def _repeat(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    repeats = np.asarray(_given(args, kwargs, 1, "repeats"), dtype=float)
    size = count(_given(args, kwargs, 0, "a")) * float(max(1.0, repeats.max(initial=0.0)))
    return size, size * 10


def _pad(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    most = float(np.max(np.abs(np.asarray(_given(args, kwargs, 1, "pad_width"), dtype=float))))
    size = math.prod(side + 2 * most for side in _shape(args[0]))
    return size, size * 30


def _diag(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = (count(args[0]) + abs(float(_given(args, kwargs, 1, "k", 0)))) ** 2
    return (size, size * 10) if len(_shape(args[0])) < 2 or args[0] is None else total(args, kwargs)


def _taken(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    axis, size = _given(args, kwargs, 2, "axis"), count(_given(args, kwargs, 1, "indices"))
    if axis is not None:
        shape = _shape(args[0])
        size *= math.prod(shape) / max(1, shape[axis])
    return size, size * 10


def _counts(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    most = float(np.max(np.asarray(args[0], dtype=float), initial=0.0))
    size = max(most + 1, float(_given(args, kwargs, 2, "minlength", 0)))
    return size, size + count(args[0]) * 10


def _bins(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    bins = _given(args, kwargs, 1 if len(args) < 3 else 2, "bins", 10)
    if isinstance(bins, str):
        raise ValueError("bins is a number or a list of edges here")
    size = max([count(bins), *(float(b) for b in np.ravel(np.asarray(bins, dtype=float)))])
    return size * size, (size * size + count(args[0])) * 30


def _diff(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = total(args, {})[0]
    return size, size * 10 + float(_given(args, kwargs, 1, "n", 1)) * 1e6


def _polynomial(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = count(args[0]) * (
        float(_given(args, kwargs, 2, "deg", _given(args, kwargs, 1, "N", 1) if len(args) < 3 else 1)) + 1
    )
    return size, size * 300


def _lengths(key: Any) -> list[float]:
    """How long each part of `np.r_[0:5, x]` or `np.mgrid[0:1:5j]` is."""
    lengths = []
    for item in key if isinstance(key, tuple) else (key,):
        if isinstance(item, slice):
            step = 1 if item.step is None else item.step
            way = abs(float(item.stop or 0) - float(item.start or 0))
            lengths.append(abs(step) if isinstance(step, complex) else way / abs(float(step)) + 1)
        else:
            lengths.append(max(1.0, count(item)))
    return lengths


def _joined(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = sum(_lengths(args[0]))
    return size, size * 30


def _mesh(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    lengths = _lengths(args[0])
    size = math.prod(lengths) * len(lengths)
    return size, size * 10


def _grid(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = math.prod(max(1.0, count(value)) for value in args) * max(1, len(args))
    return size, size * 10


def _indices(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = _dims(args[0]) * max(1, len(args[0]))
    return size, size * 10


def _drawn(place: int) -> Cost:
    """A distribution: its parameters laid over each other, or `size` numbers."""

    def cost(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
        size = _given(args, kwargs, place, "size")
        parameters = broadcast(args[:place], {n: v for n, v in kwargs.items() if n not in ("size", "dtype")})[
            0
        ]
        drawn = max(parameters, 1.0 if size is None else _dims(size))
        return drawn, drawn * 50

    return cost


def _dims_drawn(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = _dims(list(args))
    return size, size * 50


def _shuffled(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = _dims(args[0]) if np.ndim(args[0]) == 0 else count(args[0])
    return size, size * 50


def _chosen(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    people = _dims(args[0]) if np.ndim(args[0]) == 0 else count(args[0])
    replace, shape = _given(args, kwargs, 2, "replace", True), _given(args, kwargs, 1, "size")
    rows = people if np.ndim(args[0]) < 2 else people / max(1, _shape(args[0])[0])
    size = _dims(shape) * (1 if np.ndim(args[0]) < 2 else rows) + (0 if replace else people)
    return size, size * 50


def _normals(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    side = max(1.0, count(_given(args, kwargs, 0, "mean")))
    size = side * _dims(_given(args, kwargs, 2, "size"))
    return max(size, side * side), size * side * 50 + side**3 * 30


def index(shape: tuple[int, ...], key: Any) -> float:
    """How many numbers `array[key]` copies: none for a view."""
    parts = [
        np.asarray(part) if isinstance(part, list) else part
        for part in (key if isinstance(key, tuple) else (key,))
    ]
    sides = [
        part.ndim if isinstance(part, np.ndarray) and part.dtype == bool else int(part is not None)
        for part in parts
    ]
    if Ellipsis in (part for part in parts if not isinstance(part, np.ndarray)):
        at = next(i for i, part in enumerate(parts) if part is Ellipsis)
        sides[at] = max(0, len(shape) - sum(sides) + 1)
    picked, axis, rest = [], 0, 1.0
    for part, wide in zip(parts, sides, strict=True):
        if isinstance(part, np.ndarray):
            picked.append((int(np.count_nonzero(part)),) if part.dtype == bool else part.shape)
        elif isinstance(part, slice) or part is Ellipsis:
            rest *= math.prod(shape[axis : axis + wide])
        axis += wide
    rest *= math.prod(shape[axis:])
    return math.prod(np.broadcast_shapes(*picked)) * rest if picked else 0.0


def _named(names: str, cost: Cost) -> dict[str, Cost]:
    return dict.fromkeys(names.split(), cost)


_UFUNCS: Final = """
    absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and bitwise_or bitwise_xor bitwise_not
    cbrt ceil conjugate copysign cos cosh deg2rad degrees divide divmod equal exp exp2 expm1 fabs float_power floor
    floor_divide fmax fmin fmod frexp greater greater_equal heaviside hypot invert isfinite isinf isnan ldexp
    left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or
    logical_xor maximum minimum mod modf multiply negative nextafter not_equal positive power rad2deg radians
    reciprocal remainder right_shift rint sign signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc
"""
UFUNCS: Final = frozenset([*_UFUNCS.split(), "abs", "pow", "conj"])

FUNCTIONS: Final[dict[str, Cost]] = {
    **_named(" ".join(UFUNCS), broadcast),
    **_named(
        "where clip round around fix isclose allclose array_equal array_equiv isneginf isposinf nan_to_num real imag "
        "unravel_index ravel_multi_index angle iscomplex isreal sinc i0 unwrap select copyto putmask broadcast_arrays interp cross",
        broadcast,
    ),
    **_named(
        "array asarray asanyarray ascontiguousarray copy sum mean std var min max amin amax ptp argmin argmax prod "
        "cumsum cumprod any all median average nansum nanmean nanstd nanvar nanmin nanmax nanargmin nanargmax "
        "nanmedian nanprod nancumsum count_nonzero nonzero argwhere flatnonzero concatenate concat stack vstack "
        "hstack dstack column_stack append delete reshape ravel transpose permute_dims matrix_transpose swapaxes "
        "moveaxis rollaxis squeeze expand_dims atleast_1d atleast_2d atleast_3d flip fliplr flipud roll rot90 split "
        "array_split hsplit vsplit dsplit sort argsort lexsort partition argpartition unique unique_values "
        "searchsorted digitize zeros_like ones_like empty_like full_like tril triu trace ediff1d gradient trapezoid "
        "cumulative_sum extract compress intersect1d union1d setdiff1d setxor1d isscalar ndim size shape "
        "shares_memory may_share_memory fill_diagonal place put diagonal trim_zeros block array_repr array_str "
        "iscomplexobj isrealobj result_type promote_types can_cast isin",
        total,
    ),
    **_named(
        "outer kron convolve correlate percentile quantile nanpercentile nanquantile insert take_along_axis "
        "put_along_axis polyval polymul polyadd polysub vander",
        product,
    ),
    **_named("dot matmul inner vdot tensordot vecdot cov corrcoef", matmul),
    **_named("eye identity tri", _eye),
    **_named("zeros ones empty full", _shaped(0)),
    **_named("broadcast_to resize", _shaped(1)),
    **_named("linspace logspace geomspace", _spaced),
    **_named("meshgrid ix_", _grid),
    **_named("histogram histogram_bin_edges histogram2d", _bins),
    **_named("diag diagflat", _diag),
    **_named("r_ c_", _joined),
    **_named("mgrid ogrid", _mesh),
    "einsum": _einsum,
    "arange": _arange,
    "tile": _tile,
    "repeat": _repeat,
    "pad": _pad,
    "take": _taken,
    "bincount": _counts,
    "diff": _diff,
    "polyfit": _polynomial,
    "indices": _indices,
    **{
        f"linalg.{name}": cost
        for name, cost in _named(
            "norm inv pinv solve det slogdet lstsq qr svd svdvals eig eigh eigvals eigvalsh cholesky matrix_rank cond "
            "vector_norm matrix_norm",
            _linear,
        ).items()
    },
    **{f"linalg.{name}": cost for name, cost in _named("matmul vecdot", matmul).items()},
    "linalg.outer": product,
}
"""Every function: its name as in `np.NAME`, and its cost."""

METHODS: Final[dict[str, Cost]] = {
    **_named(
        "all any argmax argmin argsort astype conj conjugate copy cumprod cumsum diagonal fill flatten max mean min "
        "nonzero prod ravel reshape searchsorted sort squeeze std sum swapaxes trace transpose var tolist item "
        "partition argpartition compress __bool__ __float__ __int__ __index__ __complex__ __contains__ __len__ __divmod__",
        total,
    ),
    **_named("clip round", broadcast),
    **{name: FUNCTIONS[name] for name in ("dot", "repeat", "take", "put")},
}
"""What may be called on an array; the array is the first argument."""

RANDOM: Final[dict[str, Cost]] = {
    **_named("rand randn", _dims_drawn),
    **_named("random random_sample ranf sample standard_normal standard_exponential", _drawn(0)),
    **_named("exponential poisson rayleigh standard_t chisquare geometric", _drawn(1)),
    **_named(
        "uniform normal randint integers beta binomial gamma laplace logistic lognormal gumbel", _drawn(2)
    ),
    **_named("triangular", _drawn(3)),
    **_named("permutation shuffle permuted", _shuffled),
    "choice": _chosen,
    "multivariate_normal": _normals,
    "seed": total,
}
"""What may be called on `np.random`, a RandomState or a Generator."""

"""Which names of NumPy a program in the sandbox may call on the host, each with its cost."""

from __future__ import annotations

from typing import Final

from engine.program import numpy_costs as cost
from engine.program import numpy_costs_random as drawing
from engine.program.numpy_costs import Cost
from engine.program.numpy_costs_index import diagonal, triangle


def _named(names: str, cost: Cost) -> dict[str, Cost]:
    return dict.fromkeys(names.split(), cost)


_UFUNCS: Final = """
    absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and bitwise_or bitwise_xor
    bitwise_not cbrt ceil conjugate copysign cos cosh deg2rad degrees divide divmod equal exp exp2 expm1
    fabs float_power floor floor_divide fmax fmin fmod frexp greater greater_equal heaviside hypot invert
    isfinite isinf isnan ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2
    logical_and logical_not logical_or logical_xor maximum minimum mod modf multiply negative nextafter
    not_equal positive power rad2deg radians reciprocal remainder right_shift rint sign signbit sin sinh
    spacing sqrt square subtract tan tanh true_divide trunc acos acosh asin asinh atan atan2 atanh gcd lcm
"""
UFUNCS: Final = frozenset([*_UFUNCS.split(), "abs", "pow", "conj"])

FUNCTIONS: Final[dict[str, Cost]] = {
    **_named(" ".join(UFUNCS), cost.broadcast),
    **_named(
        "where clip round around fix isclose allclose array_equal array_equiv isneginf isposinf "
        "nan_to_num real imag unravel_index ravel_multi_index angle iscomplex isreal sinc i0 unwrap "
        "select copyto putmask broadcast_arrays interp cross put_along_axis linalg.cross",
        cost.broadcast,
    ),
    **_named(
        "array asarray asanyarray ascontiguousarray copy sum mean std var min max amin amax ptp "
        "argmin argmax prod cumsum cumprod any all median average nansum nanmean nanstd nanvar nanmin "
        "nanmax nanargmin nanargmax nanmedian nanprod nancumsum count_nonzero nonzero argwhere "
        "flatnonzero concatenate concat stack vstack hstack dstack column_stack append delete reshape "
        "ravel transpose permute_dims matrix_transpose swapaxes moveaxis rollaxis squeeze expand_dims "
        "atleast_1d atleast_2d atleast_3d flip fliplr flipud roll rot90 sort argsort lexsort "
        "partition argpartition unique unique_values searchsorted digitize tril triu trace ediff1d "
        "gradient trapezoid cumulative_sum extract compress intersect1d union1d setdiff1d setxor1d "
        "isscalar ndim size shape shares_memory may_share_memory fill_diagonal place put diagonal "
        "trim_zeros block array_repr array_str iscomplexobj isrealobj result_type promote_types "
        "can_cast isin linalg.trace linalg.diagonal linalg.matrix_transpose tril_indices_from "
        "triu_indices_from diag_indices_from",
        cost.total,
    ),
    **_named(
        "outer kron percentile quantile nanpercentile nanquantile insert polyval linalg.outer", cost.product
    ),
    **_named("convolve correlate polymul polyadd polysub", cost.convolved),
    **_named("dot matmul inner vdot vecdot linalg.matmul linalg.vecdot", cost.matmul),
    **_named("cov corrcoef", cost.covariance),
    **_named("eye identity tri", cost.eye),
    "diag_indices": diagonal,
    **_named("zeros ones empty full", cost.shaped(0)),
    **_named("tril_indices triu_indices", triangle),
    **_named("zeros_like ones_like empty_like full_like", cost.like),
    **_named("linspace logspace geomspace", cost.spaced),
    **_named("meshgrid ix_", cost.grid),
    **_named("histogram histogram_bin_edges", cost.bins),
    **_named("diag diagflat", cost.diag),
    **_named("split array_split hsplit vsplit dsplit", cost.sections),
    **_named("r_ c_", cost.joined),
    **_named("mgrid ogrid", cost.mesh),
    **_named(
        "linalg.norm linalg.inv linalg.pinv linalg.solve linalg.det linalg.slogdet linalg.lstsq "
        "linalg.qr linalg.svd linalg.svdvals linalg.eig linalg.eigh linalg.eigvals linalg.eigvalsh "
        "linalg.cholesky linalg.matrix_rank linalg.cond linalg.vector_norm linalg.matrix_norm",
        cost.linear,
    ),
    "einsum": cost.einsum,
    **_named("tensordot linalg.tensordot", cost.tensordot),
    "broadcast_to": cost.shaped(1),
    "resize": cost.shaped(1, "new_shape"),
    "histogram2d": cost.bins2,
    "take_along_axis": cost.along,
    "vander": cost.powers,
    "arange": cost.arange,
    "tile": cost.tile,
    "repeat": cost.repeat,
    "pad": cost.pad,
    "take": cost.taken,
    "bincount": cost.counts,
    "diff": cost.diff,
    "polyfit": cost.polynomial,
    "indices": cost.indices,
}
"""Every function: its name as in `np.NAME`, and its cost."""

METHODS: Final[dict[str, Cost]] = {
    **_named(
        "all any argmax argmin argsort astype conj conjugate copy cumprod cumsum diagonal fill "
        "flatten max mean min nonzero prod ravel reshape searchsorted sort squeeze std sum swapaxes "
        "trace transpose var item partition argpartition compress __bool__ __float__ __int__ "
        "__index__ __complex__",
        cost.total,
    ),
    **_named("clip round", cost.broadcast),
    **{name: FUNCTIONS[name] for name in ("dot", "repeat", "take", "put")},
}
"""What may be called on an array; the array is the first argument."""

RANDOM: Final[dict[str, Cost]] = {
    **_named("rand randn", drawing.dims_drawn),
    **_named("random random_sample ranf sample standard_normal standard_exponential", drawing.drawn(0)),
    **_named("exponential poisson rayleigh standard_t chisquare geometric", drawing.drawn(1)),
    **_named(
        "uniform normal randint integers beta binomial gamma laplace logistic lognormal gumbel",
        drawing.drawn(2),
    ),
    **_named("triangular", drawing.drawn(3)),
    **_named("permutation shuffle permuted", drawing.shuffled),
    "choice": drawing.chosen,
    "multivariate_normal": drawing.normals,
    "seed": cost.total,
}
"""What may be called on `np.random`, a RandomState or a Generator."""

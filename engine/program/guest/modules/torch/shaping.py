"""Shapes: broadcasting, views, indexing, and tensors put together. No op of the engine is needed: a number keeps
its Value wherever it goes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

from .dtypes import Size, bool_, int64, wider
from .tensor import Tensor, made, new, offer, offered, titled, tracking


def strides(shape: Sequence[int]) -> list[int]:
    return [math.prod(shape[i + 1 :]) for i in range(len(shape))]


def places(shape: Sequence[int], steps: Sequence[int]) -> list[int]:
    """Where each element of a shape lies, if one step along each dimension is that long."""
    found = [0]
    for size, step in zip(shape, steps, strict=True):
        found = [at + i * step for at in found for i in range(size)]
    return found


def broadcast_shape(a: Sequence[int], b: Sequence[int]) -> Size:
    depth = max(len(a), len(b))
    pairs = list(zip([1] * (depth - len(a)) + [*a], [1] * (depth - len(b)) + [*b], strict=True))
    for i, (m, n) in enumerate(pairs):
        if m != n and 1 not in (m, n):
            raise RuntimeError(
                f"The size of tensor a ({m}) must match the size of tensor b ({n}) at non-singleton dimension {i}"
            )
    return Size(n if m == 1 else m for m, n in pairs)


def broadcast_places(shape: Sequence[int], target: Sequence[int], refusal: str = "") -> Any:
    """For each element of the target, which one of `shape` it is."""
    if shape == target:
        return range(math.prod(shape))
    skipped = len(target) - len(shape)
    if skipped < 0 or any(n not in (1, m) for n, m in zip(shape, target[skipped:], strict=True)):
        raise RuntimeError(refusal or f"The expanded size {tuple(target)} does not fit {tuple(shape)}")
    own = [0 if n == 1 else step for n, step in zip(shape, strides(shape), strict=True)]
    return places(target, [0] * skipped + own)


def dim_of(x: Any, dim: int, extra: int = 0) -> int:
    depth = max(len(x.shape) + extra, 1)
    if not -depth <= dim < depth:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-depth}, {depth - 1}], but got {dim})"
        )
    return dim % depth


def gathered(parts: Sequence[Any], at: Sequence[tuple[int, int]], shape: Sequence[int], title: str) -> Any:
    """A tensor of its own with numbers of others: pairs of which tensor, and which of its numbers."""
    kind = parts[0].dtype
    for part in parts[1:]:
        kind = wider(kind, part.dtype)
    tracked = tracking(*parts)
    sources = [part._values() if tracked else part._numbers() for part in parts]
    found = [sources[k][i] for k, i in at]
    return made(found, shape, kind, title, parts) if tracked else new(kind.rounded(found), shape, kind)


def taken(x: Any, at: Sequence[int], shape: Sequence[int], title: str) -> Any:
    return gathered([x], [(0, i) for i in at], shape, title)


def _listed(given: tuple[Any, ...]) -> list[int]:
    """`view(2, 3)` and `view((2, 3))` alike."""
    return [int(n) for n in (given[0] if len(given) == 1 and hasattr(given[0], "__len__") else given)]


# -- views ------------------------------------------------------------------------------------------------


def view(x: Any, *shape: Any) -> Any:
    sizes, count = _listed(shape), x.numel()
    asked, known = list(sizes), -math.prod(sizes)
    if -1 in sizes and known > 0:
        sizes[sizes.index(-1)] = count // known
    if math.prod(sizes) != count:
        raise RuntimeError(f"shape '{asked}' is invalid for input of size {count}")
    return x._view(x._at, sizes, "ViewBackward0")


@offered("ravel")
def flatten(input: Any, start_dim: int = 0, end_dim: int = -1) -> Any:
    start, end = dim_of(input, start_dim), dim_of(input, end_dim)
    if start == end and input.shape:
        return input
    return view(input, *input.shape[:start], -1 if input.numel() else 0, *input.shape[end + 1 :])


def _turned(x: Any, dims: Sequence[int], title: str) -> Any:
    dims, steps = [dim_of(x, d) for d in dims], strides(x.shape)
    shape = [x.shape[d] for d in dims]
    return x._view([x._at[i] for i in places(shape, [steps[d] for d in dims])], shape, title)


def _transposed(x: Any, dim0: int, dim1: int) -> Any:
    dims = list(range(len(x.shape))) or [0]
    a, b = dim_of(x, dim0), dim_of(x, dim1)
    dims[a], dims[b] = b, a
    return _turned(x, dims[: len(x.shape)], "TransposeBackward0")


def _squeezed(x: Any, dim: Any = None) -> Any:
    gone = (
        range(len(x.shape))
        if dim is None
        else [dim_of(x, d) for d in (dim if isinstance(dim, tuple) else [dim])]
    )
    title = f"SqueezeBackward{0 if dim is None else 1 if isinstance(dim, int) else 2}"
    return x._view(x._at, [n for i, n in enumerate(x.shape) if i not in gone or n != 1], title)


def unsqueeze(input: Any, dim: int) -> Any:
    dim = dim_of(input, dim, 1)
    return input._view(input._at, [*input.shape[:dim], 1, *input.shape[dim:]], "UnsqueezeBackward0")


def _expanded(x: Any, *sizes: Any) -> Any:
    wanted = _listed(sizes)
    own = [1] * (len(wanted) - len(x.shape)) + [*x.shape]
    shape = [o if n == -1 else n for n, o in zip(wanted, own, strict=True)]
    return x._view([x._at[i] for i in broadcast_places(x.shape, shape)], shape, "ExpandBackward0")


# -- indexing ---------------------------------------------------------------------------------------------


def _axes(x: Any, index: Any) -> tuple[list[tuple[list[int], Any]], str]:
    """For each part of an index how far its numbers lie, and what it is: True a dimension, False a single place, a
    shape for a list of places; and what torch calls it."""
    from .making import numbers_and_shape

    parts = list(index) if isinstance(index, tuple) else [index]
    used = sum(
        len(p.shape) if isinstance(p, Tensor) and p.dtype is bool_ else p is not None and p is not ...
        for p in parts
    )
    if used > len(x.shape):
        raise IndexError(
            f"too many indices for tensor of dimension {len(x.shape)}" if x.shape else
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a "
            "0-dim tensor to a number"
        )  # fmt: skip
    parts += [...] if not any(p is ... for p in parts) else []
    k = next(i for i, p in enumerate(parts) if p is ...)
    parts[k : k + 1] = [slice(None)] * (len(x.shape) - used)
    steps, dim, title = strides(x.shape), 0, "AliasBackward0"
    axes: list[tuple[list[int], Any]] = []
    for part in parts:
        if part is None:
            axes.append(([0], True))
            title = "UnsqueezeBackward0" if title == "AliasBackward0" else title
            continue
        listed = isinstance(part, list | range) or (
            hasattr(part, "tolist") and (part.shape or part.dtype is bool_)
        )
        if isinstance(part, slice):
            axes.append(([i * steps[dim] for i in range(x.shape[dim])[part]], True))
            title = title if part == slice(None) else "SliceBackward0"
        elif not listed:
            axes.append(([steps[dim] * _within(int(part.__index__()), x.shape[dim], dim)], False))
            title = "SelectBackward0"
        else:
            rows, shape, kind = numbers_and_shape(list(part) if isinstance(part, range) else part)
            if kind is bool_:
                chosen = [at for at, yes in zip(product(*map(range, shape)), rows, strict=True) if yes]
                axes += [
                    ([steps[dim + d] * at[d] for at in chosen], Size((len(chosen),)))
                    for d in range(len(shape))
                ]
                dim += len(shape) - 1
            else:
                axes.append(([steps[dim] * _within(i, x.shape[dim], dim) for i in rows], shape))
        dim += 1
    return axes, "IndexBackward0" if any(isinstance(how, Size) for _, how in axes) else title


def _within(i: int, size: int, dim: int) -> int:
    if not -size <= i < size:
        raise IndexError(f"index {i} is out of bounds for dimension {dim} with size {size}")
    return i % size


def _plan(x: Any, index: Any) -> tuple[list[int], list[int], str]:
    """Which numbers of a tensor an index means, the shape they make, and what torch calls that. Lists of indices run
    together; their dimensions stand where the first of them stood."""
    axes, title = _axes(x, index)
    groups: list[tuple[list[int], Sequence[int]]] = [(o, [len(o)] if how else []) for o, how in axes]
    if title == "IndexBackward0":
        chosen = [(i, offsets, how or Size()) for i, (offsets, how) in enumerate(axes) if how is not True]
        shape = Size()
        for _, _, how in chosen:
            shape = broadcast_shape(shape, how)
        found = [[offsets[i] for i in broadcast_places(how, shape)] for _, offsets, how in chosen]
        together = [sum(offsets) for offsets in zip(*found, strict=True)]
        first, last = chosen[0][0], chosen[-1][0]
        apart = last - first >= len(chosen)
        groups = [(o, [len(o)]) for o, how in axes if how is True]
        groups.insert(0 if apart else first, (together, shape))
    at, sizes = [0], list[int]()
    for offsets, own in groups:
        at = [a + o for a in at for o in offsets]
        sizes += own
    return at, sizes, title


def _getitem(x: Any, index: Any) -> Any:
    at, shape, title = _plan(x, index)
    if title == "IndexBackward0":
        return taken(x, at, shape, title)
    return x._view([x._at[i] for i in at], shape, title)


def _setitem(x: Any, index: Any, given: Any) -> None:
    from .making import as_tensor

    at, shape, _ = _plan(x, index)
    given = as_tensor(given)
    if given.dtype.kind > x.dtype.kind:
        given = given.detach().to(x.dtype)
    if len(given.shape) > len(shape):
        given = view(given, shape)
    x._view([x._at[i] for i in at], shape, "SliceBackward0")._write(given)


def _along(dim: int, part: Any) -> tuple[Any, ...]:
    return (*[slice(None)] * dim, part)


@offered()
def narrow(input: Any, dim: int, start: int, length: int) -> Any:
    return _getitem(input, _along(dim_of(input, dim), slice(start, start + length)))


@offered()
def gather(input: Any, dim: int, index: Any) -> Any:
    dim, steps = dim_of(input, dim), strides(input.shape)
    at = zip(product(*map(range, index.shape)), index._numbers(), strict=True)
    steps_at = [sum(s * (i if d == dim else p[d]) for d, s in enumerate(steps)) for p, i in at]
    return taken(input, steps_at, index.shape, "GatherBackward0")


@offered()
def nonzero(input: Any, as_tuple: bool = False) -> Any:
    found = [at for at, n in zip(product(*map(range, input.shape)), input._numbers(), strict=True) if n]
    columns = [new([at[d] for at in found], (len(found),), int64) for d in range(len(input.shape))]
    return tuple(columns) if as_tuple else stack(columns, 1)


def _cut(x: Any, keep: Any, title: str) -> Any:
    from .ops import where

    rows, columns = x.shape[-2:]
    mask = [
        keep(j - i) for _ in range(x.numel() // (rows * columns)) for i in range(rows) for j in range(columns)
    ]
    return titled(where(new(mask, x.shape, bool_), x, new(x.dtype.rounded([0]), (), x.dtype)), title, x)


# -- together and apart -----------------------------------------------------------------------------------


def _joined(tensors: Sequence[Any], dim: int, title: str) -> Any:
    first = tensors[0].shape
    shape, inner = [*first], math.prod(first[dim + 1 :])
    shape[dim] = sum(t.shape[dim] for t in tensors)
    blocks = [(k, t.shape[dim] * inner) for k, t in enumerate(tensors)]
    at = [(k, o * size + i) for o in range(math.prod(first[:dim])) for k, size in blocks for i in range(size)]
    return gathered(tensors, at, shape, title)


def stack(tensors: Any, dim: int = 0) -> Any:
    first = tensors[0].shape
    for i, t in enumerate(tensors):
        if t.shape != first:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(first)} at entry 0 and {list(t.shape)} at "
                f"entry {i}"
            )
    return _joined([unsqueeze(t, dim) for t in tensors], dim_of(tensors[0], dim, 1), "StackBackward0")


def cat(tensors: Any, dim: int = 0) -> Any:
    tensors = [t for t in tensors if t.shape != (0,)] or list(tensors)
    for i, t in enumerate(tensors):
        if not t.shape:
            raise RuntimeError(f"zero-dimensional tensor (at position {i}) cannot be concatenated")
        for d, (m, n) in enumerate(zip(t.shape, tensors[0].shape, strict=True)):
            if m != n and d != dim_of(t, dim):
                raise RuntimeError(
                    f"Sizes of tensors must match except in dimension {dim}. Expected size {n} but got size {m} for tensor "
                    f"number {i} in the list."
                )
    return _joined(tensors, dim_of(tensors[0], dim), "CatBackward0")


def split(x: Any, split_size: Any, dim: int = 0) -> Any:
    dim, size = dim_of(x, dim), x.shape[dim_of(x, dim)]
    sizes = split_size
    if isinstance(split_size, int):
        sizes = [min(split_size, size - start) for start in range(0, size, split_size)]
    title = "SplitBackward0" if isinstance(split_size, int) else "SplitWithSizesBackward0"
    return tuple(titled(narrow(x, dim, sum(sizes[:i]), n), title, x) for i, n in enumerate(sizes))


def _repeated(x: Any, *sizes: Any) -> Any:
    counts = _listed(sizes)
    at = new(list(range(x.numel())), [1] * (len(counts) - len(x.shape)) + [*x.shape], int64)
    for dim, count in enumerate(counts):
        at = cat([at] * count, dim)
    return taken(x, at._numbers(), at.shape, "RepeatBackward0")


def _picked_along(x: Any, dim: int, order: Any, title: str) -> Any:
    return titled(_getitem(x, _along(dim_of(x, dim), list(order))), title, x)


def _repeated_each(x: Any, repeats: int, dim: Any = None) -> Any:
    x, dim = (flatten(x), 0) if dim is None else (x, dim)
    return _picked_along(
        x, dim, [i for i in range(x.shape[dim]) for _ in range(repeats)], "RepeatInterleaveBackward0"
    )


offer({
    "view": view, "reshape": view, "unsqueeze": unsqueeze, "squeeze": _squeezed, "transpose": _transposed,
    "swapaxes": _transposed, "expand": _expanded, "broadcast_to": _expanded, "split": split, "repeat": _repeated,
    "tile": _repeated, "repeat_interleave": _repeated_each,
    "view_as": lambda x, other: view(x, other.shape), "expand_as": lambda x, other: _expanded(x, other.shape),
    "permute": lambda x, *dims: _turned(x, _listed(dims), "PermuteBackward0"),
    "t": lambda x: _turned(x, range(len(x.shape))[::-1], "TBackward0"),
    "movedim": lambda x, source, destination: _turned(x, _moved(x, source, destination), "PermuteBackward0"),
    "clone": lambda x, **_: taken(x, range(x.numel()), x.shape, "CloneBackward0"),
    "select": lambda x, dim, index: _getitem(x, _along(dim_of(x, dim), index)),
    "index_select": lambda x, dim, index: _picked_along(x, dim, index._numbers(), "IndexSelectBackward0"),
    "flip": lambda x, *dims: _flipped(x, _listed(dims)),
    "roll": lambda x, shifts, dims=0: _picked_along(x, dims, [(i - shifts) % x.shape[dims] for i in range(x.shape[dims])], "RollBackward0"),
    "masked_select": lambda x, mask: titled(_getitem(x, mask), "MaskedSelectBackward0", x),
    "tril": lambda x, diagonal=0: _cut(x, lambda off: off <= diagonal, "TrilBackward0"),
    "triu": lambda x, diagonal=0: _cut(x, lambda off: off >= diagonal, "TriuBackward0"),
    "diag": lambda x: x[range(min(x.shape)), range(min(x.shape))] if x.dim() == 2 else _cut(_expanded(x, len(x), len(x)), lambda off: off == 0, "DiagBackward0"),
    "unbind": lambda x, dim=0: tuple(
        titled(_getitem(x, _along(dim_of(x, dim), i)), "UnbindBackward0", x) for i in range(x.shape[dim])),
    "chunk": lambda x, chunks, dim=0: split(x, -(-x.shape[dim] // chunks), dim),
    "numel": lambda x: len(x._at), "nelement": lambda x: len(x._at), "dim": lambda x: len(x.shape),
    "is_floating_point": lambda x: x.dtype.is_floating_point, "stride": lambda x: tuple(strides(x.shape)),
    "contiguous": lambda x: x, "cpu": lambda x: x, "data_ptr": lambda x: id(x._store),
})  # fmt: skip
offer({
    "stack": stack, "cat": cat, "concat": cat, "concatenate": cat,
    "vstack": lambda tensors: cat([view(t, 1, -1) if t.dim() < 2 else t for t in tensors]),
    "hstack": lambda tensors: cat([view(t, -1) if not t.shape else t for t in tensors], min(tensors[0].dim(), 2) // 2),
    "column_stack": lambda tensors: cat([view(t, -1, 1) if t.dim() < 2 else t for t in tensors], 1),
}, method=False)  # fmt: skip


def _flipped(x: Any, dims: list[int]) -> Any:
    for dim in dims:
        x = titled(_picked_along(x, dim, range(x.shape[dim])[::-1], "FlipBackward0"), "FlipBackward0", x)
    return x


def _moved(x: Any, source: int, destination: int) -> list[int]:
    dims = [d for d in range(len(x.shape)) if d != dim_of(x, source)]
    dims.insert(dim_of(x, destination), dim_of(x, source))
    return dims


_METHODS: dict[str, Any] = {
    "__getitem__": _getitem, "__setitem__": _setitem, "mT": property(lambda self: _transposed(self, -1, -2)),
    "T": property(lambda self: _turned(self, range(len(self.shape))[::-1], "PermuteBackward0")),
}  # fmt: skip
for _name, _method in _METHODS.items():
    setattr(Tensor, _name, _method)

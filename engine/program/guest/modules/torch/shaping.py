"""Shapes: broadcasting, views, indexing, and tensors put together. No op of the engine is needed: a number keeps
its Value wherever it goes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from .dtypes import Size, bool_, int64, wider
from .tensor import Tensor, made, methods, new, renamed, titled, tracking


def strides(shape: Sequence[int]) -> list[int]:
    found, step = [], 1
    for size in reversed(shape):
        found.append(step)
        step *= size
    return found[::-1]


def places(shape: Sequence[int], steps: Sequence[int], start: int = 0) -> list[int]:
    """Where each element of a shape lies, if one step along each dimension is that long."""
    found = [start]
    for size, step in zip(shape, steps, strict=True):
        found = [at + i * step for at in found for i in range(size)]
    return found


def broadcast_shape(a: Sequence[int], b: Sequence[int]) -> Size:
    if a == b:
        return Size(a)
    depth, found = max(len(a), len(b)), []
    for i in range(depth):
        m = a[i - depth + len(a)] if i >= depth - len(a) else 1
        n = b[i - depth + len(b)] if i >= depth - len(b) else 1
        if m != n and 1 not in (m, n):
            raise RuntimeError(
                f"The size of tensor a ({m}) must match the size of tensor b ({n}) at non-singleton dimension {i}"
            )
        found.append(n if m == 1 else m)
    return Size(found)


def broadcast_places(shape: Sequence[int], target: Sequence[int], refusal: str = "") -> Any:
    """For each element of the target, which one of `shape` it is."""
    if shape == target:
        return range(Size(shape).numel())
    skipped = len(target) - len(shape)
    if skipped < 0 or any(n not in (1, m) for n, m in zip(shape, target[skipped:], strict=True)):
        raise RuntimeError(refusal or f"The expanded size {tuple(target)} does not fit {tuple(shape)}")
    own = [0] * skipped + [0 if n == 1 else step for n, step in zip(shape, strides(shape), strict=True)]
    return places(target, own)


def dim_of(x: Tensor, dim: int, extra: int = 0) -> int:
    depth = len(x.shape) + extra
    if not -max(depth, 1) <= dim < max(depth, 1):
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-max(depth, 1)}, {max(depth, 1) - 1}], but got {dim})"
        )
    return dim % max(depth, 1)


def taken(x: Tensor, at: Sequence[int], shape: Sequence[int], title: str) -> Tensor:
    """A tensor of its own, with some of another's numbers."""
    return gathered([x], [(0, i) for i in at], shape, title)


def gathered(parts: Sequence[Tensor], at: Sequence[tuple[int, int]], shape: Sequence[int], title: str) -> Tensor:
    """The same from several: pairs of which tensor, and which of its numbers."""
    kind = parts[0].dtype
    for part in parts[1:]:
        kind = wider(kind, part.dtype)
    if tracking(*parts):
        values = [part._values() for part in parts]
        return made([values[k][i] for k, i in at], shape, kind, title, parts)
    numbers = [part._numbers() for part in parts]
    return new(kind.rounded([numbers[k][i] for k, i in at]), shape, kind)


# -- views ------------------------------------------------------------------------------------------------


def _settled(shape: Sequence[Any], count: int) -> Size:
    """-1 worked out."""
    sizes = [int(n) for n in (shape[0] if len(shape) == 1 and not hasattr(shape[0], "__index__") else shape)]
    if -1 in sizes:
        known = -Size(sizes).numel()
        if known <= 0 or count % known:
            raise RuntimeError(f"shape '{sizes}' is invalid for input of size {count}")
        sizes[sizes.index(-1)] = count // known
    if Size(sizes).numel() != count:
        raise RuntimeError(f"shape '{sizes}' is invalid for input of size {count}")
    return Size(sizes)


@methods("view_as", "reshape_as")
def view(input: Tensor, *shape: Any) -> Tensor:  # noqa: A002
    if len(shape) == 1 and isinstance(shape[0], Tensor):
        shape = (shape[0].shape,)
    if shape and not isinstance(shape[0], int | tuple | list):
        return input.to(shape[0])  # type: ignore[attr-defined, no-any-return]
    return input._view(input._at, _settled(shape, input.numel()), "ViewBackward0")


@methods()
def reshape(input: Tensor, *shape: Any) -> Tensor:  # noqa: A002
    return view(input, *shape)


@methods("ravel")
def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor:  # noqa: A002
    if not input.shape:
        return view(input, 1)
    start, end = dim_of(input, start_dim), dim_of(input, end_dim)
    if start == end:
        return input
    return view(input, *input.shape[:start], Size(input.shape[start : end + 1]).numel(), *input.shape[end + 1 :])


@methods()
def unflatten(input: Tensor, dim: int, sizes: Sequence[int]) -> Tensor:  # noqa: A002
    return view(input, *input.shape[:dim], *sizes, *input.shape[dim:][1:])


@methods()
def squeeze(input: Tensor, dim: Any = None) -> Tensor:  # noqa: A002
    if dim is None:
        return input._view(input._at, [n for n in input.shape if n != 1], "SqueezeBackward0")
    gone = {dim_of(input, d) for d in (dim if isinstance(dim, tuple) else (dim,))}
    shape = [n for i, n in enumerate(input.shape) if i not in gone or n != 1]
    return input._view(input._at, shape, "SqueezeBackward1" if isinstance(dim, int) else "SqueezeBackward2")


@methods()
def unsqueeze(input: Tensor, dim: int) -> Tensor:  # noqa: A002
    dim = dim_of(input, dim, 1)
    return input._view(input._at, [*input.shape[:dim], 1, *input.shape[dim:]], "UnsqueezeBackward0")


@methods()
def permute(input: Tensor, *dims: Any) -> Tensor:  # noqa: A002
    return _turned(input, dims[0] if dims and not isinstance(dims[0], int) else dims, "PermuteBackward0")


def _turned(x: Tensor, dims: Sequence[int], title: str) -> Tensor:
    dims, steps = [dim_of(x, d) for d in dims], strides(x.shape)
    shape = [x.shape[d] for d in dims]
    return x._view([x._at[i] for i in places(shape, [steps[d] for d in dims])], shape, title)


@methods()
def movedim(input: Tensor, source: int, destination: int) -> Tensor:  # noqa: A002
    dims = [d for d in range(len(input.shape)) if d != dim_of(input, source)]
    dims.insert(dim_of(input, destination), dim_of(input, source))
    return _turned(input, dims, "PermuteBackward0")


@methods("swapaxes")
def transpose(input: Tensor, dim0: int, dim1: int) -> Tensor:  # noqa: A002
    dims = list(range(len(input.shape)))
    if dims:
        a, b = dim_of(input, dim0), dim_of(input, dim1)
        dims[a], dims[b] = dims[b], dims[a]
    return _turned(input, dims, "TransposeBackward0")


@methods()
def t(input: Tensor) -> Tensor:  # noqa: A002
    return _turned(input, range(len(input.shape))[::-1], "TBackward0")


Tensor.T = property(lambda self: _turned(self, range(len(self.shape))[::-1], "PermuteBackward0"))  # type: ignore[attr-defined]
Tensor.mT = property(lambda self: transpose(self, -1, -2))  # type: ignore[attr-defined]


@methods("broadcast_to")
def expand(input: Tensor, *sizes: Any) -> Tensor:  # noqa: A002
    wanted = list(sizes[0] if len(sizes) == 1 and not isinstance(sizes[0], int) else sizes)
    own = [*[None] * (len(wanted) - len(input.shape)), *input.shape]
    shape = [o if n == -1 else n for n, o in zip(wanted, own, strict=True)]
    return input._view([input._at[i] for i in broadcast_places(input.shape, shape)], shape, "ExpandBackward0")  # type: ignore[arg-type]


@methods()
def expand_as(input: Tensor, other: Tensor) -> Tensor:  # noqa: A002
    return expand(input, other.shape)


@methods()
def clone(input: Tensor, **_: Any) -> Tensor:  # noqa: A002
    return taken(input, range(input.numel()), input.shape, "CloneBackward0")


@methods("cpu", "is_contiguous")
def contiguous(input: Tensor, *_: Any) -> Tensor:  # noqa: A002
    return input


# -- indexing ---------------------------------------------------------------------------------------------


def _plan(x: Tensor, index: Any) -> tuple[list[int], list[int], str]:
    """Which numbers of a tensor an index means, the shape they make, and what torch calls that."""
    parts = list(index) if isinstance(index, tuple) else [index]
    used = sum(p.dim() if isinstance(p, Tensor) and p.dtype is bool_ else p is not None and p is not ... for p in parts)
    if used > len(x.shape):
        raise IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a "
            "0-dim tensor to a number" if not x.shape else f"too many indices for tensor of dimension {len(x.shape)}"
        )
    if not any(p is ... for p in parts):
        parts.append(...)
    k = next(i for i, p in enumerate(parts) if p is ...)
    parts[k : k + 1] = [slice(None)] * (len(x.shape) - used)
    steps, dim, title = strides(x.shape), 0, ""
    axes: list[Any] = []  # a list of (offsets, is a dimension), or an advanced index
    for part in parts:
        if part is None:
            axes.append(([0], True))
            title = title or "UnsqueezeBackward0"
        elif isinstance(part, slice):
            axes.append(([i * steps[dim] for i in range(*part.indices(x.shape[dim]))], True))
            if part != slice(None):
                title = "SliceBackward0"
            dim += 1
        elif isinstance(part, list | Tensor | range) and (not isinstance(part, Tensor) or part.shape or part.dtype is bool_) or hasattr(part, "tolist") and getattr(part, "shape", ()):
            rows, shape, kind = _listed(part)
            if kind is bool_:
                chosen = [at for at, yes in zip(product(*map(range, shape)), rows, strict=True) if yes]
                for d in range(len(shape)):
                    axes.append(([steps[dim + d] * at[d] for at in chosen], (len(chosen),)))
                dim += len(shape)
            else:
                axes.append(([steps[dim] * _within(i, x.shape[dim], dim) for i in rows], shape))
                dim += 1
        else:
            axes.append(([steps[dim] * _within(int(part.__index__()), x.shape[dim], dim)], False))
            title = "SelectBackward0"
            dim += 1
    if any(isinstance(how, tuple) for _, how in axes):
        return (*_advanced(axes), "IndexBackward0")
    at = [0]
    for offsets, _ in axes:
        at = [a + o for a in at for o in offsets]
    return at, [len(offsets) for offsets, kept in axes if kept], title or "AliasBackward0"


def _listed(part: Any) -> tuple[list[int], Size, Any]:
    from .making import numbers_and_shape

    return numbers_and_shape(list(part) if isinstance(part, range) else part)


def _within(i: int, size: int, dim: int) -> int:
    if not -size <= i < size:
        raise IndexError(f"index {i} is out of bounds for dimension {dim} with size {size}")
    return i % size


def _advanced(axes: list[Any]) -> tuple[list[int], list[int]]:
    """Lists of indices run together; their dimensions stand where the first of them stood."""
    axes = [(offsets, Size(()) if how is False else how) for offsets, how in axes]
    chosen = [(offsets, how) for offsets, how in axes if how is not True]
    shape = Size(())
    for _, how in chosen:
        shape = broadcast_shape(shape, how)
    together = [0] * shape.numel()
    for offsets, how in chosen:
        together = [a + offsets[i] for a, i in zip(together, broadcast_places(how, shape), strict=True)]
    first = next(i for i, (_, how) in enumerate(axes) if how is not True)
    last = max(i for i, (_, how) in enumerate(axes) if how is not True)
    apart = any(how is True for _, how in axes[first:last])
    groups: list[tuple[list[int], Sequence[int]]] = [(o, [len(o)]) for o, how in axes if how is True]
    groups.insert(0 if apart else first, (together, shape))
    at, sizes = [0], []
    for offsets, own in groups:
        at = [a + o for a in at for o in offsets]
        sizes += own
    return at, sizes


def _getitem(self: Tensor, index: Any) -> Tensor:
    at, shape, title = _plan(self, index)
    if title == "IndexBackward0":
        return taken(self, at, shape, title)
    return self._view([self._at[i] for i in at], shape, title)


def _setitem(self: Tensor, index: Any, given: Any) -> None:
    from .making import tensor

    at, shape, _ = _plan(self, index)
    part = self._view([self._at[i] for i in at], shape, "Part")
    given = given if isinstance(given, Tensor) else tensor(given, self.dtype)
    while len(given.shape) > len(shape) and given.shape[0] == 1:
        given = given._view(given._at, given.shape[1:], "SqueezeBackward0")
    if given.dtype.kind > self.dtype.kind:
        given = given.detach().to(self.dtype)  # type: ignore[attr-defined]
    part._write(given)


Tensor.__getitem__, Tensor.__setitem__ = _getitem, _setitem  # type: ignore[attr-defined]


@methods()
def select(input: Tensor, dim: int, index: int) -> Tensor:  # noqa: A002
    return _getitem(input, (*[slice(None)] * dim_of(input, dim), index))


@methods()
def narrow(input: Tensor, dim: int, start: int, length: int) -> Tensor:  # noqa: A002
    return _getitem(input, (*[slice(None)] * dim_of(input, dim), slice(start, start + length)))


@methods()
def index_select(input: Tensor, dim: int, index: Tensor) -> Tensor:  # noqa: A002
    return titled(_getitem(input, (*[slice(None)] * dim_of(input, dim), index)), "IndexSelectBackward0", input)


@methods()
def masked_select(input: Tensor, mask: Tensor) -> Tensor:  # noqa: A002
    return titled(_getitem(input, mask), "MaskedSelectBackward0", input)


@methods()
def gather(input: Tensor, dim: int, index: Tensor) -> Tensor:  # noqa: A002
    dim, steps, at = dim_of(input, dim), strides(input.shape), []
    for place, i in zip(product(*map(range, index.shape)), index._numbers(), strict=True):
        at.append(sum(s * (i if d == dim else p) for d, (s, p) in enumerate(zip(steps, place, strict=True))))
    return taken(input, at, index.shape, "GatherBackward0")


@methods()
def nonzero(input: Tensor, as_tuple: bool = False) -> Any:  # noqa: A002
    found = [at for at, n in zip(product(*map(range, input.shape)), input._numbers(), strict=True) if n]
    if as_tuple:
        return tuple(new([at[d] for at in found], (len(found),), int64) for d in range(len(input.shape)))
    return new([i for at in found for i in at], (len(found), len(input.shape)), int64)


@methods()
def flip(input: Tensor, *dims: Any) -> Tensor:  # noqa: A002
    dims = dims[0] if not isinstance(dims[0], int) else dims
    gone = {dim_of(input, d) for d in dims}
    steps = strides(input.shape)
    start = sum(steps[d] * (input.shape[d] - 1) for d in gone)
    at = places(input.shape, [-s if d in gone else s for d, s in enumerate(steps)], start)
    return taken(input, at, input.shape, "FlipBackward0")


def _cut(input: Tensor, keep: Any, title: str) -> Tensor:  # noqa: A002
    rows, columns = input.shape[-2:]
    count = input.numel() // (rows * columns)
    mask = new([keep(j - i) for _ in range(count) for i in range(rows) for j in range(columns)], input.shape, bool_)
    from .elementwise import where

    return titled(where(mask, input, new(input.dtype.rounded([0]), (), input.dtype)), title, input)


@methods()
def tril(input: Tensor, diagonal: int = 0) -> Tensor:  # noqa: A002
    return _cut(input, lambda off: off <= diagonal, "TrilBackward0")


@methods()
def triu(input: Tensor, diagonal: int = 0) -> Tensor:  # noqa: A002
    return _cut(input, lambda off: off >= diagonal, "TriuBackward0")


@methods("diagonal")
def diag(input: Tensor, diagonal: int = 0) -> Tensor:  # noqa: A002
    if len(input.shape) == 1:
        out = new([0.0] * len(input) ** 2, (len(input), len(input)), input.dtype)
        for i in range(len(input)):
            _setitem(out, (i, i), _getitem(input, i))
        return titled(out, "DiagBackward0", input)
    at = [i * input.shape[1] + i + diagonal for i in range(min(input.shape)) if 0 <= i + diagonal < input.shape[1]]
    return input._view([input._at[i] for i in at], (len(at),), "DiagonalBackward0")


# -- together and apart -----------------------------------------------------------------------------------


@renamed
def stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    shapes = [t.shape for t in tensors]
    for i, shape in enumerate(shapes):
        if shape != shapes[0]:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(shapes[0])} at entry 0 and {list(shape)} at "
                f"entry {i}"
            )
    dim = dim_of(tensors[0], dim, 1)
    return _joined([unsqueeze(t.detach() if not tracking(t) else t, dim) for t in tensors], dim, "StackBackward0")


def _joined(tensors: Sequence[Tensor], dim: int, title: str) -> Tensor:
    first = tensors[0].shape
    total = sum(t.shape[dim] for t in tensors)
    shape = (*first[:dim], total, *first[dim + 1 :])
    inner = Size(first[dim + 1 :]).numel()
    at = [
        (k, outer * t.shape[dim] * inner + i)
        for outer in range(Size(first[:dim]).numel())
        for k, t in enumerate(tensors)
        for i in range(t.shape[dim] * inner)
    ]
    return gathered(tensors, at, shape, title)


@renamed
def cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    tensors = list(tensors)
    if any(not t.shape for t in tensors):
        at = next(i for i, t in enumerate(tensors) if not t.shape)
        raise RuntimeError(f"zero-dimensional tensor (at position {at}) cannot be concatenated")
    tensors = [t for t in tensors if t.shape != (0,)] or tensors
    dim = dim_of(tensors[0], dim)
    for i, t in enumerate(tensors):
        if any(d != dim and m != n for d, (m, n) in enumerate(zip(t.shape, tensors[0].shape, strict=True))):
            wrong = next(d for d, (m, n) in enumerate(zip(t.shape, tensors[0].shape, strict=True)) if d != dim and m != n)
            raise RuntimeError(
                f"Sizes of tensors must match except in dimension {dim}. Expected size {tensors[0].shape[wrong]} but got "
                f"size {t.shape[wrong]} for tensor number {i} in the list."
            )
    return _joined(tensors, dim, "CatBackward0")


concat = concatenate = cat


def vstack(tensors: Sequence[Tensor]) -> Tensor:
    return cat([view(t, 1, -1) if t.dim() < 2 else t for t in tensors])


def hstack(tensors: Sequence[Tensor]) -> Tensor:
    flat = [view(t, 1) if not t.shape else t for t in tensors]
    return cat(flat, 0 if flat[0].dim() == 1 else 1)


def column_stack(tensors: Sequence[Tensor]) -> Tensor:
    return hstack([view(t, -1, 1) if t.dim() < 2 else t for t in tensors])


@methods()
def unbind(input: Tensor, dim: int = 0) -> tuple[Tensor, ...]:  # noqa: A002
    dim = dim_of(input, dim)
    return tuple(titled(select(input, dim, i), "UnbindBackward0", input) for i in range(input.shape[dim]))


@methods()
def split(input: Tensor, split_size: Any, dim: int = 0) -> tuple[Tensor, ...]:  # noqa: A002
    dim = dim_of(input, dim)
    size = input.shape[dim]
    sizes = [split_size] * (size // split_size) + [size % split_size] * (size % split_size > 0) if isinstance(split_size, int) else split_size  # fmt: skip
    title = "SplitBackward0" if isinstance(split_size, int) else "SplitWithSizesBackward0"
    starts = [sum(sizes[:i]) for i in range(len(sizes))]
    return tuple(titled(narrow(input, dim, s, n), title, input) for s, n in zip(starts, sizes, strict=True))


@methods()
def chunk(input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:  # noqa: A002
    return split(input, -(-input.shape[dim_of(input, dim)] // chunks), dim)


@methods("tile")
def repeat(input: Tensor, *sizes: Any) -> Tensor:  # noqa: A002
    counts = list(sizes[0] if not isinstance(sizes[0], int) else sizes)
    shape = [*[1] * (len(counts) - len(input.shape)), *input.shape]
    at = list(range(input.numel()))
    result = new(at, shape, int64)
    for dim, count in enumerate(counts):
        result = cat([result] * count, dim)
    return taken(input, result._numbers(), result.shape, "RepeatBackward0")


@methods()
def roll(input: Tensor, shifts: int, dims: int = 0) -> Tensor:  # noqa: A002
    size = input.shape[dims]
    return titled(cat([narrow(input, dims, size - shifts % size, shifts % size), narrow(input, dims, 0, size - shifts % size)], dims), "RollBackward0", input)  # fmt: skip


@methods()
def repeat_interleave(input: Tensor, repeats: int, dim: int | None = None) -> Tensor:  # noqa: A002
    x = flatten(input) if dim is None else input
    index = [i for i in range(x.shape[dim or 0]) for _ in range(repeats)]
    return index_select(x, dim or 0, new(index, (len(index),), int64))

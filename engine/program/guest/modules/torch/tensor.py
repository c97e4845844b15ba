"""Tensor: a shape over a store of numbers, and where a gradient is wanted, over the engine's Values.

Tensors that are views of each other share a `Store` and differ in `_at`, the place of each of their numbers in
it. The store has each number three times at most: as a number; as the Value that an op made or that is a leaf
which requires grad; and, for use in somebody else's graph, as a plain leaf without gradient.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import wraps
from typing import Any

from engine import value as _engine

from . import printing
from .dtypes import Size, device, dtype, float32, of_python
from .graph import Node, is_grad_enabled, node_named, node_of


class Store:
    """Numbers, and what stands for them in graphs. `leaf` is the store of the leaf whose grad these are."""

    __slots__ = ("constants", "leaf", "numbers", "values")

    def __init__(self, numbers: list[Any], values: list[Any] | None = None) -> None:
        self.numbers = numbers
        self.values = values
        self.constants: dict[int, Any] = {}
        self.leaf: Store | None = None

    def write(self, at: int, number: Any) -> None:
        """A number, outside of every graph: the Value that has it, has it too."""
        self.numbers[at] = number
        self.constants.pop(at, None)
        if self.values is not None and self.values[at] is not None:
            self.values[at].data = float(number)
        if self.leaf is not None and self.leaf.values is not None and self.leaf.values[at] is not None:
            self.leaf.values[at].grad = float(number)

    def put(self, at: int, value: Any) -> None:
        """A Value, made inside a graph."""
        if self.values is None:
            self.values = [None] * len(self.numbers)
        self.numbers[at], self.values[at] = value.data, value
        self.constants.pop(at, None)

    def value(self, at: int, tracked: bool) -> Any:
        """The Value of a number; a leaf without gradient if the graph is not to go on there."""
        if tracked and self.values is not None and self.values[at] is not None:
            return self.values[at]
        found = self.constants.get(at)
        if found is None:
            found = self.constants[at] = _engine.Value(self.numbers[at])
        return found


class Tensor:
    """`torch.Tensor`. Its functions are put on it as methods where they are written (see `methods`)."""

    _store: Store
    _at: Sequence[int]
    shape: Size
    dtype: dtype
    grad_fn: Node | None = None
    _leaf_requires = False
    _grad: Tensor | None = None
    _keeps_grad = False
    _adder: Node | None = None
    _base: Tensor | None = None
    _opening = "tensor("
    __array_priority__ = 1000

    def __init__(self, *sizes: Any) -> None:
        """`torch.Tensor([1.0])` is float32; `torch.Tensor(2, 3)` has that shape, and zeros here."""
        from .making import numbers_and_shape

        if sizes and not isinstance(sizes[0], int):
            numbers, shape, _ = numbers_and_shape(sizes[0])
        else:
            shape = Size(sizes or (0,))
            numbers = [0.0] * shape.numel()
        self._fill(float32.rounded(numbers), shape, float32)

    def _fill(self, numbers: list[Any], shape: Sequence[int], kind: dtype, values: list[Any] | None = None) -> Tensor:
        self._store = Store(numbers, values)
        self._at, self.shape, self.dtype = range(len(numbers)), Size(shape), kind
        return self

    # -- what it holds ------------------------------------------------------------------------

    def _numbers(self) -> list[Any]:
        numbers = self._store.numbers
        return [numbers[i] for i in self._at]

    def _values(self) -> list[Any]:
        """The engine's Values of this tensor, in order; plain leaves where it has no gradient."""
        value, tracked = self._store.value, self.requires_grad
        return [value(i, tracked) for i in self._at]

    def tolist(self) -> Any:
        return nested(self._numbers(), self.shape)

    def item(self) -> Any:
        if len(self._at) != 1:
            raise RuntimeError(f"a Tensor with {len(self._at)} elements cannot be converted to Scalar")
        return self._store.numbers[self._at[0]]

    def numpy(self, *, force: bool = False) -> Any:
        if self.requires_grad and not force:
            raise RuntimeError(
                "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
            )
        import numpy

        return numpy.array(self.tolist(), dtype=self.dtype.name).reshape(tuple(self.shape))

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        found = self.numpy()
        return found if dtype is None else found.astype(dtype)

    # -- gradient -----------------------------------------------------------------------------

    @property
    def requires_grad(self) -> bool:
        return self._leaf_requires or self.grad_fn is not None

    @requires_grad.setter
    def requires_grad(self, wanted: bool) -> None:
        self.requires_grad_(wanted)

    def requires_grad_(self, wanted: bool = True) -> Tensor:
        if self.grad_fn is not None:
            if not wanted:
                raise RuntimeError(
                    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in "
                    "a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
                )
            return self
        if wanted and not self._leaf_requires:
            if not self.dtype.is_floating_point:
                raise RuntimeError("only Tensors of floating point dtype can require gradients")
            if self._store.values is not None:  # the numbers of another leaf: shared, but not its Values
                shared = Store(self._store.numbers)
                self._store = shared
            values: list[Any] = [None] * len(self._store.numbers)
            for i in self._at:
                values[i] = _engine.Value(self._store.numbers[i])
            self._store.values = values
        self._leaf_requires = bool(wanted)
        return self

    @property
    def is_leaf(self) -> bool:
        return self.grad_fn is None

    @property
    def grad(self) -> Tensor | None:
        if self.grad_fn is not None and not self._keeps_grad:
            import warnings

            warnings.warn(
                "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't "
                "be populated during autograd.backward(). If you indeed want the .grad field to be populated for a "
                "non-leaf Tensor, use .retain_grad() on the non-leaf Tensor.",
                stacklevel=2,
            )
        return self._grad

    @grad.setter
    def grad(self, given: Tensor | None) -> None:
        self._grad = given
        if given is not None and not isinstance(given, Tensor):
            raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {type(given).__name__}")
        if given is not None and given.shape != self.shape:
            raise RuntimeError(
                f"assigned grad has data of a different size: expected {list(self.shape)}, got {list(given.shape)}"
            )
        if self._store.values is not None:
            numbers = [0.0] * len(self._at) if given is None else given._numbers()
            for i, number in zip(self._at, numbers, strict=True):
                if self._store.values[i] is not None:
                    self._store.values[i].grad = float(number)

    def retain_grad(self) -> None:
        if not self.requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        self._keeps_grad = True
        if self.grad_fn is not None:
            kept = self.grad_fn.__dict__.setdefault("kept", [])
            if all(t is not self for t in kept):
                kept.append(self)

    @property
    def retains_grad(self) -> bool:
        return self._keeps_grad and self.grad_fn is not None

    def backward(
        self, gradient: Any = None, retain_graph: bool | None = None, create_graph: bool = False, inputs: Any = None
    ) -> None:
        from .autograd.running import backward

        backward([self], [gradient], retain_graph, create_graph, inputs)

    def register_hook(self, hook: Any) -> None:
        """Called with the gradient, after a pass."""
        node_of(self).__dict__.setdefault("hooks", []).append((self, hook))

    def detach(self) -> Tensor:
        return self._view(self._at, self.shape, None)

    @property
    def data(self) -> Tensor:
        return self.detach()

    @data.setter
    def data(self, given: Tensor) -> None:
        if given._store is self._store and given.shape == self.shape:
            return
        if given.shape != self.shape:
            self._store, self._at, self.shape = Store([0.0] * given.numel()), range(given.numel()), given.shape
            if self._leaf_requires:
                self._store.values = [_engine.Value(0.0) for _ in self._at]
        for i, number in zip(self._at, given._numbers(), strict=True):
            self._store.write(i, number)

    # -- views and writing --------------------------------------------------------------------

    def _view(self, at: Sequence[int], shape: Sequence[int], name: str | None) -> Tensor:
        """The same store, seen otherwise. Without a name there is no gradient."""
        seen = Tensor.__new__(Tensor)
        seen._store, seen._at, seen.shape, seen.dtype = self._store, at, Size(shape), self.dtype
        if name is not None:
            seen._base = self._base if self._base is not None else self
            if self.requires_grad and is_grad_enabled():
                seen.grad_fn = node_named(name, (self,))
        return seen

    def _write(self, made: Tensor, name: str | None = None) -> Tensor:
        """The numbers of `made` into this tensor: a write of data outside a graph, an op inside one."""
        from .shaping import broadcast_places

        if made.dtype.kind > self.dtype.kind:
            raise RuntimeError(
                f"result type {made.dtype.title} can't be cast to the desired output type {self.dtype.title}"
            )
        places = broadcast_places(made.shape, self.shape, self._refusal(made.shape))
        if is_grad_enabled() and (self.requires_grad or made.requires_grad):
            base = self._base
            if self._leaf_requires or (base is not None and base._leaf_requires):
                what = "a leaf Variable" if self._leaf_requires else "a view of a leaf Variable"
                raise RuntimeError(f"{what} that requires grad is being used in an in-place operation.")
            values = made._values()
            for i, place in zip(self._at, places, strict=True):
                self._store.put(i, values[place])
            if base is not None:
                base.grad_fn = node_named("CopySlices", (base, made))
                self.grad_fn = node_named("AsStridedBackward0", (base,))
            else:
                inner = made.grad_fn if name is None and made.grad_fn is not None else None
                self.grad_fn = inner or node_named(name or "CopySlices", (self, made))
            return self
        numbers = self.dtype.rounded(made._numbers())
        for i, place in zip(self._at, places, strict=True):
            self._store.write(i, numbers[place])
        return self

    def _refusal(self, other: Sequence[int]) -> str:
        return f"output with shape {list(self.shape)} doesn't match the broadcast shape {list(other)}"

    # -- Python's own questions ---------------------------------------------------------------

    def __repr__(self) -> str:
        return printing.text(self, self._opening)

    def __format__(self, spec: str) -> str:
        return format(self.item(), spec) if not self.shape else format(str(self), spec)

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of a 0-d tensor")
        return int(self.shape[0])

    def __iter__(self) -> Iterator[Tensor]:
        if not self.shape:
            raise TypeError("iteration over a 0-d tensor")
        return iter(self.unbind(0))  # type: ignore[attr-defined]

    def __bool__(self) -> bool:
        if len(self._at) != 1:
            much = "no values" if not self._at else "more than one value"
            raise RuntimeError(f"Boolean value of Tensor with {much} is ambiguous")
        return bool(self.item())

    def _single(self) -> Any:
        if len(self._at) != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self.item()

    def __float__(self) -> float:
        return float(self._single())

    def __int__(self) -> int:
        return int(self._single())

    def __index__(self) -> int:
        if self.dtype.kind == 2 or len(self._at) != 1:
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self.item())

    def __hash__(self) -> int:
        return id(self)

    def __contains__(self, number: Any) -> bool:
        return (number.item() if isinstance(number, Tensor) else number) in self._numbers()

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        if self.grad_fn is not None:
            raise RuntimeError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  "
                "If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, "
                "see https://github.com/pytorch/pytorch/pull/103001"
            )
        copied = type(self).__new__(type(self))._fill(self._numbers(), self.shape, self.dtype)
        memo[id(self)] = copied.requires_grad_(self._leaf_requires)
        return copied

    ndim = property(lambda self: len(self.shape))
    device = property(lambda self: device())
    is_cuda = False
    is_sparse = False
    layout = "torch.strided"

    def dim(self) -> int:
        return len(self.shape)

    def size(self, dim: int | None = None) -> Any:
        return self.shape if dim is None else self.shape[dim]

    def numel(self) -> int:
        return len(self._at)

    nelement = numel

    def element_size(self) -> int:
        return self.dtype.itemsize

    def data_ptr(self) -> int:
        return id(self._store)

    def is_floating_point(self) -> bool:
        return self.dtype.is_floating_point


def nested(numbers: list[Any], shape: Sequence[int]) -> Any:
    """Lists in lists, of that shape; the number itself where there are no dimensions."""
    if not shape:
        return numbers[0]
    for size in reversed(shape[1:]):
        numbers = [numbers[i : i + size] for i in range(0, len(numbers), size)] if size else [[]] * shape[0]
    return numbers


def new(numbers: list[Any], shape: Sequence[int], kind: dtype) -> Tensor:
    """A tensor of its own, from numbers that are rounded already."""
    return Tensor.__new__(Tensor)._fill(numbers, shape, kind)


def tracking(*tensors: Any) -> bool:
    """Whether an op on these makes a graph."""
    return is_grad_enabled() and any(isinstance(t, Tensor) and t.requires_grad for t in tensors)


def made(values: list[Any], shape: Sequence[int], kind: dtype, name: str, inputs: Sequence[Any]) -> Tensor:
    """A tensor of Values that an op has made."""
    found = Tensor.__new__(Tensor)._fill([v.data for v in values], shape, kind, values)
    found.grad_fn = node_named(name, [t for t in inputs if isinstance(t, Tensor)])
    return found


def titled(tensor: Tensor, name: str, *inputs: Any) -> Tensor:
    """What several steps made, under the one name that torch has for them."""
    if tensor.grad_fn is not None:
        tensor.grad_fn = node_named(name, [t for t in inputs if isinstance(t, Tensor)])
    return tensor


def as_tensor_like(x: Any, kind: dtype | None = None) -> Tensor:
    """A plain number as a tensor without dimensions, an array as a tensor."""
    if isinstance(x, Tensor):
        return x
    if getattr(x, "shape", ()):
        from .making import tensor

        return tensor(x)
    kind = kind or of_python(x)
    return new(kind.rounded([x]), (), kind)


def renamed(function: Any) -> Any:
    """Takes NumPy's words `axis` and `keepdims` too, as torch does."""
    if "dim" not in function.__code__.co_varnames[: function.__code__.co_argcount]:
        return function

    @wraps(function)
    def called(*args: Any, **named: Any) -> Any:
        for numpy_s, own in (("axis", "dim"), ("keepdims", "keepdim")):
            if numpy_s in named:
                named[own] = named.pop(numpy_s)
        return function(*args, **named)

    return called


def operator(function: Any) -> Any:
    """A function as an operator: what is no number is asked for its own answer first."""

    def operate(self: Tensor, other: Any) -> Any:
        if isinstance(other, Tensor | int | float) or hasattr(other, "__float__") or hasattr(other, "tolist"):
            return function(self, other)
        return NotImplemented

    return operate


def methods(*names: str) -> Any:
    """Puts a function on Tensor, under its own name and these, for it takes a tensor first."""

    def put(function: Any) -> Any:
        function = renamed(function)
        for name in (function.__name__, *names):
            setattr(Tensor, name, operator(function) if name.startswith("__") else function)
        return function

    return put


Tensor.__module__ = "torch"


"""Tensor: a shape over a store of numbers, and where a gradient is wanted, over the engine's Values.

Tensors that are views of each other share a `Store` and differ in `_at`, the place of each of their numbers in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any, TypeVar

from engine import value as _engine

from . import printing
from .dtypes import Size, device, dtype, float32, of_python
from .graph import Hook, Node, is_grad_enabled, node_named, node_of

F = TypeVar("F", bound=Callable[..., Any])


class Store:
    """Each number up to three times: as it is; as the Value that an op made or that is a leaf with a gradient; and
    for somebody else's graph, as a leaf without one. `leaf` is the store of the leaf whose grad these numbers are."""

    __slots__ = ("constants", "leaf", "name", "numbers", "values", "version")

    def __init__(self, numbers: list[Any], values: list[Any] | None = None) -> None:
        self.numbers, self.values = numbers, values
        self.constants: dict[int, Any] = {}
        self.leaf: Store | None = None
        self.name, self.version = "", 0

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
        self.values = self.values or [None] * len(self.numbers)
        self.numbers[at], self.values[at] = value.data, value
        self.constants.pop(at, None)

    def value(self, at: int, tracked: bool) -> Any:
        """The Value of a number; a leaf without gradient if the graph is not to go on there."""
        if tracked and self.values is not None and self.values[at] is not None:
            return self.values[at]
        if at not in self.constants:
            self.constants[at] = _engine.Value(self.numbers[at])
            if self.name:
                self.constants[at].name = self.name + f"[{at}]" * (len(self.numbers) > 1)
        return self.constants[at]


class Tensor:
    """`torch.Tensor`. Most of its methods are put on it where they are written (`offer`)."""

    _store: Store
    _at: Sequence[int]
    shape: Size
    dtype: dtype
    grad_fn: Node | None = None
    _leaf_requires = False
    _grad: Any = None
    _keeps_grad = False
    _adder: Node | None = None
    _base: Any = None
    is_cuda = False

    def __init__(self, *sizes: Any) -> None:
        """`torch.Tensor([1.0])` is float32; `torch.Tensor(2, 3)` has that shape, and zeros here."""
        from .making import numbers_and_shape

        listed = bool(sizes) and not isinstance(sizes[0], int)
        shape = Size(sizes or (0,))
        numbers, shape, _ = numbers_and_shape(sizes[0]) if listed else ([0.0] * shape.numel(), shape, None)
        self._fill(float32.rounded(numbers), shape, float32)

    def _fill(self, numbers: list[Any], shape: Sequence[int], kind: Any, values: Any = None) -> Tensor:
        self._store, self._at = Store(numbers, values), range(len(numbers))
        self.shape, self.dtype = Size(shape), kind
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
        numbers: Any = self._numbers()
        for size in reversed(self.shape[1:]):
            numbers = [numbers[i : i + size] for i in range(0, len(numbers), size or 1)]
        return numbers if self.shape else numbers[0]

    def item(self) -> Any:
        if len(self._at) != 1:
            raise RuntimeError(f"a Tensor with {len(self._at)} elements cannot be converted to Scalar")
        return self._numbers()[0]

    def numpy(self, *, force: bool = False) -> Any:
        if self.requires_grad and not force:
            what = "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
            raise RuntimeError(what)
        import numpy

        return numpy.array(self.tolist(), dtype=self.dtype.name).reshape(tuple(self.shape))

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return self.numpy() if dtype is None else self.numpy().astype(dtype)

    def _named(self, name: str, since: int) -> None:
        """An assignment names the Values made since then; those that are still to be made for it, too."""
        if self.requires_grad:
            for i, value in enumerate(self._values()):
                if value.number >= since and value.name is None:
                    value.name = name + f"[{i}]" * (len(self._at) > 1)
        elif (
            len(self._at) == len(self._store.numbers)
            and not self._store.name
            and hasattr(_engine.Value, "name")
        ):
            self._store.name = name

    # -- gradient -----------------------------------------------------------------------------

    requires_grad = property(
        lambda self: self._leaf_requires or self.grad_fn is not None,
        lambda self, wanted: self.requires_grad_(wanted),
    )

    def requires_grad_(self, wanted: bool = True) -> Tensor:
        if self.grad_fn is not None:
            if not wanted:
                raise RuntimeError(
                    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable "
                    "in a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
                )
            return self
        if wanted and not self._leaf_requires:
            if not self.dtype.is_floating_point:
                raise RuntimeError("only Tensors of floating point dtype can require gradients")
            if self._store.values is not None:  # another leaf's numbers are shared, but not its Values
                self._store = Store(self._store.numbers)
            self._store.values = [None] * len(self._store.numbers)
            for i in self._at:
                self._store.values[i] = _engine.Value(self._store.numbers[i])
        self._leaf_requires = bool(wanted)
        return self

    is_leaf = property(lambda self: self.grad_fn is None)
    retains_grad = property(lambda self: self._keeps_grad and self.grad_fn is not None)

    @property
    def grad(self) -> Any:
        return self._grad

    @grad.setter
    def grad(self, given: Any) -> None:
        if given is not None and given.shape != self.shape:
            raise RuntimeError(
                f"assigned grad has data of a different size: expected {list(self.shape)}, got {list(given.shape)}"
            )
        if self._grad is not None:
            self._grad._store.leaf = None
        self._grad = given
        numbers = [0.0] * len(self._at) if given is None else given._numbers()
        for value, number in zip(self._values() if self.requires_grad else (), numbers, strict=False):
            value.grad = float(number)

    def retain_grad(self) -> None:
        if not self.requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        if self.grad_fn is not None and not self._keeps_grad:
            self.grad_fn.kept.append(self)
        self._keeps_grad = True

    def register_hook(self, hook: Any) -> Hook:
        """Called with the gradient, after a pass."""
        hooks = node_of(self).hooks
        hooks.append((self, hook))
        return Hook(hooks, hooks[-1])

    def backward(
        self, gradient: Any = None, retain_graph: Any = None, create_graph: bool = False, inputs: Any = None
    ) -> None:  # fmt: skip
        from .autograd import backward

        backward(self, gradient, retain_graph, create_graph, inputs)

    def detach(self) -> Tensor:
        return self._view(self._at, self.shape, None)

    data = property(lambda self: self.detach(), lambda self, given: self._take(given))

    def _take(self, given: Tensor) -> None:
        """`x.data = given`: the leaf's Values stay where the shape does."""
        numbers = given._numbers()
        if given.shape != self.shape:
            values = [_engine.Value(n) for n in numbers] if self._leaf_requires else None
            self._fill(numbers, given.shape, self.dtype, values)
        elif given._store is not self._store:
            for i, number in zip(self._at, numbers, strict=True):
                self._store.write(i, number)

    # -- views and writing --------------------------------------------------------------------

    def _view(self, at: Sequence[int], shape: Sequence[int], name: str | None) -> Tensor:
        """The same store, seen otherwise. Without a name there is no gradient."""
        seen = Tensor.__new__(Tensor)
        seen._store, seen._at, seen.shape, seen.dtype = self._store, at, Size(shape), self.dtype
        if name is not None:
            seen._base = self if self._base is None else self._base
            if self.requires_grad and is_grad_enabled():
                seen.grad_fn = node_named(name, (self,))
        return seen

    def _write(self, made: Tensor, name: str | None = None) -> Tensor:
        """The numbers of `made` into this tensor: a write of data outside a graph, an op inside one."""
        from .shaping import broadcast_places

        kind, base = self.dtype, self._base
        if made.dtype.kind > kind.kind:
            raise RuntimeError(
                f"result type {made.dtype.title} can't be cast to the desired output type {kind.title}"
            )
        self._store.version += 1
        refusal = f"output with shape {list(self.shape)} doesn't match the broadcast shape {list(made.shape)}"
        places = broadcast_places(made.shape, self.shape, refusal)
        if not is_grad_enabled() or not (self.requires_grad or made.requires_grad):
            numbers = kind.rounded(made._numbers())
            for i, place in zip(self._at, places, strict=True):
                self._store.write(i, numbers[place])
            return self
        if self._leaf_requires or (base is not None and base._leaf_requires):
            what = "a leaf Variable" if self._leaf_requires else "a view of a leaf Variable"
            raise RuntimeError(f"{what} that requires grad is being used in an in-place operation.")
        values = made._values()
        for i, place in zip(self._at, places, strict=True):
            self._store.put(i, values[place])
        if base is not None:
            base.grad_fn = node_named("CopySlices", (base, made))
            self.grad_fn = node_named("AsStridedBackward0", (base,))
        elif name is None and made.grad_fn is not None:
            self.grad_fn = made.grad_fn
        else:
            self.grad_fn = node_named(name or "CopySlices", (self, made))
        return self

    # -- Python's own questions ---------------------------------------------------------------

    def __repr__(self) -> str:
        return printing.text(self)

    def __format__(self, spec: str) -> str:
        return format(self.item() if not self.shape else str(self), spec)

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of a 0-d tensor")
        return int(self.shape[0])

    def __iter__(self) -> Iterator[Any]:
        if not self.shape:
            raise TypeError("iteration over a 0-d tensor")
        return iter(FUNCTIONS["unbind"](self))

    def __bool__(self) -> bool:
        if len(self._at) != 1:
            much = "more than one value" if self._at else "no values"
            raise RuntimeError(f"Boolean value of Tensor with {much} is ambiguous")
        return bool(self.item())

    def __float__(self) -> float:
        if len(self._at) != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return float(self.item())

    def __int__(self) -> int:
        return int(self.item() if self.dtype.kind < 2 else float(self))

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

    def size(self, dim: int | None = None) -> Any:
        return self.shape if dim is None else self.shape[dim]


Tensor.__module__ = "torch"

FUNCTIONS: dict[str, Any] = {}
"""All that `torch` offers by name."""


def offer(functions: dict[str, Any], method: bool = True) -> None:
    """Functions as `torch.name(x)` and `x.name()`. NumPy's words `axis` and `keepdims` are understood too."""
    for name, function in functions.items():
        if "dim" in function.__code__.co_varnames[: function.__code__.co_argcount]:
            function = _renamed(function)
        if function.__name__ == "<lambda>":
            function.__name__ = name
        FUNCTIONS[name] = function
        if method:
            setattr(Tensor, name, function)


def _renamed(function: Any) -> Any:
    @wraps(function)
    def called(*args: Any, **named: Any) -> Any:
        for numpy_s, own in (("axis", "dim"), ("keepdims", "keepdim")):
            if numpy_s in named:
                named[own] = named.pop(numpy_s)
        return function(*args, **named)

    return called


def offered(*names: str) -> Callable[[F], F]:
    """The same for one function, under its own name and these."""

    def put(function: F) -> F:
        offer(dict.fromkeys((function.__name__.rstrip("_"), *names), function))
        return function

    return put


def new(numbers: list[Any], shape: Sequence[int], kind: dtype) -> Any:
    """A tensor of its own, from numbers that are rounded already."""
    return Tensor.__new__(Tensor)._fill(numbers, shape, kind)


def tracking(*tensors: Any) -> bool:
    """Whether an op on these makes a graph."""
    return is_grad_enabled() and any(isinstance(t, Tensor) and t.requires_grad for t in tensors)


def made(values: list[Any], shape: Sequence[int], kind: dtype, name: str, inputs: Sequence[Any]) -> Any:
    """A tensor of Values that an op has made."""
    found = Tensor.__new__(Tensor)._fill([v.data for v in values], shape, kind, values)
    found.grad_fn = node_named(name, inputs)
    found.grad_fn.save([t for t in inputs if len(inputs) == 1 or _elsewhere(inputs, t)], found)
    return found


def _elsewhere(inputs: Sequence[Any], t: Any) -> bool:
    """Whether the other factor has a gradient, so that this one is needed for it."""
    return any(other is not t and other.requires_grad for other in inputs) or inputs[0] is inputs[-1]


def titled(tensor: Any, name: str, *inputs: Any) -> Any:
    """What several steps made, under the one name that torch has for them."""
    if tensor.grad_fn is not None:
        tensor.grad_fn = node_named(name, inputs)
    return tensor


def as_tensor_like(x: Any, kind: dtype | None = None) -> Any:
    """A plain number as a tensor without dimensions, an array as a tensor."""
    if isinstance(x, Tensor):
        return x
    if getattr(x, "shape", ()):
        from .making import tensor

        return tensor(x)
    kind = kind or of_python(x)
    return new(kind.rounded([x]), (), kind)

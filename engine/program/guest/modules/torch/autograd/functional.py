"""`torch.autograd.functional`: whole derivatives of a function of tensors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..making import empty as zeros
from ..shaping import stack
from ..tensor import Tensor
from . import grad

Function = Callable[..., Any]


def _fresh(inputs: Any, keep: bool) -> tuple[Any, ...]:
    """The inputs as leaves of a graph of their own, or as they are where it is to be differentiated again."""
    given = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    return tuple(x if keep and x.requires_grad else x.detach().clone().requires_grad_() for x in given)


def _like(inputs: Any, found: Any) -> Any:
    """One where one was given, else a tuple."""
    return found[0] if isinstance(inputs, Tensor) else tuple(found)


def _rows(out: Any, xs: tuple[Any, ...], create_graph: bool) -> list[Any]:
    """Of one result, for each input: a row for each number of the result."""
    rows = [
        grad(o, xs, retain_graph=True, create_graph=create_graph, allow_unused=True)
        if o.requires_grad else (None,) * len(xs)
        for o in out.reshape(-1).unbind()
    ]  # fmt: skip
    return [
        stack([zeros(x.shape) if row[i] is None else row[i] for row in rows]).reshape(*out.shape, *x.shape)
        for i, x in enumerate(xs)
    ]


def jacobian(func: Function, inputs: Any, create_graph: bool = False, **_: Any) -> Any:
    """The derivative of every number of the result by every number that goes in."""
    xs = _fresh(inputs, create_graph)
    out = func(*xs)
    if isinstance(out, Tensor):
        return _like(inputs, _rows(out, xs, create_graph))
    return tuple(_like(inputs, _rows(one, xs, create_graph)) for one in out)


def hessian(func: Function, inputs: Any, create_graph: bool = False, **_: Any) -> Any:
    """The second derivatives of a function that gives one number."""
    xs = _fresh(inputs, create_graph)
    firsts = grad(func(*xs), xs, create_graph=True, allow_unused=True)
    rows = [
        [zeros(*x.shape, *y.shape) for y in xs] if first is None else _rows(first, xs, create_graph)
        for first, x in zip(firsts, xs, strict=True)
    ]
    return _like(inputs, [_like(inputs, row) for row in rows])


def vjp(func: Function, inputs: Any, v: Any = None, create_graph: bool = False, **_: Any) -> tuple[Any, Any]:
    """The result, and `v` times the Jacobian: what a backward pass computes."""
    xs = _fresh(inputs, create_graph)
    out = func(*xs)
    return out.detach(), _like(inputs, grad(out, xs, v, create_graph=create_graph))


def jvp(func: Function, inputs: Any, v: Any = None, create_graph: bool = False, **_: Any) -> tuple[Any, Any]:
    """The result, and the Jacobian times `v`: how the result moves when the inputs do."""
    xs = _fresh(inputs, create_graph)
    out = func(*xs)
    directions = [None] * len(xs) if v is None else [v] if isinstance(v, Tensor) else list(v)
    total: Any = None
    for rows, x, direction in zip(_rows(out, xs, create_graph), xs, directions, strict=True):
        flat = rows.reshape(out.numel(), x.numel())
        part = flat.sum(1) if direction is None else flat @ direction.reshape(-1)
        total = part if total is None else total + part
    return out.detach(), total.reshape(*out.shape)


def hvp(func: Function, inputs: Any, v: Any = None, create_graph: bool = False, **_: Any) -> tuple[Any, Any]:
    """The result, and the second derivatives times `v`, without the whole of them."""
    xs = _fresh(inputs, create_graph)
    out = func(*xs)
    firsts = grad(out, xs, create_graph=True)
    directions = [None] * len(xs) if v is None else [v] if isinstance(v, Tensor) else list(v)
    along = [f.sum() if d is None else (f * d).sum() for f, d in zip(firsts, directions, strict=True)]
    total = along[0] if len(along) == 1 else sum(along[1:], along[0])
    return out.detach(), _like(inputs, grad(total, xs, create_graph=create_graph))


vhp = hvp

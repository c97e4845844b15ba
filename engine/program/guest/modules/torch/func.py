"""`torch.func`: functions that give the derivatives of other functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .autograd import grad as _grad
from .autograd.functional import hessian as _hessian
from .autograd.functional import jacobian as _jacobian
from .shaping import stack

Function = Callable[..., Any]
Numbers = int | tuple[int, ...]


def _by(func: Function, argnums: Numbers, args: tuple[Any, ...]) -> tuple[Function, Any]:
    """The function of the arguments that are meant alone, and these."""
    places = (argnums,) if isinstance(argnums, int) else argnums

    def of(*chosen: Any) -> Any:
        whole = list(args)
        for at, x in zip(places, chosen, strict=True):
            whole[at] = x
        return func(*whole)

    given = tuple(args[at] for at in places)
    return of, given[0] if isinstance(argnums, int) else given


def grad_and_value(func: Function, argnums: Numbers = 0, has_aux: bool = False) -> Function:
    """A function that gives the gradient and the result of `func`."""

    def of(*args: Any) -> Any:
        inner, given = _by(func, argnums, args)
        xs = given if isinstance(given, tuple) else (given,)
        again = _differentiated(xs)
        leaves = [x if x.requires_grad else x.detach().clone().requires_grad_() for x in xs]
        out = inner(*leaves)
        result, *more = out if has_aux else (out,)
        found = _grad(result, leaves, create_graph=again)
        told = (result if again else result.detach(), *more)
        return found if isinstance(given, tuple) else found[0], told if has_aux else told[0]

    return of


def grad(func: Function, argnums: Numbers = 0, has_aux: bool = False) -> Function:
    """A function that gives the gradient of `func`, which gives one number."""
    both = grad_and_value(func, argnums, has_aux)

    def of(*args: Any) -> Any:
        found, out = both(*args)
        return (found, out[1]) if has_aux else found

    return of


def jacrev(func: Function, argnums: Numbers = 0) -> Function:
    """A function that gives the Jacobian of `func`."""

    def of(*args: Any) -> Any:
        inner, given = _by(func, argnums, args)
        return _jacobian(inner, given, create_graph=_differentiated(given))

    return of


jacfwd = jacrev


def hessian(func: Function, argnums: Numbers = 0) -> Function:
    """A function that gives the second derivatives of `func`."""

    def of(*args: Any) -> Any:
        inner, given = _by(func, argnums, args)
        return _hessian(inner, given, create_graph=_differentiated(given))

    return of


def vmap(func: Function, in_dims: Any = 0, out_dims: int = 0) -> Function:
    """`func` for each item along one dimension, the results stacked."""

    def of(*args: Any) -> Any:
        dims = in_dims if isinstance(in_dims, tuple) else (in_dims,) * len(args)
        rows = [[a] if d is None else a.unbind(d) for a, d in zip(args, dims, strict=True)]
        count = max(len(row) for row in rows)
        outs = [func(*(row[i if len(row) > 1 else 0] for row in rows)) for i in range(count)]
        if isinstance(outs[0], tuple):
            return tuple(stack(list(one), out_dims) for one in zip(*outs, strict=True))
        return stack(outs, out_dims)

    return of


def _differentiated(given: Any) -> bool:
    """Whether this is inside a function that is differentiated itself."""
    return any(x.requires_grad for x in (given if isinstance(given, tuple) else (given,)))

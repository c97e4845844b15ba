"""`torch.autograd.functional`: whole matrices of derivatives, one row at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..shaping import reshape, stack
from ..tensor import Tensor
from .running import grad


def jacobian(func: Callable[..., Tensor], inputs: Any, create_graph: bool = False, **_: Any) -> Any:
    given = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    given = [x if create_graph and x.requires_grad else x.detach().clone().requires_grad_() for x in given]  # type: ignore[attr-defined]
    out = func(*given)
    outs = out.reshape(-1).unbind() if out.shape else (out,)  # type: ignore[attr-defined]
    rows = [grad(o, given, retain_graph=True, create_graph=create_graph, allow_unused=True) for o in outs]
    found = []
    for i, x in enumerate(given):
        parts = [row[i] if row[i] is not None else x.detach() * 0 for row in rows]  # type: ignore[operator]
        found.append(reshape(stack(parts), (*out.shape, *x.shape)))
    return found[0] if isinstance(inputs, Tensor) else tuple(found)


def hessian(func: Callable[..., Tensor], inputs: Any, **_: Any) -> Any:
    def slope(x: Tensor) -> Any:
        return grad(func(x), x, create_graph=True)[0]

    return jacobian(slope, inputs)

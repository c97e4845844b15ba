"""`torch.nn.utils`: gradients kept short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..graph import no_grad
from ..shaping import cat
from ..tensor import Tensor


@no_grad()
def clip_grad_norm_(parameters: Any, max_norm: float, norm_type: float = 2.0) -> Tensor:
    grads = [p.grad for p in ([parameters] if isinstance(parameters, Tensor) else parameters) if p.grad is not None]
    total: Any = cat([g.reshape(-1) for g in grads]).norm(norm_type)  # type: ignore[attr-defined]
    scale = (max_norm / (total + 1e-6)).clamp(max=1.0)
    for g in grads:
        g.mul_(scale)
    return total  # type: ignore[no-any-return]


@no_grad()
def clip_grad_value_(parameters: Iterable[Any], clip_value: float) -> None:
    for p in parameters:
        if p.grad is not None:
            p.grad.clamp_(-clip_value, clip_value)


def parameters_to_vector(parameters: Iterable[Any]) -> Tensor:
    return cat([p.view(-1) for p in parameters])

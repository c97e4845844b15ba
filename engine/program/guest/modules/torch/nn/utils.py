"""`torch.nn.utils`: gradients that are too long are cut, parameters in a row."""

from __future__ import annotations

from typing import Any

from ..graph import no_grad
from ..shaping import cat, stack
from ..tensor import Tensor


def _grads(parameters: Any) -> list[Any]:
    given = [parameters] if isinstance(parameters, Tensor) else parameters
    return [p.grad for p in given if p.grad is not None]


def clip_grad_norm_(parameters: Any, max_norm: float, norm_type: float = 2.0) -> Any:
    """All gradients together no longer than that; the norm of the norms, as torch computes it."""
    with no_grad():
        grads = _grads(parameters)
        total = stack([g.norm(norm_type) for g in grads]).norm(norm_type)
        for g in grads:
            g.mul_((max_norm / (total + 1e-6)).clamp(max=1.0))
        return total


def clip_grad_value_(parameters: Any, clip_value: float) -> None:
    with no_grad():
        for g in _grads(parameters):
            g.clamp_(-clip_value, clip_value)


def parameters_to_vector(parameters: Any) -> Any:
    return cat([p.reshape(-1) for p in parameters])


def vector_to_parameters(vec: Any, parameters: Any) -> None:
    at = 0
    with no_grad():
        for p in parameters:
            p.copy_(vec[at : at + p.numel()].reshape(p.shape))
            at += p.numel()

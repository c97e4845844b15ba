"""`torch.nn`."""

from types import SimpleNamespace as _Names
from typing import Any as _Any

from ..graph import no_grad as _no_grad
from ..shaping import cat as _cat
from . import functional, layers
from .layers import (
    BatchNorm1d,
    Embedding,
    LayerNorm,
    Linear,
    ModuleDict,
    ModuleList,
    ParameterList,
    Sequential,
    init,
)
from .module import Module, Parameter

globals().update(layers.MADE)
for _name, _kind in list(globals().items()):
    if isinstance(_kind, type) and _name[0] != "_" and _kind is not Parameter:
        _kind.__module__ = "torch.nn.modules"


def _clip_grad_norm_(parameters: _Any, max_norm: float, norm_type: float = 2.0) -> _Any:
    grads = [p.grad for p in parameters if p.grad is not None]
    total = _cat([g.reshape(-1) for g in grads]).norm(norm_type)
    for g in grads:
        g.mul_((max_norm / (total + 1e-6)).clamp(max=1.0))
    return total


def _clip_grad_value_(parameters: _Any, clip_value: float) -> None:
    for p in parameters:
        if p.grad is not None:
            p.grad.clamp_(-clip_value, clip_value)


utils = _Names(clip_grad_norm_=_no_grad()(_clip_grad_norm_), clip_grad_value_=_no_grad()(_clip_grad_value_))
__all__ = [
    "BatchNorm1d", "Embedding", "LayerNorm", "Linear", "Module", "ModuleDict", "ModuleList", "Parameter",
    "ParameterList", "Sequential", "functional", "init", "utils", *layers.MADE,
]  # fmt: skip

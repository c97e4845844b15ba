"""`torch.autograd`."""

from __future__ import annotations

from typing import Any

from ..graph import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled
from ..tensor import Tensor
from . import function, functional
from .function import Function
from .running import grad
from .running import backward as _backward


class Variable(Tensor):
    """An old name: a tensor is made of a tensor."""

    def __new__(cls, data: Tensor, requires_grad: bool = False) -> Any:
        return data.detach().requires_grad_(requires_grad)



def backward(
    tensors: Any, grad_tensors: Any = None, retain_graph: Any = None, create_graph: bool = False, inputs: Any = None
) -> None:
    starts = [tensors] if isinstance(tensors, Tensor) else list(tensors)
    seeds = [grad_tensors] if isinstance(grad_tensors, Tensor) else grad_tensors or [None] * len(starts)
    _backward(starts, seeds, retain_graph, create_graph, inputs)


class set_detect_anomaly:  # noqa: N801 (torch's own name)
    """Nothing is looked for."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        pass


detect_anomaly = set_detect_anomaly


def gradcheck(func: Any, inputs: Any, *, eps: float = 1e-6, atol: float = 1e-5, rtol: float = 1e-3, **_: Any) -> bool:
    """Whether the gradient agrees with differences of the function itself."""
    given = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    for x in given:
        if not x.requires_grad:
            continue
        (found,) = grad(func(*given).sum(), x)
        store = x._store
        with no_grad():
            for at, analytical in zip(x._at, found._numbers(), strict=True):
                here, ends = store.numbers[at], []
                for moved in (here + eps, here - eps):
                    store.write(at, moved)
                    ends.append(func(*given).sum().item())
                store.write(at, here)
                if abs((ends[0] - ends[1]) / (2 * eps) - analytical) > atol + rtol * abs(analytical):
                    raise RuntimeError("Jacobian mismatch for output 0 with respect to input 0")
    return True


__all__ = [
    "Function", "Variable", "backward", "detect_anomaly", "enable_grad", "function", "functional", "grad", "gradcheck",
    "inference_mode", "is_grad_enabled", "no_grad", "set_detect_anomaly", "set_grad_enabled",
]  # fmt: skip

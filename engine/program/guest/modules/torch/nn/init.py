"""`torch.nn.init`: first numbers of parameters."""

from __future__ import annotations

import math
from typing import Any

from ..graph import no_grad


def _scale(tensor: Any, a: float = 0.0, mode: str = "fan_in", nonlinearity: str = "leaky_relu") -> float:
    """Kaiming He's."""
    slope = {"relu": 0.0, "linear": 1.0}.get(nonlinearity, a)
    gain = 5.0 / 3.0 if nonlinearity == "tanh" else math.sqrt(2.0 / (1.0 + slope**2))
    return gain / math.sqrt(tensor.shape[1] if mode == "fan_in" else tensor.shape[0])


def _xavier(tensor: Any, gain: float = 1.0) -> float:
    return gain * math.sqrt(2.0 / sum(tensor.shape))


def _bounded(tensor: Any, scale: float) -> Any:
    return tensor.uniform_(-math.sqrt(3.0) * scale, math.sqrt(3.0) * scale)


_FIRST: dict[str, Any] = {
    "uniform_": lambda tensor, a=0.0, b=1.0: tensor.uniform_(a, b),
    "normal_": lambda tensor, mean=0.0, std=1.0: tensor.normal_(mean, std),
    "constant_": lambda tensor, val: tensor.fill_(val),
    "zeros_": lambda tensor: tensor.fill_(0),
    "ones_": lambda tensor: tensor.fill_(1),
    "kaiming_uniform_": lambda tensor, *a, **named: _bounded(tensor, _scale(tensor, *a, **named)),
    "kaiming_normal_": lambda tensor, *a, **named: tensor.normal_(0.0, _scale(tensor, *a, **named)),
    "xavier_uniform_": lambda tensor, gain=1.0: _bounded(tensor, _xavier(tensor, gain)),
    "xavier_normal_": lambda tensor, gain=1.0: tensor.normal_(0.0, _xavier(tensor, gain)),
}
globals().update({name: no_grad()(rule) for name, rule in _FIRST.items()})

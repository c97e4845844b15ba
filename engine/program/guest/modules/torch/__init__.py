"""A small torch: tensors whose gradients are the engine's. It answers as torch answers, to the letter it prints."""

from __future__ import annotations

import math as _math
from sys import modules as _modules
from types import ModuleType as _Module
from typing import Any

from . import dtypes, generator, making, ops, reducing, shaping
from .dtypes import Size, device, dtype, get_default_dtype, set_default_dtype
from .generator import Generator
from .graph import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled
from .printing import set_printoptions
from .tensor import FUNCTIONS, Tensor

making.write_in_place()
from . import autograd, composed, func, nn, optim, utils  # noqa: E402 (they are made of the above)


def is_tensor(thing: Any) -> Any:
    return isinstance(thing, Tensor)


def compile(model: Any = None, **_: Any) -> Any:
    """The same, uncompiled."""
    return (lambda made: made) if model is None else model


def _type(self: Tensor, kind: Any = None) -> Any:
    return f"torch.{self.dtype.title}Tensor" if kind is None else ops.to(self, kind)


def _seeded(seed: Any) -> Generator:
    return generator.default.manual_seed(seed)


def _module(name: str, content: dict[str, Any]) -> Any:
    """A module of torch's that is a few names."""
    made = _modules[f"{__name__}.{name}"] = _Module(f"{__name__}.{name}")
    made.__dict__.update(content)
    return made


__version__ = "2.13.0+cpu"
pi, e, inf, nan, newaxis = _math.pi, _math.e, _math.inf, _math.nan, None
manual_seed, initial_seed = _seeded, generator.default.initial_seed
_elsewhere = {
    "is_available": lambda: False, "is_built": lambda: False, "device_count": lambda: 0,
    "manual_seed": _seeded, "manual_seed_all": _seeded,
}  # fmt: skip
cuda, mps = _module("cuda", _elsewhere), _module("mps", _elsewhere)
backends = _module(
    "backends", {name: _module(f"backends.{name}", _elsewhere) for name in ("mps", "cuda", "cudnn")}
)
_algebra = {
    "norm": reducing.norm,
    "vector_norm": reducing.norm,
    "det": FUNCTIONS["det"],
    "inv": FUNCTIONS["inverse"],
}
linalg = _module("linalg", _algebra)
random = _module("random", {"manual_seed": _seeded})
Tensor.type = _type  # type: ignore[attr-defined]
globals().update({**FUNCTIONS, **dtypes.DTYPES, **dtypes.OTHER_NAMES, "bool": dtypes.bool_})
__all__ = [
    "Generator", "Size", "Tensor", "autograd", "compile", "composed", "cuda", "device", "dtype", "enable_grad",
    "func", "get_default_dtype", "inference_mode", "is_grad_enabled", "is_tensor", "manual_seed", "nn", "no_grad", "optim", "set_default_dtype",
    "set_grad_enabled", "set_printoptions", "shaping", "utils", *FUNCTIONS,
]  # fmt: skip

"""A small torch: tensors whose gradients are the engine's. It answers as torch answers, to the letter it prints."""

from __future__ import annotations

import math as _math
from types import SimpleNamespace as _Names
from typing import Any

from . import dtypes, generator, making, ops, reducing, shaping
from .dtypes import Size, device, dtype, get_default_dtype, set_default_dtype
from .generator import Generator
from .graph import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled
from .printing import set_printoptions
from .tensor import FUNCTIONS, Tensor

making.write_in_place()
from . import autograd, nn, optim, utils  # noqa: E402 (they are made of the above)


def is_tensor(thing: Any) -> Any:
    return isinstance(thing, Tensor)


def compile(model: Any = None, **_: Any) -> Any:
    """The same, uncompiled."""
    return (lambda made: made) if model is None else model


def _type(self: Tensor, kind: Any = None) -> Any:
    return f"torch.{self.dtype.title}Tensor" if kind is None else ops.to(self, kind)


def _seeded(seed: Any) -> Generator:
    return generator.default.manual_seed(seed)


__version__ = "2.13.0+cpu"
pi, e, inf, nan, newaxis = _math.pi, _math.e, _math.inf, _math.nan, None
manual_seed, initial_seed = _seeded, generator.default.initial_seed
_elsewhere = _Names(
    is_available=lambda: False,
    is_built=lambda: False,
    device_count=lambda: 0,
    manual_seed=_seeded,
    manual_seed_all=_seeded,
)
cuda = mps = _elsewhere
backends = _Names(mps=_elsewhere, cuda=_elsewhere, cudnn=_elsewhere)
linalg = _Names(norm=reducing.norm, vector_norm=reducing.norm)
random = _Names(manual_seed=_seeded)
Tensor.type = _type  # type: ignore[attr-defined]
globals().update({**FUNCTIONS, **dtypes.DTYPES, **dtypes.OTHER_NAMES, "bool": dtypes.bool_})
__all__ = [
    "Generator", "Size", "Tensor", "autograd", "compile", "cuda", "device", "dtype", "enable_grad", "get_default_dtype",
    "inference_mode", "is_grad_enabled", "is_tensor", "manual_seed", "nn", "no_grad", "optim", "set_default_dtype",
    "set_grad_enabled", "set_printoptions", "shaping", "utils", *FUNCTIONS,
]  # fmt: skip

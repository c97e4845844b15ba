"""A small torch: tensors whose gradients are the engine's. It answers as torch answers, to the letter it prints."""

from __future__ import annotations

import math as _math
from typing import Any

from . import dtypes, graph
from .dtypes import Size, device, dtype, get_default_dtype, set_default_dtype
from .dtypes import (
    bfloat16, float16, float32, float64, int8, int16, int32, int64, uint8,
)  # isort: skip  # fmt: skip
from .tensor import Tensor
from .generator import Generator, manual_seed
from .graph import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled
from .making import *  # noqa: F403
from .shaping import *  # noqa: F403
from .elementwise import *  # noqa: F403
from . import elementwise as _elementwise
from .reducing import *  # noqa: F403
from . import inplace as _inplace
from . import making as _making
from . import reducing as _reducing
from . import shaping as _shaping
from .printing import set_printoptions

for _room in (_making, _shaping, _elementwise, _reducing):
    for _name, _thing in vars(_room).items():
        if callable(_thing) and not _name.startswith("_") and _name != "Any":
            globals()[_name] = _thing
for _name in ("sum", "max", "min", "all", "any"):
    globals()[_name] = getattr(_reducing, f"{_name}_")
bool, float, double, half, long, int, short = (  # noqa: A001
    dtypes.bool_, float32, float64, float16, int64, int32, int16,
)  # fmt: skip

from . import autograd, nn, optim, utils  # noqa: E402 (they are made of the above)
from .nn.functional import dropout, log_softmax, softmax, softplus  # noqa: E402

__version__ = "2.13.0+cpu"
pi, e, inf, nan, newaxis = _math.pi, _math.e, _math.inf, _math.nan, None
strided = "torch.strided"
empty, empty_like = globals()["zeros"], globals()["zeros_like"]
relu_, exp_ = Tensor.relu_, Tensor.exp_  # type: ignore[attr-defined]


def is_tensor(thing: Any) -> Any:
    return isinstance(thing, Tensor)


def numel(input: Tensor) -> Any:  # noqa: A002
    return input.numel()


def is_floating_point(input: Tensor) -> Any:  # noqa: A002
    return input.is_floating_point()


def seed() -> Any:
    return graph and 0


def compile(model: Any = None, **_: Any) -> Any:  # noqa: A001
    """The same, uncompiled."""
    return (lambda made: made) if model is None else model


def set_num_threads(count: Any) -> None:
    """There is one."""


def get_num_threads() -> Any:
    return 1


def result_type(a: Any, b: Any) -> Any:
    return dtypes.promoted(a, b)


class _Elsewhere:
    """`torch.cuda` and `torch.backends.mps`: not here."""

    @staticmethod
    def is_available() -> Any:
        return False

    is_built = is_available

    @staticmethod
    def manual_seed(seed: Any) -> None:
        pass

    manual_seed_all = manual_seed

    @staticmethod
    def device_count() -> Any:
        return 0


cuda = mps = _Elsewhere()


class backends:  # noqa: N801 (torch's own name)
    mps = cuda = cudnn = _Elsewhere()


class linalg:  # noqa: N801 (torch's own name)
    norm = vector_norm = staticmethod(_reducing.norm)


class random:  # noqa: N801 (torch's own name)
    manual_seed = staticmethod(manual_seed)


class _Typed:
    """`x.type()`, `x.new_zeros(3)` and other methods that are functions with the tensor's dtype."""


def _type(self: Tensor, kind: Any = None) -> Any:
    return f"torch.{self.dtype.title}Tensor" if kind is None else self.to(kind)  # type: ignore[attr-defined]


Tensor.type = _type  # type: ignore[attr-defined]
Tensor.cuda = lambda self, *_: device("cuda")  # type: ignore[attr-defined]
for _name in ("zeros", "ones", "full"):
    setattr(Tensor, f"new_{_name}", lambda self, *a, _of=globals()[_name], **named: _of(*a, **{"dtype": self.dtype, **named}))
Tensor.new_tensor = lambda self, data, **named: _making.tensor(data, **{"dtype": self.dtype, **named})  # type: ignore[attr-defined]
Tensor.multinomial, Tensor.bernoulli = _making.multinomial, _making.bernoulli  # type: ignore[attr-defined]
Tensor.softmax, Tensor.log_softmax = softmax, log_softmax  # type: ignore[attr-defined]
_ = (Size, dtype, Generator, enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled, _inplace)

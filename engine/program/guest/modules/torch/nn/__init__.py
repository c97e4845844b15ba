"""`torch.nn`."""

from sys import modules as _modules

from . import functional, init, layers, utils
from .layers import (
    BatchNorm1d,
    Embedding,
    LayerNorm,
    Linear,
    ModuleDict,
    ModuleList,
    ParameterList,
    PReLU,
    RMSNorm,
    Sequential,
)
from .module import Module, Parameter

_PARTS = ("activation", "container", "linear", "loss", "module", "normalization", "sparse", "dropout")
globals().update(layers.MADE)
for _name, _kind in list(globals().items()):
    if isinstance(_kind, type) and _name[0] != "_" and _kind is not Parameter:
        _kind.__module__ = "torch.nn.modules"

for _name in ("modules", "parameter", *(f"modules.{part}" for part in _PARTS)):
    _modules[f"{__name__}.{_name}"] = _modules[__name__]  # `from torch.nn.modules.loss import MSELoss`
modules = parameter = _modules[__name__]
__all__ = [
    "BatchNorm1d", "Embedding", "LayerNorm", "Linear", "Module", "ModuleDict", "ModuleList", "Parameter",
    "PReLU", "ParameterList", "RMSNorm", "Sequential", "functional", "init", "utils", *layers.MADE,
]  # fmt: skip

"""`torch.nn`."""

from . import functional, init, layers, utils
from .layers import (
    BatchNorm1d, Dropout, Embedding, Flatten, Identity, LayerNorm, Linear, ModuleDict, ModuleList, ParameterList,
    Sequential,
)  # fmt: skip
from .module import Module, Parameter

globals().update(layers.MADE)

__all__ = [
    "BatchNorm1d", "Dropout", "Embedding", "Flatten", "Identity", "LayerNorm", "Linear", "Module", "ModuleDict",
    "ModuleList", "Parameter", "ParameterList", "Sequential", "functional", "init", "utils", *layers.MADE,
]  # fmt: skip

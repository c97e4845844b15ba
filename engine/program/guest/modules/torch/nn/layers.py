"""Layers, activations and losses, as modules."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from ..making import randn, zeros
from ..reducing import mean, var
from ..shaping import flatten
from ..tensor import Tensor
from . import functional, init
from .module import Module, Parameter


class Linear(Module):
    """`x @ weight.T + bias`; drawn evenly from -1/sqrt(inputs) to 1/sqrt(inputs)."""

    def __init__(self, in_features: int, out_features: int, bias: bool = True, device: Any = None, dtype: Any = None) -> None:
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = Parameter(zeros(out_features, in_features, dtype=dtype))
        self.bias = Parameter(zeros(out_features, dtype=dtype)) if bias else None
        if not bias:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            bound = 1 / math.sqrt(self.in_features) if self.in_features else 0
            init.uniform_(self.bias, -bound, bound)

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002
        return functional.linear(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"


class Embedding(Module):
    """A row of the table for every index."""

    def __init__(self, num_embeddings: int, embedding_dim: int, **_: Any) -> None:
        super().__init__()
        self.num_embeddings, self.embedding_dim = num_embeddings, embedding_dim
        self.weight = Parameter(randn(num_embeddings, embedding_dim))

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002
        return functional.embedding(input, self.weight)

    def extra_repr(self) -> str:
        return f"{self.num_embeddings}, {self.embedding_dim}"


class LayerNorm(Module):
    """Every sample to mean 0 and variance 1."""

    def __init__(self, normalized_shape: Any, eps: float = 1e-5, elementwise_affine: bool = True, bias: bool = True) -> None:
        super().__init__()
        self.normalized_shape = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
        self.eps, self.affine = eps, elementwise_affine
        self.weight = Parameter(zeros(self.normalized_shape) + 1) if elementwise_affine else None  # type: ignore[operator]
        self.bias = Parameter(zeros(self.normalized_shape)) if elementwise_affine and bias else None

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002
        return functional.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.affine}, bias={self.bias is not None}"


class BatchNorm1d(Module):
    """Every feature to mean 0 and variance 1 over the batch."""

    def __init__(self, num_features: int, eps: float = 1e-5, momentum: float = 0.1, affine: bool = True) -> None:
        super().__init__()
        self.num_features, self.eps, self.momentum, self.affine = num_features, eps, momentum, affine
        self.weight, self.bias = Parameter(zeros(num_features) + 1), Parameter(zeros(num_features))  # type: ignore[operator]
        self.register_buffer("running_mean", zeros(num_features))
        self.register_buffer("running_var", zeros(num_features) + 1)  # type: ignore[operator]

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002
        from ..tensor import titled

        if self.training:
            middle, spread, m = mean(input, 0, True), var(input, 0, False, True), self.momentum
            self.running_mean = (1 - m) * self.running_mean + m * mean(input.detach(), 0)
            self.running_var = (1 - m) * self.running_var + m * var(input.detach(), 0)  # type: ignore[operator]
        else:
            middle, spread = self.running_mean, self.running_var
        found = (input - middle) / (spread + self.eps).sqrt() * self.weight + self.bias  # type: ignore[operator]
        return titled(found, "NativeBatchNormBackward0", input, self.weight, self.bias)

    def extra_repr(self) -> str:
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, bias={self.affine}, "
            "track_running_stats=True"
        )


class Flatten(Module):
    """All dimensions but the first in one."""

    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None:
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002
        return flatten(input, self.start_dim, self.end_dim)

    def extra_repr(self) -> str:
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"


class Identity(Module):
    """What goes in comes out."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002
        return input


class Dropout(Module):
    """Some numbers to 0 while training."""

    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        super().__init__()
        self.p, self.inplace = p, inplace

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002
        return functional.dropout(input, self.p, self.training)

    def extra_repr(self) -> str:
        return f"p={self.p}, inplace={self.inplace}"


# -- activations: module, function, options with their defaults, and which of them are printed ------------

_ACTIVATIONS: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("ReLU", "relu", {"inplace": False}, ""), ("Tanh", "tanh", {}, ""), ("Sigmoid", "sigmoid", {}, ""),
    ("LeakyReLU", "leaky_relu", {"negative_slope": 0.01, "inplace": False}, "negative_slope"),
    ("GELU", "gelu", {"approximate": "none"}, "approximate"), ("SiLU", "silu", {"inplace": False}, ""),
    ("ELU", "elu", {"alpha": 1.0, "inplace": False}, "alpha"), ("SELU", "selu", {"inplace": False}, ""),
    ("Softplus", "softplus", {"beta": 1.0, "threshold": 20.0}, "beta threshold"),
    ("Softmax", "softmax", {"dim": None}, "dim"), ("LogSoftmax", "log_softmax", {"dim": None}, "dim"),
    ("LogSigmoid", "logsigmoid", {}, ""), ("Softsign", "softsign", {}, ""), ("ReLU6", "relu6", {"inplace": False}, ""),
    ("Hardtanh", "hardtanh", {"min_val": -1.0, "max_val": 1.0}, "min_val max_val"),
)  # fmt: skip


def _activation(name: str, function: str, options: dict[str, Any], shown: str) -> type[Module]:
    def __init__(self: Any, *args: Any, **named: Any) -> None:  # noqa: N807
        Module.__init__(self)
        self.options = {**options, **dict(zip(options, args, strict=False)), **named}
        for option, setting in self.options.items():
            object.__setattr__(self, option, setting)

    def forward(self: Any, input: Tensor) -> Any:  # noqa: A002
        return getattr(functional, function)(input, **self.options)

    def extra_repr(self: Any) -> str:
        parts = [f"{o}={self.options[o]!r}" for o in shown.split()]
        return ", ".join(parts + ["inplace=True"] * bool(self.options.get("inplace")))

    return type(name, (Module,), {"__init__": __init__, "forward": forward, "extra_repr": extra_repr, "__module__": __name__})


_LOSSES = {
    "MSELoss": "mse_loss", "L1Loss": "l1_loss", "SmoothL1Loss": "smooth_l1_loss", "HuberLoss": "huber_loss",
    "CrossEntropyLoss": "cross_entropy", "NLLLoss": "nll_loss", "BCELoss": "binary_cross_entropy",
    "BCEWithLogitsLoss": "binary_cross_entropy_with_logits", "KLDivLoss": "kl_div",
}  # fmt: skip


def _loss(name: str, function: str) -> type[Module]:
    def __init__(self: Any, weight: Any = None, size_average: Any = None, reduction: str = "mean", **named: Any) -> None:  # noqa: N807
        Module.__init__(self)
        self.reduction, self.options = reduction, named

    def forward(self: Any, input: Tensor, target: Tensor) -> Any:  # noqa: A002
        return getattr(functional, function)(input, target, reduction=self.reduction, **self.options)

    return type(name, (Module,), {"__init__": __init__, "forward": forward, "__module__": __name__})


MADE = {row[0]: _activation(*row) for row in _ACTIVATIONS} | {name: _loss(name, f) for name, f in _LOSSES.items()}


# -- containers -------------------------------------------------------------------------------------------


class ModuleList(Module):
    """Modules in a list."""

    def __init__(self, modules: Iterable[Any] = ()) -> None:
        super().__init__()
        self.extend(modules)

    def append(self, module: Any) -> Any:
        self._modules[str(len(self._modules))] = module
        return self

    def extend(self, modules: Iterable[Any]) -> Any:
        for module in modules:
            self.append(module)
        return self

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._modules.values())

    def __getitem__(self, at: Any) -> Any:
        found = list(self._modules.values())[at]
        return type(self)(*found) if isinstance(at, slice) and isinstance(self, Sequential) else type(self)(found) if isinstance(at, slice) else found  # fmt: skip

    def __setitem__(self, at: int, module: Any) -> None:
        self._modules[list(self._modules)[at]] = module

    def __repr__(self) -> str:
        runs: list[list[Any]] = []
        for i, module in enumerate(self):
            shown = repr(module)
            if runs and runs[-1][2] == shown:
                runs[-1][1] = i
            else:
                runs.append([i, i, shown])
        lines = [
            f"({a}): {shown}" if a == b else f"({a}-{b}): {b - a + 1} x {shown}"
            for a, b, shown in ((a, b, s.replace("\n", "\n  ")) for a, b, s in runs)
        ]
        return f"{type(self).__name__}(" + ("\n  " + "\n  ".join(lines) + "\n" if lines else "") + ")"


class Sequential(ModuleList):
    """One module after the other."""

    def __init__(self, *modules: Any) -> None:
        Module.__init__(self)
        if len(modules) == 1 and isinstance(modules[0], dict):
            self._modules.update(modules[0])
        else:
            self.extend(modules)

    def forward(self, input: Any) -> Any:  # noqa: A002
        for module in self:
            input = module(input)  # noqa: A001
        return input

    __repr__ = Module.__repr__


class ModuleDict(Module):
    """Modules by name."""

    def __init__(self, modules: dict[str, Any] | None = None) -> None:
        super().__init__()
        self._modules.update(modules or {})

    def __getitem__(self, key: str) -> Any:
        return self._modules[key]

    def __setitem__(self, key: str, module: Any) -> None:
        self._modules[key] = module

    def items(self) -> Any:
        return self._modules.items()

    def keys(self) -> Any:
        return self._modules.keys()

    def values(self) -> Any:
        return self._modules.values()


class ParameterList(Module):
    """Parameters in a list."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        super().__init__()
        for value in values:
            self.append(value)

    def append(self, value: Any) -> Any:
        self._parameters[str(len(self._parameters))] = value if isinstance(value, Parameter) else Parameter(value)
        return self

    def __len__(self) -> int:
        return len(self._parameters)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._parameters.values())

    def __getitem__(self, at: int) -> Any:
        return list(self._parameters.values())[at]

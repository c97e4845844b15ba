"""Layers, activations, losses and containers, as modules; and their first numbers (`torch.nn.init`)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from ..making import empty, randn
from ..reducing import mean, var
from ..shaping import flatten
from ..tensor import titled
from . import functional
from . import init as _init
from .module import Module, Parameter

init: Any = _init  # its functions are made from a table


class Linear(Module):
    """`x @ weight.T + bias`; drawn evenly from -1/sqrt(inputs) to 1/sqrt(inputs)."""

    def __init__(self, in_features: int, out_features: int, bias: bool = True, dtype: Any = None) -> None:
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = Parameter(empty(out_features, in_features, dtype=dtype))
        self.register_parameter("bias", Parameter(empty(out_features, dtype=dtype)) if bias else None)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        init.kaiming_uniform_(self.weight, math.sqrt(5))
        if self.bias is not None:
            init.uniform_(self.bias, -1 / math.sqrt(self.in_features), 1 / math.sqrt(self.in_features))

    def forward(self, input: Any) -> Any:
        return functional.linear(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        return (
            f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"
        )


class Embedding(Module):
    """A row of the table for every index."""

    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        super().__init__()
        self.weight = Parameter(randn(num_embeddings, embedding_dim))

    def forward(self, input: Any) -> Any:
        return functional.embedding(input, self.weight)

    def extra_repr(self) -> str:
        return f"{self.weight.shape[0]}, {self.weight.shape[1]}"


class LayerNorm(Module):
    """Every sample to mean 0 and variance 1."""

    def __init__(self, normalized_shape: Any, eps: float = 1e-5) -> None:
        super().__init__()
        self.normalized_shape = (
            (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
        )
        self.eps = eps
        self.weight = Parameter(empty(self.normalized_shape).fill_(1))
        self.bias = Parameter(empty(self.normalized_shape))

    def forward(self, input: Any) -> Any:
        return functional.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine=True, bias=True"


class BatchNorm1d(Module):
    """Every feature to mean 0 and variance 1 over the batch."""

    def __init__(self, num_features: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.weight, self.bias = Parameter(empty(num_features).fill_(1)), Parameter(empty(num_features))
        self.register_buffer("running_mean", empty(num_features))
        self.register_buffer("running_var", empty(num_features).fill_(1))

    def forward(self, input: Any) -> Any:
        middle, spread = self.running_mean, self.running_var
        if self.training:
            middle, spread = mean(input, 0), var(input, 0, False)
            self.running_mean.lerp_(mean(input.detach(), 0), self.momentum)
            self.running_var.lerp_(var(input.detach(), 0), self.momentum)
        found = (input - middle) / (spread + self.eps).sqrt() * self.weight + self.bias
        return titled(found, "NativeBatchNormBackward0", input, self.weight, self.bias)

    def extra_repr(self) -> str:
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine=True, bias=True, "
            "track_running_stats=True"
        )


class PReLU(Module):
    """A leaky ReLU whose slope is learned."""

    def __init__(self, num_parameters: int = 1, init: float = 0.25) -> None:
        super().__init__()
        self.num_parameters = num_parameters
        self.weight = Parameter(empty(num_parameters).fill_(init))

    def forward(self, input: Any) -> Any:
        return functional.prelu(input, self.weight)

    def extra_repr(self) -> str:
        return f"num_parameters={self.num_parameters}"


class RMSNorm(Module):
    """Every sample to mean square 1."""

    def __init__(self, normalized_shape: Any, eps: float | None = None) -> None:
        super().__init__()
        one = isinstance(normalized_shape, int)
        self.normalized_shape = (normalized_shape,) if one else tuple(normalized_shape)
        self.eps = eps
        self.weight = Parameter(empty(self.normalized_shape).fill_(1))

    def forward(self, input: Any) -> Any:
        return functional.rms_norm(input, self.normalized_shape, self.weight, self.eps)

    def extra_repr(self) -> str:
        return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine=True"


# -- modules of one function: its options with their defaults, and which of them are printed ---------------

_FUNCTIONS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "ReLU": (functional.relu, {"inplace": False}, ""), "Tanh": (functional.tanh, {}, ""),
    "Sigmoid": (functional.sigmoid, {}, ""), "SiLU": (functional.silu, {"inplace": False}, ""),
    "LeakyReLU": (functional.leaky_relu, {"negative_slope": 0.01, "inplace": False}, "negative_slope"),
    "GELU": (functional.gelu, {"approximate": "none"}, "approximate"), "SELU": (functional.selu, {}, ""),
    "ELU": (functional.elu, {"alpha": 1.0, "inplace": False}, "alpha"), "ReLU6": (functional.relu6, {}, ""),
    "Softplus": (functional.softplus, {"beta": 1.0, "threshold": 20.0}, "beta threshold"),
    "Softmax": (functional.softmax, {"dim": None}, "dim"), "LogSoftmax": (functional.log_softmax, {"dim": None}, "dim"),
    "LogSigmoid": (functional.logsigmoid, {}, ""), "Softsign": (functional.softsign, {}, ""),
    "Hardtanh": (functional.hardtanh, {"min_val": -1.0, "max_val": 1.0}, "min_val max_val"),
    "Mish": (functional.mish, {"inplace": False}, ""), "Hardswish": (functional.hardswish, {"inplace": False}, ""),
    "Hardsigmoid": (functional.hardsigmoid, {"inplace": False}, ""), "Tanhshrink": (functional.tanhshrink, {}, ""),
    "Threshold": (functional.threshold, {"threshold": None, "value": None, "inplace": False}, "threshold value"),
    "CELU": (functional.celu, {"alpha": 1.0, "inplace": False}, "alpha"), "GLU": (functional.glu, {"dim": -1}, "dim"),
    "Softmin": (functional.softmin, {"dim": None}, "dim"),
    "CosineSimilarity": (functional.cosine_similarity, {"dim": 1, "eps": 1e-8}, ""),
    "PairwiseDistance": (functional.pairwise_distance, {"p": 2.0, "eps": 1e-6, "keepdim": False}, ""),
    "Flatten": (flatten, {"start_dim": 1, "end_dim": -1}, "start_dim end_dim"), "Identity": (lambda input: input, {}, ""),
    "Dropout": (functional.dropout, {"p": 0.5, "inplace": False}, "p inplace"),
    **{name: (loss, {"reduction": "mean"}, "") for name, loss in {
        "MSELoss": functional.mse_loss, "L1Loss": functional.l1_loss, "SmoothL1Loss": functional.smooth_l1_loss,
        "HuberLoss": functional.huber_loss, "NLLLoss": functional.nll_loss, "KLDivLoss": functional.kl_div,
        "BCELoss": functional.binary_cross_entropy, "BCEWithLogitsLoss": functional.binary_cross_entropy_with_logits,
        "SoftMarginLoss": functional.soft_margin_loss,
    }.items()},
    "HingeEmbeddingLoss": (functional.hinge_embedding_loss, {"margin": 1.0, "reduction": "mean"}, ""),
    "MarginRankingLoss": (functional.margin_ranking_loss, {"margin": 0.0, "reduction": "mean"}, ""),
    "PoissonNLLLoss": (functional.poisson_nll_loss, {"log_input": True, "eps": 1e-8, "reduction": "mean"}, ""),
    "GaussianNLLLoss": (functional.gaussian_nll_loss, {"eps": 1e-6, "reduction": "mean"}, ""),
    "CrossEntropyLoss": (functional.cross_entropy, {"weight": None, "reduction": "mean"}, ""),
}  # fmt: skip


def _module(name: str, function: Any, defaults: dict[str, Any], shown: str) -> Any:
    def begin(self: Any, *args: Any, **named: Any) -> None:
        Module.__init__(self)
        self.options = {**defaults, **dict(zip(defaults, args, strict=False)), **named}
        self.__dict__.update(self.options)

    def forward(self: Any, *inputs: Any) -> Any:
        training = {"training": self.training} if name == "Dropout" else {}
        return function(*inputs, **self.options, **training)

    def extra_repr(self: Any) -> str:
        inplace = ["inplace=True"] if self.options.get("inplace") and "inplace" not in shown else []
        return ", ".join([f"{option}={self.options[option]!r}" for option in shown.split()] + inplace)

    return type(name, (Module,), {"__init__": begin, "forward": forward, "extra_repr": extra_repr})


MADE = {name: _module(name, *row) for name, row in _FUNCTIONS.items()}


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
        found = list(self)[at]
        return (
            found
            if not isinstance(at, slice)
            else type(self)(*found)
            if isinstance(self, Sequential)
            else type(self)(found)
        )

    def __setitem__(self, at: int, module: Any) -> None:
        self._modules[list(self._modules)[at]] = module

    def __repr__(self) -> str:
        runs: list[list[Any]] = []
        for i, shown in enumerate(map(repr, self)):
            if runs and runs[-1][2] == shown:
                runs[-1][1] = i
            else:
                runs.append([i, i, shown])
        lines = [f"({a}): {shown}" if a == b else f"({a}-{b}): {b - a + 1} x {shown}" for a, b, shown in runs]
        return f"{type(self).__name__}(\n  " + "\n".join(lines).replace("\n", "\n  ") + "\n)"


class Sequential(ModuleList):
    """One module after the other."""

    def __init__(self, *modules: Any) -> None:
        named = modules and isinstance(modules[0], dict)
        super().__init__(() if named else modules)
        self._modules.update(modules[0] if named else {})

    def forward(self, input: Any) -> Any:
        for module in self:
            input = module(input)
        return input

    __repr__ = Module.__repr__


class ModuleDict(Module):
    """Modules by name."""

    def __init__(self, modules: Any = None) -> None:
        super().__init__()
        self._modules.update(modules or {})

    def __getitem__(self, key: str) -> Any:
        return self._modules[key]

    def __setitem__(self, key: str, module: Any) -> None:
        self._modules[key] = module

    def items(self) -> Any:
        return self._modules.items()


class ParameterList(Module):
    """Parameters in a list."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        super().__init__()
        self._parameters.update(
            {str(i): p if isinstance(p, Parameter) else Parameter(p) for i, p in enumerate(values)}
        )

    def __len__(self) -> int:
        return len(self._parameters)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._parameters.values())

    def __getitem__(self, at: int) -> Any:
        return list(self)[at]

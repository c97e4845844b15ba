"""Activations, made of the engine's ops: a part of `torch.nn.functional`."""

from __future__ import annotations

from typing import Any

from ..dtypes import bool_
from ..ops import clamp, plain, unary, where
from ..reducing import sum_
from ..tensor import FUNCTIONS, offer, titled

relu, tanh, sigmoid = (FUNCTIONS[name] for name in ("relu", "tanh", "sigmoid"))


def relu_(input: Any) -> Any:
    return input.relu_()


def leaky_relu(input: Any, negative_slope: float = 0.01, inplace: bool = False) -> Any:
    return unary("leaky_relu", "LeakyReluBackward0", input, negative_slope)


def gelu(input: Any, approximate: str = "none") -> Any:
    if approximate == "tanh":
        inner = (0.7978845608028654 * (input + 0.044715 * input**3)).tanh()
        return titled(0.5 * input * (1 + inner), "GeluBackward0", input)
    return unary("gelu", "GeluBackward0", input)


def silu(input: Any, inplace: bool = False) -> Any:
    return unary("silu", "SiluBackward0", input)


def softplus(input: Any, beta: float = 1.0, threshold: float = 20.0) -> Any:
    found = unary("softplus", "", input if beta == 1.0 else input * beta)
    return titled(found if beta == 1.0 else found / beta, "SoftplusBackward0", input)


def elu(input: Any, alpha: float = 1.0, inplace: bool = False) -> Any:
    low = unary("expm1", "", clamp(input, max=0.0))
    return titled(where(input > 0, input, low if alpha == 1.0 else alpha * low), "EluBackward0", input)


def selu(input: Any, inplace: bool = False) -> Any:
    return titled(1.0507009873554805 * elu(input, 1.6732632423543772), "EluBackward0", input)


def hardtanh(input: Any, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False) -> Any:
    cut = plain(lambda a, _: a <= min_val or a >= max_val, bool_, input)
    return titled(where(cut, clamp(input.detach(), min_val, max_val), input), "HardtanhBackward0", input)


def relu6(input: Any, inplace: bool = False) -> Any:
    return hardtanh(input, 0.0, 6.0)


def logsigmoid(input: Any) -> Any:
    return titled(-unary("softplus", "", -input), "LogSigmoidBackward0", input)


def softsign(input: Any) -> Any:
    return input / (1 + input.abs())


def softmax(input: Any, dim: int | None = None, **_: Any) -> Any:
    dim = int(input.dim() == 2) if dim is None else dim
    power = (input - input.detach().amax(dim, True)).exp()
    return titled(power / sum_(power, dim, True), "SoftmaxBackward0", input)


def log_softmax(input: Any, dim: int | None = None, **_: Any) -> Any:
    dim = int(input.dim() == 2) if dim is None else dim
    moved = input - input.detach().amax(dim, True)
    return titled(moved - sum_(moved.exp(), dim, True).log(), "LogSoftmaxBackward0", input)


def mish(input: Any, inplace: bool = False) -> Any:
    return titled(input * tanh(unary("softplus", "", input)), "MishBackward0", input)


def hardsigmoid(input: Any, inplace: bool = False) -> Any:
    return titled(relu6(input + 3.0) / 6.0, "HardsigmoidBackward0", input)


def hardswish(input: Any, inplace: bool = False) -> Any:
    return titled(input * relu6(input + 3.0) / 6.0, "HardswishBackward0", input)


def tanhshrink(input: Any) -> Any:
    return input - tanh(input)


def threshold(input: Any, threshold: float, value: float, inplace: bool = False) -> Any:
    cut = plain(lambda a, _: a <= threshold, bool_, input)
    return titled(where(cut, input.detach() * 0.0 + value, input), "ThresholdBackward0", input)


def celu(input: Any, alpha: float = 1.0, inplace: bool = False) -> Any:
    low = alpha * unary("expm1", "", clamp(input, max=0.0) / alpha)
    return titled(where(input > 0, input, low), "CeluBackward0", input)


def prelu(input: Any, weight: Any) -> Any:
    return titled(where(input > 0, input, weight * input), "PreluKernelBackward0", input, weight)


def softmin(input: Any, dim: int | None = None, **_: Any) -> Any:
    return softmax(-input, dim)


def glu(input: Any, dim: int = -1) -> Any:
    value, gate = input.chunk(2, dim)
    return titled(value * sigmoid(gate), "GluBackward0", input)


offer({"softmax": softmax, "log_softmax": log_softmax, "celu": celu, "selu": selu, "threshold": threshold})

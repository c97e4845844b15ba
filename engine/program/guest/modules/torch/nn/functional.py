"""`torch.nn.functional`: activations and losses, made of the engine's ops."""

from __future__ import annotations

import math
from typing import Any

from .. import generator as _random
from ..dtypes import bool_, int64
from ..ops import clamp, plain, unary, where
from ..reducing import matmul, mean, mm, sum_, var
from ..shaping import gather, unsqueeze, view
from ..tensor import FUNCTIONS, new, offer, titled

relu, tanh, sigmoid, normal = (FUNCTIONS[name] for name in ("relu", "tanh", "sigmoid", "normal"))


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


def linear(input: Any, weight: Any, bias: Any = None) -> Any:
    """`input @ weight.T + bias`, the bias last, as in the lecture's neuron."""
    title = "MmBackward0" if bias is None else "AddmmBackward0"
    rows = input if input.dim() == 2 else view(input, -1, input.shape[-1])
    product = mm(rows, weight.t(), title) if weight.dim() == 2 else matmul(input, weight)
    found = product if bias is None else product + bias
    if input.dim() != 2:
        plain_title = "SqueezeBackward4" if input.dim() == 1 else "UnsafeViewBackward0"
        title = plain_title if bias is None else "ViewBackward0"
        found = view(found, (*input.shape[:-1], *weight.shape[:-1]))
    return titled(found, title, *(input, weight) if bias is None else (bias, input, weight))


def embedding(input: Any, weight: Any) -> Any:
    return titled(weight[input], "EmbeddingBackward0", weight)


def one_hot(tensor: Any, num_classes: int = -1) -> Any:
    numbers = tensor._numbers()
    count = num_classes if num_classes > 0 else max(numbers) + 1
    if max(numbers) >= count:
        raise RuntimeError("Class values must be smaller than num_classes.")
    return new([int(n == k) for n in numbers for k in range(count)], (*tensor.shape, count), int64)


def dropout(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    if not training or p == 0.0:
        return input
    kept = [float(_random.default.double() < 1.0 - p) for _ in input._at]
    return input * (new(kept, input.shape, input.dtype) / (1.0 - p))


def layer_norm(
    input: Any, normalized_shape: Any, weight: Any = None, bias: Any = None, eps: float = 1e-5
) -> Any:
    dims = tuple(range(-len(normalized_shape), 0))
    found = (input - mean(input, dims, True)) / (var(input, dims, False, True) + eps).sqrt()
    found = found if weight is None else found * weight
    return titled(found if bias is None else found + bias, "NativeLayerNormBackward0", input, weight, bias)


def normalize(input: Any, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Any:
    return input / clamp(input.norm(p, dim, True), min=eps)


def cosine_similarity(x1: Any, x2: Any, dim: int = 1, eps: float = 1e-8) -> Any:
    return sum_(normalize(x1, 2.0, dim, eps) * normalize(x2, 2.0, dim, eps), dim)


# -- losses -----------------------------------------------------------------------------------------------


def _together(each: Any, reduction: str, title: str, *inputs: Any) -> Any:
    found = each if reduction == "none" else mean(each) if reduction == "mean" else sum_(each)
    return titled(found, title, *inputs)


def mse_loss(input: Any, target: Any, reduction: str = "mean") -> Any:
    return _together((input - target) ** 2, reduction, "MseLossBackward0", input, target)


def l1_loss(input: Any, target: Any, reduction: str = "mean") -> Any:
    title = {"mean": "MeanBackward0", "sum": "SumBackward0"}.get(reduction, "AbsBackward0")
    return _together((input - target).abs(), reduction, title, input, target)


def huber_loss(
    input: Any, target: Any, reduction: str = "mean", delta: float = 1.0, scale: float = 1.0
) -> Any:
    off = input - target
    each = where(off.abs() < delta, 0.5 * scale * off * off, (off.abs() - 0.5 * delta) * (delta * scale))
    return _together(each, reduction, "HuberLossBackward0", input, target)


def smooth_l1_loss(input: Any, target: Any, reduction: str = "mean", beta: float = 1.0) -> Any:
    return titled(
        huber_loss(input, target, reduction, beta, 1.0 / beta), "SmoothL1LossBackward0", input, target
    )


def nll_loss(input: Any, target: Any, weight: Any = None, reduction: str = "mean") -> Any:
    for k in target._numbers():
        if not 0 <= k < input.shape[-1]:
            raise IndexError(f"Target {k} is out of bounds.")
    each = -view(gather(view(input, -1, input.shape[-1]), 1, view(target, -1, 1)), target.shape)
    if weight is not None:
        each = each * weight[target]
        if reduction == "mean":
            return titled(sum_(each) / sum_(weight[target]), "NllLossBackward0", input)
    return _together(each, reduction, "NllLossBackward0", input)


def cross_entropy(
    input: Any,
    target: Any,
    weight: Any = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
    **_: Any,
) -> Any:
    """From logits; the target is an index for each row, or a share for each class."""
    dim = int(input.dim() > 1)
    logs = log_softmax(input, dim)
    if target.dtype.is_floating_point:
        each = -sum_(logs * target, dim)
        return titled(
            _together(each, reduction, ""), "DivBackward1" if reduction == "mean" else "NegBackward0", input
        )
    if input.dim() == 2 and target.shape != input.shape[:1]:
        sizes = f"({input.shape[0]}) to match target batch_size ({(*target.shape, 1)[0]})"
        raise ValueError(f"Expected input batch_size {sizes}.")
    found = nll_loss(logs.movedim(dim, -1), target, weight, reduction)
    if label_smoothing:
        even = _together(-mean(logs, dim), reduction, "")
        return (1 - label_smoothing) * found + label_smoothing * even
    return titled(found, "NllLossBackward0", input)


def binary_cross_entropy(input: Any, target: Any, weight: Any = None, reduction: str = "mean") -> Any:
    if input.shape != target.shape:
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}) is deprecated. "
            "Please ensure they have the same size."
        )
    if any(not 0.0 <= n <= 1.0 for n in input._numbers()):
        raise RuntimeError("all elements of input should be between 0 and 1")
    yes, no = clamp(input.log(), min=-100.0), clamp((1 - input).log(), min=-100.0)
    return _together(
        -(target * yes + (1 - target) * no), reduction, "BinaryCrossEntropyBackward0", input, target
    )


def binary_cross_entropy_with_logits(
    input: Any, target: Any, weight: Any = None, reduction: str = "mean"
) -> Any:
    if input.shape != target.shape:
        raise ValueError(f"Target size ({target.shape}) must be the same as input size ({input.shape})")
    each = (1 - target) * input + unary("softplus", "", -input)
    return _together(each, reduction, "BinaryCrossEntropyWithLogitsBackward0", input, target)


def kl_div(input: Any, target: Any, reduction: str = "mean") -> Any:
    each = target * (target.log() - input)
    return (
        sum_(each) / input.shape[0]
        if reduction == "batchmean"
        else _together(each, reduction, "MeanBackward0", input)
    )


offer({"softmax": softmax, "log_softmax": log_softmax})
_ = (math, unsqueeze)

"""`torch.nn.functional`: activations and losses, made of the engine's ops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import generator as _random
from ..dtypes import bool_, int64
from ..elementwise import UNARY, clamp, plain, unary, where
from ..reducing import amax, matmul, mean, mm, sum_, var
from ..shaping import broadcast_shape, gather, index_select, reshape, unsqueeze
from ..tensor import Tensor, new, titled


def _named(name: str) -> Callable[..., Tensor]:
    def function(input: Tensor, inplace: bool = False, **_: Any) -> Tensor:  # noqa: A002
        found = unary(*UNARY[name], input)
        return input._write(found) if inplace else found

    function.__name__ = name
    return function


relu, tanh, sigmoid = _named("relu"), _named("tanh"), _named("sigmoid")


def relu_(input: Tensor) -> Tensor:  # noqa: A002
    return relu(input, inplace=True)


def leaky_relu(input: Tensor, negative_slope: float = 0.01, inplace: bool = False) -> Tensor:  # noqa: A002
    return unary("leaky_relu", "LeakyReluBackward0", input, negative_slope)


def gelu(input: Tensor, approximate: str = "none") -> Tensor:  # noqa: A002
    if approximate == "tanh":
        inner = 0.7978845608028654 * (input + 0.044715 * input**3)  # type: ignore[operator]
        return titled(0.5 * input * (1 + tanh(inner)), "GeluBackward0", input)  # type: ignore[operator]
    return unary("gelu", "GeluBackward0", input)


def silu(input: Tensor, inplace: bool = False) -> Tensor:  # noqa: A002
    return unary("silu", "SiluBackward0", input)


def softplus(input: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Tensor:  # noqa: A002
    found = unary("softplus", "", input) if beta == 1.0 else unary("softplus", "", input * beta) / beta  # type: ignore[operator]
    return titled(found, "SoftplusBackward0", input)


def elu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:  # noqa: A002
    low = unary("expm1", "", clamp(input, max=0.0))
    return titled(where(input > 0, input, low if alpha == 1.0 else alpha * low), "EluBackward0", input)  # type: ignore[operator]


def selu(input: Tensor, inplace: bool = False) -> Tensor:  # noqa: A002
    return titled(1.0507009873554805 * elu(input, 1.6732632423543772), "EluBackward0", input)  # type: ignore[operator]


def hardtanh(input: Tensor, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False) -> Tensor:  # noqa: A002
    cut = plain(lambda a, _: a <= min_val or a >= max_val, bool_, input)
    flat = clamp(input.detach(), min_val, max_val)
    return titled(where(cut, flat, input), "HardtanhBackward0", input)


def relu6(input: Tensor, inplace: bool = False) -> Tensor:  # noqa: A002
    return hardtanh(input, 0.0, 6.0)


def logsigmoid(input: Tensor) -> Tensor:  # noqa: A002
    return titled(-unary("softplus", "", -input), "LogSigmoidBackward0", input)  # type: ignore[operator]


def softsign(input: Tensor) -> Tensor:  # noqa: A002
    return input / (1 + input.abs())  # type: ignore[operator, attr-defined, no-any-return]


def _dim(x: Tensor, dim: int | None) -> int:
    return (0 if x.dim() in (0, 1, 3) else 1) if dim is None else dim


def softmax(input: Tensor, dim: int | None = None, dtype: Any = None, **_: Any) -> Tensor:  # noqa: A002
    x = input if dtype is None else input.to(dtype)  # type: ignore[attr-defined]
    dim = _dim(x, dim)
    power = (x - amax(x.detach(), dim, True)).exp()
    return titled(power / sum_(power, dim, True), "SoftmaxBackward0", input)


def log_softmax(input: Tensor, dim: int | None = None, dtype: Any = None, **_: Any) -> Tensor:  # noqa: A002
    dim = _dim(input, dim)
    moved = input - amax(input.detach(), dim, True)  # type: ignore[operator]
    return titled(moved - sum_(moved.exp(), dim, True).log(), "LogSoftmaxBackward0", input)  # type: ignore[attr-defined]


def softmin(input: Tensor, dim: int | None = None) -> Tensor:  # noqa: A002
    return softmax(-input, dim)  # type: ignore[operator]


def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:  # noqa: A002
    """`input @ weight.T + bias`, the bias last, as in the lecture's neuron."""
    rows = reshape(input, -1, input.shape[-1]) if input.dim() != 2 else input
    product = mm(rows, weight.t(), "MmBackward0" if bias is None else "AddmmBackward0") if weight.dim() == 2 else matmul(input, weight)  # type: ignore[attr-defined]
    found = product if bias is None else product + bias  # type: ignore[operator]
    inputs = (input, weight) if bias is None else (bias, input, weight)
    if input.dim() == 2:
        return titled(found, "MmBackward0" if bias is None else "AddmmBackward0", *inputs)
    title = "ViewBackward0" if bias is not None else "SqueezeBackward4" if input.dim() == 1 else "UnsafeViewBackward0"
    return titled(reshape(found, (*input.shape[:-1], weight.shape[0])), title, *inputs)


def embedding(input: Tensor, weight: Tensor, *_: Any) -> Tensor:  # noqa: A002
    found = index_select(weight, 0, reshape(input, -1))
    return titled(reshape(found, (*input.shape, weight.shape[1])), "EmbeddingBackward0", weight)


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    numbers = tensor._numbers()
    count = num_classes if num_classes > 0 else max(numbers) + 1
    if any(n >= count for n in numbers):
        raise RuntimeError("Class values must be smaller than num_classes.")
    return new([int(n == k) for n in numbers for k in range(count)], (*tensor.shape, count), int64)


def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:  # noqa: A002
    if not training or p == 0.0:
        return input
    kept = [float(_random.default.double() < 1.0 - p) for _ in range(input.numel())]
    mask = new(kept, input.shape, input.dtype) / (1.0 - p)  # type: ignore[operator]
    return input * mask  # type: ignore[operator, no-any-return]


def layer_norm(input: Tensor, normalized_shape: Any, weight: Any = None, bias: Any = None, eps: float = 1e-5) -> Tensor:  # noqa: A002
    dims = tuple(range(-len(tuple(normalized_shape)), 0))
    x = input - mean(input, dims, True)  # type: ignore[operator]
    x = x / (var(input, dims, False, True) + eps).sqrt()  # type: ignore[operator]
    x = x if weight is None else x * weight
    return titled(x if bias is None else x + bias, "NativeLayerNormBackward0", input, weight, bias)


def normalize(input: Tensor, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Tensor:  # noqa: A002
    return input / clamp(input.norm(p, dim, True), min=eps)  # type: ignore[operator, attr-defined, no-any-return]


def cosine_similarity(x1: Tensor, x2: Tensor, dim: int = 1, eps: float = 1e-8) -> Tensor:
    sizes = clamp(x1.norm(2, dim, True), min=eps), clamp(x2.norm(2, dim, True), min=eps)  # type: ignore[attr-defined]
    return sum_((x1 / sizes[0]) * (x2 / sizes[1]), dim)  # type: ignore[operator]


# -- losses -----------------------------------------------------------------------------------------------


def _together(each: Tensor, reduction: str, title: str, *inputs: Any) -> Tensor:
    found = each if reduction == "none" else mean(each) if reduction == "mean" else sum_(each)
    return titled(found, title, *inputs)


def _sizes(input: Tensor, target: Tensor, what: str = "") -> None:  # noqa: A002
    if input.shape == target.shape:
        return
    if what:
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}) is deprecated. "
            "Please ensure they have the same size."
        )
    import warnings

    warnings.warn(
        f"Using a target size ({target.shape}) that is different to the input size ({input.shape}). This will likely lead "
        "to incorrect results due to broadcasting. Please ensure they have the same size.",
        stacklevel=3,
    )
    broadcast_shape(input.shape, target.shape)


def mse_loss(input: Tensor, target: Tensor, *_: Any, reduction: str = "mean", **__: Any) -> Tensor:  # noqa: A002
    _sizes(input, target)
    return _together((input - target) ** 2, reduction, "MseLossBackward0", input, target)  # type: ignore[operator]


def l1_loss(input: Tensor, target: Tensor, *_: Any, reduction: str = "mean", **__: Any) -> Tensor:  # noqa: A002
    _sizes(input, target)
    title = {"mean": "MeanBackward0", "sum": "SumBackward0", "none": "AbsBackward0"}[reduction]
    return _together((input - target).abs(), reduction, title, input, target)  # type: ignore[operator]


def _smooth(input: Tensor, target: Tensor, edge: float, scale: float) -> Tensor:  # noqa: A002
    off = input - target  # type: ignore[operator]
    far = off.abs()
    return where(far < edge, 0.5 * off * off * scale, (far - 0.5 * edge) * (edge * scale))  # type: ignore[no-any-return]


def smooth_l1_loss(input: Tensor, target: Tensor, *_: Any, reduction: str = "mean", beta: float = 1.0) -> Tensor:  # noqa: A002
    return _together(_smooth(input, target, beta, 1.0 / beta), reduction, "SmoothL1LossBackward0", input, target)


def huber_loss(input: Tensor, target: Tensor, reduction: str = "mean", delta: float = 1.0) -> Tensor:  # noqa: A002
    return _together(_smooth(input, target, delta, 1.0), reduction, "HuberLossBackward0", input, target)


def nll_loss(input: Tensor, target: Tensor, weight: Any = None, *_: Any, reduction: str = "mean", **__: Any) -> Tensor:  # noqa: A002
    count = input.shape[-1]
    for k in target._numbers():
        if not 0 <= k < count:
            raise IndexError(f"Target {k} is out of bounds.")
    if target.dim() == 0:
        found = -input[target]  # type: ignore[index]
    else:
        found = -reshape(gather(input, 1, unsqueeze(target, 1)), -1)  # type: ignore[operator]
    return _together(found, reduction, "NllLossBackward0", input)


def cross_entropy(
    input: Tensor, target: Tensor, weight: Any = None, *_: Any, reduction: str = "mean", label_smoothing: float = 0.0, **__: Any
) -> Tensor:  # fmt: skip # noqa: A002
    """From logits; the target is an index for each row, or a share for each class."""
    dim = 0 if input.dim() == 1 else 1
    logs = log_softmax(input, dim)
    if target.dtype.is_floating_point:
        each = -sum_(logs * target, dim)  # type: ignore[operator]
        title = "DivBackward1" if reduction == "mean" else "NegBackward0"
        return _together(each, reduction, title, input, target)
    if input.dim() > 2:
        logs = reshape(logs.movedim(1, -1), -1, input.shape[1])  # type: ignore[attr-defined]
    if input.dim() == 2 and target.shape != input.shape[:1]:
        raise ValueError(f"Expected input batch_size ({input.shape[0]}) to match target batch_size ({(*target.shape, 1)[0]}).")
    return titled(nll_loss(logs, target, reduction=reduction), "NllLossBackward0", input)


def binary_cross_entropy(input: Tensor, target: Tensor, weight: Any = None, *_: Any, reduction: str = "mean") -> Tensor:  # noqa: A002
    _sizes(input, target, "deprecated")
    if any(not 0.0 <= n <= 1.0 for n in input._numbers()):
        raise RuntimeError("all elements of input should be between 0 and 1")
    yes, no = clamp(input.log(), min=-100.0), clamp((1 - input).log(), min=-100.0)  # type: ignore[attr-defined, operator]
    each = -(target * yes + (1 - target) * no)  # type: ignore[operator]
    return _together(each, reduction, "BinaryCrossEntropyBackward0", input, target)


def binary_cross_entropy_with_logits(
    input: Tensor, target: Tensor, weight: Any = None, *_: Any, reduction: str = "mean", pos_weight: Any = None
) -> Tensor:  # fmt: skip # noqa: A002
    if input.shape != target.shape:
        raise ValueError(f"Target size ({target.shape}) must be the same as input size ({input.shape})")
    each = (1 - target) * input + unary("softplus", "", -input)  # type: ignore[operator]
    return _together(each, reduction, "BinaryCrossEntropyWithLogitsBackward0", input, target)


def hinge_embedding_loss(input: Tensor, target: Tensor, margin: float = 1.0, reduction: str = "mean") -> Tensor:  # noqa: A002
    each = where(target == 1, input, clamp(margin - input, min=0.0))  # type: ignore[operator]
    return _together(each, reduction, "MeanBackward0", input)


def kl_div(input: Tensor, target: Tensor, *_: Any, reduction: str = "mean", log_target: bool = False) -> Tensor:  # noqa: A002
    each = target * (target.log() - input)  # type: ignore[operator, attr-defined]
    if reduction == "batchmean":
        return sum_(each) / input.shape[0]  # type: ignore[operator, no-any-return]
    return _together(each, reduction, "MeanBackward0", input, target)


"""`torch.nn.functional`: what layers compute; activations and losses have rooms of their own."""

from __future__ import annotations

from typing import Any

from .. import generator as _random
from ..dtypes import int64
from ..ops import clamp
from ..reducing import matmul, mean, mm, sum_, var
from ..shaping import view
from ..tensor import FUNCTIONS, new, titled
from .activations import *  # noqa: F403
from .losses import *  # noqa: F403

normal = FUNCTIONS["normal"]


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


def pairwise_distance(x1: Any, x2: Any, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False) -> Any:
    return (x1 - x2 + eps).norm(p, -1, keepdim)


def rms_norm(input: Any, normalized_shape: Any, weight: Any = None, eps: float | None = None) -> Any:
    small = 1.1920928955078125e-07 if eps is None else eps
    found = input / (mean(input * input, tuple(range(-len(normalized_shape), 0)), True) + small).sqrt()
    return found if weight is None else found * weight

"""Losses, made of the engine's ops: a part of `torch.nn.functional`."""

from __future__ import annotations

from typing import Any

from ..ops import clamp, unary, where
from ..reducing import mean, sum_
from ..shaping import gather, view
from ..tensor import titled
from .activations import log_softmax


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


def hinge_embedding_loss(input: Any, target: Any, margin: float = 1.0, reduction: str = "mean") -> Any:
    each = where(target == 1, input, clamp(margin - input, min=0.0))
    return _together(each, reduction, "MeanBackward0", input)


def margin_ranking_loss(
    input1: Any, input2: Any, target: Any, margin: float = 0.0, reduction: str = "mean"
) -> Any:
    each = clamp(-target * (input1 - input2) + margin, min=0.0)
    return _together(each, reduction, "MeanBackward0", input1, input2)


def soft_margin_loss(input: Any, target: Any, reduction: str = "mean") -> Any:
    return _together(unary("softplus", "", -target * input), reduction, "SoftMarginLossBackward0", input)


def poisson_nll_loss(
    input: Any, target: Any, log_input: bool = True, eps: float = 1e-8, reduction: str = "mean"
) -> Any:
    each = input.exp() - target * input if log_input else input - target * (input + eps).log()
    return _together(each, reduction, "MeanBackward0", input)


def gaussian_nll_loss(input: Any, target: Any, var: Any, eps: float = 1e-6, reduction: str = "mean") -> Any:
    spread = clamp(var, min=eps)
    return _together(
        0.5 * (spread.log() + (input - target) ** 2 / spread), reduction, "MeanBackward0", input, var
    )

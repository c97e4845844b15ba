"""What is made small: the loss of ONE sample as an ordinary graph of Values, and what it is called right.

A loss takes the model's scores and the sample's targets, both lists of Values, and gives one Value. Over many
samples the losses are summed or averaged, as the row says. (Lecture 1:51:04 for the squares; the margin is
micrograd's demo.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from engine.value import Value

Scores = Sequence[Value]
Numbers = Sequence["Value | float"]


def squared_error(scores: Scores, targets: Numbers) -> Value:
    """The sum of (score - target)² over the outputs."""
    return total([(score - target) ** 2 for score, target in zip(scores, targets, strict=True)])


def hinge(scores: Scores, targets: Numbers) -> Value:
    """max(0, 1 - target * score): nothing is left once the score is on the right side by the margin of 1.

    The target is -1 or 1. (Max-margin loss: Cortes and Vapnik, 1995.)
    """
    return total([(1 + -target * score).relu() for score, target in zip(scores, targets, strict=True)])


def binary_cross_entropy(scores: Scores, targets: Numbers) -> Value:
    """-log of the probability given to the right side, where the score is the log-odds of target 1 over -1.

    Written as softplus(-target * score), which neither overflows nor loses digits for any score.
    """
    return total([(-target * score).softplus() for score, target in zip(scores, targets, strict=True)])


def softmax_nll(scores: Scores, targets: Numbers) -> Value:
    """-log of softmax(scores) at the right class; `targets` is 1 there and 0 elsewhere (one-hot).

    The greatest score is taken off before exp, so that nothing overflows.
    """
    greatest = scores[0]
    for score in scores[1:]:
        greatest = greatest.max(score)
    shifted = [score - greatest for score in scores]
    chosen = total([score * target for score, target in zip(shifted, targets, strict=True)])
    return total([score.exp() for score in shifted]).log() - chosen


def l1(parameters: Scores) -> Value:
    """The sum of |p|; its gradient pulls every parameter towards 0 with the same force."""
    return total([abs(p) for p in parameters])


def l2(parameters: Scores) -> Value:
    """The sum of p²; its gradient pulls every parameter towards 0 in proportion to its size."""
    return total([p * p for p in parameters])


def total(values: Scores) -> Value:
    """The sum, from left to right, of at least one Value."""
    result = values[0]
    for value in values[1:]:
        result = result + value
    return result


Targets = Literal["numbers", "sides", "classes"]


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss of the table.

    `reduction` joins the samples. `targets` says what it compares the scores with: any numbers, the sides -1
    and 1, or one-hot classes. `linear` is set where the formula wants a plain score, without an output
    activation.
    """

    name: str
    title: str
    of_sample: Callable[[Scores, Numbers], Value]
    reduction: Literal["mean", "sum"]
    targets: Targets
    formula: str
    linear: bool = False


LOSSES: Final[dict[str, Loss]] = {
    loss.name: loss
    for loss in (
        Loss("mse", "mean of squares", squared_error, "mean", "numbers", "mean of (score - y)**2"),
        Loss("sse", "sum of squares", squared_error, "sum", "numbers", "sum of (score - y)**2"),
        Loss("hinge", "max-margin (hinge)", hinge, "mean", "sides", "mean of max(0, 1 - y * score)"),
        Loss(
            "bce",
            "binary cross-entropy",
            binary_cross_entropy,
            "mean",
            "sides",
            "mean of log(1 + exp(-y * score))",
            linear=True,
        ),
        Loss(
            "softmax_nll",
            "softmax, negative log-likelihood",
            softmax_nll,
            "mean",
            "classes",
            "mean of -log(softmax(scores)[y])",
            linear=True,
        ),
    )
}

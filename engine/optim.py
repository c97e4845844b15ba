"""Optimisers: how a step is made of a gradient.

`update` is the plain reference, on NumPy arrays; `SGD`, `Adam` and `AdamW` do the same to a list of Values,
with PyTorch's surface. The order of operations is PyTorch's, so that the digits are PyTorch's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.value import Value

Array = NDArray[np.float64]

ROWS: Final[dict[str, int]] = {"sgd": 0, "momentum": 1, "adam": 2, "adamw": 2}
"""How many numbers an optimiser remembers for each parameter."""

WORDS: Final[dict[str, str]] = {
    "sgd": "plain gradient descent: minus learning rate times gradient",
    "momentum": "gradient descent that keeps some of its speed",
    "adam": "every parameter has a step of its own, from the running mean and square of its gradient",
    "adamw": "Adam, and every parameter shrinks a little at each step",
}


@dataclass(frozen=True, slots=True)
class OptimizerSpec:
    """Which rule, and its numbers. What a rule does not use is ignored.

    `weight_decay` shrinks the parameters of `adamw` by learning rate x weight_decay a step.
    """

    name: str = "sgd"
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.01


def fresh_state(spec: OptimizerSpec, count: int) -> Array:
    """What the optimiser remembers before its first step: zeros, float64, shape (rows, count).

    Row 0 is the momentum, or Adam's running mean; row 1 is Adam's running mean of squares.
    """
    return np.zeros((ROWS[spec.name], count))


def update(
    spec: OptimizerSpec, parameters: Array, gradients: Array, state: Array, number: int, learning_rate: float
) -> None:
    """One step, in place: `parameters` (n,) and `state` (rows, n) change.

    `number` counts the steps since `state` was fresh, from 1.
    """
    if spec.name == "sgd":
        parameters -= learning_rate * gradients
    elif spec.name == "momentum":
        (speed,) = state  # Sutskever et al., 2013, as PyTorch writes it
        speed *= spec.momentum
        speed += gradients
        parameters -= learning_rate * speed
    else:
        mean, square = state  # Kingma and Ba, 2015; decoupled decay: Loshchilov and Hutter, 2019
        if spec.name == "adamw":
            parameters *= 1.0 - learning_rate * spec.weight_decay
        mean += (1.0 - spec.beta1) * (gradients - mean)
        square *= spec.beta2
        square += (1.0 - spec.beta2) * gradients * gradients
        size = learning_rate / (1.0 - spec.beta1**number)
        root = math.sqrt(1.0 - spec.beta2**number)
        parameters -= size * (mean / (np.sqrt(square) / root + spec.epsilon))


class Optimizer:
    """Moves a list of Values along their gradients; `lr` may be changed between steps."""

    def __init__(self, parameters: Sequence[Value], lr: float, spec: OptimizerSpec) -> None:
        self.parameters = list(parameters)
        self.lr = lr
        self.spec = spec
        self.number = 0
        self.state = fresh_state(spec, len(self.parameters))

    def step(self) -> None:
        """Write the next data into every Value."""
        self.number += 1
        data = np.array([p.data for p in self.parameters])
        grad = np.array([p.grad for p in self.parameters])
        update(self.spec, data, grad, self.state, self.number, self.lr)
        for p, number in zip(self.parameters, data.tolist(), strict=True):
            p.data = number

    def zero_grad(self) -> None:
        """Forget all gradients, so that the next backward pass starts from 0."""
        for p in self.parameters:
            p.grad = 0.0


class SGD(Optimizer):
    """Gradient descent, with momentum if it is not 0. (Lecture 2:01:12.)"""

    def __init__(self, parameters: Sequence[Value], lr: float = 0.1, momentum: float = 0.0) -> None:
        super().__init__(parameters, lr, OptimizerSpec("momentum" if momentum else "sgd", momentum=momentum))


class Adam(Optimizer):
    """Adam."""

    def __init__(
        self,
        parameters: Sequence[Value],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
    ) -> None:
        super().__init__(parameters, lr, OptimizerSpec("adam", beta1=betas[0], beta2=betas[1], epsilon=eps))


class AdamW(Optimizer):
    """Adam with decoupled weight decay."""

    def __init__(
        self,
        parameters: Sequence[Value],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ) -> None:
        spec = OptimizerSpec("adamw", beta1=betas[0], beta2=betas[1], epsilon=eps, weight_decay=weight_decay)
        super().__init__(parameters, lr, spec)

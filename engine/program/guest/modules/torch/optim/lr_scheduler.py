"""`torch.optim.lr_scheduler`: learning rates that change with the step."""

from __future__ import annotations

import math
from typing import Any


class LRScheduler:
    """`factor()` says what the first learning rate is multiplied by at `last_epoch`."""

    def __init__(self, optimizer: Any, last_epoch: int = -1) -> None:
        self.optimizer, self.last_epoch = optimizer, 0
        for group in optimizer.param_groups:
            group.setdefault("initial_lr", group["lr"])
        self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
        self._set()

    def factor(self, epoch: int) -> float:
        return 1.0

    def rate(self, first: float) -> float:
        return first * self.factor(self.last_epoch)

    def _set(self) -> None:
        for group, first in zip(self.optimizer.param_groups, self.base_lrs, strict=True):
            group["lr"] = self.rate(first)

    def step(self, *_: Any) -> None:
        self.last_epoch += 1
        self._set()

    def get_last_lr(self) -> list[float]:
        return [group["lr"] for group in self.optimizer.param_groups]


class LambdaLR(LRScheduler):
    """A function of the epoch."""

    def __init__(self, optimizer: Any, lr_lambda: Any, last_epoch: int = -1) -> None:
        self.function = lr_lambda
        super().__init__(optimizer)

    def factor(self, epoch: int) -> float:
        return float(self.function(epoch))


class StepLR(LRScheduler):
    """Smaller by a factor every so many epochs."""

    def __init__(self, optimizer: Any, step_size: int, gamma: float = 0.1, last_epoch: int = -1) -> None:
        self.step_size, self.gamma = step_size, gamma
        super().__init__(optimizer)

    def factor(self, epoch: int) -> float:
        return float(self.gamma ** (epoch // self.step_size))


class ExponentialLR(StepLR):
    """Smaller by a factor every epoch."""

    def __init__(self, optimizer: Any, gamma: float, last_epoch: int = -1) -> None:
        super().__init__(optimizer, 1, gamma)


class CosineAnnealingLR(LRScheduler):
    """Half a cosine, down to `eta_min`."""

    def __init__(self, optimizer: Any, T_max: int, eta_min: float = 0.0, last_epoch: int = -1) -> None:  # noqa: N803
        self.T_max, self.eta_min = T_max, eta_min
        super().__init__(optimizer)

    def rate(self, first: float) -> float:
        return self.eta_min + (first - self.eta_min) * (1 + math.cos(math.pi * self.last_epoch / self.T_max)) / 2

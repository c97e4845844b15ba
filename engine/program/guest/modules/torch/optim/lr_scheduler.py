"""`torch.optim.lr_scheduler`: schedules of the learning rate, each computed from the rate before, as torch does."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any


class LRScheduler:
    """Sets the learning rate of every group, once at the beginning and at every step."""

    def __init__(self, optimizer: Any, last_epoch: int = -1) -> None:
        self.optimizer, self.last_epoch = optimizer, last_epoch
        self.base_lrs = [group.setdefault("initial_lr", group["lr"]) for group in optimizer.param_groups]
        self.step()

    def step(self) -> None:
        self.last_epoch += 1
        for group, rate in zip(self.optimizer.param_groups, self.get_lr(), strict=True):
            group["lr"] = rate

    def get_last_lr(self) -> list[float]:
        return [group["lr"] for group in self.optimizer.param_groups]

    def get_lr(self) -> list[float]:
        return [
            self.next(group["lr"], base)
            for group, base in zip(self.optimizer.param_groups, self.base_lrs, strict=True)
        ]

    def next(self, rate: float, base: float) -> float:
        """The rate of this epoch, from that of the last one and the first."""
        raise NotImplementedError

    def state_dict(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "optimizer"}


_LRScheduler = LRScheduler


class LambdaLR(LRScheduler):
    """The first rate times a function of the epoch."""

    def __init__(self, optimizer: Any, lr_lambda: Any, last_epoch: int = -1) -> None:
        count = len(optimizer.param_groups)
        self.lr_lambdas = list(lr_lambda) if isinstance(lr_lambda, Iterable) else [lr_lambda] * count
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
        pairs = zip(self.base_lrs, self.lr_lambdas, strict=True)
        return [base * factor(self.last_epoch) for base, factor in pairs]


class MultiplicativeLR(LambdaLR):
    """The rate before times a function of the epoch."""

    def get_lr(self) -> list[float]:
        pairs = zip(self.get_last_lr(), self.lr_lambdas, strict=True)
        return [rate * factor(self.last_epoch) if self.last_epoch else rate for rate, factor in pairs]


class StepLR(LRScheduler):
    """Times gamma every few epochs."""

    def __init__(self, optimizer: Any, step_size: int, gamma: float = 0.1, last_epoch: int = -1) -> None:
        self.step_size, self.gamma = step_size, gamma
        super().__init__(optimizer, last_epoch)

    def next(self, rate: float, base: float) -> float:
        return rate * self.gamma if self.last_epoch and self.last_epoch % self.step_size == 0 else rate


class MultiStepLR(LRScheduler):
    """Times gamma at certain epochs."""

    def __init__(self, optimizer: Any, milestones: Any, gamma: float = 0.1, last_epoch: int = -1) -> None:
        self.milestones, self.gamma = Counter(milestones), gamma
        super().__init__(optimizer, last_epoch)

    def next(self, rate: float, base: float) -> float:
        here = self.milestones.get(self.last_epoch)
        return rate if here is None else float(rate * self.gamma**here)


class ExponentialLR(StepLR):
    """Times gamma at every epoch."""

    def __init__(self, optimizer: Any, gamma: float, last_epoch: int = -1) -> None:
        super().__init__(optimizer, 1, gamma, last_epoch)


class ConstantLR(LRScheduler):
    """A fraction of the rate, for the first epochs."""

    def __init__(
        self, optimizer: Any, factor: float = 1.0 / 3, total_iters: int = 5, last_epoch: int = -1
    ) -> None:
        self.factor, self.total_iters = factor, total_iters
        super().__init__(optimizer, last_epoch)

    def next(self, rate: float, base: float) -> float:
        if self.last_epoch == 0:
            return rate * self.factor
        return rate * (1.0 / self.factor) if self.last_epoch == self.total_iters else rate


class LinearLR(LRScheduler):
    """From one fraction of the rate to another, in a straight line."""

    def __init__(
        self, optimizer: Any, start_factor: float = 1.0 / 3, end_factor: float = 1.0, total_iters: int = 5,
        last_epoch: int = -1,
    ) -> None:  # fmt: skip
        self.start_factor, self.end_factor, self.total_iters = start_factor, end_factor, total_iters
        super().__init__(optimizer, last_epoch)

    def next(self, rate: float, base: float) -> float:
        if self.last_epoch == 0:
            return rate * self.start_factor
        if self.last_epoch > self.total_iters:
            return rate
        way = self.end_factor - self.start_factor
        return rate * (1.0 + way / (self.total_iters * self.start_factor + (self.last_epoch - 1) * way))


class PolynomialLR(LRScheduler):
    """Down to 0 as a power of what is left."""

    def __init__(
        self, optimizer: Any, total_iters: int = 5, power: float = 1.0, last_epoch: int = -1
    ) -> None:
        self.total_iters, self.power = total_iters, power
        super().__init__(optimizer, last_epoch)

    def next(self, rate: float, base: float) -> float:
        now, whole = self.last_epoch, self.total_iters
        if now == 0 or now > whole:
            return rate
        return float(rate * ((1.0 - now / whole) / (1.0 - (now - 1) / whole)) ** self.power)


class CosineAnnealingLR(LRScheduler):
    """Half a wave down, and up again. (Loshchilov and Hutter, 2017.)"""

    def __init__(self, optimizer: Any, T_max: int, eta_min: float = 0.0, last_epoch: int = -1) -> None:
        self.T_max, self.eta_min = T_max, eta_min
        super().__init__(optimizer, last_epoch)

    def next(self, rate: float, base: float) -> float:
        now, whole, low = self.last_epoch, self.T_max, self.eta_min
        if now == 0:
            return rate
        if (now - 1 - whole) % (2 * whole) == 0:
            return rate + (base - low) * (1 - math.cos(math.pi / whole)) / 2
        waves = (1 + math.cos(math.pi * now / whole)) / (1 + math.cos(math.pi * (now - 1) / whole))
        return waves * (rate - low) + low


class CosineAnnealingWarmRestarts(LRScheduler):
    """Half a wave down, then from the top again."""

    def __init__(
        self, optimizer: Any, T_0: int, T_mult: int = 1, eta_min: float = 0.0, last_epoch: int = -1
    ) -> None:
        self.T_i, self.T_mult, self.eta_min, self.T_cur = T_0, T_mult, eta_min, -1
        super().__init__(optimizer, last_epoch)

    def step(self) -> None:
        self.T_cur += 1
        if self.T_cur >= self.T_i:
            self.T_cur -= self.T_i
            self.T_i *= self.T_mult
        super().step()

    def next(self, rate: float, base: float) -> float:
        return self.eta_min + (base - self.eta_min) * (1 + math.cos(math.pi * self.T_cur / self.T_i)) / 2


class ReduceLROnPlateau:
    """Times a factor when a number has not got better for a while."""

    def __init__(
        self, optimizer: Any, mode: str = "min", factor: float = 0.1, patience: int = 10, threshold: float = 1e-4,
        threshold_mode: str = "rel", cooldown: int = 0, min_lr: float = 0.0, eps: float = 1e-8,
    ) -> None:  # fmt: skip
        if factor >= 1.0:
            raise ValueError("Factor should be < 1.0.")
        self.optimizer, self.mode, self.factor, self.patience = optimizer, mode, factor, patience
        self.threshold, self.threshold_mode, self.cooldown = threshold, threshold_mode, cooldown
        self.min_lr, self.eps = min_lr, eps
        self.best = math.inf if mode == "min" else -math.inf
        self.num_bad_epochs = self.cooldown_counter = self.last_epoch = 0

    def _better(self, now: float) -> bool:
        sign = 1.0 if self.mode == "min" else -1.0
        margin = self.threshold * (1.0 if self.threshold_mode == "abs" else self.best * sign)
        edge = self.best if math.isinf(self.best) else self.best - sign * margin
        return now < edge if self.mode == "min" else now > edge

    def step(self, metrics: Any) -> None:
        now = float(metrics)
        self.last_epoch += 1
        if self._better(now):
            self.best, self.num_bad_epochs = now, 0
        else:
            self.num_bad_epochs += 1
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            self.num_bad_epochs = 0
        if self.num_bad_epochs > self.patience:
            for group in self.optimizer.param_groups:
                rate = max(group["lr"] * self.factor, self.min_lr)
                if group["lr"] - rate > self.eps:
                    group["lr"] = rate
            self.cooldown_counter, self.num_bad_epochs = self.cooldown, 0

    def get_last_lr(self) -> list[float]:
        return [group["lr"] for group in self.optimizer.param_groups]

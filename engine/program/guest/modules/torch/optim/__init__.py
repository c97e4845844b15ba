"""`torch.optim`: SGD, Adam, AdamW and RMSprop, in torch's order of operations; and schedules of the learning rate."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

from ..graph import enable_grad, no_grad
from ..tensor import Tensor


class Optimizer:
    """Groups of parameters, each with its options."""

    def __init__(self, params: Any, **options: Any) -> None:
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor"
            )
        given = list(params)
        if not given:
            raise ValueError("optimizer got an empty parameter list")
        if options["lr"] < 0.0:
            raise ValueError(f"Invalid learning rate: {options['lr']}")
        self.defaults = {**options, "maximize": False, "foreach": None, "differentiable": False}
        self.state: dict[Any, dict[str, Any]] = {}
        self.param_groups: list[dict[str, Any]] = []
        for group in given if isinstance(given[0], dict) else [{"params": given}]:
            self.add_param_group(group)

    def add_param_group(self, group: dict[str, Any]) -> None:
        params = [group["params"]] if isinstance(group["params"], Tensor) else list(group["params"])
        if not all(p.is_leaf for p in params):
            raise ValueError("can't optimize a non-leaf Tensor")
        self.param_groups.append({**self.defaults, **group, "params": params})

    def zero_grad(self, set_to_none: bool = True) -> None:
        for p in [p for group in self.param_groups for p in group["params"]]:
            if set_to_none or p.grad is None:
                p.grad = None
            else:
                p.grad.zero_()

    def step(self, closure: Any = None) -> Any:
        with enable_grad():
            loss = None if closure is None else closure()
        with no_grad():
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        gradient = -p.grad if group["maximize"] else p.grad
                        if group["weight_decay"] and not isinstance(self, AdamW):
                            gradient = gradient + group["weight_decay"] * p
                        p.sub_(self.change(p, gradient, group, self.state.setdefault(p, {})))
        return loss

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> Any:
        """What is taken from the parameter."""
        raise NotImplementedError

    def state_dict(self) -> dict[str, Any]:
        number = {p: i for i, p in enumerate(p for group in self.param_groups for p in group["params"])}
        groups = [{**group, "params": [number[p] for p in group["params"]]} for group in self.param_groups]
        return {"state": {number[p]: state for p, state in self.state.items()}, "param_groups": groups}

    def __repr__(self) -> str:
        groups = [
            f"\nParameter Group {i}\n"
            + "".join(f"    {name}: {group[name]}\n" for name in sorted(group) if name != "params")
            for i, group in enumerate(self.param_groups)
        ]
        return f"{type(self).__name__} (" + "".join(groups) + ")"


class SGD(Optimizer):
    """Gradient descent. (Sutskever et al., 2013, for the momentum.)"""

    def __init__(
        self, params: Any, lr: Any = 1e-3, momentum: float = 0, dampening: float = 0, weight_decay: float = 0,
        nesterov: bool = False, fused: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(params, lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay,
                         nesterov=nesterov, fused=fused)  # fmt: skip

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> Any:
        if group["momentum"]:
            if not state:
                state["momentum_buffer"] = g.clone()
            else:
                state["momentum_buffer"].mul_(group["momentum"]).add_(g, alpha=1 - group["dampening"])
            speed = state["momentum_buffer"]
            g = g + group["momentum"] * speed if group["nesterov"] else speed
        return g * group["lr"]


class Adam(Optimizer):
    """Kingma and Ba, 2015."""

    def __init__(
        self, params: Any, lr: Any = 1e-3, betas: Any = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
        amsgrad: bool = False, fused: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, fused=fused,
                         capturable=False, decoupled_weight_decay=isinstance(self, AdamW))  # fmt: skip

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> Any:
        if not state:
            state.update(step=0, exp_avg=g * 0, exp_avg_sq=g * 0)
        state["step"] += 1
        if isinstance(self, AdamW):
            p.mul_(1 - group["lr"] * group["weight_decay"])
        one, two = group["betas"]
        state["exp_avg"].lerp_(g, 1 - one)
        square = state["exp_avg_sq"].mul_(two).add_(g * g * (1 - two))
        if group["amsgrad"]:
            state["max_exp_avg_sq"] = square = state.get("max_exp_avg_sq", square).maximum(square)
        root = square.sqrt() / math.sqrt(1 - two ** state["step"]) + group["eps"]
        return group["lr"] / (1 - one ** state["step"]) * (state["exp_avg"] / root)


class AdamW(Adam):
    """Adam, and every parameter shrinks a little at each step. (Loshchilov and Hutter, 2019.)"""

    def __init__(self, params: Any, lr: Any = 1e-3, weight_decay: float = 1e-2, **options: Any) -> None:
        super().__init__(params, lr, weight_decay=weight_decay, **options)


class RMSprop(Optimizer):
    """Hinton, 2012."""

    def __init__(
        self, params: Any, lr: Any = 1e-2, alpha: float = 0.99, eps: float = 1e-8, weight_decay: float = 0,
        momentum: float = 0, centered: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(params, lr=lr, alpha=alpha, eps=eps, weight_decay=weight_decay, momentum=momentum,
                         centered=centered, capturable=False)  # fmt: skip

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> Any:
        square = state.setdefault("square_avg", g * 0).mul_(group["alpha"]).add_(g * g * (1 - group["alpha"]))
        g = g / (square.sqrt() + group["eps"])
        if group["momentum"]:
            g = state.setdefault("momentum_buffer", g * 0).mul_(group["momentum"]).add_(g)
        return group["lr"] * g


class LambdaLR:
    """The first learning rate times a function of the epoch."""

    def __init__(self, optimizer: Any, lr_lambda: Any) -> None:
        self.optimizer, self.lr_lambda, self.last_epoch = optimizer, lr_lambda, -1
        self.base_lrs = [group["lr"] for group in optimizer.param_groups]
        self.step()

    def step(self) -> None:
        self.last_epoch += 1
        for group, first in zip(self.optimizer.param_groups, self.base_lrs, strict=True):
            group["lr"] = first * self.lr_lambda(self.last_epoch)

    def get_last_lr(self) -> list[float]:
        return [group["lr"] for group in self.optimizer.param_groups]


lr_scheduler = SimpleNamespace(
    LambdaLR=LambdaLR,
    StepLR=lambda optimizer, step_size, gamma=0.1: LambdaLR(
        optimizer, lambda epoch: gamma ** (epoch // step_size)
    ),
    ExponentialLR=lambda optimizer, gamma: LambdaLR(optimizer, lambda epoch: gamma**epoch),
    CosineAnnealingLR=lambda optimizer, T_max, eta_min=0.0: LambdaLR(
        optimizer,
        lambda epoch: (
            (r := eta_min / optimizer.defaults["lr"]) + (1 - r) * (1 + math.cos(math.pi * epoch / T_max)) / 2
        ),
    ),
)
__all__ = ["SGD", "Adam", "AdamW", "Optimizer", "RMSprop", "lr_scheduler"]

"""`torch.optim`: SGD, Adam, AdamW, RMSprop and Adagrad, in torch's order of operations."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..graph import enable_grad, no_grad
from ..tensor import Tensor
from . import lr_scheduler


class Optimizer:
    """Groups of parameters, each with its options."""

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        given = [params] if isinstance(params, dict) else list(params)
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor"
            )
        if not given:
            raise ValueError("optimizer got an empty parameter list")
        self.defaults, self.state = defaults, {}
        self.param_groups: list[dict[str, Any]] = []
        for group in given if isinstance(given[0], dict) else [{"params": given}]:
            self.add_param_group(group)

    state: dict[Any, dict[str, Any]]

    def add_param_group(self, group: dict[str, Any]) -> None:
        params = [group["params"]] if isinstance(group["params"], Tensor) else list(group["params"])
        for p in params:
            if not isinstance(p, Tensor):
                raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {type(p).__name__}")
            if not p.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        self.param_groups.append({**self.defaults, **group, "params": params})

    def zero_grad(self, set_to_none: bool = True) -> None:
        for group in self.param_groups:
            for p in group["params"]:
                if set_to_none:
                    p.grad = None
                elif p.grad is not None:
                    p.grad.zero_()

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        with no_grad():
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        gradient = -p.grad if group.get("maximize") else p.grad
                        self.update(p, gradient, group, self.state.setdefault(p, {}))
        return loss

    def update(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        raise NotImplementedError

    def state_dict(self) -> dict[str, Any]:
        every = [p for group in self.param_groups for p in group["params"]]
        number = {p: i for i, p in enumerate(every)}
        groups = [{**group, "params": [number[p] for p in group["params"]]} for group in self.param_groups]
        return {"state": {number[p]: state for p, state in self.state.items()}, "param_groups": groups}

    def __repr__(self) -> str:
        text = type(self).__name__ + " ("
        for i, group in enumerate(self.param_groups):
            text += f"\nParameter Group {i}\n"
            text += "".join(f"    {name}: {group[name]}\n" for name in sorted(group) if name != "params")
        return text + ")"


_NEVER = {"maximize": False, "foreach": None, "differentiable": False, "fused": None}


def _checked(lr: Any) -> None:
    if lr < 0.0:
        raise ValueError(f"Invalid learning rate: {lr}")


class SGD(Optimizer):
    """Gradient descent. (Sutskever et al., 2013, for the momentum.)"""

    def __init__(
        self, params: Any, lr: Any = 1e-3, momentum: float = 0, dampening: float = 0, weight_decay: float = 0,
        nesterov: bool = False, **named: Any,
    ) -> None:  # fmt: skip
        _checked(lr)
        options = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay, "nesterov": nesterov}
        super().__init__(params, {**options, **_NEVER, **named})

    def update(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        if group["weight_decay"]:
            g = g + group["weight_decay"] * p.detach()
        if group["momentum"]:
            if "momentum_buffer" not in state:
                state["momentum_buffer"] = speed = g.clone()
            else:
                speed = state["momentum_buffer"]
                speed.mul_(group["momentum"]).add_(g, alpha=1 - group["dampening"])
            g = g + group["momentum"] * speed if group["nesterov"] else speed
        p.sub_(g * group["lr"])


class Adam(Optimizer):
    """Kingma and Ba, 2015; with `decoupled`, Loshchilov and Hutter, 2019."""

    decoupled = False

    def __init__(
        self, params: Any, lr: Any = 1e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
        weight_decay: float | None = None, amsgrad: bool = False, **named: Any,
    ) -> None:  # fmt: skip
        _checked(lr)
        decay = weight_decay if weight_decay is not None else 1e-2 if self.decoupled else 0
        options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": decay, "amsgrad": amsgrad}
        more = {"maximize": False, "foreach": None, "capturable": False, "differentiable": False, "fused": None}
        super().__init__(params, {**options, **more, "decoupled_weight_decay": self.decoupled, **named})

    def update(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        if not state:
            state.update(step=0, exp_avg=g * 0, exp_avg_sq=g * 0)
        state["step"] += 1
        if group["weight_decay"]:
            if self.decoupled:
                p.mul_(1 - group["lr"] * group["weight_decay"])
            else:
                g = g + group["weight_decay"] * p.detach()
        one, two = group["betas"]
        mean, square = state["exp_avg"], state["exp_avg_sq"]
        mean.lerp_(g, 1 - one)
        square.mul_(two).add_(g * g * (1 - two))
        size = group["lr"] / (1 - one ** state["step"])
        if group["amsgrad"]:
            state["max_exp_avg_sq"] = square = state.get("max_exp_avg_sq", square * 0).maximum(square)
        root = square.sqrt() / math.sqrt(1 - two ** state["step"]) + group["eps"]
        p.sub_(size * (mean / root))


class AdamW(Adam):
    """Adam, and every parameter shrinks a little at each step."""

    decoupled = True


class RMSprop(Optimizer):
    """Hinton, 2012."""

    def __init__(
        self, params: Any, lr: Any = 1e-2, alpha: float = 0.99, eps: float = 1e-8, weight_decay: float = 0,
        momentum: float = 0, centered: bool = False, **named: Any,
    ) -> None:  # fmt: skip
        options = {"lr": lr, "momentum": momentum, "alpha": alpha, "eps": eps, "centered": centered}
        super().__init__(params, {**options, "weight_decay": weight_decay, "capturable": False, "foreach": None,
                                  "maximize": False, "differentiable": False, **named})  # fmt: skip

    def update(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        if group["weight_decay"]:
            g = g + group["weight_decay"] * p.detach()
        square = state.setdefault("square_avg", g * 0)
        square.mul_(group["alpha"]).add_(g * g * (1 - group["alpha"]))
        g = g / (square.sqrt() + group["eps"])
        if group["momentum"]:
            g = state.setdefault("momentum_buffer", g * 0).mul_(group["momentum"]).add_(g)
        p.sub_(group["lr"] * g)


class Adagrad(Optimizer):
    """Duchi et al., 2011."""

    def __init__(self, params: Any, lr: Any = 1e-2, eps: float = 1e-10, **named: Any) -> None:
        super().__init__(params, {"lr": lr, "eps": eps, **named})

    def update(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        total = state.setdefault("sum", g * 0).add_(g * g)
        p.sub_(group["lr"] * (g / (total.sqrt() + group["eps"])))


__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop", "lr_scheduler"]

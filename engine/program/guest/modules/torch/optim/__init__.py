"""`torch.optim`: gradient descent and its kin, in torch's order of operations."""

from __future__ import annotations

import math
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
                            gradient = gradient.add(p.detach(), alpha=group["weight_decay"])
                        self.change(p, gradient, group, self.state.setdefault(p, {}))
        return loss

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        """Write the parameter's new numbers into it."""
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


def _move(p: Any, rate: float, way: Any, root: Any) -> None:
    """`p -= rate * way / root`, from the left."""
    p.sub_(way * rate / root)


def _lean(mean: Any, g: Any, share: float) -> None:
    """A running mean takes a share of what is new."""
    mean.add_(g - mean, alpha=share) if share < 0.5 else mean.lerp_(g, share)


def _squares(mean: Any, g: Any, keeps: float) -> Any:
    """The same of squares; `keeps` is the share of what is old."""
    return mean.mul_(keeps).addcmul_(g, g, value=1 - keeps)


class SGD(Optimizer):
    """Gradient descent. (Sutskever et al., 2013, for the momentum.)"""

    def __init__(
        self, params: Any, lr: Any = 1e-3, momentum: float = 0, dampening: float = 0, weight_decay: float = 0,
        nesterov: bool = False, fused: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(params, lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay,
                         nesterov=nesterov, fused=fused)  # fmt: skip

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        if group["momentum"]:
            if not state:
                state["momentum_buffer"] = g.clone()
            else:
                state["momentum_buffer"].mul_(group["momentum"]).add_(g, alpha=1 - group["dampening"])
            speed = state["momentum_buffer"]
            g = g + group["momentum"] * speed if group["nesterov"] else speed
        p.add_(g, alpha=-group["lr"])


class Adam(Optimizer):
    """Kingma and Ba, 2015."""

    def __init__(
        self, params: Any, lr: Any = 1e-3, betas: Any = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
        amsgrad: bool = False, fused: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, fused=fused,
                         capturable=False, decoupled_weight_decay=isinstance(self, AdamW))  # fmt: skip

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        if not state:
            state.update(step=0, exp_avg=g * 0, exp_avg_sq=g * 0)
        state["step"] += 1
        if isinstance(self, AdamW):
            p.mul_(1 - group["lr"] * group["weight_decay"])
        one, two = group["betas"]
        _lean(state["exp_avg"], g, 1 - one)
        square = _squares(state["exp_avg_sq"], g, two)
        if group["amsgrad"]:
            state["max_exp_avg_sq"] = square = state.get("max_exp_avg_sq", square).maximum(square)
        root = square.sqrt() / math.sqrt(1 - two ** state["step"]) + group["eps"]
        _move(p, group["lr"] / (1 - one ** state["step"]), state["exp_avg"], root)


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

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        square = _squares(state.setdefault("square_avg", g * 0), g, group["alpha"])
        root = square.sqrt() + group["eps"]
        if not group["momentum"]:
            _move(p, group["lr"], g, root)
        else:
            speed = state.setdefault("momentum_buffer", g * 0).mul_(group["momentum"]).add_(g / root)
            p.add_(speed, alpha=-group["lr"])


class Adagrad(Optimizer):
    """Duchi, Hazan and Singer, 2011."""

    def __init__(
        self, params: Any, lr: Any = 1e-2, lr_decay: float = 0, weight_decay: float = 0,
        initial_accumulator_value: float = 0, eps: float = 1e-10,
    ) -> None:  # fmt: skip
        super().__init__(params, lr=lr, lr_decay=lr_decay, weight_decay=weight_decay, eps=eps,
                         initial_accumulator_value=initial_accumulator_value, fused=None)  # fmt: skip

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        if not state:
            state.update(step=0, sum=g * 0 + group["initial_accumulator_value"])
        rate = group["lr"] / (1 + state["step"] * group["lr_decay"])
        state["step"] += 1
        _move(p, rate, g, state["sum"].add_(g * g).sqrt() + group["eps"])


class Adadelta(Optimizer):
    """Zeiler, 2012."""

    def __init__(
        self, params: Any, lr: Any = 1.0, rho: float = 0.9, eps: float = 1e-6, weight_decay: float = 0
    ) -> None:
        super().__init__(params, lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, capturable=False)

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        if not state:
            state.update(square_avg=g * 0, acc_delta=g * 0)
        rho, eps = group["rho"], group["eps"]
        spread = (_squares(state["square_avg"], g, rho) + eps).sqrt()
        delta = (state["acc_delta"] + eps).sqrt() / spread * g
        _squares(state["acc_delta"], delta, rho)
        p.add_(delta, alpha=-group["lr"])


class Adamax(Optimizer):
    """Adam with the largest gradient instead of the mean square. (Kingma and Ba, 2015.)"""

    def __init__(
        self,
        params: Any,
        lr: Any = 2e-3,
        betas: Any = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
    ) -> None:
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, capturable=False)

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        if not state:
            state.update(step=0, exp_avg=g * 0, exp_inf=g * 0)
        state["step"] += 1
        one, two = group["betas"]
        _lean(state["exp_avg"], g, 1 - one)
        state["exp_inf"] = (state["exp_inf"] * two).maximum(g.abs() + group["eps"])
        _move(p, group["lr"] / (1 - one ** state["step"]), state["exp_avg"], state["exp_inf"])


class NAdam(Optimizer):
    """Adam with Nesterov's momentum. (Dozat, 2016.)"""

    def __init__(
        self, params: Any, lr: Any = 2e-3, betas: Any = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
        momentum_decay: float = 4e-3,
    ) -> None:  # fmt: skip
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay,
                         momentum_decay=momentum_decay, decoupled_weight_decay=False, capturable=False)  # fmt: skip

    def change(self, p: Any, g: Any, group: dict[str, Any], state: dict[str, Any]) -> None:
        if not state:
            state.update(step=0, mu_product=1.0, exp_avg=g * 0, exp_avg_sq=g * 0)
        state["step"] += 1
        (one, two), t, rate = group["betas"], state["step"], group["lr"]
        now, then = (one * (1 - 0.5 * 0.96 ** (k * group["momentum_decay"])) for k in (t, t + 1))
        state["mu_product"] *= now
        _lean(state["exp_avg"], g, 1 - one)
        square = _squares(state["exp_avg_sq"], g, two)
        root = (square / (1 - two**t)).sqrt() + group["eps"]
        _move(p, rate * (1 - now) / (1 - state["mu_product"]), g, root)
        _move(p, rate * then / (1 - state["mu_product"] * then), state["exp_avg"], root)


from . import lr_scheduler  # noqa: E402 (it is made of the above)

__all__ = [
    "SGD", "Adadelta", "Adagrad", "Adam", "AdamW", "Adamax", "NAdam", "Optimizer", "RMSprop", "lr_scheduler",
]  # fmt: skip

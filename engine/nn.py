"""A small neural net library on scalar Values, with micrograd's surface (lecture 1:43:55).

Every neuron draws its weights first and then, if it is not zero, its bias, from Python's `random`; a
`random.Random(seed)` given as `rng` leaves the process's own generator alone. The program language runs this
very file for `from micrograd.nn import MLP`, so it keeps to what that can read.
"""

from __future__ import annotations

import random
from typing import Any

from engine.value import Value


class Module:
    """Something with parameters."""

    def zero_grad(self) -> None:
        """Forget all gradients, so that the next backward pass starts from 0."""
        for p in self.parameters():
            p.grad = 0.0

    def parameters(self) -> list[Value]:
        """All weights and biases."""
        return []


class Neuron(Module):
    """A weighted sum of `nin` inputs and a bias, through an activation unless `nonlin` is False.

    `activation` is the name of a function of one Value: "relu", "tanh", "sigmoid", "leaky_relu", "softplus",
    "silu", "gelu", "sin" or "linear". `bias` is "zero", as in micrograd, or "uniform": drawn from -1 to 1, as
    in the lecture.
    """

    def __init__(
        self,
        nin: int,
        nonlin: bool = True,
        activation: str = "relu",
        bias: str = "zero",
        rng: Any = random,
    ) -> None:
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(rng.uniform(-1, 1) if bias == "uniform" else 0)
        self.nonlin = nonlin
        self.activation = activation

    def __call__(self, x: list[Value | float]) -> Value:
        act = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)  # noqa: B905
        return self.activate(act) if self.nonlin else act

    def activate(self, act: Value) -> Value:
        kind = self.activation
        if kind == "relu":
            return act.relu()
        if kind == "tanh":
            return act.tanh()
        if kind == "sigmoid":
            return act.sigmoid()
        if kind == "leaky_relu":
            return act.leaky_relu()
        if kind == "softplus":
            return act.softplus()
        if kind == "silu":
            return act.silu()
        if kind == "gelu":
            return act.gelu()
        if kind == "sin":
            return act.sin()
        if kind == "linear":
            return act
        raise ValueError(f"there is no activation called {kind}")

    def parameters(self) -> list[Value]:
        return [*self.w, self.b]

    def __repr__(self) -> str:
        names = {
            "relu": "ReLU",
            "tanh": "Tanh",
            "sigmoid": "Sigmoid",
            "leaky_relu": "LeakyReLU",
            "softplus": "Softplus",
            "silu": "SiLU",
            "gelu": "GELU",
            "sin": "Sin",
            "linear": "Linear",
        }
        return f"{names[self.activation] if self.nonlin else 'Linear'}Neuron({len(self.w)})"


class Layer(Module):
    """`nout` neurons side by side; one alone gives its number, not a list."""

    def __init__(
        self,
        nin: int,
        nout: int,
        nonlin: bool = True,
        activation: str = "relu",
        bias: str = "zero",
        rng: Any = random,
    ) -> None:
        self.neurons = [
            Neuron(nin, nonlin=nonlin, activation=activation, bias=bias, rng=rng) for _ in range(nout)
        ]

    def __call__(self, x: list[Value | float]) -> Value | list[Value]:
        out = [n(x) for n in self.neurons]
        return out[0] if len(out) == 1 else out

    def parameters(self) -> list[Value]:
        return [p for n in self.neurons for p in n.parameters()]

    def __repr__(self) -> str:
        return f"Layer of [{', '.join(str(n) for n in self.neurons)}]"


class MLP(Module):
    """Layers one after the other. As in micrograd the last one is linear; with `linear_output=False`, as in
    the lecture, it has the activation too, or the one that `output` names."""

    def __init__(
        self,
        nin: int,
        nouts: list[int],
        activation: str = "relu",
        bias: str = "zero",
        linear_output: bool = True,
        output: str = "",
        rng: Any = random,
    ) -> None:
        sz = [nin, *nouts]
        last = len(nouts) - 1
        self.layers = [
            Layer(
                sz[i],
                sz[i + 1],
                nonlin=i != last or output != "" or not linear_output,
                activation=output if i == last and output != "" else activation,
                bias=bias,
                rng=rng,
            )
            for i in range(len(nouts))
        ]

    def __call__(self, x: Any) -> Any:
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self) -> list[Value]:
        return [p for layer in self.layers for p in layer.parameters()]

    def __repr__(self) -> str:
        return f"MLP of [{', '.join(str(layer) for layer in self.layers)}]"

"""A trained model as something that runs elsewhere: PyTorch, micrograd, or plain numbers."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any, Final

from engine.train.trainer import Trainer

_TORCH: Final = {
    "x1": "x[:, 0]", "x2": "x[:, 1]", "x3": "x[:, 2]", "x1^2": "x[:, 0] ** 2", "x2^2": "x[:, 1] ** 2",
    "x1*x2": "x[:, 0] * x[:, 1]", "sin(x1)": "torch.sin(x[:, 0])", "sin(x2)": "torch.sin(x[:, 1])",
}  # fmt: skip
_PLAIN: Final = {
    "x1": "x[0]", "x2": "x[1]", "x3": "x[2]", "x1^2": "x[0] ** 2", "x2^2": "x[1] ** 2",
    "x1*x2": "x[0] * x[1]", "sin(x1)": "math.sin(x[0])", "sin(x2)": "math.sin(x[1])",
}  # fmt: skip
_LAYERS: Final = {
    "relu": "nn.ReLU()", "tanh": "nn.Tanh()", "sigmoid": "nn.Sigmoid()", "leaky_relu": "nn.LeakyReLU(0.01)",
    "softplus": "nn.Softplus()", "silu": "nn.SiLU()", "gelu": "nn.GELU()",
}  # fmt: skip


def _blocks(trainer: Trainer) -> list[tuple[list[list[float]], list[float], str]]:
    """Weights, biases and activation of every layer."""
    config, numbers, place, found = trainer.config, trainer.parameters, 0, []
    activations = [*config.layer_activations, config.output_activation]
    for (ins, outs), activation in zip(pairwise(trainer.shapes), activations, strict=True):
        block = numbers[place : place + outs * (ins + 1)].reshape(outs, ins + 1)
        place += block.size
        found.append((block[:, :-1].tolist(), block[:, -1].tolist(), activation))
    return found


def as_json(trainer: Trainer) -> dict[str, Any]:
    """Set-up, step, inputs and layers with weights, biases and activation."""
    layers = [{"weights": w, "biases": b, "activation": a} for w, b, a in _blocks(trainer)]
    return {
        "step": trainer.step, "config": trainer.config.to_dict(), "inputs": list(trainer.config.entries),
        "layers": layers, "parameters": dict(zip(trainer.names, trainer.parameters.tolist(), strict=True)),
    }  # fmt: skip


def torch_code(trainer: Trainer) -> str:
    """A PyTorch module in double precision: `model(x)` takes samples (n, features), gives (n, outputs)."""
    lines = ["import torch", "from torch import nn", ""]
    blocks = _blocks(trainer)
    if any(activation == "sin" for *_, activation in blocks):
        lines += ["", "class Sin(nn.Module):", "    def forward(self, x):", "        return torch.sin(x)", ""]
    entered = ", ".join(_TORCH[name] for name in trainer.config.entries)
    lines += [
        "",
        "class Inputs(nn.Module):",
        "    def forward(self, x):",
        f"        return torch.stack([{entered}], dim=1)",
        "",
        "",
        "model = nn.Sequential(",
        "    Inputs(),",
    ]
    for weights, biases, activation in blocks:
        lines.append(f"    nn.Linear({len(weights[0])}, {len(biases)}),")
        if activation != "linear":
            lines.append(f"    {_LAYERS.get(activation, 'Sin()')},")
    lines += [").double()", "", "weights = ["]
    lines += [f"    ({weights!r}, {biases!r})," for weights, biases, _ in blocks]
    lines += [
        "]",
        "with torch.no_grad():",
        "    for layer, (w, b) in zip([m for m in model if isinstance(m, nn.Linear)], weights):",
        "        layer.weight.copy_(torch.tensor(w, dtype=torch.float64))",
        "        layer.bias.copy_(torch.tensor(b, dtype=torch.float64))",
    ]
    return "\n".join(lines) + "\n"


def micrograd_code(trainer: Trainer) -> str:
    """A program on micrograd's Value: `model(x)` takes one sample's numbers, gives a list of scores.

    Only what `Value` has is used, so that it runs on micrograd itself for ReLU, and on livegrad for all.
    """
    entered = ", ".join(_PLAIN[name] for name in trainer.config.entries)
    lines = ["import math", "from micrograd.engine import Value", "", "layers = ["]
    lines += [
        f"    ({weights!r}, {biases!r}, {activation!r})," for weights, biases, activation in _blocks(trainer)
    ]
    lines += [
        "]",
        "",
        "def model(x):",
        f"    values = [Value(number) for number in [{entered}]]",
        "    for weights, biases, activation in layers:",
        "        sums = []",
        "        for row, bias in zip(weights, biases):",
        "            total = Value(bias)",
        "            for weight, value in zip(row, values):",
        "                total = total + Value(weight) * value",
        "            sums.append(total if activation == 'linear' else getattr(total, activation)())",
        "        values = sums",
        "    return values",
    ]
    return "\n".join(lines) + "\n"


def exported(trainer: Trainer, form: str) -> str:
    """The model as "torch", "micrograd" or "json"."""
    if form == "json":
        return json.dumps(as_json(trainer), indent=1) + "\n"
    return torch_code(trainer) if form == "torch" else micrograd_code(trainer)

"""Training as the lecture does it: Values, backward(), and a loop. The tape is held against this."""

import random
from typing import Any, NamedTuple

from engine import Value
from engine.losses import LOSSES
from engine.nn import MLP
from engine.optim import Optimizer
from engine.schedules import rate
from engine.train.config import Config
from engine.train.model import columns, samples


class Trained(NamedTuple):
    losses: list[float]
    parameters: list[float]
    gradients: list[float]


def train(config: Config, steps: int) -> Trained:
    """`steps` full-batch steps; the gradients are those of the last step."""
    model = MLP(
        config.features, [*config.hidden, config.outputs], activation=config.activation,
        output=config.output_activation, bias="uniform" if config.init == "lecture" else "zero",
        rng=random.Random(config.seed),
    )  # fmt: skip
    data, loss = samples(config), LOSSES[config.loss]
    rows = columns(config, data.x_train, data.y_train).T.tolist()
    parameters = model.parameters()
    optimiser = Optimizer(parameters, config.learning_rate, config.spec)
    losses = []
    for step in range(steps):
        parts = [
            loss.of_sample(_scores(model, row[: config.features]), row[config.features :]) for row in rows
        ]
        total: Any = sum(parts[1:], parts[0])
        if loss.reduction == "mean":
            total = total * (1.0 / len(rows))
        if config.l1:
            total = total + config.l1 * sum((abs(p) for p in parameters[1:]), abs(parameters[0]))
        if config.l2:
            total = total + config.l2 * sum((p * p for p in parameters[1:]), parameters[0] * parameters[0])
        if not config.forget_zero_grad:
            optimiser.zero_grad()
        total.backward()
        optimiser.lr = rate(config.schedule, config.learning_rate, step, config.horizon, config.warmup)
        optimiser.step()
        losses.append(total.data)
    return Trained(losses, [p.data for p in parameters], [p.grad for p in parameters])


def _scores(model: MLP, x: list[float]) -> list[Value]:
    out = model(list(x))
    return out if isinstance(out, list) else [out]

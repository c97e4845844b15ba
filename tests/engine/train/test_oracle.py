"""Whole trainings beside PyTorch: every loss with every optimiser, 100 steps."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from engine import kernels
from engine.losses import LOSSES
from engine.optim import ROWS
from engine.train import Config, Trainer
from engine.train.state import Batches

STEPS = 100

SETTINGS: dict[str, dict[str, Any]] = {
    "mse": {"dataset": "sine", "l2": 1e-3, "activation": "tanh"},
    "sse": {
        "dataset": "xor",
        "output_activation": "tanh",
        "activation": "tanh",
        "init": "lecture",
        "warmup": 5,
    },
    "hinge": {"dataset": "moons", "activation": "relu"},
    "bce": {"dataset": "circles", "activation": "sigmoid", "l1": 1e-3},
    "softmax_nll": {"dataset": "spiral", "classes": 3, "activation": "tanh", "schedule": "cosine"},
}
RATES = {"sgd": 0.02, "momentum": 0.01, "adam": 0.02, "adamw": 0.02}


@pytest.fixture(autouse=True)
def _compiled() -> None:
    assert kernels.warm(), kernels.trouble()


class Reference:
    """The same model in PyTorch, started from the same parameters."""

    def __init__(self, torch: Any, trainer: Trainer) -> None:
        self.torch, self.config, self.data = torch, trainer.config, trainer.data
        self.layers, place, numbers = [], 0, trainer.parameters
        sizes = trainer.shapes
        for ins, outs in pairwise(sizes):
            block = numbers[place : place + outs * (ins + 1)].reshape(outs, ins + 1)
            place += block.size
            self.layers.append([self._leaf(block[:, :-1]), self._leaf(block[:, -1])])
        self.parameters = [p for layer in self.layers for p in layer]
        rate = self.config.learning_rate
        self.optimizer = {
            "sgd": lambda: torch.optim.SGD(self.parameters, rate),
            "momentum": lambda: torch.optim.SGD(self.parameters, rate, momentum=self.config.momentum),
            "adam": lambda: torch.optim.Adam(self.parameters, rate),
            "adamw": lambda: torch.optim.AdamW(self.parameters, rate, weight_decay=self.config.weight_decay),
        }[self.config.optimizer]()

    def _leaf(self, numbers: Any) -> Any:
        return self.torch.tensor(np.array(numbers), requires_grad=True)

    def scores(self, x: Any) -> Any:
        names = {"linear": lambda a: a, "sigmoid": self.torch.sigmoid, "tanh": self.torch.tanh}
        for weights, biases in self.layers[:-1]:
            x = names.get(self.config.activation, self.torch.relu)(x @ weights.T + biases)
        weights, biases = self.layers[-1]
        return names[self.config.output_activation](x @ weights.T + biases)

    def loss(self, taken: Any) -> Any:
        f = self.torch.nn.functional
        scores = self.scores(self.torch.tensor(self.data.x_train[taken]))
        y = self.torch.tensor(self.data.y_train[taken])
        match self.config.loss:
            case "mse":
                found = f.mse_loss(scores[:, 0], y)
            case "sse":
                found = f.mse_loss(scores[:, 0], y, reduction="sum")
            case "hinge":
                found = self.torch.relu(1 - y * scores[:, 0]).mean()
            case "bce":
                found = f.binary_cross_entropy_with_logits(scores[:, 0], (y + 1) / 2)
            case _:
                found = f.cross_entropy(scores, y.long())
        absolute = sum(p.abs().sum() for p in self.parameters)
        squares = sum((p * p).sum() for p in self.parameters)
        return found + self.config.l1 * absolute + self.config.l2 * squares

    def step(self, rate: float, taken: Any) -> float:
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.zero_grad()
        loss = self.loss(taken)
        loss.backward()
        self.optimizer.step()
        return float(loss.item())

    def flat(self) -> list[float]:
        rows = []
        for weights, biases in self.layers:
            rows.append(self.torch.cat([weights, biases[:, None]], dim=1).detach().numpy().ravel())
        return [float(x) for x in np.concatenate(rows)]


@pytest.mark.parametrize("optimizer", list(ROWS))
@pytest.mark.parametrize("loss", list(LOSSES))
def test_a_hundred_steps_are_pytorchs(torch: Any, loss: str, optimizer: str) -> None:
    config = Config(
        samples=16, hidden=(5, 4), loss=loss, optimizer=optimizer, learning_rate=RATES[optimizer], steps=STEPS
    ).replace(**SETTINGS[loss])
    trainer = Trainer(config)
    reference = Reference(torch, trainer)
    records = trainer.advance(STEPS)
    whole = np.arange(len(trainer.data.x_train))
    expected = [reference.step(record.learning_rate, whole) for record in records]
    assert [record.loss for record in records] == pytest.approx(expected, abs=1e-9, rel=1e-9)
    assert trainer.parameters.tolist() == pytest.approx(reference.flat(), abs=1e-9, rel=1e-9)
    assert expected[-1] < expected[0]


def test_batches_are_pytorchs_on_the_same_samples(torch: Any) -> None:
    config = Config(samples=24, hidden=(6,), batch_size=7, learning_rate=0.1, seed=4)
    trainer = Trainer(config)
    reference = Reference(torch, trainer)
    records = trainer.advance(STEPS)
    taken = Batches(config.seed, 24).take(0, STEPS, 7)
    expected = [reference.step(r.learning_rate, batch) for r, batch in zip(records, taken, strict=True)]
    assert [record.loss for record in records] == pytest.approx(expected, abs=1e-9, rel=1e-9)

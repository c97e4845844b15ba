"""What the page shows of gradients, neuron by neuron and sample by sample, is what PyTorch says."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from engine.train import Config, Trainer
from tests.engine.train.trainings import BOTH, executor

__all__ = ["executor"]  # a fixture

CONFIGS = {
    "relu, margin": Config(samples=20, hidden=(5, 4), l1=1e-3, learning_rate=0.1),
    "tanh, squares": Config(
        dataset="sine", samples=20, hidden=(6,), activation="tanh", loss="mse", learning_rate=0.1
    ),
    "a sum, tanh outputs": Config(
        dataset="xor", samples=12, hidden=(4, 3), activation="sigmoid", output_activation="tanh", loss="sse",
        learning_rate=0.05, init="lecture",
    ),
    "three classes": Config(
        dataset="spiral", classes=3, samples=21, hidden=(5,), activation="tanh", loss="softmax_nll", l2=0.01
    ),
}  # fmt: skip
ACTIVATIONS = {"relu": "relu", "tanh": "tanh", "sigmoid": "sigmoid"}


def in_torch(torch: Any, trainer: Trainer, samples: list[int]) -> tuple[float, list[float], list[float]]:
    """Loss of the samples, d loss / d output of every neuron (over samples the sum), d loss / d parameter."""
    config, numbers, place = trainer.config, trainer.parameters, 0
    x = torch.tensor(trainer.data.x_train[samples])
    y = torch.tensor(trainer.data.y_train[samples])
    leaves, outputs = [], []
    for i, (ins, outs) in enumerate(pairwise(trainer.shapes)):
        block = torch.tensor(
            numbers[place : place + outs * (ins + 1)].reshape(outs, ins + 1), requires_grad=True
        )
        place += outs * (ins + 1)
        last = i == len(trainer.shapes) - 2
        name = config.output_activation if last else config.activation
        x = x @ block[:, :-1].T + block[:, -1]
        x = getattr(torch, ACTIVATIONS[name])(x) if name in ACTIVATIONS else x * 1.0
        x.retain_grad()
        leaves.append(block)
        outputs.append(x)
    f = torch.nn.functional
    loss = {
        "hinge": lambda: torch.relu(1 - y * x[:, 0]).mean(),
        "mse": lambda: f.mse_loss(x[:, 0], y),
        "sse": lambda: f.mse_loss(x[:, 0], y, reduction="sum"),
        "softmax_nll": lambda: f.cross_entropy(x, y.long()),
    }[config.loss]()
    loss.backward()
    units = np.concatenate([x.grad.sum(dim=0).numpy() for x in outputs])
    parameters = np.concatenate([block.grad.numpy().ravel() for block in leaves])
    return float(loss.detach()), units.tolist(), parameters.tolist()


@BOTH
@pytest.mark.parametrize("name", CONFIGS)
def test_pytorch_gives_every_neurons_gradient_for_a_sample_and_for_the_batch(torch: Any, name: str) -> None:
    trainer = Trainer(CONFIGS[name])
    trainer.advance(7)
    count = len(trainer.data.x_train)
    for shown, samples in (
        (trainer.follow(3), [3]),
        (trainer.follow(11), [11]),
        (trainer.flow(), [*range(count)]),
    ):
        loss, units, parameters = in_torch(torch, trainer, samples)
        assert shown.loss == pytest.approx(loss, abs=1e-12)
        assert shown.gradients.tolist() == pytest.approx(units, abs=1e-12)
        assert shown.parameters.tolist() == pytest.approx(parameters, abs=1e-12)


@BOTH
@pytest.mark.parametrize("name", CONFIGS)
def test_data_and_penalty_are_the_whole_loss_and_the_whole_gradient(name: str) -> None:
    trainer = Trainer(CONFIGS[name])
    trainer.advance(7)
    penalty, pull = trainer.penalty
    p, config = trainer.parameters, trainer.config
    assert penalty == pytest.approx(config.l1 * np.abs(p).sum() + config.l2 * (p * p).sum(), rel=1e-12)
    assert pull == pytest.approx(config.l1 * np.sign(p) + 2 * config.l2 * p, rel=1e-12)
    assert trainer.flow().loss + penalty == pytest.approx(trainer.now().loss, rel=1e-12)
    assert trainer.flow().parameters + pull == pytest.approx(trainer.gradients, abs=1e-15, rel=1e-12)
    step = trainer.advance(1)[0]
    assert step.penalty == pytest.approx(penalty, rel=1e-12)


@BOTH
def test_what_is_multiplied_on_an_edge_is_what_arrives(torch: Any) -> None:
    trainer = Trainer(CONFIGS["relu, margin"])
    trainer.advance(7)
    sample = trainer.hardest()
    shown = trainer.follow(sample)
    (_, first, second, _), parameters = trainer.shapes, trainer.parameters
    weights = parameters[trainer.layers[1]].reshape(second, first + 1)[:, :-1]
    into_sums = shown.parameters[trainer.layers[1]].reshape(second, first + 1)[:, -1]
    assert shown.gradients[:first] == pytest.approx(weights.T @ into_sums, abs=1e-14)


def test_a_dead_neuron_gets_no_gradient_of_the_data_though_the_penalty_pulls() -> None:
    trainer = Trainer(Config(samples=20, hidden=(3,), init="he", l2=0.1))
    state = trainer.snapshot()
    state["parameters"][2] = -50.0  # the first neuron's bias: its ReLU is 0 everywhere
    trainer = Trainer.resume({**state, "floor": 1})
    assert trainer.dead() == [(0, 0)]
    assert trainer.flow().parameters[:3].tolist() == [0.0, 0.0, 0.0]
    assert trainer.penalty[1][2] == pytest.approx(-10.0)


def test_the_hardest_sample_is_the_one_with_the_largest_loss() -> None:
    trainer = Trainer(CONFIGS["relu, margin"])
    trainer.advance(50)
    losses = [trainer.follow(k).loss for k in range(len(trainer.data.x_train))]
    assert trainer.hardest() == int(np.argmax(losses))
    assert trainer.follow(trainer.hardest()).gradients.any()


def test_a_batch_is_told_apart_from_all_samples() -> None:
    trainer = Trainer(Config(samples=40, hidden=(4,), batch_size=5, l2=0.0, learning_rate=0.1))
    whole = trainer.now().loss
    record = trainer.advance(1)[0]
    assert record.whole_loss == pytest.approx(whole, rel=1e-12)
    assert record.loss != pytest.approx(whole)
    assert Trainer(Config()).advance(1)[0].whole_loss is None

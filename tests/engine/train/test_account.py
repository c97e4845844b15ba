"""What `--json` says of a run is enough to repeat it elsewhere."""

import random
from typing import Any

import numpy as np
import pytest

from engine.train import Config, Trainer
from engine.train.account import account
from tests.engine.train.trainings import executor

__all__ = ["executor"]  # a fixture


def test_pytorch_repeats_a_run_from_its_account_alone(torch: Any) -> None:
    config = Config(
        samples=30, hidden=(4,), activation="tanh", init="glorot", batch_size=7, test_fraction=0.3, l2=0.01,
        learning_rate=0.1, schedule="constant", steps=12, seed=5,
    )  # fmt: skip
    trainer = Trainer(config)
    losses = [record.loss for record in trainer.advance(12)]
    told = account(trainer)
    start = np.array(told["start"])
    dice, limits = random.Random(5), told["made"]["limits"]
    drawn = [[limits[0] * dice.uniform(-1, 1) for _ in range(2)] for _ in range(4)]
    assert start[:12].reshape(4, 3)[:, :2].tolist() == pytest.approx(np.array(drawn))
    first = torch.tensor(start[:12].reshape(4, 3), requires_grad=True)
    last = torch.tensor(start[12:].reshape(1, 5), requires_grad=True)
    x, y = (torch.tensor(np.array(told["data"]["train"][name])) for name in "xy")
    order = np.concatenate([np.random.RandomState([5, 2, e]).permutation(len(x)) for e in range(9)])
    optimizer = torch.optim.SGD([first, last], lr=told["config"]["learning_rate"])
    found = []
    for k in range(12):
        batch = order[k * 7 : (k + 1) * 7]
        optimizer.zero_grad()
        hidden = torch.tanh(x[batch] @ first[:, :2].T + first[:, 2])
        scores = (hidden @ last[:, :4].T + last[:, 4])[:, 0]
        loss = torch.relu(1 - y[batch] * scores).mean() + 0.01 * ((first**2).sum() + (last**2).sum())
        loss.backward()
        found.append(float(loss.detach()))
        optimizer.step()
    assert losses == pytest.approx(found, abs=1e-12)
    end = np.concatenate([first.detach().numpy().ravel(), last.detach().numpy().ravel()])
    assert told["end"] == pytest.approx(end, abs=1e-12)
    assert "p**2" in told["made"]["loss"]


def test_the_split_is_as_the_account_says() -> None:
    config = Config(samples=30, test_fraction=0.3, seed=5)
    told = account(Trainer(config))
    every = account(Trainer(config.replace(test_fraction=0.0)))["data"]["train"]["x"]
    lot = np.random.RandomState([5, 1]).random_sample(30)
    aside = set(np.argsort(lot, kind="stable")[:9].tolist())
    assert told["data"]["test"]["x"] == [every[i] for i in range(30) if i in aside]
    assert told["data"]["train"]["x"] == [every[i] for i in range(30) if i not in aside]

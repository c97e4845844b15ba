"""A trainer under random hands: whatever is set, sought and resumed, its past stays true."""

import json
import random
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from engine import kernels
from engine.train import Config, ConfigError, Trainer
from engine.train.config import FIELDS


@pytest.fixture(autouse=True)
def _compiled() -> None:
    assert kernels.warm(), kernels.trouble()


def some(rng: random.Random, name: str) -> Any:
    """A value for the field, often at an edge."""
    field = FIELDS[name]
    match field.kind:
        case "choice":
            return rng.choice(field.choices)
        case "bool":
            return rng.random() < 0.5
        case "units":
            return [rng.randint(1, 4) for _ in range(rng.randint(0, 3))]
        case "points":
            size = 10 ** rng.randint(0, 5)
            return [[rng.gauss(0, size), rng.gauss(0, 1), rng.choice((-1, 1))] for _ in range(5)]
        case "names":
            count = 2 if name == "activations" else rng.randint(1, 4)  # as many as some_config has layers
            return None if rng.random() < 0.2 else [rng.choice(field.choices) for _ in range(count)]
        case "edits":
            return [
                [rng.choice((0, 128, rng.randint(0, 150))), rng.randint(0, 30), rng.gauss(0, 1)]
                for _ in range(rng.randint(0, 4))
            ]
    assert field.low is not None
    assert field.high is not None
    if field.kind == "int":
        small = int(min(field.high, 30))
        return None if field.optional and rng.random() < 0.5 else rng.randint(int(field.low), small)
    return rng.choice((field.low, field.high, rng.uniform(field.low, min(field.high, 2.0))))


def some_config(rng: random.Random) -> Config:
    while True:
        given = {"samples": 10, "hidden": [4, 3]}
        given |= {name: some(rng, name) for name in rng.sample(list(FIELDS), rng.randint(0, 8))}
        try:
            return Config.from_dict(given)
        except ConfigError:
            continue


def act(rng: random.Random, trainer: Trainer) -> Trainer:
    match rng.randint(0, 5):
        case 0 | 1:
            assert np.isfinite(trainer.advance(rng.randint(1, 60)).rows[:, 1]).all()
        case 2:
            trainer.seek(rng.randint(0, trainer.end))
        case 3:
            trainer.set(**{name: some(rng, name) for name in rng.sample(list(FIELDS), rng.randint(1, 2))})
        case 4:
            again = Trainer.resume(json.loads(json.dumps(trainer.snapshot(), allow_nan=False)))
            assert (again.parameters.tolist(), again.config) == (trainer.parameters.tolist(), trainer.config)
            return again
        case _:
            trainer.inspect(rng.randrange(len(trainer.data.x_train)))
            assert trainer.now().step == trainer.step
    return trainer


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_never_ends_in_an_error(seed: int) -> None:
    rng = random.Random(seed)
    trainer = Trainer(some_config(rng))
    for _ in range(12):
        with suppress(ConfigError):  # a setting was refused
            trainer = act(rng, trainer)
        assert np.isfinite(trainer.parameters).all()
        assert 0 <= trainer.step <= trainer.end
        at, step = trainer.parameters.tolist(), trainer.step
        end = trainer.end
        trainer.seek(0)
        trainer.seek(step)
        assert (trainer.parameters.tolist(), trainer.step, trainer.end) == (at, step, end)

"""The loss around the parameters: true where it is known, along the gradient and over two directions."""

import numpy as np
import pytest

from engine.train import PRESETS, Config, Trainer
from engine.train.landscape import filter_normalised
from tests.engine.train.trainings import executor

__all__ = ["executor"]  # a fixture

NET = Config(samples=30, hidden=(5, 4), activation="tanh", learning_rate=0.1)


def moved(trainer: Trainer, parameters: np.ndarray) -> float:
    return Trainer.resume({**trainer.snapshot(), "parameters": parameters.tolist(), "floor": 1}).now().loss


def test_the_slice_is_the_loss_along_the_gradient_and_tells_where_the_next_step_lands() -> None:
    trainer = Trainer(NET)
    trainer.advance(5)
    found, p, gradient = trainer.slice(), trainer.parameters, trainer.gradients
    assert found.loss[found.t.tolist().index(0.0)] == pytest.approx(trainer.now().loss, rel=1e-12)
    for i in (0, 40, -1):
        assert found.loss[i] == pytest.approx(moved(trainer, p - found.t[i] * gradient), rel=1e-9)
    assert found.next == pytest.approx(trainer.now().learning_rate, rel=1e-9)  # plain descent
    assert found.t[0] < 0.0 < found.next < found.t[-1]


def test_a_rate_too_high_lands_higher_on_the_other_side_of_the_valley() -> None:
    trainer = Trainer(PRESETS["rate-too-high"])
    trainer.advance(6)
    found = trainer.slice()
    floor = found.t[found.loss.argmin()]
    here, lands = (float(np.interp(t, found.t, found.loss)) for t in (0.0, found.next))
    assert 0.0 < floor < found.next
    assert lands > here > found.loss.min()


@pytest.mark.parametrize("directions", ["path", "random", "weights"])
def test_a_map_is_the_loss_over_its_directions_with_the_way_to_here_on_it(directions: str) -> None:
    trainer = Trainer(NET)
    trainer.advance(40)
    found = trainer.map(directions, (3, 7), side=5)  # type: ignore[arg-type]
    assert found.loss.shape == (5, 5)
    assert found.path[-1] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert (found.path[:, 0] >= found.a[0]).all()
    assert (found.path[:, 0] <= found.a[-1]).all()
    if directions == "weights":
        at = trainer.parameters
        at[3] += found.a[1]
        at[7] += found.b[4]
        assert found.loss[4, 1] == pytest.approx(moved(trainer, at), rel=1e-9)
        assert found.names == (trainer.names[3], trainer.names[7])


def test_the_way_starts_where_the_training_started_and_ends_here_whatever_was_changed_on_it() -> None:
    trainer = Trainer(NET)
    start = trainer.parameters
    trainer.advance(20)
    trainer.set(optimizer="adam", batch_size=7)
    trainer.advance(30)
    way = trainer.way(10)
    assert way[0].tolist() == start.tolist()
    assert way[-1].tolist() == trainer.parameters.tolist()
    trainer.seek(20)
    assert trainer.way(10)[-1].tolist() == trainer.parameters.tolist()


def test_random_directions_are_as_long_as_each_neurons_weights_and_leave_the_biases() -> None:
    trainer = Trainer(NET)
    dice = np.random.RandomState(1)
    found = filter_normalised(
        dice.standard_normal(len(trainer.parameters)), trainer.parameters, trainer.shapes
    )
    first, own = (x[trainer.layers[0]].reshape(5, 3) for x in (found, trainer.parameters))
    assert np.linalg.norm(first[:, :2], axis=1) == pytest.approx(
        np.linalg.norm(own[:, :2], axis=1), rel=1e-12
    )
    assert not first[:, 2].any()

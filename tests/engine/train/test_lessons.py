"""Every lesson comes out as its sentence says, in the steps that a minute of watching makes."""

import numpy as np
import pytest

from engine.train import PRESETS, Trainer
from tests.engine.train.trainings import executor

__all__ = ["executor"]  # a fixture


def loss_of(trainer: Trainer, step: int) -> float:
    trainer.advance(step - trainer.step)
    return trainer.now().loss


def test_a_rate_too_high_jumps_over_the_valley_from_side_to_side_and_diverges() -> None:
    trainer = Trainer(PRESETS["rate-too-high"])
    biases, losses = [], []
    for _ in range(20):
        biases.append(trainer.parameters[1])
        losses.append(trainer.advance(1)[0].loss)
    sides = np.sign(np.diff(biases))
    assert (sides[1:] == -sides[:-1]).all()
    assert losses[19] > 10 * losses[0]
    trainer.advance(60 * 40)
    assert trainer.diverged is not None


def test_a_lower_rate_goes_down_the_same_valley() -> None:
    trainer = Trainer(PRESETS["rate-too-high"].replace(learning_rate=0.3))
    assert loss_of(trainer, 100) < 0.01


def test_a_deep_sigmoid_net_stays_stuck_and_relu_from_another_start_does_not() -> None:
    config = PRESETS["vanishing"]
    stuck = Trainer(config)
    norms = [layer.gradient for layer in stuck.layer_stats()]
    assert norms[0] < 1e-3 * norms[-1]
    assert loss_of(stuck, 3_600) == pytest.approx(np.log(2), abs=2e-3)  # a guess, whatever it is shown
    helped = Trainer(config.replace(activation="relu", init="he"))
    norms = [layer.gradient for layer in helped.layer_stats()]
    assert norms[0] > 0.1 * norms[-1]
    assert loss_of(helped, 600) < 0.05


def test_dead_relus_never_wake() -> None:
    trainer = Trainer(PRESETS["dead-relus"])
    trainer.advance(100)
    dead = set(trainer.dead())
    assert len(dead) >= 12
    gradient = trainer.flow().parameters
    for layer, unit in dead:
        ins = trainer.shapes[layer]
        start = trainer.layers[layer].start + unit * (ins + 1)
        assert not gradient[start : start + ins + 1].any()
    trainer.advance(2_000)
    assert set(trainer.dead()) >= dead
    well = Trainer(PRESETS["dead-relus"].replace(learning_rate=0.1))
    well.advance(100)
    assert len(well.dead()) <= 2


def test_neurons_that_start_alike_stay_twins() -> None:
    trainer = Trainer(PRESETS["twins"])
    trainer.advance(1_200)
    hidden = trainer.parameters[trainer.layers[0]].reshape(4, 3)
    assert np.abs(hidden[0] - 0.5).max() > 0.3  # they learn,
    assert np.ptp(hidden, axis=0).max() < 1e-12  # all the same thing
    other = Trainer(PRESETS["twins"].replace(init="glorot"))
    assert loss_of(other, 1_200) < 0.5 * trainer.now().loss


def test_momentum_is_far_ahead_of_plain_descent_at_the_same_rate() -> None:
    config = PRESETS["momentum"]
    assert loss_of(Trainer(config), 500) < 0.1 * loss_of(Trainer(config.replace(optimizer="sgd")), 500)


def test_overfitting_raises_the_test_loss_while_the_training_loss_falls() -> None:
    trainer = Trainer(PRESETS["overfitting"])
    rows = trainer.advance(600)
    best = min(row.test_loss or np.inf for row in rows)
    assert rows[599].loss < 0.05 * rows[0].loss
    assert (rows[599].test_loss or 0.0) > 2 * best


def test_gradients_that_pile_up_throw_the_training_out() -> None:
    config = PRESETS["forgot-zero-grad"]
    right, wrong = Trainer(config.replace(forget_zero_grad=False)), Trainer(config)
    assert loss_of(wrong, 600) > 100 * loss_of(right, 600)


def test_one_flipped_sign_keeps_a_small_net_from_learning() -> None:
    config = PRESETS["flipped-sign"]
    assert loss_of(Trainer(config), 600) > 4 * loss_of(Trainer(config.replace(flip_gradient=None)), 600)

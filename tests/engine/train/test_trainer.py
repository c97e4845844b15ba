"""Trainer: the figures of the lecture, of the Value graph, of batches and of tests."""

import numpy as np
import pytest

from engine.train import PRESETS, Config, Trainer
from engine.train.state import Batches
from tests.engine import by_values
from tests.engine.lecture_figures import MLP_FIRST_PREDICTION, MLP_LOSSES, MOONS_ACCURACIES, MOONS_LOSSES
from tests.engine.train.trainings import BOTH, SMALL, executor, losses

__all__ = ["executor"]  # a fixture


# -- the lecture's figures ----------------------------------------------------------------------------


@BOTH
def test_the_moons_demo_has_the_lectures_losses_and_accuracies() -> None:
    trainer = Trainer(PRESETS["moons-demo"])
    assert len(trainer.parameters) == 337
    records = trainer.advance(1_000)
    assert len(records) == 100  # the configuration's steps
    for step, loss in MOONS_LOSSES.items():
        assert records[step].loss == pytest.approx(loss, abs=1e-12, rel=0)
    for step, accuracy in MOONS_ACCURACIES.items():
        assert records[step].accuracy == accuracy


@BOTH
def test_the_lectures_mlp_has_the_lectures_losses() -> None:
    trainer = Trainer(PRESETS["lecture"])
    assert len(trainer.parameters) == 41
    assert trainer.scores()[0, 0] == pytest.approx(MLP_FIRST_PREDICTION, abs=1e-12)
    records = trainer.advance(20)
    for step, loss in MLP_LOSSES.items():
        assert records[step].loss == pytest.approx(loss, abs=1e-9, rel=0)
    assert (trainer.scores()[0] > 0.0).tolist() == [True, False, False, True]


# -- equal to the Value graph -------------------------------------------------------------------------

TRAININGS: dict[str, Config] = {
    "tanh, momentum, L1": Config(
        samples=9, hidden=(4, 3), activation="tanh", optimizer="momentum", l1=0.01, learning_rate=0.1
    ),
    "relu, hinge, L2, cosine": Config(samples=9, hidden=(5,), schedule="cosine", learning_rate=0.2),
    "sigmoid, cross-entropy, adam": Config(
        dataset="circles", samples=9, hidden=(4,), activation="sigmoid", loss="bce", optimizer="adam", l2=0.0,
        learning_rate=0.02,
    ),
    "three classes, adamw": Config(
        dataset="spiral", classes=3, samples=9, hidden=(4,), activation="gelu", loss="softmax_nll",
        optimizer="adamw", learning_rate=0.02, l2=0.0,
    ),
    "a curve, silu": Config(
        dataset="sine", samples=9, hidden=(4, 4), activation="silu", loss="mse", learning_rate=0.05, l2=0.0,
        init="lecture",
    ),
    "a sigmoid output": Config(
        dataset="xor", samples=4, noise=0.0, hidden=(3,), activation="softplus", output_activation="sigmoid",
        loss="sse", learning_rate=0.3, l2=0.0,
    ),
    "leaky, no L2, all piled up": Config(
        samples=6, hidden=(3,), activation="leaky_relu", forget_zero_grad=True, learning_rate=0.01, l2=0.0
    ),
    "no hidden layer": Config(dataset="gaussians", samples=8, hidden=(), loss="bce"),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("name", list(TRAININGS))
def test_a_whole_training_equals_the_value_graphs(name: str) -> None:
    config, steps = TRAININGS[name], 60
    expected = by_values.train(config, steps)
    trainer = Trainer(config)
    assert losses(trainer, steps) == pytest.approx(expected.losses, rel=1e-12, abs=1e-12)
    assert trainer.parameters.tolist() == pytest.approx(expected.parameters, rel=1e-12, abs=1e-12)


def test_the_gradients_are_those_of_the_next_step() -> None:
    for name in ("tanh, momentum, L1", "leaky, no L2, all piled up"):
        config = TRAININGS[name]
        trainer = Trainer(config)
        trainer.advance(4)
        expected = by_values.train(config, 5)
        assert trainer.gradients.tolist() == pytest.approx(expected.gradients, rel=1e-11, abs=1e-12)


def test_the_last_update_is_what_was_added() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(6)
    before = trainer.parameters
    trainer.advance(1)
    assert trainer.last_update.tolist() == (trainer.parameters - before).tolist()
    trainer.advance(130)
    after = trainer.parameters
    trainer.seek(trainer.step - 1)
    assert np.abs(after - trainer.parameters).max() > 0.0
    moved = after - trainer.parameters
    trainer.seek(trainer.step + 1)
    assert trainer.last_update == pytest.approx(moved, rel=1e-12)


# -- batches and tests --------------------------------------------------------------------------------


def test_an_epoch_of_batches_takes_every_sample_once() -> None:
    for size in (1, 3, 5, 12):
        whole = Batches(9, 12).take(0, 12, size)
        for epoch in range(size):
            taken = whole.ravel()[12 * epoch : 12 * (epoch + 1)]
            assert sorted(taken.tolist()) == list(range(12))
        assert np.array_equal(whole[4:7], Batches(9, 12).take(4, 3, size))
    batches = Batches(9, 12)
    assert not np.array_equal(batches.take(0, 1, 12), batches.take(1, 1, 12))
    assert batches.take(7, 500, 5).max() == 11


def test_a_batch_as_large_as_the_data_is_the_whole_data() -> None:
    assert losses(Trainer(SMALL.replace(batch_size=12)), 10) == losses(Trainer(SMALL), 10)


def test_the_test_figures_are_those_of_the_samples_set_aside() -> None:
    config = SMALL.replace(samples=20, test_fraction=0.4)
    trainer = Trainer(config)
    (record,) = trainer.advance(1)
    assert record.test_loss is not None
    trainer.seek(0)
    data = trainer.data
    rows = [[*x, y] for x, y in zip(data.x_test.tolist(), data.y_test.tolist(), strict=True)]
    alone = Trainer(config.replace(points=rows, test_fraction=0.0))
    assert record.test_loss == pytest.approx(alone.now().loss, rel=1e-12)
    assert record.test_accuracy == alone.now().accuracy


# -- accuracy -----------------------------------------------------------------------------------------


def test_accuracy_counts_the_samples_on_the_right_side() -> None:
    rows = [[x, y, side] for x, y, side in ((0, 0, 1), (1, 0, -1), (0, 1, 1), (1, 1, 1))]
    for loss, output in (("hinge", "linear"), ("mse", "tanh"), ("sse", "sigmoid"), ("bce", "linear")):
        trainer = Trainer(SMALL.replace(points=rows, loss=loss, output_activation=output))
        right = (trainer.scores()[0] > trainer.threshold) == (trainer.data.y_train > 0.0)
        assert trainer.now().accuracy == right.mean()


def test_with_softmax_the_greatest_score_wins() -> None:
    trainer = Trainer(Config(dataset="gaussians", classes=4, samples=40, hidden=(8,), loss="softmax_nll"))
    assert trainer.scores().shape == (4, 40)
    trainer.advance(60)
    right = trainer.scores().argmax(axis=0) == trainer.data.y_train
    assert trainer.now().accuracy == right.mean() == 1.0


def test_a_curve_has_no_accuracy() -> None:
    trainer = Trainer(Config(dataset="line", loss="mse", samples=20))
    assert trainer.now().accuracy is None
    assert trainer.advance(1)[0].accuracy is None

"""What goes into the model, what each layer does with it, and parameters that were set by hand."""

from typing import Any

import numpy as np
import pytest

from engine.train import Config, ConfigError, NeedsNewModel, Trainer
from tests.engine.train.trainings import BOTH, SMALL, executor

__all__ = ["executor"]  # a fixture

SIX = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)")


@BOTH
def test_functions_of_the_numbers_go_in_as_inputs_of_their_own(torch: Any) -> None:
    trainer = Trainer(SMALL.replace(inputs=SIX, hidden=(3,)))
    trainer.advance(5)
    x = torch.tensor(trainer.data.x_train)
    entered = torch.stack(
        [x[:, 0], x[:, 1], x[:, 0] ** 2, x[:, 1] ** 2, x[:, 0] * x[:, 1], torch.sin(x[:, 0])], dim=1
    )
    first = torch.tensor(trainer.parameters[trainer.layers[0]].reshape(3, 7))
    last = torch.tensor(trainer.parameters[trainer.layers[1]].reshape(1, 4))
    scores = torch.tanh(entered @ first[:, :-1].T + first[:, -1]) @ last[:, :-1].T + last[:, -1]
    assert trainer.scores()[0].tolist() == pytest.approx(scores[:, 0].tolist(), abs=1e-12)
    assert trainer.shapes == [6, 3, 1]


def test_one_circle_is_a_line_for_squares() -> None:
    config = Config(
        dataset="circles", inputs=("x1^2", "x2^2"), hidden=(), l2=0.0, learning_rate=0.5, steps=300
    )
    trainer = Trainer(config)
    trainer.advance(300)
    assert trainer.now().accuracy == 1.0


def test_an_input_needs_its_numbers_and_another_choice_another_model() -> None:
    with pytest.raises(ConfigError, match="inputs"):
        Config(dataset="sine", loss="mse", inputs=("x2",))
    with pytest.raises(ConfigError, match="no such name"):
        Config(inputs=("x9",))
    with pytest.raises(NeedsNewModel):
        Trainer(SMALL).set(inputs=("x1",))


@BOTH
def test_every_layer_may_have_an_activation_of_its_own(torch: Any) -> None:
    trainer = Trainer(SMALL.replace(hidden=(4, 3), activations=("relu", "sigmoid")))
    first, second, last = (
        torch.tensor(trainer.parameters[part].reshape(outs, -1))
        for part, outs in zip(trainer.layers, (4, 3, 1), strict=True)
    )
    x = torch.tensor(trainer.data.x_train)
    x = torch.relu(x @ first[:, :-1].T + first[:, -1])
    x = torch.sigmoid(x @ second[:, :-1].T + second[:, -1])
    scores = x @ last[:, :-1].T + last[:, -1]
    assert trainer.scores()[0].tolist() == pytest.approx(scores[:, 0].tolist(), abs=1e-12)
    trainer.set(activations=("tanh", "tanh"))  # no reset
    with pytest.raises(ConfigError, match="each hidden layer"):
        SMALL.replace(activations=("tanh",))


@BOTH
def test_a_parameter_set_by_hand_stays_part_of_the_past() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(10)
    before = trainer.parameters
    trainer.set(edits=[[10, 4, 2.5]])
    assert trainer.parameters[4] == 2.5
    assert np.delete(trainer.parameters, 4).tolist() == np.delete(before, 4).tolist()
    trainer.advance(20)
    there = trainer.parameters.tolist()
    trainer.seek(5)
    trainer.seek(30)
    assert trainer.parameters.tolist() == there
    trainer.seek(10)
    assert trainer.parameters[4] == 2.5
    again = Trainer.resume(trainer.snapshot())
    again.advance(20)
    assert again.parameters.tolist() == pytest.approx(there, rel=1e-12)
    trainer.seek(9)
    assert trainer.parameters[4] != 2.5


@BOTH
@pytest.mark.parametrize("step", [0, 10, 128])
def test_a_parameter_set_by_hand_is_what_it_was_when_that_is_withdrawn(step: int) -> None:
    trainer = Trainer(SMALL.replace(steps=1_000))
    trainer.advance(step)
    before = trainer.parameters.tolist()
    trainer.set(edits=[[step, 4, 2.5]])
    again = Trainer.resume(trainer.snapshot())
    for one in (trainer, again):
        one.set(edits=[])
        assert one.parameters.tolist() == before
        one.advance(5)
        there = one.parameters.tolist()
        one.seek(0)
        one.seek(step)
        assert one.parameters.tolist() == before
        one.seek(step + 5)
        assert one.parameters.tolist() == there


def test_the_way_has_what_was_set_by_hand() -> None:
    trainer = Trainer(SMALL.replace(edits=[[0, 0, 1.0]]))
    assert set(trainer.way()[:, 0].tolist()) == {1.0}
    trainer.advance(10)
    trainer.set(edits=[[10, 4, 2.5]])
    way = trainer.way()
    assert way[0, 0] == 1.0
    assert way[-1].tolist() == trainer.parameters.tolist()


def test_edits_of_a_first_configuration_come_at_their_steps() -> None:
    trainer = Trainer(SMALL.replace(edits=[[0, 0, 1.0], [7, 1, -3.0]]))
    assert trainer.parameters[0] == 1.0
    trainer.advance(7)
    assert trainer.parameters[1] == -3.0
    with pytest.raises(ConfigError, match="no such parameter"):
        SMALL.replace(edits=[[0, 999, 1.0]])


def test_a_surface_is_learned_from_two_numbers() -> None:
    config = Config(
        dataset="hills", samples=200, noise=0.0, hidden=(8,), activation="tanh", loss="mse", l2=0.0,
        optimizer="adam", learning_rate=0.03, schedule="constant", steps=800,
    )  # fmt: skip
    trainer = Trainer(config)
    start = trainer.now().loss
    trainer.advance(800)
    assert trainer.now().loss < 0.1 * start

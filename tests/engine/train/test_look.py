"""Trainer: what is broken on purpose, and what can be seen inside."""

import math

import numpy as np
import pytest

from engine.backward import accumulate
from engine.graph import topological_order
from engine.train import Config, Trainer
from tests.engine.train.trainings import BOTH, SMALL, executor

__all__ = ["executor"]  # a fixture


# -- breaking it --------------------------------------------------------------------------------------


def test_all_zero_parameters_stay_equal_within_a_layer() -> None:
    trainer = Trainer(SMALL.replace(init="zeros"))
    trainer.advance(50)
    first = trainer.parameters[trainer.layers[0]].reshape(4, 3)
    assert np.ptp(first, axis=0).max() == 0.0


@BOTH
def test_without_zero_grad_gradients_pile_up() -> None:
    config = SMALL.replace(learning_rate=0.0, forget_zero_grad=True)
    trainer = Trainer(config)
    once = trainer.gradients
    trainer.advance(4)
    assert trainer.gradients == pytest.approx(5 * once, rel=1e-12)
    trainer.set(forget_zero_grad=False)
    assert trainer.gradients == pytest.approx(once, rel=1e-12)
    trainer.advance(1)
    assert trainer.gradients == pytest.approx(once, rel=1e-12)


@BOTH
def test_one_flipped_gradient_is_flipped_and_no_other() -> None:
    plain, flipped = Trainer(SMALL), Trainer(SMALL.replace(flip_gradient=5))
    sign = np.ones(len(plain.parameters))
    sign[5] = -1.0
    assert flipped.gradients.tolist() == (plain.gradients * sign).tolist()
    plain.advance(1)
    flipped.advance(1)
    assert flipped.last_update.tolist() == pytest.approx((plain.last_update * sign).tolist(), rel=1e-12)


@BOTH
def test_a_rate_too_high_diverges_with_a_word_and_stops_at_the_last_sound_step() -> None:
    trainer = Trainer(SMALL.replace(activation="relu", loss="mse", learning_rate=500.0))
    records = trainer.advance(5_000)
    diverged = trainer.diverged
    assert diverged is not None
    assert 0 < diverged.step < 1_000
    assert diverged.what in ("loss", "gradient", "parameter")
    assert "lower learning rate" in diverged.message
    assert trainer.step == trainer.end == diverged.step - 1
    assert np.isfinite(trainer.parameters).all()
    assert math.isfinite(trainer.now().loss)
    assert [record.step for record in records] == list(range(diverged.step))
    assert all(math.isfinite(record.loss) for record in records)
    assert len(trainer.advance(1)) == 0


def test_after_divergence_one_can_go_back_and_try_a_lower_rate() -> None:
    trainer = Trainer(SMALL.replace(activation="relu", loss="mse", learning_rate=500.0))
    trainer.advance(5_000)
    trainer.seek(0)
    assert trainer.diverged is None
    trainer.set(learning_rate=0.05)
    assert len(trainer.advance(100)) == 100
    assert trainer.diverged is None


# -- looking inside -----------------------------------------------------------------------------------


def test_parameters_have_names_and_places() -> None:
    trainer = Trainer(SMALL)
    assert trainer.shapes == [2, 4, 3, 1]
    assert trainer.names[0] == "Layer 1, neuron 1, w1"
    assert trainer.names[-1] == "Output, b"
    assert [part.stop - part.start for part in trainer.layers] == [12, 15, 4]
    assert len(set(trainer.names)) == len(trainer.parameters) == 31


def test_what_is_shown_belongs_to_the_present_step() -> None:
    trainer, seen = Trainer(SMALL.replace(optimizer="momentum")), []
    for _ in range(3):
        seen.append((trainer.gradients.tolist(), trainer.scores().tolist()))
        trainer.advance(1)
    for step in (2, 0, 1):
        trainer.seek(step)
        assert (trainer.gradients.tolist(), trainer.scores().tolist()) == seen[step]
    trainer.set(l2=0.5)
    assert trainer.gradients.tolist() != seen[1][0]
    trainer.gradients[:] = 0.0
    assert any(trainer.gradients)


def test_every_neurons_response_is_what_the_values_give() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(20)
    found = trainer.responses(trainer.data.x_train)
    assert found.shape == (sum(trainer.unit_layers), 12)
    for sample in (0, 7):
        graph = trainer.inspect(sample)
        flat = [unit.data for layer in graph.units for unit in layer]
        assert found[:, sample].tolist() == pytest.approx(flat, rel=1e-12, abs=1e-14)


def test_one_samples_values_carry_data_gradients_labels_and_scopes() -> None:
    trainer = Trainer(SMALL.replace(l2=0.0, loss="mse"))
    trainer.advance(20)
    total = np.zeros(len(trainer.parameters))
    sizes = []
    for sample in range(12):
        graph = trainer.inspect(sample)
        assert graph.x == trainer.data.x_train[sample].tolist()
        assert graph.values[-1] is graph.root
        kept = {value: (value.data, value.grad) for value in graph.values}
        for value in topological_order(graph.root):
            value.grad = 0.0
            if value.op is not None:
                operands = [parent.data for parent in value.parents]
                value.data = value.op.forward(*operands, *[value.constant] * value.op.takes_constant)
        accumulate(graph.root)
        for value, (data, grad) in kept.items():
            assert data == pytest.approx(value.data, rel=1e-12, abs=1e-14)
            assert grad == pytest.approx(value.grad, rel=1e-12, abs=1e-14)
        total += [value.grad for value in trainer._course.look._model.parameters]
        sizes.append(graph.root.data)
    assert np.mean(sizes) == pytest.approx(trainer.now().loss, rel=1e-12)
    assert (total / 12).tolist() == pytest.approx(trainer.gradients.tolist(), rel=1e-11, abs=1e-13)
    graph = trainer.inspect(3)
    neuron = graph.unit(0, 2)
    assert neuron.scope == ("Layer 1", "Neuron 3")
    assert {value.label for value in topological_order(neuron)} >= {"x1", "x2", "w1", "w2", "b"}
    with pytest.raises(IndexError):
        trainer.inspect(12)
    with pytest.raises(IndexError):
        graph.unit(0, 4)


def test_dead_and_saturated_neurons_are_found() -> None:
    relu = Trainer(Config(samples=30, hidden=(3, 2)))
    alive = relu.responses(relu.data.x_train)[:5].max(axis=1) > 0.0
    dead = [(0, j) if j < 3 else (1, j - 3) for j in range(5) if not alive[j]]
    assert relu.dead() == dead
    assert relu.saturated() == []
    tanh = Trainer(Config(samples=30, hidden=(3, 2), activation="tanh", points=None))
    assert tanh.dead() == []
    far = [[x * 1000.0, y * 1000.0, 1.0 if y > 0 else -1.0] for x, y in tanh.data.x_train.tolist()]
    stretched = Trainer(Config(samples=30, hidden=(3, 2), activation="tanh").replace(points=far))
    assert {(0, 0), (0, 1), (0, 2)} <= set(stretched.saturated())


def test_the_layers_norms_are_those_of_their_parameters() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(3)
    stats = trainer.layer_stats()
    whole = math.sqrt(sum(layer.gradient**2 for layer in stats))
    assert whole == pytest.approx(float(np.linalg.norm(trainer.flow().parameters)))
    moved = [layer.update_ratio * layer.data for layer in stats]
    assert math.hypot(*moved) == pytest.approx(float(np.linalg.norm(trainer.last_update)))

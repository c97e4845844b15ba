"""Trainer: the lecture's figures, the Value graph's figures, the past, changes, and breaking it."""

import json
import math
from typing import Any

import numpy as np
import pytest

from engine import kernels
from engine.backward import accumulate
from engine.graph import topological_order
from engine.train import PRESETS, Config, ConfigError, NeedsNewModel, Trainer
from engine.train_state import Batches
from tests.engine import by_values
from tests.engine.lecture_figures import MLP_FIRST_PREDICTION, MLP_LOSSES, MOONS_ACCURACIES, MOONS_LOSSES

SMALL = Config(samples=12, hidden=(4, 3), activation="tanh", learning_rate=0.1, steps=1_000_000)


@pytest.fixture(params=["numba"], autouse=True)
def executor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What runs the tapes; a test that asks for both is parametrised."""
    if request.param == "numpy":
        monkeypatch.setattr(kernels, "found", lambda: None)
    else:
        assert kernels.warm(), kernels.trouble()
    return str(request.param)


BOTH = pytest.mark.parametrize("executor", ["numpy", "numba"], indirect=True)


def losses(trainer: Trainer, steps: int) -> list[float]:
    return [record.loss for record in trainer.advance(steps)]


# -- the lecture's figures ---------------------------------------------------------------------------


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


# -- equal to the Value graph ------------------------------------------------------------------------

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


# -- deterministic, whatever the way ------------------------------------------------------------------

VARIED = SMALL.replace(
    optimizer="adam", batch_size=5, test_fraction=0.25, schedule="cosine", schedule_steps=400, warmup=7
)


def test_a_training_is_a_function_of_its_seed() -> None:
    one, same, other = Trainer(VARIED), Trainer(VARIED), Trainer(VARIED.replace(seed=2))
    assert losses(one, 30) == losses(same, 30)
    assert one.parameters.tolist() == same.parameters.tolist()
    assert losses(other, 30) != losses(same, 30)


@BOTH
def test_many_steps_at_once_are_the_same_as_one_by_one() -> None:
    together, single = Trainer(VARIED), Trainer(VARIED)
    rows = together.advance(150).rows
    one_by_one = np.concatenate([single.advance(1).rows for _ in range(150)])
    assert np.array_equal(rows, one_by_one, equal_nan=True)
    assert together.parameters.tolist() == single.parameters.tolist()


def test_any_step_can_be_gone_back_to_and_gone_on_from() -> None:
    trainer = Trainer(VARIED)
    seen = {0: trainer.parameters.tolist()}
    rows = []
    for step in range(1, 241):
        rows.append(trainer.advance(1)[0])
        seen[step] = trainer.parameters.tolist()
    for step in (0, 1, 49, 50, 51, 100, 237, 239, 240, 3):
        trainer.seek(step)
        assert (trainer.step, trainer.end) == (step, 240)
        assert trainer.parameters.tolist() == seen[step], step
    again = trainer.advance(10)
    assert (trainer.step, trainer.end) == (13, 13)
    assert list(again) == rows[3:13]
    assert trainer.parameters.tolist() == seen[13]


def test_seeking_beyond_what_is_known_goes_to_the_nearest_known_step() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(20)
    trainer.seek(500)
    assert trainer.step == 20
    trainer.seek(-3)
    assert trainer.step == 0


def test_a_seek_that_is_given_up_changes_nothing() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(300)
    before = trainer.parameters.tolist()
    trainer.seek(123, stop=lambda: True)
    assert (trainer.step, trainer.parameters.tolist()) == (300, before)


def test_a_stop_ends_the_steps_soon() -> None:
    trainer = Trainer(SMALL)
    asked = iter([False, False, True])
    records = trainer.advance(10_000, stop=lambda: next(asked))
    assert 0 < len(records) < 1_000
    assert trainer.step == len(records)


def test_the_past_takes_bounded_room_and_stays_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.train_history.MOST_STATES", 8)
    config = Config(dataset="xor", samples=4, noise=0.0, hidden=(2,), learning_rate=0.01, steps=10**9, l2=0.0)
    trainer = Trainer(config)
    trainer.advance(137)
    early = trainer.parameters.tolist()
    trainer.advance(1_863)
    assert len(trainer._checkpoints._states) <= 8
    late = trainer.parameters.tolist()
    trainer.seek(137)
    assert trainer.parameters.tolist() == early
    trainer.seek(2_000)
    assert trainer.parameters.tolist() == late


def test_loops_that_are_ready_in_the_midst_of_a_training_change_nothing_to_be_seen() -> None:
    compiled, mixed = Trainer(VARIED), Trainer(VARIED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "found", lambda: None)
        first = losses(mixed, 70)
    assert first + losses(mixed, 80) == pytest.approx(losses(compiled, 150), rel=1e-9)
    mixed.seek(40)
    compiled.seek(40)
    assert mixed.parameters == pytest.approx(compiled.parameters, rel=1e-9, abs=1e-12)


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


# -- changes while it runs ------------------------------------------------------------------------------


def test_a_change_takes_effect_from_the_next_update_and_belongs_to_the_past() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(10)
    trainer.set(learning_rate=0.01)
    assert trainer.advance(1)[0].learning_rate != trainer.base.learning_rate
    trainer.advance(5)
    trainer.set(optimizer="adam", l2=0.1, batch_size=4)
    trainer.advance(60)
    end = trainer.parameters.tolist()
    assert [change.step for change in trainer.changes] == [10, 16]
    trainer.seek(9)
    assert trainer.config.learning_rate == 0.1
    trainer.seek(10)
    assert trainer.config.learning_rate == 0.01
    trainer.seek(76)
    assert trainer.config.optimizer == "adam"
    assert trainer.parameters.tolist() == end


def test_a_change_at_a_past_step_forgets_what_came_later() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(40)
    trainer.set(l2=0.5)
    trainer.advance(40)
    trainer.seek(20)
    trainer.set(learning_rate=0.3)
    assert trainer.end == 20
    assert trainer.history.rows()[:, 0].tolist() == list(range(20))
    assert [change.step for change in trainer.changes] == [20]
    fresh = Trainer(SMALL)
    fresh.advance(20)
    fresh.set(learning_rate=0.3)
    assert losses(trainer, 50) == losses(fresh, 50)


def test_changes_at_one_step_are_one_change_and_taken_back_none() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(3)
    for rate in (0.2, 0.3, 0.4):
        trainer.set(learning_rate=rate)
    assert [(change.step, change.fields) for change in trainer.changes] == [(3, {"learning_rate": 0.4})]
    trainer.set(learning_rate=0.1)
    assert trainer.changes == []


def test_points_can_be_added_while_it_runs() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(5)
    before = trainer.parameters.tolist()
    rows = np.column_stack([trainer.data.x_train, trainer.data.y_train]).tolist()
    trainer.set(points=[*rows, [3.0, 3.0, 1.0]])
    assert trainer.parameters.tolist() == before
    assert len(trainer.data.x_train) == 13
    trainer.advance(5)
    trainer.seek(4)
    assert len(trainer.data.x_train) == 12
    trainer.seek(10)
    assert len(trainer.data.x_train) == 13


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("hidden", {"hidden": [4]}), ("seed", {"seed": 2}), ("init", {"init": "zeros"}),
        ("dataset", {"dataset": "lecture"}), ("loss", {"loss": "softmax_nll"}),
        ("points", {"points": [[0, 1]], "loss": "mse"}),
    ],
)  # fmt: skip
def test_what_needs_a_new_model_says_so_and_changes_nothing(field: str, change: dict[str, Any]) -> None:
    trainer = Trainer(SMALL)
    trainer.advance(3)
    with pytest.raises(NeedsNewModel) as caught:
        trainer.set(**change)
    assert caught.value.field in (field, "loss", "points")
    assert trainer.config == SMALL
    Trainer(trainer.config.replace(**change)).advance(1)


def test_a_wrong_change_changes_nothing() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(30)
    trainer.seek(10)
    with pytest.raises(ConfigError, match="learning_rate"):
        trainer.set(learning_rate=-1.0)
    assert (trainer.step, trainer.end, trainer.config) == (10, 30, SMALL)


def test_an_optimiser_that_is_changed_to_starts_fresh() -> None:
    trainer = Trainer(SMALL)
    trainer.advance(10)
    trainer.set(optimizer="momentum")
    assert (trainer.advance(1), trainer.state.shape)[1] == (1, len(trainer.parameters))
    trainer.set(optimizer="sgd")
    trainer.advance(1)
    assert trainer.state.shape == (0, len(trainer.parameters))


def test_more_changes_than_can_be_kept_forget_the_past_and_not_the_present() -> None:
    rows = np.column_stack([np.linspace(-1, 1, 9_000), np.linspace(1, -1, 9_000), np.ones(9_000)]).tolist()
    trainer = Trainer(SMALL)
    for turn in range(6):
        trainer.advance(1)
        rows[0][0] = turn + 2.0
        trainer.set(points=rows)
    assert trainer.changes == []
    at = trainer.parameters.tolist()
    trainer.seek(0)
    assert (trainer.step, trainer.parameters.tolist()) == (6, at)
    assert Trainer.resume(trainer.snapshot()).parameters.tolist() == at


# -- breaking it ----------------------------------------------------------------------------------------


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


# -- looking inside ---------------------------------------------------------------------------------------


def test_parameters_have_names_and_places() -> None:
    trainer = Trainer(SMALL)
    assert trainer.shapes == [2, 4, 3, 1]
    assert trainer.names[0] == "Layer 1, neuron 1, w1"
    assert trainer.names[-1] == "Layer 3, neuron 1, b"
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
    assert whole == pytest.approx(float(np.linalg.norm(trainer.gradients)))
    moved = [layer.update_ratio * layer.data for layer in stats]
    assert math.hypot(*moved) == pytest.approx(float(np.linalg.norm(trainer.last_update)))


# -- keeping -----------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("changes", [{}, {"forget_zero_grad": True}, {"optimizer": "momentum"}, {"l1": 0.1}])
def test_a_snapshot_goes_on_to_the_bit_with_all_its_past(changes: dict[str, Any]) -> None:
    trainer = Trainer(VARIED)
    trainer.advance(60)
    if changes:
        trainer.set(**changes)
    trainer.advance(23)
    again = Trainer.resume(json.loads(json.dumps(trainer.snapshot())))
    assert (again.step, again.end, again.config) == (83, 83, trainer.config)
    assert losses(again, 70) == losses(trainer, 70)
    assert again.parameters.tolist() == trainer.parameters.tolist()
    for step in (40, 70, 100):
        again.seek(step)
        trainer.seek(step)
        assert again.parameters.tolist() == trainer.parameters.tolist()


DAMAGES: list[dict[str, Any]] = [
    {"config": None}, {"config": {"hidden": [9999]}}, {"config": {"hidden": [5]}}, {"changes": 3},
    {"changes": [{"step": 5, "fields": {}}, {"step": 2, "fields": {}}]}, {"changes": [7]},
    {"changes": [{"step": 1, "fields": {"seed": 3}}]}, {"changes": [{"step": -1, "fields": {"wings": 3}}]},
    {"step": -1}, {"step": 1.5}, {"step": None}, {"step": 10**12}, {"number": True}, {"optimizer": "magic"},
    {"optimizer": ["sgd"]}, {"parameters": [1.0]}, {"parameters": "abc"}, {"parameters": {}},
    {"parameters": [float("nan")] * 31}, {"parameters": [[1.0]] * 31}, {"state": []}, {"state": [[0.0] * 31]},
    {"state": [[0.0] * 31, [-1.0] * 31]}, {"state": 5}, {"piled": [1.0]}, {"piled": "no"},
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_snapshot_is_refused(damage: dict[str, Any]) -> None:
    trainer = Trainer(VARIED)
    trainer.advance(3)
    with pytest.raises(ConfigError):
        Trainer.resume(trainer.snapshot() | damage)


def test_nothing_is_no_snapshot() -> None:
    with pytest.raises(ConfigError, match="resume"):
        Trainer.resume({})

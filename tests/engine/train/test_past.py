"""Trainer: a function of its seed, with all its past; changes while it runs; snapshots."""

import json
from typing import Any

import numpy as np
import pytest

from engine import kernels
from engine.train import Config, ConfigError, NeedsNewModel, Trainer
from tests.engine.train.trainings import BOTH, SMALL, VARIED, executor, losses

__all__ = ["executor"]  # a fixture


# -- deterministic, whatever the way ------------------------------------------------------------------


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
    monkeypatch.setattr("engine.train.history.MOST_STATES", 8)
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


# -- changes while it runs ----------------------------------------------------------------------------


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


# -- keeping ------------------------------------------------------------------------------------------


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
    {"replaced": 5}, {"replaced": [[0]]}, {"replaced": [[31, 1.0]]}, {"replaced": [[0, float("nan")]]},
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


@BOTH
def test_a_kept_state_that_its_own_past_does_not_lead_to_becomes_the_start_of_the_past() -> None:
    wild = Config(learning_rate=1e6, loss="mse", steps=5000, activation="linear", schedule="constant")
    start = Trainer(wild).snapshot()
    kept = start | {"step": 1_000, "parameters": [1e200] * len(start["parameters"])}
    asked = iter(range(50))
    trainer = Trainer.resume(kept)
    assert len(trainer.advance(1, stop=lambda: next(asked) > 40)) == 0
    assert trainer.diverged is not None
    assert (trainer.diverged.step, trainer.step, trainer.snapshot()["floor"]) == (1_000, 1_000, 1_000)
    again = Trainer.resume(kept)
    again.seek(900, stop=lambda: next(asked) > 40)
    assert (again.step, again.snapshot()["floor"]) == (1_000, 1_000)


def test_a_way_back_from_divergence_that_is_given_up_ends_at_a_sound_state() -> None:
    trainer = Trainer(SMALL.replace(learning_rate=1e6, activation="linear", loss="mse"))
    asked = iter([False])
    trainer.advance(200, stop=lambda: next(asked, True))
    assert trainer.diverged is not None
    assert trainer.step == 0
    assert np.isfinite(trainer.parameters).all()

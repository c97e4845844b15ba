"""What is kept of the past: bounded, and the right things."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.train.config import Config
from engine.train.history import COLUMNS, MOST_ROWS, Checkpoints, History, Records
from engine.train.past import Past
from engine.train.state import State


def rows(start: int, stop: int) -> np.ndarray:
    found = np.zeros((stop - start, COLUMNS))
    found[:, 0] = np.arange(start, stop)
    found[:, 1] = found[:, 0] ** 2
    return found


def state(step: int) -> State:
    return State(step, np.full(3, float(step)), "sgd", np.zeros((0, 3)), np.zeros(3))


def test_a_row_is_a_record_with_none_for_what_is_not_known() -> None:
    found = Records(np.array([[3.0, 0.5, np.nan, 0.1, np.nan, 1.0, 0.2, np.nan]]))
    assert tuple(found[0]) == (3, 0.5, None, 0.1, None, 1.0, 0.2, None)
    assert isinstance(found[0].step, int)
    assert list(found) == [found[0]] == list(found[:1])


def test_short_histories_are_kept_whole() -> None:
    history = History()
    history.add(rows(0, 10))
    history.add(rows(10, MOST_ROWS))
    assert np.array_equal(history.rows(), rows(0, MOST_ROWS))


def test_one_row_too_many_halves_them() -> None:
    history = History()
    history.add(rows(0, MOST_ROWS + 1))
    assert history.rows()[:, 0].tolist() == list(range(0, MOST_ROWS + 1, 2))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 40_000), min_size=1, max_size=8))
def test_long_histories_are_thinned_evenly_and_stay_bounded(lengths: list[int]) -> None:
    history, end = History(), 0
    for length in lengths:
        history.add(rows(end, end + length))
        end += length
        kept = history.rows()
        assert len(kept) <= MOST_ROWS
        gaps = np.diff(kept[:, 0])
        assert len(set(gaps.tolist())) <= 1
        assert end - kept[-1, 0] <= (gaps[0] if len(gaps) else 1)
        assert np.array_equal(kept[:, 1], kept[:, 0] ** 2)


def test_a_history_can_be_cut_and_go_on() -> None:
    history = History()
    history.add(rows(0, 100))
    history.cut(40)
    history.add(rows(40, 50))
    assert history.rows()[:, 0].tolist() == list(range(50))


def test_after_going_far_back_the_past_is_as_fine_as_at_first() -> None:
    history, checkpoints = History(), Checkpoints(state(0))
    history.add(rows(0, 4 * MOST_ROWS))
    history.cut(10)
    history.add(rows(10, 20))
    assert history.rows()[-10:, 0].tolist() == list(range(10, 20))
    for step in range(128, 100_000, 128):
        checkpoints.keep(state(step))
    assert checkpoints.spacing > 128
    checkpoints.cut(300)
    assert checkpoints.next_after(300) == 384


@settings(max_examples=50)
@given(st.integers(1, 30_000), st.integers(0, 30_000))
def test_the_way_back_starts_at_a_state_not_later_and_not_far(end: int, wanted: int) -> None:
    wanted = min(wanted, end)
    checkpoints = Checkpoints(state(0))
    step = 0
    while (step := checkpoints.next_after(step)) <= end:
        checkpoints.keep(state(step))
    found = checkpoints.before(wanted)
    assert wanted - 2 * checkpoints.spacing <= found.step <= wanted
    assert found.parameters.tolist() == [float(found.step)] * 3
    assert len(checkpoints._states) <= 128


def test_a_replay_of_the_past_fills_it_with_states() -> None:
    checkpoints = Checkpoints(state(0))
    checkpoints.add(state(1_003))
    for step in (256, 128, 128, 177, 384):
        checkpoints.keep(state(step))
    assert [kept.step for kept in checkpoints._states] == [0, 128, 256, 384, 1_003]
    checkpoints.cut(256)
    assert checkpoints.before(5_000).step == 256


def test_states_given_out_are_copies() -> None:
    checkpoints = Checkpoints(state(0))
    checkpoints.before(0).parameters[:] = 7.0
    assert checkpoints.before(0).parameters.tolist() == [0.0] * 3


def test_large_models_keep_fewer_states() -> None:
    big = State(0, np.zeros(50_000), "adam", np.zeros((2, 50_000)), np.zeros(50_000))
    checkpoints = Checkpoints(big)
    for step in range(128, 12_800, 128):
        big.step = step
        checkpoints.keep(big)
    assert len(checkpoints._states) <= 8


@pytest.mark.parametrize("at", [0, 4, 5, 6, 9, 10, 50])
def test_what_held_at_a_step_is_the_last_change_before_it(at: int) -> None:
    base = Config()
    past = Past(base)
    past.add(5, base.replace(learning_rate=0.5))
    past.add(10, base.replace(learning_rate=0.25))
    assert past.at(at).learning_rate == (1.0 if at < 5 else 0.5 if at < 10 else 0.25)
    assert past.next_after(at) == (5 if at < 5 else 10 if at < 10 else None)

"""Binary frames: what is packed comes out again, where a browser can look at it without copying."""

import numpy as np
import pytest

from app.training.errors import Abuse
from app.training.frames import pack, unpack
from app.training.observe import thinned
from app.training.outbox import FRAMES_AHEAD, MOST_WAITING, Outbox, Unsent


def rows(first: int, last: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """History of the steps `first` to `last`."""
    steps = np.arange(first, last + 1, dtype=np.float64)
    return np.stack([steps, *[steps / 7] * 5], axis=1)


def test_arrays_come_out_as_they_went_in() -> None:
    exact = np.array([[0.1, -1e300], [float("nan"), 1 / 3]])
    single = np.arange(5, dtype=np.float32)
    header, arrays = unpack(pack({"type": "frame", "step": 3}, {"a": ("f8", exact), "b": ("f4", single)}))
    assert header["step"] == 3
    np.testing.assert_array_equal(arrays["a"], exact)
    np.testing.assert_array_equal(arrays["b"], single)


@pytest.mark.parametrize("padding", range(9))
def test_every_array_starts_at_a_multiple_of_8_whatever_the_headers_length(padding: int) -> None:
    odd = np.zeros(3, dtype=np.float32)
    message = pack({"x": "·" * padding}, {"a": ("f4", odd), "b": ("f8", np.ones(2)), "c": ("f4", odd)})
    start = 4 + int.from_bytes(message[:4], "little")
    header, arrays = unpack(message)
    assert start % 8 == 0
    assert [entry["offset"] % 8 for entry in header["arrays"]] == [0, 0, 0]
    np.testing.assert_array_equal(arrays["b"], [1, 1])


def test_an_empty_array_keeps_its_shape() -> None:
    _, arrays = unpack(pack({}, {"state": ("f8", np.zeros((0, 4)))}))
    assert arrays["state"].shape == (0, 4)


def test_what_is_not_finite_is_null_in_the_header() -> None:
    header, _ = unpack(pack({"loss": float("inf"), "accuracy": float("nan")}, {}))
    assert header["loss"] is None
    assert header["accuracy"] is None


def test_a_long_history_is_thinned_evenly_and_keeps_both_ends() -> None:
    short = thinned(rows(0, 9_999), 100)
    assert len(short) == 100
    assert (short[0, 0], short[-1, 0]) == (0, 9_999)
    assert np.diff(short[:, 0]).max() <= 2 * 9_999 / 99


def test_rows_not_sent_are_bounded_however_long_nobody_reads() -> None:
    unsent = Unsent()
    for start in range(0, 1_000_000, 10_000):
        unsent.add(rows(start, start + 9_999))
    assert len(unsent.rows()) <= 4_000
    assert unsent.rows()[-1, 0] == 999_999
    assert (np.diff(unsent.rows()[:, 0]) > 0).all()


def test_steps_made_again_replace_those_not_sent() -> None:
    unsent = Unsent()
    unsent.add(rows(0, 9))
    unsent.add(rows(10, 19))
    unsent.add(rows(4, 5))
    assert unsent.rows()[:, 0].tolist() == [0, 1, 2, 3, 4, 5]


def test_frames_wait_for_all_but_one_acknowledgement() -> None:
    box = Outbox()
    assert box.room_for_frame()
    box.sent += FRAMES_AHEAD
    assert box.room_for_frame()
    box.sent += 1
    assert not box.room_for_frame()
    box.acknowledge(1)
    assert box.room_for_frame()


def test_acknowledging_frames_never_sent_gains_nothing() -> None:
    box = Outbox()
    box.acknowledge(2**53)
    box.sent += 2
    assert not box.room_for_frame()


def test_one_answer_more_than_may_wait_ends_the_conversation() -> None:
    box = Outbox()
    for _ in range(MOST_WAITING):
        box.say({})
    with pytest.raises(Abuse):
        box.say({})

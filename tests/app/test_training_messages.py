"""Reading what a client says: a message, or an error in words; nothing else."""

import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training import messages as m
from app.training.errors import TrainingError


def refused(text: str) -> TrainingError:
    with pytest.raises(TrainingError) as caught:
        m.read(text)
    return caught.value


def words_of(text: str) -> str:
    """What is wrong with it; "read." if nothing is."""
    try:
        m.read(text)
    except TrainingError as error:
        return str(error.body()["error"]["message"])
    return "read."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type": "play"}', m.Play(type="play")),
        ('{"type": "play", "steps_per_second": 2}', m.Play(type="play", steps_per_second=2.0)),
        ('{"type": "play", "steps_per_second": null}', m.Play(type="play")),
        ('{"type": "step"}', m.Step(type="step", count=1)),
        ('{"type": "seek", "step": 0}', m.Seek(type="seek", step=0)),
        ('{"type": "close-inspect"}', m.CloseInspect(type="close-inspect")),
        (
            '{"type": "set", "l2": 0.1, "batch_size": null}',
            m.Change(type="set", fields={"l2": 0.1, "batch_size": None}),
        ),
        (
            '{"type": "inspect", "sample": 3, "unit": [0, 2], "open": ["a"]}',
            m.Inspect(type="inspect", sample=3, unit=[0, 2], open=["a"]),
        ),
        ('{"type": "view", "sample": null}', m.View(type="view", sample=None)),
    ],
)
def test_messages_are_read(text: str, message: m.Message) -> None:
    assert m.read(text) == message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nul",
        "[" * 100_000,
        '{"type": ' * 5_000,
        '{"type": "play", "steps_per_second": NaN}',
        '{"type": "play", "steps_per_second": Infinity}',
        '{"type": "play"} x',
        '{"type": "\\ud800"}',
        '"\ud800"',
        "\x00",
        "{'type': 'play'}",
    ],
)
def test_what_is_not_json_is_told_so(text: str) -> None:
    assert refused(text).code == "json"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "must be a JSON object"),
        ("null", "must be a JSON object"),
        ("{}", "`type` is missing"),
        ('{"type": null}', "kinds of message"),
        ('{"type": ["play"]}', "kinds of message"),
        ('{"type": "PLAY"}', "kinds of message"),
        ('{"type": "play", "speed": 1}', "`speed` is not a field"),
        ('{"type": "play", "steps_per_second": 0}', "`steps_per_second`"),
        ('{"type": "play", "steps_per_second": "2"}', "`steps_per_second` must be a number"),
        ('{"type": "play", "steps_per_second": true}', "`steps_per_second` must be a number"),
        ('{"type": "play", "steps_per_second": 1e400}', ""),
        ('{"type": "step", "count": 0}', "`count`"),
        ('{"type": "step", "count": 1.5}', "`count` must be a whole number"),
        ('{"type": "step", "count": 1000001}', "`count`"),
        ('{"type": "seek"}', "`step` is missing"),
        ('{"type": "seek", "step": -1}', "`step`"),
        ('{"type": "seek", "step": 1e30}', "`step`"),
        ('{"type": "start", "config": []}', "`config` must be a JSON object"),
        ('{"type": "start", "resume": 3}', "`resume` must be a JSON object"),
        ('{"type": "inspect", "sample": 1, "unit": [1]}', "`unit`"),
        ('{"type": "inspect", "sample": 1, "open": "all"}', "`open"),
        ('{"type": "view", "grid": 1}', "`grid`"),
        ('{"type": "view", "hz": -1}', "`hz`"),
        ('{"type": "ack", "frame": "1"}', "`frame` must be a whole number"),
    ],
)
def test_a_wrong_message_is_told_what_is_wrong(text: str, says: str) -> None:
    error = refused(text)
    assert error.code in {"request", "json"}
    assert says in error.message


def test_the_input_is_never_told_back_whole() -> None:
    error = refused(json.dumps({"type": "play", "x" * 10_000: 1}))
    assert len(error.message) < 200


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from([*"abc", "type", "config", "resume", "step", "count", "frame", "open", "unit", "hz"]),
        anything | st.sampled_from(m.TYPES),
    )
    | anything
)
def test_any_json_is_a_message_or_an_error_in_words(found: Any) -> None:
    assert words_of(json.dumps(found)).endswith(".")


@given(st.text(alphabet=string.printable + "é\ud800\x00"))
def test_any_text_is_a_message_or_an_error_in_words(text: str) -> None:
    assert words_of(text).isprintable()

"""Who may open a socket, and how much may be said over it: every limit at its edge."""

from __future__ import annotations

import contextlib
import logging
import random
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.app.sockets import Served, Talk, serving
from tests.app.toy_trainer import ToyEngine


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving(ToyEngine()) as served:
        yield served


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:1", "file://localhost"])
def test_a_page_of_another_origin_gets_no_socket(server: Served, origin: str) -> None:
    with pytest.raises(InvalidStatus) as caught, server.talking(origin=origin):
        pass
    assert caught.value.response.status_code == 403
    assert server.house.sockets == 0


def test_our_own_page_and_listed_origins_get_one(server: Served) -> None:
    with server.talking(origin=f"http://127.0.0.1:{server.port}", start={}) as talk:
        talk.frame(0)
    with (
        serving(ToyEngine(), allowed_origins="https://school.example") as other,
        other.talking(origin="https://school.example", start={}) as talk,
    ):
        talk.frame(0)


def test_a_name_that_is_not_this_servers_gets_no_socket(server: Served) -> None:
    """DNS rebinding: the name leads here, and the origin is equal to it."""
    here = socket.create_connection(("127.0.0.1", server.port))
    evil = Origin(f"http://evil.example:{server.port}")
    with pytest.raises(InvalidStatus) as caught:
        connect(f"ws://evil.example:{server.port}/ws/train", sock=here, origin=evil)
    assert caught.value.response.status_code == 403


def test_the_socket_answers_no_plain_request(server: Served) -> None:
    with pytest.raises(InvalidStatus) as caught:
        connect(f"ws://127.0.0.1:{server.port}/ws/nothing")
    assert caught.value.response.status_code == 403


def test_one_training_more_than_allowed_is_told_to_come_back_later() -> None:
    with serving(ToyEngine(), train_sockets=2) as server:
        with server.talking(start={}), server.talking(start={}), server.talking() as third:
            error = third.error()
            assert error["code"] == "limit"
            assert error["message"].startswith("2 trainings are under way")
            assert third.hear() == {"type": "closed", "code": 1013}
        with server.talking(start={}) as talk:
            talk.frame(0)


def test_a_message_as_long_as_allowed_is_read_and_one_longer_ends_the_conversation() -> None:
    with serving(ToyEngine(), train_max_message_bytes=2_000) as server, server.talking(start={}) as talk:
        talk.frame(0)
        talk.socket.send('{"type": "step"}'.ljust(2_000))
        talk.frame(1)
        talk.socket.send('{"type": "step"}'.ljust(2_001))
        while (told := talk.hear())["type"] == "frame":
            pass
        assert told == {"type": "closed", "code": 1009}


def test_messages_in_pieces_count_as_one(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.socket.send(['{"type": ', '"step"}'])
        talk.frame(1)


def heard_until_closed(talk: Talk) -> list[dict[str, Any]]:
    """Everything but frames, up to the end."""
    heard = []
    while (told := talk.hear())["type"] != "closed":
        if told["type"] != "frame":
            heard.append(told)
    return [*heard, told]


def test_messages_up_to_the_rate_are_carried_out_and_more_end_the_conversation() -> None:
    with serving(ToyEngine(), train_messages_per_second=20) as server:
        with server.talking(start={}) as talk:
            talk.acknowledges = False
            for _ in range(38):  # two seconds' worth is 40; the start was one, and it weighs a little more
                talk.say("step")
            talk.frame(0)
            with contextlib.suppress(ConnectionClosed):  # the server may leave before the last is said
                for _ in range(60):
                    talk.say("pause")
            *_, error, closed = heard_until_closed(talk)
        assert error["error"]["code"] == "rate"
        assert closed["code"] == 1008
        assert max(told["step"] for told in talk.heard if told["type"] == "frame") <= 38


def test_a_long_message_counts_as_several() -> None:
    with serving(ToyEngine(), train_messages_per_second=20) as server, server.talking(start={}) as talk:
        talk.socket.send('{"type": "pause"}'.ljust(39 * 4_096))
        assert heard_until_closed(talk)[-1]["code"] == 1008


def test_a_client_that_says_nothing_is_let_go_after_the_idle_time() -> None:
    with serving(ToyEngine(), train_idle_seconds=0.3) as server, server.talking(start={}) as talk:
        talk.frame(0)
        error, closed = heard_until_closed(talk)
        assert error["error"]["code"] == "idle"
        assert closed["code"] == 1001


def test_a_client_that_acknowledges_is_not_idle() -> None:
    patient = serving(ToyEngine(), train_idle_seconds=0.5)
    with patient as server, server.talking(start={"seconds": 0.01}) as talk:
        talk.say("play", steps_per_second=20)
        talk.frame(30)  # one and a half seconds


def test_the_finest_grid_is_drawn_and_a_finer_one_refused() -> None:
    with serving(ToyEngine(), train_max_grid=9) as server, server.talking(start={}) as talk:
        talk.say("view", grid=9, unit_grid=9)
        talk.until("frame", lambda told: told["boundary"].shape == (9, 9))
        for name in ("grid", "unit_grid"):
            talk.say("view", **{name: 10})
            assert talk.error()["message"] == f"`{name}` is 10: the finest is 9."


GARBAGE: list[str | bytes] = [
    b"\x00\xff",
    b"",
    "",
    "{",
    "[" * 50_000,
    '{"type":' * 3_000,
    "NaN",
    '{"type": "start", "config": {"x": NaN}}',
    '{"type": "start", "config": {"\ud7ff": 1}}',
    '{"type": "start", "config": {"__class__": {}}}',
    '{"type": "start", "config": {}, "resume": {"config": 1}}',
    '{"type": "seek", "step": 9007199254740993}',
    '{"type": "step", "count": 99999999999999999999999999}',
    '{"type": "ack", "frame": 9007199254740992}',
    '{"type": "inspect", "sample": 9007199254740992}',
    '{"type": "set"}',
    '{"type": "set", "nothing": 1}',
    '{"type": "view", "hz": 1e-300}',
    '{"type": "close-inspect", "x": 1}',
    "ﬀ🙂" * 500,
]


def test_garbage_of_every_kind_gets_an_error_or_nothing_and_leaves_the_session_well(
    server: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with server.talking() as talk:
        for message in GARBAGE:
            talk.socket.send(message)
        talk.say("view", hz=60)
        talk.say("start", config={})
        talk.until_after_errors("ready")
        talk.say("step", count=3)
        talk.frame(3)
    # what came before another start may go with it; what is no message at all always gets its answer
    assert len([told for told in talk.heard if told["type"] == "error"]) >= 10


def test_pieces_of_messages_in_any_order_never_harm_the_server(
    server: Served, caplog: pytest.LogCaptureFixture
) -> None:
    lots = random.Random(4)
    pieces = ["{", "}", '"type"', ":", '"start"', '"play"', '"config"', "1e999", "-1", "null", "[", "]", ","]
    whole = ['{"type":"play"}', '{"type":"stop"}', '{"type":"start"}', '{"type":"seek","step":0}']
    with server.talking(start={}) as talk:
        for _ in range(150):
            if lots.random() < 0.5:
                talk.socket.send("".join(lots.choices(pieces, k=lots.randrange(9))))
            else:
                talk.socket.send(lots.choice(whole))
    with server.talking(start={}) as talk:
        talk.frame(0)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_messages_are_carried_out_in_their_order(server: Served) -> None:
    with server.talking() as talk:
        talk.say("start", config={})
        talk.say("step", count=5)
        talk.say("stop")
        talk.say("pause")
        talk.until("ready")
        assert talk.error()["message"] == "No training is under way."

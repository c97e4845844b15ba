"""A training over a socket, with a trainer whose numbers are easy to foretell."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import anyio
import numpy as np
import pytest
from anyio import CapacityLimiter

from app.settings import Settings
from app.training.messages import Play, Seek, Start, View
from app.training.protocol import Trainer
from app.training.session import Session
from tests.app.sockets import Served, serving
from tests.app.toy_trainer import ToyConfig, ToyEngine, ToyTrainer


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving(ToyEngine()) as served:
        yield served


def test_a_start_is_answered_by_everything_and_a_frame_of_step_0(server: Served) -> None:
    with server.talking() as talk:
        talk.say("start", config={"start": 3.0})
        ready = talk.hear()
        assert (ready["type"], ready["step"], ready["steps"]) == ("ready", 0, 1_000_000)
        assert ready["parameters"] == ["w1", "w2"]
        assert ready["shapes"] == [2, 1]
        assert ready["data"]["train"] == {"x": [[-1, -1], [1, 1], [1, -1]], "y": [-1, 1, 1]}
        assert ready["range"] == pytest.approx([-1.3, 1.3, -1.3, 1.3])
        frame = talk.hear()
        assert (frame["type"], frame["frame"], frame["step"], frame["playing"]) == ("frame", 1, 0, False)
        assert frame["parameters"].tolist() == [3.0, -6.0]


def test_a_frame_holds_pictures_over_the_plane_from_the_lowest_row_up(server: Served) -> None:
    with server.talking() as talk:
        talk.say("view", grid=3, unit_grid=2)
        talk.say("start", config={})
        frame = talk.frame(0)
        assert frame["boundary"].shape == (3, 3)
        assert frame["units"].shape == (1, 2, 2)
        # x - 2y at the corners of the plane from -1.3 to 1.3
        assert frame["boundary"][0, 0] == pytest.approx(1.3)
        assert frame["boundary"][0, 2] == pytest.approx(3.9)
        assert frame["boundary"][2, 0] == pytest.approx(-3.9)
        np.testing.assert_allclose(frame["scores"], [1, -1, 3])
        assert frame["layers"] == [{"gradient": 1.0, "data": 2.0, "update_ratio": None}]
        assert frame["saturated"] == [[0, 0]]


def test_the_chosen_sample_is_followed_and_else_the_hardest(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.say("view", sample=2, units=False)
        frame = talk.until("frame", lambda told: told["followed"] == 2)
        np.testing.assert_allclose(frame["activations"], [3])
        assert "units" not in frame
        talk.say("view", sample=None)
        talk.until("frame", lambda told: told["followed"] == 0)


def test_steps_are_made_and_told_each_once(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.say("step", count=1_500)
        assert talk.frame(1_500)["playing"] is False
        history = talk.history()
        assert history[:, 0].tolist() == list(range(1_500))
        assert history[1, 1] == pytest.approx(2.5 * 0.81, rel=1e-15)


def test_a_second_step_goes_on_from_the_first(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.say("step")
        talk.frame(1)
        talk.say("step")
        np.testing.assert_allclose(talk.frame(2)["parameters"], [0.81, -1.62], rtol=1e-15)


def test_steps_asked_for_while_others_are_under_way_are_added(server: Served) -> None:
    with server.talking(start={"seconds": 0.001}) as talk:
        for _ in range(50):
            talk.say("step")
        assert talk.until("frame", lambda told: told["step"] == 50)["end"] == 50


def test_play_flat_out_ends_with_done_at_the_last_step(server: Served) -> None:
    with server.talking(start={"steps": 5_000}) as talk:
        talk.say("play")
        assert talk.until("done")["step"] == 5_000
        assert talk.frame(5_000)["playing"] is False
        talk.say("play")
        assert talk.until("done")["step"] == 5_000


def test_play_at_a_pace_shows_the_steps_in_their_order(server: Served) -> None:
    with server.talking(start={"steps": 6}) as talk:
        talk.say("play", steps_per_second=20)
        talk.frame(6)
        shown = [told["step"] for told in talk.heard if told["type"] == "frame"]
        assert shown == sorted(shown)
        assert len(set(shown)) >= 3  # a busy machine may miss some


def test_pause_stands_still_and_play_goes_on(server: Served) -> None:
    with server.talking(start={"seconds": 0.001}) as talk:
        talk.say("play")
        talk.until("frame", lambda told: told["step"] > 3)
        talk.say("pause")
        paused = talk.until("frame", lambda told: not told["playing"])["step"]
        talk.say("step")
        assert talk.frame(paused + 1)["end"] == paused + 1


def test_a_pause_takes_effect_while_a_long_run_is_under_way(server: Served) -> None:
    with server.talking(start={"seconds": 0.002}) as talk:
        talk.say("step", count=1_000_000)
        talk.until("frame", lambda told: told["step"] > 3)
        talk.say("pause")
        talk.say("step")
        first = talk.until("frame", lambda told: not told["playing"])["step"]
        assert first < 5_000


def test_seek_goes_back_and_a_step_from_there_is_a_branch(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.say("step", count=10)
        there = talk.frame(10)
        talk.say("seek", step=4)
        back = talk.frame(4)
        assert back["end"] == 10
        np.testing.assert_allclose(back["parameters"], [0.9**4, -2 * 0.9**4], rtol=1e-15)
        talk.say("set", learning_rate=0.5)
        talk.say("step", count=6)
        branch = talk.frame(10)
        assert branch["end"] == 10
        assert branch["parameters"][0] < there["parameters"][0]


def test_a_step_not_made_yet_cannot_be_sought(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.say("step", count=3)
        talk.frame(3)
        talk.say("seek", step=4)
        error = talk.error()
        assert (error["code"], error["message"]) == ("request", "There is no step 4 yet.")
        talk.say("seek", step=3)
        talk.frame(3)


def test_of_many_seeks_at_once_the_last_one_is_shown(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.say("step", count=100)
        talk.frame(100)
        for step in range(100):
            talk.say("seek", step=step)
        talk.frame(99)


def test_of_many_starts_at_once_only_the_last_is_carried_out() -> None:
    made: list[float] = []

    class Counting(ToyEngine):
        def make(self, config: Mapping[str, Any]) -> Trainer:
            made.append(config["start"])
            return super().make(config)

    async def talk() -> Session:
        session = Session(Counting(), Settings(), CapacityLimiter(1))
        for start in range(20):
            await session.post(Start(type="start", config={"start": float(start)}))
            await session.post(Play(type="play"))
            await session.post(View(type="view", grid=5 + start))
        await session.post(Start(type="start", config={"start": 99.0}))
        with anyio.move_on_after(0.3):
            await session.run()
        return session

    session = asyncio.run(talk())
    assert made == [99.0]
    assert not session.moving, "what was said to an earlier training is not said to this one"
    assert session.screen.view.grid == 24, "the view is the page's"


def test_a_seek_that_will_be_refused_overtakes_none() -> None:
    async def overtaken(step: int) -> bool:
        session = Session(ToyEngine(), Settings(), CapacityLimiter(1))
        trainer = ToyTrainer(ToyConfig())
        trainer.advance(5)
        session.trainer = trainer
        await session.post(Seek(type="seek", step=step))
        return session.overtaken

    assert asyncio.run(overtaken(5))
    assert not asyncio.run(overtaken(6))


def test_settings_change_while_it_plays(server: Served) -> None:
    with server.talking(start={"seconds": 0.001}) as talk:
        talk.say("play")
        talk.until("frame", lambda told: told["step"] > 2)
        talk.say("set", learning_rate=0.0)
        changed = talk.until("changed")
        assert changed["config"]["learning_rate"] == 0.0
        at = changed["changes"][0]["step"]
        assert changed["changes"] == [{"step": at, "fields": {"learning_rate": 0.0}}]
        frame = talk.until("frame", lambda told: told["step"] > at + 3)
        assert frame["playing"] is True
        assert frame["parameters"][0] == pytest.approx(0.9**at, rel=1e-12)


def test_a_setting_that_needs_a_new_model_starts_over_and_plays_on(server: Served) -> None:
    with server.talking(start={"seconds": 0.001}) as talk:
        talk.say("play")
        talk.until("frame", lambda told: told["step"] > 2)
        talk.say("set", start=5.0)
        ready = talk.until("ready")
        assert (ready["restarted"], ready["step"], ready["config"]["start"]) == (True, 0, 5.0)
        assert talk.until("frame", lambda told: told["step"] > 2)["playing"] is True


def test_divergence_is_told_and_the_training_stands_still(server: Served) -> None:
    with server.talking(start={"diverges_at": 7}) as talk:
        talk.say("play")
        told = talk.until("diverged")
        assert told == {"type": "diverged", "step": 7, "message": "The loss at step 7 is not finite."}
        assert talk.frame(7)["playing"] is False


def test_a_fault_of_ours_ends_the_training_but_not_the_conversation(
    server: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with server.talking(start={"fails_at": 3}) as talk:
        talk.say("play")
        assert talk.error()["code"] == "internal"
        talk.say("play")
        assert talk.error()["message"] == "No training is under way."
        talk.say("start", config={})
        talk.until("ready")
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == [
        "a training failed"
    ]


def test_start_again_begins_from_step_0_and_stop_forgets(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.say("step", count=3)
        talk.frame(3)
        talk.say("start", config={})
        assert talk.until("ready")["step"] == 0
        talk.frame(0)
        talk.say("stop")
        talk.say("step")
        assert talk.error()["message"] == "No training is under way."


def test_a_training_resumes_from_what_the_browser_holds(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.say("step", count=5)
        held = talk.frame(5)
    with server.talking() as talk:
        resume = {"config": {"learning_rate": 0.1}, "step": 5, "parameters": held["parameters"].tolist()}
        talk.say("start", resume=resume)
        assert talk.until("ready")["step"] == 5
        assert talk.frame(5)["parameters"].tolist() == held["parameters"].tolist()


def test_a_graph_is_sent_while_a_sample_is_inspected(server: Served) -> None:
    with server.talking(start={}) as talk:
        talk.frame(0)
        talk.say("inspect", sample=1)
        assert talk.until("graph")["step"] == 0
        talk.say("step", count=4)
        graph = talk.until("graph", lambda told: told["step"] == 4)
        assert (graph["sample"], graph["unit"], graph["nodes"]) == (1, None, [])
        talk.say("inspect", sample=99)
        assert talk.error()["message"] == "There is no such sample."
        talk.say("close-inspect")
        talk.say("step")
        talk.frame(5)


# --- a slow client, and one that leaves -----------------------------------------------------------


def test_a_client_that_acknowledges_nothing_gets_two_frames_and_training_goes_on(server: Served) -> None:
    with server.talking() as talk:
        talk.acknowledges = False
        talk.say("start", config={"steps": 20_000})
        talk.say("play")
        talk.until("done")
        frames = [told for told in talk.heard if told["type"] == "frame"]
        assert [told["frame"] for told in frames] == [1, 2][: len(frames)]
        talk.say("ack", frame=2)
        last = talk.frame(20_000)
        assert last["frame"] == 3
        assert len(last["history"]) <= 2_000
        assert last["history"][-1, 0] == 19_999


def test_frames_come_at_most_as_often_as_the_page_asked(server: Served) -> None:
    with server.talking(start={"seconds": 0.001}) as talk:
        talk.say("view", hz=5)
        talk.say("play")
        begun = time.monotonic()
        for _ in range(4):
            talk.until("frame")
        # the first may be there already; between the others lies a fifth of a second
        assert time.monotonic() - begun >= 2 * 0.19


def test_the_server_bounds_how_often_frames_come() -> None:
    slow = serving(ToyEngine(), train_frames_per_second=4)
    with slow as server, server.talking(start={"seconds": 0.001}) as talk:
        talk.say("view", hz=1_000)
        talk.say("play")
        begun = time.monotonic()
        for _ in range(4):
            talk.until("frame")
        assert time.monotonic() - begun >= 2 * 0.24


def test_a_training_ends_when_its_client_leaves() -> None:
    engine = RememberingEngine()
    with serving(engine) as server:
        with server.talking(start={"seconds": 0.001}) as talk:
            talk.say("play")
            talk.until("frame", lambda told: told["step"] > 3)
        wait_until(lambda: server.house.sockets == 0)
        step = engine.made[0].step
        time.sleep(0.1)
        assert engine.made[0].step == step
        assert server.house.threads.borrowed_tokens == 0


def test_a_long_run_ends_when_its_client_is_gone_without_a_word() -> None:
    engine = RememberingEngine()
    with serving(engine) as server, server.talking(start={"seconds": 0.001}) as talk:
        talk.say("step", count=1_000_000)
        talk.until("frame", lambda told: told["step"] > 3)
        talk.socket.socket.shutdown(socket.SHUT_RDWR)
        wait_until(lambda: server.house.sockets == 0)
        assert engine.made[0].step < 100_000


def test_many_trainings_take_turns_in_few_threads() -> None:
    seen = []

    def train(server: Served) -> None:
        with server.talking(start={"seconds": 0.001, "steps": 40}) as talk:
            talk.say("play")
            seen.append(talk.until("done")["step"])

    with serving(ToyEngine(), train_threads=1) as server:
        threads = [threading.Thread(target=train, args=[server]) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert seen == [40] * 6


class RememberingEngine(ToyEngine):
    """Keeps hold of the trainers it made."""

    def __init__(self) -> None:
        self.made: list[Trainer] = []

    def make(self, config: Mapping[str, Any]) -> Trainer:
        self.made.append(super().make(config))
        return self.made[-1]


def wait_until(test: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not test():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)


def test_a_training_that_nobody_looks_at_stands_and_counted_steps_are_made_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = Session(ToyEngine(), Settings(), CapacityLimiter(1))
    session.moving = True
    assert session._due() > 0
    monkeypatch.setattr(session.screen, "unseen_for", lambda: 60.0)
    assert session._due() == 0
    session.remaining = 3
    assert session._due() > 0

"""Several trainings at once: all of them get on, and the rest of the server answers meanwhile."""

from __future__ import annotations

import threading

import httpx

from tests.app.sockets import Served, Told, serving

SMALL: Told = {"samples": 20, "hidden": [4], "steps": 1_000_000, "learning_rate": 0.05}


def test_eight_trainings_get_on_together_while_graphs_are_answered() -> None:
    reached: dict[int, int] = {}
    answered = threading.Event()

    def train(server: Served, seed: int) -> None:
        with server.talking(start={**SMALL, "seed": seed}) as talk:
            talk.say("view", grid=8, unit_grid=4)
            talk.say("play")
            talk.until("frame", lambda told: told["step"] > 50 and answered.is_set())
            reached[seed] = talk.heard[-1]["step"]

    with serving(train_threads=2) as server:
        people = [threading.Thread(target=train, args=[server, seed]) for seed in range(8)]
        for person in people:
            person.start()
        try:
            for number in range(20):
                url = f"http://127.0.0.1:{server.port}/api/graph"
                answer = httpx.post(url, json={"source": f"a = {number}\nb = a*a"}, timeout=60)
                assert answer.json()["nodes"][-1]["data"] == number**2
        finally:
            answered.set()
            for person in people:
                person.join(60)
        assert set(reached) == set(range(8))

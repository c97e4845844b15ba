"""Several trainings at once: all of them get on, and the rest of the server answers meanwhile."""

from __future__ import annotations

import threading

import httpx

from tests.app.sockets import Served, Told, serving

SMALL: Told = {"samples": 20, "hidden": [4], "steps": 1_000_000, "learning_rate": 0.05}


def test_eight_trainings_get_on_together_while_graphs_are_answered() -> None:
    reached: dict[int, int] = {}

    def train(server: Served, seed: int) -> None:
        with server.talking(start={**SMALL, "seed": seed}) as talk:
            talk.say("view", grid=8, unit_grid=4)
            talk.say("play")
            reached[seed] = talk.until("frame", lambda told: told["step"] > 100)["step"]

    with serving(train_threads=2) as server:
        people = [threading.Thread(target=train, args=[server, seed]) for seed in range(8)]
        for person in people:
            person.start()
        url = f"http://127.0.0.1:{server.port}/api/graph"
        answered = 0
        while any(person.is_alive() for person in people) or answered == 0:
            answer = httpx.post(url, json={"source": f"a = {answered}\nb = a*a"}, timeout=60)
            assert answer.json()["nodes"][-1]["data"] == answered**2
            answered += 1
        for person in people:
            person.join(60)
    assert set(reached) == set(range(8))
    assert answered > 8
    assert server.house.sockets == 0

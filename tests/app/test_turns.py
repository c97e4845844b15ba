"""Threads by turns: fair, bounded, and nothing that nobody waits for is carried on."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from app.main import create_app
from app.settings import Settings
from app.turns import Busy, Gone, Turns
from engine.language import Limits, run

LONG = "while True: pass"


class Visitor:
    """Somebody who asks, and may leave."""

    def __init__(self, name: str) -> None:
        self.left = asyncio.Event()
        scope = {"type": "http", "client": ("192.0.2.1", 1), "headers": [(b"x-page", name.encode())]}
        self.request = Request(scope, self._receive)

    async def _receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}


class Gate:
    """Work that waits until it is let through."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.begun = threading.Event()

    def work(self) -> None:
        self.begun.set()
        assert self.open.wait(30)


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop turn until something holds."""
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.005)


def turns(threads: int = 1, most: int = 10, patience: float = 30.0) -> Turns:
    return Turns(threads, most=most, patience=patience)


def test_clients_take_turns_however_many_questions_one_of_them_asks() -> None:
    async def scene() -> None:
        house, gate, done = turns(), Gate(), list[str]()
        tasks = [asyncio.create_task(house.run(Visitor("first").request, gate.work))]
        await until(gate.begun.is_set)
        for name in ("greedy 1", "greedy 2", "greedy 3", "modest 1", "other 1"):
            asks = Visitor(name.split()[0]).request
            tasks.append(asyncio.create_task(house.run(asks, lambda name=name: done.append(name))))  # type: ignore[misc]
        await until(lambda: house.waiting == 5)
        gate.open.set()
        await asyncio.gather(*tasks)
        assert done == ["greedy 1", "modest 1", "other 1", "greedy 2", "greedy 3"]
        assert (house.running, house.waiting) == (0, 0)

    asyncio.run(scene())


def test_one_more_than_may_wait_is_told_to_come_again() -> None:
    async def scene() -> None:
        house, gate = turns(most=1), Gate()
        tasks = [asyncio.create_task(house.run(Visitor("a").request, gate.work))]
        await until(gate.begun.is_set)
        tasks.append(asyncio.create_task(house.run(Visitor("b").request, gate.work)))
        await until(lambda: house.waiting == 1)
        with pytest.raises(Busy) as told:
            await house.run(Visitor("c").request, gate.work)
        assert (told.value.status, told.value.code) == (503, "busy")
        assert int((told.value.headers or {})["retry-after"]) >= 1
        gate.open.set()
        await asyncio.gather(*tasks)

    asyncio.run(scene())


def test_who_has_waited_long_enough_is_told_so_and_leaves_the_queue() -> None:
    async def scene() -> None:
        house, gate = turns(patience=0.05), Gate()
        task = asyncio.create_task(house.run(Visitor("a").request, gate.work))
        await until(gate.begun.is_set)
        with pytest.raises(Busy):
            await house.run(Visitor("b").request, gate.work)
        assert house.waiting == 0
        gate.open.set()
        await task
        assert await house.run(Visitor("c").request, lambda: 7) == 7

    asyncio.run(scene())


def test_a_question_whose_client_has_left_is_dropped_from_the_queue() -> None:
    async def scene() -> None:
        house, gate, done = turns(), Gate(), list[str]()
        task = asyncio.create_task(house.run(Visitor("a").request, gate.work))
        await until(gate.begun.is_set)
        visitor = Visitor("b")
        dropped = asyncio.create_task(house.run(visitor.request, lambda: done.append("b")))
        await until(lambda: house.waiting == 1)
        visitor.left.set()
        with pytest.raises(Gone):
            await dropped
        gate.open.set()
        await task
        assert done == []
        assert (house.running, house.waiting) == (0, 0)

    asyncio.run(scene())


def test_a_program_whose_client_has_left_is_stopped_in_the_middle() -> None:
    limits = Limits(max_seconds=600.0)

    async def scene() -> None:
        house = turns()
        visitor = Visitor("a")
        begun = threading.Event()

        def work() -> None:
            begun.set()
            run(LONG, limits)

        task = asyncio.create_task(house.run(visitor.request, work))
        await until(begun.is_set)
        visitor.left.set()
        with pytest.raises(Gone):
            await task
        ran = await house.run(Visitor("b").request, lambda: run("x = 2.0\nprint(x)", limits))
        assert ran.output == "2.0\n"

    asyncio.run(scene())


def test_beyond_the_queue_the_answer_is_a_503_in_the_usual_shape_and_formulas_go_on() -> None:
    settings = Settings(max_seconds=1.0, program_threads=1, program_queue=0)

    async def scene() -> None:
        transport = httpx.ASGITransport(create_app(settings))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            first = asyncio.create_task(client.post("/api/graph", json={"source": LONG}))
            await asyncio.sleep(0.2)
            second = await client.post("/api/graph", json={"source": f"{LONG}  # again"})
            assert second.status_code == 503
            assert second.json()["error"]["code"] == "busy"
            assert int(second.headers["retry-after"]) >= 1
            formula = await client.post("/api/graph", json={"source": "a = 2.0\na*a"})
            assert formula.status_code == 200
            assert (await first).status_code == 422

    asyncio.run(scene())

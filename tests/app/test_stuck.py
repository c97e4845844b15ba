"""Programs that never end take nothing from others, and end when their time is over."""

import asyncio

import httpx

from app.main import create_app
from app.settings import Settings

ENDLESS = {"source": "x = 0\nwhile True: x = x + 1.0"}
MANY = 6


def test_stuck_requests_end_at_their_time_and_meanwhile_others_are_answered() -> None:
    settings = Settings(max_seconds=1.5, program_threads=3, program_patience=30)

    async def ask_all() -> None:
        transport = httpx.ASGITransport(create_app(settings))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            stuck = [asyncio.create_task(client.post("/api/graph", json=ENDLESS)) for _ in range(MANY)]
            await asyncio.sleep(0.2)  # let them begin
            health = await client.get("/healthz")
            formula = await client.post("/api/graph", json={"source": "a = 2.0\nb = a*a"})
            assert not any(task.done() for task in stuck)
            assert health.json()["status"] == "ok"
            assert formula.json()["nodes"][0]["grad"] == 4.0
            for answer in await asyncio.gather(*stuck):
                error = answer.json()["error"]
                assert answer.status_code == 422
                assert (error["code"], error["message"]) == (
                    "limit", "The program runs longer than 1.5 seconds."
                )  # fmt: skip

    asyncio.run(ask_all())

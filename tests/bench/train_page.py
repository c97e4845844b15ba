"""The training page while it trains flat out in a real Chromium: frames per second, and what watching costs.

Two figures beside their peers in one run: pictures a second of the page beside those of an empty page on the
same screen, and steps a second with the page looking on beside those for a client that only listens.
"""

from __future__ import annotations

import asyncio
import json
import re
import struct
import time
from typing import Any

import websockets
from playwright.sync_api import Page, sync_playwright

from tests.bench.server import serving
from tests.chromium import FLAGS, find_chromium

SECONDS = 5.0
WARM_UP = 60.0
STEPS = 1_000_000

COUNT = """(seconds) => new Promise((done) => {
  let frames = 0;
  const start = performance.now();
  const tick = (now) => {
    frames += 1;
    if (now - start < seconds * 1000) requestAnimationFrame(tick);
    else done((frames - 1) / ((now - start) / 1000));
  };
  requestAnimationFrame(tick);
})"""


def rows() -> list[dict[str, object]]:
    """Frames per second and the ratio of steps per second, for the moons demo."""
    with serving(b"{}") as port:
        alone = asyncio.run(_unwatched(port))
        screen, shown, watched = _watched(port)
    return [
        {
            "name": "/train, moons flat out: frames",
            "value": shown,
            "unit": "1/s",
            "against": f"an empty page: {screen:.0f}/s",
            "ratio": shown / screen,
        },
        {
            "name": "/train, moons flat out: steps while watched",
            "value": watched,
            "unit": "1/s",
            "against": f"nobody draws: {alone:,.0f}/s",
            "ratio": watched / alone,
        },
    ]


def _watched(port: int) -> tuple[float, float, float]:
    """Frames a second of an empty page and of /train, and the steps a second meanwhile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        empty = browser.new_page(viewport={"width": 1280, "height": 800})
        screen = float(empty.evaluate(COUNT, 2.0))
        empty.close()
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"http://127.0.0.1:{port}/train#v=1&steps={STEPS}&schedule=constant&pace=flat")
        page.get_by_text(re.compile(r"^step \d")).first.wait_for()
        page.wait_for_timeout(1500)
        start, begun = _step(page), time.monotonic()
        shown = float(page.evaluate(COUNT, SECONDS))
        watched = (_step(page) - start) / (time.monotonic() - begun)
        browser.close()
    return screen, shown, watched


def _step(page: Page) -> int:
    """The step beside the scrub bar."""
    found = re.match(r"step ([\d\s]+)", page.locator("#train-place").inner_text())
    assert found
    return int(re.sub(r"\s", "", found[1]))


async def _unwatched(port: int) -> float:
    """Steps a second when the client asks for a frame a second and no pictures."""
    async with websockets.connect(f"ws://127.0.0.1:{port}/ws/train", max_size=None) as socket:

        async def say(message: dict[str, object]) -> None:
            await socket.send(json.dumps(message))

        await say({"type": "start", "config": {"steps": STEPS, "schedule": "constant"}})
        await say({"type": "view", "hz": 1, "units": False})
        await say({"type": "play", "steps_per_second": None})
        first: tuple[float, int] | None = None
        patience = time.monotonic() + WARM_UP
        while True:
            message: Any = await socket.recv()
            if isinstance(message, str):
                continue
            (length,) = struct.unpack_from("<I", message)
            header = json.loads(message[4 : 4 + length])
            await say({"type": "ack", "frame": header["frame"]})
            now, step = time.monotonic(), int(header["step"])
            warm = header.get("executor") != "numpy" or now > patience  # the compiled loops are there
            if first is None and step > 0 and warm:
                first = (now, step)
            elif first is not None and now - first[0] >= SECONDS:
                return (step - first[1]) / (now - first[0])

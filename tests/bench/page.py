"""From a drag of a leaf to the repaint that shows its consequences, in a real Chromium, in frames."""

from __future__ import annotations

import statistics
from itertools import pairwise
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from tests.bench.server import serving
from tests.chromium import FLAGS, find_chromium

DRAGS = 240
PROGRAM = "x1 = 2.0\nx2 = 0.5\nw1 = -3.0\nw2 = 1.0\nb = 6.88\nn = x1*w1 + x2*w2 + b\no = tanh(n)"

# the moment the pointer moved, to the first frame after the root's card shows another number
WATCH = """() => {
  window.latencies = [];
  let moved = 0;
  window.addEventListener("pointermove", (event) => { if (event.buttons) moved = event.timeStamp; }, true);
  const card = [...document.querySelectorAll("[data-node]")].at(-1).querySelector(".data");
  new MutationObserver(() => {
    const from = moved;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.latencies.push(performance.now() - from);
      channel.port2.postMessage(0);
    });
  }).observe(card, { characterData: true, childList: true, subtree: true });
}"""
FRAME = """() => new Promise((done) => {
  const times = [];
  const tick = (now) => { times.push(now); times.length < 60 ? requestAnimationFrame(tick) : done(times); };
  requestAnimationFrame(tick);
})"""


def rows() -> list[dict[str, object]]:
    """One row for the median, one for p95, in milliseconds beside two frames of this screen."""
    with serving(b"{}") as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"http://127.0.0.1:{port}/#{urlencode({'v': 1, 'source': PROGRAM})}")
        page.locator("[data-node]").first.wait_for()
        page.wait_for_load_state("networkidle")
        times: list[float] = page.evaluate(FRAME)
        frame = statistics.median(b - a for a, b in pairwise(times))
        page.evaluate(WATCH)
        _drag(page)
        latencies: list[float] = sorted(page.evaluate("window.latencies"))
        browser.close()
    if len(latencies) < DRAGS * 0.8:
        raise RuntimeError(f"only {len(latencies)} of {DRAGS} drags were followed by a repaint")
    against = f"two frames of {frame:.1f} ms"
    return [
        {
            "name": f"drag of a leaf to the repaint, {label}",
            "value": value,
            "unit": "ms",
            "against": against,
            "ratio": value / (2 * frame),
        }
        for label, value in (
            ("median", statistics.median(latencies)),
            ("p95", latencies[int(len(latencies) * 0.95)]),
        )
    ]


def _drag(page: Page) -> None:
    """Turn x1 on its card: one small movement after another, each after the last one was shown."""
    box = page.locator("[data-dial='0']").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y)
    for i in range(DRAGS):
        page.mouse.move(x + 10 + (i % 40 if i // 40 % 2 else 40 - i % 40) + 1, y)
        page.wait_for_timeout(45 + i % 13)  # off the beat of the frames
    page.mouse.up()

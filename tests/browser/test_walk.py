"""A walk through every page in Chromium, Firefox and WebKit: all is there in all three, and works."""

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from tests.browser.drivers import Driver, firefox, missing, webkit

PROGRAM = "def f(x):\n    return x*x\na = Value(3.0)\nb = f(a)\nb.backward()\nprint(a.grad)"
LISTEN = """(() => {
  window.faults = [];
  addEventListener("error", (event) => window.faults.push(String(event.message)));
  addEventListener("unhandledrejection", (event) => window.faults.push(String(event.reason)));
})()"""


class Chromium:
    """The tests' own page, under the walk's few words."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        self._page.goto(url)

    def evaluate(self, script: str) -> Any:
        return self._page.evaluate(script)


@pytest.fixture(params=["chromium", "firefox", "webkit"], scope="module")
def browser_s(request: pytest.FixtureRequest) -> Iterator[Driver | None]:
    """One of the three; None stands for the page of the other tests."""
    if request.param == "chromium":
        yield None
        return
    if why := missing(request.param):
        pytest.skip(why)
    with {"firefox": firefox, "webkit": webkit}[request.param]() as driver:
        yield driver


@pytest.fixture
def walk(request: pytest.FixtureRequest, browser_s: Driver | None, live_server: str) -> "Walk":
    driver = browser_s or Chromium(request.getfixturevalue("page"))
    return Walk(driver, live_server)


class Walk:
    """Going, looking and pressing."""

    def __init__(self, driver: Driver, base: str) -> None:
        self.driver, self.base = driver, base

    def open(self, path: str) -> None:
        self.driver.open("about:blank")
        self.driver.open(f"{self.base}{path}")
        self.driver.evaluate(LISTEN)

    def sees(self, script: str, seconds: float = 60.0) -> None:
        """Waits until an expression is true."""
        until = time.monotonic() + seconds
        while not self.driver.evaluate(f"Boolean({script})"):
            assert time.monotonic() < until, f"not so: {script}"
            time.sleep(0.1)

    def press(self, selector: str) -> None:
        self.driver.evaluate(f"void document.querySelector({json.dumps(selector)}).click()")

    def text(self, selector: str) -> str:
        return str(self.driver.evaluate(f"document.querySelector({json.dumps(selector)}).textContent"))

    def nothing_went_wrong(self) -> None:
        assert self.driver.evaluate("window.faults") == []
        assert self.driver.evaluate("document.querySelector('#failed') === null")


def test_the_expression_page(walk: Walk) -> None:
    walk.open("/")
    walk.sees("document.querySelectorAll('.scene .node').length === 7")
    place = walk.text("#place")
    walk.press("#back")
    walk.sees(f"document.querySelector('#place').textContent !== {json.dumps(place)}")
    for panel in ("nudge", "check", "break", "predict", "code", "step"):
        walk.press(f"#tab-{panel}")
        walk.sees(f"document.querySelector('#panel-{panel}').innerText.trim().length > 40")
    before = walk.text(".cm-content")
    walk.driver.evaluate(
        """void (() => {
          const slider = document.querySelector("#leaves input[type=range]");
          slider.value = "3.5";
          slider.dispatchEvent(new Event("input", { bubbles: true }));
        })()"""
    )
    walk.sees(f"document.querySelector('.cm-content').textContent !== {json.dumps(before)}")
    walk.sees("getComputedStyle(document.querySelector('.scene text')).webkitUserSelect === 'none'")
    walk.nothing_went_wrong()


def test_a_program_of_ones_own(walk: Walk) -> None:
    walk.open(f"/#{urlencode({'v': 1, 'source': PROGRAM})}")
    walk.sees("document.querySelector('#output').textContent.includes('6.0')")
    walk.nothing_went_wrong()


def test_the_training_page(walk: Walk) -> None:
    walk.open("/train")
    walk.sees("/step/.test(document.querySelector('#train-place').textContent)")
    walk.sees("document.querySelector('#curves canvas')?.width > 0")
    walk.sees("!document.querySelector('#train-play').disabled")
    place = walk.text("#train-place")
    if walk.driver.evaluate("document.querySelector('#train-play').getAttribute('aria-label') === 'Play'"):
        walk.press("#train-play")
    walk.sees(f"document.querySelector('#train-place').textContent !== {json.dumps(place)}")
    walk.press("#train-play")
    walk.sees("document.querySelector('#halo feDropShadow') !== null")
    walk.nothing_went_wrong()


def test_the_lecture_and_the_documentation(walk: Walk) -> None:
    walk.open("/learn")
    walk.sees("document.querySelectorAll('main h2, main h3').length > 3")
    walk.nothing_went_wrong()
    walk.open("/docs")
    walk.sees("document.querySelectorAll('.swagger-ui .opblock').length > 5")
    walk.nothing_went_wrong()

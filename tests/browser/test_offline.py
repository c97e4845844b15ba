"""Once opened, the pages come up without a network, and say in words what needs the server."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.screen import card, grad_of, message, rewrite

KEPT = "async () => (await (await caches.open('livegrad-answers')).keys()).length"


class Server:
    """livegrad in a process of its own, that can be ended."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "app", "--port", str(port), "--no-open"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                httpx.get(f"{self.url}/healthz", timeout=5)
                return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError("the server did not begin")

    def end(self) -> None:
        """Nobody answers any more."""
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def keeper(browser: Browser) -> Iterator[BrowserContext]:
    """A person's browser, which may keep pages."""
    context = browser.new_context(reduced_motion="reduce", service_workers="allow")
    yield context
    context.close()


@pytest.fixture(scope="module")
def gone(keeper: BrowserContext) -> str:
    """The address of a server that was there once, when somebody opened a page of it."""
    server = Server()
    page = keeper.new_page()
    page.goto(server.url)
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.goto(f"{server.url}/#v=1&source=x+%3D+2.0%0Ay+%3D+x*x*x&step=1")
    expect(card(page, "y")).to_be_visible()
    until = time.monotonic() + 20
    while page.evaluate(KEPT) < 5 and time.monotonic() < until:  # a graph, and two layouts of each of the two
        page.wait_for_timeout(100)
    manifest = page.evaluate(
        "async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()"
    )
    assert manifest["display"] == "standalone"
    assert page.evaluate("async (icon) => (await fetch(icon)).ok", manifest["icons"][0]["src"])
    page.close()
    server.end()
    return server.url


@pytest.fixture
def late(keeper: BrowserContext) -> Iterator[Page]:
    """A tab opened afterwards."""
    page = keeper.new_page()
    yield page
    page.close()


def test_the_first_graph_is_there_and_can_be_stepped(late: Page, gone: str) -> None:
    late.goto(f"{gone}/")
    expect(late.locator(".scene .node")).to_have_count(7)
    late.locator("#last").click()
    expect(grad_of(late, "a")).to_contain_text("6")
    late.locator("#tab-code").click()  # which is loaded only now
    expect(late.locator("#panel-code")).to_be_visible()


def test_what_was_looked_at_comes_up_again_by_its_link(late: Page, gone: str) -> None:
    late.goto(f"{gone}/#v=1&source=x+%3D+2.0%0Ay+%3D+x*x*x&step=1")
    expect(card(late, "y")).to_be_visible()
    late.locator("#last").click()
    expect(grad_of(late, "x")).to_contain_text("12")


def test_what_needs_the_server_says_so(late: Page, gone: str) -> None:
    late.goto(f"{gone}/")
    expect(card(late, "L")).to_be_visible()
    rewrite(late, "a = 1\nb = a*2")
    expect(message(late)).to_contain_text("The server does not answer.")
    expect(card(late, "L")).to_be_visible()
    late.context.set_offline(True)
    rewrite(late, "a = 1\nb = a*3")
    expect(message(late)).to_contain_text("There is no network, and programs run on the server.")
    late.context.set_offline(False)


@pytest.mark.parametrize(
    ("path", "sign"),
    [("/learn", ".lesson-row"), ("/learn/write", "#text"), ("/train", "#controls [role=radio]")],
)
def test_every_page_comes_up(late: Page, gone: str, path: str, sign: str) -> None:
    late.goto(f"{gone}{path}")
    expect(late.locator(sign).first).to_be_visible()


def test_a_lesson_tells_its_words(late: Page, gone: str) -> None:
    late.goto(f"{gone}/#lesson=used_twice.1")
    expect(late.locator("#lesson h2")).to_have_text("A Value used twice")

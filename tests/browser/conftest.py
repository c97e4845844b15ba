"""A running livegrad and a Chromium to look at it with. `page.goto("/")` is the app's own page."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
    expect,
)

from app import bundling
from tests.browser.screen import SHARED
from tests.chromium import FLAGS, find_chromium

ROOT = Path(__file__).parents[2]
WINDOW: ViewportSize = {"width": 1280, "height": 800}

expect.set_options(timeout=15_000)  # a busy machine is no fault of the page


@pytest.fixture(scope="session")
def live_server() -> Iterator[str]:
    """The app, served on a free port in a thread of its own. The value is its base URL."""
    from app.main import create_app

    bundling.ensure(ROOT)  # people get the page bundled, so that is what is tested
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(create_app(), log_level="warning", timeout_graceful_shutdown=2)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            wait_until_healthy(url, thread)
            yield url
        finally:
            server.should_exit = True
            thread.join(timeout=10)


def wait_until_healthy(url: str, thread: threading.Thread, seconds: float = 30.0) -> None:
    """Return when /healthz answers; raise when the server has died or takes longer than `seconds`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and thread.is_alive():
        try:
            if httpx.get(f"{url}/healthz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError(f"the server at {url} did not become healthy")


@pytest.fixture(scope="session")
def base_url(live_server: str) -> str:
    """What pytest-playwright puts before a path: every page is one of the running app."""
    return live_server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright starts the machine's own Chromium."""
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A laptop's window. No worker stands between a page and what a test makes of its requests."""
    return {**browser_context_args, "viewport": WINDOW, "service_workers": "block"}


def pytest_configure(config: pytest.Config) -> None:
    """The one excuse for a line in the console, and whose tab a test works in."""
    for line in (
        "expected_in_console(part): lines with this text in the console are what the test is about",
        "one_page: the tests share a tab; each opens its program by the address, without a load",
        "own_page: not this one: it leaves something in its tab, or is about a page that loads",
    ):
        config.addinivalue_line("markers", line)


@pytest.fixture(autouse=True)
def complaints(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test leaves an error, a warning, a CSP violation, a failed request or a foreign one behind."""
    if "page" not in request.fixturenames:
        yield
        return
    page: Page = request.getfixturevalue("page")
    base_url: str = request.getfixturevalue("base_url")
    heard: list[str] = []

    def console(line: ConsoleMessage) -> None:
        if line.type in ("error", "warning") and "Service Worker registration blocked" not in line.text:
            heard.append(line.text)

    def mistake(error: Error) -> None:
        heard.append(f"page error: {error}")

    def unanswered(asked: Request) -> None:
        if asked.failure != "net::ERR_ABORTED":  # a question that was called off is no failure
            heard.append(f"failed: {asked.url} {asked.failure}")

    def asks(asked: Request) -> None:
        if not asked.url.startswith((f"{base_url}/", "data:", "blob:")):
            heard.append(f"request to another origin: {asked.url}")

    page.on("console", console)
    page.on("pageerror", mistake)
    page.on("requestfailed", unanswered)
    page.on("request", asks)
    yield
    page.remove_listener("console", console)
    page.remove_listener("pageerror", mistake)
    page.remove_listener("requestfailed", unanswered)
    page.remove_listener("request", asks)
    excused = [str(mark.args[0]) for mark in request.node.iter_markers("expected_in_console")]
    unexcused = [line for line in heard if not any(part in line for part in excused)]
    assert not unexcused, "\n".join(unexcused)


@pytest.fixture(scope="session")
def profile(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """One person's browser for all tests of a process: it keeps the page's files, as anyone's does."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


@pytest.fixture
def context(profile: BrowserContext, base_url: str) -> Iterator[BrowserContext]:
    """That browser, with nothing left of the test before but the tab that tests share."""
    yield profile
    for page in profile.pages:
        if page.url.startswith(base_url):
            page.evaluate("localStorage.clear()")
        if page not in SHARED:
            page.close()
    profile.clear_permissions()
    profile.clear_cookies()


@pytest.fixture
def page(request: pytest.FixtureRequest, context: BrowserContext) -> Iterator[Page]:
    """A tab of its own for every test; of a module marked `one_page`, the tab that its tests share.

    A shared tab goes from program to program by its address, without a load. It is given up after a failure.
    """
    own = request.node.get_closest_marker("own_page") or not request.node.get_closest_marker("one_page")
    if own:
        yield context.new_page()
        return
    page = next((tab for tab in SHARED if tab in context.pages), None) or context.new_page()
    SHARED.add(page)
    failed = request.session.testsfailed
    yield page
    if request.session.testsfailed == failed and not page.is_closed():
        tidy_up(page)
    else:
        SHARED.discard(page)


def tidy_up(page: Page) -> None:
    """Everything that a test may have left in a tab, apart from the program, which the next one replaces."""
    page.unroute_all()
    page.mouse.up()
    page.mouse.move(0, 0)
    page.emulate_media()
    page.set_viewport_size(WINDOW)
    page.evaluate(
        """() => {
          for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
          for (const menu of document.querySelectorAll(":popover-open")) menu.hidePopover();
          document.activeElement?.blur();
          getSelection()?.removeAllRanges();
          const speed = document.querySelector("#speed");
          for (let i = 0; speed && speed.textContent !== "1×" && i < 5; i++) speed.click();
          for (const part of document.querySelectorAll("*")) if (part.scrollTop) part.scrollTop = 0;
        }"""
    )


@pytest.fixture
def still(page: Page) -> Page:
    """The page for someone who asked for less motion: every step is a jump cut."""
    page.emulate_media(reduced_motion="reduce")
    return page

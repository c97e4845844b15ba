"""A running livegrad and a Chromium to look at it with. `page.goto("/")` is the app's own page."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn

from tests.chromium import FLAGS, find_chromium


@pytest.fixture(scope="session")
def live_server() -> Iterator[str]:
    """The app, served on a free port in a thread of its own. The value is its base URL."""
    from app.main import create_app

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
    """A laptop's window."""
    return {**browser_context_args, "viewport": {"width": 1280, "height": 800}}

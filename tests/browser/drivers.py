"""Firefox and WebKit as Debian has them (firefox-esr, webkit2gtk-driver and xvfb), driven by their own words.

Playwright drives only its own builds of these two. What a walk needs is little: open and evaluate.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
from websockets.sync.client import ClientConnection, connect

WINDOW = (1280, 800)
_MINI_BROWSERS = ("/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib/*/webkit2gtk-4.0/MiniBrowser")


class Driver(Protocol):
    """One window of one browser."""

    def open(self, url: str) -> None:
        """Load a page and wait for its load event."""

    def evaluate(self, script: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""


class Firefox:
    """WebDriver BiDi, which Firefox itself speaks."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._count = 0
        self._ask("session.new", capabilities={})
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        width, height = WINDOW
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._context, viewport=size)

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._count += 1
        self._connection.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:
            told: dict[str, Any] = json.loads(self._connection.recv(timeout=120))
            if told.get("id") == self._count:
                assert told["type"] == "success", told
                result: dict[str, Any] = told["result"]
                return result

    def open(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, script: str) -> Any:
        expression = f"(async () => JSON.stringify(await ({script})) ?? 'null')()"
        target = {"context": self._context}
        told = self._ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])


class WebKit:
    """The older WebDriver, which WebKitWebDriver speaks."""

    def __init__(self, base: str, browser: str) -> None:
        options = {"binary": browser, "args": ["--automation"]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._client = httpx.Client(base_url=base, timeout=120)
        self._session = f"/session/{self._ask('POST', '/session', asked)['sessionId']}"
        width, height = WINDOW
        self._ask("POST", f"{self._session}/window/rect", {"width": width, "height": height})

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self._client.request(method, path, json=body)
        value = answer.json()["value"]
        assert answer.status_code == 200, value
        return value

    def open(self, url: str) -> None:
        self._ask("POST", f"{self._session}/url", {"url": url})

    def evaluate(self, script: str) -> Any:
        promise = f"(async () => await ({script}))()"
        code = f"const done = arguments[0]; {promise}.then(done, (error) => done(String(error)))"
        return self._ask("POST", f"{self._session}/execute/async", {"script": code, "args": []})

    def close(self) -> None:
        self._ask("DELETE", self._session)
        self._client.close()


@contextmanager
def firefox() -> Iterator[Driver]:
    """A Firefox without a window, with a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        said = Path(profile, "said.txt")
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", profile]
        with said.open("w") as output:
            process = subprocess.Popen(
                [*command, "--remote-debugging-port", "0", "about:blank"],
                stderr=output,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "HOME": profile},
            )
        try:
            with connect(f"{_address_in(said)}/session", max_size=None) as connection:
                yield Firefox(connection)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _address_in(file: Path) -> str:
    """Where Firefox says that it listens."""
    for _ in range(600):
        if found := re.search(r"ws://127\S+", file.read_text("utf-8", "replace")):
            return found[0]
        time.sleep(0.1)
    raise RuntimeError("Firefox did not start")


@contextmanager
def webkit() -> Iterator[Driver]:
    """WebKit's small browser on a screen that nobody sees."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    display = f":{90 + port % 900}"
    width, height = WINDOW
    screen = subprocess.Popen(
        ["Xvfb", display, "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        stderr=subprocess.DEVNULL,
    )
    environment = {
        **os.environ,
        "DISPLAY": display,
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # it needs rights that a container has not
        "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        "GIO_USE_VFS": "local",
    }
    driver = subprocess.Popen(
        ["WebKitWebDriver", f"--port={port}"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        browser = WebKit(f"http://127.0.0.1:{port}", mini_browser() or "")
        yield browser
        browser.close()
    finally:
        for process in (driver, screen):
            process.terminate()
            process.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("WebKitWebDriver did not start")


def mini_browser() -> str | None:
    """WebKit's small browser, if it is here."""
    found = [path for pattern in _MINI_BROWSERS for path in Path("/").glob(pattern[1:])]
    return str(found[0]) if found else None


def missing(name: str) -> str | None:
    """Why a browser can't be driven on this machine, or None."""
    if name == "firefox":
        return None if shutil.which("firefox-esr") else "firefox-esr is not installed"
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and mini_browser()):
        return "webkit2gtk-driver or xvfb is not installed"
    return None

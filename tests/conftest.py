"""What all tests share: oracles and browsers are optional at home and required in CI.

With LIVEGRAD_REQUIRE_TORCH or LIVEGRAD_REQUIRE_BROWSER set, a skipped test of that kind is a failed one.
"""

import asyncio
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.program.running import sandbox
from tests.chromium import find_chromium

REQUIRED = {
    marker
    for marker, variable in (("oracle", "LIVEGRAD_REQUIRE_TORCH"), ("browser", "LIVEGRAD_REQUIRE_BROWSER"))
    if os.environ.get(variable, "") not in ("", "0")
}
BROWSER_TESTS = Path(__file__).parent / "browser"


def require_torch() -> Any:
    """PyTorch on one thread, or a skip. A test that calls this is marked `oracle`."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    torch.set_num_threads(1)
    return torch


@pytest.fixture(scope="session")
def torch() -> Any:
    """The same as a fixture: `def test_…(torch)`; such a test is marked `oracle` by itself."""
    return require_torch()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in tests/browser is `browser`; everything that asks for torch is `oracle`.

    What is slow begins first, so that no process works on it alone when all others have ended.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            item.add_marker(pytest.mark.browser)
        if "torch" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.oracle)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser test before Playwright tries to start a browser that isn't there."""
    if item.get_closest_marker("browser") and find_chromium() is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine")


@pytest.fixture(scope="session", autouse=True)
def python_is_ready() -> None:
    """Compile the sandbox before the first test, so that no program is told to wait for it."""
    assert sandbox.native.make(), sandbox.native.trouble


@pytest.fixture(autouse=True)
def loop_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """Playwright's event loop counts as running until the session ends, and TestClient wants none."""
    playwright_s = asyncio._get_running_loop()
    if playwright_s is None or request.node.get_closest_marker("browser"):
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(playwright_s)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a kind of test is required, its skip is a failure (an expected failure is not a skip)."""
    try:
        report = yield
    except SystemError as fault:  # CPython 3.11 parses wrongly while another thread, the server's, parses too
        why = f"{call.excinfo.exconly() if call.excinfo else ''}\n(no more is known: {fault})"
        when = "call" if call.when == "collect" else call.when
        report = pytest.TestReport(item.nodeid, item.location, {}, "failed", why, when)
    kinds = REQUIRED & {mark.name for mark in item.iter_markers()}
    if kinds and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = (
            f"skipped, though {' and '.join(sorted(kinds))} tests are required: {report.longrepr}"
        )
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole module that skips itself hides which tests it holds: it is a failure too."""
    report = yield
    if REQUIRED and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"a whole module was skipped, though all tests are required: {report.longrepr}"
    return report

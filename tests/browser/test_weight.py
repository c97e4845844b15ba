"""What a first visit costs over a network: requests, bytes, and how many times one waits for another."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

REQUESTS = 15
BYTES = 260_000


class Wire:
    """What a page has loaded, as it went over the wire."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, int] = {}
        self.started_by: dict[str, str] = {}
        self._names: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        path = "/" + event["request"]["url"].split("/", 3)[3]
        self._names[event["requestId"]] = path
        self.started_by[path] = event["initiator"]["type"]

    def _came(self, event: dict[str, Any]) -> None:
        if (path := self._names.get(event["requestId"])) and not path.startswith("/data:"):
            self.bytes[path] = int(event["encodedDataLength"])


@pytest.fixture
def visitor(browser: Browser, base_url: str) -> Iterator[Page]:
    """Somebody far away who was never here before."""
    context = browser.new_context(base_url=base_url, extra_http_headers={"via": "1.1 a network"})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("path", "sign", "requests", "weight"),
    [("/", ".scene .node", REQUESTS, BYTES), ("/train", "#network svg", REQUESTS, BYTES)],
)
def test_a_first_visit_stays_within_its_budget(
    visitor: Page, path: str, sign: str, requests: int, weight: int
) -> None:
    wire = Wire(visitor)
    visitor.goto(path)
    expect(visitor.locator(sign)).not_to_have_count(0)
    visitor.wait_for_load_state("networkidle")
    assert len(wire.bytes) <= requests, wire.bytes
    assert sum(wire.bytes.values()) <= weight, wire.bytes


def test_all_files_of_the_page_come_in_one_wave(visitor: Page) -> None:
    wire = Wire(visitor)
    visitor.goto("/")
    expect(visitor.locator(".scene .node")).not_to_have_count(0)
    files = {path: kind for path, kind in wire.started_by.items() if path.endswith((".js", ".css"))}
    assert files
    assert set(files.values()) == {"parser"}, files
    assert "/api/graph" not in wire.started_by


def test_panels_are_loaded_when_one_is_first_opened(visitor: Page) -> None:
    wire = Wire(visitor)
    visitor.goto("/")
    expect(visitor.locator(".scene .node")).not_to_have_count(0)
    visitor.wait_for_load_state("networkidle")
    before = len(wire.bytes)
    visitor.get_by_role("tab", name="Check").click()
    expect(visitor.locator("#panel-check .summary")).to_contain_text("agree")
    later = [path for path in list(wire.bytes)[before:] if path.startswith("/static/")]
    assert later
    assert all(path.startswith("/static/built/js/part-") for path in later)


def test_a_part_that_does_not_load_is_said_in_words_with_a_way_out(visitor: Page) -> None:
    visitor.goto("/")
    expect(visitor.locator(".scene .node")).not_to_have_count(0)
    visitor.route("**/static/built/js/part-*", lambda route: route.abort())
    visitor.get_by_role("tab", name="Check").click()
    expect(visitor.get_by_role("alert")).to_contain_text("did not load")
    visitor.unroute_all()
    visitor.get_by_role("button", name="Reload").click()
    expect(visitor.get_by_role("alert")).to_have_count(0)
    visitor.route("**/static/built/js/main-*", lambda route: route.abort())
    visitor.reload()
    expect(visitor.get_by_role("alert")).to_contain_text("did not load")

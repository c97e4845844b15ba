"""livegrad in a frame of somebody else's page."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.screen import L, dial, drag, open_program, value_of


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another origin, with whatever `snippet` is in it."""

    snippet = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>A course</title>{self.snippet}".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nobody reads it."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """Somebody with a fresh profile."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_the_code_that_share_gives_works_in_a_page_of_another_origin(
    page: Page, visitor: Page, elsewhere: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_program(page, L, 4)
    page.locator("#share").click()
    page.get_by_role("button", name="Copy code for embedding").click()
    expect(page.locator(".share-said")).to_contain_text("The code is copied")
    Elsewhere.snippet = page.evaluate("navigator.clipboard.readText()")
    visitor.goto(elsewhere)
    frame = visitor.frame_locator("iframe")
    expect(frame.locator(".scene .node")).to_have_count(7)
    expect(frame.locator("#place")).to_have_text("seed gradient")
    expect(frame.locator("#docked")).to_contain_text("The backward pass starts at the root.")
    frame.locator("#forward").click()
    expect(frame.locator("#docked")).to_contain_text("d")
    expect(frame.locator("#docked")).not_to_contain_text("starts at the root")
    with visitor.context.expect_page() as opened:
        frame.locator("#whole").click()
    whole = opened.value
    expect(whole.locator("#editor .cm-content")).to_contain_text("L = d*f")
    expect(whole.locator("#place")).to_have_text(frame.locator("#place").inner_text())


def test_a_training_goes_on_in_a_frame(visitor: Page, elsewhere: str, base_url: str) -> None:
    address = f"{base_url}/embed/train#preset=moons-demo&amp;step=3"
    Elsewhere.snippet = f'<iframe src="{address}" width=1000 height=560></iframe>'
    visitor.goto(elsewhere)
    frame = visitor.frame_locator("iframe")
    expect(frame.locator("#train-place")).to_contain_text("step 3")
    expect(frame.locator(".setup")).to_be_hidden()
    frame.locator("#train-forward").click()
    expect(frame.locator("#train-place")).to_contain_text("step 4")
    with visitor.context.expect_page() as opened:
        frame.locator("#whole").click()
    whole = opened.value
    expect(whole.locator(".setup")).to_be_visible()
    expect(whole.locator("#train-place")).to_contain_text("step 4")


def test_a_number_on_a_card_can_be_turned_in_a_frame(visitor: Page, base_url: str) -> None:
    visitor.goto(f"{base_url}/embed#v=1&source=a+%3D+3.0%0Ab+%3D+a+%2B+a")
    expect(visitor.locator(".scene .node")).to_have_count(2)
    drag(visitor, dial(visitor, "a"), 50)
    expect(value_of(visitor, "a")).to_have_text("3.5")
    expect(value_of(visitor, "b")).to_have_text("7")


@pytest.mark.parametrize(("width", "height"), [(1000, 520), (390, 520), (320, 480), (700, 300)])
def test_a_frame_of_any_size_shows_graph_and_controls(
    visitor: Page, base_url: str, width: int, height: int
) -> None:
    visitor.set_viewport_size({"width": width, "height": height})
    visitor.goto(f"{base_url}/embed#v=1&source=a+%3D+3.0%0Ab+%3D+a+%2B+a&step=2")
    expect(visitor.locator(".scene .node")).to_have_count(2)
    for part in (".scene .node >> nth=0", ".scene .node >> nth=1", "#play", "#whole"):
        expect(visitor.locator(part)).to_be_in_viewport()
    sideways = visitor.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert sideways == 0

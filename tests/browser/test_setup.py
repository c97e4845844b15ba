"""The browser tests' own tools: a running app and a Chromium with a laptop's window."""

from playwright.sync_api import Page


def test_the_browser_reaches_the_running_app_by_a_bare_path(page: Page, live_server: str) -> None:
    answer = page.goto("/healthz")
    assert answer is not None
    assert answer.ok
    assert page.url == f"{live_server}/healthz"
    assert page.viewport_size == {"width": 1280, "height": 800}

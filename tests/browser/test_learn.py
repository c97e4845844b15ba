"""The page of the lecture's chapters."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import complaints_of_axe


def test_a_chapter_opens_with_its_program_typed_in(page: Page) -> None:
    page.goto("/learn")
    page.get_by_role("link", name="Open it Manual backpropagation, 1").click()
    expect(page.locator(".cm-content")).to_contain_text("L = d*f")
    expect(page.locator("#stage .node")).to_have_count(7)


def test_it_fits_a_phone_without_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/learn")
    expect(page.locator(".chapter").first).to_be_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.expected_in_console("Applying inline style")  # axe brings a style of its own
@pytest.mark.expected_in_console("Couldn't load preload assets")  # it does not know style sheets in layers
def test_axe_finds_nothing_to_complain_about(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/learn")
    expect(page.locator(".chapter").first).to_be_visible()
    assert complaints_of_axe(page) == []

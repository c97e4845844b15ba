"""Dark and light: as the system is, or as chosen, and remembered."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import L, open_program

LIGHT, DARK = "rgb(251, 250, 246)", "rgb(20, 22, 27)"


def paper(page: Page) -> str:
    """The colour behind the graph."""
    colour: str = page.locator(".picture").evaluate("(part) => getComputedStyle(part).backgroundColor")
    return colour


@pytest.mark.parametrize(("scheme", "colour", "other"), [("light", LIGHT, DARK), ("dark", DARK, LIGHT)])
def test_the_page_is_as_the_system_until_the_button_turns_it_over_for_good(
    still: Page, scheme: str, colour: str, other: str
) -> None:
    still.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    open_program(still, L)
    assert paper(still) == colour
    still.get_by_role("button", name="Dark or light").click()
    assert paper(still) == other
    still.reload()
    expect(still.locator(".scene .node")).not_to_have_count(0)
    assert paper(still) == other
    still.get_by_role("button", name="Dark or light").click()
    assert paper(still) == colour


def test_a_remembered_theme_that_makes_no_sense_is_ignored(still: Page) -> None:
    still.emulate_media(color_scheme="dark", reduced_motion="reduce")
    open_program(still, L)
    still.evaluate("() => localStorage.setItem('livegrad.theme', 'url(x)')")
    still.reload()
    assert paper(still) == DARK
    expect(still.locator("html")).not_to_have_attribute("data-theme", "url(x)")

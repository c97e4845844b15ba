"""axe-core finds nothing to complain about on the training page, in either theme, whatever is open."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import press
from tests.browser.test_accessibility import complaints_in_both_themes
from tests.browser.training import enter, open_training, samples, trouble


def at_a_step(page: Page) -> None:
    pass


def with_an_error(page: Page) -> None:
    enter(page, "learning_rate", "-1")
    expect(trouble(page, "learning_rate")).to_be_visible()


def with_everything_open(page: Page) -> None:
    for summary in page.locator("details.more summary").all():
        summary.click()
    page.get_by_role("switch", name="forget zero_grad").click()
    samples(page).first.click()


def with_a_table(page: Page) -> None:
    press(page, "CSV")


def with_the_presets_open(page: Page) -> None:
    page.get_by_role("button", name="Presets").click()


def on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})


@pytest.mark.expected_in_console("Applying inline style")  # axe brings a style of its own
@pytest.mark.expected_in_console("Couldn't load preload assets")  # it does not know style sheets in layers
@pytest.mark.parametrize(
    "arrange",
    [at_a_step, with_an_error, with_everything_open, with_a_table, with_the_presets_open, on_a_phone],
)
def test_axe_finds_no_violation(still: Page, arrange: Callable[[Page], None]) -> None:
    open_training(still, "preset=moons-demo&step=30&test_fraction=0.2")
    arrange(still)
    assert complaints_in_both_themes(still) == []


@pytest.mark.parametrize("width", [320, 390, 950, 1280])
def test_nothing_is_wider_than_the_screen(still: Page, width: int) -> None:
    still.set_viewport_size({"width": width, "height": 700})
    open_training(still, "preset=moons-demo&step=3")
    assert still.evaluate("() => document.documentElement.scrollWidth") == width
    for part in (".setup", ".watch", "#train-transport"):
        fits = still.evaluate(
            "(q) => { const e = document.querySelector(q); return e.scrollWidth <= e.clientWidth }", part
        )
        assert fits or width < 900, part


def test_in_forced_colours_the_boundary_keeps_its_colours_and_play_its_sign(still: Page) -> None:
    still.emulate_media(forced_colors="active", reduced_motion="reduce")
    open_training(still, "preset=moons-demo&step=30")
    colours = still.evaluate(
        """() => {
          const canvas = document.querySelector("#boundary canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )
    assert colours > 8
    icon, button = (
        still.locator(part).evaluate("(part) => getComputedStyle(part).backgroundColor")
        for part in ("#train-play .icon", "#train-play")
    )
    assert icon != button

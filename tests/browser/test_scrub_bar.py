"""The transport bar: where am I, and take me there."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import MINUS, L, drag, open_program, press, read

pytestmark = pytest.mark.one_page


def test_the_bar_has_a_tick_for_every_step(still: Page) -> None:
    open_program(still, L)
    expect(still.locator("#ticks .tick")).to_have_count(10)
    expect(still.locator("#ticks .value")).to_have_count(3)
    expect(still.locator("#ticks .positive")).to_have_count(3)  # seed, f, a
    expect(still.locator("#ticks .negative")).to_have_count(4)  # d, e, c, b


def test_dragging_the_thumb_walks_through_the_steps(still: Page) -> None:
    open_program(still, L, 0)
    bar = still.get_by_role("slider", name="Step")
    box = bar.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    still.mouse.move(box["x"] + 8, y)
    still.mouse.down()
    seen = []
    for i in range(1, 11):
        still.mouse.move(box["x"] + 8 + (box["width"] - 16) * i / 10, y)
        seen.append(read(still).step)
    still.mouse.up()
    assert seen == list(range(1, 11))


def test_a_click_on_the_bar_goes_there(still: Page) -> None:
    open_program(still, L)
    bar = still.get_by_role("slider", name="Step")
    box = bar.bounding_box()
    assert box is not None
    bar.click(position={"x": 8 + (box["width"] - 16) * 0.4, "y": box["height"] / 2})
    assert read(still).place == "seed gradient"


def test_the_arrows_work_on_the_bar_once_each(still: Page) -> None:
    open_program(still, L, 4)
    still.get_by_role("slider", name="Step").focus()
    still.keyboard.press("ArrowRight")
    assert read(still).step == 5
    still.keyboard.press("ArrowLeft")
    still.keyboard.press("ArrowLeft")
    assert read(still).step == 3
    still.keyboard.press("Home")
    assert read(still).step == 0
    still.keyboard.press("End")
    assert read(still).step == 10


SENTENCES = {
    0: "The leaves are given. Step forward to compute the first value.",
    1: f"e is {MINUS}6, from a = 2 and b = {MINUS}3.",
    4: "The backward pass starts at L: its gradient with respect to itself is 1.",
    9: f"e passes {MINUS}2 × {MINUS}3 = 6 to a, whose gradient goes from 0 to 6.",
}


@pytest.mark.parametrize("step", SENTENCES)
def test_a_screen_reader_hears_the_step_as_a_sentence(still: Page, step: int) -> None:
    open_program(still, L, step + 1 if step < 9 else step - 1)
    press(still, "One step back" if step < 9 else "One step forward")
    expect(still.get_by_role("slider", name="Step")).to_have_attribute("aria-valuetext", SENTENCES[step])
    expect(still.locator("#live")).to_have_text(SENTENCES[step])
    expect(still.locator("#live")).to_have_attribute("aria-live", "polite")


def test_play_becomes_pause_and_stops_where_it_is_paused(still: Page) -> None:
    open_program(still, L, 0)
    press(still, "Play")
    expect(still.locator("#place")).to_have_text("value 2 of 3")
    press(still, "Pause")
    expect(still.get_by_role("button", name="Play", exact=True)).to_be_visible()
    stopped = read(still)
    assert 2 <= stopped.step <= 4
    press(still, "One step forward")
    assert read(still).step == stopped.step + 1


def test_the_speed_button_goes_through_the_speeds(page: Page) -> None:
    open_program(page, L)
    button = page.locator("#speed")
    for speed in ("1×", "2×", "4×", "⅕×", "½×", "1×"):
        expect(button).to_have_text(speed)
        expect(button).to_have_accessible_name(f"Speed {speed}")
        button.click()


def test_scrubbing_while_playing_takes_over(still: Page) -> None:
    open_program(still, L, 0)
    press(still, "Play")
    drag(still, still.get_by_role("slider", name="Step"), 30)
    expect(still.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_single_leaf_has_only_its_seed(still: Page) -> None:
    open_program(still, "a = 2")
    assert read(still).place == "seed gradient"
    press(still, "To the start")
    expect(still.locator("#explain")).to_have_text("This is a single leaf: there is nothing to compute.")
    assert read(still).place == "start"

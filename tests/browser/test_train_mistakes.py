"""What a person gets wrong, or does in an order nobody thought of, and the page has to be true about."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.training import dataset, field, notice, open_training, place, said, trouble


@pytest.mark.parametrize("name", ["line", "sine", "steps", "parabola"])
def test_a_curve_is_learned_after_one_click_on_its_tile(still: Page, name: str) -> None:
    open_training(still, "preset=moons-demo&step=1&speed=500")
    dataset(still, name).click()
    expect(notice(still)).to_contain_text("Adam at the rate 0.02")
    expect(place(still)).to_contain_text(re.compile("^step 0 .*loss"))
    still.locator("#train-play").click()
    expect(place(still)).to_contain_text(re.compile(r"^step 100 · loss 0\.0[0-4]"))
    dataset(still, "moons").click()
    expect(field(still, "optimizer")).to_have_value("sgd")
    expect(field(still, "learning_rate")).to_have_value("1")


def test_a_flipped_sign_is_let_go_with_its_weight(still: Page) -> None:
    open_training(still, "preset=moons-demo&step=2")
    field(still, "flip_gradient").click()
    expect(still.locator(".edge-flipped")).to_have_attribute("d", re.compile("^M"))
    still.get_by_role("button", name="Remove layer 2").click()
    expect(notice(still)).to_contain_text("No sign is flipped any more")
    expect(still.locator(".layer output")).to_have_text(["16"])
    expect(field(still, "flip_gradient")).not_to_be_checked()
    expect(trouble(still, "flip_gradient")).to_be_hidden()


def test_a_rate_too_high_can_be_switched_back_after_a_reload(still: Page) -> None:
    open_training(still, "preset=moons-demo&learning_rate=0.3&step=0")
    field(still, "rate_too_high").click()
    expect(field(still, "learning_rate")).to_have_value("6")
    still.wait_for_url(re.compile(r"usual_rate=0\.3"))
    still.reload()
    expect(field(still, "rate_too_high")).to_be_checked()
    field(still, "rate_too_high").click()
    expect(field(still, "learning_rate")).to_have_value("0.3")


def test_space_plays_after_a_click_on_a_pace(still: Page) -> None:
    open_training(still, "preset=moons-demo&step=3&speed=1")
    pace = still.get_by_role("button", name="step", exact=True)
    play = still.locator("#train-play")
    pace.click()
    still.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Pause")
    still.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Play")
    pace.focus()
    still.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Pause")


def test_an_update_names_the_rate_it_was_made_with(still: Page) -> None:
    open_training(still, "preset=moons-demo&step=0")
    for phase in ("Forward", "Loss", "Backward", "Update"):
        still.locator("#phase").click()
        expect(still.locator(".net-caption")).to_contain_text(phase)
    expect(still.locator(".net-caption")).to_contain_text("at the learning rate 1.0000.")
    field(still, "optimizer").select_option("adam")
    expect(still.locator(".net-caption")).to_contain_text("divided by their usual size")


def test_a_phase_puts_the_values_of_a_sample_away(still: Page) -> None:
    open_training(still, "preset=lecture&step=2&sample=0")
    still.get_by_role("button", name="open sample 0 as Values").click()
    expect(still.locator("#inspector")).to_be_visible()
    still.locator("#phase").click()
    expect(still.locator("#inspector")).to_be_hidden()
    expect(said(still)).to_contain_text("forward")

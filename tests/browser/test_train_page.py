"""The training page trains by itself; one can stand still, go back, branch, and change it on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import press
from tests.browser.training import (
    dataset,
    enter,
    field,
    notice,
    open_training,
    pause,
    place,
    said,
    seek,
    step_of,
    trouble,
)

FAST = "preset=moons-demo&speed=500"


@pytest.fixture
def trained(still: Page) -> Page:
    """The moons demo after its 100 steps."""
    open_training(still, FAST, paused=False)
    expect(place(still)).to_have_text("step 100 · accuracy 100%")
    return still


def test_the_moons_demo_trains_by_itself_to_100_percent_and_says_that_it_is_done(page: Page) -> None:
    open_training(page, FAST, paused=False)
    expect(notice(page)).to_have_text("Done: 100 steps, as set up. Play goes on.")
    expect(place(page)).to_have_text("step 100 · accuracy 100%")
    expect(page.locator("#train-play")).to_have_attribute("aria-label", "Play")


def test_for_whoever_asked_for_less_motion_it_waits_for_play(still: Page) -> None:
    open_training(still, FAST)
    still.wait_for_timeout(300)
    expect(place(still)).to_contain_text("step 0 ")
    still.locator("#train-play").click()
    expect(place(still)).to_have_text("step 100 · accuracy 100%")


def test_every_step_of_the_lecture_shows_the_lectures_loss(trained: Page) -> None:
    losses = {
        0: "0.896",
        1: "1.7236",
        2: "0.743",
        3: "0.771",
        10: "0.245",
        20: "0.19",
        57: "0.019",
        99: "0.011",
    }
    for step, loss in losses.items():
        seek(trained, step)
        expect(said(trained)).to_have_text(re.compile(rf"^Step {step}: loss {re.escape(loss)}, accuracy"))
    seek(trained, 40)
    expect(said(trained)).to_have_text("Step 40: loss 0.0602, accuracy 100%.")


def test_a_step_back_and_forward_again_is_the_same_step(trained: Page) -> None:
    seek(trained, 30)
    before = said(trained).inner_text()
    trained.keyboard.press("Tab")
    trained.locator("#train-back").click()
    expect(place(trained)).to_contain_text(re.compile(r"^step 29 · of 100"))
    trained.locator("#train-forward").click()
    expect(place(trained)).to_contain_text(re.compile(r"^step 30 · of 100"))
    expect(said(trained)).to_have_text(before)


def test_playing_from_an_earlier_step_branches(trained: Page) -> None:
    seek(trained, 30)
    enter(trained, "learning_rate", "0.01")
    trained.locator("#train-forward").click()
    expect(place(trained)).to_have_text(re.compile(r"^step 31 · accuracy"))
    assert trained.locator("#train-scrub").get_attribute("max") == "31"


def test_the_learning_rate_changes_while_it_runs_without_a_reset(still: Page) -> None:
    open_training(still, "preset=moons-demo&speed=10&steps=5000", paused=False)
    expect(place(still)).to_contain_text(re.compile(r"step [1-9]\d"))
    before = step_of(still)
    enter(still, "learning_rate", "0.25")
    expect(field(still, "learning_rate")).to_have_value("0.25")
    still.wait_for_function(
        "(n) => Number(document.querySelector('#train-place').textContent.match(/step (\\d+)/)[1]) > n + 5",
        arg=before,
    )
    expect(trouble(still, "learning_rate")).to_be_hidden()


def test_another_layer_starts_over_and_says_so(trained: Page) -> None:
    press(trained, "+ layer")
    expect(notice(trained)).to_have_text("Started over from the same seed: this needs new parameters.")
    expect(place(trained)).to_contain_text(re.compile("^step 0"))
    expect(trained.locator("#controls .layer")).to_have_count(3)  # the gradients name layers, too


def test_a_wrong_number_is_told_beside_its_field_and_the_training_stays(trained: Page) -> None:
    enter(trained, "learning_rate", "-3")
    expect(trouble(trained, "learning_rate")).to_contain_text("This number is out of range.")
    expect(field(trained, "learning_rate")).to_have_attribute("aria-invalid", "true")
    enter(trained, "learning_rate", "much")
    expect(trouble(trained, "learning_rate")).to_have_text("“much” is not a number.")
    expect(place(trained)).to_have_text("step 100 · accuracy 100%")
    enter(trained, "learning_rate", "0.5")
    expect(trouble(trained, "learning_rate")).to_be_hidden()


def test_play_goes_on_after_the_last_step_of_the_set_up(trained: Page) -> None:
    press(trained, "flat out")
    press(trained, "Play")
    expect(place(trained)).to_contain_text(re.compile(r"steps/s"))
    trained.wait_for_function("() => Number(document.querySelector('#train-scrub').max) > 150")
    pause(trained)
    assert step_of(trained) > 150


def test_starting_over_with_the_same_seed_comes_to_the_same(trained: Page) -> None:
    seek(trained, 20)
    before = said(trained).inner_text()
    trained.locator("body").press("r")
    expect(place(trained)).to_contain_text(re.compile("^step 0"))
    for step in range(1, 21):
        trained.locator("body").press("ArrowRight")
        expect(place(trained)).to_contain_text(re.compile(rf"^step {step} "))
    expect(said(trained)).to_have_text(before)


def test_one_step_is_four_phases_and_they_go_backwards_too(trained: Page) -> None:
    seek(trained, 50)
    for phase, step in (("forward", 50), ("loss", 50), ("backward", 50), ("update", 51), ("forward", 51)):
        trained.locator("body").press(".")
        expect(place(trained)).to_contain_text(f"step {step} · {phase}")
    for shown in (
        "step 51 · of 100",
        "step 50 · backward",
        "step 50 · loss",
        "step 50 · forward",
        "step 50 · of",
    ):
        trained.locator("body").press(",")
        expect(place(trained)).to_contain_text(shown)


def test_the_keys_do_what_the_help_says(trained: Page) -> None:
    trained.locator("body").press("?")
    expect(trained.locator("#help")).to_be_visible()
    expect(trained.locator("#keys")).to_contain_text("play or pause")
    trained.keyboard.press("Escape")
    trained.locator("body").press("Home")
    expect(place(trained)).to_contain_text(re.compile(r"^step 0 · of 100"))
    trained.locator("body").press("End")
    expect(place(trained)).to_have_text("step 100 · accuracy 100%")
    for key, name in (("1", "contribution"), ("2", "phase"), ("4", "flat out"), ("3", "step")):
        trained.locator("body").press(key)
        expect(trained.locator("#pace [aria-pressed=true]")).to_have_text(name)


def test_a_slower_pace_takes_effect_at_once(still: Page) -> None:
    open_training(still, "preset=moons-demo&speed=0.5", paused=False)
    assert step_of(still) <= 3
    still.locator("body").press("4")
    expect(place(still)).to_contain_text(re.compile("^step 100"))


def test_a_curve_gets_a_loss_for_numbers_and_a_plane_without_classes(trained: Page) -> None:
    dataset(trained, "sine").click()
    expect(place(trained)).to_contain_text(re.compile(r"^step 0.*loss"))
    expect(field(trained, "loss")).to_have_value("mse")
    expect(trained.get_by_role("button", name="Turn the class of a point")).to_have_count(0)
    dataset(trained, "moons").click()
    expect(field(trained, "loss")).to_have_value("hinge")
    expect(place(trained)).to_contain_text("accuracy")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("forget zero_grad", "Gradients pile up"),
        ("rate too high", "jumps over the valley"),
        ("all-zero start", "begin at 0"),
        ("flip one sign", "wrong sign"),
    ],
)
def test_a_switch_breaks_it_tells_what_to_look_for_and_mends_it(trained: Page, name: str, words: str) -> None:
    switch = trained.get_by_role("switch", name=name)
    switch.click()
    expect(switch).to_be_checked()
    expect(trained.locator(".look:visible")).to_contain_text([words])
    before = field(trained, "learning_rate").input_value()
    switch.click()
    expect(switch).not_to_be_checked()
    expect(field(trained, "learning_rate")).to_have_value("1")
    assert (before == "20") == (name == "rate too high")


def test_every_preset_opens_and_trains(still: Page) -> None:
    open_training(still)
    menu = still.locator("#presets-menu .item")
    count = menu.count()
    assert count >= 10
    for i in range(count):
        still.get_by_role("button", name="Presets").click()
        menu.nth(i).click()
        expect(menu.nth(i)).to_be_hidden()
        expect(place(still)).to_contain_text(re.compile(r"^step [1-9]"))
        expect(still.locator(".field-error:visible")).to_have_count(0)


def test_a_screen_reader_hears_a_sentence_when_it_stops(still: Page) -> None:
    open_training(still, "preset=moons-demo&speed=20")
    still.wait_for_function(  # the last frames may still be on their way
        """() => {
          const heard = /^Step (\\d+): loss [\\d.]+, accuracy [\\d.]+%\\.$/.exec(
            document.getElementById("train-live").textContent);
          return heard && document.getElementById("train-place").textContent.startsWith(`step ${heard[1]} `);
        }"""
    )


def test_the_expression_page_and_the_training_page_lead_to_each_other(still: Page) -> None:
    open_training(still)
    expect(still.get_by_role("link", name="Train")).to_have_attribute("aria-current", "page")
    still.get_by_role("link", name="Expression").click()
    expect(still.locator("#editor")).to_be_visible()
    expect(still.get_by_role("link", name="Expression")).to_have_attribute("aria-current", "page")


def test_a_training_that_diverges_says_so_and_leads_back(still: Page) -> None:
    open_training(still, "preset=moons-demo&loss=mse&learning_rate=50&speed=500", paused=False)
    expect(notice(still)).to_contain_text("Diverged.")
    expect(notice(still)).to_contain_text("try a lower learning rate")
    expect(still.locator("#train-play")).to_have_attribute("aria-label", "Play")
    press(still, "Back to step 0")
    expect(said(still)).to_have_text(re.compile("^Step 0: loss"))
    expect(notice(still)).to_have_text("")

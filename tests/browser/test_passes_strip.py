"""Twenty steps of training: the loss over the passes, and the graph at any of them."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.screen import L, card, number, open_program, read, value_of, wait_for_a_frame
from tests.engine.language.test_lecture_programs import LOSSES, MLP, TRAIN

pytestmark = pytest.mark.one_page

SOURCE = MLP + TRAIN


def loss_at(page: Page, index: int) -> None:
    expect(page.locator("#loss")).to_have_text(f"pass {index + 1}: loss {LOSSES[index]:.4f}")
    expect(value_of(page, "loss")).to_have_text(number(LOSSES[index]))


def scrub_to(page: Page, index: int) -> None:
    page.locator("#trail").evaluate(
        "(trail, at) => { trail.value = at; trail.dispatchEvent(new Event('input')); }", index
    )


def test_the_last_pass_is_shown_first_with_its_loss(still: Page) -> None:
    open_program(still, SOURCE)
    loss_at(still, 19)
    points = still.locator("#curve polyline").last.get_attribute("points") or ""
    assert len(points.split()) == 20


def test_scrubbing_moves_the_numbers_and_not_the_boxes(still: Page) -> None:
    open_program(still, SOURCE)
    places = still.locator(".scene .node").evaluate_all("(all) => all.map((g) => g.style.transform)")
    for index in (0, 1, 2):
        scrub_to(still, index)
        loss_at(still, index)
    assert still.locator(".scene .node").evaluate_all("(all) => all.map((g) => g.style.transform)") == places
    expect(still.locator(".fold").first).to_contain_text("iteration 2")


def test_the_same_groups_stay_open_from_pass_to_pass(still: Page) -> None:
    open_program(still, SOURCE)
    still.locator('[data-open="iteration/sample 2"]').click()
    expect(still.locator('[data-fold="iteration/sample 2"]')).to_be_visible()
    scrub_to(still, 0)
    loss_at(still, 0)
    expect(still.locator('[data-fold="iteration/sample 2"]')).to_be_visible()
    expect(still.locator('[data-open="iteration/sample 2/Layer 0"]')).to_be_visible()


def test_a_pass_can_be_stepped_after_scrubbing_to_it(still: Page) -> None:
    open_program(still, SOURCE)
    scrub_to(still, 0)
    loss_at(still, 0)
    still.keyboard.press("b")
    still.keyboard.press("ArrowRight")
    expect(still.locator("#place")).to_have_text("seed gradient")
    still.keyboard.press("ArrowRight")
    assert "loss passes 1 × 1 = 1" in read(still).says


def test_buttons_and_keys_go_from_pass_to_pass(still: Page) -> None:
    open_program(still, SOURCE)
    expect(still.get_by_label("Next pass")).to_be_disabled()
    scrub_to(still, 0)
    expect(still.get_by_label("Previous pass")).to_be_disabled()
    still.keyboard.press("]")
    loss_at(still, 1)
    still.get_by_label("Next pass").click()
    loss_at(still, 2)
    still.keyboard.press("[")
    loss_at(still, 1)
    expect(still.get_by_role("combobox")).to_have_value("1")


def test_going_through_the_passes_ends_at_the_last(still: Page) -> None:
    open_program(still, SOURCE)
    scrub_to(still, 17)
    expect(still.locator("#loss")).to_contain_text("pass 18:")
    still.get_by_label("Go through the passes").click()
    loss_at(still, 19)
    expect(still.get_by_label("Go through the passes")).to_be_visible()


def test_played_at_the_last_pass_the_passes_start_over(still: Page) -> None:
    open_program(still, SOURCE)
    loss_at(still, 19)
    still.get_by_label("Go through the passes").click()
    expect(still.locator("#loss")).to_have_text(re.compile(r"pass [2-9]: "))  # on its way
    still.get_by_label("Stop at this pass").click()
    expect(still.get_by_label("Go through the passes")).to_be_visible()


def test_pointing_at_the_curve_reads_its_loss(still: Page) -> None:
    open_program(still, SOURCE)
    box = still.locator("#trail").bounding_box()
    assert box is not None
    still.mouse.move(box["x"] + 9, box["y"] + box["height"] / 2)
    expect(still.locator("#loss")).to_have_text(f"pass 1: loss {LOSSES[0]:.4f}")
    expect(value_of(still, "loss")).to_have_text(number(LOSSES[19]))
    still.mouse.move(box["x"] + 9, box["y"] - 200)
    expect(still.locator("#loss")).to_contain_text("pass 20:")


def test_a_screen_reader_hears_the_pass_and_its_loss(still: Page) -> None:
    open_program(still, SOURCE)
    slider = still.get_by_role("slider", name="Backward pass, slider")
    slider.focus()
    still.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", f"pass 1: loss {LOSSES[0]:.4f}")


def test_never_more_than_one_question_is_under_way_while_scrubbing(still: Page) -> None:
    open_program(still, SOURCE)
    asked: list[Request] = []
    open_now = [0]
    most = [0]

    def begins(request: Request) -> None:
        if request.url.endswith("/api/graph"):
            asked.append(request)
            open_now[0] += 1
            most[0] = max(most[0], open_now[0])

    def ends(request: Request) -> None:
        open_now[0] -= request.url.endswith("/api/graph")

    still.on("request", begins)
    still.on("requestfinished", ends)
    still.locator("#trail").evaluate(
        """(trail) => { for (let i = 18; i >= 0; i--) {
        trail.value = i; trail.dispatchEvent(new Event('input')); } }"""
    )
    loss_at(still, 0)
    wait_for_a_frame(still)
    assert most[0] == 1
    assert len(asked) <= 3


def test_a_pass_in_the_address_is_shown_again(still: Page) -> None:
    open_program(still, SOURCE)
    scrub_to(still, 1)
    loss_at(still, 1)
    still.wait_for_url(re.compile("pass=1"))
    still.reload()
    loss_at(still, 1)


def test_one_pass_needs_no_strip(still: Page) -> None:
    open_program(still, L)
    expect(still.locator("#passes")).to_be_hidden()
    expect(card(still, "L")).to_have_count(1)


@pytest.mark.parametrize("width", [390, 360])
def test_on_a_phone_all_of_the_strip_is_on_the_screen(still: Page, width: int) -> None:
    still.set_viewport_size({"width": width, "height": 844})
    open_program(still, SOURCE)
    for part in ("#pass", "#pass-back", "#tour", "#pass-forward", "#trail", "#loss"):
        box = still.locator(part).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 844

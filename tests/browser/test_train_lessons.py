"""Lessons set themselves up; runs are compared, looked around in, changed by hand and taken away."""

import re

from playwright.sync_api import Page, expect

from tests.browser.screen import wait_for_a_frame
from tests.browser.training import notice, open_training, pause, place, seek


def lesson(page: Page, title: str) -> None:
    """Choose a preset from the menu."""
    page.get_by_role("button", name="Presets").click()
    page.locator("#presets-menu").get_by_role("button", name=re.compile(f"^{title}")).click()


def test_momentum_stands_beside_plain_descent_on_the_same_axes(still: Page) -> None:
    open_training(still)
    lesson(still, "Momentum against plain descent")
    expect(still.locator("#curves .pins li")).to_have_text(
        [re.compile("^optimizer sgd"), "now: optimizer momentum"]
    )
    pause(still)
    still.get_by_role("button", name="Unpin optimizer sgd").click()
    expect(still.locator("#curves .pins li")).to_have_count(0)


def test_going_on_from_an_earlier_step_with_another_rate_keeps_the_first_run(still: Page) -> None:
    open_training(still, "preset=moons-demo&step=30")
    seek(still, 10)
    still.locator("#field-learning_rate").fill("0.1")
    still.locator("#field-learning_rate").press("Enter")
    still.locator("#train-forward").click()
    expect(place(still)).to_contain_text(re.compile("^step 11"))
    expect(still.locator("#curves .pins li").first).to_contain_text("before step 10 was taken anew")


def test_a_rate_too_high_shows_its_valley(still: Page) -> None:
    open_training(still)
    lesson(still, "The rate too high")
    expect(still.locator("#landscape")).to_contain_text("higher up on the other side")
    still.locator("#landscape").get_by_role("button", name="map").click()
    expect(still.locator("#landscape")).to_contain_text("Across: Output, w1; upward: Output, b")


def point_at(page: Page, x: float, y: float) -> None:
    """Move about on a connection until the network, once drawn, tells its weight."""
    for _ in range(50):
        page.mouse.move(x, y - 1)
        page.mouse.move(x, y)
        wait_for_a_frame(page)
        if page.locator(".net-tip").is_visible():
            return


def test_a_weight_is_set_by_typing_and_the_address_keeps_it(still: Page) -> None:
    open_training(still, "preset=circles&step=3")
    ends = [still.get_by_role("button", name=name, exact=True) for name in ("Input x₂", "Layer 1, neuron 3")]
    boxes = [end.bounding_box() for end in ends]
    assert boxes[0]
    assert boxes[1]
    x = (boxes[0]["x"] + boxes[0]["width"] + boxes[1]["x"]) / 2
    y = sum(box["y"] + box["height"] / 2 for box in boxes if box) / 2
    point_at(still, x, y)
    still.mouse.click(x, y)
    still.locator(".weight-field").fill("-2,5")
    still.locator(".weight-field").press("Enter")
    expect(still.locator("#readout")).to_contain_text("−2.5000")
    still.wait_for_url(re.compile("edits"))
    link = still.url
    still.goto("about:blank")
    still.goto(link)
    expect(place(still)).to_contain_text(re.compile("^step 3"))
    point_at(still, x, y)
    expect(still.locator(".net-tip")).to_contain_text("−2.5000")


def test_a_link_leaves_parts_of_the_page_out(still: Page) -> None:
    open_training(still, "preset=circles&hide=setup,gradients")
    expect(still.locator(".setup")).to_be_hidden()
    expect(still.locator(".gradients-part")).to_be_hidden()
    expect(still.locator(".curves-part")).to_be_visible()


def test_the_model_is_taken_away_as_a_program(still: Page) -> None:
    open_training(still, "preset=circles&step=3")
    still.get_by_role("button", name="Export").click()
    text = still.get_by_role("textbox", name="The model")
    expect(text).to_have_value(re.compile("^import torch"))
    still.locator("#export").get_by_role("button", name="JSON").click()
    expect(text).to_have_value(re.compile(r'"step": 3'))


def test_a_table_that_the_server_refuses_comes_back_with_the_reason(still: Page) -> None:
    open_training(still)
    still.locator("#tools").get_by_role("button", name="CSV").click()
    still.get_by_role("textbox", name="Points, one a line").fill("1,2,cat\n3e7,4,dog")
    still.get_by_role("button", name="Train on these").click()
    expect(still.locator("#csv-problem")).to_contain_text("not a number up to a million")
    still.get_by_role("textbox", name="Points, one a line").fill("1;2;cat\n3,5;4;dog")
    still.get_by_role("button", name="Train on these").click()
    expect(notice(still)).to_contain_text("cat is −1, dog is 1")
    wait_for_a_frame(still)
    expect(still.locator("#boundary .sample")).to_have_count(2)

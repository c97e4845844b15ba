"""The address of the training page holds the whole set-up; a lost connection loses nothing else."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.screen import press
from tests.browser.training import (
    enter,
    field,
    notice,
    open_training,
    place,
    said,
    samples,
    seek,
    step_of,
    tool,
)


def fragment(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).fragment)


def test_a_reload_stands_at_the_same_step_with_the_same_numbers(still: Page) -> None:
    open_training(still, "preset=moons-demo&step=12")
    expect(said(still)).to_have_text(re.compile("^Step 12:"))
    enter(still, "learning_rate", "0.3")
    for step in (13, 14):
        still.locator("body").press("ArrowRight")
        expect(said(still)).to_have_text(re.compile(f"^Step {step}:"))
    before = said(still).inner_text()
    still.wait_for_url(re.compile("step=14"))
    assert fragment(still)["change"] == ["12*learning_rate*0.3"]
    still.reload()
    expect(said(still)).to_have_text(before)
    expect(field(still, "learning_rate")).to_have_value("0.3")


def test_the_address_tells_only_what_differs_from_the_preset(still: Page) -> None:
    open_training(still, "preset=moons-demo&speed=20&seed=7&hidden=4-3&activation=tanh&step=2")
    expect(place(still)).to_contain_text(re.compile("^step 2 "))
    still.wait_for_url(re.compile("v=1&.*step=2"))  # it is written a moment after the step is there
    assert fragment(still) == {
        "v": ["1"],
        "preset": ["moons-demo"],
        "seed": ["7"],
        "hidden": ["4-3"],
        "activation": ["tanh"],
        "step": ["2"],
    }
    expect(still.locator(".layer output")).to_have_text(["4", "3"])
    still.get_by_role("link", name="To the transport").focus()
    still.keyboard.press("Enter")
    expect(still.locator("#train-transport")).to_be_focused()
    expect(place(still)).to_contain_text(re.compile("^step 2 "))
    expect(still.locator(".layer output")).to_have_text(["4", "3"])
    still.evaluate("() => { location.hash = 'train-transport' }")  # as any other link to a place would
    still.wait_for_url(re.compile("v=1&.*seed=7.*step=2"))
    expect(still.locator(".layer output")).to_have_text(["4", "3"])


@pytest.mark.parametrize(
    "part",
    ["learning_rate=x", "hidden=0-0", "points=1_2*", "step=-4", "dataset=points", "%E0%A4%A", "v=9&seed=3"],
)
def test_an_address_that_makes_no_sense_is_the_moons_demo(still: Page, part: str) -> None:
    open_training(still, part)
    expect(field(still, "seed")).to_have_value("1337")
    expect(field(still, "learning_rate")).to_have_value("1")
    expect(still.locator(".field-error:visible")).to_have_count(0)


def test_a_set_up_that_the_server_refuses_is_told_beside_the_field(still: Page) -> None:
    open_training(still)
    still.evaluate("() => { location.hash = '#v=1&loss=mse&dataset=sine&output_activation=tanh&step=1' }")
    expect(place(still)).to_contain_text(re.compile("^step 1 .*loss"))
    still.evaluate("() => { location.hash = '#v=1&loss=hinge&dataset=sine&step=1' }")
    expect(still.locator("#field-loss-error")).to_contain_text("tells classes apart")


def test_share_copies_the_link(still: Page) -> None:
    still.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_training(still, "preset=lecture&step=3")
    expect(said(still)).to_have_text(re.compile("^Step 3:"))
    press(still, "Share")
    expect(still.locator("#share")).to_have_text("Link copied")
    link = still.evaluate("() => navigator.clipboard.readText()")
    assert parse_qs(urlsplit(link).fragment) == {"v": ["1"], "preset": ["lecture"], "step": ["3"]}


def test_a_lost_connection_goes_on_from_the_same_step(still: Page) -> None:
    links: list[WebSocketRoute] = []
    refused = False

    def pass_on(link: WebSocketRoute) -> None:
        if refused:
            link.close()
            return
        server = link.connect_to_server()
        link.on_message(server.send)
        server.on_message(link.send)
        links.append(link)

    still.route_web_socket(re.compile("/ws/train"), pass_on)
    open_training(still, "preset=moons-demo&speed=500", paused=False)
    expect(place(still)).to_have_text("step 100 · accuracy 100%")
    seek(still, 60)
    before = said(still).inner_text()
    refused = True
    links[-1].close()
    expect(notice(still)).to_contain_text("The connection is lost.")
    expect(still.locator("#train-play")).to_be_disabled()
    refused = False
    expect(notice(still)).not_to_contain_text("The connection is lost.")
    expect(still.locator("#train-play")).to_be_enabled()
    assert step_of(still) == 60
    still.locator("#train-back").click()
    expect(place(still)).to_contain_text(re.compile("^step 59 "))
    still.locator("#train-forward").click()
    expect(said(still)).to_have_text(before)


def test_scrubbing_back_past_a_change_shows_the_settings_of_that_step(still: Page) -> None:
    open_training(still, "v=1&preset=moons-demo&step=50")
    expect(said(still)).to_have_text(re.compile("^Step 50:"))
    enter(still, "learning_rate", "0.05")
    still.wait_for_url(re.compile(r"change=50\*learning_rate\*0\.05"))
    for step in range(51, 56):
        still.locator("body").press("ArrowRight")
        expect(said(still)).to_have_text(re.compile(f"^Step {step}:"))
    seek(still, 20)
    expect(field(still, "learning_rate")).to_have_value("1")
    still.wait_for_url(lambda url: "change=" not in url and "step=20" in url)
    seek(still, 55)
    expect(field(still, "learning_rate")).to_have_value("0.05")
    seek(still, 20)
    for step in (21, 22):  # known already: looked up
        still.locator("body").press("ArrowRight")
        expect(said(still)).to_have_text(re.compile(f"^Step {step}:"))
    still.locator("#train-play").click()  # and this goes another way
    expect(place(still)).to_contain_text(re.compile(r"^step [3-9]\d "))
    still.locator("#train-play").click()
    still.wait_for_url(re.compile("step=[3-9]"))
    assert "change" not in fragment(still)
    before = said(still).inner_text()
    still.reload()
    expect(said(still)).to_have_text(before)


def test_scrubbing_back_past_added_points_shows_those_of_that_step(still: Page) -> None:
    open_training(still, "v=1&preset=moons-demo&step=30")
    expect(said(still)).to_have_text(re.compile("^Step 30:"))
    tool(still, "Add points of class 1")
    still.locator("#boundary .points").click(position={"x": 40, "y": 30})
    expect(samples(still)).to_have_count(101)
    still.locator("body").press("ArrowRight")
    expect(said(still)).to_have_text(re.compile("^Step 31:"))
    still.wait_for_url(lambda url: "points=" in url and "step=" not in url)  # no link leads through an edit
    press(still, "Share")
    expect(notice(still)).to_contain_text("The link starts at step 0")
    seek(still, 10)
    still.wait_for_url(lambda url: "points=" not in url and "step=10" in url)
    expect(samples(still)).to_have_count(100)
    seek(still, 31)
    expect(samples(still)).to_have_count(101)

"""The first minute: what is there, what to do, and where it is explained."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    A_PLUS_A,
    MINUS,
    NEURON,
    USED_TWICE,
    L,
    address,
    card,
    grad_of,
    open_program,
    press,
    read,
)


def test_the_page_opens_before_the_seed_gradient_with_one_thing_to_do(still: Page) -> None:
    still.goto("/")
    begin = still.get_by_role("button", name="Step the backward pass", exact=True)
    expect(begin).to_be_in_viewport()
    screen = read(still)
    assert {shown.grad for shown in screen.cards.values()} == {"0"}
    assert screen.cards["L"].value == f"{MINUS}8"
    expect(still.locator("#explain")).to_contain_text(
        "how much does L change when any of them changes a little?"
    )
    begin.click()
    assert read(still).place == "contribution 1 of 6"
    expect(grad_of(still, "d")).to_have_text(f"▼ {MINUS}2")
    expect(still.locator(".product")).to_have_text(f"1 × {MINUS}2 = {MINUS}2")  # where it happens
    expect(still.locator("#explain")).to_contain_text("d reaches L directly")
    expect(still.get_by_role("button", name="Next contribution", exact=True)).to_be_focused()


def test_enter_is_the_first_contribution_too_and_then_the_next(still: Page) -> None:
    still.goto("/")
    expect(still.get_by_role("button", name="Step the backward pass")).to_be_visible()
    still.keyboard.press("Enter")
    still.keyboard.press("Enter")
    assert read(still).place == "contribution 2 of 6"


def test_another_example_opens_before_its_seed_gradient(still: Page) -> None:
    still.goto("/")
    still.get_by_role("button", name="Examples").click()
    still.get_by_role("button", name="A neuron").click()
    expect(card(still, "o")).to_be_visible()
    assert read(still).place == "value 5 of 5"


def test_links_lead_where_they_always_led(still: Page) -> None:
    still.goto(address(L, 6))
    expect(still.locator("#place")).to_have_text("contribution 2 of 6")
    still.goto("about:blank")
    still.goto(address(L))  # made by an earlier version: the end
    expect(still.locator("#place")).to_have_text("contribution 6 of 6")
    expect(still.get_by_role("button", name="Next contribution")).to_be_hidden()


_NUMBERS = """() => [...document.querySelectorAll(".scene text.data, .scene text.grad")].map(
  (text) => Number.parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""


@pytest.mark.parametrize(
    ("size", "least", "most"),
    [
        ((1920, 1080), 18, 28.01),
        ((1280, 800), 12, 28.01),
        ((768, 1024), 12, 28.01),
        ((390, 844), 10.99, 28.01),
    ],
    ids=["projector", "laptop", "tablet", "phone"],
)
def test_the_numbers_of_the_lecture_s_examples_can_be_read(
    still: Page, size: tuple[int, int], least: float, most: float
) -> None:
    still.set_viewport_size({"width": size[0], "height": size[1]})
    open_program(still, L)
    for source, root in ((L, "L"), (A_PLUS_A, "b"), (USED_TWICE, "f"), (NEURON, "o")):
        still.evaluate("(hash) => { location.hash = hash; }", address(source)[1:])
        expect(card(still, root)).to_be_visible()
        sizes = still.evaluate(_NUMBERS)
        assert least <= min(sizes), (root, min(sizes))
        assert max(sizes) <= most, (root, max(sizes))


@pytest.mark.parametrize("size", [(390, 844), (768, 1024)], ids=["phone", "tablet"])
def test_sentence_formula_and_graph_are_in_view_while_stepping(still: Page, size: tuple[int, int]) -> None:
    still.set_viewport_size({"width": size[0], "height": size[1]})
    open_program(still, L, 6)
    press(still, "One step forward")
    docked = still.locator("#docked")
    expect(docked).to_be_in_viewport(ratio=1)
    expect(docked).to_contain_text("e reaches L through d.")
    expect(docked.locator("math").last).to_have_text(f"∂L∂e+=({MINUS}2)⋅1={MINUS}2")
    expect(still.locator(".node.active .face")).to_be_in_viewport(ratio=1)
    expect(still.get_by_role("button", name="Next contribution")).to_be_in_viewport(ratio=1)


def test_presenting_leaves_the_graph_a_sentence_and_the_controls(still: Page) -> None:
    open_program(still, L, 6)
    still.keyboard.press("p")
    for gone in ("#program", "#reading", ".pages", ".actions"):
        expect(still.locator(gone)).to_be_hidden()
    expect(still.locator("#docked")).to_contain_text("f reaches L directly.")
    still.keyboard.press("PageDown")  # a clicker
    expect(still.locator("#docked")).to_contain_text("e reaches L through d.")
    still.keyboard.press("PageUp")
    assert read(still).place == "contribution 2 of 6"
    still.keyboard.press("Escape")
    expect(still.locator("#program")).to_be_visible()


def test_panels_fold_grow_and_stay_so(still: Page) -> None:
    open_program(still, L, 6)
    press(still, "Show the program")
    expect(still.locator("#program")).to_be_hidden()
    press(still, "Show the explanation")
    expect(still.locator("#reading")).to_be_hidden()
    expect(still.locator("#docked")).to_be_visible()
    still.reload()
    expect(still.locator("#program")).to_be_hidden()
    press(still, "Show the program")
    divider = still.get_by_role("separator", name="Width of the program")
    before = still.locator("#program").bounding_box()
    divider.focus()
    still.keyboard.press("ArrowRight")
    after = still.locator("#program").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == pytest.approx(before["width"] + 24, abs=1)
    assert read(still).place == "contribution 2 of 6"  # the arrow was the divider's

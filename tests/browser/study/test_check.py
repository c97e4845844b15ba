"""Every gradient beside a difference quotient, on the cards and in the table."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import L, rewrite
from tests.browser.study.panels import PROGRAMS, mark, open_panel

pytestmark = pytest.mark.one_page


@pytest.mark.parametrize("source", PROGRAMS)
def test_all_gradients_agree_and_every_card_says_so(still: Page, source: str) -> None:
    panel = open_panel(still, source, "check")
    cards = still.locator(".scene .node").count()
    expect(panel.locator(".summary")).to_have_text(f"All {cards} gradients agree.")
    expect(still.locator(".scene .mark.good text")).to_have_text(["✓"] * cards)
    expect(panel.locator("tbody tr")).to_have_count(cards)


def test_the_two_numbers_stand_side_by_side(still: Page) -> None:
    panel = open_panel(still, L, "check")
    line = panel.locator("tbody tr").filter(has=still.locator('th:text-is("a")'))
    expect(line.locator("td")).to_have_text(["+6.0000", "+6.0000", re.compile("✓ agrees")])


def test_a_kink_is_told_from_a_mistake(still: Page) -> None:
    panel = open_panel(still, "a = 0.0\nb = relu(a) + a", "check")
    expect(mark(still, "a")).to_have_text("∧")
    expect(panel.locator(".summary")).to_contain_text("kink")
    expect(panel.locator("tbody tr").last).to_have_attribute("title", re.compile("There is a kink"))


@pytest.mark.own_page
def test_an_h_that_is_too_large_is_no_mistake_of_the_gradient(still: Page) -> None:
    panel = open_panel(still, "a = 0.5\nb = tanh(a)*exp(a)", "check")
    expect(panel.locator(".summary")).to_contain_text("All 4 gradients agree")
    panel.get_by_role("slider").evaluate(
        "(slider) => { slider.value = 0; slider.dispatchEvent(new Event('input')); }"
    )
    expect(panel.locator(".summary")).to_contain_text("too coarse")
    expect(panel.locator(".amount")).to_have_text("1")
    assert "differs" not in (panel.locator(".summary").text_content() or "")


def test_an_own_op_with_a_wrong_derivative_fails(still: Page) -> None:
    panel = open_panel(still, "op bad(x) = x**2\n  d/dx = x\na = 3.0\nb = bad(a)", "check")
    expect(panel.locator(".summary")).to_contain_text("1 differs")
    expect(mark(still, "a")).to_have_text("✗")
    expect(mark(still, "b")).to_have_text("✓")


def test_a_row_lights_its_card_and_the_marks_go_with_the_panel(still: Page) -> None:
    panel = open_panel(still, L, "check")
    panel.locator("tbody tr").first.hover()
    expect(still.locator(".scene .node.hovered title").first).to_have_text("L")
    still.get_by_role("tab", name="Step").click()
    expect(still.locator(".scene .mark")).to_have_count(0)
    for study, marks in (("Nudge", 4), ("Check", 7), ("Nudge", 4), ("Check", 7)):  # and come back with it
        still.get_by_role("tab", name=study).click()
        expect(still.locator(".scene .mark")).to_have_count(marks)


def test_the_check_follows_the_program(still: Page) -> None:
    panel = open_panel(still, L, "check")
    expect(panel.locator(".summary")).to_have_text("All 7 gradients agree.")
    rewrite(still, "a = 1\nb = exp(a)")
    expect(panel.locator(".summary")).to_have_text("All 2 gradients agree.")


def test_the_check_follows_the_pass_on_screen(still: Page) -> None:
    twice = "a = Value(3.0, label='a')\nb = a*a\nb.backward()\nc = b*a + a\nc.backward()"
    panel = open_panel(still, twice, "check")
    for key, values in (("[", 2), ("]", 4)):
        still.keyboard.press(key)
        expect(still.locator(".scene .node")).to_have_count(values)
        expect(panel.locator("tbody tr")).to_have_count(values)
        expect(still.locator(".scene .mark")).to_have_count(values)

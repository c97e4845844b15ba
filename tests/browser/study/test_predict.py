"""Predicting gradients: hidden until they are found, and a wrong answer gets a question."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import NEURON, L, card
from tests.browser.study.panels import PROGRAMS, gradients_of, mark, names_of_leaves, open_panel

pytestmark = pytest.mark.one_page


def answer(panel: Locator, name: str, text: str) -> Locator:
    """Type a prediction and press Enter; gives what the page says to it."""
    form = panel.locator("form").filter(has=panel.page.locator(f'code:text-is("{name}.grad")'))
    form.get_by_role("textbox").fill(text)
    form.get_by_role("textbox").press("Enter")
    expect(form.locator(".judgement")).not_to_be_empty()
    return form.locator(".judgement")


@pytest.mark.parametrize("source", PROGRAMS)
def test_gradients_are_hidden_and_a_right_number_shows_its_own(still: Page, source: str) -> None:
    panel = open_panel(still, source, "predict")
    for grad in still.locator(".scene .node .grad").all():
        expect(grad).to_be_hidden()
    for hidden in still.locator("#ledger .grad").all():
        expect(hidden).to_be_hidden()
    name = names_of_leaves(source)[0]
    expect(answer(panel, name, repr(gradients_of(source)[name]))).to_contain_text("✓")
    expect(mark(still, name)).to_contain_text("✓")
    expect(panel.locator(".summary")).to_contain_text("1 of ")


@pytest.mark.parametrize(("name", "formula"), [("a", "b*f"), ("c", "f"), ("f", "d"), ("a", "-3 * -2")])
def test_a_formula_is_an_answer(still: Page, name: str, formula: str) -> None:
    panel = open_panel(still, L, "predict")
    expect(answer(panel, name, formula)).to_contain_text("✓")


def test_a_wrong_answer_gets_a_question_and_not_the_solution(still: Page) -> None:
    panel = open_panel(still, L, "predict")
    said = answer(panel, "a", "5")
    expect(said).to_contain_text("Not yet.")
    expect(said).to_contain_text("?")
    expect(said).not_to_contain_text("6")
    expect(card(still, "a").locator(".grad")).to_be_hidden()
    expect(answer(panel, "a", "6")).to_contain_text("✓")
    expect(panel.locator(".summary")).to_have_text("1 of 7 right, 0 at the first try.")


@pytest.mark.expected_in_console("422 (Unprocessable")
def test_what_is_no_formula_is_answered_in_words(still: Page) -> None:
    panel = open_panel(still, NEURON, "predict")
    expect(answer(panel, "w1", "2*")).to_have_text(re.compile(r"\w+"))
    expect(answer(panel, "w1", "nothing")).to_contain_text("nothing")
    expect(panel.locator(".summary")).to_have_text(re.compile("^0 of "))


def test_the_score_is_complete_when_all_are_found(still: Page) -> None:
    panel = open_panel(still, "a = 3.0\nb = a + a", "predict")
    answer(panel, "b", "1")
    question = panel.locator("li").filter(has_text="a.grad")
    question.get_by_role("textbox").fill("2")
    question.locator("form").evaluate("(form) => { form.requestSubmit(); form.requestSubmit(); }")
    expect(panel.locator(".summary")).to_have_text("All 2 right, 2 at the first try.")
    still.get_by_role("button", name="Hide all again").click()
    expect(panel.locator(".summary")).to_have_text("0 of 2 right.")


def test_the_next_question_has_the_focus_and_showing_scores_nothing(still: Page) -> None:
    panel = open_panel(still, L, "predict")
    answer(panel, "L", "1")
    expect(panel.get_by_role("textbox", name="f.grad")).to_be_focused()
    panel.locator("li").nth(1).get_by_role("button", name="show").click()
    expect(panel.locator("li").nth(1)).to_contain_text("It is +4.")
    expect(panel.locator(".summary")).to_have_text("1 of 7 right, 1 at the first try.")


def test_the_backward_pass_rests_until_all_are_found_or_shown(still: Page) -> None:
    panel = open_panel(still, "a = Value(3.0)\nb = a + a\nb.backward()\nprint(a.grad)", "predict")
    expect(still.locator("#forward")).to_be_disabled()
    expect(still.locator("#output")).to_be_hidden()
    still.locator("#stage").click(position={"x": 40, "y": 8})
    still.keyboard.press("End")
    expect(still.locator("#place")).not_to_contain_text("contribution")
    panel.get_by_role("button", name="Show the rest").click()
    expect(still.locator("#output")).to_be_visible()
    still.locator("#forward").click()
    expect(still.locator("#place")).to_have_text("seed gradient")


def test_leaving_the_panel_shows_all_gradients(still: Page) -> None:
    open_panel(still, L, "predict")
    expect(card(still, "a").locator(".grad")).to_be_hidden()
    still.get_by_role("tab", name="Step").click()
    still.evaluate("() => document.activeElement?.blur()")
    still.keyboard.press("End")
    expect(card(still, "a").locator(".grad")).to_be_visible()

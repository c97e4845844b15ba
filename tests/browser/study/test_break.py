"""A backward pass with a bug: the wrong numbers, the right ones, and the step at which they part."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import A_PLUS_A, NEURON, USED_TWICE, L, grad_of, press, read, told
from tests.browser.study.panels import ENTROPY, ROOTS, gradients_of, mark, open_panel
from tests.engine.language.test_lecture_programs import MLP, TRAIN

pytestmark = pytest.mark.one_page


def line(panel: Locator, name: str) -> Locator:
    """The row of a wrong gradient."""
    return panel.locator("tbody tr").filter(has=panel.page.locator(f'th:text-is("{name}")')).locator("td")


def switch(panel: Locator, name: str) -> None:
    panel.locator(f"input[name={name}]").check()


@pytest.mark.parametrize("source", [L, NEURON, A_PLUS_A, ENTROPY, ROOTS])
def test_without_a_bug_nothing_is_wrong(still: Page, source: str) -> None:
    panel = open_panel(still, source, "break")
    expect(panel).to_contain_text("Nothing is broken: this is the right pass.")
    expect(still.locator(".scene .mark")).to_have_count(0)


def test_overwriting_loses_the_first_of_two_contributions(still: Page) -> None:
    panel = open_panel(still, A_PLUS_A, "break")
    switch(panel, "overwrite")
    expect(panel.locator(".verdict.bad").first).to_have_text("1 gradient is wrong.")
    expect(line(panel, "a")).to_have_text(["+1", "+2"])
    expect(mark(still, "a")).to_have_text("✗ 1")


@pytest.mark.parametrize("source", [L, NEURON])
def test_overwriting_is_not_seen_where_every_value_is_used_once(still: Page, source: str) -> None:
    panel = open_panel(still, source, "break")
    switch(panel, "overwrite")
    expect(panel).to_contain_text("This graph does not show the bug")


@pytest.mark.parametrize("source", [USED_TWICE, ENTROPY, ROOTS])
def test_overwriting_is_seen_where_a_value_is_used_twice(still: Page, source: str) -> None:
    panel = open_panel(still, source, "break")
    switch(panel, "overwrite")
    expect(panel.locator(".verdict.bad").first).to_have_text(re.compile(r"gradients? (is|are) wrong"))
    expect(still.locator(".scene .mark.bad")).not_to_have_count(0)
    name = {USED_TWICE: "a", ENTROPY: "y", ROOTS: "u"}[source]
    right = told(line(panel, name).last.inner_text())
    assert right == pytest.approx(gradients_of(source)[name], abs=5e-5)


@pytest.mark.parametrize("source", [L, NEURON, ENTROPY, ROOTS])
def test_a_second_pass_without_zeroing_adds_to_the_first(still: Page, source: str) -> None:
    panel = open_panel(still, source, "break")
    switch(panel, "keep")
    expect(panel.locator(".verdict.bad").first).to_contain_text("wrong")
    expect(panel).to_contain_text("from the pass before")


@pytest.mark.parametrize("order", ["in order of creation", "depth first, as met", "breadth first, as met"])
def test_a_wrong_order_passes_on_what_is_not_complete(still: Page, order: str) -> None:
    source = "a = 2.0\nb = a*a\nc = exp(b)\nd = b + c\ne = b*d"
    panel = open_panel(still, source, "break")
    panel.get_by_label("Order of visits").select_option(label=order)
    expect(panel.locator(".verdict").first).to_be_visible()
    expect(panel.locator(".verdict.bad").first).to_contain_text("wrong")


@pytest.mark.parametrize(("source", "op"), [(NEURON, "tanh"), (L, "×"), (ENTROPY, "σ"), (ROOTS, "√")])
def test_an_op_without_a_backward_cuts_off_what_is_behind_it(still: Page, source: str, op: str) -> None:
    panel = open_panel(still, source, "break")
    chosen = panel.get_by_label("Op without a backward")
    expect(chosen.locator("option")).not_to_have_count(1)
    chosen.select_option(label=op)
    expect(panel.locator(".verdict.bad").first).to_contain_text("wrong")
    expect(panel).to_contain_text(re.compile("passes nothing on, as .+ has no backward"))


def test_the_step_at_which_it_goes_wrong_can_be_shown(still: Page) -> None:
    panel = open_panel(still, L, "break")
    panel.get_by_label("Order of visits").select_option("creation")
    expect(panel).to_contain_text("e passes 0 on before its own gradient, -2, is complete.")
    press(still, "Show where it goes wrong")
    assert "e passes 0 × " in read(still).says
    there = still.locator("#scrub").input_value()
    panel.locator("input[name=overwrite]").focus()
    still.keyboard.press("ArrowLeft")  # beside a switch the stepper's keys go on, but for its own
    expect(still.locator("#scrub")).to_have_value(str(int(there) - 1))
    still.keyboard.press(" ")
    expect(panel.locator("input[name=overwrite]")).to_be_checked()


def test_what_is_broken_stands_in_the_address_and_comes_back(still: Page) -> None:
    panel = open_panel(still, A_PLUS_A, "break")
    switch(panel, "overwrite")
    still.wait_for_url("**&break=overwrite")
    still.reload()
    expect(panel.locator("input[name=overwrite]")).to_be_checked()
    expect(line(panel, "a")).to_have_text(["+1", "+2"])


def test_closed_groups_tell_how_much_in_them_is_wrong_and_what_was_checked(still: Page) -> None:
    panel = open_panel(still, MLP + TRAIN, "break")
    switch(panel, "overwrite")
    expect(still.locator("#stage .mark.bad").first).to_contain_text(re.compile(r"✗ \d+ of \d+"))
    still.get_by_role("tab", name="Check").click()
    expect(still.locator("#stage .mark.good").first).to_have_text(re.compile(r"✓ \d+"))
    expect(still.locator("#stage .mark.bad")).to_have_count(0)


def test_the_broken_pass_is_played_and_a_wrong_number_is_marked_when_it_lands(still: Page) -> None:
    panel = open_panel(still, A_PLUS_A, "break")
    switch(panel, "overwrite")
    press(still, "Show where it goes wrong")
    expect(grad_of(still, "a")).to_have_text("▲ 1")  # its second contribution took the place of the first
    expect(mark(still, "a")).to_have_text("✗ 1")
    expect(still.locator(".node.wrong .name")).to_have_text("a")
    press(still, "One step back")
    expect(still.locator(".node.wrong")).to_have_count(0)
    expect(mark(still, "a")).to_have_count(0)
    still.get_by_role("tab", name="Step").click()  # the right pass is on the picture again
    press(still, "To the end")
    expect(grad_of(still, "a")).to_have_text("▲ 2")

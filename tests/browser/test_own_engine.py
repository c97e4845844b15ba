"""A program's own engine on the page: the verdict, the way to the step, and the mending."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import address, dial, drag, leaf_field
from tests.engine.own.shapes import SHAPES

pytestmark = pytest.mark.browser


def load_bug(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_role("button", name="Examples").click()
    page.get_by_role("button", name=name).click()
    expect(page.locator("#engine .verdict")).to_contain_text("goes wrong", timeout=30_000)


def test_a_bug_is_shown_where_it_happens_and_the_verdict_turns_when_it_is_mended(page: Page) -> None:
    load_bug(page, "The last use wins")
    expect(page.locator("#engine .findings li")).to_have_count(1)
    expect(page.locator("#stage .mark.bad")).to_have_count(1)
    # by keyboard: the button, then the line that it lights
    page.get_by_role("button", name="Show me").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content .light-writes").first).to_have_text("other.grad = out.grad")
    expect(page.locator(".cm-content .light-writes").first).to_be_in_viewport()
    page.locator(".cm-content .light-writes").first.click()
    page.keyboard.press("Home")
    for _ in range(len("other.grad ")):
        page.keyboard.press("ArrowRight")
    page.keyboard.type("+")
    expect(page.locator("#engine .verdict")).to_contain_text("Mended", timeout=30_000)
    expect(page.locator("#stage .mark.bad")).to_have_count(0)
    page.get_by_role("button", name="Examples").click()
    expect(page.get_by_role("button", name="The last use wins ✓")).to_be_visible()


def test_a_right_pass_of_a_wrong_class_says_which_other_one_is_wrong(page: Page) -> None:
    lines = ("a = V(3.0)", "r = a * a", "GO", "a.grad = 0.0", "b = V(2.0)", "r = b + a", "GO")
    source = SHAPES["closures"].program(*lines)
    for name, factor in (("self", "other"), ("other", "self")):
        source = source.replace(f"{name}.grad += {factor}.data", f"{name}.grad = {factor}.data")
    page.goto(address(source))
    expect(page.locator("#engine .verdict")).to_contain_text("goes wrong", timeout=30_000)
    expect(page.get_by_role("combobox")).to_have_value("0")
    page.get_by_role("combobox").select_option("2 of 2")
    said = "This pass of your Value is right; pass 1 goes wrong."
    expect(page.locator("#engine .verdict")).to_have_text(said)
    drag(page, dial(page, "b"), 30)  # another text, and no better
    expect(leaf_field(page, "b")).not_to_have_value("2")
    expect(page.locator("#engine .verdict")).to_have_text(said)


def test_what_never_came_leads_to_the_function_that_should_have_sent_it(page: Page) -> None:
    load_bug(page, "One factor short")
    page.get_by_role("button", name="Show me").click()
    expect(page.locator(".cm-content .light-writes").first).to_have_text("def pull")

"""The same node in the picture, the table and the program: the pointer on one lights the others."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import L, card, open_program, row

pytestmark = pytest.mark.one_page


def assert_lit(page: Page, name: str, text: str) -> None:
    """Card, row and text of this node are lit, and no other."""
    expect(page.locator(".scene .node.hovered title")).to_have_text([name])
    expect(page.locator("#ledger tr.hovered th")).to_have_text([name])
    lit = "".join(page.locator("#editor .light-hovered").all_text_contents())
    assert lit == text


def test_a_card_lights_its_text_and_its_row(still: Page) -> None:
    open_program(still, L)
    card(still, "e").locator(".face").hover()
    assert_lit(still, "e", "a*b")
    still.mouse.move(2, 2)
    expect(still.locator(".hovered, .light-hovered")).to_have_count(0)


def test_a_row_lights_its_card_and_its_text(still: Page) -> None:
    open_program(still, L)
    row(still, "L").hover()
    assert_lit(still, "L", "d*f")


def test_text_lights_the_smallest_node_around_it(still: Page) -> None:
    open_program(still, "a = 2\nb = 3\ny = a*b + a")
    still.locator("#editor .cm-line").nth(2).locator(".tok-operator").filter(
        has_text=re.compile(r"^\*$")
    ).hover()
    assert_lit(still, "a*b", "a*b")
    still.mouse.move(2, 2)
    expect(still.locator(".hovered, .light-hovered")).to_have_count(0)


def test_the_step_is_lit_in_the_program(still: Page) -> None:
    open_program(still, L, 5)
    expect(still.locator("#editor .light-step")).to_have_text("d*f")
    expect(still.locator("#editor .light-parent")).to_have_text("e + c")

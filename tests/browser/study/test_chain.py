"""The chain rule for a chosen node: its uses, the roads that lead to it, and the factors lit on the graph."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import (
    A_PLUS_A,
    USED_TWICE,
    L,
    card,
    dial,
    drag,
    leaf_field,
    open_program,
    press,
    rewrite,
    row,
    signed,
)
from tests.browser.study.panels import ENTROPY, PROGRAMS, ROOTS, gradients_of, names_of_leaves

pytestmark = pytest.mark.one_page


def choose(page: Page, name: str) -> Locator:
    """Click a node's row in the table."""
    row(page, name).locator("th").click()
    chain = page.locator("#chain")
    expect(chain).to_be_visible()
    return chain


@pytest.mark.parametrize("source", PROGRAMS)
def test_a_leafs_terms_add_up_to_its_gradient(still: Page, source: str) -> None:
    open_program(still, source)
    gradients = gradients_of(source)
    for name in names_of_leaves(source):
        chain = choose(still, name)
        expect(chain.locator("h2")).to_contain_text(f"The whole gradient of {name}")
        expect(chain.locator(".total")).to_have_text(
            re.compile(rf"^{name}\.grad = (.* = )?{re.escape(signed(gradients[name]))}$")
        )


def test_a_value_used_twice_has_two_terms_and_two_roads(still: Page) -> None:
    open_program(still, A_PLUS_A)
    chain = choose(still, "a")
    expect(chain.locator(".uses li")).to_have_count(2)
    expect(chain.locator(".total")).to_have_text("a.grad = 1 + 1 = +2")
    expect(chain).to_contain_text("2 paths lead to it")


def test_after_a_second_pass_the_sum_begins_with_what_the_first_one_left(still: Page) -> None:
    open_program(still, "a = 2.0\nb = -3.0\nd = a*b\nf = d*a\nf.backward()\nf.backward()")
    chain = choose(still, "a")
    expect(chain.locator(".total")).to_have_text("a.grad = −12 − 6 − 12 = −30")
    expect(chain).to_contain_text("It held −12 already")
    expect(chain.locator(".roads b")).to_have_text(["−6", "−6"])
    expect(chain).to_contain_text("of one pass alone")
    expect(still.locator("#one-pass")).to_be_hidden()
    still.get_by_role("tab", name="Check").click()
    expect(still.locator("#one-pass")).to_be_visible()


def test_of_many_roads_the_first_are_shown(still: Page) -> None:
    open_program(still, "a = 1.1\nb = a*a\nc = b*b\nd = c*c\ne = d*d")
    chain = choose(still, "a")
    expect(chain).to_contain_text("16 paths lead to it")
    expect(chain.locator(".roads b")).to_have_count(6)
    expect(chain.locator(".roads")).to_contain_text("and 10 more")


def test_each_factor_of_a_road_lights_its_edge_and_the_product_the_whole_road(still: Page) -> None:
    open_program(still, L)
    chain = choose(still, "a")
    factors = chain.locator(".roads .factor")
    expect(factors).to_have_text(["(−2)", "1", "(−3)"])
    for factor in factors.all():
        factor.hover()
        expect(still.locator("#stage .edge.lit")).to_have_count(1)
    chain.locator(".roads b").hover()
    expect(still.locator("#stage .edge.lit")).to_have_count(3)
    still.mouse.move(0, 0)
    expect(still.locator("#stage .edge.lit")).to_have_count(0)


def test_a_factor_lights_its_edge_when_the_keyboard_reaches_it(still: Page) -> None:
    open_program(still, ROOTS)
    chain = choose(still, "w")
    chain.locator(".roads .factor").first.focus()
    expect(still.locator("#stage .edge.lit")).to_have_count(1)
    chain.locator(".uses li").first.focus()
    expect(still.locator("#stage .edge.lit")).to_have_count(1)


def test_the_root_is_said_to_change_as_itself(still: Page) -> None:
    open_program(still, ENTROPY)
    expect(choose(still, "loss")).to_contain_text("loss is the root itself")
    expect(still.locator("#chain")).to_contain_text("so its gradient is 1")


def test_a_click_on_a_card_asks_and_escape_stops_asking(still: Page) -> None:
    open_program(still, USED_TWICE)
    box = card(still, "d").locator("text.name").bounding_box()
    assert box is not None
    still.mouse.click(box["x"] + 3, box["y"] + 4)
    expect(still.locator("#chain-title")).to_contain_text("d")
    still.evaluate("() => addEventListener('contextmenu', (e) => e.preventDefault())")  # it takes keys
    still.mouse.click(box["x"] + 3, box["y"] + 4, button="right")
    leaf_field(still, "a").press("Escape")  # the field's own
    still.keyboard.press("?")
    still.keyboard.press("Escape")  # the help's own
    expect(still.locator("#help")).to_be_hidden()
    expect(still.locator("#chain-title")).to_contain_text("d")
    still.keyboard.press("Escape")
    expect(still.locator("#chain")).to_be_hidden()
    still.mouse.click(box["x"] + 3, box["y"] + 4)
    still.locator("#chain").get_by_role("button", name="Close").press("Enter")
    expect(still.locator("#explain-title")).to_be_focused()


@pytest.mark.own_page
def test_the_chosen_node_stands_in_the_address_and_comes_back(still: Page) -> None:
    open_program(still, L)
    choose(still, "c")
    still.wait_for_url("**&node=*")
    still.reload()
    expect(still.locator("#chain-title")).to_contain_text("The whole gradient of c")


def test_the_formula_is_filled_in_by_stages(still: Page) -> None:
    open_program(still, L, 5)
    formula = still.locator("#explain .formulas math").first
    press(still, "symbols")
    expect(formula.locator("mn")).to_have_count(0)
    press(still, "upstream")
    expect(formula.locator("mfrac")).to_have_count(2)
    press(still, "local")
    expect(formula.locator("mfrac")).to_have_count(1)
    expect(formula).to_have_text("∂L∂d+=1⋅(−2)")
    press(still, "number")
    expect(formula).to_have_text("∂L∂d+=1⋅(−2)=−2")


def test_pointing_at_the_upstream_gradient_lights_the_node_it_comes_from(still: Page) -> None:
    open_program(still, L, 6)
    still.locator("#explain [data-lights]").first.hover()
    expect(still.locator("#stage .node.lit")).to_have_count(1)


@pytest.mark.own_page
@pytest.mark.parametrize(
    ("source", "line"),
    [(L, "lambda o, a, b: (b, a)"), (ROOTS, "lambda o, a, b: (1.0, 1.0)"), ("y = tanh(2)", "1.0 - o * o")],
)
def test_the_engines_own_line_can_be_read(still: Page, source: str, line: str) -> None:
    open_program(still, source, None)
    still.evaluate("() => document.activeElement?.blur()")
    for key in ("b", "ArrowRight", "ArrowRight"):  # the seed gradient, then the first contribution
        still.keyboard.press(key)
    lines = still.locator("#explain .engine")
    expect(lines.locator("pre")).to_be_hidden()
    lines.locator("summary").click()
    expect(lines.locator("summary")).to_contain_text("In the engine: ops.py, line")
    expect(lines.locator("pre")).to_contain_text(line)


@pytest.mark.own_page
def test_the_engines_lines_stay_open_from_step_to_step(still: Page) -> None:
    open_program(still, L)
    still.locator("#explain .engine summary").click()
    before = still.locator("#place").text_content() or ""
    still.keyboard.press("ArrowLeft")
    expect(still.locator("#place")).not_to_have_text(before)
    expect(still.locator("#explain .engine pre")).to_be_visible()
    expect(still.locator("#explain .engine summary")).to_be_focused()


def test_a_press_on_a_leafs_number_chooses_it_and_a_drag_does_not(still: Page) -> None:
    open_program(still, L)
    drag(still, dial(still, "a"), 30)
    expect(leaf_field(still, "a")).not_to_have_value("2")
    expect(still.locator("#chain")).to_be_hidden()
    dial(still, "c").click()
    expect(still.locator("#chain-title")).to_contain_text("The whole gradient of c")


def test_a_choice_does_not_go_on_to_another_program(still: Page) -> None:
    open_program(still, L)
    choose(still, "b")
    rewrite(still, L + "\nM = L*2")
    expect(card(still, "M")).to_be_visible()
    expect(still.locator("#chain-title")).to_contain_text("The whole gradient of b")
    rewrite(still, "m = 1.0\nn = m*3\no = tanh(n)")
    expect(card(still, "o")).to_be_visible()
    expect(still.locator("#chain")).to_be_hidden()
    still.wait_for_url(lambda url: "node=" not in url)

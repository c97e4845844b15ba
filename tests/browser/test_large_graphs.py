"""Finding one's way: by name, on the small map, with the steps or without them, and by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from tests.app.test_folded_graph import TRAINED
from tests.browser.screen import A_PLUS_A, MINUS, L, address, card, open_program, press, read

README = (
    "a = Value(-4.0)\nb = Value(2.0)\nc = a + b\nd = a * b + b**3\nc += c + 1\nc += 1 + c + (-a)\n"
    "d += d * 2 + (b + a).relu()\nd += 3 * d + (b - a).relu()\ne = c - d\nf = e**2\ng = f / 2.0\n"
    "g += 10.0 / f\ng.backward()"
)


def place(page: Page) -> str | None:
    """How the picture is moved and scaled."""
    return page.locator(".viewport").get_attribute("transform")


def test_what_was_moved_by_hand_stays_until_following_is_asked_for(still: Page) -> None:
    open_program(still, README, 34)
    stage = still.locator("#stage").bounding_box()
    assert stage is not None
    still.mouse.move(stage["x"] + 40, stage["y"] + 60)
    still.mouse.down()
    still.mouse.move(stage["x"] + 140, stage["y"] + 20, steps=4)
    still.mouse.up()
    follow = still.get_by_role("button", name="Follow", exact=True)
    expect(follow).to_have_attribute("aria-pressed", "false")
    moved = place(still)
    for _ in range(12):
        still.keyboard.press("ArrowRight")
        assert place(still) == moved
    press(still, "Follow")
    expect(still.locator(".node.active .face")).to_be_in_viewport(ratio=1)
    assert place(still) != moved


def test_a_node_is_found_by_its_name(still: Page) -> None:
    open_program(still, README)
    still.keyboard.press("/")
    still.keyboard.type("b - a")
    still.keyboard.press("Enter")
    expect(still.locator("#finder")).to_be_hidden()
    expect(card(still, "b - a")).to_be_focused()
    expect(card(still, "b - a").locator(".face")).to_be_in_viewport(ratio=1)
    still.keyboard.press("/")
    still.keyboard.type("nobody")
    expect(still.locator("#found")).to_have_text("Nothing has this name.")
    still.keyboard.press("Escape")
    expect(still.locator("#finder")).to_be_hidden()


def test_a_name_that_is_folded_away_is_found_and_its_groups_open(still: Page) -> None:
    open_program(still, TRAINED)
    expect(card(still, "w[1]")).to_have_count(0)
    still.keyboard.press("/")
    still.keyboard.type("w[1]")
    expect(still.locator("#found")).to_contain_text("in Layer 1 › Neuron 3")
    still.locator("#found button", has_text="in Layer 1 › Neuron 3").click()
    expect(card(still, "w[1]")).to_be_focused()
    expect(card(still, "w[1]").locator(".face")).to_be_in_viewport(ratio=1)


def test_where_playing_stops_is_in_the_link(still: Page) -> None:
    open_program(still, README)
    card(still, "b - a").focus()
    still.keyboard.press("x")
    expect(still.locator(".node.stop")).to_have_count(1)
    expect(still).to_have_url(re.compile(r"&stops=n\d+"))
    link = still.url
    still.goto("about:blank")
    still.goto(link)
    expect(still.locator(".node.stop")).to_have_count(1)


def test_from_far_away_a_card_is_its_name_and_the_colour_of_its_gradient(still: Page) -> None:
    open_program(still, README)
    expect(still.locator("#minimap")).to_be_visible()
    press(still, "Fit")
    expect(still.locator("#stage")).to_have_class("far")
    expect(card(still, "e").locator(".far-name")).to_be_visible()
    expect(card(still, "e").locator(".data")).to_be_hidden()
    expect(card(still, "e")).to_have_attribute("data-tone", "negative")
    expect(still.locator("#minimap")).to_be_hidden()  # all of it is on the stage
    for _ in range(4):
        press(still, "Zoom in")
    expect(card(still, "e").locator(".data")).to_be_visible()


def test_every_card_and_edge_is_reached_and_named_by_keyboard(still: Page) -> None:
    open_program(still, L)
    card(still, "L").focus()
    said = []
    for _ in range(13):
        said.append(still.evaluate("() => document.activeElement.getAttribute('aria-label')"))
        still.keyboard.press("ArrowDown")
    assert said[0] == f"L: value {MINUS}8, gradient 1"
    assert f"L to d: upstream 1 × local {MINUS}2 = {MINUS}2" in said
    assert f"e to a: upstream {MINUS}2 × local {MINUS}3 = +6" in said
    assert said[-1] == "a: value 2, gradient 6"
    assert len(set(said)) == 13  # seven cards, six edges
    still.keyboard.press("Enter")
    expect(still.locator("#chain-title")).to_contain_text("The whole gradient of a")
    expect(still.locator(".edge-reach.road")).to_have_count(3)  # the path from L to a
    still.locator("#ledger tr").first.focus()
    still.keyboard.press("ArrowDown")
    still.keyboard.press("Enter")
    expect(still.locator("#chain-title")).to_contain_text("The whole gradient of f")


def test_an_edge_tells_its_product_when_it_is_pointed_at(still: Page) -> None:
    open_program(still, L)
    still.locator(".local").filter(has_text=f"×{MINUS}3").hover()
    expect(still.locator(".product.tip")).to_have_text(f"upstream {MINUS}2 × local {MINUS}3 = +6")


def test_the_two_edges_of_a_value_used_twice_are_apart(still: Page) -> None:
    open_program(still, A_PLUS_A)
    one, other = (chip.bounding_box() for chip in still.locator(".local rect").all())
    assert one is not None
    assert other is not None
    apart = (
        one["x"] + one["width"] <= other["x"] + 1
        or other["x"] + other["width"] <= one["x"] + 1
        or one["y"] + one["height"] <= other["y"] + 1
        or other["y"] + other["height"] <= one["y"] + 1
    )
    assert apart


def test_wide_letters_do_not_run_into_the_number(still: Page) -> None:
    open_program(
        still, "MOMENTUM_WWW = 2.0\nWWWWWWWWWWWWWWWWWWWW = 0.123456\nb = MOMENTUM_WWW*WWWWWWWWWWWWWWWWWWWW"
    )
    overlaps = still.evaluate(
        """() => [...document.querySelectorAll(".scene .card")].filter((card) => {
          const box = (part) => card.querySelector(part).getBoundingClientRect();
          return box(".name").right > box(".data").left;
        }).length"""
    )
    assert overlaps == 0


def test_playing_stops_at_a_node_and_at_a_line(page: Page) -> None:
    open_program(page, L, 3)
    card(page, "e").locator(".face").hover(position={"x": 8, "y": 40})
    page.keyboard.press("x")
    expect(page.locator(".node.stop title")).to_have_text("e")
    for _ in range(2):
        press(page, f"Speed {read_speed(page)}")
    page.keyboard.press("Escape")
    page.evaluate("() => document.activeElement?.blur()")
    page.mouse.move(5, 5)
    page.keyboard.press(" ")
    expect(page.locator("#place")).to_have_text("contribution 3 of 6")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.locator("#editor .cm-lineNumbers .cm-gutterElement").filter(has_text="4").click()
    expect(page.locator("#editor .stop-line")).to_have_text("4")


def read_speed(page: Page) -> str:
    """The speed as its button says it."""
    return page.locator("#speed").inner_text()


def test_f10_is_a_node_s_whole_turn_and_f11_one_contribution(still: Page) -> None:
    still.goto(address(L, 4))
    expect(still.locator("#place")).to_have_text("seed gradient")
    still.keyboard.press("F10")
    assert read(still).place == "contribution 2 of 6"
    still.keyboard.press("F11")
    assert read(still).place == "contribution 3 of 6"

"""Nudging a number: rise over run beside the gradient, the curve, the map, and steps along the gradient."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import NEURON, L, address, drag, leaf_field, press, source_of
from tests.browser.study.panels import (
    ENTROPY,
    PROGRAMS,
    ROOTS,
    gradients_of,
    mark,
    names_of_leaves,
    open_panel,
    result_of,
    written,
)
from tests.browser.test_folding import LOSS

pytestmark = pytest.mark.one_page


def fact(page: Page, label: str) -> Locator:
    """The number in the panel's line that starts with some words."""
    line = page.locator("#nudge dl.sum > div").filter(
        has=page.locator("dt", has_text=re.compile(f"^{label}"))
    )
    return line.locator("dd")


def set_h(page: Page, power: float) -> None:
    """Move the slider of h to a power of ten."""
    page.get_by_role("slider", name="h, a power of ten").first.evaluate(
        "(slider, to) => { slider.value = to; slider.dispatchEvent(new Event('input')); }", power
    )


@pytest.mark.parametrize("source", PROGRAMS)
def test_rise_over_run_comes_out_as_the_gradient_of_every_leaf(still: Page, source: str) -> None:
    open_panel(still, source, "nudge")
    set_h(still, -6)
    gradients = gradients_of(source)
    for name in names_of_leaves(source):
        still.get_by_label("Number to nudge").select_option(label=name)
        told = fact(still, f"gradient {name}.grad")
        expect(told).to_have_text(re.compile(r"\d"))
        expect(fact(still, f"run of {name}")).to_have_text("+1.0e−6")  # the answer for this h is there
        assert written(told.text_content() or "") == pytest.approx(gradients[name], rel=1e-9, abs=1e-12)
        slope = written(fact(still, "rise over run").text_content() or "")
        assert slope == pytest.approx(gradients[name], rel=1e-4, abs=1e-4)


def test_the_change_of_every_node_after_it_stands_on_its_card(still: Page) -> None:
    open_panel(still, L, "nudge")
    expect(mark(still, "a")).to_have_text("Δ +0.1")
    expect(mark(still, "e")).to_have_text("Δ −0.3")
    expect(mark(still, "L")).to_have_text("Δ +0.6")
    expect(mark(still, "f")).to_have_count(0)
    still.get_by_role("tab", name="Step").click()
    expect(still.locator(".scene .mark")).to_have_count(0)


def test_where_the_curve_bends_a_card_shows_the_promise_beside_the_change(still: Page) -> None:
    open_panel(still, "a = 2.0\nb = a*a", "nudge")
    expect(mark(still, "a")).to_have_text("Δ +0.1")
    expect(mark(still, "b")).to_have_text("Δ +0.41 ≈ +0.4")


def test_too_small_an_h_gives_noise_and_the_panel_says_why(still: Page) -> None:
    panel = open_panel(still, NEURON, "nudge")
    set_h(still, -12)
    expect(fact(still, "run of x1")).to_have_text("+1.0e−12")
    apart = written(fact(still, "apart by").text_content() or "")
    set_h(still, -5)
    expect(fact(still, "run of x1")).to_have_text("+1.0e−5")
    assert apart > written(fact(still, "apart by").text_content() or "") > 0
    panel.get_by_text("Rise over run for smaller and smaller h").click()
    expect(panel.get_by_text("With a very small one rounding wins")).to_be_visible()
    rows = panel.locator("#nudge tbody tr")
    expect(rows.first.locator("th")).to_have_text("1")
    expect(rows.last.locator("th")).to_have_text("1e−12")


@pytest.mark.parametrize("source", [L, ENTROPY, ROOTS])
def test_the_point_on_the_curve_turns_the_number_in_the_program(still: Page, source: str) -> None:
    open_panel(still, source, "nudge")
    name = names_of_leaves(source)[0]
    point = still.locator("#slice .point")
    expect(point).to_have_accessible_name(f"{name}, on the curve")
    was = source_of(still)
    drag(still, point, 24)
    expect(leaf_field(still, name)).not_to_have_value(str(source.split("\n")[0].split("= ")[1]))
    assert source_of(still) != was
    now = source_of(still)
    expect(fact(still, f"gradient {name}.grad")).to_have_text(re.compile(r"\d"))
    still.locator("#slice .point").focus()
    still.keyboard.press("ArrowLeft")
    expect(still.locator(".cm-line").first).not_to_have_text(now.split("\n")[0])
    expect(still.locator("#slice .point")).to_be_focused()


def test_the_tangent_and_the_secant_are_drawn(still: Page) -> None:
    open_panel(still, NEURON, "nudge")
    expect(still.locator("#slice .tangent")).to_have_count(1)
    expect(still.locator("#slice .secant")).to_have_count(1)
    expect(still.locator("#slice p")).to_contain_text("o over x1: slope −1.5 at 2.")


def test_the_map_has_the_gradients_arrow_and_is_moved_by_keys(still: Page) -> None:
    open_panel(still, ROOTS, "nudge")
    arrow = still.locator("#surface .arrow")
    expect(arrow).to_have_count(1)
    gradients = gradients_of(ROOTS)
    expect(still.locator("#surface p").first).to_contain_text(
        f"The arrow is the gradient: {round(gradients['u'], 4)}"
    )
    along = [float(arrow.get_attribute(end) or 0) for end in ("x1", "x2", "y1", "y2")]
    assert (along[1] - along[0]) * gradients["u"] > 0
    assert (along[2] - along[3]) * gradients["v"] > 0  # a screen counts downwards
    point = still.get_by_role("slider", name="u and v, on the map")
    point.focus()
    still.keyboard.press("ArrowRight")
    expect(still.locator(".cm-line").nth(0)).not_to_have_text("u = 1.5")
    still.keyboard.press("ArrowUp")
    expect(still.locator(".cm-line").nth(1)).not_to_have_text("v = -0.5")
    expect(still.get_by_role("slider", name="u and v, on the map")).to_be_focused()


def test_the_maps_point_can_be_dragged(still: Page) -> None:
    open_panel(still, L, "nudge")
    drag(still, still.locator("#surface .point"), 30)
    expect(still.locator(".cm-line").nth(0)).not_to_have_text("a = 2.0")


def source_when_moved(still: Page, before: str) -> str:
    """The program once it is another and stands still: the editor draws it a moment after it has changed."""
    last = ""
    for _ in range(100):
        now = source_of(still)
        if now != before and now == last:
            break
        last = now
        still.wait_for_timeout(50)
    return last


@pytest.mark.parametrize("source", [L, NEURON, ENTROPY, ROOTS])
@pytest.mark.parametrize("way", ["up", "down"])
def test_a_step_along_the_gradient_moves_the_result_and_undo_takes_it_back(
    still: Page, source: str, way: str
) -> None:
    panel = open_panel(still, source, "nudge")
    still.get_by_label("Learning rate").fill("0.001")
    still.get_by_role("button", name=f"step {way}").click()
    expect(panel.get_by_text("Undo in the program takes it back")).to_be_visible()
    moved = source_when_moved(still, source)
    assert moved != source
    change = result_of(moved) - result_of(source)
    assert change > 0 if way == "up" else change < 0
    still.get_by_role("textbox", name="Program").focus()
    still.keyboard.press("ControlOrMeta+z")
    expect(still.locator(".cm-line").first).to_have_text(source.split("\n")[0])
    assert source_when_moved(still, moved) == source


def test_a_step_may_move_chosen_numbers_alone(still: Page) -> None:
    panel = open_panel(still, L, "nudge")
    still.get_by_label("Number to nudge").select_option(label="f")
    for choice, lines in (("the nudged one alone", {"f"}), ("the two of the map", {"f", "a"})):
        still.get_by_label("Numbers to move").select_option(label=choice)
        before = source_of(still).split("\n")
        still.get_by_role("button", name="step up").click()
        expect(still.locator(".cm-line").nth(5)).not_to_have_text(before[5])
        expect(panel.get_by_text("Undo in the program takes it back")).to_be_visible()
        after = source_of(still).split("\n")
        assert {now[0] for old, now in zip(before, after, strict=True) if old != now} == lines


def test_steps_leave_a_trail_on_the_map(still: Page) -> None:
    open_panel(still, L, "nudge")
    trail = still.locator("#surface .trail")
    for steps in (2, 3):
        still.get_by_role("button", name="step up").click()
        expect(trail).to_have_attribute("points", re.compile(rf"^\S+( \S+){{{steps - 1}}}$"))
    up = still.get_by_role("button", name="step up")
    up.evaluate("(button) => { button.click(); button.click(); }")  # the second goes on from the first
    expect(trail).to_have_attribute("points", re.compile(r"^\S+( \S+){4}$"))
    still.evaluate(
        "(hash) => { location.hash = hash; }", address(L.replace("2.0", "1.0"))[1:] + "&study=nudge"
    )
    expect(still.locator(".cm-line").first).to_have_text("a = 1.0")
    expect(trail).to_have_attribute("points", re.compile(r"^\S+$"))


def test_a_learning_rate_that_is_none_is_refused_in_words(still: Page) -> None:
    panel = open_panel(still, L, "nudge")
    still.get_by_label("Learning rate").fill("much")
    still.get_by_role("button", name="step up").click()
    expect(panel.get_by_text("The learning rate is a number above 0.")).to_be_visible()
    assert source_of(still) == L


def test_what_is_nudged_stands_in_the_address_and_comes_back(still: Page) -> None:
    open_panel(still, L, "nudge")
    still.get_by_label("Number to nudge").select_option(label="f")
    set_h(still, -3)
    still.wait_for_url(re.compile(r"&probe=\d+,,0\.001"))
    still.reload()
    expect(fact(still, "run of f")).to_have_text("+0.001")


def test_where_there_is_no_number_the_panel_says_how_to_get_at_one(still: Page) -> None:
    panel = open_panel(still, LOSS, "nudge")
    expect(panel).to_contain_text("Open one, then click the card of a Value to nudge it.")
    for part in ("select", "input", "details", "h3"):
        assert not any(found.is_visible() for found in panel.locator(part).all())
    press(still, "Fit")
    still.locator('.scene [data-open="MLP parameters"]').click()
    press(still, "Fit")
    still.locator(".scene .node:not(.group) .caption").first.click()
    expect(panel.get_by_role("slider").first).to_be_visible()
    expect(fact(still, "rise over run")).to_be_visible()

"""The data can be edited on the plane while it is learned."""

import re

import pytest
from playwright.sync_api import Locator, Page, Position, expect

from tests.browser.screen import press
from tests.browser.training import dataset, enter, field, open_training, place, samples, tool


@pytest.fixture
def plane(still: Page) -> Page:
    """The moons demo, standing."""
    open_training(still, "preset=moons-demo&step=5")
    expect(place(still)).to_contain_text(re.compile("^step 5 "))
    expect(samples(still)).to_have_count(100)
    return still


def spot(page: Page, right: float, down: float) -> Position:
    """A place on the plane, from 0 to 1 of its box."""
    box = page.locator("#boundary").bounding_box()
    assert box is not None
    return {"x": right * box["width"], "y": down * box["height"]}


def middle(dot: Locator) -> tuple[float, float]:
    box = dot.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_click_adds_a_point_of_the_tools_class_and_the_training_keeps_its_step(plane: Page) -> None:
    tool(plane, "Add points of class 1")
    plane.locator("#boundary .points").click(position=spot(plane, 0.15, 0.85))
    expect(samples(plane)).to_have_count(101)
    expect(samples(plane).last).to_have_class(re.compile("above"))
    expect(dataset(plane, "own")).to_be_checked()
    expect(place(plane)).to_contain_text(re.compile("^step 5 "))


def test_points_that_are_added_faster_than_the_server_answers_are_all_there(plane: Page) -> None:
    tool(plane, "Add points of class 1")
    box = plane.locator("#boundary").bounding_box()
    assert box is not None
    for i in range(6):
        plane.mouse.click(box["x"] + 60 + 12 * i, box["y"] + 200)
    plane.mouse.click(box["x"] + 180, box["y"] + 30, button="middle")  # adds none
    expect(samples(plane)).to_have_count(106)
    tool(plane, "Choose and drag samples")
    dot = samples(plane).last
    x, y = middle(dot)
    dot.focus()
    for _ in range(4):
        plane.keyboard.press("Shift+ArrowRight")
    plane.wait_for_function(
        "([dot, x]) => dot.getBoundingClientRect().x > x + 5", arg=[dot.element_handle(), x]
    )
    assert middle(dot)[1] == pytest.approx(y, abs=1.5)
    expect(samples(plane)).to_have_count(106)


def test_shift_and_the_right_button_add_the_other_class(plane: Page) -> None:
    tool(plane, "Add points of class 1")
    plane.locator("#boundary .points").click(position=spot(plane, 0.15, 0.85), modifiers=["Shift"])
    expect(samples(plane)).to_have_count(101)
    expect(samples(plane).last).to_have_class(re.compile("below"))
    plane.locator("#boundary .points").click(position=spot(plane, 0.95, 0.1), button="right")
    expect(samples(plane)).to_have_count(102)
    expect(samples(plane).last).to_have_class(re.compile("below"))


def test_a_point_is_dragged_to_another_place(plane: Page) -> None:
    dot = samples(plane).first
    expect(dot).to_have_css("touch-action", "none")  # or a finger would scroll
    x, y = middle(dot)
    plane.mouse.move(x, y)
    plane.mouse.down()
    plane.mouse.move(x + 30, y + 20, steps=4)
    plane.mouse.up()
    expect(dataset(plane, "own")).to_be_checked()
    expect(samples(plane)).to_have_count(100)
    there = middle(samples(plane).first)
    assert there == pytest.approx((x + 30, y + 20), abs=1.5)


def test_a_double_click_and_the_tool_turn_a_class(plane: Page) -> None:
    dot = samples(plane).first
    side = "above" if "above" in (dot.get_attribute("class") or "") else "below"
    other = "below" if side == "above" else "above"
    dot.dblclick()
    expect(dot).to_have_class(re.compile(other))
    tool(plane, "Turn the class of a point")
    dot.click()
    expect(dot).to_have_class(re.compile(side))


def test_a_point_is_erased_and_every_edit_can_be_undone(plane: Page) -> None:
    tool(plane, "Erase points")
    samples(plane).first.click()
    expect(samples(plane)).to_have_count(99)
    samples(plane).first.click()
    expect(samples(plane)).to_have_count(98)
    press(plane, "Undo")
    expect(samples(plane)).to_have_count(99)
    press(plane, "Undo")
    expect(samples(plane)).to_have_count(100)
    expect(dataset(plane, "moons")).to_be_checked()
    expect(plane.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_click_chooses_a_sample(plane: Page) -> None:
    samples(plane).last.click()  # it lies on top of all others
    expect(samples(plane).last).to_have_attribute("aria-pressed", "true")
    expect(plane.locator("#readout")).to_contain_text("open sample 99 as Values")


def test_points_are_reached_moved_turned_and_erased_by_keys(plane: Page) -> None:
    first = samples(plane).first
    expect(plane.locator("#boundary .sample[tabindex='0']")).to_have_count(1)
    first.focus()
    plane.keyboard.press("ArrowRight")
    focused = plane.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert re.match(r"Sample \d+, at .*, class", focused)
    assert middle(plane.locator(":focus"))[0] > middle(first)[0]
    plane.keyboard.press("Enter")
    expect(plane.locator(":focus")).to_have_attribute("aria-pressed", "true")
    plane.keyboard.press("Delete")
    expect(samples(plane)).to_have_count(99)


def test_a_wrong_table_names_its_line_and_a_right_one_is_trained_on(plane: Page) -> None:
    press(plane, "CSV")
    text = plane.get_by_role("textbox", name="Points, one a line")
    text.fill("x1,x2,y\n0,0,1\n1,oops,-1")
    box, dialog = text.bounding_box(), plane.locator("#csv").bounding_box()
    assert box is not None
    assert dialog is not None
    plane.mouse.click(dialog["x"] + 4, dialog["y"] + 4)  # its own padding
    plane.mouse.move(box["x"] + 9, box["y"] + 9)
    plane.mouse.down()
    plane.mouse.move(dialog["x"] - 30, box["y"] + 9)  # a selection that ends outside
    plane.mouse.up()
    expect(plane.locator("#csv")).to_be_visible()
    plane.mouse.click(dialog["x"] - 30, box["y"])
    expect(plane.locator("#csv")).to_be_hidden()
    press(plane, "CSV")
    expect(text).to_have_value(re.compile("oops"))
    press(plane, "Train on these")
    expect(plane.locator("#csv-problem")).to_have_text("Line 3: “oops” is not a number.")
    text.fill("x1,x2,y\n0,0,0\n1,1,1\n2,0,0\n0,2,1")
    press(plane, "Train on these")
    expect(plane.locator("#csv")).to_be_hidden()
    expect(samples(plane)).to_have_count(4)
    expect(place(plane)).to_contain_text(re.compile("^step 5 "))


def test_a_table_of_two_columns_is_a_curve(plane: Page) -> None:
    press(plane, "CSV")
    plane.get_by_role("textbox", name="Points, one a line").fill("0 0\n0.5 1\n1 0")
    press(plane, "Train on these")
    expect(samples(plane)).to_have_count(3)
    expect(field(plane, "loss")).to_have_value("mse")


def test_test_samples_are_hollow_and_named(plane: Page) -> None:
    enter(plane, "test_fraction", "0.3")
    expect(plane.locator("#boundary .sample.test")).to_have_count(30)
    expect(plane.locator("#boundary .sample.test").first).to_have_attribute(
        "aria-label", re.compile("^Test sample")
    )


def test_own_points_survive_a_reload(plane: Page) -> None:
    tool(plane, "Add points of class −1")
    plane.locator("#boundary .points").click(position=spot(plane, 0.15, 0.85))
    expect(samples(plane)).to_have_count(101)
    plane.wait_for_url(re.compile(r"points="))
    plane.reload()
    expect(samples(plane)).to_have_count(101)
    expect(dataset(plane, "own")).to_be_checked()

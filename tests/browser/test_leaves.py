"""Turning a leaf, by whatever handle, edits the number in the program; everything follows."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.screen import (
    MINUS,
    L,
    card,
    dial,
    drag,
    grad_of,
    leaf_field,
    leaf_slider,
    literal,
    message,
    number,
    open_program,
    rewrite,
    row,
    source_of,
    told,
    value_of,
)

pytestmark = pytest.mark.one_page


def line_of(page: Page, name: str) -> str:
    """What the program assigns to a name."""
    return next(line for line in source_of(page).splitlines() if line.startswith(f"{name} = "))


def assert_l_follows(page: Page, a: str) -> None:
    """With b = -3, c = 10, f = -2: L = (10 - 3a)*(-2), and the gradient of f is 10 - 3a."""
    d = 10 - 3 * float(a)
    expect(value_of(page, "L")).to_have_text(number(-2 * d))
    assert told(row(page, "L").locator("td").first.inner_text()) == pytest.approx(-2 * d, abs=5e-5)
    expect(value_of(page, "a")).to_have_text(number(float(a)))
    expect(grad_of(page, "f")).to_contain_text(number(abs(d)))
    assert told(row(page, "f").locator("td").last.inner_text()) == pytest.approx(d, abs=5e-5)
    expect(leaf_slider(page, "a")).to_have_value(str(float(a)).removesuffix(".0"))
    assert line_of(page, "a") == f"a = {a}"


def test_a_slider_turns_its_leaf(still: Page) -> None:
    open_program(still, L)
    leaf_slider(still, "a").fill("3.5")
    assert_l_follows(still, "3.5")
    assert source_of(still) == L.replace("a = 2.0", "a = 3.5")


def test_a_slider_is_dragged_with_the_pointer(still: Page) -> None:
    open_program(still, L)
    slider = leaf_slider(still, "a")
    box = slider.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    still.mouse.move(box["x"] + box["width"] * 0.7, y)
    still.mouse.down()
    for part in (0.75, 0.8, 0.9):
        still.mouse.move(box["x"] + box["width"] * part, y)
    still.mouse.up()
    a = line_of(still, "a").removeprefix("a = ")
    assert float(a) > 2.5
    assert_l_follows(still, a)


@pytest.mark.parametrize(
    ("typed", "written"),
    [("4", "4"), ("-1.5", "-1.5"), ("25e-1", "2.5"), ("2,5", "2.5"), (f"{MINUS}2", "-2")],
)
def test_a_number_is_typed_and_enter_takes_it(still: Page, typed: str, written: str) -> None:
    open_program(still, L)
    field = leaf_field(still, "a")
    field.click()
    field.fill(typed)
    still.keyboard.press("Enter")
    assert_l_follows(still, written)
    expect(field).to_have_value(written)


def test_escape_leaves_the_number_as_it_was(still: Page) -> None:
    open_program(still, L)
    field = leaf_field(still, "a")
    field.click()
    field.fill("77")
    still.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    expect(field).to_have_value("2")
    assert source_of(still) == L


@pytest.mark.parametrize("nonsense", ["", "  ", "abc", "1e999", "--2", "NaN", "Infinity", "2; import os"])
def test_nonsense_in_the_field_changes_nothing(still: Page, nonsense: str) -> None:
    open_program(still, L)
    field = leaf_field(still, "a")
    field.click()
    field.fill(nonsense)
    still.keyboard.press("Enter")
    expect(field).to_have_value("2")
    assert source_of(still) == L


def test_arrows_in_the_field_turn_the_number(still: Page) -> None:
    open_program(still, L)
    leaf_field(still, "a").focus()
    still.keyboard.press("ArrowUp")
    assert_l_follows(still, "2.1")
    still.keyboard.press("ArrowDown")
    still.keyboard.press("ArrowDown")
    assert_l_follows(still, "1.9")
    still.keyboard.press("Shift+ArrowUp")
    assert_l_follows(still, "2.9")
    expect(leaf_field(still, "a")).to_have_value("2.9")


def test_all_digits_show_while_a_number_is_edited(still: Page) -> None:
    open_program(still, "b = 6.8813735870195432\nb*2")
    field = leaf_field(still, "b")
    expect(field).to_have_value("6.881374")
    field.focus()
    expect(field).to_have_value("6.881373587019543")
    field.blur()
    expect(field).to_have_value("6.881374")


def test_whoever_comes_by_tab_types_a_new_number(still: Page) -> None:
    open_program(still, "b = 6.8813735870195432\nb*2")
    leaf_slider(still, "b").focus()
    still.keyboard.press("Tab")
    still.keyboard.type("10")
    still.keyboard.press("Enter")
    expect(value_of(still, "b")).to_have_text("10")
    assert line_of(still, "b") == "b = 10"


def test_what_is_being_typed_outlasts_the_answer_to_what_was_typed_before(still: Page) -> None:
    held: list[Route] = []
    open_program(still, L)

    def hold(route: Route) -> None:
        held.append(route)

    still.route("**/api/graph", hold, times=1)
    leaf_field(still, "c").fill("20")
    leaf_field(still, "f").fill("-5")
    for _ in range(400):  # until the question is held
        if not held:
            still.wait_for_timeout(25)
    held[0].continue_()
    expect(value_of(still, "c")).to_have_text("20")
    expect(leaf_field(still, "f")).to_have_value("-5")
    leaf_field(still, "f").press("Enter")
    expect(value_of(still, "f")).to_have_text(number(-5))


def handle(page: Page, where: str) -> Locator:
    return dial(page, "a") if where == "card" else literal(page, "2.0")


@pytest.mark.parametrize("where", ["card", "program"])
def test_dragging_a_number_turns_it_while_it_is_dragged(still: Page, where: str) -> None:
    open_program(still, L)
    drag(still, handle(still, where), 50, release=False)
    assert_l_follows(still, "2.5")
    still.mouse.move(0, 0)
    still.mouse.up()
    assert float(line_of(still, "a").removeprefix("a = ")) < 2


def test_a_click_on_a_card_s_number_lets_one_type_it(still: Page) -> None:
    open_program(still, L)
    dial(still, "a").click()
    expect(leaf_field(still, "a")).to_be_focused()
    still.keyboard.type("9")
    still.keyboard.press("Enter")
    assert_l_follows(still, "9")


@pytest.mark.expected_in_console("422 (Unprocessable")
def test_under_a_broken_program_a_number_stays_what_it_is(still: Page) -> None:
    open_program(still, "a = 2.0\nb = a*3")
    rewrite(still, "a = 2.0\nb = a*")
    expect(message(still).locator(".failure")).to_be_visible()
    leaf_slider(still, "a").press("ArrowRight")
    expect(leaf_slider(still, "a")).to_have_value("2")
    leaf_field(still, "a").fill("7")
    still.keyboard.press("Enter")
    expect(leaf_field(still, "a")).to_have_value("2")
    expect(message(still)).to_contain_text("Numbers can be turned again once the program can be read.")
    rewrite(still, "a = 2.0\nb = a*4")
    expect(message(still)).to_be_empty()


def test_setting_a_free_name_writes_its_assignment_as_the_first_line(still: Page) -> None:
    open_program(still, "# what is it?\ny = x*x + z")
    field = leaf_field(still, "x")
    field.click()
    field.fill("3")
    still.keyboard.press("Enter")
    expect(value_of(still, "y")).to_have_text("10")
    assert source_of(still) == "x = 3\n# what is it?\ny = x*x + z"
    leaf_slider(still, "x").fill("2")
    expect(value_of(still, "y")).to_have_text("5")
    assert source_of(still) == "x = 2.0\n# what is it?\ny = x*x + z"
    leaf_slider(still, "z").press("ArrowRight")  # which puts it before x
    expect(still.locator(".leaf-name")).to_have_text(["z", "x"])
    expect(leaf_slider(still, "z")).to_be_focused()


@pytest.mark.parametrize("name", ["x", "𝛼", "Größe"])
def test_dragging_a_free_name_writes_one_assignment_and_turns_it(still: Page, name: str) -> None:
    open_program(still, f"y = 2*{name}")
    shown = "α" if name == "𝛼" else name
    drag(still, dial(still, shown), 50, steps=12)
    expect(value_of(still, "y")).to_have_text("3")
    assert source_of(still) == f"{shown} = 1.5\ny = 2*{name}"


def test_a_free_name_that_is_also_somebody_s_label_can_be_set(still: Page) -> None:
    open_program(still, "a = Value(2.0, label='x')\ny = x*a")
    leaf_field(still, "x₂").fill("1.5")
    still.keyboard.press("Enter")
    expect(value_of(still, "y")).to_have_text("3")
    assert source_of(still) == "x = 1.5\na = Value(2.0, label='x')\ny = x*a"


def test_a_constant_in_an_expression_is_dragged_on_its_card(still: Page) -> None:
    open_program(still, "x = 2\ny = 3*x")
    drag(still, dial(still, "3"), 50)
    expect(value_of(still, "y")).to_have_text("7")
    assert source_of(still) == "x = 2\ny = 3.5*x"


@pytest.mark.parametrize(
    ("source", "constant", "result", "below"),
    [
        ("x = 2\ny = 2*x", "2", "x = 2\ny = -1.0*x", f"{MINUS}2"),
        ("x = 2\ny = x*2", "2", "x = 2\ny = x*(-1.0)", f"{MINUS}2"),
        ("x = 2\ny = 2**x", "2", "x = 2\ny = (-1.0)**x", "1"),
        ("x = 2\ny = x - 2", "2", "x = 2\ny = x - (-1.0)", "3"),
    ],
)
def test_a_number_dragged_below_zero_gets_brackets_where_it_needs_them(
    still: Page, source: str, constant: str, result: str, below: str
) -> None:
    open_program(still, source)
    drag(still, dial(still, constant), -300, steps=12)
    expect(value_of(still, "y")).to_have_text(below)
    assert source_of(still) == result


def test_brackets_are_written_once_and_the_number_stays_draggable(still: Page) -> None:
    open_program(still, "x = 2\ny = x*2")
    drag(still, dial(still, "2"), -300)
    expect(value_of(still, "y")).to_have_text(f"{MINUS}2")
    drag(still, still.locator(".dial").last, -100)
    expect(value_of(still, "y")).to_have_text(f"{MINUS}4")
    drag(still, still.locator(".dial").last, 300)
    expect(value_of(still, "y")).to_have_text("2")
    assert source_of(still) == "x = 2\ny = x*(1.0)"


def test_letters_beyond_the_basic_plane_do_not_shift_the_places(still: Page) -> None:
    open_program(still, "𝛼 = 2.0 # 😀😀\nb = 𝛼*3")
    drag(still, literal(still, "3"), 100)
    expect(value_of(still, "b")).to_have_text("8")
    assert source_of(still) == "𝛼 = 2.0 # 😀😀\nb = 𝛼*4.0"
    drag(still, dial(still, "α"), 50)
    expect(value_of(still, "b")).to_have_text("10")
    assert source_of(still) == "𝛼 = 2.5 # 😀😀\nb = 𝛼*4.0"


def test_a_constant_s_card_stays_in_sight_while_it_is_dragged(page: Page) -> None:
    open_program(page, "x = 2\ny = 3*x")
    drag(page, dial(page, "3"), 51, release=False)
    expect(value_of(page, "y")).to_have_text("7.02")
    opacities = page.evaluate(
        """() => [...document.querySelectorAll(".scene .node, .scene .edge")]
          .map((part) => getComputedStyle(part).opacity)"""
    )
    assert min(float(opacity) for opacity in opacities) >= 0.7
    page.mouse.up()


def test_a_graph_of_constants_has_their_sliders(still: Page) -> None:
    open_program(still, "2*3")
    leaf_slider(still, "2").fill("4")
    expect(card(still, "4.0*3").locator(".data")).to_have_text("12")


def test_a_hundred_leaves_can_all_be_turned(still: Page) -> None:
    names = [f"x{i}" for i in range(100)]
    open_program(still, "\n".join(f"{name} = 1.0" for name in names) + f"\ns = {' + '.join(names)}")
    expect(still.locator("#leaves .leaf")).to_have_count(100)
    leaf_slider(still, "x99").fill("5")
    expect(value_of(still, "s")).to_have_text("104")

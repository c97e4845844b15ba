"""Keys work like a debugger's, and rest while somebody writes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import L, editor, leaf_field, open_program, read, source_of

pytestmark = pytest.mark.one_page


def leave(page: Page) -> None:
    """No element has the focus."""
    page.evaluate("() => document.activeElement?.blur()")


def test_arrows_step_and_home_and_end_go_to_the_ends(still: Page) -> None:
    open_program(still, L)
    leave(still)
    end = read(still)
    still.keyboard.press("ArrowLeft")
    assert read(still).step == end.step - 1
    still.keyboard.press("ArrowRight")
    assert read(still) == end
    still.keyboard.press("Home")
    assert read(still).step == 0
    still.keyboard.press("ArrowLeft")
    assert read(still).step == 0
    still.keyboard.press("End")
    still.keyboard.press("ArrowRight")
    assert read(still) == end


def test_f_and_b_go_to_the_start_of_each_pass(still: Page) -> None:
    open_program(still, L)
    still.keyboard.press("b")
    assert (read(still).step, read(still).place) == (3, "value 3 of 3")
    still.keyboard.press("f")
    assert (read(still).step, read(still).place) == (0, "start, 3 to compute")


def test_space_plays_to_the_end_and_then_from_the_start(still: Page) -> None:
    open_program(still, "a = 2\nb = a*a")
    for _ in range(2):  # four times as fast
        still.get_by_role("button", name="Speed").click()
    leave(still)
    still.keyboard.press("Home")
    still.keyboard.press(" ")
    expect(still.get_by_role("button", name="Pause")).to_be_visible()
    expect(still.locator("#place")).to_have_text("contribution 2 of 2")
    expect(still.get_by_role("button", name="Play", exact=True)).to_be_visible()
    still.keyboard.press(" ")
    expect(still.locator("#place")).to_have_text("value 1 of 1")


def test_an_arrow_takes_over_from_playing(still: Page) -> None:
    open_program(still, L, 0)
    still.keyboard.press(" ")
    still.keyboard.press("ArrowRight")
    expect(still.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert read(still).step == 1


def test_space_on_a_button_presses_that_button_only(still: Page) -> None:
    open_program(still, L, 0)
    still.get_by_role("button", name="One step forward").focus()
    still.keyboard.press(" ")
    assert read(still).step == 1
    expect(still.get_by_role("button", name="Play", exact=True)).to_be_visible()
    still.get_by_role("button", name="Play", exact=True).focus()
    still.keyboard.press(" ")
    expect(still.get_by_role("button", name="Pause")).to_be_visible()


def test_keys_are_letters_while_one_writes_the_program(still: Page) -> None:
    open_program(still, "a*2", 1)
    still.keyboard.press("e")
    expect(editor(still)).to_be_focused()
    still.keyboard.press("End")
    still.keyboard.type(" + b")
    still.keyboard.press("ArrowLeft")
    still.keyboard.press("Home")
    assert source_of(still) == "a*2 + b"
    assert read(still).step == 1
    still.keyboard.press("Escape")
    expect(editor(still)).not_to_be_focused()
    still.keyboard.press("f")
    assert read(still).step == 0


def test_keys_move_the_cursor_while_one_types_a_number(still: Page) -> None:
    open_program(still, L)
    before = read(still)
    leaf_field(still, "a").focus()
    for key in ("Home", "ArrowRight", "ArrowLeft", "End"):
        still.keyboard.press(key)
    assert read(still) == before


def test_a_focused_slider_keeps_its_arrows(still: Page) -> None:
    open_program(still, L, 4)
    still.get_by_role("slider", name="c, slider").focus()
    still.keyboard.press("ArrowRight")
    expect(still.locator("#editor")).not_to_contain_text("c = 10.0")
    assert read(still).step == 4


def test_question_mark_lists_the_keys_and_escape_closes_the_list(still: Page) -> None:
    open_program(still, L, 4)
    still.keyboard.press("?")
    dialog = still.get_by_role("dialog", name="How to read and move")
    expect(dialog).to_be_visible()
    expect(dialog.locator("kbd")).to_have_text(
        [
            "→ PgDn F11",
            "← PgUp",
            "Enter",
            "F10",
            "Space",
            "Home",
            "End",
            "f",
            "b",
            "i",
            "[",
            "]",
            "t",
            "p",
            "+",
            "−",
            "0",
            "x F9",
            "/",
            "e",
            "?",
        ]
    )
    still.keyboard.press("ArrowRight")
    assert read(still).step == 4
    still.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    still.keyboard.press("ArrowRight")
    assert read(still).step == 5


def test_the_page_behind_the_help_rests_even_after_a_click_into_the_help(still: Page) -> None:
    open_program(still, L, 4)
    still.keyboard.press("?")
    still.get_by_role("heading", name="How to read and move").click()
    still.keyboard.press("ArrowRight")
    still.keyboard.press("?")
    assert read(still).step == 4
    still.get_by_role("button", name="Close").click()
    expect(still.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize(("key", "grows"), [("+", True), ("-", False)])
def test_plus_and_minus_zoom_and_zero_fits(still: Page, key: str, grows: bool) -> None:
    open_program(still, L)
    box = still.locator(".scene .node").first.bounding_box()
    still.keyboard.press(key)
    zoomed = still.locator(".scene .node").first.bounding_box()
    assert box is not None
    assert zoomed is not None
    assert (zoomed["width"] > box["width"]) is grows
    still.keyboard.press("0")
    fitted = still.locator(".scene .node").first.bounding_box()
    assert fitted == pytest.approx(box, abs=0.01)


def test_keys_with_a_modifier_are_left_to_the_browser(still: Page) -> None:
    open_program(still, L, 4)
    still.keyboard.press("Control+b")
    still.keyboard.press("Alt+f")
    assert read(still).step == 4


def test_escape_closes_the_examples_menu_and_gives_the_focus_back(still: Page) -> None:
    open_program(still, L)
    still.get_by_role("button", name="Examples").focus()
    still.keyboard.press("Enter")
    expect(still.locator("#examples-menu")).to_be_visible()
    still.keyboard.press("Escape")
    expect(still.locator("#examples-menu")).to_be_hidden()
    expect(still.get_by_role("button", name="Examples")).to_be_focused()

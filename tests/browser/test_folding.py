"""A pasted network: its loss as a few groups, opened down to one multiplication and folded again."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import (
    NEURON,
    L,
    card,
    open_program,
    press,
    read,
    rewrite,
    row,
    told,
    wait_for_a_frame,
)
from tests.engine.language.test_lecture_programs import MLP, MOONS

pytestmark = pytest.mark.one_page

LOSS = MLP.replace("print(len", "0 and print(len")
LOSS += "loss = sum((guess - y)**2 for y, guess in zip(ys, [net(x) for x in xs]))"
CHAIN = "x0 = 1.0\n" + "\n".join(f"x{i} = tanh(x{i - 1}*0.9 + 0.1)" for i in range(1, 300))
CALLS = "def f(x):\n    return tanh(x*x)\na = Value(0.5)\nb = f(f(a))"


def box(page: Page, path: str) -> Locator:
    """The closed group with this path."""
    return page.locator(f'.scene [data-open="{path}"]')


def frame(page: Page, path: str) -> Locator:
    """The label of the open group with this path."""
    return page.locator(f'.scene [data-fold="{path}"]')


def names(page: Page) -> list[str]:
    """What is on the cards of the groups."""
    found: list[str] = page.locator(".scene .node.group .name").all_text_contents()
    return sorted(found)


def middle(place: Locator) -> tuple[float, float]:
    found = place.bounding_box()
    assert found is not None
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def open_box(page: Page, path: str) -> None:
    box(page, path).press("Enter")  # wherever on the picture it is
    expect(frame(page, path)).to_be_visible()
    wait_for_a_frame(page)


def test_the_lectures_loss_opens_readable_at_first_sight(still: Page) -> None:
    open_program(still, LOSS)
    samples, terms = ([f"{word} {i}" for i in range(4)] for word in ("sample", "term"))
    assert names(still) == ["MLP parameters", *samples, *terms]
    expect(still.locator("#extent")).to_have_text("398 Values in 14 boxes")
    expect(card(still, "loss").locator(".data")).to_have_text("6.0054")
    expect(box(still, "sample 0")).to_contain_text("85 Values")
    expect(box(still, "sample 0").locator(".data")).to_have_text("0.4277")


def test_groups_open_down_to_one_multiplication_and_fold_again(still: Page) -> None:
    open_program(still, LOSS)
    for path in ("sample 1", "sample 1/Layer 1", "sample 1/Layer 1/Neuron 2"):
        open_box(still, path)
    expect(still.locator(".scene .frame")).to_have_count(3)
    assert still.locator(".scene .node:not(.group) .name").all_text_contents().count("w*x") == 4
    press(still, "Fold sample 1, 85 Values")
    expect(still.locator(".scene .frame")).to_have_count(0)
    expect(box(still, "sample 1")).to_be_visible()


def test_what_is_open_stands_in_the_address_and_comes_back(still: Page) -> None:
    open_program(still, LOSS)
    open_box(still, "sample 2")
    still.wait_for_url(re.compile("open=sample"))
    still.reload()
    expect(frame(still, "sample 2")).to_be_visible()
    expect(still.locator(".scene .frame")).to_have_count(1)
    press(still, "Fold all")
    expect(still.locator(".scene .frame")).to_have_count(0)
    still.wait_for_url(re.compile("open=$"))


def test_open_more_opens_whole_levels(still: Page) -> None:
    open_program(still, LOSS)
    press(still, "Open more")
    expect(frame(still, "sample 3")).to_be_visible()
    expect(frame(still, "term 0")).to_be_visible()
    assert still.locator(".scene .node").count() <= 120


def test_a_group_opens_and_folds_by_keys_and_keeps_the_focus(still: Page) -> None:
    open_program(still, LOSS)
    box(still, "sample 0").focus()
    still.keyboard.press("Enter")
    expect(frame(still, "sample 0")).to_be_focused()
    expect(still.locator("#live")).to_have_text("Opened sample 0: 16 boxes are shown.")
    still.keyboard.press(" ")
    expect(box(still, "sample 0")).to_be_focused()
    expect(still.locator("#live")).to_have_text("Folded sample 0: 14 boxes are shown.")


def test_the_table_opens_groups_too(still: Page) -> None:
    open_program(still, LOSS)
    still.locator("#ledger").get_by_role("button", name="Open sample 3", exact=True).click()
    expect(frame(still, "sample 3")).to_be_visible()


def test_a_groups_step_is_told_in_words(still: Page) -> None:
    open_program(still, LOSS)
    says = "Through sample 0, 41 contributions reach MLP parameters. Their magnitude together is 2.3454."
    expect(still.locator("#explain")).to_contain_text(says)
    expect(still.locator("#explain-title")).to_have_text("This group's contribution")
    open_box(still, "sample 0")
    for _ in range(8):
        still.keyboard.press("ArrowLeft")
    shown = read(still)
    assert "Through" in shown.says
    assert "contribution" in shown.says


def test_through_a_group_with_one_output_goes_upstream_times_local(still: Page) -> None:
    open_program(still, LOSS)
    steps = int(still.locator("#scrub").get_attribute("max") or 0)
    for position in range(steps, 0, -1):
        still.evaluate(
            """(at) => { const s = document.querySelector('#scrub'); s.value = at;
            s.dispatchEvent(new Event('input')); }""",
            position,
        )
        if read(still).says.startswith("Through term 0"):
            break
    expect(still.locator("#explain")).to_contain_text("Through term 0, 1 contribution reaches sample 0")
    expect(still.locator("#explain math").first).to_be_visible()
    shown = read(still)
    assert told(shown.line("upstream")) == 1
    assert shown.line("together") == shown.line("sample 0.grad after").replace("▼ ", "")


def test_the_gradients_of_boxes_stay_when_others_open(still: Page) -> None:
    open_program(still, LOSS)
    before = read(still).cards
    open_box(still, "sample 1")
    after = read(still).cards
    for name, shown in before.items():
        if name in after:
            assert after[name] == shown


def test_what_is_inside_a_group_is_lit_in_the_program(still: Page) -> None:
    open_program(still, LOSS)
    press(still, "Fit")
    box(still, "sample 2").hover()
    expect(still.locator("#editor .light-hovered").filter(has_text="total.tanh()")).to_have_count(1)


def test_the_clicked_group_stays_where_it_was_when_the_picture_was_moved_by_hand(still: Page) -> None:
    open_program(still, LOSS)
    press(still, "Zoom in")
    x, y = middle(box(still, "term 1"))
    open_box(still, "term 1")
    now_x, now_y = middle(frame(still, "term 1"))
    assert abs(now_x - x) < 12
    assert abs(now_y - y) < 12


@pytest.mark.own_page
def test_what_comes_out_of_a_group_glides_from_its_place(page: Page) -> None:
    open_program(page, LOSS)
    page.evaluate(
        """() => { const animate = Element.prototype.animate; window.moves = [];
        Element.prototype.animate = function (frames, timing) {
          window.moves.push([this.getAttribute('data-open'), JSON.stringify(frames)]);
          return animate.call(this, frames, timing); }; }"""
    )
    was = box(page, "sample 1").evaluate("(group) => group.style.transform")
    open_box(page, "sample 1")
    moves: list[list[str]] = page.evaluate("window.moves")
    inside = [frames for path, frames in moves if path and path.startswith("sample 1/")]
    assert len(inside) == 3
    assert all(was in frames for frames in inside)


def test_a_long_chain_without_scopes_has_a_picture(still: Page) -> None:
    open_program(still, CHAIN)
    expect(still.locator("#extent")).to_contain_text("1,496 Values in")
    assert 2 <= still.locator(".scene .node").count() <= 60
    expect(card(still, "x299").locator(".data")).to_have_text("0.5016")
    expect(still.locator("#ledger tr").nth(1)).to_contain_text("x290 … x298")


def test_a_small_program_is_open_as_a_whole_with_frames_around_its_calls(still: Page) -> None:
    open_program(still, CALLS)
    expect(still.locator(".scene .frame")).to_have_count(2)
    expect(still.locator(".scene .node.group")).to_have_count(0)
    expect(still.locator("#extent")).to_have_text("All 5 Values")


def test_a_formula_has_nothing_to_fold(still: Page) -> None:
    open_program(still, "a = 2.0\nb = a*a")
    expect(still.locator("#folding")).to_be_hidden()


def test_another_program_is_not_left_folded_by_the_groups_of_the_last(still: Page) -> None:
    open_program(still, LOSS)
    open_box(still, "sample 2")
    rewrite(still, CALLS)
    expect(card(still, "b")).to_have_count(1)
    expect(still.locator(".scene .frame")).to_have_count(2)


def test_turning_a_leaf_keeps_what_is_open(still: Page) -> None:
    source = LOSS + "\nscale = Value(2.0)\ntotal = loss*scale"
    open_program(still, source)
    open_box(still, "sample 0")
    field = still.locator("#leaves").get_by_role("textbox", name="scale", exact=True)
    field.fill("3.0")
    field.press("Enter")
    expect(card(still, "total").locator(".data")).to_have_text("18.016")
    expect(frame(still, "sample 0")).to_be_visible()


def test_a_group_is_a_row_of_the_table_with_its_numbers(still: Page) -> None:
    open_program(still, LOSS)
    expect(row(still, "loss")).to_have_count(1)
    shown = still.locator("#ledger tr").filter(has_text="sample 0")
    expect(shown.locator(".data")).to_have_text("0.4277")


def test_the_program_scrolls_to_what_the_present_step_is_about(still: Page) -> None:
    open_program(still, LOSS)
    still.keyboard.press("Home")
    expect(still.locator("#editor .light-step")).to_have_count(0)
    still.keyboard.press("b")
    expect(still.locator("#editor .light-step")).to_contain_text("sum((guess - y)")
    expect(still.locator("#editor .light-step")).to_be_in_viewport()


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("source", [LOSS, MOONS, L, NEURON], ids=["mlp", "moons", "L", "neuron"])
def test_the_first_view_can_be_read_and_has_the_root_in_it(
    still: Page, source: str, size: tuple[int, int]
) -> None:
    still.set_viewport_size({"width": size[0], "height": size[1]})
    open_program(still, source)
    smallest = still.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".scene .card text, .scene .fold text")].map(
          (text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
    )
    assert smallest >= 8.6
    for a_leaf in ["a", "b"] if source == L else []:
        expect(card(still, a_leaf).locator(".face")).to_be_in_viewport(ratio=1)
    root = card(still, {LOSS: "loss", MOONS: "total", L: "L", NEURON: "o"}[source]).locator(".face")
    inner, outer = root.bounding_box(), still.locator("#stage").bounding_box()
    assert inner is not None
    assert outer is not None
    assert outer["x"] <= inner["x"] <= outer["x"] + outer["width"] - inner["width"]
    assert outer["y"] <= inner["y"] <= outer["y"] + outer["height"] - inner["height"]

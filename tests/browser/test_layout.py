"""Where things are: kept while the structure is the same, never lost, never beside the screen."""

import itertools

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.screen import (
    NEURON,
    L,
    address,
    card,
    drag,
    editor,
    leaf_slider,
    message,
    open_program,
    press,
    read,
    rewrite,
    value_of,
    wait_for_a_frame,
)

MANY = "x = 1.0\n" + "\n".join(f"y{i} = x*{i + 2}.0" for i in range(220)) + "\ns = y0 + y219"


def boxes(page: Page) -> dict[str, tuple[float, float]]:
    """The place of every card on the screen."""
    places: list[tuple[str, float, float]] = page.locator(".scene .node").evaluate_all(
        """(nodes) => nodes.map((node) => {
          const { x, y } = node.getBoundingClientRect();
          return [node.querySelector("title").textContent, x, y];
        })"""
    )
    return {name: (x, y) for name, x, y in places}


def box_of(part: Locator) -> FloatRect:
    """Where something is; it must be somewhere."""
    box = part.bounding_box()
    assert box is not None
    return box


def assert_inside(inner: FloatRect, outer: FloatRect) -> None:
    assert inner["x"] >= outer["x"] - 1
    assert inner["y"] >= outer["y"] - 1
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1
    assert inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1


def test_cards_keep_their_places_while_a_leaf_is_turned(still: Page) -> None:
    open_program(still, NEURON)
    before = boxes(still)
    leaf_slider(still, "x1").fill("-1.5")
    expect(value_of(still, "x1")).to_have_text("−1.5")
    assert boxes(still) == before


def test_cards_keep_their_places_while_stepping(still: Page) -> None:
    open_program(still, NEURON)
    before = boxes(still)
    press(still, "To the start")
    for _ in range(6):
        press(still, "One step forward")
    assert boxes(still) == before


def test_a_new_structure_morphs_from_the_old_one(page: Page) -> None:
    open_program(page, L)
    page.evaluate(
        """() => {
          window.moved = [];
          const animate = Element.prototype.animate;
          Element.prototype.animate = function (frames, timing) {
            const title = this.querySelector("title");
            if (title) window.moved.push([title.textContent, Object.keys(frames[0])[0]]);
            return animate.call(this, frames, timing);
          };
        }"""
    )
    rewrite(page, L.replace("a*b", "a*b*g"))
    expect(card(page, "a*b")).to_be_visible()
    moved = dict(page.evaluate("() => window.moved"))
    assert moved["a*b"] == "opacity"
    assert moved["e"] == "transform"


def test_no_two_cards_overlap(still: Page) -> None:
    open_program(still, NEURON)
    faces = [box_of(face) for face in still.locator(".scene .face").all()]
    for one, other in itertools.combinations(faces, 2):
        apart = (
            one["x"] + one["width"] <= other["x"]
            or other["x"] + other["width"] <= one["x"]
            or one["y"] + one["height"] <= other["y"]
            or other["y"] + other["height"] <= one["y"]
        )
        assert apart


@pytest.mark.expected_in_console("422 (Unprocessable")
def test_a_large_graph_has_a_picture_of_groups(still: Page) -> None:
    open_program(still, L)
    rewrite(still, MANY)
    expect(still.locator("#extent")).to_contain_text("442 Values in")
    assert 2 <= still.locator(".scene .node").count() <= 120
    expect(message(still)).to_be_empty()
    press(still, "To the start")
    press(still, "One step forward")
    assert read(still).title == "This group"
    press(still, "To the end")
    leaf_slider(still, "x").fill("2")
    expect(still.locator("#ledger tr").first).to_contain_text("446")
    rewrite(still, L)
    expect(value_of(still, "L")).to_be_visible()
    expect(still.locator("#folding")).to_be_hidden()


def test_buttons_zoom_and_fit(still: Page) -> None:
    open_program(still, NEURON)
    face = card(still, "o").locator(".face")
    fitted = box_of(face)
    press(still, "Zoom in")
    assert box_of(face)["width"] == pytest.approx(fitted["width"] * 1.3)
    press(still, "Zoom out")
    press(still, "Zoom out")
    assert box_of(face)["width"] == pytest.approx(fitted["width"] / 1.3)
    press(still, "Fit")
    assert box_of(face) == pytest.approx(fitted, abs=0.01)


@pytest.mark.parametrize("part", [".face", ".dial"])
def test_the_wheel_zooms_around_the_pointer_wherever_it_is(still: Page, part: str) -> None:
    open_program(still, L)
    face = card(still, "a").locator(".face")
    before = box_of(face)
    over = box_of(card(still, "a").locator(part))
    still.mouse.move(over["x"] + over["width"] / 2, over["y"] + over["height"] / 2)
    still.mouse.wheel(0, -240)
    still.wait_for_function(
        "(width) => document.querySelector('.scene .face').getBoundingClientRect().width > width",
        arg=before["width"] * 1.1,
    )
    after = box_of(face)
    assert after["x"] < before["x"] < after["x"] + after["width"]


def test_the_ground_pans_and_another_example_is_shown_whole_again(still: Page) -> None:
    open_program(still, L)
    stage = box_of(still.locator("#stage"))
    before = boxes(still)["L"]
    still.mouse.move(stage["x"] + 60, stage["y"] + 450)
    still.mouse.down()
    still.mouse.move(stage["x"] + 560, stage["y"] + 550, steps=5)
    still.mouse.up()
    assert boxes(still)["L"] == pytest.approx((before[0] + 500, before[1] + 100), abs=2)
    still.get_by_role("button", name="Examples").click()
    still.get_by_role("button", name="A neuron").click()
    expect(card(still, "o")).to_be_visible()
    for node in still.locator(".scene .node .face").all():
        assert_inside(box_of(node), stage)


def test_a_program_whose_passes_take_room_is_shown_whole(page: Page) -> None:
    open_program(page, "a = 2.0\nb = a*3")
    twice = "a = Value(2.0)\nb = a*a\nb.backward()\nc = (a*a + a).tanh()*a\nc.backward()"
    page.evaluate("(hash) => { location.hash = hash; }", address(twice)[1:])
    expect(page.locator("#passes")).to_be_visible()
    page.wait_for_timeout(600)  # longer than a glide
    arrived = page.locator(".viewport").get_attribute("transform")
    page.get_by_role("button", name="Fit").click()
    page.wait_for_timeout(600)
    assert page.locator(".viewport").get_attribute("transform") == arrived


def test_the_graph_follows_the_window_s_size(still: Page) -> None:
    open_program(still, NEURON)
    for width, height in ((1400, 700), (1600, 900), (1280, 800)):
        still.set_viewport_size({"width": width, "height": height})
        wait_for_a_frame(still)
        stage = box_of(still.locator("#stage"))
        for node in still.locator(".scene .node .face").all():
            assert_inside(box_of(node), stage)


@pytest.fixture(params=[(390, 844), (320, 640)], ids=["phone", "narrow"])
def phone(still: Page, request: pytest.FixtureRequest) -> Page:
    """A window of a phone's width."""
    width, height = request.param
    still.set_viewport_size({"width": width, "height": height})
    return still


def assert_no_sideways_scrolling(page: Page) -> None:
    width, window = page.evaluate("() => [document.scrollingElement.scrollWidth, innerWidth]")
    assert width <= window


@pytest.mark.expected_in_console("422 (Unprocessable")
def test_nothing_is_wider_than_a_phone(phone: Page) -> None:
    open_program(phone, NEURON, 0)
    for _ in range(15):
        assert_no_sideways_scrolling(phone)
        press(phone, "One step forward")
    press(phone, "Examples")
    assert_no_sideways_scrolling(phone)
    phone.keyboard.press("Escape")
    press(phone, "Help")
    assert_no_sideways_scrolling(phone)
    press(phone, "Close")
    rewrite(phone, f"{'a' * 120} = 2\n{'longer_than_a_phone*' * 20}tanhh(x)")
    expect(message(phone)).not_to_be_empty()
    assert_no_sideways_scrolling(phone)


def test_the_step_is_brought_into_view_on_a_phone(phone: Page) -> None:
    open_program(phone, NEURON, 0)
    for _ in range(15):
        press(phone, "One step forward")
        stage = box_of(phone.locator("#stage"))
        for face in phone.locator(".scene .node.active .face").all():
            assert_inside(box_of(face), stage)


def test_a_link_to_a_step_shows_that_step_on_a_phone(phone: Page) -> None:
    open_program(phone, NEURON, 12)
    phone.wait_for_function(
        """() => {
          const card = document.querySelector(".scene .node.active .face").getBoundingClientRect();
          const stage = document.querySelector("#stage").getBoundingClientRect();
          return card.left >= stage.left - 1 && card.right <= stage.right + 1
            && card.top >= stage.top - 1 && card.bottom <= stage.bottom + 1;
        }"""
    )


def test_the_transport_bar_s_parts_do_not_cover_each_other_on_a_phone(phone: Page) -> None:
    open_program(phone, NEURON)
    parts = phone.locator("#transport .buttons button, #place, #speed").all()
    for left, right in itertools.pairwise([box_of(part) for part in parts]):
        assert left["x"] + left["width"] <= right["x"]
    place = phone.locator("#place").evaluate("(part) => [part.scrollWidth, part.clientWidth]")
    assert place[0] <= place[1]


def test_the_step_controls_stay_on_a_phone_s_screen(phone: Page) -> None:
    open_program(phone, NEURON)
    phone.locator(".try").scroll_into_view_if_needed()
    expect(phone.get_by_role("button", name="One step back")).to_be_in_viewport()
    phone.evaluate("() => scrollTo(0, 0)")
    expect(phone.get_by_role("button", name="One step back")).to_be_in_viewport()


def test_a_very_long_line_wraps_and_breaks_nothing(still: Page) -> None:
    open_program(still, " + ".join(f"x{i}" for i in range(90)))
    assert_no_sideways_scrolling(still)
    width = still.locator(".cm-scroller").evaluate("(e) => [e.scrollWidth, e.clientWidth]")
    assert width[0] <= width[1]
    editor(still).focus()


@pytest.mark.parametrize("source", [NEURON, "x = 3.0\n3*x**2 - 4*x + 5"])
def test_formulas_fit_their_panel(still: Page, source: str) -> None:
    open_program(still, source, 0)
    for _ in range(int(still.locator("#scrub").get_attribute("max") or 0)):
        press(still, "One step forward")
        too_wide = still.evaluate(
            """() => [...document.querySelectorAll(".formulas, .sum, .explain, .reading")]
              .filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className)"""
        )
        assert too_wide == []


def test_a_page_zoomed_to_double_size_still_fits(still: Page) -> None:
    still.set_viewport_size({"width": 640, "height": 400})  # what a 1280 x 800 window has at 200 %
    open_program(still, L, 6)
    assert_no_sideways_scrolling(still)
    drag(still, still.get_by_role("slider", name="Step"), 40)
    assert read(still).step > 0


@pytest.mark.parametrize(("path", "footer"), [("/", "#transport"), ("/train", "#train-transport")])
def test_in_a_low_window_the_steps_stay_on_screen(still: Page, path: str, footer: str) -> None:
    still.set_viewport_size({"width": 1280, "height": 480})
    still.goto(path)
    bar = still.locator(footer)
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 480 - box["height"] + 1

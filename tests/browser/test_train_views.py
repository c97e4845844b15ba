"""What a person sees of a training: tiles, weights, plane, curves, read-outs, phases, Values of a sample."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import MINUS, wait_for_a_frame

NUMBER = re.compile(rf"^[▲▼]?\s?[+{MINUS}]?\d[\d.e{MINUS}]*$")


def open_training(page: Page, step: int = 3, **fields: object) -> None:
    """A training that stands at a step, with its pictures painted."""
    parts = {"v": "1", **{name: str(value) for name, value in fields.items()}, "step": str(step)}
    page.goto("about:blank")
    page.goto(f"/train#{urlencode(parts)}")
    expect(page.locator("#train-place")).to_have_text(re.compile(rf"^step {step} "))
    wait_for_a_frame(page)


def tile(page: Page, name: str) -> Locator:
    """A neuron in the network."""
    return page.locator("#network").get_by_role("button", name=re.compile(rf"^{name}(, \w+)?$"))


def readout(page: Page, label: str) -> Locator:
    """The number beside a label in the read-out."""
    return page.locator("#readout dl > div").filter(has=page.locator(f"dt:text-is('{label}')")).locator("dd")


def point_at_weight(page: Page, start: str, end: str) -> None:
    """Hover the middle of the line from one tile to another, which is half way down."""
    first, last = tile(page, start).bounding_box(), tile(page, end).bounding_box()
    assert first
    assert last
    x = (first["x"] + first["width"] + last["x"]) / 2
    page.mouse.move(x, (first["y"] + first["height"] / 2 + last["y"] + last["height"] / 2) / 2, steps=3)


def painted(page: Page, selector: str) -> int:
    """How many different colours a canvas shows."""
    count: int = page.locator(selector).evaluate(
        """(canvas) => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4)
            if (data[i + 3]) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
          return seen.size;
        }"""
    )
    return count


def test_every_neuron_of_the_moons_demo_is_a_tile_with_its_own_picture(still: Page) -> None:
    open_training(still)
    for layer in (1, 2):
        expect(tile(still, rf"Layer {layer}, neuron \d+")).to_have_count(16)
    expect(tile(still, "Output")).to_have_count(1)
    expect(still.locator("#network .input-name")).to_have_text(["x₁", "x₂"])
    for canvas in ("#network .edges", "#network .tiles", "#boundary .plane"):
        assert painted(still, canvas) > 50, f"{canvas} is nearly empty"


def test_the_pictures_change_with_the_theme_and_with_the_screen(still: Page) -> None:
    open_training(still)
    still.locator("#theme").click()
    wait_for_a_frame(still)
    plane, picture = still.locator("#boundary .plane"), "(canvas) => canvas.toDataURL()"
    before = plane.evaluate(picture)
    still.locator("#theme").click()
    wait_for_a_frame(still)
    assert plane.evaluate(picture) != before
    edges = still.locator("#network .edges")
    width = edges.evaluate("(canvas) => canvas.width")
    screen = still.context.new_cdp_session(still)
    finer = {"width": 1280, "height": 800, "deviceScaleFactor": 2, "mobile": False}
    screen.send("Emulation.setDeviceMetricsOverride", finer)
    still.locator("#train-forward").click()
    expect(edges).to_have_js_property("width", 2 * width)
    screen.send("Emulation.clearDeviceMetricsOverride")


def test_a_weight_that_is_pointed_at_tells_value_gradient_and_last_update(still: Page) -> None:
    open_training(still, hidden="4", seed=3)
    point_at_weight(still, "Input x₁", "Layer 1, neuron 1")
    expect(still.locator("#readout h2")).to_have_text("Weight · Layer 1, x₁ → 1")
    for label in ("value", "gradient of all 100 samples", "gradient of the penalty", "last update"):
        expect(readout(still, label)).to_have_text(NUMBER)
    value = readout(still, "value").inner_text()
    expect(still.locator("#network .net-tip")).to_contain_text(value)
    expect(still.locator("#network .edge-mark")).to_have_attribute("d", re.compile("^M"))


def test_the_numbers_of_a_weight_go_on_changing_when_the_pointer_has_left(still: Page) -> None:
    open_training(still, hidden="4", seed=3)
    point_at_weight(still, "Input x₁", "Layer 1, neuron 1")
    value = readout(still, "value").inner_text()
    still.locator("#train-forward").click()
    expect(readout(still, "value")).not_to_have_text(value)
    expect(still.locator("#readout h2")).to_have_text("Weight · Layer 1, x₁ → 1")


def test_the_last_update_is_what_the_value_has_moved_by(still: Page) -> None:
    open_training(still, hidden="4", seed=3)
    point_at_weight(still, "Input x₁", "Layer 1, neuron 1")

    def read(label: str) -> float:
        return float(readout(still, label).inner_text().replace(MINUS, "-"))

    before = read("value")
    still.locator("#train-forward").click()
    expect(still.locator("#train-place")).to_have_text(re.compile("^step 4 "))
    wait_for_a_frame(still)
    assert read("value") - before == pytest.approx(read("last update"), abs=2e-4)


def test_a_neuron_that_is_pointed_at_is_large_on_the_plane_until_the_pointer_leaves(still: Page) -> None:
    open_training(still)
    label = still.locator("#boundary .plane-label")
    expect(label).to_be_hidden()
    tile(still, "Layer 2, neuron 5").hover()
    expect(label).to_have_text("Layer 2, neuron 5")
    expect(readout(still, "∂loss/∂output")).to_have_text(NUMBER)
    expect(readout(still, "∂loss/∂sum")).to_have_text(NUMBER)
    still.mouse.move(5, 5)
    expect(label).to_be_hidden()


def test_a_click_chooses_a_neuron_and_a_click_beside_it_lets_it_go(still: Page) -> None:
    open_training(still)
    neuron = tile(still, "Layer 1, neuron 3")
    neuron.click()
    expect(neuron).to_have_attribute("aria-pressed", "true")
    still.mouse.move(5, 5)
    expect(still.locator("#boundary .plane-label")).to_have_text("Layer 1, neuron 3")
    still.locator("#network .net-stage").click(position={"x": 6, "y": 6})
    expect(neuron).to_have_attribute("aria-pressed", "false")


def test_two_clicks_lead_from_the_boundary_through_a_neuron_to_the_values_of_the_hardest_sample(
    still: Page,
) -> None:
    open_training(still)
    tile(still, "Layer 2, neuron 5").click()
    still.locator("#network .unit-values").click()
    expect(still.locator("#inspector-title")).to_have_text(re.compile(r"^Sample \d+ · Layer 2, neuron 5$"))
    expect(still.locator("#inspector .scene .node")).not_to_have_count(0)
    expect(still.locator("#boundary .sample.chosen")).to_be_visible()
    grads = still.locator("#inspector .scene .node text.grad").all_text_contents()
    assert any(re.search("[1-9]", grad) for grad in grads)


def test_a_free_point_of_the_plane_has_values_too(still: Page) -> None:
    open_training(still)
    still.locator("#boundary .points").click(position={"x": 60, "y": 150})
    still.locator("#boundary .unit-values").click()
    expect(still.locator("#inspector-title")).to_have_text(
        re.compile(r"^Point \(.*\) · the network’s answer$")
    )
    expect(still.locator("#inspector .scene .node")).not_to_have_count(0)


def test_arrow_keys_lead_from_neuron_to_neuron_and_not_through_the_training(still: Page) -> None:
    open_training(still)
    tile(still, "Layer 1, neuron 1").focus()
    still.keyboard.press("ArrowDown")
    expect(tile(still, "Layer 1, neuron 2")).to_be_focused()
    still.keyboard.press("ArrowRight")
    assert "Layer 2" in still.evaluate("document.activeElement.getAttribute('aria-label')")
    expect(still.locator("#train-place")).to_have_text(re.compile("^step 3 "))


def test_lines_can_show_gradients_or_updates_instead_of_weights(still: Page) -> None:
    open_training(still)
    picture = "(canvas) => canvas.toDataURL()"
    seen = {still.locator("#network .edges").evaluate(picture)}
    for kind in ("gradients", "updates"):
        still.get_by_role("group", name="What the lines show").get_by_role("button", name=kind).click()
        wait_for_a_frame(still)
        seen.add(still.locator("#network .edges").evaluate(picture))
        expect(still.locator("#network .of-gradients")).to_be_visible()
    assert len(seen) == 3


def test_relus_that_died_say_so(still: Page) -> None:
    open_training(still, step=40, hidden="6-6", learning_rate=3)
    dead = still.locator("#network .unit.dead")
    expect(dead).not_to_have_count(0)
    name = dead.first.get_attribute("aria-label") or ""
    assert name.endswith(", dead")
    dead.first.hover()
    expect(readout(still, "dead")).to_contain_text("no gradient passes")


def test_saturated_tanhs_are_marked(still: Page) -> None:
    open_training(still, step=40, hidden="4", activation="tanh", learning_rate=100)
    expect(still.locator("#network .unit.saturated")).not_to_have_count(0)


def test_the_curves_read_the_loss_of_the_step_under_the_pointer(still: Page) -> None:
    open_training(still, step=5)
    plot = still.locator("#curves .u-over")
    box = plot.bounding_box()
    assert box
    still.mouse.move(box["x"] + 1, box["y"] + 20)
    expect(still.locator("#curves .at")).to_have_text("step 0")
    loss = still.locator("#curves .curve").filter(has_text="training loss").locator("b")
    expect(loss).to_have_text("0.8958")  # LECTURE.md
    still.mouse.move(box["x"] + box["width"] * 2 / 4, box["y"] + 20)
    expect(loss).to_have_text("0.7429")


def test_a_drag_along_the_curves_goes_to_a_step_and_back(still: Page) -> None:
    open_training(still, step=20)
    box = still.locator("#curves .u-over").bounding_box()
    assert box
    still.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 30)
    still.mouse.down()
    still.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 30, steps=3)
    still.mouse.up()
    expect(still.locator("#train-place")).to_have_text(re.compile(r"^step (9|10|11) .*of (19|20)"))


def test_the_loss_has_a_logarithmic_scale(still: Page) -> None:
    open_training(still, step=20)
    button = still.locator("#curves").get_by_role("button", name="log")
    expect(button).to_have_attribute("aria-pressed", "false")
    before = still.locator("#curves canvas").evaluate("(canvas) => canvas.toDataURL()")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    wait_for_a_frame(still)
    assert still.locator("#curves canvas").evaluate("(canvas) => canvas.toDataURL()") != before


def test_every_layer_tells_how_much_gradient_reaches_it(still: Page) -> None:
    open_training(still)
    layers = still.locator("#gradients .layer")
    expect(layers).to_have_text([re.compile(rf"^{name} \d") for name in ("Layer 1", "Layer 2", "Output")])


def test_a_gradient_that_vanishes_is_said_in_words(still: Page) -> None:
    open_training(
        still, step=1, hidden="4-4-4-4-4-4-4", activation="sigmoid", l2=0, loss="mse", learning_rate=0.001
    )
    expect(still.locator("#gradients .gradient-hint")).to_contain_text("Vanishing")


def test_parameters_are_a_histogram_or_a_strip(still: Page) -> None:
    open_training(still)
    rows = still.locator("#strip .parameter-row")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("48 in ±")
    before = rows.first.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")
    still.locator("#strip").get_by_role("button", name="strip").click()
    expect(still.locator("#strip").get_by_role("button", name="strip")).to_have_attribute(
        "aria-pressed", "true"
    )
    still.wait_for_function(
        "(before) => document.querySelector('#strip canvas').toDataURL() !== before", arg=before
    )


def test_one_input_gives_curves_instead_of_planes(still: Page) -> None:
    open_training(still, dataset="sine", loss="mse", hidden="4", activation="tanh", learning_rate=0.05)
    expect(still.locator("#network .input-name")).to_have_text(["x"])
    expect(still.locator(".plane-legend")).to_be_hidden()
    expect(still.locator("#curves")).not_to_contain_text("accuracy")
    expect(still.locator("#boundary-title")).to_have_text("Fitted curve")
    assert painted(still, "#boundary .plane") > 5


def test_a_step_is_shown_in_four_phases_and_taken_back(still: Page) -> None:
    open_training(still)
    caption = still.locator("#network .net-caption")
    expect(caption).to_have_text("")
    for words in (
        "Forward: sample",
        "Over all samples:",
        "Backward: from sample",
        "Update: with the gradients of all 100 samples and of the penalty, every weight",
    ):
        still.keyboard.press(".")
        expect(caption).to_contain_text(words)
    expect(still.locator("#train-place")).to_have_text(re.compile("^step 4 "))
    for words in ("Backward: from sample", "Over all samples:", "Forward: sample"):
        still.keyboard.press(",")
        expect(caption).to_contain_text(words)
    expect(still.locator("#train-place")).to_have_text(re.compile("^step 3 "))


def test_each_phase_looks_different(still: Page) -> None:
    open_training(still)
    seen = set()
    for kind in ("forward", "loss", "backward", "update"):
        still.keyboard.press(".")
        expect(still.locator("#network")).to_have_attribute("data-phase", kind)
        wait_for_a_frame(still)
        shown = [
            still.locator(f"#network .{name}").evaluate("(c) => c.toDataURL()") for name in ("edges", "tiles")
        ]
        seen.add("".join(shown))
    assert len(seen) == 4


def open_values(page: Page) -> Locator:
    """The chosen sample as Values."""
    page.locator(".open-values").click()
    inspector = page.locator("#inspector")
    expect(inspector.locator(".scene .node")).not_to_have_count(0)
    return inspector


def test_a_sample_opens_as_its_scalar_values_and_closes_again(still: Page) -> None:
    open_training(still, sample=7)
    opener = still.locator(".open-values")
    expect(opener).to_have_text("open sample 7 as Values →")
    inspector = open_values(still)
    expect(inspector.locator("h2").first).to_have_text("Sample 7 · its loss")
    expect(inspector.locator("#inspector-facts")).to_have_text(re.compile(r"^\d[\d,]* Values · step 3$"))
    still.keyboard.press("Escape")
    expect(inspector).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_values_of_a_neuron_are_stepped_like_an_expression(still: Page) -> None:
    open_training(still, sample=7, unit="0.4")
    inspector = open_values(still)
    expect(inspector.locator("h2").first).to_have_text("Sample 7 · Layer 1, neuron 5")
    end = inspector.locator("#place").inner_text()
    still.keyboard.press("ArrowLeft")
    expect(inspector.locator("#place")).not_to_have_text(end)
    expect(still.locator("#train-place")).to_have_text(re.compile("^step 3 "))
    inspector.locator("#forward").click()
    expect(inspector.locator("#place")).to_have_text(end)
    expect(inspector.locator("#ledger")).to_contain_text("w1*x1")


def test_the_values_follow_the_training(still: Page) -> None:
    open_training(still, sample=7, unit="0.4")
    inspector = open_values(still)
    cards = inspector.locator(".scene .node .data")
    before = cards.all_text_contents()
    still.locator("#train-forward").click()
    expect(inspector.locator("#inspector-facts")).to_contain_text("step 4")
    assert cards.all_text_contents() != before
    inspector.locator("#stage").click(position={"x": 8, "y": 70})
    expect(inspector).to_be_focused()
    still.keyboard.press("ArrowLeft")  # moves the contributions, not the training
    expect(inspector.locator("#place")).to_contain_text(re.compile(r"^contribution"))
    expect(still.locator("#train-place")).to_have_text(re.compile("^step 4 "))
    still.get_by_role("button", name="Remove layer 2").click()
    still.get_by_role("button", name="Remove layer 1").click()
    expect(inspector).to_be_hidden()
    still.wait_for_url(re.compile("^(?!.*unit=)"))


def test_a_neuron_goes_on_in_the_expression_page_with_the_same_numbers(still: Page) -> None:
    open_training(still, sample=7, unit="0.4", activation="tanh")
    inspector = open_values(still)
    answer = inspector.locator("#ledger tr").first.locator("td").first.inner_text()
    inspector.get_by_role("link", name="this neuron in the expression page").click()
    expect(still.locator("#ledger tr").first.locator("td").first).to_have_text(answer)


def test_the_pace_of_contributions_plays_those_of_a_sample(page: Page) -> None:
    open_training(page, sample=7, unit="0.4")
    page.get_by_role("button", name="contribution").click()
    page.locator("#train-play").click()
    inspector = page.locator("#inspector")
    expect(inspector).to_be_visible()
    expect(inspector.locator("#place")).to_have_text(
        re.compile(r"^(value|seed|contribution|forward|backward).*\d")
    )
    page.keyboard.press(" ")

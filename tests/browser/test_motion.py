"""Movement explains: a pulse travels, lands, and then the number changes. Who asked for none gets none."""

from playwright.sync_api import Page, expect

from tests.browser.screen import A_PLUS_A, MINUS, L, grad_of, open_program, press, read, value_of

_WATCH = """() => {
  window.pulses = [];
  new MutationObserver((changes) => {
    const shown = (name) => [...document.querySelectorAll(".scene .node")]
      .find((node) => node.querySelector("title").textContent === name)?.querySelector(".grad").textContent;
    for (const { addedNodes, removedNodes } of changes) {
      for (const node of addedNodes)
        if (node.classList?.contains("pulse")) window.pulses.push(["flies", shown("d")]);
      for (const node of removedNodes)
        if (node.classList?.contains("pulse"))
          requestAnimationFrame(() => window.pulses.push(["landed", shown("d")]));
    }
  }).observe(document.querySelector("#stage"), { childList: true, subtree: true });
}"""


def test_a_pulse_lands_before_the_number_changes(page: Page) -> None:
    open_program(page, L, 4)
    page.evaluate(_WATCH)
    press(page, "One step forward")
    expect(grad_of(page, "d")).to_have_text(f"▼ {MINUS}2")
    expect(page.locator(".pulse")).to_have_count(0)
    page.wait_for_function("() => window.pulses.some(([what]) => what === 'landed')")
    seen = page.evaluate("() => window.pulses")
    assert ["flies", "0"] in seen
    assert ["landed", f"▼ {MINUS}2"] in seen
    assert ["flies", f"▼ {MINUS}2"] not in seen


def test_a_value_appears_when_its_pulses_have_landed(page: Page) -> None:
    open_program(page, L, 0)
    press(page, "One step forward")
    expect(page.locator(".pulse.value").first).to_be_attached()
    assert read(page).cards["e"].value == "·"
    expect(value_of(page, "e")).to_have_text(f"{MINUS}6")
    expect(page.locator(".pulse")).to_have_count(0)


def test_stepping_on_during_a_flight_leaves_no_pulse_and_no_number_behind(page: Page) -> None:
    open_program(page, L, 4)
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".pulse")).to_have_count(0)
    flown = read(page)
    page.keyboard.press("Home")
    page.keyboard.press("End")
    assert read(page) == flown


def test_stepping_back_during_a_flight_takes_it_back(page: Page) -> None:
    open_program(page, A_PLUS_A, 2)
    before = read(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".pulse")).to_have_count(0)
    assert read(page) == before


def test_holding_an_arrow_while_playing_steps_and_stops(page: Page) -> None:
    open_program(page, L, 0)
    page.keyboard.press(" ")
    for _ in range(30):
        page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    expect(page.locator("#place")).to_have_text("contribution 6 of 6")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(grad_of(page, "a")).to_have_text("▲ 6")


def test_turning_a_leaf_while_playing_goes_on_playing(page: Page) -> None:
    open_program(page, L, 3)
    page.keyboard.press(" ")
    page.get_by_role("slider", name="a, slider").fill("3")
    expect(value_of(page, "a")).to_have_text("3")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator("#place")).to_have_text("contribution 1 of 6")
    expect(grad_of(page, "d")).to_have_text(f"▼ {MINUS}2")


def test_switching_examples_during_a_flight_leaves_nothing_behind(page: Page) -> None:
    open_program(page, L, 4)
    page.evaluate(
        """() => {
          document.querySelector("#forward").click();
          const items = [...document.querySelectorAll("#examples-menu .item")];
          items.find((item) => item.textContent.includes("b = a + a")).click();
        }"""
    )
    expect(value_of(page, "b")).to_have_text("6")
    expect(page.locator(".pulse")).to_have_count(0)
    expect(grad_of(page, "a")).to_have_text("0")


def test_less_motion_means_jump_cuts(still: Page) -> None:
    open_program(still, L, 0)
    still.evaluate(_WATCH)
    for _ in range(10):
        press(still, "One step forward")
    for _ in range(10):
        press(still, "One step back")
    assert still.evaluate("() => window.pulses") == []
    assert still.evaluate("() => document.getAnimations().length") == 0

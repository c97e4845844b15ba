"""axe-core finds nothing to complain about, in either theme, whatever is open."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import L, message, open_program, press, rewrite, wait_for_a_frame
from tests.engine.language.test_lecture_programs import MLP, TRAIN

AXE = Path(__file__).parents[1] / "js-tools" / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")


def complaints_of_axe(page: Page) -> list[str]:
    """Every violation, with the elements it is about. No rule is disabled."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        """async () => (await axe.run(document)).violations.flatMap(({ id, help, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary}`))"""
    )
    return found


def complaints_in_both_themes(page: Page) -> list[str]:
    """The same state of the page, light and then dark."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wait_for_a_frame(page)
        found += [f"{scheme}: {complaint}" for complaint in complaints_of_axe(page)]
    return found


def at_the_start(page: Page) -> None:
    press(page, "To the start")


def on_a_value(page: Page) -> None:
    press(page, "To the start")
    press(page, "One step forward")


def in_the_middle(page: Page) -> None:
    press(page, "One step back")


def with_an_error(page: Page) -> None:
    rewrite(page, "3x")
    expect(message(page)).to_contain_text("needs an operator")


def with_a_note(page: Page) -> None:
    rewrite(page, "x^2")
    expect(message(page).locator(".note")).to_be_visible()


def with_the_examples_open(page: Page) -> None:
    press(page, "Examples")


def with_the_help_open(page: Page) -> None:
    press(page, "Help")


def with_a_panel(study: str, *sections: str) -> Callable[[Page], None]:
    """A panel open, and sections of it."""

    def arrange(page: Page) -> None:
        page.get_by_role("tab", name=study).click()
        for section in sections:
            page.locator(f"#code-{section} > summary").click()
        page.wait_for_load_state("networkidle")

    arrange.__name__ = f"with_{study.lower()}_open{''.join('_' + name for name in sections)}"
    return arrange


def with_a_broken_pass(page: Page) -> None:
    with_a_panel("Break")(page)
    page.locator("input[name=keep]").check()
    expect(page.locator(".scene .mark.bad").first).to_be_visible()


def with_a_chosen_node(page: Page) -> None:
    page.locator("#ledger th").last.click()
    expect(page.locator("#chain")).to_be_visible()


def with_the_engines_lines(page: Page) -> None:
    page.locator("#explain .engine summary").click()


def with_a_wrong_prediction(page: Page) -> None:
    with_a_panel("Predict")(page)
    page.get_by_role("textbox", name="f.grad").fill("7")
    page.keyboard.press("Enter")
    expect(page.locator(".judgement").nth(1)).to_contain_text("Not yet")


def with_groups_and_passes(page: Page) -> None:
    rewrite(page, MLP + TRAIN)
    page.locator('[data-open="iteration/sample 1"]').click()
    expect(page.locator('[data-fold="iteration/sample 1"]')).to_be_visible()


def presenting(page: Page) -> None:
    page.keyboard.press("p")
    expect(page.locator("#docked")).to_be_visible()


def with_the_finder_open(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#found li")).not_to_have_count(0)


def before_the_seed(page: Page) -> None:
    page.keyboard.press("b")
    expect(page.get_by_role("button", name="Step the backward pass")).to_be_visible()


def with_the_share_menu_open(page: Page) -> None:
    page.locator("#share").click()
    expect(page.get_by_role("button", name="Copy code for embedding")).to_be_visible()


def while_it_is_filmed(page: Page) -> None:
    with_the_share_menu_open(page)
    page.get_by_role("button", name="Film: webm", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})


@pytest.mark.expected_in_console("422 (Unprocessable")
@pytest.mark.expected_in_console("Applying inline style")  # axe brings a style of its own
@pytest.mark.expected_in_console("Couldn't load preload assets")  # it does not know style sheets in layers
@pytest.mark.parametrize(
    "arrange",
    [
        at_the_start,
        on_a_value,
        in_the_middle,
        with_an_error,
        with_a_note,
        with_the_examples_open,
        with_the_help_open,
        with_groups_and_passes,
        on_a_phone,
        presenting,
        with_the_finder_open,
        with_the_share_menu_open,
        while_it_is_filmed,
        before_the_seed,
        with_a_chosen_node,
        with_the_engines_lines,
        with_a_panel("Nudge"),
        with_a_panel("Check"),
        with_a_broken_pass,
        with_a_panel("Predict"),
        with_a_wrong_prediction,
        with_a_panel("Code"),
        *[with_a_panel("Code", name) for name in ("parts", "sweep", "second", "own", "beside")],
    ],
)
def test_axe_finds_no_violation(still: Page, arrange: Callable[[Page], None]) -> None:
    open_program(still, L)
    arrange(still)
    assert complaints_in_both_themes(still) == []


@pytest.mark.own_page
@pytest.mark.expected_in_console("Applying inline style")
@pytest.mark.expected_in_console("Couldn't load preload assets")
@pytest.mark.parametrize(
    "link", ["/embed#v=1&source=a+%3D+3.0%0Ab+%3D+a+%2B+a&step=2", "/embed/train#preset=lecture&step=3"]
)
def test_axe_finds_no_violation_in_a_frame(still: Page, link: str) -> None:
    still.goto(link)
    expect(still.locator(".scene .node, #network svg").first).to_be_visible()
    assert complaints_in_both_themes(still) == []


def test_the_main_job_can_be_done_with_the_keyboard_alone(still: Page) -> None:
    open_program(still, "a*b", 0)
    still.evaluate("() => document.activeElement?.blur()")
    still.keyboard.press("e")
    still.keyboard.press("ControlOrMeta+a")
    still.keyboard.type("p*q*2")
    expect(still.locator("#ledger th").first).to_have_text("p*q*2")
    still.keyboard.press("Escape")
    still.keyboard.press("End")
    expect(still.locator("#place")).to_have_text("contribution 4 of 4")
    seen = set()
    still.keyboard.press("e")
    still.keyboard.press("Escape")
    for _ in range(40):
        still.keyboard.press("Tab")
        seen.add(
            still.evaluate(
                "() => document.activeElement.id || document.activeElement.getAttribute('aria-label')"
            )
        )
    still.locator("a.skip").press("Enter")
    expect(still.locator("#transport")).to_be_focused()
    still.wait_for_url(lambda url: f"{unquote(url)}&".count("source=p*q*2&") == 1)  # written a moment later
    assert {"p, slider", "p", "q, slider", "q", "fit", "first", "back", "play", "scrub", "speed"} <= seen


def test_everything_that_has_the_focus_shows_it(still: Page) -> None:
    open_program(still, L, 2)
    still.keyboard.press("Tab")
    for _ in range(25):
        still.wait_for_function(
            """() => {
              const style = getComputedStyle(document.activeElement);
              const around = document.activeElement.closest(".cm-editor");
              return document.activeElement === document.body || style.outlineStyle !== "none"
                || (around !== null && getComputedStyle(around).boxShadow !== "none");
            }"""
        )
        still.keyboard.press("Tab")

"""The panels at 320 px, which is what 1280 px are at 400 %: nothing is lost or scrolls sideways."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import NEURON
from tests.browser.study.panels import open_panel, open_section

SECTIONS = ("words", "parts", "sweep", "second", "own")


@pytest.mark.parametrize("study", ["step", "nudge", "check", "break", "predict", "code"])
@pytest.mark.parametrize("height", [800, 200])
def test_the_page_is_as_wide_as_the_window(still: Page, study: str, height: int) -> None:
    still.set_viewport_size({"width": 320, "height": height})
    panel = open_panel(still, NEURON, study)
    for name in SECTIONS if study == "code" else ("",):
        if name:
            open_section(still, name)
        still.wait_for_timeout(200)
        assert still.evaluate("() => document.documentElement.scrollWidth") <= 320
        cut = panel.evaluate(
            """(panel) => [...panel.querySelectorAll("button, select, input, p, summary, pre, svg")]
            .filter((part) => part.checkVisibility() && !part.closest(".unseen"))
            .map((part) => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
            .filter(([, box]) => box.left < 0 || box.right > 320.5).map(([what]) => what)"""
        )
        assert cut == []


@pytest.mark.parametrize("study", ["Step", "Nudge", "Check", "Break", "Predict", "Code"])
def test_every_tab_can_be_reached_and_read(still: Page, study: str) -> None:
    still.set_viewport_size({"width": 320, "height": 800})
    open_panel(still, NEURON, "step" if study != "Step" else "code")
    tab = still.get_by_role("tab", name=study)
    tab.click()
    expect(still.locator(f"#panel-{study.lower()}")).to_be_visible()
    assert tab.evaluate("(tab) => tab.scrollWidth <= tab.clientWidth")

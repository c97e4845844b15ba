"""The list of lessons, and the page where a teacher writes one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.lesson_hands import do, strip
from tests.browser.screen import card
from tests.browser.test_accessibility import complaints_in_both_themes

PAGES = pytest.mark.parametrize(
    ("path", "sign"),
    [
        ("/learn", ".lesson-row"),
        ("/learn/write", "#said:not(:empty)"),
        ("/#lesson=neuron.2", ".lesson-task form"),
        ("/train#lesson=trained_live", "#train-place:has-text('step 0')"),
    ],
    ids=["list", "write", "expression", "train"],
)

MINE = """
title = "Twice"
about = "A sum of a number with itself."

[[step]]
say = "`b` is twice `a`."
program = "a = 3.0\\nb = a + a"
ask = "What is its slope?"
answer = "gradient of a"

[[step]]
say = "Look."
do = "Go to the end."
until = ["place is end"]
show = ["go to end"]
"""


def text(page: Page) -> None:
    """Wait until the page has read what is in the field."""
    expect(page.locator("#said")).to_contain_text("A lesson of")


def test_a_lesson_opens_beside_its_program(page: Page) -> None:
    page.goto("/learn")
    expect(page.get_by_role("link", name="Begin the course")).to_be_visible()
    page.get_by_role("link", name="A Value used twice").click()
    expect(strip(page).locator("h2")).to_have_text("A Value used twice")
    expect(card(page, "b")).to_be_visible()


def test_a_lesson_is_written_seen_and_handed_on(page: Page, tmp_path: Path) -> None:
    page.goto("/learn/write")
    text(page)
    seen = page.frame_locator("#preview").locator("#lesson")
    page.locator("#text").fill(MINE)
    expect(page.locator("#said")).to_have_text("A lesson of 2 steps.")
    expect(seen.locator("h2")).to_have_text("Twice")
    expect(seen).to_contain_text("What is its slope?")
    page.locator("#text").fill(MINE.replace("What is its slope?", "Which slope has it?"))
    expect(seen).to_contain_text("Which slope has it?")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as file").click()
    saved: Download = download.value
    assert saved.suggested_filename == "twice.toml"
    saved.save_as(tmp_path / "twice.toml")
    page.get_by_role("button", name="Begin anew").click()
    expect(seen.locator("h2")).not_to_have_text("Twice")
    page.locator("#file").set_input_files(tmp_path / "twice.toml")
    expect(seen.locator("h2")).to_have_text("Twice")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#said")).to_contain_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    page.evaluate("localStorage.clear()")
    page.goto(link)
    expect(strip(page).locator("h2")).to_have_text("Twice")
    field = strip(page).locator("form input")
    field.fill("2")
    field.press("Enter")
    strip(page).get_by_role("button", name="Next", exact=True).click()
    do(page, "go to end")
    expect(strip(page).locator(".lesson-reply")).to_contain_text("✓ Done.")


@pytest.mark.expected_in_console("422")
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda mine: mine.replace('title = "Twice"', 'title = "Twice'), "line 2"),
        (lambda mine: mine.replace("place is end", "plaice is end"), "plaice"),
        (lambda mine: mine.replace("go to end", "fly to end"), "fly to end"),
        (lambda mine: "", "title"),
    ],
    ids=["no TOML", "no such fact", "no such action", "nothing"],
)
def test_what_is_no_lesson_yet_is_said_and_the_last_one_stays(
    page: Page, spoil: Callable[[str], str], said: str
) -> None:
    page.goto("/learn/write")
    text(page)
    page.locator("#text").fill(MINE)
    seen = page.frame_locator("#preview").locator("#lesson h2")
    expect(seen).to_have_text("Twice")
    page.locator("#text").fill(spoil(MINE))
    expect(page.locator("#said.wrong")).to_contain_text(said)
    expect(seen).to_have_text("Twice")
    page.reload()
    assert page.locator("#text").input_value().strip() == MINE.strip()


@PAGES
@pytest.mark.expected_in_console("Applying inline style")  # axe brings a style of its own
@pytest.mark.expected_in_console("Couldn't load preload assets")  # it does not know style sheets in layers
def test_axe_finds_nothing_and_a_phone_need_not_scroll_sideways(page: Page, path: str, sign: str) -> None:
    page.goto(path)
    expect(page.locator(sign).first).to_be_visible()
    page.wait_for_load_state("networkidle")  # axe loses its way in a page that is still being drawn
    assert complaints_in_both_themes(page) == []
    for matter in page.locator(".lesson-matter").all():  # a question and its button fit the strip
        assert matter.evaluate("(part) => part.scrollWidth - part.clientWidth") <= 0
    page.set_viewport_size({"width": 320, "height": 640})
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0

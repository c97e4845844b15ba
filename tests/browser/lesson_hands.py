"""Doing on a page what a step of a lesson asks for, with mouse and keys, as a person would."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page

from tests.browser.screen import card, leaf_field, rewrite, source_of
from tests.browser.training import pause


def strip(page: Page) -> Locator:
    """The lesson beside the page."""
    return page.locator("#lesson")


def do(page: Page, action: str) -> None:
    """One action of `show`, by hand."""
    for form, hand in HANDS.items():
        if found := re.fullmatch(form, action):
            hand(page, *found.groups())
            return
    raise AssertionError(f"no hand for {action!r}")


def _go(page: Page, place: str) -> None:
    page.locator({"start": "#first", "end": "#last", "ready": "#backward-pass"}[place]).click()


def _step(page: Page, step: str) -> None:
    page.locator("#scrub").fill(step)


def _open(page: Page, panel: str) -> None:
    page.locator(f"#tab-{panel}").click()


def _set(page: Page, name: str, number: str) -> None:
    field = leaf_field(page, name)
    field.fill(number)
    field.press("Enter")
    field.blur()


def _break(page: Page, word: str) -> None:
    panel = page.locator("#panel-break")
    if word in ("overwrite", "keep"):
        panel.locator(f"input[name={word}]").check()
    else:
        panel.get_by_label("Order of visits").select_option(word)


def _choose(page: Page, name: str) -> None:
    card(page, name).locator(".name").click()


def _nudge(page: Page, name: str, h: str) -> None:
    page.locator("#tab-nudge").click()
    panel = page.locator("#panel-nudge")
    panel.get_by_label("Number to nudge").select_option(label=name)
    slider = panel.locator("#nudge input[type=range]").first
    slider.fill("-3")


def _pass(page: Page, number: str) -> None:
    page.locator("#pass").select_option(str(int(number) - 1))


def _unfold(page: Page, name: str) -> None:
    box = page.locator(".scene .node.group").filter(has=page.locator("title", has_text=f"Open {name},"))
    box.press("Enter")


def _replace(page: Page, old: str, new: str) -> None:
    source = source_of(page)
    assert old in source
    rewrite(page, source.replace(old, new, 1))


def _train(page: Page, step: str) -> None:
    scrub = page.locator("#train-scrub")
    if int(scrub.get_attribute("max") or 0) < int(step):
        page.locator("#train-speed").fill("1")  # as fast as it goes
        page.locator("#train-play").click()
        page.wait_for_function(
            "step => Number(document.querySelector('#train-scrub').max) >= step", arg=int(step)
        )
        pause(page)
    scrub.fill(step)


def _look(page: Page) -> None:
    page.locator("#network").get_by_role("button", name=re.compile("^Output")).first.dblclick()


HANDS: dict[str, Callable[..., None]] = {
    "go to (start|end|ready)": _go,
    r"go to step (\d+)": _step,
    r"open (\w+)": _open,
    r"set (\w+) to (-?[\d.]+)": _set,
    r"break (\S+)": _break,
    "choose (.+)": _choose,
    r"nudge (\w+) by (\S+)": _nudge,
    r"pass (\d+)": _pass,
    "unfold (.+)": _unfold,
    r"replace ([\s\S]+?) => ([\s\S]*)": _replace,
    r"train to (\d+)": _train,
    "look inside": _look,
}

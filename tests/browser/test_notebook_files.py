"""A notebook file becomes a program: dropped, chosen, or pasted."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import A_PLUS_A, card, open_program

CELLS = ["a = Value(3.0, label='a')", "b = a + a\nb.label = 'b'", "b.backward()\nprint(a.grad)"]
NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "source": "## Used twice"},
            *({"cell_type": "code", "source": cell, "outputs": []} for cell in CELLS),
        ],
        "metadata": {"kernelspec": {"language": "python"}},
        "nbformat": 4,
    }
)
HAND_OVER = """(zone, [kind, text]) => {
  const carried = new DataTransfer();
  if (kind === "paste") carried.setData("text/plain", text);
  else carried.items.add(new File([text], kind === "program" ? "a.py" : "a.ipynb"));
  const options = { bubbles: true, cancelable: true, dataTransfer: carried, clipboardData: carried };
  if (kind !== "paste") zone.dispatchEvent(new DragEvent("dragover", options));
  const event = kind === "paste" ? new ClipboardEvent("paste", options) : new DragEvent("drop", options);
  zone.dispatchEvent(event);
}"""


def hand_over(page: Page, kind: str, text: str) -> None:
    page.locator("#editor .cm-content").evaluate(HAND_OVER, [kind, text])


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_notebook_becomes_cells_that_run(still: Page, kind: str) -> None:
    open_program(still, "x = 1.0\ny = x*x")
    hand_over(still, kind, NOTEBOOK)
    expect(card(still, "b")).to_have_count(1)
    expect(still.locator("#output")).to_have_text("2.0")
    expect(still.locator("#editor .cm-content")).to_contain_text("# Used twice")
    expect(still.locator("#editor .cm-line").filter(has_text="# %%")).to_have_count(3)
    expect(still.locator(".dropping")).to_have_count(0)


def test_a_program_can_be_dropped_too(still: Page) -> None:
    open_program(still, "x = 1.0\ny = x*x")
    hand_over(still, "program", A_PLUS_A)
    expect(card(still, "a")).to_have_count(1)


def test_a_file_that_is_no_notebook_is_told_so_and_nothing_is_lost(still: Page) -> None:
    open_program(still, A_PLUS_A)
    hand_over(still, "drop", "not json")
    expect(still.locator("#message")).to_contain_text("no notebook")
    expect(still.locator("#live")).to_contain_text("no notebook")
    expect(still.locator("#stage.stale")).to_have_count(0)  # the program is as sound as before
    expect(card(still, "b")).to_have_count(1)
    expect(still.locator("#editor .cm-content")).to_contain_text("b = a + a")
    still.get_by_role("button", name="Dismiss").click()
    expect(still.locator("#message")).to_be_empty()


def test_a_notebook_can_be_chosen_in_the_menu(still: Page) -> None:
    open_program(still, "x = 1.0\ny = x*x")
    still.get_by_role("button", name="Examples").click()
    with still.expect_file_chooser() as chosen:
        still.get_by_role("button", name="Open a file").click()
    chosen.value.set_files(
        {"name": "twice.ipynb", "mimeType": "application/json", "buffer": NOTEBOOK.encode()}
    )
    expect(card(still, "b")).to_have_count(1)

"""What a person types is text, wherever it is shown; and nothing comes from anywhere else."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import L, card, dial, message, open_program, press, read, rewrite, row

LABEL = "<img src=x onerror=document.title=1>"
PROGRAM = f"a = Value(2.0, label='{LABEL}')\nb = a*a"


def test_a_label_is_text_on_its_card_in_the_table_the_panel_and_the_sentence(still: Page) -> None:
    open_program(still, PROGRAM, 0)
    for _ in range(4):
        press(still, "One step forward")
        assert still.locator("main img, footer img, #live img").count() == 0
    expect(card(still, LABEL)).to_be_visible()
    expect(row(still, LABEL)).to_be_visible()
    expect(still.locator("#explain b").filter(has_text="<img")).not_to_have_count(0)
    assert "<img" in read(still).says
    dial(still, LABEL).click()
    still.keyboard.type("3")
    still.keyboard.press("Enter")
    expect(row(still, "b")).to_contain_text("9")
    assert still.title() != "1"


@pytest.mark.expected_in_console("422 (Unprocessable")
@pytest.mark.parametrize(
    "source",
    ["'<b>x</b>' - 2", "a.<i>b</i>", "f'{<script>}'", "`<img src=x>`", "x = Value(1, label='&lt;')*'<u>'"],
)
def test_a_message_is_text(still: Page, source: str) -> None:
    open_program(still, L)
    rewrite(still, source)
    expect(message(still).locator(".failure")).to_be_visible()
    assert message(still).locator(":not(p, span, code)").count() == 0
    assert still.locator(".cm-content :not(div, span, br, img.cm-widgetBuffer)").count() == 0


def test_entities_stay_as_they_were_typed(still: Page) -> None:
    open_program(still, "a = Value(2.0, label='&lt;b&gt; {a} $x$')\nb = a*a")
    expect(row(still, "&lt;b&gt; {a} $x$")).to_be_visible()


def test_a_session_asks_nobody_but_this_server(still: Page, base_url: str) -> None:
    asked: list[str] = []
    still.on("request", lambda request: asked.append(request.url))
    open_program(still, L)
    press(still, "Examples")
    still.locator("#examples-menu .item").nth(7).click()
    expect(row(still, "g₂")).to_be_visible()
    press(still, "Help")
    press(still, "Close")
    press(still, "Dark or light")
    rewrite(still, "u*v")
    expect(card(still, "u*v")).to_be_visible()
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith((f"{base_url}/", "data:", "about:"))] == []

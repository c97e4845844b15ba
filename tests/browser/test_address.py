"""The address bar holds what is needed to see the same thing again, and is never believed."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    A_PLUS_A,
    USED_TWICE,
    L,
    address,
    card,
    editor,
    leaf_slider,
    message,
    open_program,
    press,
    read,
    rewrite,
    source_of,
    value_of,
)


def fragment(page: Page) -> dict[str, str]:
    """What the address says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).fragment).items()}


def test_the_address_holds_the_text_and_the_step_and_a_reload_shows_the_same(still: Page) -> None:
    open_program(still, L)
    rewrite(still, "u = 2\nv = u*u + 3*u")
    expect(card(still, "v")).to_be_visible()
    press(still, "One step back")
    press(still, "One step back")
    shown = read(still)
    still.wait_for_url(re.compile(f"step={shown.step}$"))
    assert fragment(still) == {"v": "1", "source": "u = 2\nv = u*u + 3*u", "step": str(shown.step)}
    still.reload()
    expect(card(still, "v")).to_be_visible()
    expect(still.locator("#explain math").first).to_be_visible()
    assert read(still) == shown
    assert source_of(still) == "u = 2\nv = u*u + 3*u"


def test_the_end_is_kept_as_the_end(still: Page) -> None:
    open_program(still, L, 4)
    press(still, "To the end")
    still.wait_for_url(re.compile("^[^&]*&source=[^&]*$"))
    assert "step" not in fragment(still)


def test_a_turned_leaf_is_in_the_address(still: Page) -> None:
    open_program(still, L)
    leaf_slider(still, "a").fill("4")
    still.wait_for_url(re.compile(r"source=a\+%3D\+4.0"))


@pytest.mark.parametrize(
    "hash_",
    [
        "v=2&source=a*b",
        "source=a*b",
        "v=1",
        "",
        "v=1&v=2",
        "%E0%A4%A",
        "&&&===",
        f"v=1&source={'a%2B' * 200_000}a",
        "__proto__[source]=a*b&v=1",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_first_example(still: Page, hash_: str) -> None:
    still.goto(f"/#{hash_}")
    expect(value_of(still, "L")).to_have_text("−8")
    assert L in source_of(still)


@pytest.mark.parametrize("step", ["-1", "1.5", "abc", "1e3", "9999999", "%00", "0x2", "", " 3"])
def test_a_step_that_makes_no_sense_is_left_out(still: Page, step: str) -> None:
    still.goto(f"/#v=1&source={quote(A_PLUS_A)}&step={step}")
    expect(value_of(still, "b")).to_have_text("6")
    assert read(still).place == "contribution 2 of 2"


def test_a_step_beyond_the_end_is_the_end(still: Page) -> None:
    open_program(still, A_PLUS_A, 999)
    assert read(still).place == "contribution 2 of 2"


@pytest.mark.expected_in_console("422 (Unprocessable")
def test_markup_in_the_address_is_text(still: Page) -> None:
    text = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    still.goto(f"/#v=1&source={quote(text)}")
    expect(message(still)).not_to_be_empty()
    assert source_of(still) == text
    assert still.locator("main img, main script").count() == 0
    assert still.title() != "owned"


def test_a_changed_address_is_followed(still: Page) -> None:
    open_program(still, A_PLUS_A)
    still.evaluate("(hash) => { location.hash = hash }", address(L, 6).removeprefix("/"))
    expect(still.locator("#place")).to_have_text("contribution 2 of 6")
    assert source_of(still) == L


def test_a_step_of_a_longer_program_is_reached_from_a_shorter_one(still: Page) -> None:
    open_program(still, "a = 2")
    still.evaluate("(hash) => { location.hash = hash }", address(USED_TWICE, 9).removeprefix("/"))
    expect(still.locator("#place")).to_have_text("contribution 5 of 6")


def test_back_and_forward_go_between_links(still: Page) -> None:
    open_program(still, A_PLUS_A)
    still.evaluate("(hash) => { location.hash = hash }", address(L, 6).removeprefix("/"))
    expect(value_of(still, "L")).to_be_visible()
    still.go_back()
    expect(value_of(still, "b")).to_have_text("6")
    assert source_of(still) == A_PLUS_A
    still.go_forward()
    expect(still.locator("#place")).to_have_text("contribution 2 of 6")


def test_windows_line_ends_are_read_as_lines(still: Page) -> None:
    open_program(still, "𝛼 = 2\r\nb = 𝛼*3")
    assert source_of(still) == "𝛼 = 2\nb = 𝛼*3"
    expect(still.locator("#editor .light-literal")).to_have_text(["2", "3"])
    leaf_slider(still, "α").fill("4")
    expect(value_of(still, "b")).to_have_text("12")
    assert source_of(still) == "𝛼 = 4.0\nb = 𝛼*3"


def test_share_copies_the_link_to_exactly_this(still: Page) -> None:
    still.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_program(still, L, 4)
    press(still, "One step forward")
    press(still, "Share")
    expect(still.locator("#share")).to_have_text("Link copied")
    link = still.evaluate("() => navigator.clipboard.readText()")
    assert link == still.url
    assert parse_qs(urlsplit(link).fragment) == {"v": ["1"], "source": [L], "step": ["5"]}
    expect(still.locator("#share")).to_have_text("Share")


def test_share_without_a_clipboard_points_to_the_address_bar(still: Page) -> None:
    open_program(still, L, 4)
    still.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    press(still, "Share")
    expect(still.locator("#share")).to_have_text("Copy the address bar")
    assert fragment(still)["step"] == "4"


def test_a_long_program_survives_a_reload(still: Page) -> None:
    lines = ["a0 = 1.5", *(f"a{i} = a{i - 1} + a0  # {'é' * 400}" for i in range(1, 40))]
    source = "\n".join(lines)
    open_program(still, source, 50)
    still.reload()
    expect(still.locator("#place")).to_have_text("contribution 10 of 78")
    editor(still).focus()
    assert fragment(still)["source"] == source


def test_of_two_quick_clicks_on_examples_the_second_counts_and_opens_before_its_seed(still: Page) -> None:
    open_program(still, L, 2)
    press(still, "Examples")
    still.evaluate(
        """() => {
          const items = [...document.querySelectorAll("#examples-menu .item")];
          items.find((item) => item.textContent.includes("A neuron")).click();
          items.find((item) => item.textContent.includes("a larger one")).click();
        }"""
    )
    expect(value_of(still, "f")).to_have_text("−6")
    expect(card(still, "o")).to_have_count(0)
    assert read(still).place == "value 3 of 3"
    assert source_of(still) == USED_TWICE


def test_every_example_can_be_opened(still: Page) -> None:
    open_program(still, L)
    examples = still.locator("#examples-menu .item:not(#open-file)")
    count = examples.count()
    assert count >= 10
    for i in range(count):
        still.get_by_role("button", name="Examples").click()
        examples.nth(i).click()
        expect(still.locator("#examples-menu")).to_be_hidden()
        expect(still.get_by_role("button", name="Step the backward pass")).to_be_visible()
        still.keyboard.press("End")
        expect(still.locator("#ledger tr").first).to_contain_text("▲+1")
        expect(message(still).locator(".failure")).to_have_count(0)

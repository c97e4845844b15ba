"""Reading the page as a person does: cards, table, panel, transport bar, program. Nothing internal."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Error, Locator, Page, expect

MINUS = "\N{MINUS SIGN}"
UNKNOWN = "·"

SHARED: set[Page] = set()
"""The tabs that go from test to test."""
BETWEEN = "between_two_tests"
"""The program they show in between, so that nothing of the one before is left."""

A_PLUS_A = "a = 3.0\nb = a + a"
L = "a = 2.0\nb = -3.0\nc = 10.0\ne = a*b\nd = e + c\nf = -2.0\nL = d*f"
NEURON = "x1 = 2.0\nx2 = 0.0\nw1 = -3.0\nw2 = 1.0\nb = 6.8813735870195432\nn = x1*w1 + x2*w2 + b\no = tanh(n)"
USED_TWICE = "a = -2.0\nb = 3.0\nd = a*b\ne = a + b\nf = d*e"


@dataclass(frozen=True)
class Shown:
    """The two numbers of a node, as they are written."""

    value: str
    grad: str


def address(source: str, step: int | None = None) -> str:
    """The link to a program at one of its steps; None is the end of the backward pass."""
    parts = {"v": "1", "source": source} | ({} if step is None else {"step": str(step)})
    return f"/#{urlencode(parts)}"


def open_program(page: Page, source: str, step: int | None = None) -> None:
    """A page with this program, drawn, with the op table there, and nothing left of another program."""
    open_address(page, address(source, step))


def open_address(page: Page, link: str) -> None:
    """The page behind a link to a program: loaded, or in a tab that tests share, by changing its address."""
    if page in SHARED and urlsplit(page.url).path == "/":
        page.goto(address(BETWEEN))
        expect(card(page, BETWEEN)).to_be_attached()
        page.goto(link)
        expect(card(page, BETWEEN)).not_to_be_attached()
    else:
        page.goto("about:blank")
        with page.expect_response("**/api/ops"):
            page.goto(link)
    expect(page.locator(".scene .node")).not_to_have_count(0)
    wait_for_a_frame(page)


def wait_for_a_frame(page: Page) -> None:
    """Return when all that is on its way to the screen has been painted."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def card(page: Page, name: str) -> Locator:
    """The card with this full name."""
    return page.locator(".scene .node").filter(has=page.locator(f"title:text-is({quoted(name)})"))


def quoted(text: str) -> str:
    """Text as a CSS string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def value_of(page: Page, name: str) -> Locator:
    """The data on a card."""
    return card(page, name).locator("text.data")


def grad_of(page: Page, name: str) -> Locator:
    """The gradient on a card, with its glyph."""
    return card(page, name).locator("text.grad")


def row(page: Page, name: str) -> Locator:
    """The table's row of a node."""
    return page.locator("#ledger tr").filter(has=page.locator(f"th:text-is({quoted(name)})"))


_READ = """() => ({
  cards: [...document.querySelectorAll(".scene .node")].map((node) =>
    ["title", ".data", ".grad"].map((part) => node.querySelector(part).textContent)),
  rows: [...document.querySelectorAll("#ledger tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent)),
  active: [...document.querySelectorAll(".scene .node.active title")].map((title) => title.textContent),
  title: document.querySelector("#explain-title").textContent,
  panel: [...document.querySelectorAll("#explain .sum > div")].map((line) =>
    [...line.children].map((cell) => cell.textContent)),
  place: document.querySelector("#place").textContent,
  says: document.querySelector("#scrub").getAttribute("aria-valuetext"),
  step: Number(document.querySelector("#scrub").value),
  done: document.querySelectorAll("#ticks .done").length,
})"""


@dataclass(frozen=True)
class Screen:
    """Everything with a number in it, at one moment."""

    cards: dict[str, Shown]
    rows: dict[str, Shown]
    active: list[str]
    title: str
    panel: list[list[str]]
    place: str
    says: str
    step: int
    done: int

    def line(self, start: str, end: str = "") -> str:
        """The number in the panel's line that starts (and ends) with some words."""
        found = [value for text, value in self.panel if text.startswith(start) and text.endswith(end)]
        assert len(found) == 1, f"{start!r} … {end!r} in {self.panel}"
        return found[0]


def read(page: Page) -> Screen:
    """What is on the screen now."""
    raw: dict[str, Any] = page.evaluate(_READ)
    return Screen(
        cards={name: Shown(value, grad) for name, value, grad in raw.pop("cards")},
        rows={name: Shown(value, grad) for name, value, grad in raw.pop("rows")},
        **raw,
    )


def number(x: float) -> str:
    """As a card writes it: five digits that matter, four decimals at most, a true minus sign.

    Zeros at the end say that the number was rounded; they are left out where it was not.
    """
    whole = len(str(int(abs(x))))
    text = f"{x:.{min(4, 5 - whole)}f}"
    if "." in text and abs(float(text) - x) <= 1e-6 * max(1.0, abs(x)):
        text = text.rstrip("0").rstrip(".")
    return (text.removeprefix("-") if float(text) == 0 else text).replace("-", MINUS)


def gradient(x: float) -> str:
    """A gradient as a card shows it: its glyph and the number."""
    return f"{'▲ ' if x > 0 else '▼ ' if x < 0 else ''}{number(x)}"


def signed(x: float) -> str:
    """A gradient in a sentence: four decimals at most, a sign unless it is zero."""
    text = f"{x:+.4f}".rstrip("0").rstrip(".").replace("-", MINUS)
    return text if float(f"{x:.4f}") else "0"


def told(text: str) -> float:
    """The number that is written somewhere, however many decimals its column has."""
    return float(text.lstrip("▲▼ ").replace(MINUS, "-"))


def editor(page: Page) -> Locator:
    """Where the program is written."""
    return page.get_by_role("textbox", name="Program")


def source_of(page: Page) -> str:
    """The program as the editor shows it."""
    lines: list[str] = page.evaluate(  # at once: the editor may draw its lines anew between two questions
        "() => [...document.querySelectorAll('.cm-line')].map((line) => line.textContent)"
    )
    return "\n".join(lines)


def rewrite(page: Page, source: str) -> None:
    """Replace the whole program by pasting another."""
    editor(page).click()
    page.keyboard.press("ControlOrMeta+a")
    editor(page).evaluate(
        """(field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const options = { clipboardData, bubbles: true, cancelable: true };
          field.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        source,
    )


def leaf_field(page: Page, name: str) -> Locator:
    """The field with a leaf's number."""
    return page.locator("#leaves").get_by_role("textbox", name=name, exact=True)


def leaf_slider(page: Page, name: str) -> Locator:
    """A leaf's slider."""
    return page.locator("#leaves").get_by_role("slider", name=f"{name}, slider", exact=True)


def drag(page: Page, on: Locator, dx: float, *, steps: int = 6, release: bool = True) -> None:
    """Press on something's middle and pull it sideways."""
    try:
        on.scroll_into_view_if_needed()
    except Error:  # it was drawn anew in this very moment
        on.scroll_into_view_if_needed()
    box = on.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y, steps=steps)
    if release:
        page.mouse.up()


def dial(page: Page, name: str) -> Locator:
    """The part of a card on which its number can be dragged."""
    return card(page, name).locator(".dial")


def literal(page: Page, text: str) -> Locator:
    """A number in the program that can be dragged."""
    return page.locator("#editor .light-literal").filter(has_text=re.compile(f"^{re.escape(text)}$")).first


def message(page: Page) -> Locator:
    """What is wrong, under the program."""
    return page.locator("#message")


def press(page: Page, name: str) -> None:
    """Click one of the page's buttons."""
    page.get_by_role("button", name=name, exact=True).click()

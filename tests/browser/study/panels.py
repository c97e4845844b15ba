"""What the tests of the panels share: their programs, the way to a panel, the engine's gradients."""

from playwright.sync_api import Locator, Page, expect

from engine.language import run
from tests.browser.screen import A_PLUS_A, NEURON, L, address, open_address

ENTROPY = "z = 0.8\ny = 1.0\np = sigmoid(z)\nloss = -(y*log(p) + (1 - y)*log(1 - p))"
ROOTS = "u = 1.5\nv = -0.5\nw = exp(u*v)\nq = sqrt(u**2 + v**2)/w + u"
LECTURE = [L, NEURON, A_PLUS_A]
PROGRAMS = [*LECTURE, ENTROPY, ROOTS]


def open_panel(page: Page, source: str, study: str, more: str = "") -> Locator:
    """A page with this program and this panel open."""
    open_address(page, f"{address(source)}&study={study}{more}")
    panel = page.locator(f"#panel-{study}")
    expect(panel).to_be_visible()
    return panel


def open_section(page: Page, name: str) -> Locator:
    """A section of the Code panel, opened."""
    section = page.locator(f"#code-{name}")
    if section.get_attribute("open") is None:
        section.locator("summary").first.click()
    expect(section).to_have_attribute("open", "")
    return section


def gradients_of(source: str) -> dict[str, float]:
    """Every label's gradient, by the engine."""
    return {value.label: value.grad for value in run(source).values}


def result_of(source: str) -> float:
    """What the program comes to, by the engine."""
    root = run(source).root
    assert root is not None
    return root.data


def names_of_leaves(source: str) -> list[str]:
    """The leaves that have names, in order."""
    return [v.label for v in run(source).values if v.op is None and v.label.isidentifier()]


def mark(page: Page, name: str) -> Locator:
    """The badge on the card with this name."""
    card = page.locator(".scene .node").filter(has=page.locator(f'title:text-is("{name}")'))
    return card.locator(".mark text")


def written(text: str) -> float:
    """A number as the page writes it."""
    return float(text.replace("\N{MINUS SIGN}", "-"))

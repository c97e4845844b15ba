"""Takes the README's pictures of the running page: `make screenshots`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.server import serving
from tests.chromium import FLAGS, find_chromium

HERE = Path(__file__).parent
L = "a = 2.0\nb = -3.0\nc = 10.0\ne = a*b\nd = e + c\nf = -2.0\nL = d*f"
NEURON = (
    "# inputs\nx1 = 2.0\nx2 = 0.0\n# weights\nw1 = -3.0\nw2 = 1.0\n# bias\nb = 6.8813735870195432\n"
    "n = x1*w1 + x2*w2 + b\no = tanh(n)"
)
TWICE = "a = -2.0\nb = 3.0\nd = a*b\ne = a + b\nf = d*e"
HILLS = "x = 0.5\ny = -1.0\ng = sin(3*x) + x*y + y**2"
LOSS = """import random
from micrograd.nn import MLP
random.seed(1337)
net = MLP(3, [4, 4, 1], activation="tanh", bias="uniform", linear_output=False)
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
scores = [net(x) for x in xs]
loss = sum((score - y)**2 for y, score in zip(ys, scores))
loss.backward()"""
MID_FLIGHT = 160  # ms after a step: the pulse is on its edge
SETTLED = 900  # ms: nothing glides any more


def main() -> None:
    with serving(b"{}") as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        url = f"http://127.0.0.1:{port}/"
        take(browser, url, "expression-light.png", source=L, step=8, scheme="light")
        take(browser, url, "expression-dark.png", source=NEURON, step=10, scheme="dark")
        take(browser, url, "error.png", source="a = 2.0\nb = 3a + tanhh(a)", step=None, scheme="light")
        take(browser, url, "phone.png", source=L, step=6, scheme="dark", size=(390, 844))
        take_still(browser, url, "folded.png", {"source": LOSS}, ".node.group", "light")
        broken = {"source": TWICE, "study": "break", "break": "overwrite"}
        take_still(browser, url, "break.png", broken, ".mark.bad", "light")
        take_still(browser, url, "nudge.png", {"source": HILLS, "study": "nudge"}, ".surface .level", "dark")
        take_lesson(browser, url, "lesson.png", "used_twice.3")
        take_training(browser, url, "train-light.png", "light", (1440, 900))
        take_training(browser, url, "train-dark.png", "dark", (1280, 800))
        take_training(browser, url, "train-phone.png", "light", (390, 844))
        browser.close()


def take(
    browser: Browser,
    url: str,
    name: str,
    *,
    source: str,
    step: int | None,
    scheme: str,
    size: tuple[int, int] = (1280, 800),
) -> None:
    """One picture, in the middle of the step after `step`."""
    page = _page(browser, scheme, size)
    fields = {"v": "1", "source": source} | ({} if step is None else {"step": str(step)})
    page.goto(f"{url}#{urlencode(fields)}")
    page.wait_for_load_state("networkidle")
    if step is not None:
        page.locator("[data-node]").first.wait_for()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(MID_FLIGHT)
    else:
        page.locator(".failure").wait_for()
    _keep(page, name)


def take_still(
    browser: Browser, url: str, name: str, fields: dict[str, str], there: str, scheme: str
) -> None:
    """The expression page when something can be seen on it."""
    page = _page(browser, scheme, (1280, 800))
    page.goto(f"{url}#{urlencode({'v': '1', **fields})}")
    page.locator(there).first.wait_for()
    page.wait_for_timeout(SETTLED)
    _keep(page, name)


def take_lesson(browser: Browser, url: str, name: str, place: str) -> None:
    """A step of a lesson, with what it asks for done."""
    page = _page(browser, "light", (1280, 800))
    page.goto(f"{url}#lesson={place}")
    for button in ("Hint", "Show me"):
        page.get_by_role("button", name=button).click()
    page.get_by_text("✓ Done.").wait_for()
    page.locator("#last").click()
    page.wait_for_timeout(SETTLED)
    _keep(page, name)


def take_training(browser: Browser, url: str, name: str, scheme: str, size: tuple[int, int]) -> None:
    """The moons demo after some seconds."""
    page = _page(browser, scheme, size)
    page.goto(f"{url}train#preset=moons-demo")
    page.get_by_text("accuracy 100%").first.wait_for()
    page.wait_for_timeout(SETTLED)
    _keep(page, name)


def _page(browser: Browser, scheme: str, size: tuple[int, int]) -> Page:
    return browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
    )


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=HERE / name)
    page.close()
    print(f"tests/screenshots/{name}")


if __name__ == "__main__":
    main()

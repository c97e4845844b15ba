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
MID_FLIGHT = 160  # ms after a step: the pulse is on its edge


def main() -> None:
    with serving(b"{}") as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        url = f"http://127.0.0.1:{port}/"
        take(browser, url, "expression-light.png", source=L, step=8, scheme="light")
        take(browser, url, "expression-dark.png", source=NEURON, step=10, scheme="dark")
        take(browser, url, "error.png", source="a = 2.0\nb = 3a + tanhh(a)", step=None, scheme="light")
        take(browser, url, "phone.png", source=L, step=6, scheme="dark", size=(390, 844))
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
    page: Page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    fields = {"v": "1", "source": source} | ({} if step is None else {"step": str(step)})
    page.goto(f"{url}#{urlencode(fields)}")
    page.wait_for_load_state("networkidle")
    if step is not None:
        page.locator("[data-node]").first.wait_for()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(MID_FLIGHT)
    else:
        page.locator(".failure").wait_for()
    page.screenshot(path=HERE / name)
    page.close()
    print(f"tests/screenshots/{name}")


if __name__ == "__main__":
    main()

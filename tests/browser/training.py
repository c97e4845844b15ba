"""Reading and moving the training page as a person does."""

import re

from playwright.sync_api import Locator, Page, expect

PLACE = re.compile(r"step ([\d\u202f]+)")


def open_training(page: Page, address: str = "", *, paused: bool = True) -> None:
    """A fresh training page, with a frame on it. `address` is what stands behind the #."""
    page.goto("about:blank")
    page.goto(f"/train#{address}")
    expect(page.locator("#train-place")).to_contain_text("accuracy" if "sine" not in address else "loss")
    if paused:
        pause(page)
    elif page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches"):
        page.locator("#train-play").click()  # there it does not begin by itself


def pause(page: Page) -> None:
    """Stand still, whether it played or not."""
    button = page.locator("#train-play")
    expect(button).to_be_enabled()
    # at once: a training that ends between a look and a click would begin anew
    page.evaluate("document.querySelector('#train-play[aria-label=Pause]')?.click()")
    expect(button).to_have_attribute("aria-label", "Play")


def place(page: Page) -> Locator:
    """Where in the training the page stands."""
    return page.locator("#train-place")


def step_of(page: Page) -> int:
    """The step on screen."""
    found = PLACE.search(place(page).inner_text())
    assert found is not None
    return int(found[1].replace("\u202f", ""))


def seek(page: Page, step: int) -> None:
    """Move the thumb of the scrub bar once it reaches so far, and wait until the step is there."""
    page.wait_for_function("step => Number(document.querySelector('#train-scrub').max) >= step", arg=step)
    page.locator("#train-scrub").fill(str(step))
    expect(place(page)).to_contain_text(re.compile(rf"^step {step}\b"))
    expect(said(page)).to_have_text(re.compile(rf"^Step {step}:"))


def said(page: Page) -> Locator:
    """What a screen reader hears last."""
    return page.locator("#train-live")


def field(page: Page, name: str) -> Locator:
    """The control of a field of the set-up."""
    return page.locator(f"#field-{name}")


def enter(page: Page, name: str, value: str) -> None:
    """Write into a field of the set-up and leave it."""
    field(page, name).fill(value)
    field(page, name).press("Enter")
    field(page, name).blur()


def trouble(page: Page, name: str) -> Locator:
    """What is wrong with a field, beside it."""
    return page.locator(f"#field-{name}-error")


def notice(page: Page) -> Locator:
    """What the page says about the whole."""
    return page.locator("#notice")


def samples(page: Page) -> Locator:
    """The samples on the plane."""
    return page.locator("#boundary .sample")


def tool(page: Page, name: str) -> None:
    """Choose what a click on the plane does."""
    page.locator("#tools").get_by_role("button", name=name).click()


def dataset(page: Page, name: str) -> Locator:
    """The tile of a dataset."""
    return page.get_by_role("radio", name=name, exact=True)

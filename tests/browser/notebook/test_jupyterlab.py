"""`watch` in a real notebook: JupyterLab with its own server and kernel, run in Chromium."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.screen import drag, quoted

NOTEBOOK = """
from engine import Value, watch
a = Value(3.0)
b = a * a
L = b + a
watch(L)
# %%
from engine.train import Config, Trainer
trainer = Trainer(Config(samples=40, hidden=(4,)))
_ = trainer.advance(7)
watch(trainer, height=620)
# %%
class Scalar:
    def __init__(self, data, prev=(), op="", label=""):
        self.data, self.grad, self.label = data, 0.0, label
        self._prev, self._op, self._backward = set(prev), op, lambda: None
    def __mul__(self, other):
        out = Scalar(self.data * other.data, (self, other), "*")
        def back():
            self.grad = other.data * out.grad
            other.grad = self.data * out.grad
        out._backward = back
        return out
x = Scalar(5.0, label="x")
y = x * x
y.grad = 1.0
y._backward()
watch(y)
# %%
import random
from engine.nn import MLP
random.seed(1)
net = MLP(2, [3, 1])
loss = sum((net([k, 1.0]) - 1.0) ** 2 for k in (1, 2))
watch(loss)
# %%
print("still", a.data, a.grad, trainer.step)
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab whose folder holds one notebook, `watch.ipynb`."""
    pytest.importorskip("jupyterlab", reason="JupyterLab is not installed")
    folder = tmp_path_factory.mktemp("lab")
    cells = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": text.strip(), "outputs": []}
        | {"execution_count": None}
        for i, text in enumerate(NOTEBOOK.split("# %%"))
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "watch.ipynb").write_text(json.dumps(notebook), "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = {
        "ServerApp.root_dir": folder, "ServerApp.port": port, "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False, "ServerApp.allow_root": True, "IdentityProvider.token": "",
        "LabApp.expose_app_in_browser": True, "LabApp.news_url": "None",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=_environment(folder),
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while not _answers(port):
            assert server.poll() is None, "JupyterLab ended"
            assert time.monotonic() < until, "JupyterLab does not answer"
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/lab/tree/watch.ipynb"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _environment(folder: Path) -> dict[str, str]:
    """Nobody's own settings of Jupyter."""
    own = {name: str(folder / "jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    return {**os.environ, **own, "JUPYTER_RUNTIME_DIR": str(folder / "run")}


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def notebook(lab: str, browser: Browser) -> Iterator[Page]:
    """The notebook with all its cells run, and nothing of livegrad's said in the console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.goto(lab)
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_visible(timeout=60_000)
    page.wait_for_function(
        "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.info", timeout=60_000
    )
    page.evaluate("() => void jupyterapp.commands.execute('notebook:run-all-cells')")
    expect(page.locator(".jp-OutputArea-output", has_text="still")).to_be_visible(timeout=60_000)
    expect(page.locator("iframe[title=livegrad]")).to_have_count(4)
    yield page
    context.close()
    assert not mistakes


def window(page: Page, number: int) -> FrameLocator:
    """What the cell with this number shows, scrolled to."""
    frames = page.locator("iframe[title=livegrad]")
    frames.nth(number).scroll_into_view_if_needed()
    return frames.nth(number).content_frame


def text_of(frame: FrameLocator, name: str, part: str) -> str:
    card = frame.locator(".scene .node").filter(has=frame.locator(f"title:text-is({quoted(name)})"))
    return card.locator(f"text.{part}").text_content() or ""


def test_a_value_is_shown_by_its_variables_and_its_pass_is_stepped(notebook: Page) -> None:
    frame = window(notebook, 0)
    expect(frame.locator(".scene .node")).to_have_count(3)
    assert [text_of(frame, name, "data") for name in "abL"] == ["3", "9", "12"]
    frame.locator("#last").click()
    expect(frame.locator("#docked")).to_contain_text("a")
    assert text_of(frame, "a", "grad") == "▲ 7"
    expect(frame.locator("#whole")).to_be_hidden()


def test_a_turned_number_is_followed_and_ones_own_values_stay(notebook: Page) -> None:
    frame = window(notebook, 0)
    drag(notebook, frame.locator(".scene .node .dial").first, 50)
    expect(frame.locator(".scene")).to_contain_text("15.75")  # 3.5² + 3.5
    assert [text_of(frame, name, "data") for name in "abL"] == ["3.5", "12.25", "15.75"]
    expect(notebook.locator(".jp-OutputArea-output", has_text="still")).to_have_text("still 3.0 0.0 7\n")


def test_a_trainer_stands_where_it_stands_and_goes_on(notebook: Page) -> None:
    frame = window(notebook, 1)
    expect(frame.locator("#train-place")).to_contain_text("step 7")
    expect(frame.locator("#network svg")).to_be_visible()
    frame.locator("#train-forward").click()
    expect(frame.locator("#train-place")).to_contain_text("step 8")
    frame.locator("#train-first").click()
    expect(frame.locator("#train-place")).to_contain_text("step 0")


def test_a_class_of_ones_own_is_read_and_its_wrong_gradient_is_told(notebook: Page) -> None:
    frame = window(notebook, 2)
    expect(frame.locator("#message")).to_contain_text("x has 5 and should have 10")
    frame.locator("#last").click()
    expect(frame.locator(".scene")).to_contain_text("10")


def test_a_net_is_folded_by_sample_layer_and_neuron(notebook: Page) -> None:
    frame = window(notebook, 3)
    expect(frame.locator(".scene")).to_contain_text("sample 0")
    expect(frame.locator(".scene")).to_contain_text("MLP")


def test_the_frame_is_dark_when_the_notebook_is(notebook: Page) -> None:
    frame = window(notebook, 0)
    expect(frame.locator("html")).to_have_attribute("data-theme", "light")
    notebook.evaluate("document.body.dataset.jpThemeLight = 'false'")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    notebook.evaluate("document.body.dataset.jpThemeLight = 'true'")
    expect(frame.locator("html")).to_have_attribute("data-theme", re.compile("light"))


def test_a_saved_notebook_shows_its_graphs_though_their_kernel_is_gone(
    notebook: Page, lab: str, browser: Browser
) -> None:
    for number in range(4):
        expect(window(notebook, number).locator(".scene .node, #network svg").first).to_be_visible()
    notebook.evaluate(
        """async () => {
          await jupyterapp.commands.execute("@jupyter-widgets/jupyterlab-manager:saveWidgetState");
          const { context, sessionContext } = jupyterapp.shell.currentWidget;
          await context.save();
          await sessionContext.shutdown();
        }"""
    )
    later = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = later.new_page()
    page.goto(f"{lab}?reset")
    # cells further down are made by Lab when it has time
    expect(page.locator("iframe[title=livegrad]").nth(1)).to_be_attached(timeout=60_000)
    frame = window(page, 0)
    expect(frame.locator(".scene .node")).to_have_count(3)
    frame.locator("#last").click()
    expect(frame.locator(".scene")).to_contain_text("▲ 7")
    expect(window(page, 1).locator("#waits")).to_contain_text("The kernel has not answered yet")
    later.close()

"""What is taken along of a page: pictures, films, steps as tables, and the code for embedding."""

import csv
import json
import re
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import L, card, open_program
from tests.browser.training import open_training

SVG = "{http://www.w3.org/2000/svg}"


def kept(page: Page, name: str, tmp_path: Path) -> Path:
    """The file behind a button of the menu."""
    page.locator("#share").click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=name, exact=True).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    if page.locator("#share-menu").is_visible():
        page.keyboard.press("Escape")
    return file


def film_of(page: Page, file: Path) -> dict[str, float]:
    """How the browser itself finds a film, and how many of its pixels at two moments differ."""
    with page.context.new_page() as other:
        other.set_content("<input type=file><video muted></video>")
        other.locator("input").set_input_files(file)
        found: dict[str, float] = other.evaluate(
            """async () => {
              const video = document.querySelector("video");
              const [file] = document.querySelector("input").files;
              video.src = URL.createObjectURL(file);
              await new Promise((done, fail) => { video.onloadeddata = done; video.onerror = fail; });
              const pens = [];
              for (const at of [0.05, video.duration - 0.1]) {
                video.currentTime = at;
                await new Promise((done) => { video.onseeked = done; });
                const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
                const pen = canvas.getContext("2d");
                pen.drawImage(video, 0, 0);
                pens.push(pen.getImageData(0, 0, canvas.width, canvas.height).data);
              }
              const differ = pens[0].reduce((n, x, i) => n + (Math.abs(x - pens[1][i]) > 40), 0);
              return { seconds: video.duration, width: video.videoWidth, differ };
            }"""
        )
    return found


def test_a_picture_is_the_graph_as_it_is_on_screen(page: Page, tmp_path: Path) -> None:
    open_program(page, L, 5)
    file = kept(page, "Picture: svg", tmp_path)
    drawing = ET.fromstring(file.read_text("utf-8"))
    said = [text.text for text in drawing.iter(f"{SVG}text")]
    assert {"L", "d", "f", "a", "b", "c", "e"} <= set(said)
    assert not drawing.findall(".//*[@class]")
    with page.context.new_page() as other:
        other.goto(file.as_uri())
        other.set_viewport_size({"width": 900, "height": 800})
        colours = other.evaluate(
            "() => [...document.querySelectorAll('rect')].map((part) => getComputedStyle(part).fill)"
        )
    assert len(set(colours)) > 2
    png = kept(page, "Picture: png", tmp_path).read_bytes()
    width, height = struct.unpack(">II", png[16:24])
    box = page.locator("#stage").bounding_box()
    assert box is not None
    assert (width, height) == pytest.approx((2 * box["width"], 2 * box["height"]), abs=3)


def test_the_steps_are_a_table(page: Page, tmp_path: Path) -> None:
    open_program(page, L)
    with kept(page, "Steps: csv", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = json.loads(kept(page, "Steps: json", tmp_path).read_text("utf-8"))
    assert [row["kind"] for row in rows] == [step["kind"] for step in told["steps"]]
    last = rows[-1]
    assert float(last["after"]) == float(last["before"]) + float(last["upstream"]) * float(last["local"])
    gradients = {node["name"]: node["gradient"] for node in told["nodes"]}
    assert (gradients["a"], gradients["b"], gradients["L"]) == (6, -4, 1)
    assert told["program"] == L


def test_a_pass_is_filmed(page: Page, tmp_path: Path) -> None:
    open_program(page, "a = 3.0\nb = a + a", 0)
    page.locator("#forward").click()  # after the forward pass
    page.locator("#speed").click()
    webm = kept(page, "Film: webm", tmp_path)
    found = film_of(page, webm)
    assert 2 < found["seconds"] < 20
    assert found["differ"] > 100
    expect(page.locator("#place")).to_have_text("value 1 of 1")
    gif = kept(page, "Film: gif", tmp_path).read_bytes()
    assert gif[:6] == b"GIF89a"
    assert gif.count(b"\x21\xf9\x04") > 10


def test_a_film_can_be_cancelled(page: Page) -> None:
    open_program(page, L, 3)
    page.locator("#share").click()
    page.get_by_role("button", name="Film: webm", exact=True).click()
    box = page.get_by_role("dialog", name="Filming what the page plays")
    expect(box.get_by_role("progressbar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).not_to_be_attached()
    expect(page.locator("#place")).to_have_text("value 3 of 3")
    expect(card(page, "L")).to_be_visible()


def test_a_training_is_filmed(page: Page, tmp_path: Path) -> None:
    open_training(page, "preset=moons-demo&step=12")
    page.wait_for_function("() => Number(document.querySelector('#train-scrub').max) >= 12")
    png = kept(page, "Picture: png", tmp_path).read_bytes()
    assert len(png) > 20_000
    found = film_of(page, kept(page, "Film: webm", tmp_path))
    assert found["seconds"] == pytest.approx(13 * 0.08 + 2, abs=0.5)
    assert found["differ"] > 1000


@pytest.mark.expected_in_console("clipboard")
def test_without_a_clipboard_the_code_can_be_copied_by_hand(page: Page) -> None:
    open_program(page, L)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    page.locator("#share").click()
    page.get_by_role("button", name=re.compile("^Copy code for embedding")).click()
    expect(page.get_by_label("To copy by hand")).to_have_value(
        re.compile('^<iframe src="http.*/embed#v=1&amp;')
    )

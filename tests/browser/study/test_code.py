"""The Code panel: other words, parts, the forward sweep, the gradient's own graph, and ops of one's own."""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import NEURON, L, card, open_program, press, row, signed, source_of
from tests.browser.study.panels import (
    ENTROPY,
    LECTURE,
    PROGRAMS,
    ROOTS,
    gradients_of,
    mark,
    names_of_leaves,
    open_panel,
    open_section,
    result_of,
    written,
)
from tests.engine.own.shapes import SHAPES

OWN = "op cube(x) = x**3\n  d/dx = 3*x**2\na = 2.0\ny = cube(a)"


def undo(page: Page) -> None:
    page.get_by_role("textbox", name="Program").focus()
    page.keyboard.press("ControlOrMeta+z")


@pytest.mark.parametrize("source", PROGRAMS)
def test_the_text_on_screen_runs_and_comes_to_the_same(still: Page, source: str) -> None:
    open_panel(still, source, "code")
    section = open_section(still, "words")
    section.get_by_role("button", name="livegrad", exact=True).click()
    text = section.locator("pre")
    expect(text).not_to_contain_text("torch")
    for name in names_of_leaves(source):
        expect(text).to_contain_text(re.compile(rf"\b{name} = "))
    assert result_of(text.inner_text()) == pytest.approx(result_of(source), rel=1e-12)


def test_every_target_is_shown_when_it_is_asked_for(still: Page) -> None:
    open_panel(still, NEURON, "code")
    section = open_section(still, "words")
    for button, part in {
        "PyTorch": "import torch",
        "JAX": "import jax",
        "micrograd": "from micrograd.engine import Value",
        "DOT": "digraph",
        "SVG": "<svg",
    }.items():
        section.get_by_role("button", name=button, exact=True).click()
        expect(section.locator("pre")).to_contain_text(part)
        expect(section.get_by_role("button", name=button, exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )


def test_the_text_follows_the_program(still: Page) -> None:
    open_panel(still, L, "code")
    expect(open_section(still, "words").locator("pre")).to_contain_text("torch.tensor(-3.0")
    still.get_by_role("textbox", name="b", exact=True).fill("-4")
    still.keyboard.press("Enter")
    expect(still.locator("#code-words pre")).to_contain_text("torch.tensor(-4.0")


def test_the_text_is_copied_and_downloaded_as_it_is_shown(still: Page) -> None:
    still.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_panel(still, L, "code")
    section = open_section(still, "words")
    expect(section.locator("pre")).to_contain_text("import torch")
    shown = section.locator("pre").text_content() or ""
    press(still, "Copy")
    expect(section.get_by_text("livegrad_pytorch.py is copied.")).to_be_visible()
    assert still.evaluate("() => navigator.clipboard.readText()") == shown
    with still.expect_download() as saved:
        press(still, "Download")
    assert saved.value.suggested_filename == "livegrad_pytorch.py"
    assert Path(saved.value.path()).read_text(encoding="utf-8") == shown


@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed here")
def test_pytorchs_numbers_stand_beside_ours_with_the_largest_difference(still: Page) -> None:
    open_panel(still, ENTROPY, "code")
    section = open_section(still, "words")
    press(still, "PyTorch's numbers beside ours")
    said = section.locator("b.digits")
    expect(said).to_be_visible(timeout=60_000)
    assert float(said.inner_text()) < 1e-12
    line = section.locator("tbody tr").filter(has=still.locator('th:text-is("z")')).locator("td")
    ours, theirs, _ = line.all_text_contents()
    assert ours == theirs
    assert written(ours) == pytest.approx(gradients_of(ENTROPY)["z"], abs=1e-4)


def test_a_server_without_pytorch_says_so(still: Page) -> None:
    nothing: dict[str, Any] = {"installed": False, "version": None, "nodes": [], "largest_difference": None}
    still.route("**/api/torch", lambda route: route.fulfill(json=nothing))
    open_panel(still, L, "code")
    press(still, "PyTorch's numbers beside ours")
    expect(still.get_by_text("PyTorch is not installed where livegrad runs.")).to_be_visible()


@pytest.mark.parametrize("source", [NEURON, ENTROPY, ROOTS])
def test_expanding_keeps_the_gradients_of_the_leaves_and_undo_brings_the_text_back(
    still: Page, source: str
) -> None:
    open_panel(still, source, "code")
    section = open_section(still, "parts")
    press(still, "Expand")
    expect(section).to_contain_text(re.compile(r"\d places? (is|are) written in parts\."))
    leaves = names_of_leaves(source)
    expect(section).to_contain_text(f"The gradients of all {len(leaves)} leaves stay the same.")
    expanded = source_of(still)
    assert expanded != source
    before, after = gradients_of(source), gradients_of(expanded)
    assert {name: after[name] for name in leaves} == pytest.approx({name: before[name] for name in leaves})
    undo(still)
    expect(still.locator(".cm-line")).to_have_text(source.split("\n"))


def test_tanh_becomes_exponentials_and_is_found_in_them_again(still: Page) -> None:
    open_panel(still, NEURON, "code")
    section = open_section(still, "parts")
    press(still, "Expand")
    expect(still.locator(".cm-line").last).to_have_text("o = (e - 1)/(e + 1)")
    expect(card(still, "e")).to_be_visible()
    expect(section).to_contain_text("1 place is written in parts")
    press(still, "Collapse")
    expect(still.locator(".cm-line").last).to_have_text("o = tanh(n)")
    expect(section).to_contain_text("1 place is put together. The gradients of all 5 leaves stay the same.")


def test_only_the_chosen_node_is_written_in_parts(still: Page) -> None:
    open_panel(still, "a = 0.5\nb = tanh(a)\nc = tanh(b)", "code")
    section = open_section(still, "parts")
    only = section.get_by_role("checkbox")
    expect(only).to_be_disabled()
    row(still, "b").locator("th").click()
    expect(section).to_contain_text("It is b.")
    only.check()
    press(still, "Expand")
    expect(still.locator(".cm-line").last).to_have_text("c = tanh(b)")
    expect(still.locator("#editor")).to_contain_text("exp(2*a)")


def test_division_becomes_micrograds_power(still: Page) -> None:
    open_panel(still, "a = 6.0\nb = 3.0\nc = a/b - a", "code")
    section = open_section(still, "parts")
    section.get_by_label("Rules").select_option(label="as micrograd has it")
    press(still, "Expand")
    expect(section).to_contain_text(
        "2 places are written in parts. The gradients of all 2 leaves stay the same."
    )
    expect(still.locator(".cm-line").last).to_contain_text("**-1")


def test_what_has_no_parts_is_said_to_have_none(still: Page) -> None:
    open_panel(still, L, "code")
    section = open_section(still, "parts")
    press(still, "Expand")
    expect(section).to_contain_text("Nothing here has simpler parts.")
    press(still, "Collapse")
    expect(section).to_contain_text("No op is recognised in its parts here.")
    assert source_of(still) == L


@pytest.mark.parametrize("source", PROGRAMS)
def test_a_forward_sweep_ends_with_the_leafs_gradient_at_the_root(still: Page, source: str) -> None:
    open_panel(still, source, "code")
    section = open_section(still, "sweep")
    name = names_of_leaves(source)[-1]
    section.get_by_label("Leaf to sweep from").select_option(label=name)
    expect(section).to_contain_text(f"this is {name}.grad")
    root = still.locator("#ledger th").first.inner_text()
    told = (mark(still, root).text_content() or "").removeprefix("→ ")
    assert written(told) == pytest.approx(gradients_of(source)[name], abs=1e-4)


def test_the_sweep_is_walked_term_by_term_and_each_lights_its_edge(still: Page) -> None:
    open_panel(still, L, "code")
    section = open_section(still, "sweep")
    place = section.locator(".place")
    expect(place).to_have_text("3 of 3")
    for at in (2, 1):
        press(still, "One term back")
        expect(place).to_have_text(f"{at} of 3")
        expect(still.locator("#stage .edge.lit")).to_have_count(1)
    expect(mark(still, "e")).to_have_text("→ −3")
    expect(mark(still, "d")).to_have_count(0)
    press(still, "One term back")
    expect(section).to_contain_text("its tangent is 1")
    expect(still.locator("#stage .edge.lit")).to_have_count(0)
    section.get_by_role("button", name="Go through the sweep").click()
    expect(place).to_have_text("3 of 3")
    expect(section.get_by_role("button", name="Go through the sweep")).to_have_text("Go")


@pytest.mark.parametrize(
    ("source", "leaves", "forward", "backward"), [(L, 4, 9, 6), ("a = 3.0\nb = a + a", 1, 2, 2)]
)
def test_the_work_of_both_ways_is_counted(
    still: Page, source: str, leaves: int, forward: int, backward: int
) -> None:
    open_panel(still, source, "code")
    section = open_section(still, "sweep")
    sweeps = "1 sweep" if leaves == 1 else f"{leaves} sweeps"
    expect(section).to_contain_text(f"Forward needs {sweeps}, one for each leaf: {forward} terms")
    expect(section).to_contain_text(f"Backward needs one pass: {backward} terms.")


def test_the_sweeps_marks_go_with_it(still: Page) -> None:
    open_panel(still, L, "code")
    open_section(still, "sweep")
    expect(still.locator(".scene .mark")).not_to_have_count(0)
    open_section(still, "second")
    expect(still.locator(".scene .mark")).to_have_count(0)
    open_section(still, "sweep")
    expect(still.locator(".scene .mark")).not_to_have_count(0)
    still.get_by_role("tab", name="Step").click()
    expect(still.locator(".scene .mark")).to_have_count(0)


@pytest.mark.parametrize("source", [*LECTURE[:2], ROOTS, "x = 2.0\ny = x**3"])
def test_the_gradient_opens_as_a_program_whose_result_it_is(still: Page, source: str) -> None:
    open_panel(still, source, "code")
    section = open_section(still, "second")
    name = names_of_leaves(source)[0]
    press(still, "Open the gradient as a program")
    expect(still.locator(".cm-line").first).to_be_visible()
    expect(still.locator("#editor")).not_to_have_text("".join(source.split("\n")))
    assert result_of(source_of(still)) == pytest.approx(gradients_of(source)[name], rel=1e-9)
    expect(section).to_contain_text("is a graph of")
    undo(still)
    expect(still.locator(".cm-line")).to_have_text(source.split("\n"))


def test_the_second_derivatives_stand_in_a_table(still: Page) -> None:
    open_panel(still, "x = 2.0\nk = 5.0\ny = k*x**3", "code")
    section = open_section(still, "second")
    expect(section.locator("tbody tr").filter(has_text="x").locator("td")).to_have_text(signed(60))
    expect(section.locator("tbody tr").filter(has_text="k").locator("td")).to_have_text(signed(12))
    expect(section).to_contain_text("∂y/∂x = 60 is a graph of")


def test_an_own_op_typed_by_hand_is_drawn_explained_and_checked(still: Page) -> None:
    open_program(still, OWN)
    expect(card(still, "y").locator(".data")).to_have_text("8")
    expect(still.locator(".scene .op text")).to_contain_text(["cube"])
    expect(still.locator("#explain")).to_contain_text("local")
    expect(still.locator("#explain .sum math msup").first).to_be_attached()
    still.locator("#explain .engine summary").click()
    expect(still.locator("#explain .engine")).to_contain_text("In the program, line 1")
    expect(still.locator("#explain .engine pre")).to_contain_text("d/dx = 3*x**2")
    still.get_by_role("tab", name="Code").click()
    section = open_section(still, "own")
    expect(section.locator(".owns")).to_contain_text(
        "cube(x) ✓ The derivative agrees with nudges at 9 places."
    )


def test_an_own_op_is_checked_while_it_is_written_and_put_into_the_program(still: Page) -> None:
    open_panel(still, L, "code")
    section = open_section(still, "own")
    section.get_by_label("name").fill("twist")
    section.get_by_label("f(x) =").fill("x*x")
    section.get_by_label("d/dx =").fill("x")
    expect(section.locator("form .bad")).to_contain_text("✗ At 3.2 you say d/dx is 3.2; a nudge gives 6.4.")
    section.get_by_label("d/dx =").fill("2*x")
    expect(section.locator("form .good")).to_contain_text("✓ The derivative agrees with nudges at 9 places.")
    press(still, "Put it into the program")
    lines = still.locator(".cm-line")
    expect(lines.first).to_have_text("op twist(x) = x*x")
    expect(section.locator(".owns")).to_contain_text("twist(x)")
    section.get_by_label("f(x) =").fill("x**2 + 1")
    section.locator("form").evaluate("(form) => { form.requestSubmit(); form.requestSubmit(); }")
    expect(lines.first).to_have_text("op twist(x) = x**2 + 1")
    expect(lines.nth(2)).to_have_text("a = 2.0")
    assert source_of(still).count("op twist") == 1


@pytest.mark.expected_in_console("422 (Unprocessable")
def test_a_rule_that_cannot_be_read_is_answered_in_words_and_cannot_be_put_in(still: Page) -> None:
    open_panel(still, L, "code")
    section = open_section(still, "own")
    section.get_by_label("f(x) =").fill("x**")
    expect(section.locator("form .failure")).to_be_visible()
    expect(section.get_by_role("button", name="Put it into the program")).to_be_disabled()


def test_an_own_op_leaves_the_page_as_a_function_of_pytorch(still: Page) -> None:
    open_panel(still, OWN, "code")
    text = open_section(still, "words").locator("pre")
    expect(text).to_contain_text("torch.autograd.Function")


def test_nothing_of_the_panel_overflows(still: Page) -> None:
    open_panel(still, NEURON, "code")
    for name in ("words", "parts", "sweep", "second", "own"):
        open_section(still, name)
        sizes = still.evaluate(
            """() => { const column = document.querySelector(".reading");
            return [column.scrollWidth, column.clientWidth]; }"""
        )
        assert sizes[0] <= sizes[1], (name, json.dumps(sizes))


def test_a_class_of_ones_own_stands_beside_livegrads(still: Page) -> None:
    right = SHAPES["closures"].program("a = V(2.0)", "b = V(-3.0)", "r = a * b + a", "GO")
    wrong = right.replace("self.grad += other.data * out.grad", "self.grad = other.data * out.grad")
    open_panel(still, wrong, "code")
    section = open_section(still, "beside")
    expect(section.get_by_role("status")).to_have_text("One gradient differs.")
    expect(section.locator("tr.differs")).to_have_text(re.compile("a.*2.*−3.*−2"))
    objects = section.get_by_role("row", name=re.compile("^objects"))
    expect(objects.get_by_role("cell")).to_have_text(["4", "4"])
    open_panel(still, right, "code")
    expect(open_section(still, "beside").get_by_role("status")).to_have_text(
        "Every gradient is the same in both."
    )
    open_panel(still, L, "code")
    expect(open_section(still, "beside")).to_contain_text("no autograd class of its own")

"""Clicking through every step of the lecture's programs, forwards and backwards, and reading every number.

What is expected is worked out here by hand rules, not by the engine.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    A_PLUS_A,
    MINUS,
    NEURON,
    UNKNOWN,
    USED_TWICE,
    L,
    Screen,
    gradient,
    number,
    open_program,
    press,
    read,
    told,
)

pytestmark = pytest.mark.one_page


@dataclass(frozen=True)
class Sheet:
    """A program, worked out by hand."""

    source: str
    leaves: dict[str, float]
    values: Sequence[tuple[str, float]]  # in the order they are computed
    contributions: Sequence[
        tuple[str, str, float]
    ]  # node, parent, local derivative: in the backward pass's order
    says: dict[str, str]  # gradients at the end, as LECTURE.md has them, to four decimals


def sheet_of_l() -> Sheet:
    a, b, c, f = 2.0, -3.0, 10.0, -2.0
    e = a * b
    d = e + c
    return Sheet(
        L,
        {"a": a, "b": b, "c": c, "f": f},
        [("e", e), ("d", d), ("L", d * f)],
        [("L", "d", f), ("L", "f", d), ("d", "e", 1), ("d", "c", 1), ("e", "a", b), ("e", "b", a)],
        {
            "L": "▲ 1",
            "d": f"▼ {MINUS}2",
            "f": "▲ 4",
            "e": f"▼ {MINUS}2",
            "c": f"▼ {MINUS}2",
            "a": "▲ 6",
            "b": f"▼ {MINUS}4",
        },
    )


def sheet_of_the_neuron() -> Sheet:
    x1, x2, w1, w2, b = 2.0, 0.0, -3.0, 1.0, 6.8813735870195432
    first, second = x1 * w1, x2 * w2
    n = first + second + b
    o = math.tanh(n)
    return Sheet(
        NEURON,
        {"x1": x1, "x2": x2, "w1": w1, "w2": w2, "b": b},
        [("x1*w1", first), ("x2*w2", second), ("x1*w1 + x2*w2", first + second), ("n", n), ("o", o)],
        [
            ("o", "n", 1 - o**2),
            ("n", "x1*w1 + x2*w2", 1),
            ("n", "b", 1),
            ("x1*w1 + x2*w2", "x1*w1", 1),
            ("x1*w1 + x2*w2", "x2*w2", 1),
            ("x2*w2", "x2", w2),
            ("x2*w2", "w2", x2),
            ("x1*w1", "x1", w1),
            ("x1*w1", "w1", x1),
        ],
        {
            "o": "▲ 1",
            "n": "▲ 0.5",
            "b": "▲ 0.5",
            "x1*w1": "▲ 0.5",
            "x2*w2": "▲ 0.5",
            "x1*w1 + x2*w2": "▲ 0.5",
            "x1": f"▼ {MINUS}1.5",
            "w1": "▲ 1",
            "x2": "▲ 0.5",
            "w2": "0",
        },
    )


def sheet_of_a_plus_a() -> Sheet:
    return Sheet(
        A_PLUS_A,
        {"a": 3.0},
        [("b", 6.0)],
        [("b", "a", 1), ("b", "a", 1)],
        {"b": "▲ 1", "a": "▲ 2"},
    )


def sheet_of_used_twice() -> Sheet:
    a, b = -2.0, 3.0
    d, e = a * b, a + b
    return Sheet(
        USED_TWICE,
        {"a": a, "b": b},
        [("d", d), ("e", e), ("f", d * e)],
        [("f", "d", e), ("f", "e", d), ("e", "a", 1), ("e", "b", 1), ("d", "a", b), ("d", "b", a)],
        {
            "f": "▲ 1",
            "d": "▲ 1",
            "e": f"▼ {MINUS}6",
            "a": f"▼ {MINUS}3",
            "b": f"▼ {MINUS}8",
        },
    )


SHEETS = [sheet_of_l(), sheet_of_the_neuron(), sheet_of_a_plus_a(), sheet_of_used_twice()]
NAMES = ["L", "neuron", "a plus a", "used twice"]


def assert_everywhere(
    screen: Screen, known: dict[str, float], grads: dict[str, float], names: set[str]
) -> None:
    """Card and row of every node show what is known and what has arrived, and nothing else."""
    assert set(screen.cards) == set(screen.rows) == names
    for name in names:
        card, line = screen.cards[name], screen.rows[name]
        if name in known:
            assert card.value == number(known[name]), name
            assert told(line.value) == pytest.approx(known[name], abs=5e-5), name
        else:
            assert (card.value, line.value) == (UNKNOWN, UNKNOWN), name
        if name in grads:
            assert card.grad == gradient(grads[name]), name
            assert told(line.grad) == pytest.approx(grads[name], abs=5e-5), name
        else:
            assert (card.grad, line.grad) == ("0", UNKNOWN), name


@pytest.mark.parametrize("sheet", SHEETS, ids=NAMES)
def test_every_number_of_both_passes_is_right_on_the_way_there_and_the_same_on_the_way_back(
    still: Page, sheet: Sheet
) -> None:
    page = still
    open_program(page, sheet.source)
    press(page, "To the start")
    known = dict(sheet.leaves)
    grads: dict[str, float] = {}
    names = {*sheet.leaves, *(name for name, _ in sheet.values)}
    root = sheet.values[-1][0]
    states = [read(page)]
    assert states[0].title == "Start"
    assert_everywhere(states[0], known, grads, names)

    for i, (name, value) in enumerate(sheet.values, 1):
        press(page, "One step forward")
        screen = read(page)
        known[name] = value
        assert_everywhere(screen, known, grads, names)
        assert screen.title == "This value"
        assert screen.active == [name]
        assert screen.panel[-1][0] == name
        assert told(screen.panel[-1][1]) == pytest.approx(value, abs=5e-5)
        assert screen.place == f"value {i} of {len(sheet.values)}"
        assert screen.step == screen.done == i
        states.append(screen)

    press(page, "One step forward")
    grads[root] = 1.0
    screen = read(page)
    assert_everywhere(screen, known, grads, names)
    assert screen.title == "The seed gradient"
    assert screen.active == [root]
    assert screen.place == "seed gradient"
    states.append(screen)

    for i, (node, parent, local) in enumerate(sheet.contributions, 1):
        press(page, "One step forward")
        screen = read(page)
        upstream = grads[node]
        before = grads.get(parent, 0.0)
        grads[parent] = before + upstream * local
        assert_everywhere(screen, known, grads, names)
        assert screen.title == "This contribution"
        assert screen.active == [parent]
        assert told(screen.line("upstream")) == pytest.approx(upstream, abs=5e-5)
        assert told(screen.line("× local")) == pytest.approx(local, abs=5e-5)
        assert told(screen.line("contribution")) == pytest.approx(upstream * local, abs=5e-5)
        assert told(screen.line(parent, ".grad before")) == pytest.approx(before, abs=5e-5)
        assert told(screen.line(parent, ".grad after")) == pytest.approx(grads[parent], abs=5e-5)
        assert screen.place == f"contribution {i} of {len(sheet.contributions)}"
        assert screen.says.startswith(f"{node} passes ")
        states.append(screen)

    assert {name: shown.grad for name, shown in states[-1].cards.items()} == sheet.says
    expect(page.get_by_role("button", name="One step forward", exact=True)).to_be_disabled()

    for expected in reversed(states[:-1]):
        press(page, "One step back")
        assert read(page) == expected
    expect(page.get_by_role("button", name="One step back", exact=True)).to_be_disabled()


def test_the_neuron_ends_with_the_lecture_s_value(page: Page) -> None:
    open_program(page, NEURON)
    screen = read(page)
    assert screen.cards["n"].value == "0.8814"
    assert screen.cards["o"].value == "0.7071"


def test_a_use_of_the_same_name_says_which_use_it_is(still: Page) -> None:
    open_program(still, A_PLUS_A, 3)
    expect(still.locator("#explain")).to_contain_text("a is used twice here. This is use 1")
    press(still, "One step forward")
    expect(still.locator("#explain")).to_contain_text("This is use 2")


def test_the_panel_tells_the_op_s_rule_in_symbols_and_in_numbers(still: Page) -> None:
    open_program(still, L, 5)
    expect(still.locator("#explain math").first).to_be_visible()
    formula = still.locator("#explain .formulas math")
    stages = {
        "symbols": "∂L∂d+=∂L∂L⋅∂L∂d",
        "upstream": "∂L∂d+=1⋅∂L∂d",
        "local": f"∂L∂d+=1⋅({MINUS}2)",
        "number": f"∂L∂d+=1⋅({MINUS}2)={MINUS}2",
    }
    for stage, shown in stages.items():
        still.locator("#explain .fills").get_by_role("button", name=stage, exact=True).click()
        expect(formula).to_have_text(shown)
    expect(still.locator("#explain")).to_contain_text("d reaches L directly")


def test_first_and_last_go_to_the_ends(still: Page) -> None:
    open_program(still, L)
    end = read(still)
    press(still, "To the start")
    assert read(still).step == 0
    press(still, "To the end")
    assert read(still) == end


def test_the_segments_go_to_the_start_of_each_pass(still: Page) -> None:
    open_program(still, L)
    forward = still.get_by_role("button", name="forward", exact=True)
    backward = still.get_by_role("button", name="backward", exact=True)
    forward.click()
    assert read(still).step == 0
    expect(forward).to_have_attribute("aria-pressed", "true")
    backward.click()
    screen = read(still)
    assert screen.step == 3
    assert {shown.grad for shown in screen.cards.values()} == {"0"}
    assert UNKNOWN not in {shown.value for shown in screen.cards.values()}
    expect(backward).to_have_attribute("aria-pressed", "true")

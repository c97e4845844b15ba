"""A pasted program: what it prints and plots is shown, and each of its backward passes can be looked at."""

from playwright.sync_api import Page, expect

from tests.browser.screen import (
    A_PLUS_A,
    MINUS,
    address,
    card,
    editor,
    grad_of,
    open_program,
    press,
    value_of,
)

TRAINING = """w = Value(1.0, label='w')
for k in range(3):
    loss = (w*2.0 - 4.0)**2
    w.grad = 0.0
    loss.backward()
    w.data -= 0.1*w.grad
    print('turn', k)
"""
PLOT = """import matplotlib.pyplot as plt
import numpy as np
def f(x):
    return 3*x**2 - 4*x + 5
xs = np.arange(-5, 5, 0.25)
plt.plot(xs, f(xs))
print(f(3.0))
"""


def test_what_a_program_prints_stands_under_it(still: Page) -> None:
    open_program(still, TRAINING)
    expect(still.locator("#output")).to_have_text("turn 0\nturn 1\nturn 2\n")


def test_every_pass_of_a_training_loop_can_be_chosen(still: Page) -> None:
    open_program(still, TRAINING)
    expect(still.get_by_role("combobox")).to_have_value("2")
    expect(value_of(still, "loss")).to_have_text("0.0064")
    expect(grad_of(still, "w")).to_have_text(f"▼ {MINUS}0.32")
    still.get_by_role("combobox").select_option("1 of 3")
    expect(value_of(still, "loss")).to_have_text("4")
    expect(value_of(still, "w")).to_have_text("1")
    expect(grad_of(still, "w")).to_have_text(f"▼ {MINUS}8")
    still.wait_for_url("**pass=0*")
    still.reload()
    expect(value_of(still, "loss")).to_have_text("4")


def test_the_picture_shows_the_graph_of_one_turn_only(still: Page) -> None:
    open_program(still, TRAINING)
    expect(card(still, "loss")).to_have_count(1)
    expect(still.locator(".scene .node")).to_have_count(6)  # w, 2.0, w*2.0, 4.0, their difference, loss


def test_a_program_with_one_pass_has_nothing_to_choose(still: Page) -> None:
    open_program(still, A_PLUS_A)
    expect(still.get_by_role("combobox")).to_be_hidden()
    expect(still.locator("#output")).to_be_hidden()


def test_a_program_without_a_value_shows_its_output_and_no_graph(still: Page) -> None:
    still.goto(address(PLOT))
    expect(still.locator("#output pre")).to_have_text("20.0\n")
    expect(still.locator("#output .plot polyline")).to_have_count(1)
    expect(still.locator(".scene .node")).to_have_count(0)
    expect(still.locator("#explain")).to_contain_text("no Value")
    expect(still.get_by_label("Play")).to_be_disabled()


def test_choosing_an_example_after_a_loop_shows_its_own_last_pass(still: Page) -> None:
    open_program(still, TRAINING)
    still.get_by_role("combobox").select_option("1 of 3")
    expect(value_of(still, "loss")).to_have_text("4")
    still.get_by_role("button", name="Examples").click()
    still.get_by_role("button", name="Used twice: b = a + a").click()
    expect(value_of(still, "b")).to_have_text("6")
    still.keyboard.press("End")
    expect(grad_of(still, "a")).to_have_text("▲ 2")
    expect(still.locator("#output")).to_be_hidden()


def test_a_program_without_a_value_gets_its_graph_at_a_click(
    still: Page,
) -> None:
    still.goto(address("def f(x): return 3*x**2 - 4*x + 5\nf(3.0)"))
    press(still, "Make them Values")
    expect(editor(still)).to_contain_text("f(Value(3.0))")
    press(still, "One step forward")
    press(still, "One step forward")
    still.wait_for_url("**step=*")
    editor(still).press("Control+z")
    expect(editor(still)).not_to_contain_text("Value(3.0)")

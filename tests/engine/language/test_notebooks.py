"""Notebooks of the lecture and of micrograd, in our own words: every cell of each runs, in order."""

import pytest

from engine.language import LanguageError, Limits, Run, run
from tests.engine.language.notebooks import BOUNDARY, DEMO, FIRST, FIRST_LOSS, SECOND, STEPS, TRACE, TRAINING

IMPATIENT = Limits(max_seconds=2.0)
"""What is said of a program that takes too long does not depend on how long that is."""


def notebook(cells: list[str]) -> str:
    return "".join(f"# %%\n{cell}\n" for cell in cells)


def after_each_cell(cells: list[str]) -> Run:
    """A person runs one cell after the other: none of them may fail."""
    for count in range(1, len(cells)):
        run(notebook(cells[:count]))
    return run(notebook(cells))


def kinds(ran: Run) -> list[str]:
    return [item.kind for item in ran.items if item.kind != "text"]


def test_the_first_lecture_notebook() -> None:
    ran = after_each_cell(FIRST)
    lines = ran.output.splitlines()
    assert lines[:2] == ["20.0", "2.999378523327323e-06"]
    assert float(lines[2].split()[1]) == pytest.approx(-3.0, abs=1e-9)
    assert lines[3].startswith("Value(data=-8.0")
    assert float(lines[4]) == pytest.approx(-3.9999999999995595, abs=1e-9)
    assert float(lines[5]) == pytest.approx(0.5)
    assert lines[6].startswith("Value(data=0.7071067811865")
    assert lines[-1] == "2.0"
    assert kinds(ran) == ["plot", "graph", "plot", "graph", "graph"]
    assert [len(item.series) for item in ran.items if item.kind == "plot"] == [1, 1]


def test_the_second_lecture_notebook_with_the_lectures_losses() -> None:
    ran = after_each_cell(SECOND)
    lines = ran.output.splitlines()
    assert float(lines[2]) == pytest.approx(-1.5)
    assert float(lines[3]) == pytest.approx(0.7071067811865476)
    assert float(lines[4].split()[1]) == pytest.approx(-1.5)
    assert "0.42767811248845455" in lines[5]
    losses = [float(line.split()[1]) for line in lines[6:26]]
    for step, loss in {
        0: 6.005402783252284,
        1: 3.2021496469205015,
        2: 2.4621709281541335,
        19: 0.01778187468615766,
    }.items():
        assert losses[step] == pytest.approx(loss, abs=1e-9)
    assert len(ran.passes) == 22  # of the class of its own; PyTorch's is another's


def test_the_notebook_about_drawing() -> None:
    assert kinds(after_each_cell(TRACE)) == ["graph", "graph"]


def test_the_demo_through_its_first_loss() -> None:
    ran = run(notebook([*DEMO, FIRST_LOSS]))
    assert len(ran.values) == 65_818
    assert "ReLUNeuron(16)" in ran.output
    assert "parameters 337" in ran.output
    assert ran.output.splitlines()[-1].startswith("Value(data=0.895844102868322")
    (plot,) = [item for item in ran.items if item.kind == "plot"]
    assert [(series.label, len(series.xs)) for series in plot.series] == [("-1", 50), ("1", 50)]


def test_the_demos_hundred_steps_are_offered_on_the_training_page() -> None:
    with pytest.raises(LanguageError) as caught:
        run(notebook([*DEMO, FIRST_LOSS, STEPS]), IMPATIENT)
    assert caught.value.code == "limit"
    assert caught.value.hint
    assert "/train#preset=moons-demo" in caught.value.hint


def test_the_demos_picture_of_the_boundary_is_left_out_with_a_remark() -> None:
    ran = run(notebook([*DEMO, BOUNDARY]))
    assert ran.output.endswith("True\n")
    assert any("training page" in note.message for note in ran.notes)
    assert [len(item.series) for item in ran.items if item.kind == "plot"] == [2, 2]


def test_another_network_in_training_is_offered_the_training_page_and_others_are_not() -> None:
    with pytest.raises(LanguageError) as caught:
        run(notebook([*SECOND[:-2], TRAINING.replace("20", "2000")]), IMPATIENT)
    assert caught.value.hint
    assert caught.value.hint.endswith("/train")
    with pytest.raises(LanguageError) as caught:
        run("a = Value(1.0)\nwhile True: a = a + 1", IMPATIENT)
    assert "/train" not in (caught.value.hint or "")


def test_what_a_notebook_watches_is_drawn_when_its_cells_are_pasted() -> None:
    cells = [
        "from engine import Value, watch\na = Value(2.0)\nL = a * a",
        "watch(L, height=300)",
        "b = a + 1",
    ]
    ran = run(notebook(cells))
    (item,) = ran.items
    assert (item.kind, item.root and item.root.label) == ("graph", "L")

"""Folding: whatever is open, the picture has no cycle, the same root, and the whole graph's gradients."""

from __future__ import annotations

import math
from bisect import bisect_right

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backward import backward_pass, columns_of
from engine.folding.groups import MOST_SIDE_BY_SIDE, Group
from engine.folding.merging import Record, box_gradient, turns
from engine.folding.view import Folding, View, fold
from engine.language import Limits, Run
from engine.language import run as run_within
from engine.value import Value
from tests.engine.language.programs import programs
from tests.engine.language.test_lecture_programs import MLP, MOONS, TRAIN

LOSS = MLP.replace("print(len", "0 and print(len")
LOSS += "loss = sum((guess - y)**2 for y, guess in zip(ys, [net(x) for x in xs]))"
PATIENT = Limits(max_seconds=120.0)
LONG = "x0 = 1.0\n" + "\n".join(f"x{i} = tanh(x{i - 1}*0.9 + 0.1)" for i in range(1, 600))


def run(source: str, wanted: int | None = None) -> Run:
    return run_within(source, PATIENT, wanted)


def folding_of(ran: Run, source: str) -> Folding:
    ends = [i for i, char in enumerate(source) if char == "\n"]
    root = ran.root
    assert root is not None
    return Folding.of(root, lambda v: bisect_right(ends, v.span[0]) if v.span else None)


def record_of(ran: Run, folding: Folding) -> Record:
    return Record.of(folding, ran.terms.columns(), [v.grad for v in folding.order])


def named(folding: Folding, *names: str) -> list[Group]:
    return [folding.groups[name] for name in names]


def names(view: View) -> list[str]:
    order = view.folding.order
    return [box.name if isinstance(box, Group) else order[box].label for box in view.boxes]


@pytest.fixture(scope="module")
def loss() -> tuple[Folding, Record]:
    ran = run(LOSS)
    folding = folding_of(ran, LOSS)
    return folding, record_of(ran, folding)


def test_the_lectures_loss_opens_as_parameters_samples_and_terms(loss: tuple[Folding, Record]) -> None:
    folding, _ = loss
    view = fold(folding, folding.automatic(), 400, 1200)
    assert len(folding.order) == 398
    samples, terms = ([f"{word} {i}" for i in range(4)] for word in ("sample", "term"))
    shown = names(view)
    assert shown[:5] == ["MLP parameters", *samples]
    assert [name for name in shown if name.startswith("term ")] == terms
    assert 12 <= len(view.boxes) <= 40


def test_it_opens_down_to_the_scalar(loss: tuple[Folding, Record]) -> None:
    folding, _ = loss
    inside = named(folding, "sample 2", "sample 2/Layer 1", "sample 2/Layer 1/Neuron 3")
    view = fold(folding, inside, 400, 1200)
    assert [group.path for group in view.open] == [group.path for group in inside]
    shown = names(view)
    assert {"w*x", "Neuron 0", "Neuron 1", "Neuron 2", "Layer 0", "Layer 2"} <= set(shown)
    assert "Neuron 3" not in shown


def test_two_calls_in_a_row_are_two_groups() -> None:
    source = "def f(x):\n    return tanh(x*x)\na = Value(0.5)\nb = f(f(f(a)))"
    folding = folding_of(run(source), source)
    assert names(fold(folding, [], 400, 1200)) == ["a", "f", "f (2)", "f (3)"]


def test_the_turns_of_a_loop_have_equal_paths_and_so_share_what_is_open() -> None:
    first, seventh = (folding_of(run(MLP + TRAIN, wanted=wanted), "") for wanted in (0, 7))
    assert set(first.groups) == set(seventh.groups)
    assert "iteration/sample 2/Layer 0/Neuron 1" in first.groups
    (turn,) = [group for group in seventh.outermost.walk() if group.path == "iteration"]
    assert turn.name == "iteration 7"


def test_the_65818_values_of_the_moons_loss_open_as_a_handful_of_groups() -> None:
    ran = run(MOONS)
    folding = folding_of(ran, MOONS)
    assert len(folding.order) == 65_818
    view = fold(folding, folding.automatic(), 400, 1200)
    assert names(view)[:3] == ["MLP parameters", "inputs of samples 0–99", "samples 0–9"]
    assert "terms 0–99" in names(view)
    assert len(view.boxes) <= 20
    steps = ["samples 0–99", "samples 30–39", "sample 34", "Layer 1", "Neuron 9"]
    neuron = named(folding, *("/".join(steps[: i + 1]) for i in range(len(steps))))
    opened = fold(folding, neuron, 400, 1200)
    assert len(opened.boxes) < 120
    assert len(opened.open) == 5


def test_no_group_shows_more_children_than_one_can_read() -> None:
    for source in (MOONS, LONG, "+".join(["a"] * 900), "sum([Value(1.0)*k for k in range(3000)])"):
        folding = folding_of(run(source), source)
        groups = [folding.outermost, *folding.groups.values()]
        assert max(len(group.children) for group in groups) <= MOST_SIDE_BY_SIDE


def test_lines_of_a_long_formula_are_groups() -> None:
    folding = folding_of(run(LONG), LONG)
    view = fold(folding, [], 400, 1200)
    assert names(view)[-1] == "x599"
    assert names(view)[-2].startswith("x580 … x598")
    inside = fold(folding, [box for box in view.boxes[-2:] if isinstance(box, Group)], 400, 1200)
    assert names(inside)[-3] == "x598"


def test_a_graph_of_60_values_is_open_as_a_whole() -> None:
    source = "def f(x):\n    return tanh(x*x)\na = Value(0.5)\nb = f(f(f(a)))"
    folding = folding_of(run(source), source)
    assert not any(isinstance(box, Group) for box in fold(folding, folding.automatic(), 400, 1200).boxes)


def test_a_group_inside_a_closed_one_is_not_open(loss: tuple[Folding, Record]) -> None:
    folding, _ = loss
    assert fold(folding, named(folding, "sample 1/Layer 0"), 400, 1200).open == []


def test_groups_may_be_named_in_any_order(loss: tuple[Folding, Record]) -> None:
    folding, _ = loss
    view = fold(folding, named(folding, "sample 1/Layer 0", "sample 1"), 400, 1200)
    assert [group.path for group in view.open] == ["sample 1", "sample 1/Layer 0"]


@pytest.mark.parametrize(("boxes", "opens"), [(16, True), (15, False)])
def test_what_would_make_too_many_boxes_stays_closed(
    loss: tuple[Folding, Record], boxes: int, opens: bool
) -> None:
    folding, _ = loss
    view = fold(folding, named(folding, "sample 1"), boxes, 1200)
    assert bool(view.open) == opens
    assert len(view.boxes) <= boxes


def test_as_many_groups_are_open_as_their_edges_allow(loss: tuple[Folding, Record]) -> None:
    folding, _ = loss
    wanted = list(folding.outermost.walk())[:12]
    for most in (0, 50, 200, 500, 10**6):
        view = fold(folding, wanted, 10**6, most)
        one_more = fold(folding, wanted[: len(view.open) + 1], 10**6, 10**6)
        assert view.edges <= most or not view.open
        assert one_more.edges > most or len(view.open) == len(wanted)


def test_what_would_make_too_many_edges_stays_closed(loss: tuple[Folding, Record]) -> None:
    folding, _ = loss
    edges = fold(folding, named(folding, "sample 1"), 400, 1200).edges
    assert fold(folding, named(folding, "sample 1"), 400, edges).open
    assert not fold(folding, named(folding, "sample 1"), 400, edges - 1).open


def test_a_group_with_one_output_takes_its_turn_like_a_value(loss: tuple[Folding, Record]) -> None:
    folding, record = loss
    view = fold(folding, named(folding, "sample 0"), 400, 1200)
    box = names(view).index("Layer 2")
    (output,) = view.outputs[box]
    turn = next(turn for turn in turns(view, record) if turn.box == box)
    assert turn.upstream == folding.order[output].grad
    for c in turn.contributions:
        if c.amount is not None and c.local is not None:
            assert c.amount == pytest.approx(turn.upstream * c.local)
    assert sum(c.count for c in turn.contributions) == 4 + 5  # four inputs; four weights and a bias


def test_several_outputs_show_the_norm_of_their_gradients(loss: tuple[Folding, Record]) -> None:
    folding, record = loss
    view = fold(folding, [], 400, 1200)
    parameters = folding.groups["MLP parameters"]
    grads = [value.grad for value in folding.order[parameters.start : parameters.end]]
    assert box_gradient(record.end, view.outputs[0]) == pytest.approx(math.hypot(*grads))
    landed = [c for turn in turns(view, record) for c in turn.contributions if c.parent == 0]
    assert landed[-1].after == pytest.approx(math.hypot(*grads))
    assert {c.amount for c in landed} == {None}
    assert [c.count for c in landed] == [41] * 4


def check(view: View, record: Record) -> None:
    """What holds for every view of every graph."""
    folding = view.folding
    assert sum(len(box) if isinstance(box, Group) else 1 for box in view.boxes) == len(folding.order)
    for i, parents in enumerate(view.parents):
        assert all(parent < i for parent in parents)
        if isinstance(view.boxes[i], Group):
            assert len(set(parents)) == len(parents)
    assert folding.root in view.outputs[view.box_of[folding.root]]
    steps = turns(view, record)
    assert [turn.box for turn in steps] == sorted({turn.box for turn in steps}, reverse=True)
    now = {i: box_gradient(record.start, outputs) for i, outputs in enumerate(view.outputs)}
    for turn in steps:
        assert turn.upstream == pytest.approx(box_gradient(record.end, view.outputs[turn.box]))
        for c in turn.contributions:
            assert c.parent == view.parents[turn.box][c.slot]
            assert c.before == pytest.approx(now[c.parent], abs=1e-12)
            if c.amount is not None and len(view.outputs[c.parent]) == 1:
                assert c.after == pytest.approx(c.before + c.amount, abs=1e-9, rel=1e-9)
            now[c.parent] = c.after
    for i, outputs in enumerate(view.outputs):
        assert now[i] == pytest.approx(box_gradient(record.end, outputs), abs=1e-12)


@settings(deadline=None, max_examples=60)
@given(programs(120), st.data())
def test_any_choice_of_any_program_has_no_cycle_and_the_whole_graphs_gradients(
    source: str, data: st.DataObject
) -> None:
    ran = run(source)
    ends = [i for i, char in enumerate(source) if char == "\n"]
    root = ran.root
    assert root is not None
    for i, value in enumerate(ran.values):  # scopes as calls and loops would leave them, and broken ones
        turns_and_calls = [(), ("f",), ("f", "g"), ("f", f"turn {i // 5}"), (f"s {i // 3}",)]
        value.scope = data.draw(st.sampled_from(turns_and_calls))
    folding = Folding.of(root, lambda v: bisect_right(ends, v.span[0]) if v.span else None)
    wanted = data.draw(st.lists(st.sampled_from(sorted(folding.groups) or ["none"]), unique=True))
    view = fold(folding, folding.known(wanted), data.draw(st.integers(1, 60)), 1200)
    check(view, record_of(ran, folding))
    check(fold(folding, folding.automatic(), 400, 1200), record_of(ran, folding))


@pytest.mark.parametrize("source", [LOSS, MLP + TRAIN, LONG])
def test_so_has_every_single_opening_of_a_large_one(source: str) -> None:
    ran = run(source)
    folding = folding_of(ran, source)
    record = record_of(ran, folding)
    groups = list(folding.groups.values())
    for upto in range(0, len(groups), 7):
        check(fold(folding, groups[:upto], 400, 1200), record)


def test_a_graph_that_no_program_made_folds_by_its_scopes_alone() -> None:
    w = Value(2.0, label="w")
    total = Value(0.0)
    for i in range(30):
        x = Value(float(i))
        terms = [x, w * x, total]
        total = terms[1] + total
        for value in (x, terms[1], total):
            value.scope = ("data", f"sample {i}")
    contributions = list(backward_pass(total))
    folding = Folding.of(total)
    record = Record.of(folding, columns_of(contributions), [v.grad for v in folding.order])
    view = fold(folding, [], 400, 1200)
    check(view, record)
    assert names(view)[0] == "w"
    assert any(group.name == "samples 0–9" for group in folding.groups.values())


def test_values_that_nothing_uses_yet_can_be_shown_too() -> None:
    source = "a = 2.0\nb = a*3\nc = 5.0"
    ran = run(source)
    folding = Folding.of(ran.values[2], values=ran.values)
    view = fold(folding, [], 400, 1200)
    assert names(view) == ["a", "3", "b", "c"]
    assert folding.order[folding.root].label == "b"


def test_a_group_nothing_uses_gives_its_last_value() -> None:
    source = "def f(x):\n    return tanh(x*x)\na = Value(0.5)\nb = f(a)\nc = a*2"
    ran = run(source)
    folding = Folding.of(ran.values[-1], values=ran.values)
    view = fold(folding, [], 400, 1200)
    (output,) = view.outputs[names(view).index("f")]
    assert folding.order[output].op is not None
    assert folding.order[output].op.name == "tanh"

"""The geometry Graphviz gives us."""

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.layout import LayoutGroup, LayoutTimeout, lay_out
from engine.renderer import RenderFailure, render

Boxes = list[tuple[float, float]]
Edges = list[tuple[int, int]]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Boxes, Edges]:
    boxes = draw(st.lists(st.tuples(st.floats(1, 300), st.floats(1, 300)), min_size=1, max_size=12))
    index = st.integers(0, len(boxes) - 1)
    pairs = draw(st.lists(st.tuples(index, index), max_size=20))
    return boxes, [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]


@settings(deadline=None, max_examples=60)
@given(graph=graphs())
def test_boxes_are_apart_and_edges_run_from_side_to_side(graph: tuple[Boxes, Edges]) -> None:
    boxes, edges = graph
    layout = lay_out(boxes, edges)
    assert len(layout.positions) == len(boxes)
    for (x, y), (w, h) in zip(layout.positions, boxes, strict=True):
        assert -1 <= x - w / 2 <= x + w / 2 <= layout.width + 1
        assert -1 <= y - h / 2 <= y + h / 2 <= layout.height + 1
    for (a, (aw, ah)), (b, (bw, bh)) in combinations(zip(layout.positions, boxes, strict=True), 2):
        assert abs(a[0] - b[0]) >= (aw + bw) / 2 - 1 or abs(a[1] - b[1]) >= (ah + bh) / 2 - 1
    assert len(layout.edges) == len(edges)
    for curve, (tail, head) in zip(layout.edges, edges, strict=True):
        assert len(curve) % 3 == 1
        assert len(curve) > 1
        assert layout.positions[tail][0] < layout.positions[head][0]
        (x0, y0), (x1, y1) = layout.positions[tail], layout.positions[head]
        assert curve[0] == pytest.approx((x0 + boxes[tail][0] / 2, y0), abs=1.5)
        assert curve[-1] == pytest.approx((x1 - boxes[head][0] / 2, y1), abs=1.5)


@settings(deadline=None, max_examples=15)
@given(graph=graphs())
def test_equal_input_gives_equal_output(graph: tuple[Boxes, Edges]) -> None:
    assert lay_out(*graph) == lay_out(*graph)


def test_no_box_makes_an_empty_picture() -> None:
    assert lay_out([], []).positions == ()


def test_one_box_fills_the_picture() -> None:
    layout = lay_out([(100, 40)], [])
    assert layout.positions == ((50.0, 20.0),)


def test_a_parent_used_twice_has_two_visibly_different_edges() -> None:
    first, second = lay_out([(100, 40), (30, 30)], [(0, 1), (0, 1)]).edges
    assert max(abs(a[1] - b[1]) for a, b in zip(first, second, strict=True)) > 5


def test_the_first_parent_is_above_the_second() -> None:
    layout = lay_out([(60, 30), (60, 30), (30, 30)], [(1, 2), (0, 2)])
    assert layout.positions[1][1] < layout.positions[0][1]


@pytest.mark.parametrize("edges", [[(0, 0)], [(0, 1), (1, 0)], [(0, 2)], [(-1, 0)]])
def test_loops_and_unknown_boxes_are_refused(edges: Edges) -> None:
    with pytest.raises(ValueError, match=r"cycle|names box"):
        lay_out([(10, 10), (10, 10)], edges)


@pytest.mark.parametrize("size", [0.0, -1.0, float("nan"), float("inf")])
def test_sizes_that_are_none_are_refused(size: float) -> None:
    with pytest.raises(ValueError, match="Box 0"):
        lay_out([(size, 10)], [])


def test_a_layout_is_stopped_when_its_time_is_up() -> None:
    edges = list(combinations(range(45), 2))
    with pytest.raises(LayoutTimeout):
        lay_out([(50, 50)] * 45, edges, seconds=0.02)


def test_threads_do_not_disturb_each_other() -> None:
    alone = [lay_out([(50, 20)] * n, [(i, i + 1) for i in range(n - 1)]) for n in range(2, 12)]
    with ThreadPoolExecutor(8) as pool:
        jobs = [
            pool.submit(lay_out, [(50, 20)] * n, [(i, i + 1) for i in range(n - 1)])
            for _ in range(5)
            for n in range(2, 12)
        ]
    assert [job.result() for job in jobs] == alone * 5


@pytest.mark.parametrize("dot", ["digraph{", "digraph{a\0}", "digraph" + "{" * 100_000])
def test_a_failure_inside_is_told_and_leaves_nothing_broken(dot: str) -> None:
    with pytest.raises(RenderFailure):
        render(dot, "json0")
    assert b"svg" in render("digraph{a}", "svg")


def test_a_group_has_a_frame_around_its_boxes_and_no_other() -> None:
    boxes = [(100.0, 40.0)] * 8
    edges = [(0, 1), (1, 2), (2, 7), (0, 3), (3, 4), (4, 7), (5, 6), (6, 7)]
    groups = [LayoutGroup([1]), LayoutGroup([2], 0), LayoutGroup([3, 4])]
    for rankdir in ("LR", "TB"):
        layout = lay_out(boxes, edges, groups=groups, rankdir=rankdir)
        inside = [{1, 2}, {2}, {3, 4}]
        for (left, top, right, bottom), members in zip(layout.frames, inside, strict=True):
            for box, (x, y) in enumerate(layout.positions):
                within = left < x - 50 and x + 50 < right and top < y - 20 and y + 20 < bottom
                apart = x + 50 < left or right < x - 50 or y + 20 < top or bottom < y - 20
                assert within if box in members else apart


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ([LayoutGroup([0], 0)], "after the group around it"),
        ([LayoutGroup([0], 1), LayoutGroup([1])], "after the group around it"),
        ([LayoutGroup([2])], "none of the 2 boxes"),
        ([LayoutGroup([0]), LayoutGroup([0])], "in two groups"),
        ([LayoutGroup([])], "has no box"),
    ],
)
def test_a_group_that_cannot_be_is_refused(groups: list[LayoutGroup], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lay_out([(10.0, 10.0)] * 2, [], groups=groups)

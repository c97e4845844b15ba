"""Engines as people write them: right ones are called right, and each bug is found where it is."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.own.verdict import judge

from .bugs import BUGS, DIAMOND, Bug
from .rights import RIGHTS, Right
from .running import run_watched, verdict_of
from .shapes import SHAPES, TEXTS, Shape


@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda shape: shape.name)
def test_a_right_engine_is_called_right(shape: Shape) -> None:
    verdict = verdict_of(
        shape.program(*DIAMOND).replace("(2.0)", "(2.0, 1.0)" if shape.name == "dual" else "(2.0)")
    )
    assert (verdict.verdict, verdict.findings) == ("right", [])


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: f"{bug.shape}-{bug.kind}-{bug.op}-{bug.new[:30]}")
def test_a_bug_is_found_with_its_kind_its_op_and_its_line(bug: Bug) -> None:
    verdict = verdict_of(bug.source)
    assert verdict.verdict == "wrong"
    first = verdict.findings[0]
    assert first.kind == bug.kind
    if bug.op is not None:
        assert first.op == bug.op
    assert first.place is not None
    assert bug.blames in bug.source.splitlines()[first.place[0] - 1]


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.name)
def test_what_only_looks_wrong_is_not_called_wrong(right: Right) -> None:
    verdict = verdict_of(right.source)
    assert (verdict.verdict, verdict.findings) == (right.expected, [])


@pytest.mark.parametrize(
    "source", [r.source for r in RIGHTS] + [b.source for b in BUGS], ids=lambda s: f"{crc32(s.encode()):08x}"
)
def test_a_watched_program_prints_what_it_prints_unwatched(source: str) -> None:
    told = (
        "\nprint(vars(type(r)).keys() >= {'__init__'}, type(r), dir(r), r.__init__.__name__)\n"
        if "\nr =" in source
        else ""
    )
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(source + told, "<program>", "exec"), {"__name__": "__main__"})
    assert run_watched(source + told)[1] == printed.getvalue()


def test_a_decorated_op_is_called_by_the_method_that_is_written() -> None:
    right = next(right for right in RIGHTS if right.name == "decorated ops")
    told = run_watched(right.source)[0].graph()
    assert told is not None
    assert [node["op"] for node in told["nodes"] if node["op"]] == ["mul", "log", "div", "add", "exp"]


def test_the_ops_that_nothing_used_are_told() -> None:
    watcher, _, _ = run_watched(SHAPES["closures"].program("a = V(2.0)", "b = a * a + a", "r = b", "GO"))
    told = watcher.graph()
    assert told is not None
    assert {"tanh", "exp", "relu"} <= set(told["unused"])
    assert not {"add", "mul"} & set(told["unused"])


@st.composite
def programs(draw: st.DrawFn, shape: Shape) -> str:
    """A program of some ops on a few leaves, every kind of the shape's."""
    names = [f"v{i}" for i in range(draw(st.integers(1, 3)))]
    numbers = st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0])
    lines = [f"{name} = V({draw(numbers)}{', 1.0' if shape.name == 'dual' else ''})" for name in names]
    for i in range(draw(st.integers(1, 9))):
        left = draw(st.sampled_from(names))
        if shape.unary and draw(st.integers(0, 3)) == 0:
            text = f"({left} * 0.25).{draw(st.sampled_from(shape.unary))}()"
        else:
            right = draw(st.sampled_from(names) | numbers.map(str))
            op = draw(st.sampled_from(shape.binary.replace("/", "")))
            text = f"{left} {op} {right}"
        lines.append(f"n{i} = {text}")
        names.append(f"n{i}")
    lines.append(f"r = {names[-1]}")
    return shape.program(
        *lines, *["GO"] * draw(st.integers(1, 2 if shape.name in ("recursion", "pairs") else 1))
    )


@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda shape: shape.name)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_program_makes_a_right_engine_wrong(shape: Shape, data: st.DataObject) -> None:
    source = data.draw(programs(shape))
    verdict = verdict_of(source)
    assert (verdict.verdict, verdict.findings) == ("right", []), source[len(shape.text) :]


def test_an_earlier_pass_that_is_wrong_is_told_beside_the_last_one() -> None:
    right = (TEXTS / "right_gradient_tape.py").read_text(encoding="utf-8")
    source = right.replace("(other, self.value)", "(other, 0.5)")
    told = run_watched(source)[0].graph()
    assert told is not None
    assert [(one["pass"], judge(one).verdict) for one in told["others"]] == [(0, "wrong"), (1, "wrong")]


def test_of_a_class_that_is_defined_anew_only_the_last_one_counts() -> None:
    right = next(right for right in RIGHTS if right.name == "the class defined anew")
    told = run_watched(right.source)[0].graph()
    assert told is not None
    assert told["others"] == []

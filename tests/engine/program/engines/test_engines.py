"""Engines as people write them: right ones are called right, and each bug is found where it is."""

from __future__ import annotations

import pytest

from engine.verdict import Verdict, judge

from .bugs import BUGS, DIAMOND, Bug
from .rights import RIGHTS, Right
from .running import run_watched
from .shapes import SHAPES, Shape


def verdict_of(source: str) -> Verdict:
    watcher, _, error = run_watched(source)
    assert error is None, error
    told = watcher.graph()
    assert told is not None
    return judge(told)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda shape: shape.name)
def test_a_right_engine_is_called_right(shape: Shape) -> None:
    verdict = verdict_of(shape.program(*DIAMOND).replace("(2.0)", "(2.0, 1.0)" if shape.name == "dual" else "(2.0)"))
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

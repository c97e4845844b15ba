"""What a watcher keeps of a long training is what one pass needs, and not all that ever was."""

import gc

import pytest

from engine.own.watching.records import Record

from .running import run_watched
from .shapes import SHAPES


def training(name: str, steps: int) -> str:
    """Steps on one weight, and a pass over what was made before all of them."""
    shape = SHAPES[name]
    lines = (
        "w = V(0.9)", "early = w * V(2.0)", f"for step in range({steps}):", "    r = w * V(1.5)",
        f"    w.{shape.grad} = 0.0", "    GO", f"    w.{shape.data} -= 0.001 * w.{shape.grad}",
        "r = early", "GO",
    )  # fmt: skip
    return shape.program(*lines)


@pytest.mark.parametrize("name", ["closures", "recursion"])
def test_what_is_gone_is_forgotten(name: str) -> None:
    gc.collect()
    before = sum(type(thing) is Record for thing in gc.get_objects())
    watcher, _, error = run_watched(training(name, 400))
    gc.collect()
    kept = sum(type(thing) is Record for thing in gc.get_objects()) - before
    assert (error, len(watcher.passes)) == (None, 401)
    assert kept < 40


def test_what_was_let_go_and_is_met_again_is_as_it_was() -> None:
    watcher, _, _ = run_watched(training("closures", 20))
    told = watcher.graph()
    assert told is not None
    assert [node["op"] for node in told["nodes"]] == [None, None, "mul"]
    assert told["passes"][-1]["loss"] == pytest.approx(1.8)

"""What a watcher keeps of a long training is what one pass needs, and not all that ever was."""

import gc

import pytest

from engine.own.watching.records import Record

from .running import run_watched

CLOSURES = """
class Value:
    def __init__(self, data, prev=()):
        self.data, self.grad, self._prev, self._backward = data, 0.0, prev, lambda: None
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = back
        return out
"""
TABLE = """
class Value:
    def __init__(self, data, prev=()):
        self.data, self.grad, self._prev = data, 0.0, prev
    def __mul__(self, other):
        return Value(self.data * other.data, (self, other))
    def _backward(self):
        a, b = self._prev
        a.grad += b.data * self.grad
        b.grad += a.data * self.grad
"""
LOOP = """
w = Value(0.9)
early = w * Value(2.0)
for step in range(STEPS):
    out = w * Value(1.5)
    w.grad = 0.0
    out.grad = 1.0
    out._backward()
    w.data -= 0.001 * w.grad
early.grad = 1.0
early._backward()
"""


@pytest.mark.parametrize("engine", [CLOSURES, TABLE], ids=["closures", "a method"])
def test_what_is_gone_is_forgotten(engine: str) -> None:
    gc.collect()
    before = sum(type(thing) is Record for thing in gc.get_objects())
    watcher, _, error = run_watched(engine + LOOP.replace("STEPS", "400"))
    gc.collect()
    kept = sum(type(thing) is Record for thing in gc.get_objects()) - before
    assert (error, len(watcher.passes)) == (None, 401)
    assert kept < 40


def test_what_was_let_go_and_is_met_again_is_as_it_was() -> None:
    watcher, _, _ = run_watched(CLOSURES + LOOP.replace("STEPS", "20"))
    told = watcher.graph()
    assert told is not None
    assert [node["op"] for node in told["nodes"]] == [None, None, "mul"]
    assert [one["loss"] for one in told["passes"]][-1] == pytest.approx(1.8)

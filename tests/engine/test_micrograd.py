"""The same programs in PyPI's micrograd."""

import sys
from collections.abc import Callable, Iterator
from typing import Any

import micrograd.engine
import pytest
from hypothesis import given, settings

from engine import Value
from tests.engine.graphs import MICROGRAD, Plan, build, plans
from tests.engine.oracle import close


@pytest.fixture(autouse=True)
def _deep_enough_for_micrograd() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 5_000))
    yield
    sys.setrecursionlimit(limit)


@settings(deadline=None, max_examples=150)
@given(plans(most=60, unary=MICROGRAD))
def test_data_and_gradients_equal_micrograds(plan: Plan) -> None:
    ours, theirs = build(plan, Value), build(plan, micrograd.engine.Value)
    ours[-1].backward()
    theirs[-1].backward()
    assert [v.data for v in ours] == pytest.approx([v.data for v in theirs], rel=1e-12, abs=1e-12)
    assert_equal_gradients(ours, theirs)


@settings(deadline=None, max_examples=150)
@given(plans(most=60, unary=MICROGRAD))
def test_a_second_backward_accumulates_as_micrograds_does(plan: Plan) -> None:
    # micrograd's minus is a sum and a product, and a second pass shows it: so ours is taken apart as well
    ours, theirs = build(plan, Value, decomposed=True), build(plan, micrograd.engine.Value)
    assert [v.data for v in ours] == pytest.approx([v.data for v in theirs], rel=1e-12, abs=1e-12)
    for _ in range(2):
        ours[-1].backward()
        theirs[-1].backward()
        assert_equal_gradients(ours, theirs)


def assert_equal_gradients(ours: list[Any], theirs: list[Any]) -> None:
    size = max(1.0, *(abs(v.grad) for v in theirs))
    assert all(close(a.grad, b.grad, 1e-9, 1e-12 * size) for a, b in zip(ours, theirs, strict=True))


def test_micrograds_operators_carry_the_same_names() -> None:
    a, b = Value(2.0), micrograd.engine.Value(2.0)
    makers: list[Callable[[Any], Any]] = [
        lambda x: x + x,
        lambda x: x * 3,
        lambda x: x**3,
        lambda x: x.relu(),
    ]
    for make in makers:
        assert make(a)._op == make(b)._op
        assert {v.data for v in make(a)._prev} == {v.data for v in make(b)._prev}


def test_setting_data_and_grad_by_hand_works_as_in_a_training_loop() -> None:
    for value in (Value, micrograd.engine.Value):
        w = value(2.0)
        for _ in range(3):
            w.grad = 0
            loss = (w * 3 - 1) ** 2
            loss.backward()
            w.data -= 0.01 * w.grad
        assert w.data == pytest.approx(1.2525013333333334, rel=1e-3)

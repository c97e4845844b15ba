"""The rules for arrays against the rules for numbers."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import OPS, Value, topological_order
from engine.asking.lanes import compute, rule
from engine.ops import Op
from engine.value import make
from tests.engine.graphs import Plan, build, plans

NUMBERS = st.floats(-40, 40) | st.sampled_from([0.0, -0.0, 1.0, -1.0, 1e-300, 710.0, -710.0])


def expected(op: Op, numbers: list[float]) -> float:
    try:
        result = float(op.forward(*numbers))
    except (ValueError, ArithmeticError):
        return math.nan
    return result if math.isfinite(result) else math.nan


@pytest.mark.parametrize("name", OPS)
@settings(deadline=None, max_examples=60)
@given(a=NUMBERS, b=NUMBERS)
def test_a_row_gives_what_the_scalar_rule_gives(name: str, a: float, b: float) -> None:
    op = OPS[name]
    leaves = [Value(1.0), Value(1.0)][: op.arity]
    probe = OPS["add"] if op.arity == 2 else OPS["neg"]  # any graph over the leaves, to be replaced
    root = make(probe, tuple(leaves))
    root.op, root.constant = op, b
    pins = {leaf: (slice(None), np.array([x])) for leaf, x in zip(leaves, (a, b), strict=False)}
    (found,) = compute(topological_order(root), pins, 1)[-1]
    wanted = expected(op, [a, b] if op.arity == 2 or op.takes_constant else [a])
    assert (math.isnan(found) and math.isnan(wanted)) or found == pytest.approx(wanted, rel=1e-13, abs=1e-300)


@pytest.mark.parametrize("name", OPS)
def test_a_hole_stays_a_hole(name: str) -> None:
    op = OPS[name]
    hole, number = np.array([math.nan]), np.array([0.0])
    for operands in ((hole, number), (number, hole)) if op.arity == 2 else ((hole,),):
        constant = (0.0,) if op.takes_constant else ()
        assert np.isnan(rule(op)(*operands, *constant)).all()


@settings(deadline=None, max_examples=40)
@given(plans(most=60))
def test_a_lane_that_pins_nothing_is_the_graph_itself(plan: Plan) -> None:
    values = build(plan, Value)
    order = topological_order(values[-1])
    data = compute(order, {order[0]: (np.array([1]), np.array([9.0]))}, 2)
    for value, lane in zip(order, data, strict=True):
        assert lane[0] == pytest.approx(value.data, rel=1e-9, abs=1e-9)


def test_an_inner_node_can_be_pinned_and_what_follows_feels_it() -> None:
    a = Value(2.0)
    b = a * 3.0
    c = b + a
    data = compute(topological_order(c), {b: (np.array([0]), np.array([10.0]))}, 2)
    assert data[-1].tolist() == [12.0, 8.0]


def test_an_op_that_has_no_row_goes_through_its_scalar_rule() -> None:
    cube = Op(
        "cube", 1, "³", lambda a: math.sqrt(a) ** 6, lambda o, a: (3 * a * a,), "a**3", ("3*a**2",), ("",)
    )
    a = Value(2.0)
    root = make(cube, (a,))
    data = compute(topological_order(root), {a: (slice(None), np.array([4.0, -1.0, math.nan]))}, 3)
    assert data[-1][0] == pytest.approx(64.0)
    assert np.isnan(data[-1][1:]).all()

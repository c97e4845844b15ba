"""Central differences against the backward pass."""

import dataclasses
import math

import pytest
from hypothesis import given, settings

from engine import OPS, Value, gradcheck
from engine.gradcheck import GradientCheck, gradients
from engine.value import make
from tests.engine.graphs import Plan, build, plans


@settings(deadline=None, max_examples=60)
@given(plans(most=200))
def test_every_node_of_a_random_graph_agrees(plan: Plan) -> None:
    root = build(plan, Value)[-1]
    checks = gradcheck(root)
    # a nudge of 1e-6 leaves an error that grows with the curvature, which is only known to be tame
    size = max(1.0, *(abs(check.analytic) for check in checks))
    assert all(check.difference <= 1e-4 * size for check in checks)


def test_a_wrong_rule_is_found_and_at_the_node_that_has_it() -> None:
    wrong = dataclasses.replace(OPS["tanh"], local=lambda o, a: (1.0 - o,))
    a = Value(0.5)
    inner = make(wrong, (a,))
    root = inner * 3
    verdicts = {check.node: check.agrees() for check in gradcheck(root)}
    assert verdicts == {a: False, inner: True, root.parents[1]: True, root: True}


def test_a_planted_error_in_any_op_of_the_table_is_found() -> None:
    for op in OPS.values():
        wrong = dataclasses.replace(op, local=lambda *a, op=op: tuple(x + 0.01 for x in op.local(*a)))
        leaves = (Value(0.4), Value(0.7))[: op.arity]
        root = make(wrong, leaves, 0.3) if op.takes_constant else make(wrong, leaves)
        assert not any(check.agrees() for check in gradcheck(root, leaves)), op.name
        right = make(op, leaves, 0.3) if op.takes_constant else make(op, leaves)
        assert all(check.agrees() for check in gradcheck(right)), op.name


def test_the_graph_is_left_as_it_was() -> None:
    a = Value(2.0)
    b = a * a
    a.grad, b.grad = 5.0, 6.0
    gradcheck(b)
    assert (a.data, b.data, a.grad, b.grad) == (2.0, 4.0, 5.0, 6.0)
    assert gradients(b) == {a: 4.0, b: 1.0}
    assert (a.grad, b.grad) == (5.0, 6.0)


def test_a_node_the_root_does_not_depend_on_has_slope_zero() -> None:
    a, stranger = Value(2.0), Value(3.0)
    (check,) = gradcheck(a * a, [stranger])
    assert (check.analytic, check.numeric) == (0.0, 0.0)


def test_a_nudge_out_of_the_domain_is_nan_and_agrees_with_nothing() -> None:
    a = Value(0.0)
    (check,) = gradcheck(a.sqrt(), [a])
    assert math.isnan(check.numeric)
    assert not check.agrees()


def test_agreement_is_relative_for_large_gradients() -> None:
    a = Value(0.0)
    assert GradientCheck(a, 1e9, 1e9 + 1).agrees()
    assert not GradientCheck(a, 1.0, 1.001).agrees()


def test_the_lectures_nudge_of_b() -> None:
    def loss(b: float) -> float:
        return ((Value(2.0) * b + 10) * -2).data

    assert (loss(-3.0 + 0.001) - loss(-3.0)) / 0.001 == pytest.approx(-3.9999999999995595, abs=1e-9)


@pytest.mark.parametrize("x", [1e-5, 1e-9])
def test_right_gradients_at_small_numbers_agree(x: float) -> None:
    for function in (Value.log, Value.sqrt, Value.exp):
        leaf = Value(x)
        assert gradcheck(function(leaf) + 1.0, [leaf])[0].agrees()
    wrong = dataclasses.replace(OPS["log"], local=lambda o, a: (2.0 / a,))
    leaf = Value(x)
    assert not gradcheck(make(wrong, (leaf,)), [leaf])[0].agrees()

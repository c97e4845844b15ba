"""Every gradient checked, with verdicts that are not given where they would mean nothing."""

import dataclasses
import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from engine import OPS, Value
from engine.asking.check import KINKS, check
from engine.value import make
from tests.engine.graphs import Plan, build, plans

LECTURES = ("a", "b", "c", "f")


def lectures_l() -> tuple[dict[str, Value], Value]:
    leaves = {name: Value(x, name) for name, x in zip(LECTURES, (2.0, -3.0, 10.0, -2.0), strict=True)}
    return leaves, (leaves["a"] * leaves["b"] + leaves["c"]) * leaves["f"]


def verdicts(root: Value, h: float = 1e-6) -> list[str]:
    return [result.verdict for result in check(root, h=h)]


def test_every_node_of_the_lectures_expression_agrees() -> None:
    _, root = lectures_l()
    assert verdicts(root) == ["agrees"] * 7


@settings(deadline=None, max_examples=40)
@given(plans(most=60))
def test_no_node_of_a_random_graph_is_ever_said_to_differ(plan: Plan) -> None:
    root = build(plan, Value)[-1]
    for h in (1.0, 1e-3, 1e-6, 1e-12):
        assert "differs" not in verdicts(root, h)


@settings(deadline=None, max_examples=40)
@given(plans(most=20))
def test_nearly_every_node_of_a_tame_graph_is_decided(plan: Plan) -> None:
    results = check(build(plan, Value)[-1])
    undecided = [r for r in results if r.verdict not in ("agrees", "kink")]
    assert all(r.tolerance > 1e-7 for r in undecided)


@pytest.mark.parametrize("curve", [lambda x: x - x.tanh(), lambda x: x**3, lambda x: x * x.gelu()])
def test_a_gradient_of_zero_is_found_right(curve: Callable[[Value], Value]) -> None:
    assert set(verdicts(curve(Value(0.0)))) == {"agrees"}


@pytest.mark.parametrize("name", OPS)
def test_an_error_planted_in_an_op_is_found(name: str) -> None:
    op = OPS[name]
    wrong = dataclasses.replace(op, local=lambda *a: tuple(x + 0.01 for x in op.local(*a)))
    leaves = (Value(0.4), Value(0.7))[: op.arity]
    for rule, expected in ((wrong, "differs"), (op, "agrees")):
        results = check(make(rule, leaves, 0.3), leaves)
        assert {result.verdict for result in results} == {expected}


@pytest.mark.parametrize("name", KINKS)
def test_at_a_kink_it_says_so_and_names_the_op(name: str) -> None:
    op = OPS[name]
    parents = (Value(0.5), Value(0.5)) if op.arity == 2 else (Value(0.0),)
    root = make(op, parents, 0.1)
    result = check(root, parents)[0]
    assert result.verdict == "kink"
    assert result.kink is root
    assert result.left != result.right


def test_a_gradient_outside_both_slopes_of_a_kink_is_wrong() -> None:
    wrong = dataclasses.replace(OPS["relu"], local=lambda o, a: (2.0,))
    x = Value(0.0)
    assert check(make(wrong, (x,)), [x])[0].verdict == "differs"


def test_a_kink_that_the_nudge_does_not_reach_is_no_matter() -> None:
    assert verdicts(Value(1e-3).relu()) == ["agrees", "agrees"]
    assert verdicts(Value(1e-3).relu(), h=1e-2) == ["kink", "agrees"]


def test_a_kink_that_is_not_felt_is_no_kink() -> None:
    x = Value(0.0)
    assert check(x.relu() - x.relu(), [x])[0].verdict == "agrees"


def test_an_h_that_is_too_large_is_blamed_and_not_the_gradient() -> None:
    n = Value(0.8813735870195432)
    assert check(n.tanh(), [n], h=1.0)[0].verdict == "too coarse"
    steep = Value(6.0) * 1.0 - 5.118626412980457
    assert "differs" not in verdicts(steep.tanh(), h=1.0)


def test_a_curve_faster_than_h_is_never_said_to_differ() -> None:
    for speed in (1e5, 1e6, 1e7, 1e8):
        x = Value(0.3)
        for h in (1e-4, 1e-5, 1e-6):
            assert verdicts((x * speed).sin(), h)[0] in ("agrees", "too coarse")


@pytest.mark.parametrize(("scale", "verdict"), [(1.0, "agrees"), (-5.0, "differs"), (1.0001, "differs")])
def test_small_gradients_are_measured_by_small_numbers(scale: float, verdict: str) -> None:
    op = dataclasses.replace(
        OPS["neg"], name="tiny", forward=lambda a: 1e-10 * a, local=lambda o, a: (1e-10 * scale,)
    )
    x = Value(0.5)
    assert check(make(op, (x,)), [x])[0].verdict == verdict


def test_an_h_below_the_last_digit_is_blamed_and_not_the_gradient() -> None:
    leaves, root = lectures_l()
    result = check(root, [leaves["a"]], h=1e-18)[0]
    assert (result.verdict, result.numeric, result.analytic) == ("too fine", 0.0, 6.0)


def test_a_nudge_out_of_the_domain_has_no_slope() -> None:
    x = Value(1e-9)
    result = check(x.log(), [x])[0]
    assert result.verdict == "undefined"
    assert math.isnan(result.numeric)


def test_the_graph_is_left_as_it_was() -> None:
    leaves, root = lectures_l()
    leaves["a"].grad = 5.0
    check(root)
    assert (leaves["a"].data, leaves["a"].grad, root.grad) == (2.0, 5.0, 0.0)


def test_many_nodes_are_checked_in_several_batches_with_the_same_result() -> None:
    root = Value(0.5)
    for _ in range(700):
        root = root * 0.999 + 0.001
    assert set(verdicts(root)) == {"agrees"}

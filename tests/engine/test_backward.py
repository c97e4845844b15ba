"""The backward pass as contributions."""

from itertools import pairwise

from hypothesis import given, settings

from engine import Contribution, Value, backward_pass
from engine.backward import accumulate, local_derivatives
from tests.engine.graphs import Plan, build, plans


@settings(deadline=None)
@given(plans(most=120))
def test_watched_and_unwatched_passes_agree_to_the_last_bit(plan: Plan) -> None:
    watched, unwatched = build(plan, Value), build(plan, Value)
    for _ in range(2):
        list(backward_pass(watched[-1]))
        accumulate(unwatched[-1])
        assert [v.grad for v in watched] == [v.grad for v in unwatched]


@settings(deadline=None)
@given(plans(most=120))
def test_contributions_replay_to_the_gradients(plan: Plan) -> None:
    values = build(plan, Value)
    root = values[-1]
    contributions = list(backward_pass(root))
    grads = {root: 1.0}
    for c in contributions:
        assert c.before == grads.get(c.parent, 0.0)
        assert c.amount == c.upstream * c.local
        assert c.after == c.before + c.amount
        assert c.upstream == grads[c.node]
        grads[c.parent] = c.after
    assert all(value.grad == grads.get(value, 0.0) for value in values)


@settings(deadline=None)
@given(plans(most=120))
def test_nodes_take_their_turn_in_reverse_topological_order_and_slots_in_order(plan: Plan) -> None:
    values = build(plan, Value)
    contributions = list(backward_pass(values[-1]))
    for before, after in pairwise(contributions):
        assert after.slot == (before.slot + 1 if before.node is after.node else 0)
    assert all(c.parent is c.node.parents[c.slot] for c in contributions)
    landed: set[Value] = set()
    for c in contributions:
        landed.add(c.node)
        assert c.parent not in landed, "a gradient was passed on before it was complete"
    seen = [c.node.serial for c in contributions]
    assert seen == sorted(seen, reverse=True)


def test_a_value_used_twice_gets_two_contributions_that_chain_up() -> None:
    a = Value(3.0)
    b = a + a
    assert list(backward_pass(b)) == [
        Contribution(b, 0, a, 1.0, 1.0, 1.0, 0.0, 1.0),
        Contribution(b, 1, a, 1.0, 1.0, 1.0, 1.0, 2.0),
    ]


def test_gradients_land_one_by_one_as_the_pass_is_advanced() -> None:
    a, b = Value(2.0), Value(5.0)
    c = a * b
    steps = backward_pass(c)
    assert (a.grad, b.grad) == (0.0, 0.0)
    next(steps)
    assert (c.grad, a.grad, b.grad) == (1.0, 5.0, 0.0)
    next(steps)
    assert (a.grad, b.grad) == (5.0, 2.0)
    assert next(steps, None) is None


def test_the_seed_replaces_what_the_root_had() -> None:
    a = Value(2.0)
    b = a * 3
    b.grad = 7.0
    b.backward()
    assert (b.grad, a.grad) == (1.0, 3.0)


def test_a_leaf_alone_gets_the_seed_and_makes_no_contribution() -> None:
    a = Value(2.0)
    assert list(backward_pass(a)) == []
    assert a.grad == 1.0


def test_local_derivatives_are_taken_at_the_present_data() -> None:
    a = Value(2.0)
    squared = a**2
    assert local_derivatives(squared) == (4.0,)
    a.data = 5.0
    assert local_derivatives(squared) == (10.0,)
    assert local_derivatives(a) == ()

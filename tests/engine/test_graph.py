"""Topological order and the structure key."""

from hypothesis import given, settings

from engine import Value, topological_order
from engine.graph import ops_to_visit, structure_key
from tests.engine.graphs import Plan, build, plans


@settings(deadline=None)
@given(plans(most=100))
def test_parents_come_before_children_and_the_root_last(plan: Plan) -> None:
    values = build(plan, Value)
    order = topological_order(values[-1])
    place = {value: i for i, value in enumerate(order)}
    assert len(place) == len(order)
    assert order[-1] is values[-1]
    for value in order:
        assert all(place[parent] < place[value] for parent in value.parents)


def test_only_what_the_root_depends_on_is_in_the_order() -> None:
    a, b = Value(1.0), Value(2.0)
    unused = a * b
    root = a + a
    assert topological_order(root) == [a, root]
    assert unused not in topological_order(root)


@settings(deadline=None)
@given(plans(most=100))
def test_the_ops_to_visit_are_the_reverse_order_without_its_leaves(plan: Plan) -> None:
    root = build(plan, Value)[-1]
    assert ops_to_visit(root) == [value for value in reversed(topological_order(root)) if value.op]
    assert ops_to_visit(Value(1.0)) == []


def test_a_leaf_is_its_own_order() -> None:
    a = Value(1.0)
    assert topological_order(a) == [a]


def test_leaves_made_in_any_order_still_come_first() -> None:
    late = Value(1.0)
    early = Value(2.0)
    root = early * late
    assert topological_order(root)[-1] is root


def key(*values: Value) -> str:
    return structure_key(values, values[-1])


def test_numbers_gradients_and_labels_do_not_change_the_key() -> None:
    def graph(x: float, label: str) -> list[Value]:
        a, b = Value(x, label), Value(3.0)
        return [a, b, a * b]

    changed = graph(7.0, "weight")
    changed[-1].backward()
    assert key(*graph(2.0, "a")) == key(*changed)


def test_another_op_another_order_or_another_root_changes_the_key() -> None:
    a, b = Value(1.0), Value(2.0)
    base = [a, b, a * b]
    keys = {
        key(*base),
        key(a, b, a + b),
        key(a, b, b * a),
        key(a, b, a * a),
        key(a, b, a**2),
        structure_key(base, a),
        key(*base, Value(1.0)),
    }
    assert len(keys) == 7

"""A notebook's graph as the run of a text that names its leaves."""

import random

import pytest
from hypothesis import given, settings

from app.notebook.leaves import Leaves
from engine.gradcheck import gradients
from engine.graph import topological_order
from engine.language import DEFAULT_LIMITS, LanguageError
from engine.nn import MLP
from engine.value import Value
from tests.engine.graphs import Plan, build, plans


def shown(root: Value, **variables: object) -> Leaves:
    return Leaves(root, variables, 1_000)


@settings(deadline=None)
@given(plans())
def test_values_and_gradients_are_those_of_a_pass_from_the_root(plan: Plan) -> None:
    root = build(plan, Value)[-1]
    leaves = shown(root)
    ran = leaves.get(leaves.text, DEFAULT_LIMITS).ran
    order, right = topological_order(root), gradients(root)
    assert [value.data for value in ran.values] == [value.data for value in order]
    assert [value.grad for value in ran.values] == pytest.approx(
        [right[value] for value in order], nan_ok=True
    )


def test_a_leaf_is_called_by_its_label_or_its_variable_or_its_place_in_a_list() -> None:
    a, b, c, d = Value(1.0, "named"), Value(2.0), Value(3.0), Value(4.0)
    leaves = shown(a + b + c + d, a=a, b=b, cs=[c], _1=d)
    assert leaves.text == "named = 1.0\nb = 2.0\ncs[0] = 3.0\n4 = 4.0\n"


def test_another_number_in_the_text_is_another_graph_and_the_values_stay() -> None:
    a = Value(3.0)
    root = a * a
    leaves = shown(root, a=a)
    ran = leaves.get("a = (-4.5)\n", DEFAULT_LIMITS).ran
    assert (ran.values[-1].data, ran.values[0].grad) == (20.25, -9.0)
    assert (a.data, a.grad, root.data) == (3.0, 0.0, 9.0)


def test_every_number_in_the_text_stands_where_its_origin_says() -> None:
    a, b = Value(-2.5), Value(1e-9)
    leaves = shown(a * b, a=a, b=b)
    ran = leaves.get(leaves.text, DEFAULT_LIMITS).ran
    spans = [ran.origins[value].literal for value in ran.values[:2]]
    assert [leaves.text[span[0] : span[1]] for span in spans if span] == ["-2.5", "1e-09"]


def test_a_label_of_several_lines_takes_one() -> None:
    leaves = shown(Value(1.0, "a\nb = 7") + Value(2.0, "c"))
    assert [value.data for value in leaves.get(leaves.text, DEFAULT_LIMITS).ran.values] == [1.0, 2.0, 3.0]


@pytest.mark.parametrize("text", ["", "a = \n", "a = x\n", "a 3\n"])
def test_a_text_without_the_number_is_refused(text: str) -> None:
    with pytest.raises(LanguageError, match="no number"):
        shown(Value(3.0, "a") * 2).get(text, DEFAULT_LIMITS)


def test_numbers_without_a_result_are_told_with_the_op() -> None:
    logarithm = Value(3.0, "a").log()
    leaves = shown(logarithm, logarithm=logarithm)
    with pytest.raises(LanguageError, match="`logarithm` has no result"):
        leaves.get("a = -1\n", DEFAULT_LIMITS)


def test_a_graph_over_the_limit_is_refused() -> None:
    a = Value(1.0)
    Leaves(a + a, {}, 2)
    with pytest.raises(ValueError, match="2 Values; 1 is the most"):
        Leaves(a + a, {}, 1)


def test_a_nets_values_are_told_by_sample_layer_and_neuron() -> None:
    net = MLP(2, [2, 1], rng=random.Random(1))
    loss = sum(((net([k, 1.0]) - 1.0) ** 2 for k in (1, 2)), Value(0.0))
    leaves = shown(loss, net=net)
    ran = leaves.get(leaves.text, DEFAULT_LIMITS).ran
    scopes = [value.scope for value in ran.values]
    for sample in ("sample 0", "sample 1"):
        for layer, neurons in (("Layer 0", 2), ("Layer 1", 1)):
            for i in range(neurons):
                assert (sample, "MLP", layer, f"Neuron {i}") in scopes
    named = {(value.scope, value.label) for value in ran.values if value.op is None}
    assert (("MLP parameters", "Layer 0", "Neuron 1"), "w[1]") in named
    assert scopes[-1] == ()
    assert scopes.count(()) == 9  # 0, and of each sample the 1, the error, its square and the sum


def test_a_net_on_one_sample_has_no_sample_in_its_scopes() -> None:
    net = MLP(1, [1], rng=random.Random(1))
    leaves = shown(net([2.0]), net=net)
    assert leaves.get(leaves.text, DEFAULT_LIMITS).ran.values[-1].scope == ("MLP", "Layer 0", "Neuron 0")

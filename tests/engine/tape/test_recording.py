"""The tape gives what the Values give."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Value
from engine.graph import topological_order
from engine.nn import MLP
from engine.ops import OPS
from engine.tape import Reduction, TapeError, record
from engine.value import make
from tests.engine.graphs import Plan, build, plans
from tests.engine.tape.tapes import CONSTANTS, assert_near, by_values, one_op, places


@pytest.mark.parametrize("name", OPS)
@pytest.mark.parametrize("kinds", ["lanes", "uniform and lane", "lane and uniform", "uniform"])
def test_every_op_gives_the_data_and_grads_of_the_values(name: str, kinds: str) -> None:
    for k in CONSTANTS.get(name, (0.0,)):
        numbers = places(name)
        start = numbers[:, -1]
        a, b, scale = Value(start[0], "a"), Value(start[1], "b"), Value(1.3, "scale")
        loss = scale * one_op(name, a, b, k)
        columns = {"lanes": [a, b], "uniform and lane": [b], "lane and uniform": [a], "uniform": []}[kinds]
        parameters = [value for value in (scale, a, b) if value not in columns]
        rows = numbers[[[a, b].index(column) for column in columns]]
        tape = record(loss, parameters, columns)
        at = [parameter.data for parameter in parameters]
        lanes = tape.lanes(rows)
        total, gradient = lanes.forward(at), lanes.backward()
        expected = by_values(loss, parameters, columns, rows)
        assert_near(total, expected.total)
        assert_near(gradient, expected.gradient)
        assert_near(lanes.loss, expected.losses)
        for column in columns:
            if column in expected.grad:
                assert_near(lanes.grad(column), expected.grad[column])


@given(plan=plans(), roles=st.integers(0, 10**6), reduction=st.sampled_from(["mean", "sum"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_graph_gives_the_data_and_grads_of_the_values(
    plan: Plan, roles: int, reduction: Reduction
) -> None:
    leaves = build(plan, Value)
    loss = leaves[-1]
    leaves = leaves[: len(plan.leaves)]
    columns = [leaf for i, leaf in enumerate(leaves) if roles >> i & 1]
    constants = leaves[-1:] if roles & 64 and leaves[-1] not in columns else []
    parameters = [leaf for leaf in leaves if leaf not in columns and leaf not in constants]
    # small steps away from where the plan is known to be tame
    numbers = np.array([[c.data + 1e-3 * i for i in range(3)] for c in columns]).reshape(len(columns), 3)
    tape = record(loss, parameters, columns, outputs=[loss], reduction=reduction)
    lanes = tape.lanes(numbers if columns else np.empty((0, 3)))
    at = np.array([p.data for p in parameters])
    total, gradient = lanes.forward(at), lanes.backward()
    expected = by_values(loss, parameters, columns, numbers, reduction=reduction)
    scale = max(1.0, np.abs(gradient).max(initial=0.0))
    assert_near(total, expected.total, scale)
    assert_near(gradient, expected.gradient, scale)
    assert_near(lanes.outputs[0], expected.losses, scale)
    for value in topological_order(loss):
        assert_near(lanes.data(value), expected.data[value], scale)
        if tape.program.uniform[tape.index[value]]:  # felt by all samples: the sum of theirs
            assert_near(lanes.grad(value)[0], sum(expected.grad[value]), scale)
        else:
            assert_near(lanes.grad(value), expected.grad[value], scale)


def test_a_network_with_a_penalty_gives_the_gradient_of_the_values() -> None:
    random.seed(7)
    model = MLP(2, [5, 4, 1], activation="tanh")
    x, y = [Value(0.0), Value(0.0)], Value(0.0)
    score = model(x)
    loss = (1 + -y * score).relu()
    parameters = model.parameters()
    penalty = 1e-2 * sum((p * p for p in parameters), Value(0.0))
    numbers = np.random.default_rng(0).normal(size=(3, 20))
    lanes = record(loss, parameters, [*x, y], outputs=[score], penalty=penalty).lanes(numbers)
    total = lanes.forward([p.data for p in parameters])
    expected = by_values(loss, parameters, [*x, y], numbers, penalty)
    assert_near(total, expected.total)
    assert_near(lanes.backward(), expected.gradient)
    assert_near(lanes.outputs[0], expected.data[score])


def test_replaying_a_sample_writes_its_data_and_grads_into_the_values() -> None:
    random.seed(3)
    model = MLP(2, [4, 1])
    x, y = [Value(0.0), Value(0.0)], Value(0.0)
    loss = (model(x) - y) ** 2
    parameters = model.parameters()
    at = np.linspace(-1, 1, len(parameters))
    tape = record(loss, parameters, [*x, y], penalty=parameters[0] * parameters[0])
    found = tape.replay_sample(at, [0.4, -1.2, 1.0])
    written = {value: (value.data, value.grad) for value in topological_order(loss)}
    for p, number in zip(parameters, at.tolist(), strict=True):
        p.data = number
    expected = by_values(loss, parameters, [*x, y], np.array([[0.4], [-1.2], [1.0]]), reduction="sum")
    assert found == pytest.approx(loss.data, rel=1e-14)
    for value, (data, grad) in written.items():
        assert data == pytest.approx(expected.data[value][0], rel=1e-14)
        assert grad == pytest.approx(expected.grad[value][0], rel=1e-14)


def test_a_parameter_that_nothing_depends_on_gets_no_gradient() -> None:
    a, b = Value(2.0), Value(3.0)
    lanes = record(a * a, [b, a], []).lanes(np.empty((0, 4)))
    assert lanes.forward([3.0, 2.0]) == 4.0
    assert lanes.backward().tolist() == [0.0, 4.0]


def test_a_loss_that_is_itself_a_column_or_a_parameter_is_a_graph_too() -> None:
    a, x = Value(2.0), Value(0.0)
    lanes = record(x, [a], [x], reduction="sum").lanes([[1.0, 2.0, 3.0]])
    assert lanes.forward([5.0]) == 6.0
    assert lanes.backward().tolist() == [0.0]
    lanes = record(a, [a], [x], reduction="sum").lanes([[1.0, 2.0, 3.0]])
    assert lanes.forward([5.0]) == 15.0
    assert lanes.backward().tolist() == [3.0]


def test_a_lane_outside_an_ops_domain_is_not_finite_and_leaves_the_others_alone() -> None:
    x, w = Value(1.0), Value(1.0)
    lanes = record((w * x).log(), [w], [x]).lanes([[1.0, -1.0, 0.0, 2.0]])
    assert not np.isfinite(lanes.forward([1.0]))
    assert np.isnan(lanes.loss[1])
    assert lanes.loss[2] == -np.inf
    assert lanes.loss[[0, 3]].tolist() == [0.0, pytest.approx(np.log(2.0))]


def test_a_value_that_is_not_a_number_is_not_hidden_by_relu() -> None:
    x, w = Value(1.0), Value(1.0)
    lanes = record((w * x).relu(), [w], [x]).lanes([[np.inf, 1.0]])
    assert np.isnan(lanes.forward([0.0]))


def test_what_cannot_be_recorded_is_told() -> None:
    a, x = Value(2.0, "a"), Value(1.0, "x")
    made = a * x
    with pytest.raises(TapeError, match="must be leaves"):
        record(made, [made], [x])
    with pytest.raises(TapeError, match="only once"):
        record(made, [a, a], [x])
    with pytest.raises(TapeError, match="not on a column"):
        record(made, [a], [x], penalty=a * x)
    lanes = record(made, [a], [x]).lanes([[1.0]])
    with pytest.raises(TapeError, match="forward pass before"):
        lanes.backward()
    with pytest.raises(TapeError, match="shape"):
        lanes.forward([1.0, 2.0])
    with pytest.raises(TapeError, match="samples"):
        record(made, [a], [x]).lanes(np.empty((1, 0)))
    lanes.forward([1.0])
    with pytest.raises(TapeError, match="not on the tape"):
        lanes.data(Value(1.0))
    own = Value(1.0)
    with pytest.raises(TapeError, match="ops of the table only, and not mine"):
        record(make(replace(OPS["neg"], name="mine"), (own,)), [own], [])

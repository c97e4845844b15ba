"""Value: micrograd's surface, its arithmetic, and graphs too deep for recursion."""

import copy
import dataclasses
import gc
import math
import pickle
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from engine import OPS, Value, topological_order


def test_a_leaf_holds_a_float_its_label_and_no_gradient() -> None:
    a = Value(2, label="a")
    assert (a.data, a.grad, a.label, a.op, a.parents) == (2.0, 0.0, "a", None, ())
    assert isinstance(a.data, float)
    assert Value(1.0, "x").label == "x"


def test_repr_is_micrograds() -> None:
    assert repr(Value(2.0)) == "Value(data=2.0, grad=0.0)"


@pytest.mark.parametrize(
    ("make", "op", "data"),
    [
        (lambda a, b: a + b, "+", 5.0),
        (lambda a, b: a - b, "-", -1.0),
        (lambda a, b: a * b, "*", 6.0),
        (lambda a, b: a / b, "/", 2 / 3),
        (lambda a, b: a**b, "**", 8.0),
        (lambda a, b: -a, "neg", -2.0),
        (lambda a, b: a**2, "**2", 4.0),
        (lambda a, b: a**0.5, "**0.5", math.sqrt(2)),
        (lambda a, b: a.relu(), "ReLU", 2.0),
        (lambda a, b: a.exp(), "exp", math.exp(2)),
        (lambda a, b: a.tanh(), "tanh", math.tanh(2)),
    ],
)
def test_operators_compute_and_name_their_op(
    make: Callable[[Value, Value], Value], op: str, data: float
) -> None:
    result = make(Value(2.0), Value(3.0))
    expected = "-" if op == "neg" else op
    assert (result._op, result.data) == (expected, data)


@pytest.mark.parametrize(
    ("make", "data"),
    [
        (lambda x: x + 1, 5.0),
        (lambda x: 1 + x, 5.0),
        (lambda x: x - 1, 3.0),
        (lambda x: 1 - x, -3.0),
        (lambda x: x * 2, 8.0),
        (lambda x: 2 * x, 8.0),
        (lambda x: x / 2, 2.0),
        (lambda x: 2 / x, 0.5),
        (lambda x: 2**x, 16.0),
        (lambda x: x.max(9), 9.0),
        (lambda x: x.min(Value(1)), 1.0),
        (lambda x: abs(-x), 4.0),
    ],
)
def test_plain_numbers_on_either_side_become_leaves(make: Callable[[Value], Value], data: float) -> None:
    assert make(Value(4.0)).data == data


def test_a_leaf_made_of_a_plain_number_is_a_parent_like_any_other() -> None:
    result = 2 * Value(4.0)
    assert [parent.data for parent in result.parents] == [2.0, 4.0]
    result.backward()
    assert [parent.grad for parent in result.parents] == [4.0, 2.0]


def test_unary_plus_makes_no_node() -> None:
    a = Value(1.0)
    assert +a is a


def test_sum_works_as_it_starts_from_a_plain_zero() -> None:
    values = [Value(1.0), Value(2.0), Value(3.0)]
    total = sum(values, start=Value(0.0))
    total.backward()
    assert total.data == 6.0
    assert [value.grad for value in values] == [1.0, 1.0, 1.0]


def test_parents_are_ordered_and_repeated() -> None:
    a, b = Value(1.0), Value(2.0)
    assert (b - a)._prev == (b, a)
    assert (a + a)._prev == (a, a)


def test_every_one_parent_op_is_a_method() -> None:
    for op in OPS.values():
        if op.arity == 1 and not op.takes_constant and op.name != "neg":
            result = getattr(Value(0.5), op.name)()
            assert result.op is op
            assert result.data == op.forward(0.5)


def test_leaky_relu_takes_its_slope() -> None:
    assert Value(-2.0).leaky_relu().data == -0.02
    steeper = Value(-2.0).leaky_relu(0.5)
    steeper.backward()
    assert (steeper.data, steeper.constant, steeper.parents[0].grad) == (-1.0, 0.5, 0.5)


def test_a_value_used_twice_gets_both_contributions() -> None:
    a = Value(3.0)
    b = a + a
    b.backward()
    assert (b.data, a.grad) == (6.0, 2.0)


def test_a_power_of_two_values_has_both_derivatives() -> None:
    x, y = Value(2.0), Value(3.0)
    z = x**y
    z.backward()
    assert (z.data, x.grad) == (8.0, 12.0)
    assert y.grad == pytest.approx(8 * math.log(2), rel=1e-15)


def test_a_fractional_power_of_a_negative_number_does_not_go_complex() -> None:
    with pytest.raises(ValueError, match="math domain error"):
        Value(-8.0) ** (1 / 3)


def test_division_by_zero_raises_as_with_floats() -> None:
    with pytest.raises(ZeroDivisionError):
        1 / Value(0.0)


def test_backward_accumulates_when_called_again() -> None:
    a = Value(3.0)
    b = a * 2
    b.backward()
    b.backward()
    assert (a.grad, b.grad) == (4.0, 1.0)


def chain(length: int) -> tuple[Value, Value]:
    first = last = Value(1.0)
    for _ in range(length):
        last = last + 1
    return first, last


def test_a_chain_of_100_000_ops_runs_backward() -> None:
    assert sys.getrecursionlimit() < 100_000
    first, last = chain(100_000)
    last.backward()
    assert (last.data, first.grad) == (100_001.0, 1.0)
    assert len(topological_order(last)) == 200_001


def test_a_graph_is_freed_at_once_without_the_cyclic_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        _, last = chain(100_000)
        last.backward()
        before = sys.getallocatedblocks()
        del last, _
        freed = before - sys.getallocatedblocks()
        assert freed > 3 * 200_000  # each Value, its tuple or its floats
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("other", ["3", b"3", None, [1.0], 1j])
def test_what_is_no_number_is_refused_by_every_operator(other: object) -> None:
    for sign in ("+", "-", "*", "/", "**"):
        for left, right in ((Value(2.0), other), (other, Value(2.0))):
            with pytest.raises(TypeError):
                eval(f"a {sign} b", {"a": left, "b": right})


@pytest.mark.parametrize("other", [True, 3, Fraction(1, 2), np.float64(3.0), np.float32(0.5), np.int64(2)])
def test_whatever_is_a_number_is_taken(other: float) -> None:
    assert (Value(2.0) + other).data == (other + Value(2.0)).data == 2.0 + float(other)
    assert (Value(2.0) ** other).data == 2.0 ** float(other)


def test_micrograds_way_to_make_a_leaf_works_and_its_way_to_make_an_op_is_refused() -> None:
    assert Value(2.0, (), "", "a").label == "a"
    with pytest.raises(TypeError, match="parents from the op"):
        Value(2.0, (Value(1.0),), "+")


def test_a_copied_graph_is_whole_and_its_own() -> None:
    assert copy.deepcopy(chain(20_000)[1]).data == 20_001.0
    a = Value(3.0, "a")
    both = [a, a**2 * a]
    for twin in (copy.deepcopy(both), pickle.loads(pickle.dumps(both))):
        twin[1].backward()
        assert (twin[0].grad, twin[0].label, a.grad) == (27.0, "a", 0.0)
        assert twin[1].parents[0].op is OPS["powk"]


def test_a_pickle_read_elsewhere_keeps_parents_before_children() -> None:
    [Value(0.0) for _ in range(1_000)]
    a = Value(3.0)
    read = "import pickle, sys; v = pickle.load(sys.stdin.buffer); w = v * v + 1; w.backward(); "
    found = subprocess.run(
        [sys.executable, "-c", read + "print(v.grad, v.parents[0].grad)"],
        input=pickle.dumps(a * a), capture_output=True, check=True,
    )  # fmt: skip
    assert found.stdout.split() == [b"18.0", b"108.0"]


def test_an_op_of_somebodys_own_says_that_it_cannot_be_pickled() -> None:
    own = dataclasses.replace(OPS["neg"], name="mine")
    assert copy.deepcopy(own) is own
    with pytest.raises(TypeError, match="mine is not in the table"):
        pickle.dumps(own)

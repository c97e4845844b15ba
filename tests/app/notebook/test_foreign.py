"""Objects of the lecture's class, and of micrograd's, become Values."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from micrograd.engine import Value as Micrograd

from app.notebook.foreign import is_foreign, pairs_of, told_apart
from engine.gradcheck import gradients

ONES: list[Callable[[Any, Any], Any]] = [
    lambda a, b: a * b + a,
    lambda a, b: a + a,
    lambda a, b: (a - b) / b,
    lambda a, b: (a * b).relu() ** 3 - 2 * a,
    lambda a, b: a**-1.5 + 1 / b,
    lambda a, b: sum([a * i for i in range(4)]) * -b,
]


@pytest.mark.parametrize("make", ONES)
def test_a_graph_of_micrograd_has_its_numbers_and_gradients(make: Callable[[Any, Any], Any]) -> None:
    a, b = Micrograd(2.0), Micrograd(3.0)
    root = make(a, b)
    root.backward()
    pairs = pairs_of(root, 1_000)
    values = {at: pair.value for at, pair in pairs.items()}
    right = gradients(values[id(root)])
    assert values[id(root)].data == pytest.approx(root.data)
    assert [right[values[id(leaf)]] for leaf in (a, b) if id(leaf) in values] == pytest.approx(
        [leaf.grad for leaf in (a, b) if id(leaf) in values]
    )
    assert told_apart(root, pairs) == []


class Scalar:
    """The lecture's class, as far as is needed, with `==` of its own."""

    def __init__(self, data: float, prev: tuple[Scalar, ...] = (), op: str = "", label: str = "") -> None:
        self.data, self.grad, self._prev, self._op, self.label = data, 0.0, set(prev), op, label


def test_a_sets_order_is_found_by_the_result() -> None:
    a, b = Scalar(2.0, label="a"), Scalar(8.0, label="b")
    root = Scalar(0.25, (a, b), "/")
    value = pairs_of(root, 10)[id(root)].value
    assert [parent.label for parent in value.parents] == ["a", "b"]


def test_ops_are_known_by_the_names_people_give_them() -> None:
    a = Scalar(0.5)
    for op, data in (
        ("tanh", math.tanh(0.5)),
        ("exp", math.exp(0.5)),
        ("ReLU", 0.5),
        ("**2", 0.25),
        ("neg", -0.5),
    ):
        root = Scalar(data, (a,), op)
        assert pairs_of(root, 10)[id(root)].value.data == data


@pytest.mark.parametrize(("op", "data"), [("+", 7.0), ("mystery", 5.0), ("**x", 4.0), ("tanh", 5.0)])
def test_an_op_that_does_not_give_the_number_is_refused_with_a_way_out(op: str, data: float) -> None:
    with pytest.raises(TypeError, match="As a program"):
        pairs_of(Scalar(data, (Scalar(2.0), Scalar(3.0)), op), 10)


def test_other_gradients_than_the_right_ones_are_told() -> None:
    a = Scalar(3.0, label="a")
    root = Scalar(6.0, (a,), "+")
    assert told_apart(root, pairs_of(root, 10)) == []  # no pass was run
    root.grad, a.grad = 1.0, 1.0
    (note,) = told_apart(root, pairs_of(root, 10))
    assert "`a` has 1 and should have 2" in note.message


def test_a_chain_too_long_for_recursion_is_no_special_case() -> None:
    root = Scalar(0.0)
    for _ in range(3_000):
        root = Scalar(root.data + 1.0, (root, Scalar(1.0)), "+")
    assert pairs_of(root, 10_000)[id(root)].value.data == 3_000.0
    with pytest.raises(ValueError, match="over 5,000"):
        pairs_of(root, 5_000)


def test_what_has_no_graph_is_not_read() -> None:
    assert is_foreign(Micrograd(1.0))
    assert not any(is_foreign(thing) for thing in (1.0, "a", [1.0]))

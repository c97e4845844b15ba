"""What the Values of a notebook's graph are called."""

from collections.abc import Callable

import pytest

from app.notebook.labels import labels_of
from engine.graph import topological_order
from engine.value import Value

a, b = Value(2.0, "a"), Value(3.0, "b")


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: a * b, "a * b"),
        (lambda: (a - 1) ** 2, "(a - 1)**2"),
        (lambda: -(a / b), "-(a / b)"),
        ((a * b).tanh, "tanh(a * b)"),
        (lambda: a.relu() + 1, "relu(a) + 1"),
        ((a * b + a * a + b * b + 1).exp, "exp(…)"),
    ],
)
def test_without_a_name_it_is_as_it_would_be_written(make: Callable[[], Value], text: str) -> None:
    assert labels_of(topological_order(make()), {})[-1] == text


def test_a_label_comes_before_a_name_and_stands_on_one_line() -> None:
    value = Value(1.0, "two\nwords")
    assert labels_of([value], {value: "name"}) == ["two words"]

"""Optimisers and schedules: by hand, beside PyTorch, and their promises."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from engine import Value, optim
from engine.optim import ROWS, SGD, Adam, AdamW, Optimizer, OptimizerSpec, fresh_state, update
from engine.schedules import SCHEDULES, WORDS, rate, rates


def test_every_optimiser_has_words_and_rows() -> None:
    assert set(optim.WORDS) == set(ROWS)


def test_plain_descent_takes_the_learning_rate_times_the_gradient() -> None:
    w = Value(2.0)
    w.grad = 3.0
    optimiser = SGD([w], lr=0.1)
    optimiser.step()
    assert w.data == 2.0 - 0.1 * 3.0
    optimiser.zero_grad()
    assert w.grad == 0.0


def test_momentum_keeps_some_of_the_speed() -> None:
    w = Value(0.0)
    optimiser = SGD([w], lr=1.0, momentum=0.5)
    places = []
    for _ in range(3):
        w.grad = 1.0
        optimiser.step()
        places.append(w.data)
    assert places == [-1.0, -2.5, -4.25]


def test_adams_first_step_is_the_learning_rate_whatever_the_gradient() -> None:
    for gradient in (1e-3, 1.0, 1e6):
        w = Value(0.0)
        w.grad = gradient
        Adam([w], lr=0.01).step()
        assert w.data == pytest.approx(-0.01, rel=1e-4)


def test_adamw_shrinks_what_has_no_gradient_and_adam_does_not() -> None:
    still, shrunk = Value(1.0), Value(1.0)
    Adam([still], lr=0.1).step()
    AdamW([shrunk], lr=0.1, weight_decay=0.5).step()
    assert (still.data, shrunk.data) == (1.0, 0.95)


def test_the_learning_rate_may_change_between_steps() -> None:
    w = Value(0.0)
    optimiser = SGD([w], lr=1.0)
    for lr in (1.0, 0.5):
        w.grad, optimiser.lr = 1.0, lr
        optimiser.step()
    assert w.data == -1.5


def loss(a: Any, b: Any, c: Any) -> Any:
    """A bent valley, for Values and for tensors."""
    return (a * a + b - 1.1) ** 2 + (a + b * b - 0.7) ** 2 + (a * b * c).tanh() + c**2 * 0.1


def trained(optimiser: Optimizer, parameters: list[Value]) -> list[float]:
    losses = []
    for _ in range(100):
        value = loss(*parameters)
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        losses.append(value.data)
    return losses


@pytest.mark.parametrize("name", list(ROWS))
def test_a_hundred_steps_are_pytorchs(torch: Any, name: str) -> None:
    start = [1.5, -0.8, 2.0]
    ours = [Value(x) for x in start]
    theirs = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in start]
    optimisers: dict[str, tuple[Optimizer, Any]] = {
        "sgd": (SGD(ours, 0.02), torch.optim.SGD(theirs, 0.02)),
        "momentum": (SGD(ours, 0.01, momentum=0.9), torch.optim.SGD(theirs, 0.01, momentum=0.9)),
        "adam": (
            Adam(ours, 0.05, betas=(0.8, 0.95), eps=1e-6),
            torch.optim.Adam(theirs, 0.05, betas=(0.8, 0.95), eps=1e-6),
        ),
        "adamw": (AdamW(ours, 0.05, weight_decay=0.3), torch.optim.AdamW(theirs, 0.05, weight_decay=0.3)),
    }
    our_optimiser, their_optimiser = optimisers[name]
    expected = []
    for _ in range(100):
        value = loss(*theirs)
        their_optimiser.zero_grad()
        value.backward()
        their_optimiser.step()
        expected.append(value.item())
    assert trained(our_optimiser, ours) == pytest.approx(expected, abs=1e-9, rel=1e-9)
    assert [p.data for p in ours] == pytest.approx([p.item() for p in theirs], abs=1e-9, rel=1e-9)
    assert expected[-1] < expected[0]


@pytest.mark.parametrize("name", list(ROWS))
def test_values_and_arrays_are_moved_alike(name: str) -> None:
    spec, rng = OptimizerSpec(name), np.random.RandomState(1)
    array, values = np.array([1.0, -2.0, 0.5]), [Value(1.0), Value(-2.0), Value(0.5)]
    state, optimiser = fresh_state(spec, 3), Optimizer(values, 0.1, spec)
    assert state.shape == (ROWS[name], 3)
    for number in range(1, 6):
        gradient = rng.normal(size=3)
        for value, grad in zip(values, gradient.tolist(), strict=True):
            value.grad = grad
        optimiser.step()
        update(spec, array, gradient, state, number, 0.1)
    assert [value.data for value in values] == array.tolist()


# -- schedules ---------------------------------------------------------------------------------------


def test_the_linear_schedule_is_the_demos_to_the_last_bit() -> None:
    assert [rate("linear", 1.0, k, 100) for k in range(100)] == [1.0 - 0.9 * k / 100 for k in range(100)]


@pytest.mark.parametrize("name", list(SCHEDULES))
def test_a_schedule_starts_whole_never_rises_and_stays_at_its_end(name: str) -> None:
    found = [rate(name, 0.5, k, 30) for k in range(40)]
    assert found[0] == 0.5
    assert all(after <= before for before, after in pairwise(found))
    assert found[30:] == [found[30]] * 10
    assert name in WORDS


@pytest.mark.parametrize(
    ("name", "step", "expected"),
    [
        ("cosine", 50, 0.5), ("cosine", 100, 0.0), ("exponential", 50, 0.1), ("exponential", 100, 0.01),
        ("step", 33, 1.0), ("step", 34, 0.1), ("step", 67, 0.01), ("linear", 200, 0.1), ("constant", 70, 1.0),
    ],
)  # fmt: skip
def test_a_schedule_is_what_it_is_by_hand(name: str, step: int, expected: float) -> None:
    assert rate(name, 1.0, step, 100) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("name", list(SCHEDULES))
def test_it_rises_in_equal_parts_while_warming_up(name: str) -> None:
    found = [rate(name, 1.0, k, 100, warmup=4) for k in range(5)]
    assert found == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])


@pytest.mark.parametrize("name", list(SCHEDULES))
@pytest.mark.parametrize(("start", "warmup"), [(0, 0), (0, 5), (7, 9), (95, 0), (300, 0)])
def test_many_rates_at_once_are_the_single_ones(name: str, start: int, warmup: int) -> None:
    together = rates(name, 0.3, start, 12, 100, warmup)
    assert together.tolist() == [rate(name, 0.3, k, 100, warmup) for k in range(start, start + 12)]
    assert all(math.isfinite(r) for r in together)


def test_the_rates_of_a_chunk_are_those_of_its_steps_wherever_it_begins() -> None:
    whole = rates("exponential", 1.0, 0, 7, 1, 5)
    assert [rates("exponential", 1.0, start, 7 - start, 1, 5).tolist() for start in range(7)] == [
        whole[start:].tolist() for start in range(7)
    ]

"""Losses, penalties, optimisers and schedules: by hand, and beside PyTorch."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Value, gradcheck
from engine.losses import LOSSES, l1, l2
from engine.nn import MLP

scores = st.floats(-8.0, 8.0)


def loss_of(name: str, numbers: list[float], targets: list[float]) -> tuple[list[Value], Value]:
    leaves = [Value(number) for number in numbers]
    return leaves, LOSSES[name].of_sample(leaves, targets)


@pytest.mark.parametrize(
    ("name", "numbers", "targets", "by_hand"),
    [
        ("mse", [3.0], [1.0], 4.0),
        ("sse", [3.0, 0.0], [1.0, 1.0], 5.0),
        ("hinge", [0.25], [1.0], 0.75),
        ("hinge", [0.25], [-1.0], 1.25),
        ("hinge", [2.0], [1.0], 0.0),
        ("bce", [0.0], [1.0], math.log(2.0)),
        ("bce", [math.log(3.0)], [1.0], math.log(4.0 / 3.0)),
        ("softmax_nll", [0.0, 0.0, 0.0], [0.0, 1.0, 0.0], math.log(3.0)),
        ("softmax_nll", [math.log(2.0), 0.0, 0.0], [1.0, 0.0, 0.0], math.log(2.0)),
    ],
)
def test_a_loss_is_what_it_is_by_hand(
    name: str, numbers: list[float], targets: list[float], by_hand: float
) -> None:
    assert loss_of(name, numbers, targets)[1].data == pytest.approx(by_hand, abs=1e-15)


@given(st.sampled_from(["mse", "bce", "softmax_nll"]), st.lists(scores, min_size=3, max_size=3))
def test_the_gradient_of_a_loss_is_its_slope(name: str, numbers: list[float]) -> None:
    targets = [0.0, 1.0, 0.0] if name == "softmax_nll" else [-1.0, 1.0, 1.0]
    leaves, loss = loss_of(name, numbers, targets)
    if name == "softmax_nll" and len(set(numbers)) < 3:
        return  # at a tie the greatest cannot be nudged alone
    assert all(check.agrees(1e-4) for check in gradcheck(loss, leaves))


@pytest.mark.parametrize("score", [-1e4, -745.0, 745.0, 1e4])
@pytest.mark.parametrize("name", ["bce", "softmax_nll"])
def test_no_score_is_too_far_out(name: str, score: float) -> None:
    targets = [1.0] if name == "bce" else [1.0, 0.0]
    leaves, loss = loss_of(name, [score] if name == "bce" else [score, 0.0], targets)
    loss.backward()
    assert loss.data == pytest.approx(max(-score, 0.0), abs=1e-12)
    assert leaves[0].grad == pytest.approx(-1.0 if score < 0.0 else 0.0, abs=1e-12)


def test_cross_entropy_keeps_its_digits_where_the_answer_is_all_but_certain() -> None:
    assert loss_of("bce", [40.0], [1.0])[1].data == pytest.approx(math.exp(-40.0), rel=1e-12)


@given(st.lists(scores, min_size=2, max_size=2), st.sampled_from([0, 1]))
def test_two_classes_by_softmax_are_one_score_by_cross_entropy(numbers: list[float], right: int) -> None:
    by_softmax = loss_of("softmax_nll", numbers, [float(right == 0), float(right == 1)])[1].data
    by_score = loss_of("bce", [numbers[1] - numbers[0]], [1.0 if right else -1.0])[1].data
    assert by_softmax == pytest.approx(by_score, abs=1e-12)


def test_penalties_pull_towards_zero() -> None:
    for penalty, size, pull in ((l1, 3.5, [1.0, -1.0, 1.0]), (l2, 5.25, [4.0, -2.0, 1.0])):
        parameters = [Value(2.0), Value(-1.0), Value(0.5)]
        total = penalty(parameters)
        total.backward()
        assert total.data == size
        assert [p.grad for p in parameters] == pull


def _hinge(torch: Any, score: Any, target: Any) -> Any:
    return torch.relu(1 - target * score).mean()


def _of_torch(torch: Any) -> dict[str, Callable[[Any, Any], Any]]:
    f = torch.nn.functional
    return {
        "mse": f.mse_loss,
        "sse": lambda score, target: f.mse_loss(score, target, reduction="sum"),
        "hinge": lambda score, target: _hinge(torch, score, target),
        "bce": lambda score, target: f.binary_cross_entropy_with_logits(score, (target + 1) / 2),
        "softmax_nll": lambda score, target: f.cross_entropy(score, target.argmax(dim=1)),
    }


@pytest.mark.parametrize("name", list(LOSSES))
def test_a_loss_and_its_gradients_are_pytorchs(torch: Any, name: str) -> None:
    rng = np.random.RandomState(5)
    outputs = 3 if name == "softmax_nll" else 1
    numbers = rng.normal(scale=2.0, size=(20, outputs))
    targets = np.sign(rng.normal(size=(20, 1))) if outputs == 1 else np.eye(3)[rng.randint(3, size=20)]
    theirs = torch.tensor(numbers, requires_grad=True)
    loss = _of_torch(torch)[name](theirs, torch.tensor(targets))
    loss.backward()
    leaves = [[Value(x) for x in row] for row in numbers.tolist()]
    parts = [LOSSES[name].of_sample(row, hot) for row, hot in zip(leaves, targets.tolist(), strict=True)]
    ours = sum(parts[1:], parts[0]) / (20 if LOSSES[name].reduction == "mean" else 1)
    ours.backward()
    assert ours.data == pytest.approx(loss.item(), abs=1e-12)
    grads = np.array([[leaf.grad for leaf in row] for row in leaves])
    assert np.abs(grads - theirs.grad.numpy()).max() < 1e-12


def test_every_loss_trains_a_model_of_values() -> None:
    import random

    for name, loss in LOSSES.items():
        outputs = 2 if loss.targets == "classes" else 1
        model = MLP(2, [4, outputs], activation="tanh", rng=random.Random(1))
        targets = [[1.0, 0.0], [0.0, 1.0]] if outputs == 2 else [[1.0], [-1.0]]
        sizes = []
        for _ in range(20):
            out = [model([Value(a), Value(b)]) for a, b in ((0.5, -0.5), (-0.5, 0.5))]
            rows = [o if isinstance(o, list) else [o] for o in out]
            total = loss.of_sample(rows[0], targets[0]) + loss.of_sample(rows[1], targets[1])
            model.zero_grad()
            total.backward()
            for p in model.parameters():
                p.data -= 0.1 * p.grad
            sizes.append(total.data)
        assert sizes[-1] < sizes[0], name

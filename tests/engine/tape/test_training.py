"""Many steps in one call give what single steps give, in the compiled loops and in NumPy."""

import random
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from engine import Value, kernels, optim
from engine.nn import MLP
from engine.optim import OptimizerSpec
from engine.tape import Lanes, Tape, TapeError, Trained, record

Array = NDArray[np.float64]
SPECS = (
    OptimizerSpec("sgd"),
    OptimizerSpec("momentum", momentum=0.8),
    OptimizerSpec("adam"),
    OptimizerSpec("adamw", weight_decay=0.05),
)


class Model(NamedTuple):
    tape: Tape
    start: Array
    columns: Array


def model(activation: str = "tanh", samples: int = 30) -> Model:
    random.seed(5)
    mlp = MLP(2, [5, 3, 1], activation=activation)
    x, y = [Value(0.0), Value(0.0)], Value(0.0)
    score = mlp(x)
    parameters = mlp.parameters()
    penalty = 1e-3 * sum((p * p for p in parameters), Value(0.0))
    tape = record((score - y) ** 2, parameters, [*x, y], outputs=[score], penalty=penalty)
    numbers = np.random.default_rng(1).normal(size=(3, samples))
    numbers[2] = np.sign(numbers[0] * numbers[1])
    return Model(tape, np.array([p.data for p in parameters]), numbers)


def by_single_steps(
    spec: OptimizerSpec,
    rates: Array,
    batches: Any = None,
    piled: Array | None = None,
    flip: int | None = None,
) -> tuple[Array, Array, Array]:
    """Losses, parameters and state by one forward and backward pass and `optim.update` a step, in NumPy."""
    tape, start, columns = model()
    parameters, state = start.copy(), optim.fresh_state(spec, len(start))
    losses = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "found", lambda: None)
        for step, rate in enumerate(rates.tolist()):
            lanes = tape.lanes(columns if batches is None else columns[:, batches[step]])
            losses.append(lanes.forward(parameters))
            gradient = lanes.backward()
            if flip is not None:
                gradient[flip] *= -1.0
            if piled is not None:
                piled += gradient
                gradient = piled
            optim.update(spec, parameters, gradient, state, step + 1, rate)
    return np.array(losses), parameters, state


def go(
    lanes: Lanes, parameters: Array, rates: Any, spec: OptimizerSpec | None = None, **options: Any
) -> Trained:
    spec = spec or OptimizerSpec("sgd")
    return lanes.train(parameters, optim.fresh_state(spec, len(parameters)), spec, rates, **options)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: str(spec.name))
@pytest.mark.parametrize("batched", [False, True])
def test_a_hundred_steps_in_one_call_are_a_hundred_single_steps(spec: OptimizerSpec, batched: bool) -> None:
    rates = np.linspace(0.05, 0.01, 100)
    batches = np.random.default_rng(2).integers(0, 30, (100, 7)) if batched else None
    losses, parameters, state = by_single_steps(spec, rates, batches)
    tape, found, columns = model()
    remembered = optim.fresh_state(spec, len(found))
    trained = tape.lanes(columns).train(found, remembered, spec, rates, batches=batches)
    assert trained.made == 100
    assert trained.stopped is None
    np.testing.assert_allclose(trained.losses, losses, rtol=1e-10)
    np.testing.assert_allclose(found, parameters, rtol=1e-9, atol=1e-11)
    np.testing.assert_allclose(remembered, state, rtol=1e-9, atol=1e-11)


def test_two_calls_are_one_when_the_second_says_which_step_it_is() -> None:
    spec = SPECS[2]
    tape, start, columns = model()
    lanes = tape.lanes(columns)
    once, twice = start.copy(), start.copy()
    whole, parts = optim.fresh_state(spec, len(start)), optim.fresh_state(spec, len(start))
    lanes.train(once, whole, spec, np.full(20, 0.01))
    lanes.train(twice, parts, spec, np.full(13, 0.01))
    lanes.train(twice, parts, spec, np.full(7, 0.01), first_number=14)
    assert once.tolist() == twice.tolist()
    assert whole.tolist() == parts.tolist()


def test_gradients_that_are_never_forgotten_pile_up() -> None:
    rates = np.full(12, 0.01)
    expected_pile = np.zeros(len(model().start))
    losses, parameters, _ = by_single_steps(SPECS[0], rates, piled=expected_pile)
    tape, found, columns = model()
    pile = np.zeros(len(found))
    trained = go(tape.lanes(columns), found, rates, piled=pile)
    np.testing.assert_allclose(trained.losses, losses, rtol=1e-10)
    np.testing.assert_allclose(pile, expected_pile, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found, parameters, rtol=1e-9, atol=1e-12)


def test_a_flipped_gradient_moves_its_parameter_the_other_way() -> None:
    tape, start, columns = model()
    straight, turned = start.copy(), start.copy()
    go(tape.lanes(columns), straight, [0.1])
    go(tape.lanes(columns), turned, [0.1], flip=3)
    moved = straight - start
    assert moved[3] != 0.0
    moved[3] *= -1.0
    np.testing.assert_allclose(turned - start, moved, rtol=1e-9, atol=1e-15)


def test_the_last_update_is_told() -> None:
    tape, start, columns = model()
    parameters = start.copy()
    go(tape.lanes(columns), parameters, [0.1])
    before = parameters.copy()
    trained = go(tape.lanes(columns), parameters, [0.1])
    assert trained.moved.tolist() == (parameters - before).tolist()


def test_samples_on_the_right_side_are_counted_before_each_update() -> None:
    tape, start, columns = model()
    lanes = tape.lanes(columns)
    parameters = start.copy()
    rights = []
    for _ in range(15):
        lanes.forward(parameters)
        rights.append(int(((lanes.outputs[0] > 0.25) == (columns[2] > 0.25)).sum()))
        go(lanes, parameters, [0.1])
    trained = go(lanes, start.copy(), [0.1] * 15, sides=(2, 0.25))
    assert trained.right is not None
    assert trained.right.tolist() == rights
    assert len(set(rights)) > 1


def test_of_several_outputs_the_greatest_counts() -> None:
    x = [Value(0.0), Value(0.0)]
    w, hot = [Value(0.3), Value(-0.2), Value(0.1)], [Value(0.0), Value(0.0), Value(0.0)]
    scores = [w[0] * x[0], w[1] * x[1], w[2] * x[0] * x[1]]
    loss = sum(((s - h) ** 2 for s, h in zip(scores, hot, strict=True)), Value(0.0))
    tape = record(loss, w, [*x, *hot], outputs=scores)
    rng = np.random.default_rng(6)
    columns = np.vstack([rng.normal(size=(2, 40)), np.eye(3)[rng.integers(0, 3, 40)].T])
    lanes = tape.lanes(columns)
    at = np.array([0.3, -0.2, 0.1])
    lanes.forward(at)
    expected = int((lanes.outputs.argmax(axis=0) == columns[2:].argmax(axis=0)).sum())
    trained = go(lanes, at, [0.1], sides=(2, 0.0))
    assert trained.right is not None
    assert trained.right.tolist() == [expected]
    assert 0 < expected < 40


@pytest.mark.parametrize("samples", [1, 7, 8, 9, 255, 256, 257, 700])
def test_any_number_of_samples_gives_the_mean_of_their_losses(samples: int) -> None:
    tape, start, columns = model(samples=samples)
    lanes = tape.lanes(columns)
    total = lanes.forward(start)
    weight = 1e-3 * (start * start).sum()
    assert lanes.loss.shape == (samples,)
    assert lanes.outputs.shape == (1, samples)
    assert total == pytest.approx(lanes.loss.mean() + weight, rel=1e-12)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "found", lambda: None)
        plain = tape.lanes(columns)
        assert total == pytest.approx(plain.forward(start), rel=1e-12)
        expected = plain.backward()
    np.testing.assert_allclose(lanes.backward(), expected, rtol=1e-11, atol=1e-13)


def test_a_step_without_a_finite_loss_is_not_made() -> None:
    x, w = Value(1.0), Value(1.0)
    lanes = record((w * x).log(), [w], [x]).lanes([[1.0, 2.0]])
    parameters = np.array([0.5])
    trained = go(lanes, parameters, [0.1, 1.0, 0.1])
    # the gradient of log w is 1/w: the second update goes far below zero
    assert trained.made == 2
    assert trained.stopped is not None
    assert np.isnan(trained.stopped)
    assert parameters[0] < 0.0


def test_an_update_that_leaves_a_parameter_without_a_number_is_the_last() -> None:
    x, w = Value(1.0), Value(1.0)
    lanes = record(w * x, [w], [x]).lanes([[1e300]])
    parameters = np.array([1.0])
    trained = go(lanes, parameters, [1e300, 1.0])
    assert trained.made == 1
    assert trained.stopped is None
    assert np.isinf(parameters[0])


def test_a_run_that_diverged_leaves_nothing_behind_in_the_buffers() -> None:
    tape, start, columns = model("relu")
    lanes = tape.lanes(columns)
    expected = lanes.forward(start), lanes.backward().tolist()
    parameters = start.copy()
    assert go(lanes, parameters, np.full(2_000, 1e30)).made < 2_000
    assert (lanes.forward(start), lanes.backward().tolist()) == expected


def test_what_does_not_fit_is_told_and_not_run() -> None:
    tape, start, columns = model()
    lanes = tape.lanes(columns)
    for options, words in (
        ({"batches": [[0, 30]]}, "not there"),
        ({"batches": [[0, -1]]}, "not there"),
        ({"batches": [[0], [1]]}, "shape"),
        ({"flip": len(start)}, "no parameter"),
        ({"sides": (3, 0.0)}, "columns"),
        ({"piled": np.zeros(2)}, "piled gradient"),
    ):
        with pytest.raises(TapeError, match=words):
            go(lanes, start.copy(), [0.1], **options)
    with pytest.raises(TapeError, match="state"):
        lanes.train(start.copy(), np.zeros((1, len(start))), SPECS[2], [0.1])
    with pytest.raises(TapeError, match="parameters"):
        go(lanes, start.astype(np.float32), [0.1])


def test_no_steps_change_nothing() -> None:
    tape, start, columns = model()
    parameters = start.copy()
    assert go(tape.lanes(columns), parameters, []).made == 0
    assert parameters.tolist() == start.tolist()

"""Datasets: the same points as scikit-learn draws, and the promises of the table."""

import math

import numpy as np
import pytest

from engine.datasets import DATASETS, load
from tests.engine.rooted import run


def test_the_moons_are_those_that_a_pasted_program_draws() -> None:
    source = """
import numpy as np
from sklearn.datasets import make_moons
np.random.seed(1337)
X, y = make_moons(n_samples=100, noise=0.1)
for row, side in zip(X, y):
    print(row[0], row[1], side*2 - 1)
Value(0.0)
"""
    printed = np.array([[float(n) for n in line.split()] for line in run(source).output.splitlines()])
    data = load("moons", 100, 0.1, 1337)
    assert printed[:, 2].tolist() == data.y_train.tolist()
    assert np.abs(printed[:, :2] - data.x_train).max() < 1e-15


def circles_as_documented(samples: int, noise: float, seed: int) -> tuple[list[list[float]], list[float]]:
    """scikit-learn's make_circles(factor=0.5), told again."""
    dice = np.random.RandomState(seed)
    outer, inner = samples // 2, samples - samples // 2
    angles = [(1.0, 2 * math.pi * i / outer) for i in range(outer)]
    angles += [(0.5, 2 * math.pi * i / inner) for i in range(inner)]
    order = dice.permutation(samples)
    points = [[r * math.cos(a), r * math.sin(a)] for r, a in (angles[i] for i in order)]
    points = [[x + noise * dice.normal() for x in point] for point in points]
    return points, [-1.0 if i < outer else 1.0 for i in order]


@pytest.mark.parametrize(("samples", "noise"), [(2, 0.0), (51, 0.05), (100, 0.2)])
def test_the_circles_are_scikit_learns(samples: int, noise: float) -> None:
    points, sides = circles_as_documented(samples, noise, 7)
    data = load("circles", samples, noise, 7)
    assert data.y_train.tolist() == sides
    assert np.abs(data.x_train - np.array(points)).max() < 1e-14


def test_the_lectures_samples_are_the_lectures_whatever_is_asked() -> None:
    data = load("lecture", 50, 3.0, 1)
    assert data.x_train.tolist() == [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    assert data.y_train.tolist() == [1.0, -1.0, -1.0, 1.0]


@pytest.mark.parametrize("name", list(DATASETS))
@pytest.mark.parametrize("samples", [2, 3, 7, 200])
def test_every_dataset_gives_as_many_finite_samples_as_asked(name: str, samples: int) -> None:
    data, row = load(name, samples, 0.1, 3), DATASETS[name]
    assert data.x_train.shape == (4 if row.fixed else samples, row.features)
    assert np.isfinite(data.x_train).all()
    assert np.isfinite(data.y_train).all()
    if data.kind == "binary":
        assert set(data.y_train.tolist()) == {-1.0, 1.0}


@pytest.mark.parametrize("name", list(DATASETS))
def test_the_seed_decides_everything_and_the_global_generator_is_left_alone(name: str) -> None:
    before = np.random.get_state()[1].tolist()  # type: ignore[index]
    one, same, other = load(name, seed=5), load(name, seed=5), load(name, seed=6)
    assert one.x_train.tolist() == same.x_train.tolist()
    assert one.y_train.tolist() == same.y_train.tolist()
    assert DATASETS[name].fixed or one.x_train.tolist() != other.x_train.tolist()
    assert np.random.get_state()[1].tolist() == before  # type: ignore[index]


@pytest.mark.parametrize("name", ["spiral", "gaussians"])
def test_more_than_two_classes_are_numbered_and_evenly_shared(name: str) -> None:
    data = load(name, 90, 0.1, 1, classes=3)
    assert (data.kind, data.classes) == ("classes", 3)
    assert np.bincount(data.y_train.astype(int)).tolist() == [30, 30, 30]


def test_the_two_sides_of_xor_are_the_products_sign() -> None:
    for samples in (4, 100):
        data = load("xor", samples, 0.0, 2)
        assert np.array_equal(np.sign(-data.x_train[:, 0] * data.x_train[:, 1]), data.y_train)


@pytest.mark.parametrize(
    ("count", "fraction", "aside"), [(100, 0.25, 25), (10, 0.01, 1), (3, 0.9, 2), (5, 0.0, 0)]
)
def test_a_share_is_set_aside_for_the_test(count: int, fraction: float, aside: int) -> None:
    whole, data = load("moons", count, 0.1, 4), load("moons", count, 0.1, 4, test_fraction=fraction)
    assert (len(data.x_train), len(data.x_test)) == (count - aside, aside)
    together = np.vstack([data.x_train, data.x_test])
    assert sorted(map(tuple, together)) == sorted(map(tuple, whole.x_train))
    kept = [row for row in whole.x_train.tolist() if row in data.x_train.tolist()]
    assert kept == data.x_train.tolist()


def test_a_curve_without_noise_lies_on_the_curve() -> None:
    data = load("sine", 30, 0.0, 1)
    assert (data.kind, data.classes) == ("regression", 0)
    assert data.y_train.tolist() == pytest.approx([math.sin(math.pi * x) for (x,) in data.x_train.tolist()])

"""Small datasets to train on, each a function of its seed.

Random numbers come from NumPy's legacy generator (`RandomState`), whose stream never changes, and are drawn
in the order in which scikit-learn draws them: `moons` and `circles` are its `make_moons` and `make_circles`,
point for point.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Kind = Literal["binary", "classes", "regression"]
Drawn = tuple[Array, Array]
Draw = Callable[[np.random.RandomState, int, float, int], Drawn]
"""From generator, samples, noise and number of classes to x (n, features) and y (n,)."""

LECTURE: Final = (
    ((2.0, 3.0, -1.0), (3.0, -1.0, 0.5), (0.5, 1.0, 1.0), (1.0, 1.0, -1.0)),
    (1.0, -1.0, -1.0, 1.0),
)  # 1:51:04
CORNERS: Final = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [1.0, -1.0]])


def _lecture(rng: np.random.RandomState, samples: int, noise: float, classes: int) -> Drawn:
    return np.array(LECTURE[0]), np.array(LECTURE[1])


def _xor(rng: np.random.RandomState, samples: int, noise: float, classes: int) -> Drawn:
    corner = np.arange(samples) % 4
    x = CORNERS[corner]
    if samples > 4:
        x = x * rng.uniform(0.15, 1.0, size=x.shape)
    return _noisy(rng, x, noise), np.where(corner % 2 == 0, -1.0, 1.0)


def _moons(rng: np.random.RandomState, samples: int, noise: float, classes: int) -> Drawn:
    outer = np.linspace(0.0, np.pi, samples // 2)
    inner = np.linspace(0.0, np.pi, samples - samples // 2)
    x = np.vstack(
        [
            np.append(np.cos(outer), 1.0 - np.cos(inner)),
            np.append(np.sin(outer), 1.0 - np.sin(inner) - 0.5),
        ]
    ).T
    return _mixed(rng, x, _sides(outer, inner), noise)


def _circles(rng: np.random.RandomState, samples: int, noise: float, classes: int) -> Drawn:
    outer = np.linspace(0.0, 2.0 * np.pi, samples // 2, endpoint=False)
    inner = np.linspace(0.0, 2.0 * np.pi, samples - samples // 2, endpoint=False)
    x = np.vstack(
        [
            np.append(np.cos(outer), np.cos(inner) * 0.5),
            np.append(np.sin(outer), np.sin(inner) * 0.5),
        ]
    ).T
    return _mixed(rng, x, _sides(outer, inner), noise)


def _spiral(rng: np.random.RandomState, samples: int, noise: float, classes: int) -> Drawn:
    arm = np.arange(samples) % classes
    along = (np.arange(samples) // classes + 1.0) / (samples // classes + 1.0)
    angle = 2.0 * np.pi * (1.25 * along + arm / classes)
    x = 1.2 * along[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    return _mixed(rng, x, _numbered(arm, classes), noise)


def _gaussians(rng: np.random.RandomState, samples: int, noise: float, classes: int) -> Drawn:
    cloud = np.arange(samples) % classes
    angle = np.pi / 4.0 + 2.0 * np.pi * cloud / classes
    return _mixed(rng, np.column_stack([np.cos(angle), np.sin(angle)]), _numbered(cloud, classes), noise)


def _surface(function: Callable[[Array], Array]) -> Draw:
    def draw(rng: np.random.RandomState, samples: int, noise: float, classes: int) -> Drawn:
        x = rng.uniform(-1.0, 1.0, size=(samples, 2))
        return x, _noisy(rng, function(x), noise)

    return draw


def _hills(x: Array) -> Array:
    """A hill and a hollow."""
    near = [np.exp(-6.0 * ((x - at) ** 2).sum(axis=1)) for at in ((0.45, 0.35), (-0.45, -0.35))]
    found: Array = near[0] - near[1]
    return found


def _curve(function: Callable[[Array], Array]) -> Draw:
    def draw(rng: np.random.RandomState, samples: int, noise: float, classes: int) -> Drawn:
        x = np.linspace(-1.0, 1.0, samples)[rng.permutation(samples)]
        y = function(x)
        return x[:, None], _noisy(rng, y, noise)

    return draw


def _sides(outer: Array, inner: Array) -> Array:
    return np.append(np.full(len(outer), -1.0), np.full(len(inner), 1.0))


def _numbered(group: NDArray[np.int64], classes: int) -> Array:
    """-1 and 1 for two classes, 0, 1, 2 … for more."""
    return np.where(group == 1, 1.0, -1.0) if classes == 2 else group.astype(np.float64)


def _mixed(rng: np.random.RandomState, x: Array, y: Array, noise: float) -> Drawn:
    """Shuffled first, then moved about: scikit-learn's order."""
    order = np.arange(len(x))
    rng.shuffle(order)
    return _noisy(rng, x[order], noise), y[order]


def _noisy(rng: np.random.RandomState, x: Array, noise: float) -> Array:
    return x + rng.normal(scale=noise, size=x.shape) if noise else x


@dataclass(frozen=True, slots=True)
class Dataset:
    """One row of the table. `classes` is set where more than two can be asked for, `fixed` where samples and
    noise cannot be chosen."""

    name: str
    title: str
    features: int
    kind: Kind
    draw: Draw
    fixed: bool = False
    classes: bool = False


DATASETS: Final[dict[str, Dataset]] = {
    row.name: row
    for row in (
        Dataset("lecture", "the lecture's four samples", 3, "binary", _lecture, fixed=True),
        Dataset("xor", "exclusive or", 2, "binary", _xor),
        Dataset("moons", "two moons", 2, "binary", _moons),
        Dataset("circles", "two circles", 2, "binary", _circles),
        Dataset("spiral", "spiral arms", 2, "binary", _spiral, classes=True),
        Dataset("gaussians", "clouds", 2, "binary", _gaussians, classes=True),
        Dataset("plane", "a plane", 2, "regression", _surface(lambda x: 0.8 * x[:, 0] - 0.5 * x[:, 1])),
        Dataset("hills", "a hill and a hollow", 2, "regression", _surface(_hills)),
        Dataset("line", "a line", 1, "regression", _curve(lambda x: 0.8 * x - 0.2)),
        Dataset("parabola", "a parabola", 1, "regression", _curve(lambda x: 2.0 * x * x - 1.0)),
        Dataset("sine", "a sine curve", 1, "regression", _curve(lambda x: np.sin(np.pi * x))),
        Dataset("steps", "a staircase", 1, "regression", _curve(lambda x: np.floor(2.0 * x + 0.5) / 2.0)),
    )
}


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """Training and test samples: x (n, features) and y (n,), float64.

    y is -1 or 1 for `binary`, 0, 1, 2 … for `classes`, any number for `regression`. `classes` is 2 or
    more, and 0 for regression.
    """

    x_train: Array
    y_train: Array
    x_test: Array
    y_test: Array
    kind: Kind
    classes: int

    @property
    def features(self) -> int:
        return int(self.x_train.shape[1])


def load(
    name: str, samples: int = 100, noise: float = 0.1, seed: int = 1337, classes: int = 2,
    test_fraction: float = 0.0,
) -> Data:  # fmt: skip
    """A dataset of the table, drawn from its seed (0 to 2**32 - 1) and divided. KeyError for another name."""
    row = DATASETS[name]
    many = row.classes and classes > 2
    x, y = row.draw(np.random.RandomState(seed), samples, noise, classes)
    kind: Kind = "classes" if many else row.kind
    return divided(x, y, kind, 0 if kind == "regression" else classes if many else 2, seed, test_fraction)


def divided(x: Array, y: Array, kind: Kind, classes: int, seed: int, test_fraction: float) -> Data:
    """Some of the samples set aside for the test; the others keep their order.

    Every sample has a number of its own, drawn from the seed, and the smallest are set aside: adding a sample
    at the end moves at most one other to the other side. One sample at least is kept for training.
    """
    count = len(x)
    aside = min(round(count * test_fraction), count - 1)
    if test_fraction > 0.0 and count > 1:
        aside = max(aside, 1)
    lot = np.random.RandomState([seed, 1]).random_sample(count)
    test = np.zeros(count, dtype=bool)
    test[np.argsort(lot, kind="stable")[:aside]] = True
    return Data(x[~test], y[~test], x[test], y[test], kind, classes)

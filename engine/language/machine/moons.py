"""`sklearn.datasets.make_moons`: two half circles, drawn as scikit-learn draws them."""

from __future__ import annotations

import math
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine.kinds import Array, Builtin, Data, Module
from engine.language.machine.numpy_shim import twister
from engine.language.machine.state import Machine
from engine.language.machine.twister import Twister


def _make_moons(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    given = dict(zip(("n_samples",), args, strict=False)) | kwargs
    if len(args) > 1 or not given.keys() <= {"n_samples", "noise", "random_state", "shuffle"}:
        raise LanguageError(
            "arity", "make_moons() takes n_samples, noise, shuffle and random_state.", None, None
        )
    count, noise, state = given.get("n_samples", 100), given.get("noise"), given.get("random_state")
    if not isinstance(count, int) or count < 2 or not (noise is None or isinstance(noise, (int, float))):
        raise TypeError
    m.check_items(2 * count)
    m.burn(site, 4 * count)
    m.moons = True
    dice = Twister(state) if isinstance(state, int) else twister(m, site)
    outer = [math.pi * i / (count // 2 - 1) if count > 3 else 0.0 for i in range(count // 2)]
    rest = count - count // 2
    inner = [math.pi * i / (rest - 1) if rest > 1 else 0.0 for i in range(rest)]
    points = [[math.cos(t), math.sin(t)] for t in outer]
    points += [[1 - math.cos(t), 1 - math.sin(t) - 0.5] for t in inner]
    sides = [0] * len(outer) + [1] * len(inner)
    if given.get("shuffle", True):
        order = dice.permutation(count)
        points, sides = [points[i] for i in order], [sides[i] for i in order]
    if noise is not None:
        points = [[x + dice.normal() * noise for x in point] for point in points]
    return Array(points), Array(sides)


def _make_blobs(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    """Clouds around centres drawn from [-10, 10), as `make_blobs` draws them."""
    names = ("n_samples", "n_features", "centers", "cluster_std", "random_state")
    given: dict[str, Data] = {
        "n_samples": 100,
        "n_features": 2,
        "centers": 3,
        "cluster_std": 1.0,
        "random_state": None,
    }
    given |= dict(zip(names[:2], args, strict=False)) | kwargs
    count, axes, centres, spread, state = (given.pop(name) for name in names)
    if len(args) > 2 or given:
        raise LanguageError("arity", f"make_blobs() takes {', '.join(names)}.", None, "Leave the rest out.")
    if not all(isinstance(x, int) and x > 0 for x in (count, axes, centres)):
        raise TypeError
    m.check_items(2 * count * axes + centres * axes)
    m.burn(site, 2 * count * axes)
    dice = Twister(state) if isinstance(state, int) else twister(m, site)
    middles = [[-10.0 + 20.0 * dice.uniform() for _ in range(axes)] for _ in range(centres)]
    points: list[list[float]] = []
    sides: list[int] = []
    for i, middle in enumerate(middles):
        for _ in range(count // centres + (i < count % centres)):
            points.append([x + spread * dice.normal() for x in middle])
            sides.append(i)
    order = dice.permutation(count)
    return Array([points[i] for i in order]), Array([sides[i] for i in order])


SKLEARN: Final = Module(
    "sklearn.datasets",
    {"make_moons": Builtin("make_moons", _make_moons), "make_blobs": Builtin("make_blobs", _make_blobs)},
)

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


SKLEARN: Final = Module("sklearn.datasets", {"make_moons": Builtin("make_moons", _make_moons)})

"""`random`: Python's own generator, one for each run. Without a seed it starts from 0, so that a run can be
repeated."""

from __future__ import annotations

import math
import random
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine.iteration import length, listed
from engine.language.machine.kinds import Builtin, Data, Implementation, Module
from engine.language.machine.registry import check_names
from engine.language.machine.state import Machine


def _seed(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    (seed,) = args or [0]
    if not isinstance(seed, (int, float, str)) and seed is not None:
        raise TypeError
    m.random.seed(0 if seed is None else seed)
    m.seeded.add("random")


def _draw(name: str, arguments: int, *, least: int | None = None) -> Builtin:
    """A draw that takes plain numbers."""

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        remark(m, site)
        low = arguments if least is None else least
        if kwargs or not low <= len(args) <= arguments or any(not isinstance(a, (int, float)) for a in args):
            raise TypeError
        if not all(map(math.isfinite, args)):
            raise ValueError  # some of Python's draws would look for ever
        return getattr(m.random, name)(*args)

    return Builtin(name, run)


def remark(m: Machine, site: Site) -> None:
    if "random" not in m.seeded:
        m.note(
            "Without random.seed(…) the random numbers are those of seed 0, the same each time.", site.span
        )


_NAMED: Final = {"choices": ("weights", "k"), "sample": ("k",)}


def _of_list(name: str) -> Implementation:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        remark(m, site)
        check_names(name, kwargs, _NAMED.get(name, ()))
        items, *rest = args
        m.burn(site, length(m, items, site))
        if name == "shuffle":
            if not isinstance(items, list) or rest:
                raise TypeError
            m.random.shuffle(items)
            return None
        found = listed(m, items, site)
        if not found:
            raise LanguageError("type", f"{name}() of nothing.", None, "Give it at least one item.",
                                raised="IndexError")  # fmt: skip
        if name == "choice":
            return m.random.choice(found)
        if name == "sample":
            count: Data = kwargs.get("k", rest[0] if rest else 1)
            m.check_items(count)
            m.burn(site, count)
            return m.random.sample(found, count)
        count, weights = kwargs.get("k", 1), kwargs.get("weights", rest[0] if rest else None)
        m.check_items(count)
        m.burn(site, count)
        if weights is not None:
            weights = [float(weight) for weight in listed(m, weights, site)]
        return m.random.choices(found, weights, k=count)

    return run


def _of_own(name: str, dice: random.Random) -> Builtin:
    """A function of this module on a generator that the program made."""

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        before, seeded = m.random, set(m.seeded)
        m.random = dice
        m.seeded.add("random")
        try:
            return RANDOM.members[name].run(m, args, kwargs, site)
        finally:
            m.random, m.seeded = before, seeded

    return Builtin(name, run)


def _own(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Module:
    """`random.Random(3)`"""
    if not args:
        remark(m, site)
    m.take(512, site)
    dice = random.Random(0)  # noqa: S311 (a program's dice)
    made = Module("random.Random", {name: _of_own(name, dice) for name in RANDOM.members if name != "Random"})
    made.members["seed"].run(m, args, kwargs, site)
    return made


def _bits(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> int:
    (count,) = args
    remark(m, site)
    m.check_bits(count)
    return m.random.getrandbits(count)


RANDOM: Final = Module(
    "random",
    {
        "Random": Builtin("Random", _own),
        "getrandbits": Builtin("getrandbits", _bits),
        "expovariate": _draw("expovariate", 1),
        "triangular": _draw("triangular", 3, least=0),
        "betavariate": _draw("betavariate", 2),
        "seed": Builtin("seed", _seed),
        "random": _draw("random", 0),
        "uniform": _draw("uniform", 2),
        "gauss": _draw("gauss", 2, least=0),
        "normalvariate": _draw("normalvariate", 2, least=0),
        "randint": _draw("randint", 2),
        "randrange": _draw("randrange", 3, least=1),
        **{name: Builtin(name, _of_list(name)) for name in ("choice", "choices", "sample", "shuffle")},
    },
)

"""NumPy's smaller calls on plain numbers, and what its old generator draws besides single numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine import arrays
from engine.language.machine.kinds import Array, Builtin, Data, Implementation
from engine.language.machine.reductions import reduction
from engine.language.machine.state import Machine
from engine.language.machine.twister import Twister
from engine.value import Value

Generator = Callable[[Machine, Site], Twister]


def _numbers(m: Machine, data: Data, site: Site) -> list[Data]:
    """All numbers of an array or list, counted."""
    if isinstance(data, list) and any(type(x) is Value for x in data):
        raise LanguageError("type", "NumPy takes plain numbers, not Values.", None, "Take their .data first.")
    found = arrays.flat(Array(arrays.rows_of(m, data)))
    m.burn(site, len(found) // 8 + 1)
    return found


def _variance(numbers: list[Data]) -> float:
    mean = sum(numbers) / len(numbers)
    return float(sum((x - mean) ** 2 for x in numbers) / len(numbers))


def _dot(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    a, b = (_numbers(m, arg, site) for arg in args)
    if any(len(arrays.shape(Array(arrays.rows_of(m, arg)))) > 1 for arg in args) or len(a) != len(b):
        told = "np.dot takes two rows of equal length here."
        raise LanguageError("unsupported", told, None, "For matrices write A @ B.")
    return sum(x * y for x, y in zip(a, b, strict=True))


def _each(function: Callable[[Data], Data]) -> Implementation:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        (data,) = args
        if isinstance(data, (int, float)):
            return function(data)
        return arrays.each(m, function, Array(arrays.rows_of(m, data)))

    return run


def _sign(x: Data) -> Data:
    return x if x != x else type(x)((x > 0) - (x < 0))


def _clip(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    data, low, high = args
    if not all(isinstance(end, (int, float)) for end in (low, high)):
        raise TypeError
    return _each(lambda x: min(max(x, low), high))(m, [data], kwargs, site)


def _concatenate(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    if kwargs or len(args) != 1 or not isinstance(args[0], (list, tuple)):
        raise LanguageError("unsupported", "np.concatenate joins rows here.", None, "np.concatenate([a, b])")
    rows = [row for part in args[0] for row in arrays.rows_of(m, part)]
    return arrays.counted(m, Array(arrays.rows_of(m, rows)))


def _like(number: float) -> Implementation:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        (data,) = args
        return arrays.each(m, lambda x: type(x)(number), Array(arrays.rows_of(m, data)))

    return run


MORE: Final[dict[str, Builtin]] = {
    name: Builtin(name, run)
    for name, run in {
        "dot": _dot,
        "clip": _clip,
        "concatenate": _concatenate,
        "sign": _each(_sign),
        "floor": _each(lambda x: float(math.floor(x))),
        "ceil": _each(lambda x: float(math.ceil(x))),
        "zeros_like": _like(0),
        "ones_like": _like(1),
    }.items()
} | {
    name: reduction(name, function)
    for name, function in {
        "var": _variance,
        "std": lambda numbers: math.sqrt(_variance(numbers)),
        "argmax": lambda numbers: numbers.index(max(numbers)),
        "argmin": lambda numbers: numbers.index(min(numbers)),
    }.items()
}


# -- np.random ---------------------------------------------------------------------------------------


def _shaped(m: Machine, draw: Callable[[], Data], size: Data, site: Site) -> Data:
    """One draw, or an array of them."""
    if size is None:
        return draw()
    lengths = size if isinstance(size, tuple) else (size,)
    if not 1 <= len(lengths) <= 2 or not all(isinstance(n, int) and n >= 0 for n in lengths):
        raise TypeError
    count = math.prod(lengths)
    m.check_items(count, "An array")
    m.burn(site, count)
    return arrays.reshaped(m, Array([draw() for _ in range(count)]), list(lengths))


def _taken(args: list[Data], kwargs: dict[str, Data], **defaults: Data) -> list[Data]:
    """Positional and named arguments in order."""
    names = list(defaults)
    given = dict(zip(names, args, strict=False)) | kwargs
    if len(args) > len(names) or len(given) != len(args) + len(kwargs) or not given.keys() <= set(names):
        raise TypeError
    return [given.get(name, defaults[name]) for name in names]


def draws(generator: Generator) -> dict[str, Data]:
    """What is drawn as NumPy's `RandomState` draws it, number for number."""

    def normal(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        mean, scale, size = _taken(args, kwargs, loc=0.0, scale=1.0, size=None)
        dice = generator(m, site)
        return _shaped(m, lambda: mean + scale * dice.normal(), size, site)

    def randint(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        low, high, size = _taken(args, kwargs, low=None, high=None, size=None)
        low, high = (0, low) if high is None else (low, high)
        dice = generator(m, site)
        if not isinstance(low, int) or not isinstance(high, int):
            raise TypeError
        if not 0 < high - low < 2**32:
            raise LanguageError("numeric", "randint() draws from low up to, not including, high.", None, None)
        return _shaped(m, lambda: low + (dice.below(high - low - 1) if high - low > 1 else 0), size, site)

    def choice(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        data, size, replace = _taken(args, kwargs, a=None, size=None, replace=True)
        if isinstance(data, int):
            m.check_items(data)
        items = list(range(data)) if isinstance(data, int) else _numbers(m, data, site)
        dice = generator(m, site)
        if not items:
            raise LanguageError("type", "choice() of nothing.", None, "Give it at least one item.")
        if replace or size is None:
            most = len(items) - 1
            return _shaped(m, lambda: items[dice.below(most) if most else 0], size, site)
        if not isinstance(size, int) or not 0 <= size <= len(items):
            raise TypeError
        m.burn(site, len(items))
        return Array([items[i] for i in dice.permutation(len(items))[:size]])

    def shuffle(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
        (data,) = args
        items = data.rows if isinstance(data, Array) else data
        if not isinstance(items, list) or kwargs:
            raise TypeError
        m.burn(site, len(items))
        items[:] = [items[i] for i in generator(m, site).permutation(len(items))]

    found = {"normal": normal, "randint": randint, "choice": choice, "shuffle": shuffle}
    return {name: Builtin(name, run) for name, run in found.items()} | {
        "default_rng": Builtin("default_rng", _default_rng)
    }


def _default_rng(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    told = "default_rng() draws from a generator whose numbers livegrad does not make."
    raise LanguageError("unsupported", told, None, "Write np.random.seed(0) and np.random.randn(3).")

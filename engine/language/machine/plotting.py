"""Plots: `plt.plot(xs, ys)` keeps its numbers for the output panel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine import arrays
from engine.language.machine.iteration import listed
from engine.language.machine.kinds import Array, Builtin, Data, Ignored, Module, kind
from engine.language.machine.state import Machine
from engine.language.run import Item, Series
from engine.value import Value

_NOTHING: Final = Ignored()
_MOST_CLASSES: Final = 6
_SILENT: Final = ("figure", "grid", "show", "axhline", "axvline", "tight_layout")


def _numbers(m: Machine, data: Data, site: Site) -> list[float]:
    items = arrays.flat(data) if isinstance(data, Array) else listed(m, data, site)
    m.plotted += len(items)
    if m.plotted > 2 * m.limits.max_items:
        message = f"The plots have more than {m.limits.max_items:,} points together."
        raise LanguageError("limit", message, None, "Plot fewer, such as every tenth.")
    numbers = []
    for item in items:
        if not isinstance(item, (int, float)):
            hint = "Plot their numbers: [v.data for v in …]" if type(item) is Value else None
            raise LanguageError("type", f"A plot takes plain numbers, not {kind(item)}.", None, hint)
        number = float(item)
        if not math.isfinite(number):
            raise LanguageError("numeric", "A plot takes finite numbers only.", None, "Leave this point out.")
        numbers.append(number)
    return numbers


def _series(m: Machine, which: str, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    given = [arg for arg in args if not isinstance(arg, str)][:2]
    if not given:
        raise LanguageError("arity", "There is nothing to plot.", None, "Write plt.plot(xs, ys).")
    sides = [_numbers(m, arg, site) for arg in given]
    xs, ys = sides if len(sides) == 2 else [[float(i) for i in range(len(sides[0]))], sides[0]]
    if len(xs) != len(ys):
        message = f"{len(xs)} and {len(ys)} numbers do not make points."
        raise LanguageError("type", message, None, "Give as many y as x.")
    label = kwargs.get("label", "")
    label = label if isinstance(label, str) else ""
    if which == "plot":
        _add(m, Series("line", xs, ys, label), site)
        return _NOTHING
    for name, chosen in _classes(m, kwargs.get("c"), len(xs), site):
        points = Series("scatter", [xs[i] for i in chosen], [ys[i] for i in chosen], name or label)
        _add(m, points, site)
    return _NOTHING


def _classes(m: Machine, colours: Data, count: int, site: Site) -> list[tuple[str, Sequence[int]]]:
    """`c=y` of a scatter with a few different numbers: a cloud for each, so that they can be told apart."""
    if isinstance(colours, (list, Array)) and len(colours) == count:
        numbers = _numbers(m, colours, site)
        kinds = sorted(set(numbers))
        if 1 < len(kinds) <= _MOST_CLASSES and len(numbers) == count:
            return [(f"{kind:g}", [i for i in range(count) if numbers[i] == kind]) for kind in kinds]
    return [("", range(count))]


def _add(m: Machine, series: Series, site: Site) -> None:
    if m.figure is None:
        m.figure = Item("plot", span=site.span)
        m.picture(m.figure)
    if len(m.figure.series) >= m.limits.max_plots:
        raise LanguageError(
            "limit", f"One plot has {m.limits.max_plots} curves at most.", None, "Plot fewer."
        )
    m.figure.series.append(series)


def _plot(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    return _series(m, "plot", args, kwargs, site)


def _scatter(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    return _series(m, "scatter", args, kwargs, site)


def _silent(name: str) -> Builtin:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        if name in ("figure", "show"):
            m.figure = None  # the next curve starts another picture
        return _NOTHING

    return Builtin(name, run)


def _subplots(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    """`fig, ax = plt.subplots()`: what is drawn on an axis is drawn in one picture."""
    m.figure = None
    rows, columns = [*args, *(kwargs.get(name, 1) for name in ("nrows", "ncols")[len(args) :])][:2]
    m.check_items(rows * columns)
    row: list[Data] = [PYPLOT] * (columns if rows == 1 else rows)
    if rows > 1 < columns:
        row = [[PYPLOT] * columns for _ in range(rows)]
    return _NOTHING, (PYPLOT if rows == columns == 1 else row)


def _logarithmic(name: str) -> Builtin:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        m.note(f"`{name}` is drawn with plain scales here.", site.span)
        return _plot(m, args, kwargs, site)

    return Builtin(name, run)


_REFUSED: Final = {"os", "sys", "io", "np", "functools", "importlib", "matplotlib", "mpl", "imread", "imsave"}
"""What hangs on matplotlib.pyplot and is no decoration."""


class _Members(dict[str, Data]):
    """What a plot has; any other call only decorates it and is left out."""

    def get(self, name: str, default: Data = None) -> Data:
        if name in self or name.startswith("_") or name in _REFUSED:
            return super().get(name, default)
        return {} if name == "rcParams" else _ignored(name[:40])


def _ignored(name: str) -> Builtin:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        told = f"`{name}` of a plot is left out here."
        if name in ("contourf", "contour", "pcolormesh", "imshow"):
            told = f"`{name}` is left out here; the training page draws the decision boundary."
        m.note(told, site.span)
        return _NOTHING

    return Builtin(name, run)


_LEFT_OUT: Final = [
    "title",
    "xlabel",
    "ylabel",
    "legend",
    "xlim",
    "ylim",
    "axis",
    "colorbar",
    "contourf",
    "contour",
    "imshow",
    "hist",
    "bar",
    "text",
    "subplot",
    "savefig",
    "close",
    "fill_between",
    "errorbar",
    "plot_surface",
    "xticks",
    "yticks",
    "gcf",
    "cla",
    "clf",
    "pcolormesh",
    "set_cmap",
]
_MAPS: Final = Module(
    "matplotlib.cm",
    {name: name for name in ("Spectral", "coolwarm", "jet", "viridis", "plasma", "RdBu", "bwr")},
)
"""Names of colours for `cmap=`, which every plot takes and none looks at."""
PYPLOT: Final[Module] = Module(
    "matplotlib.pyplot",
    _Members(
        {
            "subplots": Builtin("subplots", _subplots),
            **{name: _logarithmic(name) for name in ("semilogy", "semilogx", "loglog")},
            **{name: Builtin(name, lambda m, args, kwargs, site: PYPLOT) for name in ("gca", "axes")},
            "plot": Builtin("plot", _plot),
            "scatter": Builtin("scatter", _scatter),
            "cm": _MAPS,
            "style": Module("matplotlib.style", {"use": _ignored("style"), "context": _ignored("style")}),
            **{name: _silent(name) for name in _SILENT},
            **{name: _ignored(name) for name in _LEFT_OUT},
        }
    ),
)

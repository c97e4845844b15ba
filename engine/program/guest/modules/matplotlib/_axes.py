"""One pair of axes: its curves are recorded, its decorations accepted."""

import numpy as np

from . import _series
from ._stand_in import Anything

_NOTHING = frozenset("grid tight_layout draw pause ion ioff subplots_adjust margins clim set_aspect".split())
_LINES = frozenset("plot semilogy semilogx loglog step errorbar".split())
_LEFT_OUT = frozenset(
    "contourf contour pcolormesh pcolor imshow matshow bar barh hist hist2d fill_between pie boxplot "
    "violinplot quiver streamplot plot_surface stackplot stem".split()
)


class Text(Anything):
    def __init__(self, x, y, text):
        self.shown = f"Text({x}, {y}, {str(text)!r})"

    def __repr__(self):
        return self.shown


class Line2D(Anything):
    """A curve on its axes; what an animation sets is what is shown."""

    def __init__(self, series):
        self.series = series

    def set_data(self, xs, ys):
        self.series["xs"], self.series["ys"] = _series.numbers(xs), _series.numbers(ys)

    def set_xdata(self, xs):
        self.series["xs"] = _series.numbers(xs)

    def set_ydata(self, ys):
        self.series["ys"] = _series.numbers(ys)

    def get_xdata(self, *_):
        return np.array(self.series["xs"])

    def get_ydata(self, *_):
        return np.array(self.series["ys"])

    def set_label(self, label):
        self.series["label"] = str(label)

    def get_label(self):
        return self.series["label"]


class Bar(Anything):
    """One bar of a chart."""

    def __init__(self, x, width, height):
        self.get_x, self.get_width, self.get_height = lambda: x - width / 2, lambda: width, lambda: height
        self.get_y = lambda: 0


class Axes(Anything):
    """What is drawn on one pair of axes: one picture."""

    def __init__(self, figure):
        self.figure, self.series, self.left_out, self.title = figure, [], [], ""

    def __repr__(self):
        return "<Axes: >"

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if name in _LINES:
            return self._plot
        if name in _LEFT_OUT and name not in self.left_out:
            return lambda *args, **kwargs: self.left_out.append(name) or Anything()
        return (lambda *args, **kwargs: None) if name in _NOTHING else Anything()

    def _add(self, kind, xs, ys, label):
        self.series.append({"kind": kind, "xs": xs, "ys": ys, "label": label})
        return self.series[-1]

    def _plot(self, *args, label="", linestyle="-", ls=None, fmt="", **_):
        lines, labels = [], label if isinstance(label, (list, tuple)) else None
        for i, (xs, ys, look) in enumerate(_series.curves(args)):
            dots = _series.only_markers(look or fmt) or (ls or linestyle) in ("", " ", "None", "none")
            text = labels[i] if labels and i < len(labels) else label
            lines.append(
                Line2D(self._add("scatter" if dots else "line", xs, ys, "" if text is None else str(text)))
            )
        return lines

    def scatter(self, x, y, s=None, c=None, *_, label="", **__):
        xs, ys = _series.numbers(x), _series.numbers(y)
        if len(xs) != len(ys):
            raise ValueError("x and y must be the same size")
        for name, left, right in _series.clouds(xs, ys, c):
            self._add("scatter", left, right, name or str(label or ""))
        return Anything()

    def hist(self, x, bins=10, range=None, density=False, weights=None, **_):
        self.left_out.append("hist")
        counts, edges = np.histogram(
            _series.numbers(x), bins=bins, range=range, density=density, weights=weights
        )
        return counts.astype(float), edges, [Bar(0, 1, count) for count in counts]

    def bar(self, x, height, width=0.8, *_, **__):
        self.left_out.append("bar")
        heights = (
            listed
            if isinstance(listed := _series.listed(height), list)
            else [listed] * len(_series.numbers(x))
        )
        return [Bar(left, width, up) for left, up in zip(_series.numbers(x), heights, strict=False)]

    def _limits(self, side, *given, **_):
        numbers = [n for s in self.series for n in s[side] if n == n] or [0.0, 1.0]
        gap = 0.05 * (max(numbers) - min(numbers))
        return min(numbers) - gap, max(numbers) + gap

    def xlim(self, *_, **__):
        return self._limits("xs")

    def ylim(self, *_, **__):
        return self._limits("ys")

    get_xlim, get_ylim = xlim, ylim

    def axis(self, *_, **__):
        return (*self.xlim(), *self.ylim())

    def set_title(self, label="", *_, **__):
        self.title = str(label)
        return Text(0.5, 1.0, label)

    def xlabel(self, label="", *_, **__):
        return Text(0.5, 0, label)

    def ylabel(self, label="", *_, **__):
        return Text(0, 0.5, label)

    set_xlabel, set_ylabel = xlabel, ylabel

    def xticks(self, *_, **__):
        return [], []

    yticks = get_legend_handles_labels = xticks

    def get_figure(self):
        return self.figure

    def twinx(self):
        return self

    twiny = twinx

    def cla(self):
        self.series.clear()

    clear = cla

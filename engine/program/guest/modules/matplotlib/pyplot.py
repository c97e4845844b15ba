"""`matplotlib.pyplot`: curves and clouds are recorded; they become pictures at `show()` or at the program's end."""

import numpy as np

from . import _series, cm, rcParams, style  # noqa: F401 - plt.cm, plt.rcParams, plt.style
from . import rc as rc
from ._stand_in import Anything, Colours

_NOTHING = frozenset("grid tight_layout draw pause ion ioff subplots_adjust margins clim set_aspect".split())
_LINES = frozenset("plot semilogy semilogx loglog step errorbar".split())
_LEFT_OUT = frozenset(
    "contourf contour pcolormesh pcolor imshow matshow bar barh hist hist2d fill_between pie boxplot violinplot quiver "
    "streamplot plot_surface stackplot stem".split()
)
_shown = []  # pictures that were shown and not yet asked for
_open = []  # figures
deliver = None  # called with the pictures at every show(), where someone listens


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

    def hist(self, x, bins=10, range=None, density=False, weights=None, **_):  # noqa: A002 - matplotlib's own name
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
        return [Bar(left, width, up) for left, up in zip(_series.numbers(x), heights)]

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


class Figure(Anything):
    """One window."""

    def __init__(self, number, size=(6.4, 4.8)):
        self.number, self.axes, self.current, self.places = number, [], None, {}
        self.size = tuple(int(float(side) * 100) for side in size)

    def __repr__(self):
        return f"<Figure size {self.size[0]}x{self.size[1]} with {len(self.axes)} Axes>"

    def __str__(self):
        return f"Figure({self.size[0]}x{self.size[1]})"

    def add_subplot(self, *place, **_):
        key = place if len(place) != 1 else (place[0],)
        if key not in self.places or not place:
            self.places[key] = Axes(self)
            self.axes.append(self.places[key])
        self.current = self.places[key]
        return self.current

    def add_axes(self, *_, **__):
        return self.add_subplot(len(self.axes))

    def gca(self, **_):
        return self.current or self.add_subplot()

    def subplots(self, nrows=1, ncols=1, *, squeeze=True, **_):
        if not (type(nrows) is type(ncols) is int and 1 <= nrows * ncols <= 400):
            raise ValueError(f"Number of rows must be a positive integer, not {nrows!r}")
        made = np.empty((nrows, ncols), dtype=object)
        for row in range(nrows):
            for column in range(ncols):
                made[row, column] = self.add_subplot(nrows, ncols, row * ncols + column + 1)
        if not squeeze:
            return made
        return made[0, 0] if nrows == ncols == 1 else made.ravel() if 1 in (nrows, ncols) else made

    def pictures(self):
        """What the axes hold, as plain data."""
        return [
            {"series": axes.series, "title": axes.title, "left_out": list(dict.fromkeys(axes.left_out))}
            for axes in self.axes
            if axes.series or axes.left_out
        ]

    def show(self, *_, **__):
        show()

    def savefig(self, *_, **__):
        _deliver([self])
        self.axes, self.current, self.places = [], None, {}

    def clf(self, *_, **__):
        self.axes, self.current, self.places = [], None, {}

    clear = clf


def _deliver(figures):
    pictures = [picture for figure in figures for picture in figure.pictures()]
    if pictures:
        (deliver or _shown.extend)(pictures)


def _figures():
    """The pictures since this was last asked, shown or not; the open figures are closed."""
    show()
    pictures, _shown[:] = list(_shown), []
    return pictures


def figure(num=None, figsize=(6.4, 4.8), *_, **__):
    for known in _open:
        if num is not None and (known is num or known.number == num):
            _open.remove(known)
            _open.append(known)
            return known
    numbers = [known.number for known in _open if isinstance(known.number, int)]
    _open.append(Figure(num if num is not None else max(numbers, default=0) + 1, figsize or (6.4, 4.8)))
    return _open[-1]


def gcf():
    return _open[-1] if _open else figure()


def gca(**_):
    return gcf().gca()


def sca(ax):
    ax.figure.current = ax


def subplots(nrows=1, ncols=1, *, squeeze=True, num=None, figsize=None, **_):
    made = figure(num, figsize)
    return made, made.subplots(nrows, ncols, squeeze=squeeze)


def subplot(*place, **_):
    return gcf().add_subplot(*(place or (111,)))


def show(*_, **__):
    figures, _open[:] = list(_open), []
    _deliver(figures)


def savefig(*_, **__):
    gcf().savefig()


def close(which=None, *_):
    if which == "all":
        _open.clear()
    elif _open:
        _open[:] = [
            f
            for f in _open[: len(_open) - (which is None)]
            if which is None or (f is not which and f.number != which)
        ]


def clf():
    gcf().clf()


def title(label="", *_, **__):
    return gca().set_title(label)


def get_cmap(*_, **__):
    return Colours()


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(f"module 'matplotlib.pyplot' has no attribute '{name}'")
    return getattr(gca(), name) if name not in ("rcdefaults", "switch_backend") else Anything()

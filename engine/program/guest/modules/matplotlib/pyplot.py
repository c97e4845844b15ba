"""`matplotlib.pyplot`: curves and clouds are recorded, and are pictures at `show()` or the program's end."""

import numpy as np

from . import cm, rcParams, style  # noqa: F401 - plt.cm, plt.rcParams, plt.style
from . import rc as rc
from ._axes import Axes
from ._stand_in import Anything, Colours

_shown = []  # pictures that were shown and not yet asked for
_open = []  # figures
deliver = None  # called with the pictures at every show(), where someone listens


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

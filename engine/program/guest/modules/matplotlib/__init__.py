"""matplotlib, as far as its curves go: `pyplot` records them, all else is accepted."""

from . import animation, axes, cm, colors, figure, gridspec, image, lines, markers, patches, path, ticker  # noqa: F401
from ._stand_in import Anything as _Anything
from ._stand_in import Colours as _Colours
from ._stand_in import named as __getattr__

__version__ = "3.10.0"


class _Settings(dict):
    def __missing__(self, key):
        return _Anything()


rcParams = _Settings()  # noqa: N816 - matplotlib's own name
style = _Anything()


class _Maps(_Anything):
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return _Colours()

    def __getitem__(self, name):
        return _Colours()


colormaps = _Maps()


def use(*args, **kwargs):
    """There is one backend here."""


def rc(*args, **kwargs):
    """Settings change nothing here."""

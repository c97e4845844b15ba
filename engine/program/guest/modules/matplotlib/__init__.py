"""matplotlib, as far as its curves go: `pyplot` records them, all else is accepted."""

import sys
import types

from ._stand_in import Anything, Colours, named

__version__ = "3.10.0"

for _name in "animation axes colors figure gridspec image lines markers patches path ticker".split():
    _module = types.ModuleType(f"{__name__}.{_name}")
    _module.__getattr__ = named
    sys.modules[_module.__name__] = globals()[_name] = _module


class _Settings(dict):
    def __missing__(self, key):
        return Anything()


class _Maps(Anything):
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Colours()

    def __getitem__(self, name):
        return Colours()


rcParams = _Settings()  # noqa: N816 - matplotlib's own name
style = Anything()
cm = colormaps = _Maps()
sys.modules[f"{__name__}.cm"] = cm


def use(*args, **kwargs):
    """There is one backend here."""


def rc(*args, **kwargs):
    """Settings change nothing here."""


def __getattr__(name):
    return named(name)

"""IPython, as a plain script sees it: there is no notebook."""

from . import display

version_info = (9, 0, 0, "")
__version__ = "9.0.0"


def get_ipython() -> None:
    """No shell is running."""


__all__ = ["display", "get_ipython"]

"""`IPython.display`: outside a notebook, things are printed as their repr."""

from __future__ import annotations

from typing import Any

shown: list[Any] = []
"""What was displayed, in order: for whoever draws it."""


class DisplayObject:
    """Something to be shown, from its data or from a file, which is not read here."""

    def __init__(
        self, data: Any = None, url: str | None = None, filename: str | None = None, **options: Any
    ) -> None:
        self.data, self.url, self.filename, self.options = data, url, filename, options

    def __repr__(self) -> str:
        return f"<IPython.core.display.{type(self).__name__} object>"


class HTML(DisplayObject):
    """HTML."""


class Markdown(DisplayObject):
    """Markdown."""


class SVG(DisplayObject):
    """A drawing."""

    def _repr_svg_(self) -> Any:
        return self.data


class Image(DisplayObject):
    """A picture."""


class Latex(DisplayObject):
    """A formula."""


class Math(Latex):
    """A formula."""


class Code(DisplayObject):
    """Source text."""


class Javascript(DisplayObject):
    """Never run."""


class Pretty(DisplayObject):
    """Text."""


class JSON(DisplayObject):
    """JSON."""


class Audio(DisplayObject):
    """Sound."""


class DisplayHandle:
    """What can be shown again."""

    def __init__(self, display_id: str = "0") -> None:
        self.display_id = display_id

    def display(self, thing: Any) -> None:
        display(thing)

    update = display


def display(*things: Any, display_id: Any = None, **_: Any) -> Any:
    """Prints each as a plain script does."""
    for thing in things:
        shown.append(thing)
        print(repr(thing))
    return DisplayHandle() if display_id else None


def update_display(thing: Any, **_: Any) -> None:
    display(thing)


def clear_output(wait: bool = False) -> None:
    """A terminal is not cleared: IPython writes two control sequences there."""
    print("\033[2K\r", end="")


def set_matplotlib_formats(*_: Any, **__: Any) -> None:
    """Nothing to set."""

"""What a program prints and shows, in order: its standard output, and pictures between."""

from __future__ import annotations

import io
from time import monotonic
from typing import Any, Final

from engine.program.guest import host

_AT_ONCE: Final = 20
"""Writes that the host is told at once, in case the run is stopped from outside; later ones now and then."""
_SECONDS: Final = 0.05


class TooMuchOutput(BaseException):
    """The program printed more than it may."""


class Output(io.TextIOBase):
    """The program's `sys.stdout`."""

    encoding = "utf-8"

    def __init__(self, most: int, *, live: bool = False) -> None:
        """`most` characters; `live`: the host hears them as they come."""
        self._live = live
        self._left = most
        self._texts: list[str] = []
        self._untold: list[str] = []
        self._told = 0
        self._last = 0.0
        self.items: list[dict[str, Any]] = []

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got {type(text).__name__!r}")
        self._left -= len(text)
        if self._left < 0:
            self._texts.append(text[: self._left])
            raise TooMuchOutput
        self._texts.append(text)
        self._untold.append(text)
        if self._live and text != "\n":  # print's own end comes with what is next
            self._tell()
        return len(text)

    def _tell(self) -> None:
        if self._told < _AT_ONCE or monotonic() - self._last > _SECONDS:
            self._told += 1
            self._last = monotonic()
            host.ask("output", "".join(self._untold))
            self._untold.clear()

    def picture(self, item: dict[str, Any]) -> None:
        """A plot or a drawing, after what has been printed so far."""
        self.flush()
        self.items.append(item)

    def flush(self) -> None:
        """Close the text so far as an item of its own."""
        if text := "".join(self._texts):
            self.items.append({"kind": "text", "text": text})
        self._texts.clear()


class Silent(io.TextIOBase):
    """The program's `sys.stderr`: nobody reads it."""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)

"""What a program prints and shows, in order: its standard output, and pictures between."""

from __future__ import annotations

import io
from typing import Any


class TooMuchOutput(BaseException):
    """The program printed more than it may."""


class Output(io.TextIOBase):
    """The program's `sys.stdout`."""

    encoding = "utf-8"

    def __init__(self, most: int) -> None:
        self._left = most
        self._texts: list[str] = []
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
        return len(text)

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

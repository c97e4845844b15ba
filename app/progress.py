"""A progress bar in one line of a terminal; nothing where there is no terminal."""

from __future__ import annotations

import shutil
import time
from types import TracebackType
from typing import Final, Self, TextIO

EIGHTHS: Final = " ▏▎▍▌▋▊▉"


class Progress:
    """Shows how many of `total` steps are done, and how fast."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream = stream
        self._total = total
        self._live = stream.isatty()
        self._fine = _can_say(stream, EIGHTHS + "█│")
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hide()

    def show(self, done: int) -> None:
        """Draw the bar."""
        if self._live:
            seconds = max(time.monotonic() - self._began, 1e-9)
            width = shutil.get_terminal_size().columns
            bar = line(done, self._total, done / seconds, width, fine=self._fine)
            self._stream.write(f"\r{bar}\x1b[K")
            self._stream.flush()

    def hide(self) -> None:
        """Take the bar away, so that something else can be printed."""
        if self._live:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def _can_say(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def line(done: int, total: int, a_second: float, width: int, *, fine: bool = True) -> str:
    """The bar with its numbers, shorter than `width` columns; plain ASCII unless `fine`."""
    numbers = f" {done:,}/{total:,}  {a_second:,.0f} steps/s"
    room = min(width - len(numbers) - 3, 40)
    if room < 4:
        return numbers.strip()[: max(width - 1, 0)]
    if not fine:
        return f"[{'#' * (room * min(done, total) // max(total, 1)):<{room}}]{numbers}"
    eighths = room * 8 * min(done, total) // max(total, 1)
    full, part = divmod(eighths, 8)
    bar = "█" * full + (EIGHTHS[part] if full < room else "")
    return f"│{bar:<{room}}│{numbers}"

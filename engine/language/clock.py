"""The time one program may take."""

from __future__ import annotations

import time

from engine.language.errors import LanguageError, Span
from engine.language.limits import Limits


class Clock:
    """Starts when it is made; every loop that can be long looks at it."""

    def __init__(self, limits: Limits) -> None:
        self._seconds = limits.max_seconds
        self._until = time.monotonic() + limits.max_seconds

    def check(self, span: Span | None) -> None:
        if time.monotonic() > self._until:
            raise LanguageError(
                "limit", f"The program runs longer than {self._seconds:g} seconds.", span,
                "Let it do less; the training page trains for as long as you like.",
            )  # fmt: skip

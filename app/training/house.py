"""All trainings of one process: how many there may be, and the threads they share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import anyio

from app.settings import Settings
from app.training.errors import Abuse
from app.training.protocol import Engine


class House:
    """Counts the sockets, and gives each the same few threads, which go to whoever waited longest."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings, self.engine = settings, engine
        self.threads = anyio.CapacityLimiter(settings.train_threads)
        self.options = engine.options()
        self.sockets = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place for one socket. Raises Abuse when there is none."""
        if self.sockets >= self.settings.train_sockets:
            raise Abuse(
                "limit",
                f"{self.sockets} trainings are under way, and this server runs no more at once.",
                hint="Try again when somebody has closed theirs.",
                close=1013,
            )
        self.sockets += 1
        try:
            yield
        finally:
            self.sockets -= 1

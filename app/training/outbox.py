"""What waits to be sent to one client. It cannot grow: frames wait for the client, the rest has a limit."""

from __future__ import annotations

import asyncio
from typing import Any

import numpy as np
import orjson

from app.training.errors import Abuse
from app.training.observe import MOST_ROWS, thinned
from app.training.protocol import Numbers

MOST_WAITING = 64
"""Messages that may wait. A client that says more without reading the answers is let go."""
FRAMES_AHEAD = 1
"""Frames the client need not have acknowledged when the next is made: one travels while one is drawn."""


class Outbox:
    """Text and binary messages in order, and the count of frames under way."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[str | bytes] = asyncio.Queue(MOST_WAITING)
        self.sent = 0
        self.acknowledged = 0

    def say(self, message: dict[str, Any]) -> None:
        """Put a JSON message into the queue. Raises Abuse when the client does not read."""
        self.put(orjson.dumps(message).decode())

    def put(self, message: str | bytes) -> None:
        """Put a ready message into the queue."""
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            raise Abuse("rate", "The answers to so many messages were not read.") from None

    def room_for_frame(self) -> bool:
        """Whether the client has drawn enough of what it was sent."""
        return self.sent - self.acknowledged <= FRAMES_AHEAD

    def acknowledge(self, frame: int) -> None:
        """The client has drawn this frame and those before it."""
        self.acknowledged = max(self.acknowledged, min(frame, self.sent))


class Unsent:
    """Rows of history the client has not got yet. Of a great many only an even choice is kept."""

    def __init__(self) -> None:
        self.parts: list[Numbers] = []
        self.length = 0

    def add(self, rows: Numbers) -> None:
        """Add the rows of steps just made; they replace rows of the same and later steps."""
        if not len(rows):
            return
        if self.parts and self.parts[-1][-1, 0] >= rows[0, 0]:
            known = self.rows()
            self.parts = [known[known[:, 0] < rows[0, 0]]]
        self.parts.append(rows)
        self.length = sum(map(len, self.parts)) if len(self.parts) < 3 else self.length + len(rows)
        if self.length > 2 * MOST_ROWS:
            self.parts = [thinned(self.rows())]
            self.length = len(self.parts[0])

    def rows(self) -> Numbers:
        """All of them, float64 (m, 8)."""
        return np.concatenate(self.parts) if self.parts else np.empty((0, 8))

    def clear(self) -> None:
        """They were sent, or belong to a training that is gone."""
        self.parts, self.length = [], 0

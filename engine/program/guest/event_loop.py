"""An event loop for asyncio without sockets, which are not there: it waits by moving the run's own clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


class _Nothing:
    """What the loop asks for news of the outside: there is none, so time passes at once."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep

    def select(self, timeout: float | None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("every task waits for something that nothing can bring")
        self._sleep(max(timeout, 0.0))
        return []

    def close(self) -> None:
        """There is nothing to close."""


def install(sleep: Callable[[float], None]) -> None:
    """Make it the loop that `asyncio.run` uses. `sleep` moves the clock."""

    class Loop(asyncio.BaseEventLoop):
        def __init__(self) -> None:
            super().__init__()
            self._selector = _Nothing(sleep)

        def _process_events(self, events: list[Any]) -> None:
            assert not events

        def _write_to_self(self) -> None:
            """Nobody sleeps who would have to be woken."""

    for owner in (asyncio, asyncio.events):
        setattr(owner, "new_event_loop", Loop)  # noqa: B010

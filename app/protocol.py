"""HTTP from clients that take their time: a request whose head does not come is not waited for."""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol, with a time limit on a request's head beside that on the pause between requests."""

    seconds: ClassVar[float] = 15.0
    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect()

    def on_headers_complete(self) -> None:
        self._relax()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._relax()
        super().connection_lost(exc)

    def _expect(self) -> None:
        self._relax()
        self._limit = self.loop.call_later(self.seconds, self.transport.close)

    def _relax(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

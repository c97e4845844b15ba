"""The application in a thread of a notebook's kernel: what a page would ask a server comes as messages.

to here     {"id", "kind": "ask", "method", "path", "body"}, {"id", "kind": "cancel"},
            {"id", "kind": "open", "path"}, {"id", "kind": "say", "text"}, {"id", "kind": "close"}
from here   {"id", "kind": "answer", "status", "headers", "text"}, {"id", "kind": "opened"},
            {"id", "kind": "said", "text"} (or with bytes beside it), {"id", "kind": "closed"}
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import lru_cache
from typing import Any

from starlette.types import ASGIApp, Message

Tell = Callable[[dict[str, Any], bytes | None], None]
_HEADERS = [(b"host", b"localhost"), (b"content-type", b"application/json")]


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="livegrad", daemon=True).start()
    return loop


class Wire:
    """Carries messages to an ASGI application and back. `tell` may be called from another thread."""

    def __init__(self, app: ASGIApp, tell: Tell) -> None:
        self._app, self._tell = app, tell
        self._incoming: dict[str, asyncio.Queue[Message]] = {}

    def hear(self, message: dict[str, Any]) -> None:
        """Take one message of a page. It is answered later; what is no message is passed over."""
        _loop().call_soon_threadsafe(self._hear, message)

    def _hear(self, message: dict[str, Any]) -> None:
        at, kind = str(message.get("id")), message.get("kind")
        if kind == "ask":
            self._begin(at, self._answer(at, message))
        elif kind == "open":
            self._begin(at, self._converse(at, str(message.get("path"))))
        elif (queue := self._incoming.get(at)) is not None:
            if kind == "say":
                queue.put_nowait({"type": "websocket.receive", "text": str(message.get("text"))})
            elif kind == "close":
                queue.put_nowait({"type": "websocket.disconnect", "code": 1000})
            elif kind == "cancel":
                queue.put_nowait({"type": "http.disconnect"})

    def _begin(self, at: str, work: Coroutine[Any, Any, None]) -> None:
        self._incoming[at] = asyncio.Queue()
        task = _loop().create_task(work)
        task.add_done_callback(lambda _: self._incoming.pop(at, None))

    async def _answer(self, at: str, message: dict[str, Any]) -> None:
        queue = self._incoming[at]
        body = str(message.get("body") or "").encode()
        queue.put_nowait({"type": "http.request", "body": body, "more_body": False})
        start: Message = {"status": 500, "headers": []}
        parts: list[bytes] = []

        async def send(sent: Message) -> None:
            nonlocal start
            if sent["type"] == "http.response.start":
                start = sent
            else:
                parts.append(sent.get("body", b""))

        method = str(message.get("method", "GET"))
        with suppress(Exception):  # it has been told and logged by the application; the page is told as well
            await self._app(_scope("http", str(message.get("path")), method=method), queue.get, send)
        headers = {
            name.decode(): value.decode() for name, value in start["headers"] if name == b"retry-after"
        }
        told = {"id": at, "kind": "answer", "status": start["status"], "headers": headers}
        self._tell({**told, "text": b"".join(parts).decode()}, None)

    async def _converse(self, at: str, path: str) -> None:
        queue = self._incoming[at]
        queue.put_nowait({"type": "websocket.connect"})

        async def send(sent: Message) -> None:
            match sent["type"]:
                case "websocket.accept":
                    self._tell({"id": at, "kind": "opened"}, None)
                case "websocket.send":
                    self._tell({"id": at, "kind": "said", "text": sent.get("text")}, sent.get("bytes"))

        try:
            await self._app(_scope("websocket", path), queue.get, send)
        finally:
            self._tell({"id": at, "kind": "closed"}, None)


def _scope(kind: str, path: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind, "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1",
        "scheme": "http" if kind == "http" else "ws", "path": path, "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "headers": list(_HEADERS), "client": ("127.0.0.1", 0),
        "server": ("localhost", 80), "subprotocols": [], "state": {}, **more,
    }  # fmt: skip

"""How often one address may ask for work: a bucket for each that fills steadily; an empty one gets 429."""

import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from app.errors import error_response

MOST = 20_000
"""Addresses remembered; the one heard of longest ago is forgotten first, and starts with a full bucket."""


class Buckets:
    """Tokens by address."""

    def __init__(self, per_second: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_second, self.burst, self.clock = per_second, burst, clock
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Takes a token: 0, or the seconds until there is one."""
        now = self.clock()
        tokens, then = self._known.pop(address, (self.burst, now))
        tokens = min(self.burst, tokens + (now - then) * self.per_second)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self.per_second
        self._known[address] = (tokens - 1 if wait == 0 else tokens, now)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return wait


class Rates:
    """Lets work through at a bearable rate. Pages and files are not counted."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        self.app, self.buckets = app, buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        works = scope["type"] == "websocket" or (scope["type"] == "http" and scope["method"] == "POST")
        client = scope.get("client")
        wait = self.buckets.wait(client[0]) if works and client else 0.0
        if wait == 0:
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await WebSocketClose(1013, "too many questions")(scope, receive, send)
            return
        response = error_response(
            429, "rate", "Too many questions come from this address.", hint="The page tries again by itself."
        )
        response.headers["retry-after"] = str(int(wait) + 1)
        await response(scope, receive, send)

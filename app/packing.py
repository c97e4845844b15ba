"""Answers are compressed where that pays: text over a network. (Files are when they are made.)"""

import gzip

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST = 1_400
"""Bytes: what fits into one packet travels as fast as it is."""
KINDS = ("application/json", "text/html", "text/plain")
_NEAR = {"127.0.0.1", "::1"}
_PROXIED = ("forwarded", "x-forwarded-for", "via")


class Packing:
    """Compresses whole answers with gzip. To a browser on this machine they go as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not pays(scope):
            await self.app(scope, receive, send)
            return
        start: Message | None = None

        async def packing(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None and message["type"] == "http.response.body":
                if not message.get("more_body"):
                    message = {**message, "body": pack(start, message.get("body", b""))}
                await send(start)
                start = None
            await send(message)

        await self.app(scope, receive, packing)


def pays(scope: Scope) -> bool:
    """Whether the client takes gzip and is far away; a proxy on this machine says for whom it asks."""
    headers = Headers(scope=scope)
    client = scope.get("client")
    far = client is None or client[0] not in _NEAR or any(name in headers for name in _PROXIED)
    return far and "gzip" in headers.get("accept-encoding", "")


def pack(start: Message, body: bytes) -> bytes:
    """The body as it is sent; what `start` says of it is changed along with it."""
    headers = MutableHeaders(scope=start)
    kind = headers.get("content-type", "").partition(";")[0]
    if len(body) < LEAST or kind not in KINDS or "content-encoding" in headers:
        return body
    packed = gzip.compress(body, compresslevel=4, mtime=0)
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(packed))
    headers.add_vary_header("accept-encoding")
    return packed

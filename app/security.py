"""What stands between the network and the application: who may ask, how much, and what a page may load.

One pure ASGI wrapper around everything, so that errors made outside the routes carry the same headers.
"""

import asyncio
import re
import secrets
import time
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from app.errors import error_response, status_response
from app.settings import Settings

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
_MOST_READ_AWAY = 1 << 26
_MOST_SECONDS_AWAY = 10.0
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def content_security_policy(nonce: str, frame_ancestors: str, *, inline_styles: bool = False) -> str:
    """The policy of one page. Nothing is allowed that is not named here.

    `inline_styles` is for the API documentation only: its library writes style elements. Style attributes
    are allowed everywhere: Chromium makes some of its own while somebody types into a contenteditable, and
    blames the page for them.
    """
    styles = "'unsafe-inline'" if inline_styles else f"'nonce-{nonce}'"
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' {styles}; "
        "style-src-attr 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; worker-src 'self'; "
        "frame-src 'self'; manifest-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {frame_ancestors}"
    )


def host_is_allowed(host: str | None, allowed: tuple[str, ...]) -> bool:
    """Whether a Host header names this server.

    A page of another site can reach a server on this machine by pointing a name of its own at 127.0.0.1
    (DNS rebinding). It cannot change the name in the Host header, so unknown names are refused. Bare
    addresses are fine.
    """
    if "*" in allowed:
        return True
    match = _HOST.fullmatch(host or "")
    if match is None:
        return False
    name = match["name"].lower().removesuffix(".")
    return _is_address(name) or any(
        name == pattern or (pattern.startswith("*.") and name.endswith(pattern[1:])) for pattern in allowed
    )


def _is_address(name: str) -> bool:
    try:
        IPv6Address(name[1:-1]) if name.startswith("[") else IPv4Address(name)
    except ValueError:
        return False
    return True


def origin_is_allowed(origin: str | None, host: str | None, allowed: tuple[str, ...]) -> bool:
    """Whether a request that does work may come from this page. No Origin means no browser page.

    The scheme is not compared, since a proxy in front may speak TLS.
    """
    if origin is None or "*" in allowed or origin in allowed:
        return True
    scheme, separator, rest = origin.partition("://")
    return bool(separator) and scheme in {"http", "https"} and rest.lower() == (host or "").lower()


async def _read_away(receive: Receive, coming: bool = True) -> None:
    """Let a client finish what is not wanted: one that still writes when the connection ends sees no answer.

    What goes on for long, or is very large, is cut off all the same.
    """
    total = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_MOST_SECONDS_AWAY):
            while coming and total < _MOST_READ_AWAY:
                message = await receive()
                total += len(message.get("body", b""))
                coming = message.get("more_body", False)


class Shell:
    """Checks host, origin and size of a request; adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.frame_ancestors = " ".join(settings.frame_ancestors) or "'none'"
        self.embed_ancestors = " ".join(settings.embed_ancestors) or "'none'"
        self.allowed_hosts = tuple(name.lower() for name in settings.allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["csp_nonce"] = nonce
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if scope["type"] == "websocket":
            await (WebSocketClose(1008, "not allowed") if refusal else self.app)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(MutableHeaders(scope=message), nonce, str(scope["path"]))
            await send(message)

        if refusal and refusal.status_code == 413:
            await _read_away(receive)
        await (refusal or self.app)(scope, self._counted(receive), send_with_headers)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host, origin = headers.get("host"), headers.get("origin")
        if not host_is_allowed(host, self.allowed_hosts):
            return error_response(
                400,
                "host",
                "This server does not answer to that name.",
                hint="Use localhost or an IP address, or list the name in LIVEGRAD_ALLOWED_HOSTS.",
            )
        works = scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS
        if works and not origin_is_allowed(origin, host, self.settings.allowed_origins):
            return error_response(
                403,
                "origin",
                "A page of another origin may not use this server.",
                hint="List the origin in LIVEGRAD_ALLOWED_ORIGINS to allow it.",
            )
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > self.settings.max_body_bytes:
            return status_response(413)
        return None

    def _counted(self, receive: Receive) -> Receive:
        """Bodies without a (true) length are counted as they come, and must have come after a while.

        Starlette's `max_body_size` does the same, but answers in plain text and outside the error handlers.
        """
        total = 0
        coming = True
        until = time.monotonic() + self.settings.body_seconds

        async def counted() -> Message:
            nonlocal total, coming
            if not coming:
                return await receive()  # that the client hangs up
            try:
                message = await asyncio.wait_for(receive(), until - time.monotonic())
            except TimeoutError:
                raise HTTPException(408) from None
            if message["type"] == "http.request":
                coming = message.get("more_body", False)
                total += len(message.get("body", b""))
                if total > self.settings.max_body_bytes:
                    await _read_away(receive, coming)
                    raise HTTPException(413)
            return message

        return counted

    def _add_headers(self, headers: MutableHeaders, nonce: str, path: str) -> None:
        embedded = path in ("/embed", "/embed/train")
        ancestors = self.embed_ancestors if embedded else self.frame_ancestors
        headers["content-security-policy"] = content_security_policy(
            nonce, ancestors, inline_styles=path == "/docs"
        )
        headers["x-content-type-options"] = "nosniff"
        headers["referrer-policy"] = "no-referrer"
        headers["cross-origin-opener-policy"] = "same-origin"
        headers["cross-origin-resource-policy"] = "cross-origin" if embedded else "same-origin"
        headers["permissions-policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

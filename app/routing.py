"""Routers of the JSON interface: the right content type, and every error in the documentation."""

from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from app.errors import status_response
from app.schemas.errors import ERROR_RESPONSES


def is_json(content_type: str | None) -> bool:
    """Whether a Content-Type header declares JSON. Parameters such as a charset are allowed."""
    message = Message()
    message["content-type"] = content_type or "text/plain"
    return message.get_content_type() == "application/json"


class JsonRoute(APIRoute):
    """A route whose request body must be declared as JSON.

    A form or text/plain body is what a foreign page can send without asking first, so it is refused
    before parsing.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.method == "POST" and not is_json(request.headers.get("content-type")):
                return status_response(415)
            return await handler(request)

        return handle


def api_router(tag: str) -> APIRouter:
    """A router below `/api`, for one concern."""
    return APIRouter(prefix="/api", tags=[tag], route_class=JsonRoute, responses=ERROR_RESPONSES)

"""One application for the tests of the edge, and a client that speaks to it without a network."""

from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest

from app.main import create_app
from app.settings import Settings


class Client:
    """Synchronous requests to an application in this process."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.app = create_app(settings)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return anyio.run(self._send, method, path, options)

    async def _send(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def post_json(self, path: str, body: bytes) -> httpx.Response:
        return self.post(path, content=body, headers={"content-type": "application/json"})


MakeClient = Callable[..., Client]


@pytest.fixture(scope="session")
def client() -> Client:
    return Client()


@pytest.fixture
def client_with() -> MakeClient:
    """A client whose application has other settings: `client_with(max_layout_boxes=3)`."""
    return lambda **values: Client(Settings(**values))

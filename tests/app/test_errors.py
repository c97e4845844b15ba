"""Whatever comes in, an error has one shape and the server stays up."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.main import create_app
from app.settings import Settings
from tests.app.conftest import Client, MakeClient

POST_PATHS = sorted(path for path, item in create_app().openapi()["paths"].items() if "post" in item)
relaxed = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def error_of(body: str) -> dict[str, Any]:
    answer = json.loads(body)
    assert set(answer) == {"error"}
    error: dict[str, Any] = answer["error"]
    assert set(error) == {"code", "message", "span", "hint"}
    assert error["code"]
    assert error["message"]
    return error


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/nowhere", {}, 404, "not_found"),
        ("GET", "/api/nowhere", {"headers": {"accept": "text/html"}}, 404, "not_found"),
        ("GET", "/static/nowhere.js", {}, 404, "not_found"),
        ("GET", "/static/%00", {}, 404, "not_found"),
        ("GET", "/static/" + "a" * 5000, {}, 404, "not_found"),
        ("DELETE", "/healthz", {}, 405, "method"),
        ("OPTIONS", "/api/layout", {}, 405, "method"),
        ("POST", "/api/layout", {"content": b"{}"}, 415, "media_type"),
        ("POST", "/api/layout", {"data": {"boxes": "1"}}, 415, "media_type"),
    ],
)
def test_http_errors_have_the_one_shape(
    client: Client, method: str, path: str, options: dict[str, Any], status: int, code: str
) -> None:
    response = client.request(method, path, **options)
    assert response.status_code == status
    assert error_of(response.text)["code"] == code


@pytest.mark.parametrize("path", POST_PATHS)
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "json"),
        (b"\xff\xfe\x00\xd8", 400, "json"),
        (b"[" * 100_000, 400, "json"),
        (b"1" * 5000, 400, "json"),
        (b"NaN", 422, "request"),
        (b"[]", 422, "request"),
        (b"", 422, "request"),
        (b'"\\ud800"', 422, "request"),
        (b'{"\\ud800": 1}', 422, "request"),
        (b'{"a": NaN, "a": Infinity, "b": 1e999}', 422, "request"),
        (b" " * (Settings().max_body_bytes + 1), 413, "too_large"),
    ],
)
def test_bad_bodies_are_told_so(client: Client, path: str, body: bytes, status: int, code: str) -> None:
    response = client.post_json(path, body)
    assert (response.status_code, error_of(response.text)["code"]) == (status, code)


@pytest.mark.parametrize("path", POST_PATHS)
@relaxed
@given(body=st.binary(max_size=200))
def test_no_bytes_bring_down_a_route(client: Client, path: str, body: bytes) -> None:
    response = client.post_json(path, body)
    assert response.status_code in (400, 422)
    error_of(response.text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@pytest.mark.parametrize("path", POST_PATHS)
@relaxed
@given(
    body=st.dictionaries(
        st.sampled_from(["boxes", "edges", "source", "pass", "h", "x"]), json_values, max_size=4
    )
)
def test_no_json_brings_down_a_route(client: Client, path: str, body: dict[str, Any]) -> None:
    response = client.post_json(path, json.dumps(body).encode("utf-8", "surrogatepass"))
    assert response.status_code in (200, 400, 422)
    if response.status_code != 200:
        error_of(response.text)


def test_a_validation_error_names_the_field_and_does_not_echo_the_input(client: Client) -> None:
    body = {"boxes": [[10, 10], [10, "SECRET" * 100]], "edges": []}
    response = client.post("/api/layout", json=body)
    assert error_of(response.text)["message"] == "`boxes[1][1]` must be a number."
    assert "SECRET" not in response.text


def test_a_body_without_a_length_is_counted_as_it_comes(client_with: MakeClient) -> None:
    async def chunks() -> Any:
        for _ in range(30):
            yield b" " * 10

    client = client_with(max_body_bytes=100)
    response = client.post("/api/layout", content=chunks(), headers={"content-type": "application/json"})
    assert response.status_code == 413
    assert error_of(response.text)["code"] == "too_large"


def test_the_body_limit_is_exact(client_with: MakeClient) -> None:
    client = client_with(max_body_bytes=100)
    body = b'{"boxes": [], "edges": []}'
    assert client.post_json("/api/layout", body.ljust(100)).status_code == 200
    assert client.post_json("/api/layout", body.ljust(101)).status_code == 413


def test_a_fault_of_the_server_tells_nothing() -> None:
    client = Client()

    @client.app.get("/fault")
    async def fault() -> None:
        raise RuntimeError("SECRET")

    response = client.get("/fault")
    assert response.status_code == 500
    assert error_of(response.text)["code"] == "internal"
    assert "SECRET" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_interface_description_has_our_error_on_every_route_and_not_the_stock_one(client: Client) -> None:
    document = client.get("/openapi.json").json()
    assert "HTTPValidationError" not in document["components"]["schemas"]
    for path in POST_PATHS:
        for status in ("400", "403", "413", "415", "422", "500"):
            schema = document["paths"][path]["post"]["responses"][status]["content"]["application/json"][
                "schema"
            ]
            assert schema == {"$ref": "#/components/schemas/ErrorAnswer"}

"""Who may ask, and what a page may load."""

import re

import pytest

from app.security import host_is_allowed, origin_is_allowed
from tests.app.conftest import Client, MakeClient


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/nowhere", "/static/favicon.svg"])
def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self' 'nonce-")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_every_request_has_a_nonce_of_its_own(client: Client) -> None:
    nonces = {
        re.findall(r"'nonce-([^']+)'", client.get("/healthz").headers["content-security-policy"])[0]
        for _ in range(5)
    }
    assert len(nonces) == 5


def directives(client: Client, path: str) -> dict[str, str]:
    """A page's policy by directive."""
    policy = client.get(path).headers["content-security-policy"]
    return {name: sources for name, _, sources in (part.strip().partition(" ") for part in policy.split(";"))}


def test_inline_style_elements_are_allowed_on_the_documentation_page_only(client: Client) -> None:
    assert "unsafe-inline" in directives(client, "/docs")["style-src"]
    assert "unsafe-inline" not in directives(client, "/")["style-src"]


def test_inline_scripts_are_allowed_nowhere_and_style_attributes_everywhere(client: Client) -> None:
    for path in ("/", "/docs", "/healthz"):
        assert "unsafe" not in directives(client, path)["script-src"]
        assert directives(client, path)["style-src-attr"] == "'unsafe-inline'"


def test_the_pages_that_may_frame_us_are_a_setting(client_with: MakeClient) -> None:
    client = client_with(frame_ancestors="'self', https://school.example")
    policy = client.get("/healthz").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://school.example")


@pytest.mark.parametrize("path", ["/embed", "/embed/train"])
def test_anybody_may_embed_what_is_made_for_it_unless_a_setting_says_who(
    client_with: MakeClient, path: str
) -> None:
    headers = client_with().get(path).headers
    assert headers["content-security-policy"].endswith("frame-ancestors *")
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    chosen = client_with(embed_ancestors="https://school.example").get(path).headers
    assert chosen["content-security-policy"].endswith("frame-ancestors https://school.example")
    assert client_with().get("/").headers["content-security-policy"].endswith("frame-ancestors 'self'")


@pytest.mark.parametrize(
    "host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "a.localhost", "LOCALHOST", "10.1.2.3"]
)
def test_this_machine_and_addresses_are_answered(host: str) -> None:
    assert host_is_allowed(host, ("localhost", "*.localhost"))


@pytest.mark.parametrize(
    "host", [None, "", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "a b"]
)
def test_other_names_are_not(host: str | None) -> None:
    assert not host_is_allowed(host, ("localhost", "*.localhost"))


def test_an_unknown_host_gets_an_error_that_names_the_setting(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "host"
    assert "LIVEGRAD_ALLOWED_HOSTS" in response.json()["error"]["hint"]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:1", "file://localhost"])
def test_a_page_of_another_origin_may_not_post(client: Client, origin: str) -> None:
    response = client.post("/api/layout", json={"boxes": [], "edges": []}, headers={"origin": origin})
    assert (response.status_code, response.json()["error"]["code"]) == (403, "origin")


def test_our_own_page_and_listed_origins_may_post() -> None:
    assert origin_is_allowed("http://localhost:8000", "localhost:8000", ())
    assert origin_is_allowed("https://a.example", "localhost", ("https://a.example",))
    assert origin_is_allowed(None, "localhost", ())

"""The pages and their files."""

import json
import re
from pathlib import Path

import pytest

from app import assets
from app.routes.pages import script_json
from tests.app.conftest import Client


def test_the_page_has_the_nonce_of_its_policy_on_every_inline_script(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    nonce = re.findall(r"'nonce-([^']+)'", response.headers["content-security-policy"])[0]
    assert re.findall(r'<script type="importmap" nonce="([^"]+)"', response.text) == [nonce]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/js/docs.js", "text/javascript"),
        ("/static/favicon.svg", "image/svg+xml"),
        ("/static/vendor/swagger-ui.css", "text/css"),
        ("/static/vendor/manifest.json", "application/json"),
    ],
)
def test_files_have_their_type_an_etag_and_are_asked_about_each_time(
    client: Client, path: str, kind: str
) -> None:
    response = client.get(path)
    assert response.headers["content-type"].startswith(kind)
    assert response.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"if-none-match": response.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/train", "/learn", "/docs"])
def test_what_a_page_names_is_kept_for_good(client: Client, path: str) -> None:
    sources = re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get(path).text)
    assert sources
    for source in sources:
        response = client.get(source)
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_files_of_another_edition_or_that_are_not_there_are_asked_about_each_time(client: Client) -> None:
    page = client.get("/").text
    (base,) = set(re.findall(r'"(/static/e/\w+)/js/main.js"', page))
    assert client.get("/static/e/0123456789ab/js/main.js").headers["cache-control"] == "no-cache"
    missing = client.get(f"{base}/js/nowhere.js")
    assert (missing.status_code, "max-age" in missing.headers.get("cache-control", "")) == (404, False)


def test_a_changed_file_makes_another_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "static_dir", lambda: tmp_path)
    (tmp_path / "a.js").write_text("1")
    before = assets.edition()
    assert assets.edition() == before
    (tmp_path / "a.js").write_text("12")
    assert assets.edition() != before


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/favicon.ico"])
def test_head_is_answered_without_a_body(client: Client, path: str) -> None:
    response = client.request("HEAD", path)
    assert response.status_code in (200, 308)
    assert response.content == b""


def test_a_browser_gets_a_page_for_an_unknown_address(client: Client) -> None:
    response = client.get("/nowhere", headers={"accept": "text/html,*/*"})
    assert response.status_code == 404
    assert "There is nothing at this address" in response.text


def test_the_documentation_loads_nothing_from_elsewhere(client: Client) -> None:
    sources = re.findall(r'(?:src|href)="([^"]+)"', client.get("/docs").text)
    assert sources
    assert all(source.startswith("/") and not source.startswith("//") for source in sources)
    assert all(client.get(source).status_code == 200 for source in sources)


def test_json_in_a_script_element_cannot_end_it() -> None:
    assert "<" not in script_json({"a": "</script>"})
    assert json.loads(script_json({"a": "</script>"})) == {"a": "</script>"}


def test_health_tells_the_version(client: Client) -> None:
    assert client.get("/healthz").json()["status"] == "ok"

"""The pages and their files."""

import json
import re
from pathlib import Path

import pytest

from app import assets, bundling
from app.routes.pages import script_json
from tests.app.conftest import Client

ROOT = Path(__file__).parents[2]


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has edited the page since it was bundled."""
    monkeypatch.setattr(bundling, "is_fresh", lambda _: False)
    monkeypatch.setattr(assets, "_site", assets._site.__wrapped__)


@pytest.fixture(params=["bundled", "edited"])
def either(request: pytest.FixtureRequest) -> str:
    """The page as it is installed, and as it is while one works on it."""
    if request.param == "edited":
        request.getfixturevalue("edited")
    else:
        bundling.ensure(ROOT)
    return str(request.param)


def test_the_page_has_the_nonce_of_its_policy_on_every_inline_script(client: Client, either: str) -> None:
    response = client.get("/")
    assert response.status_code == 200
    nonce = re.findall(r"'nonce-([^']+)'", response.headers["content-security-policy"])[0]
    inline = re.findall(r"<script (?![^>]*src=)([^>]*)>", response.text)
    assert len(inline) == (2 if either == "edited" else 1)
    assert all(f'nonce="{nonce}"' in attributes for attributes in inline)


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
def test_what_a_page_names_is_kept_for_good(client: Client, path: str, either: str) -> None:
    sources = re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get(path).text)
    assert sources
    for source in sources:
        response = client.get(source)
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.usefixtures("edited")
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


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_bundled_file_was_compressed_when_it_was_made(
    client: Client, accepted: str, coding: str | None
) -> None:
    bundling.ensure(ROOT)
    (source,) = re.findall(r'src="(/static/built/js/main-[^"]+)"', client.get("/").text)
    response = client.get(source, headers={"accept-encoding": accepted})
    assert response.headers.get("content-encoding") == coding
    assert response.headers["vary"] == "accept-encoding"
    assert response.headers["content-type"].startswith("text/javascript")
    packed = ROOT / source.removeprefix("/")
    names = {"br": ".br", "gzip": ".gz", None: ""}
    assert (
        int(response.headers["content-length"])
        == packed.with_name(packed.name + names[coding]).stat().st_size
    )


def test_the_page_brings_the_answer_for_its_first_example(client: Client) -> None:
    page = client.get("/").text
    (text,) = re.findall(r'<script type="application/json" id="first-answer"[^>]*>(.*?)</script>', page)
    first = json.loads(text)
    asked = client.post("/api/graph", json={"source": first["source"], "pass": None, "open": "auto"})
    assert asked.json() == first["answer"]


@pytest.mark.parametrize(
    ("headers", "coding"),
    [
        ({"accept-encoding": "gzip", "x-forwarded-for": "192.0.2.1"}, "gzip"),
        ({"accept-encoding": "gzip"}, None),  # the browser is on this machine
        ({"accept-encoding": "identity", "x-forwarded-for": "192.0.2.1"}, None),
    ],
)
def test_answers_are_compressed_where_that_pays(
    client: Client, headers: dict[str, str], coding: str | None
) -> None:
    response = client.get("/api/ops", headers=headers)
    assert response.headers.get("content-encoding") == coding
    assert response.json()["ops"]
    short = client.get("/healthz", headers=headers)
    assert "content-encoding" not in short.headers

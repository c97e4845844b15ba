"""What a browser keeps, and how livegrad looks among its apps."""

import json
from pathlib import Path

import pytest

from app import assets, bundling
from tests.app.conftest import Client

ROOT = Path(__file__).parents[2]


def test_everything_to_be_kept_is_there(client: Client) -> None:
    bundling.ensure(ROOT)
    script = client.get("/sw.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cache-control"] == "no-cache"
    first, _, rest = script.text.partition("\n")
    assert "respondWith" in rest
    parts = json.loads(first.removeprefix("self.KEPT = ").removesuffix(";"))["parts"]
    assert {"/", "/train", "/learn", "/api/ops"} <= set(parts)
    for part in parts:
        assert client.get(part).status_code == 200, part


def test_while_somebody_edits_the_pages_nothing_is_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundling, "is_fresh", lambda _: False)
    monkeypatch.setattr(assets, "_site", assets._site.__wrapped__)
    assert client.get("/sw.js").status_code == 404
    assert 'name="offline"' not in client.get("/").text


def test_the_manifest_says_how_to_install_it(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    assert client.get(answer.json()["icons"][0]["src"]).status_code == 200

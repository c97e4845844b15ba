"""POST /api/find: a name is found in whatever groups it is folded away, and opening those shows it."""

from __future__ import annotations

from typing import Any

from tests.app.conftest import Client
from tests.app.test_folded_graph import TRAINED
from tests.app.test_graph import ask


def find(client: Client, source: str, name: str) -> dict[str, Any]:
    answer = client.post("/api/find", json={"source": source, "name": name})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_opening_the_groups_around_a_find_shows_it(client: Client) -> None:
    found = find(client, TRAINED, "w[1]")
    assert found["total"] == 9
    hit = found["found"][0]
    assert hit["label"] == "w[1]"
    assert len(hit["open"]) >= 2
    graph = ask(client, TRAINED, open=hit["open"])
    (node,) = [node for node in graph["nodes"] if node["value"] == hit["value"] and not node["group"]]
    assert (node["label"], node["data"]) == (hit["label"], hit["data"])


def test_groups_are_found_by_their_names(client: Client) -> None:
    hits = [hit for hit in find(client, TRAINED, "SAMPLE 2")["found"] if hit["path"]]
    assert hits
    graph = ask(client, TRAINED, open=hits[0]["open"])
    assert hits[0]["path"] in [node["group"]["path"] for node in graph["nodes"] if node["group"]]


def test_the_very_name_comes_first_and_then_what_begins_with_it(client: Client) -> None:
    labels = [hit["label"] for hit in find(client, "xa = 1.0\nab = 2.0\na = 3.0\ny = xa*ab*a", "a")["found"]]
    assert labels == ["a", "ab", "xa*ab", "xa"]


def test_a_name_that_nothing_has_finds_nothing_and_a_wrong_program_says_so(client: Client) -> None:
    assert find(client, "a = 1.0\nb = a*2", "zzz") == {"found": [], "total": 0}
    assert find(client, "print(1)\nfor i in range(2): pass", "a") == {"found": [], "total": 0}
    assert client.post("/api/find", json={"source": "a = (", "name": "a"}).status_code == 422
    assert client.post("/api/find", json={"source": "a", "name": ""}).status_code == 422

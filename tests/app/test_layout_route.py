"""POST /api/layout."""

from typing import Any

import pytest

from tests.app.conftest import Client, MakeClient


def test_boxes_are_placed_and_edges_routed(client: Client) -> None:
    answer = client.post(
        "/api/layout", json={"boxes": [[100, 40], [30, 30]], "edges": [[0, 1], [0, 1]]}
    ).json()
    assert set(answer) == {"width", "height", "nodes", "edges"}
    assert answer["nodes"][0][0] < answer["nodes"][1][0]
    assert len(answer["edges"]) == 2
    assert answer["edges"][0] != answer["edges"][1]


@pytest.mark.parametrize("size", [0, -1, 0.99, 2000.01, True, "10", None])
def test_sizes_out_of_range_or_of_another_type_are_refused(client: Client, size: Any) -> None:
    response = client.post("/api/layout", json={"boxes": [[10, size]], "edges": []})
    assert (response.status_code, response.json()["error"]["code"]) == (422, "request")
    assert "boxes[0][1]" in response.json()["error"]["message"]


@pytest.mark.parametrize("size", [1, 2000])
def test_sizes_at_the_edge_are_taken(client: Client, size: int) -> None:
    assert client.post("/api/layout", json={"boxes": [[size, size]], "edges": []}).status_code == 200


@pytest.mark.parametrize("edges", [[[0, 1]], [[0, 0]], [[-1, 0]], [[0]], [[0, 0, 0]], [[0.5, 0]]])
def test_edges_that_cannot_be_are_refused(client: Client, edges: Any) -> None:
    response = client.post("/api/layout", json={"boxes": [[10, 10]], "edges": edges})
    assert (response.status_code, response.json()["error"]["code"]) == (422, "request")


def test_the_limits_are_exact(client_with: MakeClient) -> None:
    client = client_with(max_layout_boxes=2, max_layout_edges=1)
    two: dict[str, Any] = {"boxes": [[9, 9]] * 2, "edges": [[0, 1]]}
    assert client.post("/api/layout", json=two).status_code == 200
    for body in ({**two, "boxes": [[9, 9]] * 3}, {**two, "edges": [[0, 1]] * 2}):
        response = client.post("/api/layout", json=body)
        assert (response.status_code, response.json()["error"]["code"]) == (422, "limit")


def test_a_layout_that_takes_too_long_is_stopped(client_with: MakeClient) -> None:
    client = client_with(layout_seconds=0.02)
    edges = [[a, b] for a in range(45) for b in range(a + 1, 45)]
    response = client.post("/api/layout", json={"boxes": [[50, 50]] * 45, "edges": edges})
    assert (response.status_code, response.json()["error"]["code"]) == (422, "limit")


def test_the_cache_keeps_only_so_many_layouts(client_with: MakeClient) -> None:
    client = client_with(layout_cache_entries=2)
    answers = [
        client.post("/api/layout", json={"boxes": [[w, 9]], "edges": []}).json() for w in (10, 20, 30, 10)
    ]
    assert len(client.app.state.layouts.cache) == 2
    assert answers[0] == answers[3]


def test_a_layout_from_top_to_bottom_has_its_edges_run_downwards(client: Client) -> None:
    body = {"boxes": [[100, 50], [100, 50]], "edges": [[0, 1]], "direction": "TB"}
    answer = client.post("/api/layout", json=body).json()
    (_, top), (_, bottom) = answer["nodes"]
    assert top + 50 < bottom
    assert answer["edges"][0][0][1] == pytest.approx(top + 25, abs=1)
    assert answer["edges"][0][-1][1] == pytest.approx(bottom - 25, abs=1)
    assert client.post("/api/layout", json={**body, "direction": "LR"}).json() != answer


def test_an_unknown_direction_is_refused(client: Client) -> None:
    response = client.post("/api/layout", json={"boxes": [], "edges": [], "direction": "RL"})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "request"


def test_groups_get_frames_and_a_request_without_them_gets_none(client: Client) -> None:
    plain: dict[str, Any] = {"boxes": [[100, 40]] * 3, "edges": [[0, 1], [1, 2]]}
    groups = [{"boxes": [1], "parent": None}, {"boxes": [2], "parent": 0}]
    answer = client.post("/api/layout", json={**plain, "groups": groups}).json()
    outer, inner = answer["frames"]
    assert outer[0] < inner[0] < answer["nodes"][2][0] < inner[2] < outer[2]
    assert "frames" not in client.post("/api/layout", json=plain).json()


@pytest.mark.parametrize("groups", [[{"boxes": [9]}], [{"boxes": [0], "parent": 0}], [{"boxes": []}], [[0]]])
def test_groups_that_cannot_be_are_refused(client: Client, groups: Any) -> None:
    response = client.post("/api/layout", json={"boxes": [[10, 10]], "edges": [], "groups": groups})
    assert (response.status_code, response.json()["error"]["code"]) == (422, "request")


def test_there_may_be_as_many_groups_as_boxes(client_with: MakeClient) -> None:
    client = client_with(max_layout_boxes=2)
    groups = [{"boxes": [0]}, {"boxes": [1]}, {"boxes": []}]
    body: dict[str, Any] = {"boxes": [[9, 9]] * 2, "edges": []}
    assert client.post("/api/layout", json={**body, "groups": groups[:2]}).status_code == 200
    error = client.post("/api/layout", json={**body, "groups": groups}).json()["error"]
    assert error["code"] == "limit"

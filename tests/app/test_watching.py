"""What those who run a server are told, and what they are not: anybody's text."""

import json
import re

import pytest

from app.rates import MOST, Buckets
from tests.app.conftest import Client, MakeClient

SECRET = "my_secret_name = 4.0"
LABELS = r'\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\}'
SAMPLE = re.compile(rf"(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:{LABELS})? [0-9.e+-]+)")


def test_figures_are_told_in_the_format_of_prometheus(client_with: MakeClient) -> None:
    client = client_with(metrics=True)
    client.post("/api/graph", json={"source": SECRET})
    client.post("/api/graph", json={"source": "3x"})
    client.get("/nowhere/my_secret_name")
    text = client.get("/metrics").text
    assert [line for line in text.splitlines() if not SAMPLE.fullmatch(line)] == []
    assert 'livegrad_requests_total{method="POST",route="/api/graph",status="200"} 1' in text
    assert 'livegrad_requests_total{method="POST",route="/api/graph",status="422"} 1' in text
    assert 'livegrad_requests_total{method="GET",route="other",status="404"} 1' in text
    assert 'livegrad_request_seconds_count{route="/api/graph"} 2' in text
    assert 'livegrad_request_seconds_bucket{route="/api/graph",le="+Inf"} 2' in text
    assert "livegrad_programs_waiting 0" in text
    assert "secret" not in text


def test_figures_are_told_only_where_that_is_wanted(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


def test_a_request_is_a_line_of_json_without_anybodys_text(
    client_with: MakeClient, capsys: pytest.CaptureFixture[str]
) -> None:
    client = client_with(log_requests=True)
    client.post("/api/graph", json={"source": SECRET}, headers={"x-forwarded-for": "192.0.2.9"})
    client.get("/nowhere/my_secret_name?my_secret_name")
    text = capsys.readouterr().out
    first, second = (json.loads(line) for line in text.splitlines())
    assert (first["method"], first["route"], first["status"]) == ("POST", "/api/graph", 200)
    assert first["bytes"] > 0
    assert second["route"] == "other"
    assert "secret" not in text
    assert "192.0.2.9" not in text


def test_alive_and_ready_are_two_questions(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.program.sandbox.Native.ready", False)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "starting")
    monkeypatch.setattr("engine.program.sandbox.Native.ready", True)
    assert client.get("/readyz").json()["status"] == "ready"


def test_who_asks_too_often_is_told_when_to_come_again_and_pages_are_not_counted(
    client_with: MakeClient,
) -> None:
    client = client_with(rate_per_second=0.001, rate_burst=2)
    asked = [client.post("/api/graph", json={"source": "a = 1"}) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200, 200, 429]
    assert asked[2].json()["error"]["code"] == "rate"
    assert int(asked[2].headers["retry-after"]) >= 1
    assert asked[2].headers["x-content-type-options"] == "nosniff"
    assert client.get("/").status_code == 200


def test_a_bucket_fills_steadily_each_address_has_its_own_and_they_are_forgotten_in_the_end() -> None:
    now = 0.0
    buckets = Buckets(2.0, 3.0, lambda: now)
    assert [buckets.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.wait("b") == 0
    now = 0.5
    assert [buckets.wait("a"), buckets.wait("a")] == [0, 0.5]
    now = 100.0
    assert [buckets.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    for i in range(MOST):
        buckets.wait(str(i))
    assert buckets.wait("a") == 0

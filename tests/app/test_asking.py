"""Questions about a program use the run that the page has just seen, and leave it as it was."""

from typing import Any

import pytest

from engine.language import Limits, Run, run
from tests.app.asking import NEURON, L
from tests.app.conftest import Client


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that were really run."""
    heard: list[str] = []

    def listen(source: str, limits: Limits, wanted: int | None, *, quick: bool) -> Run:
        heard.append(source)
        return run(source, limits, wanted, quick=quick)

    monkeypatch.setattr("app.runs.run", listen)
    return heard


def test_a_question_about_the_graph_on_screen_does_not_run_the_program_again(ran: list[str]) -> None:
    client = Client()
    assert client.post("/api/graph", json={"source": NEURON, "open": "auto"}).is_success
    questions: dict[str, dict[str, Any]] = {
        "check": {}, "nudge": {"node": "x1"}, "export": {"target": "jax"},
    }  # fmt: skip
    for what, fields in questions.items():
        assert client.post(f"/api/{what}", json={"source": NEURON, **fields}).is_success
    assert ran == [NEURON]


def test_another_program_is_run(ran: list[str]) -> None:
    client = Client()
    for source in (NEURON, L, NEURON):
        assert client.post("/api/check", json={"source": source}).is_success
    assert ran == [NEURON, L]


def test_no_question_changes_the_run_that_others_are_told_of() -> None:
    client = Client()

    def told() -> bytes:
        return client.post("/api/graph", json={"source": NEURON, "open": "auto"}).content

    before = told()
    switches = {"overwrite": True, "keep": True, "order": "creation", "skip": "tanh"}
    questions: dict[str, dict[str, Any]] = {
        "check": {}, "break": {"switches": switches}, "nudge": {"node": "x1"}, "forward": {"leaf": "w1"},
        "second": {"leaf": "w1"}, "expand": {}, "step": {}, "slice": {"leaf": "b"},
    }  # fmt: skip
    for what, fields in questions.items():
        assert client.post(f"/api/{what}", json={"source": NEURON, **fields}).is_success, what
    assert told() == before

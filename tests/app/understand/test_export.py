"""POST /api/export and /api/torch."""

from typing import Any

import pytest

from engine import draw
from engine.export import torch_side
from tests.app.asking import LOOP, NEURON, L, ask, refuse
from tests.app.conftest import Client, MakeClient
from tests.engine.export.exported import PROGRAMS, executed


def test_micrograd_source_over_http_runs_and_prints_the_lectures_gradients(client: Client) -> None:
    answer = ask(client, "export", NEURON, target="micrograd")
    assert (answer["filename"], answer["media_type"]) == ("livegrad_micrograd.py", "text/x-python")
    assert executed(answer["text"])["x1"] == pytest.approx((2.0, -1.5), abs=1e-12)


@pytest.mark.parametrize("target", ["pytorch", "jax", "micrograd", "livegrad"])
def test_every_source_names_what_the_program_names(client: Client, target: str) -> None:
    text = ask(client, "export", L, target=target)["text"]
    assert "e = a * b" in text
    assert "L = d * f" in text


def test_the_pass_that_is_shown_is_exported(client: Client) -> None:
    first, last = (ask(client, "export", LOOP, target="livegrad", **{"pass": i})["text"] for i in (0, 2))
    assert first.startswith("w = 0.5\n")
    assert first != last


def test_dot_is_the_graph_with_the_gradients_that_are_shown(client: Client) -> None:
    text = ask(client, "export", L, target="dot")["text"]
    assert text.startswith("digraph {")
    assert "grad 6.0000" in text


def test_what_a_program_calls_its_values_cannot_leave_the_picture(client: Client) -> None:
    source = "from micrograd.engine import Value\na = Value(1.0, label='<script>\"} x [label=<b>]')\nb = a*2"
    dot = ask(client, "export", source, target="dot")["text"]
    assert "<script>" not in dot.replace(r"\<script\>", "")
    svg = ask(client, "export", source, target="svg")["text"]
    assert svg.startswith("<svg")
    assert "<script" not in svg


@pytest.mark.parametrize("name", PROGRAMS)
def test_pytorch_gives_the_same_numbers_for_every_node(client: Client, torch: Any, name: str) -> None:
    answer = ask(client, "torch", PROGRAMS[name])
    assert answer["installed"] is True
    assert answer["version"] == torch.__version__
    for node in answer["nodes"]:
        assert node["torch_data"] == pytest.approx(node["data"], rel=1e-12, abs=1e-12)
        assert node["torch_grad"] == pytest.approx(node["grad"], rel=1e-12, abs=1e-12)


def test_without_pytorch_it_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch_side, "installed", lambda: False)
    assert ask(client, "torch", L) == {
        "installed": False, "version": None, "nodes": [], "largest_difference": None,
    }  # fmt: skip


@pytest.mark.parametrize("fields", [{}, {"target": "cobol"}, {"target": None}, {"target": ["dot"]}])
def test_a_target_that_there_is_not_is_refused(client: Client, fields: dict[str, Any]) -> None:
    assert refuse(client, "export", L, **fields)["code"] == "request"


def test_the_limits_are_exact(client_with: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    small, smaller = client_with(max_exported=7), client_with(max_exported=6)
    for target in ("pytorch", "jax", "micrograd", "livegrad", "dot", "svg"):
        assert ask(small, "export", L, target=target)["text"]
        assert refuse(smaller, "export", L, target=target)["code"] == "limit"
    assert refuse(smaller, "torch", L)["code"] == "limit"
    monkeypatch.setattr(draw, "MAX_NODES", 6)
    assert refuse(small, "export", L, target="svg")["code"] == "limit"
    assert ask(small, "export", L, target="dot")


def test_a_source_says_that_the_screen_holds_earlier_passes_too(client: Client) -> None:
    program = "a = Value(2.0)\nb = a*a\nb.backward()\n"
    once = ask(client, "export", program, target="pytorch")["text"]
    twice = ask(client, "export", program + "b.backward()", target="pytorch")["text"]
    assert "earlier passes" not in once
    assert twice.startswith("# This is one backward pass alone.")
    assert twice.endswith(once)

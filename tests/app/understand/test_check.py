"""POST /api/check."""

from typing import Any

import pytest

from tests.app.asking import LOOP, NEURON, L, ask, refuse
from tests.app.conftest import Client, MakeClient


def by_label(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {check["label"]: check for check in answer["checks"]}


def test_every_node_of_the_neuron_agrees(client: Client) -> None:
    answer = ask(client, "check", NEURON)
    assert answer["verdicts"] == {"agrees": 10}
    x1 = by_label(answer)["x1"]
    assert (x1["id"], x1["kink"]) == (0, None)
    assert x1["analytic"] == pytest.approx(-1.5, abs=1e-9)
    assert x1["difference"] < x1["tolerance"] < 1e-8


def test_only_the_leaves_can_be_asked_for_and_single_nodes(client: Client) -> None:
    assert set(by_label(ask(client, "check", L, nodes="leaves"))) == {"a", "b", "c", "f"}
    assert set(by_label(ask(client, "check", L, nodes=[3, 3, 6]))) == {"e", "L"}
    assert ask(client, "check", L, nodes=[])["checks"] == []


def test_a_kink_is_told_with_the_node_that_has_it(client: Client) -> None:
    x = by_label(ask(client, "check", "x = 0\ny = 2*relu(x)"))["x"]
    assert (x["verdict"], x["left"], x["right"]) == ("kink", 0.0, pytest.approx(2.0))
    assert x["kink"]["label"] == "relu(x)"


def test_where_a_nudge_has_no_result_the_slope_is_null(client: Client) -> None:
    x = by_label(ask(client, "check", "x = 1e-9\ny = log(x)"))["x"]
    assert (x["verdict"], x["numeric"], x["difference"]) == ("undefined", None, None)


def test_the_pass_that_is_shown_is_the_one_that_is_checked(client: Client) -> None:
    for index in range(3):
        graph = ask(client, "graph", LOOP, **{"pass": index})
        answer = ask(client, "check", LOOP, **{"pass": index})
        assert answer["verdicts"] == {"agrees": 6}
        found = {check["id"]: check["analytic"] for check in answer["checks"]}
        assert found[0] == pytest.approx(graph["nodes"][0]["grad"])


def test_a_program_with_classes_and_loops_is_checked_through_its_graph(client: Client) -> None:
    source = (
        "from micrograd.nn import MLP\nn = MLP(2, [3, 1])\nloss = (n([0.5, -1.0]) - 1.0)**2\nloss.backward()"
    )
    verdicts = ask(client, "check", source)["verdicts"]
    assert set(verdicts) <= {"agrees", "kink"}


@pytest.mark.parametrize(
    "fields",
    [
        {"h": 0}, {"h": -1e-6}, {"h": 1.1}, {"h": "1"}, {"h": True}, {"h": None}, {"nodes": "some"},
        {"nodes": [1.5]}, {"nodes": [-1]}, {"nodes": [True]}, {"pass": -1}, {"more": 1},
    ],
)  # fmt: skip
def test_a_field_of_the_wrong_kind_is_refused(client: Client, fields: dict[str, Any]) -> None:
    assert refuse(client, "check", L, **fields)["code"] == "request"


def test_a_node_or_a_pass_that_there_is_not_is_refused(client: Client) -> None:
    assert refuse(client, "check", L, nodes=[99])["code"] == "name"
    assert refuse(client, "check", "a = 1\nb = 2*a\nc = 3\nd = c*c", nodes=[0])["code"] == "name"
    assert refuse(client, "check", L, **{"pass": 1})["code"] == "request"


@pytest.mark.parametrize(
    "source", ["", "x = ", "1/0", "print('hello')", "import os", "\ud800", "x" * 200_001]
)
def test_a_bad_program_is_refused_as_everywhere(client: Client, source: str) -> None:
    body = f'{{"source": "{source}"}}' if source.isprintable() else '{"source": "\\ud800"}'
    response = client.post_json("/api/check", body.encode("utf-8", "surrogatepass"))
    assert response.status_code in (400, 422)
    assert set(response.json()["error"]) == {"code", "message", "span", "hint"}


def test_the_limit_is_exact(client_with: MakeClient) -> None:
    assert ask(client_with(max_evaluations=2 * 7 * 7 * 5), "check", L)["verdicts"] == {"agrees": 7}
    error = refuse(client_with(max_evaluations=2 * 7 * 7 * 5 - 1), "check", L)
    assert (error["code"], error["message"]) == (
        "limit", "This asks for 490 results of ops; 489 is the most.",
    )  # fmt: skip

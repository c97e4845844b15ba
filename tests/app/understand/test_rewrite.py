"""POST /api/expand, /api/collapse and /api/second, GET /api/rewrites."""

from typing import Any

import pytest

from tests.app.asking import LOOP, NEURON, L, ask, refuse
from tests.app.conftest import Client, MakeClient


def leaf_grads(client: Client, source: str) -> dict[str, float]:
    nodes = ask(client, "graph", source)["nodes"]
    return {n["label"]: n["grad"] for n in nodes if n["kind"] == "leaf"}


def test_the_lectures_neuron_is_broken_up_and_put_together_again(client: Client) -> None:
    expanded = ask(client, "expand", NEURON)
    assert expanded["places"] == 1
    assert expanded["source"].endswith("e = exp(2*n)\no = (e - 1)/(e + 1)")
    before, after = leaf_grads(client, NEURON), leaf_grads(client, expanded["source"])
    assert after == pytest.approx(before, abs=1e-12)
    assert ask(client, "collapse", expanded["source"]) == {"source": NEURON, "places": 1}


def test_a_chosen_node_alone_is_rewritten(client: Client) -> None:
    source = "a = 1\nb = tanh(a)\nc = b/a"
    assert ask(client, "expand", source, nodes=[2])["source"] == "a = 1\nb = tanh(a)\nc = b*a**-1"
    last = ask(client, "expand", source, nodes=[1])["source"]
    root = ask(client, "graph", last)["nodes"]
    node = next(n["id"] for n in root if n["label"] == "b")
    assert ask(client, "collapse", last, nodes=[node])["source"] == source


def test_micrograds_decomposition_is_a_choice(client: Client) -> None:
    answer = ask(client, "expand", "a = 3\nb = 2\nc = (a - b)/2.0", **{"as": "micrograd"})
    assert answer["source"] == "a = 3\nb = 2\nc = (a + b*(-1))*0.5"


def test_what_cannot_be_rewritten_is_said(client: Client) -> None:
    assert refuse(client, "expand", L, nodes=[3])["code"] == "unsupported"
    assert refuse(client, "collapse", L, nodes=[3])["code"] == "unsupported"
    library = "from micrograd.nn import MLP\nn = MLP(2, [1])\ny = n([1.0, 2.0])"
    root = ask(client, "graph", library)["root"]
    assert refuse(client, "expand", library, nodes=[root])["code"] == "unsupported"
    assert ask(client, "expand", L) == {"source": L, "places": 0}


def test_the_rules_are_told(client: Client) -> None:
    rules = client.get("/api/rewrites").json()
    assert {"op": "tanh", "whole": "tanh(a)", "parts": "(e - 1)/(e + 1)", "shared": "exp(2*a)",
            "title": "tanh as exponentials"} in rules["parts"]  # fmt: skip
    assert [rule["op"] for rule in rules["micrograd"]] == ["div", "sub", "neg"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"nodes": []}, "request"), ({"nodes": "some"}, "request"), ({"nodes": [99]}, "name"),
        ({"nodes": [True]}, "request"), ({"as": "torch"}, "request"), ({"as": None}, "request"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["expand", "collapse"])
def test_what_cannot_be_asked_is_refused(
    client: Client, path: str, fields: dict[str, Any], code: str
) -> None:
    assert refuse(client, path, NEURON, **fields)["code"] == code


def test_the_gradient_is_a_program_whose_gradients_are_the_second_derivatives(client: Client) -> None:
    answer = ask(client, "second", "x = 3\ny = 3*x**2 - 4*x + 5", leaf="x")
    assert answer["gradient"] == 14.0
    assert {s["label"]: s["second"] for s in answer["second"]}["x"] == 6.0
    graph = ask(client, "graph", answer["source"])
    assert graph["nodes"][graph["root"]]["data"] == 14.0
    assert leaf_grads(client, answer["source"]) == {"x": 6.0}


def test_the_second_derivatives_of_a_neuron_are_symmetric(client: Client) -> None:
    rows = {leaf: ask(client, "second", NEURON, leaf=leaf)["second"] for leaf in ("x1", "w1")}
    table = {leaf: {s["label"]: s["second"] for s in row} for leaf, row in rows.items()}
    assert table["x1"]["w1"] == pytest.approx(table["w1"]["x1"], abs=1e-12)


def test_a_loops_last_pass_has_a_gradient_graph_too(client: Client) -> None:
    answer = ask(client, "second", LOOP, leaf="w")
    assert answer["second"][0]["second"] == pytest.approx(8.0)


def test_where_the_second_derivative_has_no_number_it_is_an_error_or_null(client: Client) -> None:
    response = client.post("/api/second", json={"source": "x = 0\ny = x**1.5", "leaf": "x"})
    assert response.status_code == 422 or response.json()["second"][0]["second"] is None


def test_limits_of_the_gradient(client: Client, client_with: MakeClient) -> None:
    assert refuse(client, "second", L, leaf="nobody")["code"] == "name"
    assert refuse(client_with(max_exported=6), "second", L, leaf="a")["code"] == "limit"
    assert ask(client_with(max_exported=7), "second", L, leaf="a")["gradient"] == 6.0
    source = "x = 2\ny = tanh(x)"
    assert refuse(client_with(max_source_length=len(source)), "second", source, leaf="x")["code"] == "limit"

"""POST /api/graph: the contract, and the lecture's numbers through it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.routes.graph import INLINE_SOURCE_LENGTH, answer
from app.schemas.graph import GraphAnswer
from engine.language import Limits
from engine.ops import OPS
from tests.app.conftest import Client, MakeClient
from tests.app.lecture import LECTURE


def ask(client: Client, source: str, **fields: object) -> dict[str, Any]:
    response = client.post("/api/graph", json={"source": source, **fields})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def refuse(client: Client, source: str, **fields: object) -> dict[str, Any]:
    response = client.post("/api/graph", json={"source": source, **fields})
    assert response.status_code == 422, response.text
    error: dict[str, Any] = response.json()["error"]
    assert set(error) - {"trace"} == {"code", "message", "span", "hint"}
    return error


def by_label(graph: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["label"]: node for node in graph["nodes"]}


@pytest.mark.parametrize("name", LECTURE)
def test_the_lectures_numbers_come_out_over_http(client: Client, name: str) -> None:
    source, expected = LECTURE[name]
    nodes = by_label(ask(client, source))
    for label, (data, grad) in expected.items():
        assert nodes[label]["data"] == pytest.approx(data, abs=1e-9)
        assert nodes[label]["grad"] == pytest.approx(grad, abs=1e-9)


def test_micrograds_first_test_comes_out_exactly(client: Client) -> None:
    nodes = by_label(ask(client, LECTURE["micrograd's first test"][0]))
    assert nodes["y"]["data"] == -20.0
    assert nodes["x"]["grad"] == 46.0


def test_a_forward_difference_over_http_gives_the_lectures_slopes(client: Client) -> None:
    def output(source: str) -> float:
        graph = ask(client, source)
        data: float = graph["nodes"][graph["root"]]["data"]
        return data

    h = 0.000001
    x = 2 / 3
    one = [output(f"x = {at!r}\n3*x**2 - 4*x + 5") for at in (x, x + h)]
    assert (one[1] - one[0]) / h == pytest.approx(2.999378523327323e-06, abs=1e-9)
    h = 0.001
    many = [output(f"a = 2; b = {at!r}; c = 10; f = -2; L = (a*b + c)*f") for at in (-3.0, -3.0 + h)]
    assert (many[1] - many[0]) / h == pytest.approx(-3.9999999999995595, abs=1e-12)


def test_the_answer_has_the_shape_of_the_contract(client: Client) -> None:
    graph = ask(client, LECTURE["L"][0])
    assert graph["nodes"][0] == {
        "id": 0, "op": None, "label": "a", "data": 2.0, "grad": 6.0, "parents": [], "span": [0, 1],
        "scope": [], "kind": "leaf", "constant": None, "literal": [4, 7],
    }  # fmt: skip
    assert graph["root"] == 6
    assert graph["passes"] == [{"index": 0, "root": 6, "span": None, "seed_before": 0.0, "data": -8.0}]
    assert graph["backward"][0] == {
        "node": 6,
        "upstream": 1.0,
        "contributions": [
            {
                "parent": 4,
                "slot": 0,
                "local": -2.0,
                "amount": -2.0,
                "before": 0.0,
                "after": -2.0,
                "span": None,
            },
            {"parent": 5, "slot": 1, "local": 4.0, "amount": 4.0, "before": 0.0, "after": 4.0, "span": None},
        ],
    }
    assert [step["node"] for step in graph["backward"]] == [6, 4, 3]
    assert graph["output"] == ""
    assert graph["notes"] == []


def test_a_parent_used_twice_stands_twice_and_gets_two_contributions(client: Client) -> None:
    graph = ask(client, "a = 3\nb = a + a")
    assert graph["nodes"][1]["parents"] == [0, 0]
    (step,) = graph["backward"]
    assert [(c["slot"], c["before"], c["after"]) for c in step["contributions"]] == [
        (0, 0.0, 1.0),
        (1, 1.0, 2.0),
    ]


def test_the_contributions_replay_to_the_gradients(client: Client) -> None:
    graph = ask(client, LECTURE["micrograd's README"][0])
    grads = [0.0] * len(graph["nodes"])
    grads[graph["root"]] = 1.0
    for step in graph["backward"]:
        assert step["upstream"] == grads[step["node"]]
        for c in step["contributions"]:
            assert c["before"] == grads[c["parent"]]
            assert c["amount"] == step["upstream"] * c["local"]
            grads[c["parent"]] += c["amount"]
            assert c["after"] == grads[c["parent"]]
    assert grads == [node["grad"] for node in graph["nodes"]]


def test_the_structure_is_equal_for_equal_shapes_only(client: Client) -> None:
    structure = ask(client, "a = 2\nb = a*3")["structure"]
    assert ask(client, "other = -7.5\nname = other*300")["structure"] == structure
    assert ask(client, "a = 2\nb = a+3")["structure"] != structure
    assert ask(client, "a = 2\nb = 3*a")["structure"] != structure


def test_every_pass_of_a_program_can_be_chosen(client: Client) -> None:
    source = "a = Value(2.0)\nb = a*a\nb.backward()\nc = a*3\nc.backward()"
    last = ask(client, source)
    assert [p["root"] for p in last["passes"]] == [1, 3]
    assert last["root"] == 3
    assert by_label(last)["a"]["grad"] == 7.0  # accumulated: 4 and 3
    first = ask(client, source, **{"pass": 0})
    assert first["root"] == 1
    assert by_label(first)["a"]["grad"] == 4.0
    assert by_label(first)["c"]["grad"] == 0.0
    assert [source[slice(*p["span"])] for p in first["passes"]] == ["b.backward()", "c.backward()"]


def test_a_pass_that_was_not_run_is_an_error_that_says_how_many_were(client: Client) -> None:
    error = refuse(client, "a*b", **{"pass": 1})
    assert error["code"] == "request"
    assert "ran 1" in error["message"]


def test_a_free_name_is_a_leaf_of_value_1_and_marked(client: Client) -> None:
    nodes = by_label(ask(client, "x*w + x"))
    assert (nodes["x"]["kind"], nodes["x"]["data"], nodes["x"]["literal"]) == ("free", 1.0, None)
    assert nodes["x"]["grad"] == 2.0


def test_a_caret_is_read_as_power_and_the_answer_says_so(client: Client) -> None:
    graph = ask(client, "x = 3\nx^2 + 1")
    assert graph["nodes"][graph["root"]]["data"] == 10.0
    assert graph["notes"] == [{"message": "`^` was read as `**`", "span": [7, 8], "instead": None}]


def test_spans_count_code_points_of_the_source_as_it_was_sent(client: Client) -> None:
    source = "𝛼 = 2\r\nβ = 𝛼*𝛼"
    graph = ask(client, source)
    node = graph["nodes"][graph["root"]]
    assert source[slice(*node["span"])] == "𝛼*𝛼"


@pytest.mark.parametrize(
    ("source", "code", "text", "hint"),
    [
        ("3x", "syntax", "3x", "Did you mean 3*x?"),
        ("a = 1\nb = tanhh(a)", "name", "tanhh", "Did you mean tanh?"),
        ("a = 2(3 + 1)", "type", "2(3 + 1)", "Did you mean 2*(3 + 1)?"),
        ("log(0 - 1)", "numeric", "log(0 - 1)", None),
        ("x = 0\ny = 1/x", "numeric", "1/x", None),
        ("exp(1000)", "numeric", "exp(1000)", None),
        ("sqrt(0)", "numeric", "sqrt(0)", None),
        ("(-8)**(1/3)", "numeric", "(-8)**(1/3)", None),
        ("x.__class__", "name", "x", None),
        ("tanh(1, 2)", "arity", "tanh(1, 2)", None),
    ],
)
def test_an_error_in_the_program_names_the_place_and_helps(
    client: Client, source: str, code: str, text: str, hint: str | None
) -> None:
    error = refuse(client, source)
    assert error["code"] == code
    assert source[slice(*error["span"])] == text
    if hint is not None:
        assert error["hint"] == hint


@pytest.mark.parametrize(
    ("setting", "passes", "fails"),
    [
        ({"max_source_length": 8}, "a*b+c*d+"[:7], "a*b*c*d*e"),
        ({"max_nodes": 3}, "a*b", "a*b*c"),
        ({"max_depth": 4}, "(((a)))", "(((((a)))))"),
        ({"max_magnitude": 1000.0}, "x = 1000", "x = 1000.001"),
    ],
)
def test_limits_come_from_the_settings(
    client_with: MakeClient, setting: dict[str, float], passes: str, fails: str
) -> None:
    limited = client_with(**setting)
    ask(limited, passes)
    assert refuse(limited, fails)["code"] == "limit"


def test_a_long_program_runs_in_a_thread_and_gives_the_same_answer(client: Client) -> None:
    short = "a = 2\nb = a*a"
    long = short + "\n#" + "x" * INLINE_SOURCE_LENGTH
    assert ask(client, long)["backward"] == ask(client, short)["backward"]
    assert refuse(client, "a b  #" + "x" * INLINE_SOURCE_LENGTH)["code"] == "syntax"


def test_the_same_question_twice_gets_the_same_answer_and_an_error_stays_an_error(client: Client) -> None:
    assert ask(client, "u*v") == ask(client, "u*v")
    assert refuse(client, "u v") == refuse(client, "u v")


def test_limits_are_part_of_what_is_remembered(client: Client, client_with: MakeClient) -> None:
    ask(client, "p*q*r")
    assert refuse(client_with(max_nodes=2), "p*q*r")["code"] == "limit"


NAMES = st.sampled_from(["a", "b", "x1", "w"])


@settings(deadline=None, max_examples=60)
@given(
    st.recursive(
        NAMES | st.floats(-5, 5, allow_nan=False).map(lambda x: f"({x!r})"),
        lambda inner: (
            st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
            | inner.map(lambda e: f"tanh({e})")
        ),
        max_leaves=25,
    )
)
def test_every_answer_fits_its_documented_model_and_every_number_is_finite(source: str) -> None:
    model = GraphAnswer.model_validate_json(answer(source, None, Limits()))
    for node in model.nodes:
        assert node.data is not None
        assert node.grad is not None
        assert all(parent < node.id for parent in node.parents)


def test_the_table_of_ops_is_served_whole(client: Client) -> None:
    table = client.get("/api/ops").json()
    assert [op["name"] for op in table["ops"]] == list(OPS)
    for op in table["ops"]:
        assert len(op["rules"]) == len(op["rules_mathml"]) == len(op["reasons"]) == op["arity"]
    assert table["functions"]["ln"] == "log"

"""POST /api/own, and own ops through the other routes."""

from typing import Any

import pytest

from tests.app.asking import ask, refuse
from tests.app.conftest import Client, MakeClient

CUBE = "op cube(x) = x**3\n  d/dx = 3*x**2\na = 2\ny = cube(a)"


def test_own_ops_come_as_rows_of_the_table(client: Client) -> None:
    (own,) = ask(client, "own", CUBE)["ops"]
    assert own["agrees"] is True
    assert own["arguments"] == ["x"]
    assert own["op"]["formula"] == "a ** 3"
    assert own["op"]["formula_mathml"].startswith("<msup>")
    assert CUBE[slice(*own["span"])] == "op cube(x) = x**3\n  d/dx = 3*x**2"
    assert (own["op"]["code"], own["op"]["line"]) == ("op cube(x) = x**3\n  d/dx = 3*x**2", 1)
    assert ask(client, "own", "a = 2\nb = a*a") == {"ops": []}


@pytest.mark.parametrize("body", ["x*1" + "0" * 400, "0 if 1 > 0 else " + "+".join(["x"] * 150)])
def test_formulas_of_any_size_are_shown(client: Client, body: str) -> None:
    (own,) = ask(client, "own", f"op f(x) = {body}; d/dx = 1")["ops"]
    assert own["op"]["formula_mathml"]


def test_too_deep_a_formula_is_refused(client: Client) -> None:
    text = "op f(x) = 0 if 1 > 0 else " + "+".join(["x"] * 700) + "; d/dx = 1\nf(1)"
    assert refuse(client, "own", text)["code"] == "limit"
    assert client.post("/api/graph", json={"source": text}).status_code == 422


def test_a_wrong_derivative_is_told_with_its_numbers(client: Client) -> None:
    (own,) = ask(client, "own", "op bad(x) = x*x; d/dx = x")["ops"]
    assert own["agrees"] is False
    sample = next(s for s in own["samples"] if not s["agrees"])
    assert sample["measured"] == pytest.approx(2 * sample["typed"])


@pytest.mark.parametrize(
    "path", ["check", "export", "torch", "slice", "break", "forward", "nudge", "expand", "step"]
)
def test_every_other_question_can_be_asked_of_it(client: Client, path: str) -> None:
    fields: dict[str, dict[str, Any]] = {
        "export": {"target": "pytorch"}, "slice": {"leaf": "a"}, "break": {"switches": {"skip": "cube"}},
        "forward": {"leaf": "a"}, "nudge": {"node": "a"},
    }  # fmt: skip
    assert ask(client, path, CUBE, **fields.get(path, {}))


def test_it_is_drawn_with_groups_open_and_closed(client: Client) -> None:
    whole = client.post("/api/graph", json={"source": CUBE}).json()
    folded = client.post("/api/graph", json={"source": CUBE, "open": "auto"}).json()
    assert (
        [node["op"] for node in folded["nodes"]] == [node["op"] for node in whole["nodes"]] == [None, "cube"]
    )
    renamed = client.post("/api/graph", json={"source": CUBE.replace("cube", "box"), "open": "auto"}).json()
    assert renamed["structure"] != folded["structure"]


def test_it_is_exported_as_a_custom_function(client: Client) -> None:
    text = ask(client, "export", CUBE, target="pytorch")["text"]
    assert "class Cube(torch.autograd.Function):" in text
    assert "upstream * (3 * x ** 2)" in text


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("op f(x) = x", "syntax"), ("op tanh(x) = x; d/dx = 1", "name"), ("x" * 200_001, "limit"),
        ("op f(x) = \0", "syntax"),
    ],
)  # fmt: skip
def test_a_bad_definition_is_an_error(client: Client, source: str, code: str) -> None:
    assert refuse(client, "own", source)["code"] == code


def test_the_limit_is_a_setting(client_with: MakeClient) -> None:
    assert ask(client_with(max_own_ops=1), "own", CUBE)["ops"]
    assert refuse(client_with(max_own_ops=0), "own", CUBE)["code"] == "limit"


def test_a_condition_without_mathml_of_its_own_is_text(client: Client) -> None:
    (own,) = ask(client, "own", "op f(x) = x if x != 0 else 1; d/dx = 1")["ops"]
    assert own["op"]["formula_mathml"] == "<mtext>a if a != 0 else 1</mtext>"

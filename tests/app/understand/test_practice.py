"""POST /api/step and POST /api/predict."""

from typing import Any

import pytest

from tests.app.asking import LOOP, NEURON, TWICE_AND_MORE, L, ask, refuse
from tests.app.conftest import Client

COMPACT = "a = 2.0\nb = -3.0\nc = 10\nf = -2.0\nL = (a*b + c)*f"


def test_the_lectures_step_uphill_gives_its_numbers(client: Client) -> None:
    answer = ask(client, "step", L, learning_rate=0.01, direction="up")
    moved = {m["label"]: m["after"] for m in answer["moved"]}
    assert moved == pytest.approx({"a": 2.06, "b": -3.04, "c": 9.98, "f": -1.96}, abs=1e-12)
    assert answer["before"] == -8.0
    assert answer["after"] == pytest.approx(-7.286496, abs=1e-12)
    assert answer["source"] == "a = 2.06\nb = -3.04\nc = 9.98\ne = a*b\nd = e + c\nf = -1.96\nL = d*f"


def test_downhill_is_the_other_way(client: Client) -> None:
    answer = ask(client, "step", L, learning_rate=0.01)
    assert answer["after"] < -8.0


def test_only_the_chosen_leaves_move(client: Client) -> None:
    answer = ask(client, "step", L, leaves=["a"], learning_rate=0.5)
    assert answer["source"] == L.replace("a = 2.0", "a = -1.0")


def test_a_number_inside_an_expression_gets_brackets_when_it_turns_negative(client: Client) -> None:
    source = "y = 5 - 2**3*1.5"
    answer = ask(client, "step", source, leaves=[1], learning_rate=1.0, direction="up")
    assert answer["source"] == "y = 5 - (-16.0)**3*1.5"


def test_a_name_nobody_assigned_gets_its_line(client: Client) -> None:
    answer = ask(client, "step", "x*w + 3", leaves=["w"], learning_rate=0.25)
    assert answer["source"] == "w = 0.75\nx*w + 3"
    indented = ask(client, "step", "  y = x*x", learning_rate=0.25)
    assert indented["source"] == "  x = 0.5\n  y = x*x"


def test_steps_downhill_reach_the_bottom(client: Client) -> None:
    source = "x = 3\ny = 3*x**2 - 4*x + 5"
    for _ in range(30):
        source = ask(client, "step", source, learning_rate=0.1)["source"]
    assert ask(client, "graph", source)["nodes"][0]["data"] == pytest.approx(2 / 3, abs=1e-6)


def test_a_leaf_that_the_program_changes_is_not_moved(client: Client) -> None:
    assert refuse(client, "step", LOOP, leaves=["w"])["code"] == "unsupported"
    assert ask(client, "step", LOOP, leaves=["w"], **{"pass": 0})["moved"][0]["before"] == 0.5


def test_a_step_out_of_the_domain_is_told(client: Client) -> None:
    error = refuse(client, "step", "x = 0.1\ny = log(x)", learning_rate=1.0)
    assert error["code"] == "numeric"
    assert error["message"].startswith("After this step the program has no result: ")
    assert error["hint"] == "Take a smaller learning rate."


UNZEROED = """
a = Value(2.0, label="a")
b = Value(-3.0, label="b")
d = a*b; d.label = "d"
f = d*a; f.label = "f"
f.backward()
f.backward()
"""


def judged(client: Client, node: str, answer: str, source: str = COMPACT) -> dict[str, Any]:
    return ask(client, "predict", source, node=node, answer=answer)


@pytest.mark.parametrize(
    "answer", ["6", "6.0", " 6 ", "b*f", "(-3)*f", "f*b", "b × f", "2*3", "-b*2", "f.data*b"]
)
def test_a_right_answer_is_right_in_any_form(client: Client, answer: str) -> None:
    result = judged(client, "a", answer)
    assert (result["right"], result["kind"], result["question"]) == (True, "right", None)
    assert result["value"] == 6.0


@pytest.mark.parametrize(
    ("node", "answer", "kind"),
    [
        ("a", "-6", "sign"), ("a", "b", "local only"), ("a", "f", "value"), ("b", "2", "local only"),
        ("a", "f + b", "added"), ("a", "0", "nothing"), ("a", "1/6", "inverse"), ("a", "12", "factor"),
        ("a", "100", "wrong"), ("L", "-8", "root"), ("L", "0", "root"), ("c", "1", "local only"),
        ("f", "1", "upstream only"), ("f", "5", "added"),
    ],
)  # fmt: skip
def test_a_wrong_answer_gets_the_question_that_leads_on(
    client: Client, node: str, answer: str, kind: str
) -> None:
    result = judged(client, node, answer)
    expected = {("a", "f"): {"value", "upstream only"}}.get((node, answer), {kind})
    assert result["kind"] in expected
    assert result["right"] is False
    assert result["question"].endswith(("?", "."))


@pytest.mark.parametrize(("answer", "kind"), [("-6", "one use"), ("3", "sign"), ("-3", "right")])
def test_forgetting_a_use_is_seen(client: Client, answer: str, kind: str) -> None:
    result = judged(client, "a", answer, TWICE_AND_MORE)
    assert result["kind"] == kind
    if kind == "one use":
        assert "is used 2 times" in result["question"]


def test_the_question_never_holds_the_gradient(client: Client) -> None:
    for answer in ("-3.25", "0", "1", "2", "-3", "99", "12", "b", "f"):
        result = judged(client, "a", answer, COMPACT.replace("2.0\nb", "2.5\nb").replace("-3.0", "-3.25"))
        if not result["right"]:
            assert "6.5" not in result["question"]


def test_a_rounded_number_is_right_if_three_digits_are(client: Client) -> None:
    assert judged(client, "w1", "1.00", NEURON)["right"]
    third = "x = 3\ny = x**(1/3)"
    assert judged(client, "x", "0.160", third)["right"]
    assert not judged(client, "x", "0.2", third)["right"]
    assert not judged(client, "x", "0.161", third)["right"]


def test_a_number_rounded_to_less_is_told_so(client: Client) -> None:
    sine = "x = 0.8\ny = sin(x)"
    assert judged(client, "x", ".6967", sine)["right"]
    assert judged(client, "x", "0.70", sine)["kind"] == "rounded"
    assert judged(client, "x", "0.7", sine)["kind"] == "rounded"


def test_nothing_is_near_a_gradient_that_has_almost_vanished(client: Client) -> None:
    small = "a = 0.001\ny = a*1e-7"
    assert judged(client, "a", "1e-7", small)["right"]
    assert not judged(client, "a", "0", small)["right"]
    assert not judged(client, "a", "0.000", small)["right"]
    assert not judged(client, "a", "5e-7", small)["right"]


def test_a_gradient_that_only_rounding_keeps_from_0_is_0(client: Client) -> None:
    assert judged(client, "a", "0", "a = 0.1\ny = 3*a - a - a - a + 0.3*a - 0.1*a - 0.2*a")["right"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("12", "twice what"),
        ("-12", "twice what it should be, and the sign is turned"),
        ("1.5", "a quarter of"),
    ],
)
def test_a_wrong_factor_is_named(client: Client, answer: str, said: str) -> None:
    assert said in judged(client, "a", answer, L)["question"]


def test_two_uses_in_one_place_are_told_as_that(client: Client) -> None:
    question = judged(client, "a", "1", "a = 3\nb = a + a")["question"]
    assert "`a` is used 2 times in `b`:" in question


def test_after_a_second_pass_the_gradient_on_the_card_is_asked_for(client: Client) -> None:
    assert judged(client, "a", "-30", UNZEROED)["right"]
    assert judged(client, "b", "d.grad*a + 4", UNZEROED)["right"]
    one = judged(client, "a", "-12", UNZEROED)
    assert (one["right"], one["kind"]) == (False, "this pass")
    assert "What had an earlier one left in `a`?" in one["question"]


def test_other_gradients_may_be_used_and_the_asked_one_not(client: Client) -> None:
    assert judged(client, "a", "e.grad*b", L)["right"]
    assert refuse(client, "predict", L, node="a", answer="a.grad")["code"] == "name"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("", "syntax"), ("b*", "syntax"), ("a = 6", "syntax"), ("1/0", "numeric"), ("1e400", "numeric"),
        ("q", "name"), ("tanh", "type"), ("tanh(1, 2)", "arity"), ("x" * 201, "limit"), ("f(b)", "name"),
        ("__import__('os')", "name"), ("[1]", "unsupported"), ("'6'", "unsupported"), ("a.__class__", "name"),
        ("True", "unsupported"), ("lambda: 6", "unsupported"), ("10**400", "numeric"),
        ("9**9**9**9", "numeric"),
        ("1\n2", "syntax"), ("log(-1)", "numeric"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_an_error_without_a_place_in_the_program(
    client: Client, answer: str, code: str
) -> None:
    error = refuse(client, "predict", COMPACT, node="a", answer=answer)
    assert error["code"] == code
    assert error["span"] is None


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("step", {"leaves": []}, "request"), ("step", {"leaves": ["q"]}, "name"),
        ("step", {"leaves": ["L"]}, "type"), ("step", {"learning_rate": 0}, "request"),
        ("step", {"learning_rate": -1}, "request"), ("step", {"learning_rate": 1e7}, "request"),
        ("step", {"direction": "left"}, "request"), ("step", {"learning_rate": "0.1"}, "request"),
        ("predict", {}, "request"), ("predict", {"node": "a"}, "request"),
        ("predict", {"node": "a", "answer": 6}, "request"), ("predict", {"node": "q", "answer": "6"}, "name"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(
    client: Client, path: str, fields: dict[str, Any], code: str
) -> None:
    assert refuse(client, path, L, **fields)["code"] == code

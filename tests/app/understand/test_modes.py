"""POST /api/forward and POST /api/break."""

from typing import Any

import pytest

from tests.app.asking import LOOP, NEURON, TWICE_AND_MORE, USED_TWICE, L, ask, refuse
from tests.app.conftest import Client, MakeClient


def tangents(answer: dict[str, Any]) -> dict[str, float]:
    return {t["label"]: t["tangent"] for t in answer["tangents"]}


def wrong(answer: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {n["label"]: (n["wrong"], n["right"]) for n in answer["nodes"] if n["differs"]}


@pytest.mark.parametrize(
    ("leaf", "gradient"), [("x1", -1.5), ("w1", 1.0), ("x2", 0.5), ("w2", 0.0), ("b", 0.5)]
)
def test_a_forward_sweep_ends_in_the_leafs_gradient(client: Client, leaf: str, gradient: float) -> None:
    answer = ask(client, "forward", NEURON, leaf=leaf)
    assert tangents(answer)["o"] == pytest.approx(gradient, abs=1e-12)
    assert answer["steps"][-1]["terms"][-1]["after"] == pytest.approx(gradient, abs=1e-12)


def test_a_sweep_visits_only_what_depends_on_its_leaf(client: Client) -> None:
    assert tangents(ask(client, "forward", L, leaf="b")) == {"b": 1.0, "e": 2.0, "d": 2.0, "L": -4.0}
    assert tangents(ask(client, "forward", L, leaf="f")) == {"f": 1.0, "L": 4.0}


def test_both_uses_of_a_leaf_add_up_forwards_too(client: Client) -> None:
    answer = ask(client, "forward", USED_TWICE, leaf="a")
    assert [(t["before"], t["after"]) for t in answer["steps"][0]["terms"]] == [(0.0, 1.0), (1.0, 2.0)]


def test_one_backward_pass_serves_all_leaves_and_forward_mode_needs_a_sweep_for_each(client: Client) -> None:
    assert ask(client, "forward", L, leaf="b")["counts"] == {
        "sweep": 3, "all_sweeps": 9, "reverse": 6, "leaves": 4,
    }  # fmt: skip


def test_without_a_mistake_nothing_is_wrong(client: Client) -> None:
    answer = ask(client, "break", TWICE_AND_MORE, switches={})
    assert (answer["differs"], answer["parts"]) == (0, None)
    assert answer["backward"] == ask(client, "graph", TWICE_AND_MORE)["backward"]
    assert answer["ops"] == ["mul", "add"]


def test_overwriting_loses_the_first_use(client: Client) -> None:
    answer = ask(client, "break", USED_TWICE, switches={"overwrite": True})
    assert wrong(answer) == {"a": (1.0, 2.0)}
    assert answer["parts"]["step"] == 1
    assert answer["parts"]["message"] == "`a` had 1 already; `=` puts 1 in its place, where `+=` would add."


def test_overwriting_harms_only_what_is_used_twice(client: Client) -> None:
    assert ask(client, "break", L, switches={"overwrite": True})["differs"] == 0
    answer = ask(client, "break", TWICE_AND_MORE, switches={"overwrite": True})
    assert wrong(answer) == {"a": (3.0, -3.0), "b": (-2.0, -8.0)}


def test_not_zeroing_adds_onto_the_pass_before(client: Client) -> None:
    answer = ask(client, "break", USED_TWICE, switches={"keep": True})
    assert wrong(answer) == {"a": (4.0, 2.0)}
    assert answer["turns"] == [0, 1]
    assert answer["parts"]["step"] == 2
    assert answer["parts"]["message"] == "`a` still holds 2 from the pass before."


def test_in_the_order_of_creation_almost_nothing_is_passed_on(client: Client) -> None:
    answer = ask(client, "break", L, switches={"order": "creation"})
    assert wrong(answer) == {"e": (0.0, -2.0), "a": (0.0, 6.0), "b": (0.0, -4.0), "c": (0.0, -2.0)}


@pytest.mark.parametrize("order", ["depth_first", "breadth_first"])
def test_visiting_a_node_before_its_gradient_is_complete_is_found(client: Client, order: str) -> None:
    source = "a = 1\nb = a*2\nc = b + a\nd = b*c*tanh(b)"
    answer = ask(client, "break", source, switches={"order": order})
    assert "a" in wrong(answer)
    assert answer["parts"]["message"].startswith("`b` passes")
    assert "is complete" in answer["parts"]["message"]


def test_a_forgotten_backward_stops_the_gradient_there(client: Client) -> None:
    answer = ask(client, "break", L, switches={"skip": "add"})
    assert wrong(answer) == {"a": (0.0, 6.0), "b": (0.0, -4.0), "c": (0.0, -2.0), "e": (0.0, -2.0)}
    assert answer["parts"]["step"] == 2


def test_the_forgotten_op_is_named_with_what_it_does_not_pass_on(client: Client) -> None:
    parts = ask(client, "break", L, switches={"skip": "add"})["parts"]
    assert parts["message"] == "`d` passes nothing on, as `+` has no backward: `e` never gets its -2."
    source = "a=0.5\nb=0.25\nc=1\ny=exp(a)+tanh(b)+c"
    answer = ask(client, "break", source, switches={"skip": "tanh"})
    assert list(wrong(answer)) == ["b"]
    assert "as `tanh` has no backward: `b` never gets its 0.940" in answer["parts"]["message"]


def test_a_bug_that_does_no_harm_parts_nowhere(client: Client) -> None:
    source = "a = 3\nb = 0\ny = a*b + relu(-a)"
    answer = ask(client, "break", source, switches={"skip": "relu"})
    assert (answer["differs"], answer["parts"]) == (0, None)


def test_a_loop_of_passes_is_broken_at_the_pass_that_is_shown(client: Client) -> None:
    right = ask(client, "graph", LOOP, **{"pass": 1})["nodes"][0]["grad"]
    answer = ask(client, "break", LOOP, switches={"skip": "mul"}, **{"pass": 1})
    assert wrong(answer)["w"] == pytest.approx((0.0, right))


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("forward", {}, "request"), ("forward", {"leaf": "q"}, "name"), ("forward", {"leaf": []}, "request"),
        ("break", {}, "request"), ("break", {"switches": None}, "request"),
        ("break", {"switches": {"overwrite": 1}}, "request"),
        ("break", {"switches": {"order": "random"}}, "request"),
        ("break", {"switches": {"skip": "tanh"}}, "name"),
        ("break", {"switches": {"skip": "x" * 61}}, "request"),
        ("break", {"switches": {"more": True}}, "request"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(
    client: Client, path: str, fields: dict[str, Any], code: str
) -> None:
    assert refuse(client, path, L, **fields)["code"] == code


def test_gradients_that_grow_too_large_when_broken_are_an_error(client: Client) -> None:
    source = "s = 1e-270\nt = 1e90*s\nv = 1e90*t\nw = 1e90*v\nr = 1e90*w + (-(1e90*w))"
    assert ask(client, "break", source, switches={})["differs"] == 0
    error = refuse(client, "break", source, switches={"skip": "neg"})
    assert (error["code"], error["message"]) == (
        "numeric", "The broken pass makes gradients that are too large to be numbers.",
    )  # fmt: skip


def test_the_limits_are_exact(client_with: MakeClient) -> None:
    assert ask(client_with(max_steps_shown=6), "break", L, switches={})
    assert refuse(client_with(max_steps_shown=5), "break", L, switches={})["code"] == "limit"
    assert refuse(client_with(max_steps_shown=11), "break", L, switches={"keep": True})["code"] == "limit"
    assert ask(client_with(max_steps_shown=3), "forward", L, leaf="b")
    assert refuse(client_with(max_steps_shown=2), "forward", L, leaf="b")["code"] == "limit"

"""POST /api/slice, /api/surface and /api/nudge."""

from typing import Any

import pytest

from tests.app.asking import LOOP, L, ask, refuse
from tests.app.conftest import Client, MakeClient

PARABOLA = "x = 3\ny = 3*x**2 - 4*x + 5"


def test_the_lectures_parabola_comes_out_along_x(client: Client) -> None:
    answer = ask(client, "slice", PARABOLA, leaf="x", **{"from": -5.0, "to": 5.0}, points=41)
    assert (answer["at"], answer["output"], answer["slope"]) == (3.0, 20.0, 14.0)
    (segment,) = answer["segments"]
    assert segment["xs"][0] == -5.0
    assert len(segment["xs"]) == 41
    for x, y in zip(segment["xs"], segment["ys"], strict=True):
        assert y == pytest.approx(3 * x**2 - 4 * x + 5)


def test_holes_and_poles_end_a_segment(client: Client) -> None:
    answer = ask(client, "slice", "x = 2\ny = 1/x + log(x + 3)", leaf="x", **{"from": -5.0, "to": 5.0})
    left, right = answer["segments"]
    assert -3 < left["xs"][0] < left["xs"][-1] < 0 < right["xs"][0]


def test_a_step_is_no_line_and_a_steep_slope_is_one(client: Client) -> None:
    step = ask(client, "slice", "x = 2\ny = abs(x - 0.3)/(x - 0.3)", leaf="x")
    assert [set(map(round, segment["ys"])) for segment in step["segments"]] == [{-1}, {1}]
    steep = ask(client, "slice", "x = 2\ny = tanh(2000*x)", leaf="x")
    assert len(steep["segments"]) == 1


def test_an_inner_node_can_be_moved_too(client: Client) -> None:
    answer = ask(client, "slice", L, leaf="e", **{"from": -10.0, "to": 10.0}, points=3)
    assert answer["segments"] == [{"xs": [-10.0, 0.0, 10.0], "ys": [-0.0, -20.0, -40.0]}]
    assert answer["slope"] == -2.0
    assert ask(client, "slice", L, leaf=3)["leaf"] == {"id": 3, "label": "e"}


def test_without_a_range_it_looks_around_the_number(client: Client) -> None:
    answer = ask(client, "slice", PARABOLA, leaf="x")
    assert (answer["from"], answer["to"]) == (-3.0, 9.0)


def test_the_slice_of_a_pass_goes_through_the_numbers_of_that_pass(client: Client) -> None:
    graph = ask(client, "graph", LOOP, **{"pass": 0})
    answer = ask(client, "slice", LOOP, leaf="w", **{"pass": 0})
    assert answer["at"] == 0.5
    assert answer["output"] == graph["nodes"][graph["root"]]["data"] == 4.0


def test_a_surface_has_rows_for_y_and_columns_for_x(client: Client) -> None:
    source = "x = 1\ny = 2\nz = x - 10*y"
    answer = ask(client, "surface", source, leaves=["x", "y"], x=[0.0, 1.0], y=[0.0, 2.0], points=2)
    assert answer["values"] == [[0.0, 1.0], [-20.0, -19.0]]
    assert (answer["gradient"], answer["at"], answer["output"]) == ([1.0, -10.0], [1.0, 2.0], -19.0)
    assert (answer["least"], answer["most"]) == (-20.0, 1.0)


def test_a_surface_has_null_where_nothing_is_defined(client: Client) -> None:
    answer = ask(client, "surface", "x = 1\ny = 1\nz = sqrt(x*y)", leaves=["x", "y"], points=2)
    assert answer["values"] == [[1.0, None], [None, 3.0]]


def test_the_lectures_nudge_of_b(client: Client) -> None:
    answer = ask(client, "nudge", L, node="b", h=0.001)
    assert answer["gradient"] == -4.0
    assert answer["slope"] == pytest.approx(-3.9999999999995595, abs=1e-12)
    moved = {m["label"]: m for m in answer["moved"]}
    assert list(moved) == ["b", "e", "d", "L"]
    assert moved["d"]["predicted"] == pytest.approx(0.002)
    assert moved["L"]["change"] == pytest.approx(-0.004)


def test_a_smaller_h_is_better_until_rounding_eats_it(client: Client) -> None:
    source = "x = 0.6666666666666666\ny = 3*x**2 - 4*x + 5"
    slopes = {s["h"]: s["forward"] for s in ask(client, "nudge", source, node="x")["slopes"]}
    assert slopes[1.0] == pytest.approx(3.0)
    assert slopes[1e-6] == pytest.approx(2.999378523327323e-06, abs=1e-9)
    assert abs(slopes[1e-12]) != abs(slopes[1e-6])
    assert len(slopes) == 13


def test_a_nudge_out_of_the_domain_is_null(client: Client) -> None:
    answer = ask(client, "nudge", "x = 0.5\ny = log(x)", node="x", h=-0.6)
    assert (answer["rise"], answer["slope"]) == (None, None)
    assert answer["moved"][1]["after"] is None


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("slice", {}, "request"),
        ("slice", {"leaf": None}, "request"),
        ("slice", {"leaf": True}, "request"),
        ("slice", {"leaf": 1.5}, "request"),
        ("slice", {"leaf": "nobody"}, "name"),
        ("slice", {"leaf": -1}, "name"),
        ("slice", {"leaf": 10**30}, "name"),
        ("slice", {"leaf": "x", "points": 1}, "request"),
        ("slice", {"leaf": "x", "points": 100_001}, "request"),
        ("slice", {"leaf": "x", "points": 2.5}, "request"),
        ("slice", {"leaf": "x", "from": 2.0, "to": 2.0}, "request"),
        ("slice", {"leaf": "x", "from": -1e308, "to": 1e308}, "limit"),
        ("slice", {"leaf": "x", "from": "0"}, "request"),
        ("surface", {"leaves": ["x"]}, "request"),
        ("surface", {"leaves": ["x", "x"]}, "request"),
        ("surface", {"leaves": ["x", "y"], "x": [1.0]}, "request"),
        ("surface", {"leaves": ["x", "y"], "y": [2.0, 1.0]}, "request"),
        ("surface", {"leaves": ["x", "y"], "points": 101}, "limit"),
        ("nudge", {"node": "x", "h": 0}, "request"),
        ("nudge", {"node": "x", "h": 1.5}, "request"),
        ("nudge", {"node": "x", "h": None}, "request"),
        ("nudge", {"node": "q"}, "name"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    client: Client, path: str, fields: dict[str, Any], code: str
) -> None:
    error = refuse(client, path, PARABOLA, **fields)
    assert error["code"] == code
    assert error["message"].endswith(".")


def test_infinity_in_a_field_is_refused(client: Client) -> None:
    response = client.post_json("/api/slice", b'{"source": "x*2", "leaf": "x", "from": -Infinity}')
    assert response.status_code in (400, 422)


def test_the_limits_are_exact(client_with: MakeClient) -> None:
    source = "x = 1\ny = x*x"
    small = client_with(max_points=16, max_evaluations=2 * 16)
    assert ask(small, "slice", source, leaf="x", points=16)
    assert refuse(small, "slice", source, leaf="x", points=17)["code"] == "limit"
    assert refuse(client_with(max_evaluations=31), "slice", source, leaf="x", points=16)["code"] == "limit"
    both = "x = 1\ny = 2\nz = x*y"
    assert ask(client_with(max_points=16), "surface", both, leaves=["x", "y"], points=4)
    assert refuse(client_with(max_points=16), "surface", both, leaves=["x", "y"], points=5)["code"] == "limit"
    assert refuse(client_with(max_evaluations=47), "surface", both, leaves=["x", "y"], points=4)
    assert ask(client_with(max_evaluations=56), "nudge", source, node="x")
    assert refuse(client_with(max_evaluations=55), "nudge", source, node="x")["code"] == "limit"

"""POST /api/beside: the program's own class beside livegrad's Value."""

import pytest

from engine.program.beside import with_ours
from tests.app.asking import ask
from tests.app.conftest import Client
from tests.engine.own.shapes import SHAPES

PROGRAM = SHAPES["closures"].program("a = V(2.0)", "b = V(-3.0)", "r = a * b + a", "GO")


def test_a_right_class_has_livegrads_gradients_objects_and_a_time(client: Client) -> None:
    told = ask(client, "beside", PROGRAM)
    assert told["name"] == "Value"
    assert [node["own_grad"] for node in told["nodes"]] == [node["grad"] for node in told["nodes"]]
    assert [node["label"] for node in told["nodes"]] == ["a", "b", "a * b", "r"]
    assert (told["objects"], told["our_objects"]) == (4, 4)
    assert 0 < told["seconds"] < 5
    assert 0 < told["our_seconds"] < 5


def test_a_wrong_gradient_stands_beside_the_right_one(client: Client) -> None:
    source = PROGRAM.replace("self.grad += other.data * out.grad", "self.grad = other.data * out.grad")
    nodes = ask(client, "beside", source)["nodes"]
    assert [(n["own_grad"], n["grad"]) for n in nodes if n["own_grad"] != n["grad"]] == [(-3.0, -2.0)]


def test_a_class_that_does_more_than_ours_has_no_time_beside_it(client: Client) -> None:
    source = f"{PROGRAM}\nprint(r._children_of_mine if hasattr(r, 'x') else Value.count_of_mine)\n"
    source = source.replace("class Value:", "class Value:\n    count_of_mine = 7")
    told = ask(client, "beside", source)
    assert told["seconds"] > 0
    assert (told["our_objects"], told["our_seconds"]) == (None, None)


def test_a_program_without_a_class_has_nothing_beside_it(client: Client) -> None:
    told = ask(client, "beside", "a = 2\nb = a * a")
    assert (told["name"], told["nodes"]) == (None, [])


@pytest.mark.parametrize(("text", "name"), [("x = 1", "Value"), ("class A: pass", "B"), ("class :", "A")])
def test_what_defines_no_such_class_is_not_rewritten(text: str, name: str) -> None:
    assert with_ours(text, name) is None


def test_each_definition_of_the_class_is_replaced_and_the_rest_stays() -> None:
    changed = with_ours("class V: pass\nclass W(V): pass\nclass V: pass\nx = V(2.0)", "V")
    assert changed is not None
    assert changed.count("from engine import Value as V") == 2
    assert "class W(V)" in changed

"""What Values are called on screen, where they stand in the source, and what a program reads as `.label`."""

from engine.language import run
from engine.value import Value
from tests.engine.language.notebooks import NETWORK


def shown(source: str) -> list[tuple[str, str]]:
    """The name and the text of every leaf."""
    return [(v.label, source[slice(*v.span)]) for v in run(source).values if v.op is None and v.span]


def test_a_loop_neither_names_a_value_nor_moves_it() -> None:
    source = "ws = [Value(1.0), Value(2.0)]\nfor p in ws: p.data = 3\n[q.grad for q in ws]\nr = ws[0]"
    assert shown(source) == [("ws[0]", "Value(1.0)"), ("ws[1]", "Value(2.0)")]


def test_the_parameters_of_the_lectures_network_are_called_w_and_b_where_they_are_made() -> None:
    source = f"import random\n{NETWORK}\nn = MLP(2, [2, 1])\nfor p in n.parameters(): p.grad = 0.0"
    assert [label for label, _ in shown(source)] == ["w[0]", "w[1]", "b"] * 3
    assert {text for _, text in shown(source)} == {"Value(random.uniform(-1, 1))"}


def test_lists_of_lists_and_tuples_name_their_leaves() -> None:
    assert [name for name, _ in shown("W = [[Value(i+j) for j in range(2)] for i in range(2)]")] == [
        "W[0][0]", "W[0][1]", "W[1][0]", "W[1][1]",
    ]  # fmt: skip
    assert [name for name, _ in shown("a, (b, c) = Value(1), [Value(2), Value(3)]")] == ["a", "b", "c"]


def test_a_name_on_screen_is_no_label() -> None:
    source = (
        "print([v.label for v in [Value(1.0)]])\na = Value(2.0)\nb = Value(3.0, label='B')\nc = b\n"
        "a2 = a*b\nprint([a.label, c.label, a2.label])\na.label = 'A'\nprint(a.label)"
    )
    ran = run(source)
    assert ran.output == "['']\n['', 'B', '']\nA\n"
    names: list[Value] = ran.values
    assert [v.label for v in names][1:] == ["A", "B", "a2"]

"""Where a Value was made: calls, turns, objects, samples, each run of them a scope of its own."""

from engine.language import run
from tests.engine.language.test_lecture_programs import MLP


def scopes(source: str) -> list[tuple[str, ...]]:
    """Every scope of a program's Values, each once, in order."""
    return list(dict.fromkeys(value.scope for value in run(source).values))


def test_two_calls_in_a_row_are_two_scopes() -> None:
    source = "def f(x):\n    return x*x\na = Value(2.0)\nb = f(a)\nc = f(b)\nd = f(c)"
    assert scopes(source) == [(), ("f",), ("f (2)",), ("f (3)",)]


def test_a_call_that_makes_no_value_is_not_counted() -> None:
    source = "def f(x):\n    return x*x\na = Value(2.0)\nf(3.0)\nb = f(a)"
    assert scopes(source) == [(), ("f",)]


def test_a_scope_inside_a_repeated_one_begins_to_count_anew() -> None:
    source = "def g(x):\n    return x*x\ndef f(x):\n    return g(g(x))\na = Value(2.0)\nb = f(f(a))"
    assert scopes(source)[1:] == [("f", "g"), ("f", "g (2)"), ("f (2)", "g"), ("f (2)", "g (2)")]


def test_the_parameters_of_a_model_are_apart_from_its_first_call() -> None:
    found = scopes(MLP)
    assert ("MLP parameters", "Layer 0", "Neuron 3") in found
    assert ("MLP", "Layer 0", "Neuron 3") in found
    assert {path[0] for path in found} == {"MLP parameters", "MLP"}


def test_rows_of_data_are_samples_and_what_is_made_of_results_are_terms() -> None:
    source = MLP + "guesses = [net(x) for x in xs]\nloss = sum((g - y)**2 for y, g in zip(ys, guesses))"
    found = {path[0] for path in scopes(source) if path}
    assert {f"sample {i}" for i in range(4)} | {f"term {i}" for i in range(4)} <= found


def test_a_loop_over_rows_of_data_goes_through_samples() -> None:
    source = "w = Value(2.0)\nfor x, y in zip([1.0, 2.0], [3.0, 4.0]):\n    e = w*x - y"
    assert scopes(source) == [(), ("sample 0",), ("sample 1",)]


def test_a_loop_in_a_loop_has_turns_of_its_own() -> None:
    source = (
        "w = Value(2.0)\nfor k in range(2):\n    for x, y in [(1.0, 2.0), (3.0, 4.0)]:\n        e = w*x - y"
        "\n    for i in range(2):\n        w = w*2.0"
    )
    inner = ["sample 0", "sample 1", "turn 0", "turn 1"]
    assert scopes(source)[1:] == [(f"iteration {k}", name) for k in range(2) for name in inner]


def test_a_while_loop_has_turns_too() -> None:
    assert scopes("a = Value(2.0)\nwhile a.data < 10:\n    a = a*2.0")[-1] == ("iteration 2",)


def test_a_formula_has_no_scopes() -> None:
    assert scopes("a = 2\nb = a*a + tanh(a)") == [()]

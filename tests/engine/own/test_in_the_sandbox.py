"""A program's own engine through the sandbox to the answer: its graph, its lines, its verdict."""

from __future__ import annotations

import pytest

from engine.language import LanguageError, Limits, Run, run
from engine.ops import OPS

from .bugs import BUGS
from .shapes import SHAPES, TEXTS

_LINES = ("a = V(2.0)", "b = V(-3.0)", "c = a * b", "d = c + a", "r = d * d", "GO")


def _ran(source: str, wanted: int | None = None) -> Run:
    return run(source, Limits(), wanted)


def test_the_graph_is_of_the_program_s_own_objects_with_names_and_places_outside_the_class() -> None:
    source = SHAPES["lambdas"].program(*_LINES)
    ran = _ran(source)
    assert ran.engine is not None
    assert (ran.engine.name, ran.engine.data, ran.engine.grad, ran.engine.verdict) == (
        "Scalar",
        "val",
        "g",
        "right",
    )
    shown = [
        (v.label, v.op and v.op.name, v.data, v.grad, v.span and source[slice(*v.span)]) for v in ran.values
    ]
    assert shown == [
        ("a", None, 2.0, 16.0, "Scalar(2.0)"), ("b", None, -3.0, -16.0, "Scalar(-3.0)"),
        ("c", "mul", -6.0, -8.0, "a * b"), ("d", "add", -4.0, -8.0, "c + a"),
        ("r", "mul", 16.0, 1.0, "d * d"),
    ]  # fmt: skip
    assert [source[slice(*p.span)] for p in ran.passes if p.span] == ["r.backprop()"]


def test_each_contribution_tells_the_line_of_the_program_that_wrote_it() -> None:
    source = SHAPES["closures"].program(*_LINES)
    ran = _ran(source)
    written = [source[slice(*span)] for span in ran.terms.spans or () if span]
    assert written[:2] == ["self.grad += other.data * out.grad", "other.grad += self.data * out.grad"]
    assert [(c.amount, c.before, c.after) for c in ran.terms][:2] == [(-4.0, 0.0, -4.0), (-4.0, -4.0, -8.0)]


def test_a_bug_comes_with_the_step_at_which_it_shows() -> None:
    bug = next(b for b in BUGS if b.shape == "closures" and b.kind == "local")
    ran = _ran(bug.source)
    assert ran.engine is not None
    (finding,) = ran.engine.findings
    terms = list(ran.terms)
    assert (finding["kind"], terms[finding["step"]].amount) == ("local", finding["got"])
    assert bug.blames in bug.source[slice(*finding["span"])]


def test_an_op_that_the_table_does_not_know_has_a_measured_row() -> None:
    ran = _ran(SHAPES["factory"].program("a = V(0.5)", "r = a.gauss() * 3.0", "GO"))
    assert ran.engine is not None
    assert [op.name for op in ran.engine.ops] == ["gauss"]
    assert "gauss" not in OPS
    assert ran.engine.verdict == "right"


def test_of_many_passes_the_chosen_one_is_shown() -> None:
    lines = (
        "w = V(0.5)",
        "for k in range(4):",
        "    r = w * w",
        "    w.grad = 0.0",
        "    GO",
        "    w.data -= 0.1 * w.grad",
    )
    source = SHAPES["closures"].program(*lines)
    chosen, last = _ran(source, 1), _ran(source)
    assert [len(ran.passes) for ran in (chosen, last)] == [4, 4]
    assert [round(p.data, 6) for p in last.passes] == [0.25, 0.16, 0.1024, 0.065536]
    assert (chosen.shown, chosen.root and round(chosen.root.data, 6)) == (1, 0.16)


@pytest.mark.parametrize(
    ("old", "new", "last", "says", "where"),
    [
        ("def __radd__", "def __nothing__", "b = 2 + a", "`__radd__`", "2 + a"),
        ("", "", "b = a.arctan()", "has no `arctan` yet", "a.arctan"),
        ("", "", "import math\nb = math.exp(a)", "cannot be differentiated through", "math.exp(a)"),
        ("", "", "b = max(a, Value(2.0))", "such as `a.data`", "max(a, Value(2.0))"),
        ("kward = _backward", "kward = _backward()", "(a * a).backward()", "brackets", "_backward"),
        ("", "", "for _ in range(3000): a = a + 1\na.backward()", "visited nodes", "("),
    ],
)  # fmt: skip
def test_what_python_raised_comes_with_a_lesson(old: str, new: str, last: str, says: str, where: str) -> None:
    source = SHAPES["closures"].text.replace(old, new) + f"\na = Value(1.0)\n{last}\n"
    with pytest.raises(LanguageError) as raised:
        _ran(source)
    assert raised.value.hint is not None
    assert says in raised.value.hint
    assert raised.value.span is not None
    assert where in source[slice(*raised.value.span)]


def test_a_class_in_the_first_line_leaves_names_and_places_to_the_program() -> None:
    source = SHAPES["lambdas"].program(*_LINES).lstrip()
    source = source[source.index("class ") :]
    ran = _ran(source)
    assert [v.label for v in ran.values] == ["a", "b", "c", "d", "r"]
    assert all(v.span for v in ran.values)


def test_of_several_passes_the_first_wrong_one_is_shown_unless_one_is_chosen() -> None:
    lines = ("a = V(3.0)", "r = a * a", "GO", "a.grad = 0.0", "b = V(2.0)", "r = b + a", "GO")
    right = SHAPES["closures"].program(*lines)
    source = right.replace("self.grad += other.data * out.grad", "self.grad = other.data * out.grad")
    source = source.replace("other.grad += self.data * out.grad", "other.grad = self.data * out.grad")
    assert [_ran(text).shown for text in (right, source)] == [1, 0]
    shown, chosen = _ran(source), _ran(source, 1)
    assert shown.engine is not None
    assert chosen.engine is not None
    assert (shown.engine.verdict, chosen.engine.verdict, chosen.shown) == ("wrong", "right", 1)
    assert (shown.engine.elsewhere, chosen.engine.elsewhere) == (None, 0)


def test_an_engine_of_arrays_has_no_graph_and_says_why() -> None:
    text = (TEXTS / "right_gradients_are_tensors.py").read_text(encoding="utf-8")
    one, many = _ran(text), _ran(text.replace("2.0, True", "[2.0, 1.0], True"))
    assert (len(one.values) > 0, one.notes) == (True, [])
    assert (many.values, "single numbers" in many.notes[0].message) == ([], True)


def test_objects_with_a_gradient_with_which_nothing_is_computed_are_no_graph() -> None:
    text = "class P:\n    def __init__(self, w): self.w, self.grad = w, 0.0\n"
    ran = _ran(text + "p = P(2.0)\np.grad += 1.0\nprint(p.grad)")
    assert (ran.values, ran.engine, ran.output) == ([], None, "1.0\n")


def test_what_a_decorator_calls_its_result_is_not_what_the_program_calls_it() -> None:
    text = (TEXTS / "free_generators.py").read_text(encoding="utf-8")
    ran = _ran(text + "a = leaf(2.0)\nc = mul(a, a)\nr = add(sin(c), c)\nbackward(r)\n")
    assert [value.label for value in ran.values] == ["a", "c", "sin(c)", "r"]

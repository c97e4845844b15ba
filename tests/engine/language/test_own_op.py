"""Ops that a program defines itself: read, used, checked, and refused with their place."""

import time
from collections.abc import Iterator

import pytest

from engine import backward_pass
from engine.asking.check import check as check_gradients
from engine.asking.snapshot import snapshot
from engine.asking.symbolic import grad_graph
from engine.backward import Contribution
from engine.graph import structure_key
from engine.language import DEFAULT_LIMITS, LanguageError, Limits, recorder, run
from engine.language.own_op import OwnOp, check, read
from engine.language.source import Source
from engine.value import Value

CUBE = "op cube(x) = x**3\n  d/dx = 3*x**2\n"


def ops(text: str) -> dict[str, OwnOp]:
    return read(Source(text), DEFAULT_LIMITS)


def refused(text: str, limits: Limits = DEFAULT_LIMITS) -> tuple[str, str, str]:
    """Code, message, and the text the error points at."""
    with pytest.raises(LanguageError) as caught:
        run(text, limits)
    error = caught.value
    return error.code, error.message, text[slice(*error.span)] if error.span else ""


def test_an_own_op_is_used_like_any_other() -> None:
    ran = run(CUBE + "a = 2\ny = cube(a) + 1")
    assert [(v.label, v.data, v.grad) for v in ran.values] == [
        ("a", 2.0, 12.0), ("cube(a)", 8.0, 1.0), ("1", 1.0, 1.0), ("y", 9.0, 1.0),
    ]  # fmt: skip
    assert ran.notes == []


@pytest.mark.parametrize("use", ["cube(a)", "a.cube()"])
def test_as_a_function_and_as_a_method(use: str) -> None:
    assert run(CUBE + f"a = 2\ny = {use}").values[0].grad == 12.0


def test_in_a_whole_program_too() -> None:
    text = CUBE + "def twice(v):\n    return cube(cube(v))\na = Value(1.5)\n"
    ran = run(text + "for i in range(2):\n    y = twice(a)*i\ny.backward()")
    assert ran.values[0].grad == pytest.approx(9 * 1.5**8)


def test_two_arguments_on_one_line() -> None:
    ran = run(
        "op mix(x, y) = x*exp(y); d/dy = x*exp(y); d/dx = exp(y)  # mine\na = 1.5\nb = 0.3\nc = mix(a, b)"
    )
    assert ran.values[0].grad == pytest.approx(1.3498588075760032)
    assert ran.values[1].grad == pytest.approx(2.0247882113640046)


def test_what_the_page_shows_of_it_is_in_the_tables_own_letters() -> None:
    op = ops("op mix(p, q) = p*exp(q)\nd/dp = exp(q)\nd/dq = p*exp(q)")["mix"].op
    assert (op.formula, op.rules) == ("a * exp(b)", ("exp(b)", "a * exp(b)"))


def test_places_in_the_rest_of_the_program_are_where_they_were() -> None:
    text = "  " + CUBE.replace("\n  d", "\n    d") + "  a = 2\n  y = cube(a^2)"
    ran = run(text)
    assert text[slice(*(ran.values[-1].span or (0, 0)))] == "cube(a^2)"


def test_every_gradient_through_it_is_checked_and_it_is_differentiated_again() -> None:
    shown = snapshot(run(CUBE + "a = 2\ny = cube(a)*tanh(a)"))
    assert {result.verdict for result in check_gradients(shown.root)} == {"agrees"}
    gradient = grad_graph(shown.root, shown.node("a")).root
    assert gradient.data == pytest.approx(run(CUBE + "a = 2\ny = cube(a)*tanh(a)").values[0].grad)


def test_a_wrong_derivative_is_used_as_it_is_and_noted() -> None:
    ran = run("op bad(x) = x*x; d/dx = x\na = 3\nbad(a)")
    assert ran.values[0].grad == 3.0
    (note,) = ran.notes
    assert note.message.startswith("d/dx of `bad` is ")
    assert note.span == (0, 25)
    assert check_gradients(snapshot(ran).root)[0].verdict == "differs"


@pytest.mark.parametrize(
    "text",
    [
        CUBE,
        "op f(x) = sqrt(x)\nd/dx = 0.5/sqrt(x)",
        "op f(x) = log(x)\nd/dx = 1/x",
        "op f(x) = 1/x\nd/dx = -1/x**2",
        "op f(x) = x if x > 0 else 0.1*x\nd/dx = 1 if x > 0 else 0.1",
        "op f(x) = abs(x)\nd/dx = 7 if x == 0 else x/abs(x)",
        "op f(x, y) = max(x, y)\nd/dx = 1 if x > y else 0\nd/dy = 1 if y > x else 0",
        "op f(x) = math.sin(x)\nd/dx = np.cos(x)",
        "op f(x) = x.tanh()\nd/dx = 1 - x.tanh()**2",
        "op f(x) = pi*x\nd/dx = pi",
    ],
)
def test_a_right_derivative_agrees_wherever_the_op_is_defined(text: str) -> None:
    (own,) = ops(text).values()
    samples = check(own)
    assert samples
    assert all(sample.agrees for sample in samples)


def test_equal_programs_have_equal_structures_and_another_op_another_one() -> None:
    def key(name: str) -> str:
        ran = run(CUBE.replace("cube", name) + f"a = 2\ny = {name}(a)")
        assert ran.root is not None
        return structure_key(ran.values, ran.root)

    assert key("cube") == key("cube")
    assert key("cube") != key("other")


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("op f(x) = x + q; d/dx = 1\nf(1)", "name", "q"),
        ("op tanh(x) = x; d/dx = 1\n1", "name", "tanh"),
        ("op swish(x) = x; d/dx = 1\n1", "name", "swish"),
        ("op for(x) = x; d/dx = 1\n1", "name", "for"),
        ("op __f(x) = x; d/dx = 1\n1", "name", "__f"),
        ("op f(x) = x; d/dx = 1\nop f(x) = x; d/dx = 1\n1", "name", "f"),
        ("op f(x) = x\nf(2)", "syntax", "op f(x) = x"),
        ("op f(x, y) = x*y; d/dx = y\nf(2, 3)", "syntax", "op f(x, y) = x*y; d/dx = y"),
        ("op f(x) = x; d/dy = 1\nf(2)", "name", "y"),
        ("op f(x) = ; d/dx = 1\nf(2)", "syntax", "op f(x) = ; d/dx = 1"),
        ("op f(x) = x*; d/dx = 1\nf(2)", "syntax", "*"),
        ("op f() = 1\nf()", "arity", ""),
        ("op f(x, y, z) = 1\nf(0)", "arity", "x, y, z"),
        ("op f(x, x) = 1; d/dx = 0\nf(0)", "arity", "x, x"),
        ("op f(2) = 1\nf(0)", "arity", "2"),
        ("op f(x) = __import__('os'); d/dx = 1\nf(1)", "name", "__import__"),
        ("op f(x) = x.__class__; d/dx = 1\nf(1)", "name", "x.__class__"),
        ("op f(x) = [x]; d/dx = 1\nf(1)", "unsupported", "[x]"),
        ("op f(x) = lambda: x; d/dx = 1\nf(1)", "unsupported", "lambda: x"),
        ("op f(x) = x; d/dx = 1\ny = f + 2", "type", "f"),
        ("op f(x) = x; d/dx = 1\ny = f(1, 2)", "arity", "f(1, 2)"),
        ("op f(x) = 1/x; d/dx = 0\nf(0)", "numeric", "f(0)"),
        ("op f(x) = exp(x); d/dx = exp(x)\nf(1000)", "numeric", "f(1000)"),
        ("op f(x) = sqrt(x); d/dx = 0.5/sqrt(x)\ny = f(0)", "numeric", "f(0)"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, code: str, at: str) -> None:
    found = refused(text)
    assert (found[0], found[2]) == (code, at)
    assert found[1].endswith(".")


def test_a_name_op_is_still_a_name() -> None:
    assert run("op = 3\nop*2").values[0].grad == 2.0
    assert run("def op(x):\n    return x*2\nop(Value(1.0))").values[-1].data == 2.0


@pytest.mark.parametrize("use", ["f(a)\n" * 50, "b = f(a)\n" * 50])
def test_the_clock_is_looked_at_while_long_formulas_are_computed(
    use: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "monotonic", iter(range(1_000)).__next__)
    long = "x"
    for _ in range(9):
        long = f"({long})+({long})"
    assert refused(f"op f(x) = {long}\nd/dx = 1\na = Value(1.0)\n{use}")[0] == "limit"


def test_the_clock_is_looked_at_between_their_slopes(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "x"
    for _ in range(9):
        long = f"({long})+({long})"
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def slow(root: Value) -> Iterator[Contribution]:
        for contribution in backward_pass(root):
            now[0] += 0.5
            yield contribution

    monkeypatch.setattr(recorder, "backward_pass", slow)
    text = f"op f(x) = x\nd/dx = {long}\na = Value(1.0)\n"
    assert run(text + "f(a)").passes
    assert refused(text + "b = f(a*1e-9)\n" + "b = b + f(a*1e-9)\n" * 20)[0] == "limit"


def test_a_bomb_in_a_formula_is_no_bomb() -> None:
    assert refused("op f(x) = 9**9**9**9**9; d/dx = 1\nf(1)")[0] == "numeric"
    assert refused("op f(x) = " + "(" * 150 + "x" + ")" * 150 + "; d/dx = 1\nf(1)")[0] == "limit"
    unused = "op f(x) = 0 if 1 > 0 else " + "+".join(["x"] * 700) + "; d/dx = 1\nf(1)"
    assert refused(unused)[0] == "limit"
    long = "op f(x) = " + "+".join(["x"] * 400) + "; d/dx = 400\nf(1)"
    assert refused(long)[0] == "limit"


@pytest.mark.parametrize(
    ("body", "derivative"),
    [
        ("log(x - 5)", "1/(x - 5)"),
        ("log(-x - 50)", "1/(x + 50)"),
        ("sqrt(x - 1000)", "0.5/sqrt(x - 1000)"),
        ("asin(20*x)", "20/sqrt(1 - 400*x**2)"),
    ],
)
def test_an_op_with_a_value_only_far_from_one_is_checked_there(body: str, derivative: str) -> None:
    wrong = run(f"op f(x) = {body}\nd/dx = 2*{derivative}\ny = 2").notes
    assert len(wrong) == 1
    assert wrong[0].message.startswith("d/dx of `f` is ")
    assert run(f"op f(x) = {body}\nd/dx = {derivative}\ny = 2").notes == []


def test_an_op_of_two_is_checked_where_both_are_right() -> None:
    op = "op f(x, y) = log(x - y - 20)\nd/dx = 1/(x - y - 20)\nd/dy = {}1/(x - y - 20)\nz = 2"
    assert "d/dy" in run(op.format("")).notes[0].message
    assert run(op.format("-")).notes == []

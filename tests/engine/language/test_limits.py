"""Every budget: exactly at it passes, one more fails, and what is over is refused before the work is done."""

import ast
import math

import pytest

from engine import Value, backward_pass, value
from engine.language import LanguageError, builder, recorder, syntax
from tests.engine.language.budgets import refusal, within
from tests.engine.rooted import run


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that Python's parser was given."""
    texts: list[str] = []

    def parse(code: str) -> ast.Module:
        texts.append(code)
        return ast.parse(code)

    monkeypatch.setattr(syntax, "_tree", parse)
    return texts


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Value]:
    """Every Value of an op that was made."""
    values: list[Value] = []
    original = value.make

    def make(*arguments: object) -> Value:
        values.append(original(*arguments))  # type: ignore[arg-type]
        return values[-1]

    monkeypatch.setattr(builder, "make", make)
    return values


def test_source_length(parsed: list[str]) -> None:
    limits = within(max_source_length=10)
    assert run("a + b*cdef", limits).root.data == 2.0
    assert run("é + ü*cdef", limits).root.data == 2.0
    parsed.clear()
    error = refusal("a + b*cdefg", limits)
    assert (error.span, parsed) == ((10, 11), [])
    assert refusal("x" * 1_000_000).span == (200_000, 1_000_000)
    assert parsed == []


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("sin(", ")"), ("-(", ")"), ("max(1, ", ")"), ("2*(", ")")]
)
def test_depth(opening: str, closing: str) -> None:
    for depth in (1, 5, 100):
        limits = within(max_depth=depth)
        source = "{}x{}"
        run(source.format(opening * depth, closing * depth), limits)
        error = refusal(source.format(opening * (depth + 1), closing * (depth + 1)), limits)
        assert error.span is not None


def test_depth_of_brackets_is_counted_before_anything_is_parsed(parsed: list[str]) -> None:
    error = refusal("(" * 20_000)
    assert (error.span, parsed) == ((100, 101), [])
    assert refusal("a = [\n" * 3_000).span == (600 + 4, 600 + 5)
    assert parsed == []


def test_brackets_in_remarks_and_labels_do_not_count() -> None:
    run("a = 1 # " + "(" * 200)
    run("a = Value(1, '" + "(" * 200 + "')")


def test_depth_of_chained_powers_and_signs() -> None:
    limits = within(max_depth=10)
    run("x" + "**x" * 10, limits)
    refusal("x" + "**x" * 11, limits)
    run("-" * 10 + "x", limits)
    refusal("-" * 11 + "x", limits)


def test_a_long_sum_and_a_long_chain_of_methods_are_not_deep() -> None:
    limits = within(max_depth=2)
    assert run("x" + " + x" * 500, limits).root.data == 501.0
    assert len(run("x" + ".tanh()" * 300, limits).values) == 301


def test_more_depth_than_python_has_is_a_limit_error_too() -> None:
    limits = within(max_depth=10**6)
    refusal("x" + "**x" * 2_900, limits)
    refusal("sin(" * 150 + "x" + ")" * 150 + "+" + "-" * 2_900 + "x", limits)


def test_nodes(made: list[Value]) -> None:
    limits = within(max_nodes=5)
    assert len(run("a*b + c", limits).values) == 5
    made.clear()
    error = refusal("a*b + c + a + a + a + a", limits)
    assert error.span == (0, 11)
    assert len(made) <= 3


def test_not_one_node_more_than_allowed_is_made(made: list[Value]) -> None:
    limits = within(max_nodes=2_000)
    assert len(run("y = x\n" + "y = y + x\n" * 1_900, limits).values) == 1_901
    made.clear()
    refusal("y = x\n" + "y = y+x+x+x+x+x+x+x\n" * 900, limits)
    assert len(made) == limits.max_nodes


def test_passes() -> None:
    limits = within(max_passes=3)
    source = "y = x*x\n" + "y.backward()\n" * 3
    assert len(run(source, limits).passes) == 3
    assert refusal(source + "y.backward()", limits).span == (len(source), len(source) + 12)


def test_contributions(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = within(max_contributions=8)
    source = "y = x*x + x\n" + "y.backward()\n" * 2
    assert 2 * len(run(source, limits).terms) == 8
    refusal(source + "y.backward()", limits)

    seen = []
    original = backward_pass

    def counted(root: Value) -> object:
        for contribution in original(root):
            seen.append(contribution)
            yield contribution

    monkeypatch.setattr(recorder, "backward_pass", counted)
    refusal(source + "y.backward()\n" * 90, limits)
    assert len(seen) == 9


def test_magnitude_of_data() -> None:
    limits = within(max_magnitude=100.0)
    run("x = 100\ny = 0 - 100\nz = x*-1", limits)
    assert refusal("x = 100.0000001", limits).span == (4, 15)
    assert refusal("x = 50; y = x*2.5", limits).span == (12, 17)
    assert refusal("a = Value(60)\nb = 60\nc = b + 60", limits).span == (25, 31)


def test_magnitude_of_gradients() -> None:
    limits = within(max_magnitude=100.0)
    assert run("x = 0.0\ny = x*100", limits).values[0].grad == 100.0
    error = refusal("x = 0.0\ny = x*100*1.0000001", limits)
    assert error.span == (12, 17)
    assert "gradient" in error.message


def test_an_infinite_gradient_is_a_numeric_error_even_where_the_data_is_small() -> None:
    with pytest.raises(LanguageError) as caught:
        run("x = 1e-300\ny = x*1e90/x", within(max_magnitude=1e300))
    assert caught.value.code == "numeric"


def test_notes() -> None:
    source = "a^2 + b×c + d÷e + f−g + h²"
    everything = run(source).notes
    assert len(everything) > 4
    assert run(source, within(max_notes=2)).notes == everything[:2]
    assert run(source, within(max_notes=0)).notes == []


@pytest.mark.parametrize("failure", [RecursionError, MemoryError])
def test_a_line_too_long_for_pythons_parser_is_refused_by_its_place(
    failure: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(_: str) -> ast.Module:
        raise failure

    monkeypatch.setattr(syntax, "_tree", give_up)  # how long that is depends on Python's version
    assert refusal("a = 1\n  x + 1 + 1\nb").span == (6, 17)


@pytest.mark.parametrize(
    "source", ["x" + "+1" * 9_990, "-" * 19_000 + "x", "x" + "**x" * 6_000, "x" + ".exp()" * 3_000]
)
def test_a_bomb_for_the_parser_is_a_limit_error(source: str) -> None:
    if source.endswith(".exp()"):
        with pytest.raises(LanguageError, match="too"):
            run(source)
    else:
        assert refusal("a = 1\n" + source).span is not None


def test_every_number_of_an_answer_is_finite() -> None:
    ran = run("x = 1e100\ny = x/1e100")
    assert all(math.isfinite(number) for value in ran.values for number in (value.data, value.grad))


def test_own_ops() -> None:
    source = "".join(f"op f{i}(x) = x; d/dx = 1\n" for i in range(3)) + "f1(2)"
    assert run(source, within(max_own_ops=3)).root.data == 2.0
    assert refusal(source, within(max_own_ops=2)).span == (46, 68)

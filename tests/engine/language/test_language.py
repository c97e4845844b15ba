"""What a program means: leaves, names, labels, places, passes and notes."""

import math

import pytest

from engine.functions import FUNCTIONS
from engine.language import LanguageError
from engine.ops import OPS
from tests.engine.rooted import Rooted as Run
from tests.engine.rooted import run


def texts(source: str) -> list[tuple[str, str | None, str]]:
    """Label, op and the source text of every Value."""
    return [
        (value.label, value.op.name if value.op else None, source[slice(*(value.span or (0, 0)))])
        for value in run(source).values
    ]


def kinds(ran: Run) -> list[str]:
    return [ran.origins[value].kind for value in ran.values]


def notes(source: str) -> list[str]:
    return [note.message for note in run(source).notes]


# -- leaves, labels, places --------------------------------------------------------------------------


def test_leaves_are_named_free_or_constants() -> None:
    ran = run("a = 2\nL = a*w + 3")
    assert [v.label for v in ran.values] == ["a", "w", "a*w", "3", "L"]
    assert kinds(ran) == ["leaf", "free", "op", "constant", "op"]
    assert [v.data for v in ran.values] == [2.0, 1.0, 2.0, 3.0, 5.0]


def test_a_named_leafs_place_is_its_name_and_its_literal_the_number() -> None:
    source = "weight = -2.5\ny = weight*2"
    ran = run(source)
    leaf = ran.values[0]
    assert (leaf.span, ran.origins[leaf].literal) == ((0, 6), (9, 13))


def test_a_leaf_with_a_label_given_by_hand_keeps_the_calls_place() -> None:
    source = "y = Value(1e1, label='bias') * 2"
    ran = run(source)
    leaf, two, _ = ran.values
    assert (source[slice(*(leaf.span or ()))], ran.origins[leaf].literal) == (
        "Value(1e1, label='bias')",
        (10, 13),
    )
    assert ran.origins[two].literal == (31, 32)
    ran = run("b = Value(1e1, label='bias')")
    assert (ran.root.span, ran.root.label, ran.origins[ran.root].literal) == ((4, 28), "bias", (10, 13))


def test_an_ops_place_is_its_expression_without_the_brackets_around_it() -> None:
    assert texts("y = (a + b) * -(c)") == [
        ("a", None, "a"),
        ("b", None, "b"),
        ("a + b", "add", "a + b"),
        ("c", None, "c"),
        ("-(c)", "neg", "-(c)"),
        ("y", "mul", "(a + b) * -(c)"),
    ]


def test_an_augmented_assignments_place_is_its_statement() -> None:
    assert texts("a = 1\na += b")[-1] == ("a", "add", "a += b")


def test_a_long_text_is_cut_in_the_label_only() -> None:
    source = "a" + " + a" * 30
    label, _, text = texts(source)[-1]
    assert (len(label), label[-1], text) == (60, "…", source)


def test_a_label_over_several_lines_is_on_one() -> None:
    assert texts("tanh(a\n   + b)")[-1][0] == "tanh(a + b)"


def test_the_first_name_stays_and_a_label_given_by_hand_stays() -> None:
    ran = run("a = 2\nb = a\nc = Value(3, label='weight')\nd = b*c")
    assert {v.label for v in ran.values} >= {"weight", "d"}
    assert [v.label for v in run("a = 2\nb = a\nd = b*b").values] == ["a", "d"]


def test_a_name_used_again_is_another_value() -> None:
    ran = run("x = 2\nx = x*x\nx = x + 1")
    assert [(v.label, v.data) for v in ran.values] == [("x", 2.0), ("x", 4.0), ("1", 1.0), ("x", 5.0)]


def test_two_names_in_one_assignment_are_one_value() -> None:
    ran = run("a = b = 3\ny = a*b")
    assert len(ran.values) == 2
    assert ran.values[0].grad == 6.0


# -- what is typed in other ways ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "data", "text"),
    [
        ("y = x^2", 9.0, "x^2"),
        ("y = x²", 9.0, "x²"),
        ("y = x³", 27.0, "x³"),
        ("y = x × 2", 6.0, "x × 2"),
        ("y = x·2", 6.0, "x·2"),
        ("y = x⋅2", 6.0, "x⋅2"),
        ("y = x ÷ 2", 1.5, "x ÷ 2"),
        ("y = x − 2", 1.0, "x − 2"),
        ("y = x – 2", 1.0, "x – 2"),
        ("y\u00a0=\u00a0x\u00a0+\u00a02", 5.0, "x\u00a0+\u00a02"),
        ("y = x²×x²", 81.0, "x²×x²"),
        ("größe = 2; y = x + größe", 5.0, "x + größe"),
        ("θ = 2; y = θ*x", 6.0, "θ*x"),
        ("𝐱 = 2; y = x*𝐱", 4.0, "x*𝐱"),
        ("y = x + 2  # x^2 × 3", 5.0, "x + 2"),
        ("y = (x +\n  2)", 5.0, "x +\n  2"),
        ("y = x + \\\n  2", 5.0, "x + \\\n  2"),
        ("    y = x*2", 6.0, "x*2"),
    ],
)
def test_a_place_counts_code_points_of_the_typed_text(source: str, data: float, text: str) -> None:
    full = "x = 3;" + source if not source.startswith(" ") else "    x = 3\n" + source
    ran = run(full)
    assert ran.root.data == data
    assert full[slice(*(ran.root.span or (0, 0)))] == text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n", "\r\n# é²\r\n"])
def test_any_line_end_and_any_common_indent_will_do(newline: str) -> None:
    for indent in ("", "  ", "\t", "\u00a0\u00a0"):
        source = newline.join(indent + line for line in ("é = 2", "b = é²", "L = b*é"))
        ran = run("\ufeff" + source)
        assert [v.label for v in ran.values] == ["é", "b", "L"]
        assert ("\ufeff" + source)[slice(*(ran.root.span or (0, 0)))] == "b*é"


def test_text_inside_labels_and_remarks_is_left_alone() -> None:
    ran = run("a = Value(2, label='x^2 × \\'y²\\' # no remark')  # a^b\nb = a^2")
    assert ran.values[0].label == "x^2 × 'y²' # no remark"
    assert [note.message for note in ran.notes] == ["`^` was read as `**`"]


def test_what_was_read_otherwise_is_noted_once_with_its_place() -> None:
    ran = run("a = x^2 + y^2 − 1")
    assert [(n.message, n.span) for n in ran.notes] == [
        ("`^` was read as `**`", (5, 6)),
        ("`−` was read as `-`", (14, 15)),
    ]


def test_semicolons_and_empty_lines_separate_statements() -> None:
    assert run("a = 1; b = 2;\n\n  # a remark\na + b").root.data == 3.0


# -- functions, constants, imports -------------------------------------------------------------------


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_works_as_a_function_and_as_a_method(name: str) -> None:
    op = FUNCTIONS[name]
    function, method = ("{}(x, y)", "x.{}(y)") if op.arity == 2 else ("{}(x)", "x.{}()")
    start = "x = 0.5\ny = 0.25\n"
    first, second = run(start + function.format(name)).root, run(start + method.format(name)).root
    assert first.op is second.op
    assert first.op is op
    assert first.data == second.data


def test_every_op_of_the_table_can_be_written() -> None:
    sources = ["a + b; a - b; a * b; a / b; -a; a**b; a**2"] + [
        f"{name}({'x, y' if op.arity == 2 else 'x - 0.5'})" for name, op in FUNCTIONS.items()
    ]
    used = {value.op.name for source in sources for value in run(source).values if value.op}
    assert used == set(OPS)


def test_max_and_min_take_many() -> None:
    ran = run("a = 1; b = 5; c = 3\nmax(a, b, c)")
    assert (ran.root.data, [v.grad for v in ran.values[:3]]) == (5.0, [0.0, 1.0, 0.0])
    assert run("min(4, 2, 3, 9)").root.data == 2.0


def test_modules_and_their_constants() -> None:
    assert run("import math\nmath.exp(1)").root.data == math.e
    assert run("import numpy as np\nnp.tanh(0.5)").root.data == math.tanh(0.5)
    assert run("import math as m\nm.sqrt(4)").root.data == 2.0
    assert run("math.e").root.data == math.e
    assert run("from math import e, pi\ne + pi").root.data == math.e + math.pi
    assert run("from math import *\ne").root.data == math.e
    assert run("2*π").root.data == 2 * math.pi


def test_a_name_of_a_function_a_module_or_a_constant_may_be_given_another_meaning() -> None:
    assert run("pi = 3\npi*2").root.data == 6.0
    assert run("sin = 3\nsin*2").root.data == 6.0
    assert run("np = 3\nnp.tanh()").root.data == math.tanh(3)


def test_an_exponent_that_is_a_number_is_a_constant_and_a_named_one_a_parent() -> None:
    ran = run("x**3")
    assert (ran.root.op, ran.root.constant, len(ran.values)) == (OPS["powk"], 3.0, 2)
    ran = run("n = 3\nx**n")
    assert (ran.root.op, len(ran.root.parents)) == (OPS["pow"], 2)
    assert run("x**(1/2)").root.constant == 0.5
    assert run("x**-1").root.constant == -1.0


def test_with_value_in_the_program_plain_numbers_stay_plain() -> None:
    ran = run("h = 0.5 * 2\na = Value(3)\nb = a*h + 2**3")
    assert [(v.label, v.data) for v in ran.values] == [
        ("a", 3.0),
        ("h", 1.0),
        ("a*h", 3.0),
        ("2**3", 8.0),
        ("b", 11.0),
    ]


def test_value_in_a_remark_does_not_count() -> None:
    assert len(run("# Value(2)\na = 2\nb = a + 1").values) == 3


# -- remarks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("e + 1", "`e` is a leaf of value 1 here; for Euler's number write exp(1)"),
        ("e**x", "`e` is a leaf of value 1 here; for e^x write exp(x)"),
        ("sinx", "`sinx` is one name; did you mean sin(x)?"),
        ("m = 2\ny = mx + b", "`mx` is one name; for a product write m*x"),
        ("x = 2\ny = mx + b", "`mx` is one name; for a product write m*x"),
    ],
)
def test_a_name_that_may_be_meant_otherwise_is_noted(source: str, note: str) -> None:
    assert notes(source) == [note]


@pytest.mark.parametrize("source", ["e = 3\ne + 1", "y = mx + b", "lr*w1", "x1*x2", "single", "a.tanh()"])
def test_a_name_that_is_clear_is_not_noted(source: str) -> None:
    assert notes(source) == []


def test_a_name_of_any_length_is_never_shown_whole_in_a_message() -> None:
    name = "n" * 15_000
    for source in (
        f"{name} += 1",
        f"y = {name}\n{name} = 2",
        f"{name}(2)",
        f"{name} = 1/0",
    ):
        with pytest.raises(LanguageError) as caught:
            run(source)
        assert len(caught.value.message + (caught.value.hint or "")) < 400

"""What people are told, and small things of a notebook that must not end a program."""

import pytest

from engine.language import LanguageError, run


@pytest.mark.parametrize(
    ("source", "told", "hint"),
    [
        ("import numpy as np\nnp.array([1., 2.])[5]", "IndexError: index 5 is out of bounds", ""),
        ("def f(x):\nreturn x", "Expected an indented block", "four spaces"),
        ("x = Value(1.0)\ny = x.sigmiod()\nprint(y)", "no attribute 'sigmiod'", "Did you mean: 'sigmoid'?"),
        ("for i in [1]: primt(i)", "NameError: name 'primt' is not defined", "Did you mean: 'print'?"),
        ("class A: pass\nprint(sorted([A(), A()]))", "'<' not supported between instances of 'A'", ""),
        ("import pandas as pd\nprint(1)", "No module named 'pandas'", "numpy"),
        ("n = int(input('n? '))", "EOFError", "# input: 3"),
        ("def f(n): return f(n + 1)\nf(0)", "RecursionError", "Does the function ever stop"),
    ],
)
def test_a_message_says_what_is_wrong(source: str, told: str, hint: str) -> None:
    with pytest.raises(LanguageError, match=told) as caught:
        run(source)
    assert caught.value.span
    assert hint in (caught.value.hint or "")


def test_a_session_with_prompts_runs() -> None:
    source = (
        ">>> a = Value(2.0)\n>>> for i in range(2):\n...     b = a*a\n...\n>>> b.backward()\n>>> a.grad\n4.0"
    )
    ran = run(source + "\n>>> print(1)\n1\n>>> a\nValue(data=2.0, grad=4.0)")
    assert "prompts" in ran.notes[0].message
    assert [source[slice(*v.span)] for v in ran.values if v.span] == ["Value(2.0)", "a*a", "a*a"]
    assert ran.output == "4.0\n1\nValue(data=2.0, grad=4.0)\n"


def test_what_ran_before_an_error_is_kept_with_the_calls_that_led_to_it() -> None:
    source = "a = Value(2.0)\nb = a*3\nprint(b.data)\ndef f(x):\n    return x.nothing\nf(b)"
    with pytest.raises(LanguageError) as caught:
        run(source)
    error = caught.value
    assert source[slice(*(error.span or ()))] == "x.nothing"
    assert [(call["name"], source[slice(*call["span"])]) for call in error.trace] == [
        ("<module>", "f(b)"), ("f", "x.nothing"),
    ]  # fmt: skip
    assert error.partial is not None
    assert error.partial.output == "6.0\n"
    assert [v.label for v in error.partial.values] == ["a", "3", "b"]


def test_random_numbers_without_a_seed_are_those_of_seed_0_with_a_note() -> None:
    source = "import random\n{}print(random.random())"
    unseeded = run(source.format(""))
    assert unseeded.output == run(source.format("random.seed(0)\n")).output
    assert [("seed 0" in note.message) for note in unseeded.notes] == [True]
    assert run(source.format("random.seed(0)\n")).notes == []


def test_input_reads_the_lines_of_remarks() -> None:
    source = "n = int(input('n? '))\n# input: 20\n  # input: x y\nprint(n + 1, input())"
    assert run(source).output == "n? 21 x y\n"


def test_a_notebooks_own_commands_are_skipped_with_a_note() -> None:
    ran = run("%matplotlib inline\n!pip install torch\nprint('''\n%no command''', 5\n % 3)")
    assert ran.output == "\n%no command 2\n"
    assert [note.message.split()[0] for note in ran.notes] == ["`%matplotlib", "`!pip"]

"""Formulas as people type and paste them: read as they are meant, with a note, and equal to plain Python."""

import pytest

from engine.language import LanguageError, run


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("x²²", "x**22"), ("x²**3", "(x**2)**3"), ("x²^3", "(x**2)**3"), ("x^2²", "x**2**2"),
        ("(x + 1)²**2", "((x + 1)**2)**2"), ("x.tanh()²**2", "(x.tanh()**2)**2"), ("-x²**2", "-(x**2)**2"),
        *((f"x{raised}", f"x**{i}") for i, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")), ("x⁻¹", "x**-1"),
        ("x¹⁰", "x**10"), ("x^²", "x**2"), ("n = 2\nxⁿ⁺¹", "n = 2\nx**(n + 1)"),
        ("x².tanh()", "(x**2).tanh()"),
        ("x×-y", "x*-y"), ("2−−3", "2--3"), ("x − −y", "x--y"), ("x∗y•x∙y", "x*y*x*y"), ("x∕y", "x/y"),
        ("x—y‑x", "x-y-x"), ("x\u2009+\u202fy\u3000*\u00a02", "x+y*2"),
        ("a = 2\u2028a*3", "a = 2\na*3"), ("a = 2,\nb = 3,\na*b", "a = 2\nb = 3\na*b"),
        ("a: float = 2\na*3", "a = 2\na*3"), ("let a = 3;\nconst b = 4;\na*b", "a = 3\nb = 4\na*b"),
        ("x = 3 // the start", "x = 3"), ("// first\nx = 3", "x = 3"), ("max(x, y,)", "max(x, y)"),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_as_it_is_meant(typed: str, plain: str) -> None:
    given = "x = 1.5\ny = 0.5\n"
    assert [v.data for v in run(given + typed).values] == [v.data for v in run(given + plain).values]


@pytest.mark.parametrize(
    "pasted",
    [
        "In [1]: a = Value(2.0)\n   ...: b = a*3\n\nIn [2]: print(b.data)\n6.0\n\nIn [3]: 1\nOut[3]: 1",
        "In [1]:\na = Value(2.0)\nb = a*3\nIn [2]:\nprint(b.data)",
        ">>> a = Value(2.0)\n>>> b = a*3\n>>> print(b.data)\n6.0",
        "    >>> a = Value(2.0)\n    >>> b = a*3\n    >>> print(b.data)\n    6.0",
        "a = Value(2.0)\n>>> b = a*3\n>>> print(b.data)\n6.0",
        ">>> a = Value(2.0)\n>>> if a.data > 1:\n\tb = a*3\n\n>>> print(b.data)\n6.0",
        "```python\na = Value(2.0)\nb = a*3\nprint(b.data)\n```",
        "It's so:\n\n```py\na = Value(2.0)\nb = a*3\n```\nthen\n```\nprint(b.data)\n```\n```text\n6\n```",
        "  ~~~python\n  for i in range(1):\n      a = Value(2.0)\n      b = a*3\n  print(b.data)\n  ~~~",
        "Value?\na: Value = Value(2.0)\nb = a*3\nprint(b.data)",
    ],
)
def test_what_comes_along_when_code_is_copied_is_skipped(pasted: str) -> None:
    ran = run(pasted)
    assert ran.output.startswith("6.0\n")
    assert [v.data for v in ran.values] == [2.0, 3.0, 6.0]
    assert [pasted[slice(*v.span)] for v in ran.values if v.span] == ["Value(2.0)", "3", "a*3"]
    assert ran.notes


@pytest.mark.parametrize(
    ("program", "output"),
    [
        ("text = '''\n>>> x\n```python\nlet x = 3\n'''\nprint(text.count('x'))", "2\n"),
        ("x = 7 // 2\nprint(x)", "3\n"),
        ("x = 2\ny = 3\nprint(x < y, x <- 3, x % 2)", "True False 0\n"),
        ("shape = 3,\nprint(shape)", "(3,)\n"),
        ("print('a²', 'b × c', '≤')", "a² b × c ≤\n"),
        ("class A: pass\nx: float = 2\nprint(x)", "2\n"),
    ],
)
def test_a_program_is_left_to_python(program: str, output: str) -> None:
    assert run(program).output == output


def test_a_program_without_a_value_is_offered_with_its_numbers_as_values() -> None:
    lecture = "def f(x): return 3*x**2 - 4*x + 5\nf(3.0)"
    [note] = run(lecture).notes
    assert note.instead == lecture.replace("3.0", "Value(3.0)")
    root = run(note.instead).root
    assert root is not None
    assert root.data == 20.0


@pytest.mark.parametrize(
    "program", ["print(1)", "n = 3\nfor i in range(n): print(i)", "x = 'text'\nprint(x)"]
)
def test_nothing_is_offered_that_gives_no_graph(program: str) -> None:
    assert [note.instead for note in run(program).notes] == []


def test_blanks_of_every_alphabet_may_stand_before_a_line() -> None:
    assert [v.data for v in run("\u3000a = 2\n\u3000b = a*3").values] == [2.0, 3.0, 6.0]


def test_a_type_without_a_number_is_no_number() -> None:
    with pytest.raises(LanguageError, match="no number") as caught:
        run("a: float")
    assert caught.value.hint == "Write a = 2.0"

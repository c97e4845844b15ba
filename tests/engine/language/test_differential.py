"""Generated programs over plain numbers, run by this interpreter and by Python: equal output."""

import contextlib
import io
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language import run
from tests.engine.language.fuzzing.grammar import Grammar
from tests.engine.language.fuzzing.judge import compare

NUMBERS = ("a", "b", "i", "n")
LISTS = ("xs", "ys")


@st.composite
def numbers(draw: st.DrawFn, depth: int = 2) -> str:
    """An expression that is a small number."""
    kind = draw(st.integers(0, 9)) if depth else draw(st.integers(0, 2))
    if kind == 0:
        return draw(st.sampled_from(["0.5", "2", "-3", "1.25", "7"]))
    if kind <= 2:
        return draw(st.sampled_from(NUMBERS))
    inner = numbers(depth - 1)
    one, two = draw(inner), draw(inner)
    match kind:
        case 3:
            return f"cut({one} {draw(st.sampled_from('+-*'))} {two})"
        case 4:
            return f"({one} if {draw(conditions(depth - 1))} else {two})"
        case 5:
            return f"{draw(st.sampled_from(['abs', 'float', 'twice', 'cut']))}({one})"
        case 6:
            return f"{draw(st.sampled_from(['sum', 'len', 'last']))}({draw(lists(depth - 1))})"
        case 7:
            return f"{draw(st.sampled_from(['max', 'min', 'mix']))}({one}, {two})"
        case 8:
            return f"(lambda a, b={one}: cut(a + b))({two})"
    return f"round(({one} {draw(st.sampled_from(['//', '%', '/']))} 3), 3)"


@st.composite
def conditions(draw: st.DrawFn, depth: int = 1) -> str:
    one, two = draw(numbers(depth)), draw(numbers(depth))
    test = f"{one} {draw(st.sampled_from(['<', '<=', '>', '==', '!=']))} {two}"
    return draw(st.sampled_from([test, f"not {test}", f"{test} and {one} > 0", f"{one} in {draw(lists(0))}"]))


@st.composite
def lists(draw: st.DrawFn, depth: int = 1) -> str:
    name = draw(st.sampled_from(LISTS))
    if not depth:
        return name
    element = draw(numbers(depth - 1))
    return draw(
        st.sampled_from(
            [
                name,
                f"{name}[::-1]",
                f"sorted({name})",
                f"[{element}, *{name}[:2]]",
                f"[{element} for i in range(3)]",
                f"[cut(a + i) for i, a in enumerate({name}) if i < 4]",
                "[cut(i * b) for i, b in zip(xs, ys)]",
                f"list(map(twice, {name}))",
            ]
        )
    )


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2) -> list[str]:
    found: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 8))
        number = draw(numbers())
        if kind <= 1 or (not depth and kind > 5):
            found.append(
                f"{draw(st.sampled_from('ab'))} {draw(st.sampled_from(['=', '=', '+=', '-=']))} {number}"
            )
        elif kind == 2:
            found.append(f"{draw(st.sampled_from(LISTS))} = {draw(lists())}")
        elif kind == 3:
            found.append(f"{draw(st.sampled_from(LISTS))}.append({number})")
        elif kind == 4:
            found.append(f"print(a, {number}, {draw(lists())}, f'{{cut(b):.3f}}')")
        elif kind == 5:
            found.append(f"a, b = cut(b), {number}")
        elif kind == 6:
            found += [f"if {draw(conditions())}:", *indented(draw(blocks(depth - 1)))]
            found += ["else:", *indented(draw(blocks(depth - 1)))] if draw(st.booleans()) else []
        elif kind == 7:
            loop = draw(st.sampled_from(["for i in range(3):", "for i, n in enumerate(xs[:3]):"]))
            leave = draw(st.sampled_from(["if a > 5: break", "if i == 1: continue", "pass"]))
            found += [loop, *indented([leave, *draw(blocks(depth - 1))])]
        else:
            found += ["n = 0", "while n < 3:", *indented(["n += 1", *draw(blocks(0))])]
    return found


def indented(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]


START = """
a, b, i, n = 1.5, -2, 0, 3
xs = [1.0, 2.5, -1.0]
ys = [3, 0.25]
def cut(x):
    return max(-50.0, min(50.0, x))
def twice(x):
    return cut(2*x)
def mix(x, y=1, *rest):
    def inner():
        nonlocal x
        x = cut(x - y)
        return x
    return inner() + len(rest)
def last(items):
    return items[-1] if items else 0
"""


@settings(deadline=None, max_examples=120)
@given(blocks())
def test_a_program_over_floats_prints_what_python_prints(lines: list[str]) -> None:
    source = START + "\n".join([*lines, "print(a, b, i, n, xs, ys)"])
    captured = io.StringIO()
    with contextlib.redirect_stdout(captured):
        exec(source, {})
    assert run(source).output == captured.getvalue()


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 2**32))
def test_classes_text_dicts_sets_slices_and_errors_are_as_in_python(seed: int) -> None:
    compare(Grammar(random.Random(seed)).program())

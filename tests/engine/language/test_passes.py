"""Which Value is the root of a program, and what its backward passes leave."""

import pytest

from tests.engine.rooted import run


@pytest.mark.parametrize(
    ("source", "label"),
    [
        ("a*b", "a*b"),
        ("y = a*b\nlr = 0.1", "y"),
        ("a = 2\nb = 3", "b"),
        ("y = a*b\na", "y"),
        ("y = a*b\nz = y + 1\ny", "y"),
        ("y = a*b\nz = y + 1\ny.backward()", "y"),
        ("3", "3"),
    ],
)
def test_the_root_is_the_last_thing_computed(source: str, label: str) -> None:
    assert run(source).root.label == label


def test_a_program_without_backward_has_one_implicit_pass() -> None:
    (only,) = run("a*b").passes
    assert only.span is None


def test_every_backward_is_a_pass_that_accumulates() -> None:
    source = "a = 3\nb = a*2\nb.backward()\nc = b + a\nc.backward()"
    ran = run(source)
    assert [source[slice(*(p.span or (0, 0)))] for p in ran.passes] == ["b.backward()", "c.backward()"]
    assert [p.root and p.root.label for p in ran.passes] == ["b", "c"]
    assert [v.grad for v in run(source, wanted=0).values][:3] == [2.0, 3.0, 1.0]
    # b still has the 1 of the first pass when the second one reaches it
    assert [v.grad for v in ran.values] == [2.0 + 1.0 + 4.0, 3.0 + 6.0, 2.0, 1.0]
    assert [p.seed_before for p in ran.passes] == [0.0, 0.0]
    again = run("a = 3\nb = a*2\nb.backward()\nb.backward()")
    assert [p.seed_before for p in again.passes] == [0.0, 1.0]


def test_an_expression_may_be_the_root_of_a_pass() -> None:
    ran = run("(a*b + 1).backward()")
    assert ran.root.label == "a*b + 1"
    assert len(ran.terms) == 4

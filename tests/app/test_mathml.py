"""The op table's formulas as MathML: well formed, and bracketed where they must be."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from app.mathml import mathml
from engine.ops import OPS

TEXTS = sorted({text for op in OPS.values() for text in (op.formula, *op.rules)})


def read(formula: str) -> str:
    """The text a person reads, without the markup."""
    return "".join(ET.fromstring(f"<math>{mathml(formula)}</math>").itertext()).replace("\u2061", "")


@pytest.mark.parametrize("formula", TEXTS)
def test_every_formula_of_the_table_is_well_formed(formula: str) -> None:
    assert ET.fromstring(f"<math>{mathml(formula)}</math>") is not None


@pytest.mark.parametrize("formula", TEXTS)
def test_every_letter_of_a_formula_can_be_filled_in(formula: str) -> None:
    marked = re.findall(r'data-name="(\w)"', mathml(formula))
    assert sorted(marked) == sorted(re.findall(r"\b[abko]\b", formula))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("a + b", "a+b"),
        ("(a + b) * k", "(a+b)⋅k"),
        ("a - (b - k)", "a−(b−k)"),
        ("-sin(a)", "−sin(a)"),
        ("(a + b)**k", "(a+b)k"),
        ("sigmoid(a) * (1 - sigmoid(a))", "σ(a)⋅(1−σ(a))"),
        ("abs(a)", "|a|"),
        ("log2(a)", "log2(a)"),
        ("1 if a > 0 else 0", "{1if\xa0a>00otherwise"),
    ],
)
def test_brackets_stand_where_they_are_needed(formula: str, text: str) -> None:
    assert read(formula) == text


def test_what_the_table_never_uses_is_refused() -> None:
    with pytest.raises(ValueError, match="no MathML"):
        mathml("[1, 2]")

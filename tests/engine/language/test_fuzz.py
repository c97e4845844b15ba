"""Anything may be typed: the only exception is LanguageError, and every place lies in the text."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.language import LanguageError, LengthyError, Limits, run
from tests.engine.language.programs import programs

LIMITS = Limits(
    max_source_length=300, max_depth=20, max_nodes=60, max_passes=3, max_contributions=200, max_seconds=1.0,
    max_output=500,
)  # fmt: skip
CODES = {
    "syntax", "unsupported", "name", "arity", "type", "limit", "numeric", "index", "assert", "error",
}  # fmt: skip
WORDS = """
    a b x1 e pi é Value sin tanh max log sqrt relu leaky_relu pow backward label math np import from as lambda
    if for in def class return pass True None while else: not print( len( range( lambda: .data .grad {}
    0 1 2.5 1e5 1e400 .5 007 1_0 0x1F 2j ９ + - * / ** ^ // % @ = ==
    += -= := ( ) [ ] { } , . ; : ' " # \\ | & ~ ! ? $ × ÷ − ² ³ ⁴ √ ½ ﬁ .tanh() .exp() .backward() Value(
    label=' __class__ __import__ f' b' ''' -> ...
"""
TOKENS = [
    *WORDS.split(), '"""', "\n", "\n", "\t", " ", "\r", "\r\n",
    "\u00a0", "\u200b", "\u202e", "\x00", "\ud800",
]  # fmt: skip


def check_error(error: LanguageError) -> list[tuple[int, int] | None]:
    """Every place that it tells."""
    assert error.code in CODES
    assert 0 < len(error.message) < 600
    assert error.hint is None or len(error.hint) < 300
    return [error.span, *(call["span"] for call in error.trace)]


def check(source: str, *, quick: bool = True) -> None:
    """Assert what holds for any text at all. `quick`: leave programs aside, which Python itself reads."""
    try:
        found = run(source, LIMITS, quick=quick)
    except LengthyError:
        return
    except LanguageError as error:
        spans = check_error(error)
    else:
        assert len(found.values) <= LIMITS.max_nodes
        if quick:
            assert all(math.isfinite(v.data) and math.isfinite(v.grad) for v in found.values)
        spans = [note.span for note in found.notes]
        spans += [value.span for value in found.values]
        spans += [origin.literal for origin in found.origins.values()]
        spans += [p.span for p in found.passes]
    for span in spans:
        assert span is None or 0 <= span[0] <= span[1] <= len(source)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60))
@example("＿_import__")
@example("x = '\\")
@example("'''")
@example("\ufeff")
@example("\r")
@example("if x:\n")
@example("\\\n")
@example("a = 1\\")
@example("(\n")
@example("\x0c a")
def test_any_text(source: str) -> None:
    check(source)


@settings(deadline=None, max_examples=600)
@given(st.lists(st.sampled_from(TOKENS), max_size=25), st.sampled_from(["", " "]))
def test_any_soup_of_tokens(tokens: list[str], blank: str) -> None:
    check(blank.join(tokens))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(TOKENS), max_size=25), st.sampled_from(["", " "]))
@example(["if", " 1:", "\r", " a"], "")
@example(["\u00a0", "for", " i in 2:", "²"], "")
def test_any_soup_of_tokens_that_python_reads(tokens: list[str], blank: str) -> None:
    check(blank.join(tokens), quick=False)


@settings(deadline=None, max_examples=200)
@given(programs(most=40), st.data())
def test_a_good_formula_with_a_slip_in_it(source: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(source)))
    until = data.draw(st.integers(at, min(at + 3, len(source))))
    check((source[:at] + data.draw(st.sampled_from(TOKENS)) + source[until:])[:300])


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="()[]{}+-*x1 ,.=\n'\"#", max_size=300))
def test_brackets_and_signs(source: str) -> None:
    check(source)


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_what_is_no_text_is_refused(character: str) -> None:
    with pytest.raises(LanguageError, match="not text"):
        run(f"for a in b: '{character}'")

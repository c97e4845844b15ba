"""Anything may be typed: the only exception is LanguageError, and every place lies in the text."""

import math

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.language import LanguageError, Limits
from tests.engine.language.fuzzing.judge import CODES, outcome
from tests.engine.language.programs import programs

LIMITS = Limits(
    max_source_length=300,
    max_depth=20,
    max_nodes=60,
    max_passes=3,
    max_contributions=200,
    max_steps=3_000,
    max_seconds=2.0,
    max_items=500,
    max_text=500,
    max_call_depth=20,
    max_output=500,
)
WORDS = """
    a b x1 e pi é Value sin tanh max log sqrt relu leaky_relu pow backward label math np import from as lambda
    if for in def class return pass True None while else: not print( len( range( lambda: .data .grad {}
    0 1 2.5 1e5 1e400 .5 007 1_0 0x1F 2j ９ + - * / ** ^ // % @ = ==
    += -= := ( ) [ ] { } , . ; : ' " # \\ | & ~ ! ? $ × ÷ − ² ³ ⁴ √ ½ ﬁ .tanh() .exp() .backward() Value(
    label=' __class__ __import__ f' b' ''' -> ...
"""
TOKENS = [
    *WORDS.split(),
    '"""',
    "\n",
    "\n",
    "\t",
    " ",
    "\r",
    "\r\n",
    "\u00a0",
    "\u200b",
    "\u202e",
    "\x00",
    "\ud800",
]


def check(source: str) -> None:
    found = outcome(source, LIMITS)
    if isinstance(found, LanguageError):
        assert found.code in CODES
        assert found.message.endswith(".")
        assert len(found.message) < 300
        assert found.hint is None or len(found.hint) < 300
        spans = [found.span] if found.span else []
    else:
        assert len(found.values) <= LIMITS.max_nodes
        assert all(math.isfinite(v.data) and math.isfinite(v.grad) for v in found.values)
        spans = [note.span for note in found.notes if note.span]
        spans += [value.span for value in found.values if value.span]
        spans += [origin.literal for origin in found.origins.values() if origin.literal]
        spans += [p.span for p in found.passes if p.span]
    for start, end in spans:
        assert 0 <= start <= end <= len(source)


@settings(deadline=None, max_examples=400)
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


@settings(deadline=None, max_examples=1000)
@given(st.lists(st.sampled_from(TOKENS), max_size=25), st.sampled_from(["", " "]))
def test_any_soup_of_tokens(tokens: list[str], blank: str) -> None:
    check(blank.join(tokens))


@settings(deadline=None, max_examples=300)
@given(programs(most=40), st.data())
def test_a_good_program_with_a_slip_in_it(source: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(source)))
    until = data.draw(st.integers(at, min(at + 3, len(source))))
    check((source[:at] + data.draw(st.sampled_from(TOKENS)) + source[until:])[:300])


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="()[]{}+-*x1 ,.=\n'\"#", max_size=300))
def test_brackets_and_signs(source: str) -> None:
    check(source)

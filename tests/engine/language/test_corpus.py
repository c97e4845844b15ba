"""Bad programs of every kind: code, exact place, sentence and hint, from tests/corpus/*.json."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from engine.language import DEFAULT_LIMITS, LanguageError, run

LIMITS = dataclasses.replace(DEFAULT_LIMITS, max_seconds=0.6)
SHORT = dataclasses.replace(DEFAULT_LIMITS, max_seconds=0.2)
CORPUS = Path(__file__).parents[2] / "corpus"
CASES: list[Any] = [
    pytest.param(case, id=f"{file.stem}-{i}")
    for file in sorted(CORPUS.glob("*.json"))
    if file.stem not in ("tables", "attacks")
    for i, case in enumerate(json.loads(file.read_text("utf-8")))
    if "source" in case
]


ATTACKS: list[str] = [case["source"] for case in json.loads((CORPUS / "attacks.json").read_text("utf-8"))]
"""Texts that want too much or too far. Inside the sandbox they may do what they like."""


@pytest.mark.parametrize("part", range(4))
def test_an_attack_ends_as_an_error_or_as_a_program_and_harms_nobody(part: int) -> None:
    for source in ATTACKS[part::4]:
        error = None
        try:
            run(source, SHORT)
        except LanguageError as caught:
            error = caught
        if error is not None:
            assert error.message, source
            assert len(error.message) < 600, source
            assert error.span is None or 0 <= error.span[0] <= error.span[1] <= len(source), source
    assert run("print(6 * 7)").output == "42\n"


def test_the_corpus_is_large_and_knows_every_code() -> None:
    cases = [case.values[0] for case in CASES]
    assert len(cases) >= 200
    assert len({case["source"] for case in cases}) > 0.95 * len(cases)
    codes = {case["code"] for case in cases}
    assert codes >= {"syntax", "unsupported", "name", "arity", "type", "limit", "numeric"}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_program_is_refused_with_its_place_and_a_hint(case: dict[str, Any]) -> None:
    with pytest.raises(LanguageError) as caught:
        run(case["source"], LIMITS)
    error = caught.value
    span = list(error.span) if error.span else None
    assert (error.code, span, error.message, error.hint) == (
        case["code"], case["span"], case["message"], case["hint"],
    )  # fmt: skip
    if error.span:
        assert case["source"][slice(*error.span)][:80] == case["text"]


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_is_short_and_in_sentences(case: dict[str, Any]) -> None:
    message, hint = case["message"], case["hint"] or ""
    python_s_own = re.match(r"\w+(Error|Exception|Iteration)\b", message)
    assert python_s_own or message.endswith(".")
    assert "\n" not in message + hint
    assert len(message) < 220
    assert len(hint) < 220
    if len(case["source"]) > 200:
        assert case["source"] not in message + hint

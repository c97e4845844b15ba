"""Running with other limits, and what a program is refused for."""

import dataclasses

import pytest

from engine.language import DEFAULT_LIMITS, LanguageError, Limits
from tests.engine.rooted import run


def refusal(source: str, limits: Limits = DEFAULT_LIMITS) -> LanguageError:
    with pytest.raises(LanguageError) as caught:
        run(source, limits)
    assert caught.value.code == "limit"
    assert caught.value.hint
    return caught.value


def within(**fields: float) -> Limits:
    return dataclasses.replace(DEFAULT_LIMITS, **fields)  # type: ignore[arg-type]

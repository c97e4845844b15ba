"""What an error that Python raised teaches about a class that differentiates."""

from __future__ import annotations


def lesson(kind: str, text: str, source: str) -> str | None:
    """A hint for the last line of a traceback, `kind: text`; None where there is nothing to add."""
    return None

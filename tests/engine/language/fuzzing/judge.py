"""What must be true of any program: an answer or a LanguageError, in bounds; and what Python prints."""

import contextlib
import io
import math

from engine.language import LanguageError, Limits, Run, run

LIMITS = Limits(max_seconds=3.0, max_steps=60_000, max_nodes=4_000, max_contributions=20_000)
CODES = {"syntax", "unsupported", "name", "arity", "type", "limit", "numeric", "index", "assert"}


def outcome(source: str, limits: Limits = LIMITS) -> Run | LanguageError:
    try:
        return run(source, limits)
    except LanguageError as error:
        return error


def judge(source: str) -> Run | LanguageError:
    """Assert what holds for any text at all, and give what came of it."""
    found = outcome(source)
    if isinstance(found, LanguageError):
        assert found.code in CODES, found.code
        assert found.message.endswith("."), found.message
        assert len(found.message) < 300
        assert found.hint is None or len(found.hint) < 300
        spans = [found.span] if found.span else []
    else:
        assert len(found.values) <= LIMITS.max_nodes
        assert all(math.isfinite(v.data) and math.isfinite(v.grad) for v in found.values)
        assert len(found.output) <= LIMITS.max_output
        spans = [note.span for note in found.notes if note.span]
        spans += [value.span for value in found.values if value.span]
        spans += [item.span for item in found.items if item.span]
    for start, end in spans:
        assert 0 <= start <= end <= len(source)
    return found


def printed_by_python(source: str) -> str | None:
    """What Python prints; None where it raises an error."""
    captured = io.StringIO()
    with contextlib.redirect_stdout(captured):
        try:
            exec(source, {"__name__": "__main__"})
        except Exception:  # noqa: BLE001 (whatever a random program raises)
            return None
    return captured.getvalue()


def compare(source: str) -> None:
    """Assert that a program prints what it prints in Python, budgets aside."""
    found, wanted = judge(source), printed_by_python(source)
    if isinstance(found, LanguageError):
        assert wanted is None or found.code == "limit", f"{found.code}: {found.message} at {found.span}"
    else:
        assert found.output == wanted

"""What ended a program, as plain data: which exception, where, and by which calls."""

from __future__ import annotations

import re
from traceback import TracebackException
from types import TracebackType
from typing import Any

from engine.program.guest.bounds import Deadline, TooMany
from engine.program.guest.output import TooMuchOutput
from engine.program.guest.passes import TooManyPasses
from engine.program.guest.places import Columns
from engine.program.guest.watching import PROGRAM

_LIMITS: dict[type[BaseException], str] = {
    Deadline: "time",
    TooManyPasses: "passes",
    TooMany: "values",
    TooMuchOutput: "output",
}
_MOST_CALLS = 12
_LONGEST = 500


def fault(error: BaseException) -> dict[str, Any]:
    """`type`, `message`, `limit` (which budget, or None), and the `trace`: calls, outermost first."""
    told: dict[str, Any] = {
        "type": type(error).__name__,
        "bases": [base.__name__ for base in type(error).__mro__],
        "message": _message(error),
        "limit": _LIMITS.get(type(error), "plots" if isinstance(error, TooMany) else None),
        "trace": _trace(error.__traceback__),
        "meant": _meant(error),
    }
    if isinstance(error, SyntaxError) and error.filename in (PROGRAM, None):
        told["syntax"] = [error.lineno, error.offset, error.end_lineno, error.end_offset]
    return told


def _message(error: BaseException) -> str:
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return str(text)[:_LONGEST]
    except BaseException:  # noqa: BLE001 (the program's own __str__)
        return ""


def _meant(error: BaseException) -> str:
    """Python's own guess at the name that was meant, or ""."""
    if not isinstance(error, (NameError, AttributeError, ImportError)):
        return ""
    try:
        said = str(TracebackException(type(error), error, error.__traceback__, limit=0))
    except BaseException:  # noqa: BLE001 (objects of the program are asked for their names)
        return ""
    found = re.search(r"Did you (?:mean|forget)[^?]*\?$", said)
    return found[0] if found else ""


def _trace(traceback: TracebackType | None) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []
    position = Columns().of
    while traceback is not None:
        code = traceback.tb_frame.f_code
        at = position((code, traceback.tb_lasti)) if code.co_filename == PROGRAM else None
        if at is not None:
            calls.append({"name": code.co_name, "place": at})
            if len(calls) > 2 * _MOST_CALLS:
                del calls[_MOST_CALLS]
        traceback = traceback.tb_next
    return calls if len(calls) <= _MOST_CALLS else [*calls[: _MOST_CALLS // 2], *calls[-_MOST_CALLS // 2 :]]

"""A program run natively, watched as it is in the sandbox."""

from __future__ import annotations

import ast
import builtins
import io
from contextlib import redirect_stdout
from typing import Any

from engine.own.verdict import Verdict, judge
from engine.own.watching import Watcher


def run_watched(source: str, chosen: int | None = None) -> tuple[Watcher, str, BaseException | None]:
    """The watcher after the run, what was printed, and what ended the program."""
    watcher = Watcher(chosen)
    tree = ast.parse(source, "<program>")
    watcher.prepare(tree, source)
    names: dict[str, Any] = {"__builtins__": dict(vars(builtins)), "__name__": "__main__"}
    watcher.install(names["__builtins__"])
    printed, error = io.StringIO(), None
    with redirect_stdout(printed):
        try:
            exec(compile(tree, "<program>", "exec"), names)
        except Exception as caught:  # noqa: BLE001 (the program's own)
            error = caught
    return watcher, printed.getvalue(), error


def verdict_of(source: str) -> Verdict:
    """The verdict on the last pass of a program that runs to its end."""
    watcher, _, error = run_watched(source)
    assert error is None, error
    told = watcher.graph()
    assert told is not None
    return judge(told)

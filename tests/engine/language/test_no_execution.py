"""No text of a user is ever run as Python outside the sandbox."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
RUNS_TEXT = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "execfile",
    "literal_eval",
    "import_module",
    "run_module",
}
GUEST = ROOT / "engine" / "program" / "guest"
SOURCES = sorted(
    file
    for part in ("engine", "app")
    for file in (ROOT / part).rglob("*.py")
    if not file.is_relative_to(GUEST)
)


def calls_that_run_text(tree: ast.AST) -> list[str]:
    """Names of built-in and imported functions that turn text into behaviour; `re.compile` is not one."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in RUNS_TEXT:
            found.append(node.id)
        elif isinstance(node, ast.Attribute) and node.attr in RUNS_TEXT:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if (owner, node.attr) != ("re", "compile"):
                found.append(f"{owner}.{node.attr}")
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found += [alias.name for alias in node.names if alias.name in RUNS_TEXT | {"pickle", "marshal"}]
    return found


def test_there_are_sources_to_look_at() -> None:
    assert len(SOURCES) > 20


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_source_of_engine_or_app_runs_text(file: Path) -> None:
    assert calls_that_run_text(ast.parse(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source", ["eval('1')", "builtins.exec(x)", "compile(x, '', 'exec')", "f = eval", "import pickle"]
)
def test_the_search_finds_what_it_looks_for(source: str) -> None:
    assert calls_that_run_text(ast.parse(source)) != []
    assert calls_that_run_text(ast.parse("import re; re.compile('x'); ast.parse(y)")) == []

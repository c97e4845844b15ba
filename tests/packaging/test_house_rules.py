"""Rules about the sources themselves: who may import whom, and what must not be committed."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(__file__).resolve().parents[2]
WEB = {"app", "fastapi", "starlette", "uvicorn", "pydantic", "jinja2"}
# Put together here, so that this file doesn't hold what it looks for.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
    )
]
IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'\s]+)["']""")


def imported_modules(file: Path) -> set[str]:
    """Top-level names of everything a Python file imports absolutely."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_every_property_that_a_style_reads_is_set_somewhere() -> None:
    """A misspelt name is no error for a browser: the style is silently another."""
    styles = "".join(file.read_text("utf-8") for file in (ROOT / "static" / "css").glob("*.css"))
    scripts = "".join(file.read_text("utf-8") for file in (ROOT / "static" / "js").rglob("*.js"))
    read = set(re.findall(r"var\((--[\w-]+)\)", styles + scripts))  # with a fallback it may be unset
    assert len(read) > 20
    assert read - set(re.findall(r"(--[\w-]+)(?=\s*:|\", )", styles + scripts)) == set()


def committable_files() -> list[Path]:
    """Files that git tracks or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_the_engine_imports_nothing_of_the_web() -> None:
    files = sorted((ROOT / "engine").rglob("*.py"))
    assert files
    offenders = {
        str(file.relative_to(ROOT)): found for file in files if (found := imported_modules(file) & WEB)
    }
    assert offenders == {}


def test_the_app_imports_no_tests() -> None:
    files = sorted((ROOT / "app").rglob("*.py"))
    assert files
    assert [str(file) for file in files if "tests" in imported_modules(file)] == []


def test_a_view_never_imports_another_view() -> None:
    views = ROOT / "static" / "js" / "views"
    offenders = [
        f"{file.relative_to(views)} imports {name}"
        for file in sorted(views.rglob("*.js"))
        for name in IMPORT.findall(file.read_text("utf-8"))
        if (name.startswith(".") and (file.parent / name).resolve().is_relative_to(views))
        or "/views/" in name
    ]
    assert offenders == []


def test_the_page_imports_by_bare_name_only_what_is_bundled() -> None:
    files = sorted(file for file in (ROOT / "static" / "js").rglob("*.js"))
    assert files
    bare = {name for file in files for name in IMPORT.findall(file.read_text("utf-8")) if name[0] not in "./"}
    assert bare - set(hatch_build.MODULES) == set()


def test_the_import_pattern_sees_every_way_to_import() -> None:
    source = """
    import { a } from "./a.js"; import './b.js'; export * from "./c.js"; await import("./d.js");
    import {
      e,
    } from "./e.js";
    """
    assert IMPORT.findall(source) == ["./a.js", "./b.js", "./c.js", "./d.js", "./e.js"]


def test_no_committed_file_names_a_registry_host() -> None:
    offenders = [
        f"{file.relative_to(ROOT)}: {host}"
        for file in committable_files()
        for host in HOSTS
        if host.encode() in file.read_bytes()
    ]
    assert offenders == []


@pytest.mark.parametrize("folder", [".", "tests/js-tools"])
def test_a_lock_file_pins_every_package_by_its_hash_and_names_no_address(folder: str) -> None:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_every_runtime_requirement_is_pinned_in_the_constraints() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []
    pinned = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in pins}
    declared = (ROOT / "pyproject.toml").read_text("utf-8")
    wanted = set(re.findall(r'^\s+"([a-z0-9-]+)(?:\[\w+\])?[>=]=', declared, re.MULTILINE))
    assert {"fastapi", "uvicorn", "pytest"} <= wanted
    assert wanted - pinned == set()

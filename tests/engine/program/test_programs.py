"""Programs as people write them print to the letter what CPython prints, which runs each beside."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.language import LanguageError, run

PROGRAMS = sorted((Path(__file__).parents[2] / "programs").glob("*.py"))


def by_python(file: Path) -> str:
    """What Python prints, and behind `!! ` the last line of the traceback that ends it.

    Beside what a younger Python than the host's is needed for lies what that prints.
    """
    expected = file.with_suffix(".out")
    if expected.exists():
        return expected.read_text("utf-8")
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"import sys; sys.argv = ['program.py']\n{file.read_text('utf-8')}"],
        capture_output=True, encoding="utf-8", check=False, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    last = ran.stderr.strip().splitlines()[-1:] if ran.returncode and "Traceback" in ran.stderr else []
    return ran.stdout + "".join(f"!! {line}\n" for line in last)


def by_livegrad(file: Path) -> str:
    try:
        return run(file.read_text("utf-8")).output
    except LanguageError as error:
        printed = error.partial.output if error.partial else ""
        meant = f". {error.hint}" if error.hint and error.hint.startswith("Did you") else ""
        return f"{printed}!! {error.message}{meant}\n"


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: str(file.stem))
def test_a_program_prints_what_python_prints(file: Path) -> None:
    printed = by_python(file)
    assert printed
    assert by_livegrad(file) == printed


def test_there_are_programs_of_many_kinds() -> None:
    assert len(PROGRAMS) > 30

"""tests/conftest.py: a skip is a skip at home, and a failure where that kind of test is required."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARKED = """
import pytest

@pytest.mark.oracle
def test_with_an_oracle():
    pytest.importorskip("no_such_oracle")

@pytest.mark.oracle
@pytest.mark.xfail(reason="known", strict=True)
def test_known_to_fail():
    assert False

def test_of_another_kind():
    pytest.skip("not today")
"""
WHOLE_MODULE = "import pytest\npytest.importorskip('no_such_oracle')\ndef test_one(): pass\n"
ASKS_FOR_TORCH = "def test_one(torch): assert torch.__version__\n"


def outcome(folder: Path, text: str, **environment: str) -> str:
    """The closing line of a pytest that runs one test file with this project's conftest."""
    (folder / "test_made_up.py").write_text(text, "utf-8")
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("LIVEGRAD_", "PYTEST"))
    }
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.conftest",
            "-c",
            os.devnull,
            f"--rootdir={folder}",
            folder,
        ],
        cwd=ROOT,
        env={**inherited, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout.strip().splitlines()[-1]


def test_at_home_a_missing_oracle_is_a_skip(tmp_path: Path) -> None:
    assert outcome(tmp_path, MARKED).startswith("2 skipped, 1 xfailed")
    assert outcome(tmp_path, WHOLE_MODULE).startswith("1 skipped")


def test_a_required_kind_fails_when_skipped_and_only_that_kind(tmp_path: Path) -> None:
    assert outcome(tmp_path, MARKED, LIVEGRAD_REQUIRE_TORCH="1").startswith("1 failed, 1 skipped, 1 xfailed")
    assert outcome(tmp_path, MARKED, LIVEGRAD_REQUIRE_BROWSER="1").startswith("2 skipped, 1 xfailed")
    assert outcome(tmp_path, MARKED, LIVEGRAD_REQUIRE_TORCH="0").startswith("2 skipped, 1 xfailed")


def test_a_module_that_skips_itself_fails_when_a_kind_is_required(tmp_path: Path) -> None:
    assert "1 error" in outcome(tmp_path, WHOLE_MODULE, LIVEGRAD_REQUIRE_TORCH="1")


def test_asking_for_torch_makes_a_test_an_oracle_test(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ModuleNotFoundError('made up', name='torch')", "utf-8")
    without = {"PYTHONPATH": str(tmp_path)}
    assert outcome(tmp_path, ASKS_FOR_TORCH, **without).startswith("1 skipped")
    assert "1 error" in outcome(tmp_path, ASKS_FOR_TORCH, LIVEGRAD_REQUIRE_TORCH="1", **without)

"""Makes the component: CPython, the guest and what it imports, as one WebAssembly file.

Only what is named here goes in, from a folder of its own, so that the file's digest is that of its inputs.
Called by the build hook; componentize-py is needed for this alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ENGINE = (
    "__init__",
    "backward",
    "functions",
    "gradcheck",
    "graph",
    "nn",
    "notebook",
    "ops",
    "value",
    "datasets",
    "program/__init__",
)
GUEST = "program/guest"


class BuildError(Exception):
    """The component could not be made; the message says why."""


def inputs(root: Path) -> Iterator[Path]:
    """Every file that goes in, relative to `root`, in a fixed order."""
    for name in ENGINE:
        yield Path("engine", f"{name}.py")
    for folder in (GUEST, "own"):
        for file in sorted((root / "engine" / folder).rglob("*")):
            if file.suffix in (".py", ".wit", ".json") and "__pycache__" not in file.parts:
                yield file.relative_to(root)


def fingerprint(root: Path) -> str:
    """Hash of everything the component is made from."""
    digest = hashlib.sha256()
    for path in inputs(root):
        digest.update(path.as_posix().encode() + b"\0")
        digest.update((root / path).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def target(root: Path) -> Path:
    """Where the component lies."""
    return root / "engine" / "program" / "guest.wasm"


def stamp(root: Path) -> Path:
    """Where it is written what the component was made from."""
    return root / "engine" / "program" / "guest.stamp"


def is_fresh(root: Path) -> bool:
    """Whether the component on disk was made from the inputs on disk."""
    made = stamp(root)
    return target(root).is_file() and made.is_file() and made.read_text("utf-8") == fingerprint(root)


def ensure(root: Path) -> None:
    """Make the component unless it is fresh. About 20 s of CPU."""
    if is_fresh(root):
        return
    with tempfile.TemporaryDirectory(prefix="livegrad-guest-") as scratch:
        staged = Path(scratch) / "staged"
        for path in inputs(root):
            (staged / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / path, staged / path)
        guest = staged / "engine" / GUEST
        made = Path(scratch) / "guest.wasm"
        run = subprocess.run(  # noqa: S603
            [
                sys.executable, "-c", "import componentize_py; componentize_py.script()",
                *("--wit-path", str(guest / "component" / "world.wit"), "--world", "guest", "componentize"),
                *("--python-path", str(staged), "--python-path", str(guest / "component")),
                *("--python-path", str(guest / "modules"), "guest_app", "--output", str(made)),
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace", check=False, cwd=scratch,
            env={**os.environ, "VIRTUAL_ENV": scratch},  # else it takes in what is installed here
        )  # fmt: skip
        if run.returncode or not made.is_file():
            raise BuildError(f"componentize-py could not build the sandbox. It said:\n{_words(run.stdout)}")
        shutil.move(made, target(root))
        stamp(root).write_text(fingerprint(root), "utf-8")


def _words(output: str) -> str:
    """What a tool said, without the frames of its own stack."""
    lines = [line for line in output.splitlines() if not re.match(r"\s+(\d+: |at )", line)]
    return "\n".join(lines)[:4_000]


if __name__ == "__main__":
    checkout = Path(__file__).resolve().parents[4]
    if "--check" in sys.argv:  # only say whether it is fresh
        raise SystemExit(not is_fresh(checkout))
    ensure(checkout)

"""The wheel and the sdist: whole, free of development files, and usable with no Node and no checkout."""

import os
import re
import socket
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKED = ("app", "engine", "static", "templates")

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> None:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def build_wheel(source: Path, folder: Path) -> Path:
    options = ("--no-deps", "--no-build-isolation", "--no-cache-dir", "--wheel-dir")
    run(sys.executable, "-m", "pip", "wheel", *options, folder, source, cwd=folder)
    (wheel,) = folder.glob("livegrad-*.whl")
    return wheel


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", folder, cwd=ROOT)
    (archive,) = folder.glob("livegrad-*.tar.gz")
    return archive


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the sdist, as for somebody who has nothing else: everything that is made is made anew."""
    return build_wheel(sdist, tmp_path_factory.mktemp("wheel"))


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def sources() -> set[str]:
    """Every file of the checkout that the app needs, by its name in the wheel."""
    files = (path for folder in PACKED for path in (ROOT / folder).rglob("*") if path.is_file())
    names = (
        path.relative_to(ROOT).as_posix()
        for path in files
        if "__pycache__" not in path.parts and path.name != "guest.stamp"
    )
    return {f"app/{name}" if name.startswith(("static/", "templates/")) else name for name in names}


def test_the_wheel_holds_all_of_app_engine_templates_and_static_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in names_in(wheel) if ".dist-info/" not in name}
    assert inside == sources()
    assert {"app/static/vendor/manifest.json", "app/static/vendor/LICENSES.txt", "app/assets.py"} <= inside


def test_the_wheel_holds_no_test_and_no_development_file(wheel: Path) -> None:
    suspicious = re.compile(
        r"(^|/)(tests?|node_modules|\.ci)/|Makefile|package(-lock)?\.json|hatch_build|conftest"
    )
    assert [name for name in names_in(wheel) if suspicious.search(name)] == []


def test_the_wheel_stays_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 20_000_000  # most of it is the Python that programs run in


def test_the_sdist_holds_the_sources_and_nothing_that_was_made(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "hatch_build.py", "package.json", "package-lock.json", ".npmrc"} <= inside
    assert {"LICENSE", "constraints.txt", "app/assets.py"} <= inside
    made = ("node_modules", "static/vendor", "static/built", ".venv", ".git/", "tests/js-tools/node_modules")
    assert [name for name in inside if name.startswith(made)] == []


@contextmanager
def served(command: list[str | Path], folder: Path) -> Iterator[str]:
    """Run a `livegrad` in a folder of its own with no Node on the PATH; the value is its base URL."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LIVEGRAD_", "PYTHON"))
    }
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [*command, "--no-open", "--port", str(port)],
            cwd=folder,
            env={**environment, "PATH": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while True:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            try:
                httpx.get(f"{url}/healthz", timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def page_of_no_time(url: str) -> str:
    """The page without what is another every time: its nonce, and the edition of its files."""
    answer = httpx.get(url, timeout=10)
    assert answer.status_code == 200
    text = answer.text.replace(re.findall(r'nonce="([^"]+)"', answer.text)[0], "a nonce")
    return re.sub("/static/e/[0-9a-f]{12}/", "/static/", text)


def test_the_wheel_alone_serves_the_checkouts_page_from_an_empty_venv(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    bin_ = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(bin_ / "python", "-m", "pip", "install", "-c", ROOT / "constraints.txt", wheel, cwd=tmp_path)
    with served([bin_ / "livegrad"], tmp_path) as url:
        health = httpx.get(f"{url}/healthz", timeout=10)
        assert health.json()["status"] == "ok"
        script = httpx.get(f"{url}/static/vendor/codemirror-state.js", timeout=10)
        assert script.headers["content-type"].startswith("text/javascript")
        assert script.content == (ROOT / "static/vendor/codemirror-state.js").read_bytes()
        installed = page_of_no_time(url)
    with served([sys.executable, "-m", "app"], tmp_path) as url:
        assert page_of_no_time(url) == installed

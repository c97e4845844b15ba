"""Where the page's templates and static files are, and which modules the browser may import by name.

In a checkout both folders stand beside the app package; in a wheel they are inside it. The checkout wins,
so an editable install always serves the files one is editing.
"""

import hashlib
import json
import os
from pathlib import Path

_APP = Path(__file__).resolve().parent


class AssetsMissingError(RuntimeError):
    """The page's files are not where they should be; the message says what to run."""


def static_dir() -> Path:
    """The folder served under /static."""
    return _find("static")


def templates_dir() -> Path:
    """The folder with the Jinja2 templates."""
    return _find("templates")


def edition() -> str:
    """A name for the static files as they are now: another one as soon as any of them changes.

    It stands in their addresses, so a browser may keep what it got and need not ask again. From sizes and
    times, not contents: it is taken for every page.
    """
    digest = hashlib.blake2b(digest_size=6)
    root = static_dir()
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            stat = os.stat(os.path.join(folder, name))
            digest.update(f"{folder[len(str(root)) :]}/{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def import_map(base: str) -> dict[str, object]:
    """The page's import map: every bundled library's bare name and the URL of its module, below `base`."""
    manifest = static_dir() / "vendor" / "manifest.json"
    try:
        imports: dict[str, str] = json.loads(manifest.read_text("utf-8"))["imports"]
    except FileNotFoundError as error:
        raise AssetsMissingError(
            "The page's JavaScript libraries are not bundled: static/vendor/manifest.json is missing. "
            "Run `make install` (or `pip install -e .`) in the checkout; it needs a network connection once."
        ) from error
    return {"imports": {name: f"{base}/vendor/{file}" for name, file in imports.items()}}


def _find(name: str) -> Path:
    checkout = _APP.parent
    # site-packages may hold folders of any name: only beside pyproject.toml is it a checkout's
    folders = (checkout / name, _APP / name) if (checkout / "pyproject.toml").is_file() else (_APP / name,)
    for folder in folders:
        if folder.is_dir():
            return folder
    raise AssetsMissingError(
        f"The folder `{name}` of livegrad is missing. Reinstall it, or run `make install`."
    )

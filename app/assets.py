"""Where the page's templates and static files are, and under which addresses a page names them.

A page is served bundled (`app/bundling.py`) as long as the bundle was made from the files as they are; while
one edits them, the files themselves are served. In a checkout both folders stand beside the app package; in a
wheel they are inside it. The checkout wins, so an editable install always serves the files one is editing.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app import bundling

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


@dataclass(frozen=True)
class Site:
    """The addresses of a page's files, in one edition of them."""

    base: str
    """Where the files themselves can be kept for good."""
    bundle: dict[str, dict[str, Any]] | None
    """The bundle's manifest; None: the files themselves are served."""

    def url(self, name: str) -> str:
        """The address of a file, named as below static/."""
        known = self.bundle and self.bundle.get(name)
        return f"/static/built/{known['file']}" if known else f"{self.base}/{name}"

    def needs(self, name: str) -> list[str]:
        """The addresses of what a module can't start without, to be loaded in one wave with it."""
        return [f"/static/built/{file}" for file in self.bundle[name]["needs"]] if self.bundle else []

    def parts(self) -> list[str]:
        """Every file that a page may ask for, but for those of the documentation and of notebooks."""
        others = ("vendor/swagger", "js/notebook/")
        files = [file for name, file in (self.bundle or {}).items() if not name.startswith(others)]
        return sorted({part for file in files for part in (file["file"], *file["needs"])})

    def imports(self) -> dict[str, object] | None:
        """The page's import map; a bundle needs none."""
        return None if self.bundle else import_map(self.base)


def site() -> Site:
    """The files as they are now."""
    return _site(edition())


@lru_cache(maxsize=2)
def _site(name: str) -> Site:
    root = static_dir().parent
    fresh = bundling.is_fresh(root)
    bundle = json.loads((bundling.built(root) / "manifest.json").read_text("utf-8")) if fresh else None
    return Site(f"/static/e/{name}", bundle)


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

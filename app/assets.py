"""Where the page's templates and static files are, and which modules the browser may import by name.

In a checkout both folders stand beside the app package; in a wheel they are inside it. The checkout wins,
so an editable install always serves the files one is editing.
"""

import json
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


def import_map() -> dict[str, object]:
    """The page's import map: every bundled library's bare name and the URL of its module."""
    manifest = static_dir() / "vendor" / "manifest.json"
    try:
        imports: dict[str, str] = json.loads(manifest.read_text("utf-8"))["imports"]
    except FileNotFoundError as error:
        raise AssetsMissingError(
            "The page's JavaScript libraries are not bundled: static/vendor/manifest.json is missing. "
            "Run `make install` (or `pip install -e .`) in the checkout; it needs a network connection once."
        ) from error
    return {"imports": {name: f"/static/vendor/{file}" for name, file in imports.items()}}


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

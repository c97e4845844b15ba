"""Folders for machine code in the user's cache: made once a machine, read by every start.

Never a folder that others can write: what is read from there is run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def private_folder(base: Path, name: str) -> Path | None:
    """The folder `name` below `base`, made if need be; None if it cannot be written or is not ours alone."""
    place = base / name
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(place):
            return None
        with tempfile.TemporaryFile(dir=place):
            return place
    except OSError:
        return None


def found_folder(base: Path, name: str) -> Path | None:
    """The folder `name` below `base` to read from, if it is ours alone; the disk may be read-only."""
    place = base / name
    try:
        return place if _is_ours(place) else None
    except OSError:
        return None


def user_cache() -> Path:
    """livegrad's part of the user's cache, by the custom of the system."""
    home = Path(os.path.expanduser("~"))  # Path.home() raises where there is none
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "livegrad"


def _is_ours(place: Path) -> bool:
    """Whether the directory is this user's, and nobody else can write to it."""
    if sys.platform == "win32":  # the user's own profile is protected there
        return True
    status = place.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022

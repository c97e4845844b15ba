"""The compiled loops: where they come from, and whether they are there yet.

Compiling takes seconds, the first time; the machine code is then kept in the user's cache directory and read
in a fraction of a second. Until it is there, and where numba is missing or fails, the NumPy executor serves.
"""

from __future__ import annotations

import hashlib
import os
import platform
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from engine.cache import private_folder, user_cache

Function = TypeVar("Function", bound=Callable[..., Any])

SOURCES: Final = ("ops.py", "tape/program.py", "tape/code.py", "kernels/*.py")
"""What the machine code depends on. Their contents name the directory it is kept in."""


class Kernels(NamedTuple):
    """The entry functions of `engine/kernels/run.py`."""

    train: Callable[..., int]
    replay: Callable[..., None]


class _Found:
    kernels: Kernels | None = None
    trouble: str = ""
    tried: bool = False
    thread: threading.Thread | None = None


_lock = threading.Lock()
_starting = threading.Lock()


def found() -> Kernels | None:
    """The compiled loops, if they are ready."""
    return _Found.kernels


def ready() -> bool:
    """Whether tapes run on compiled loops by now."""
    return found() is not None


def trouble() -> str:
    """Why there are no compiled loops, in words; empty while nothing went wrong."""
    return _Found.trouble


def start() -> None:
    """Compile in a thread of its own, once a process. Returns at once."""
    with _starting:
        if _Found.thread is None and not _Found.tried:
            _Found.thread = threading.Thread(target=warm, name="kernels", daemon=True)
            _Found.thread.start()


def warm() -> bool:
    """Compile the loops, or read them from the cache, and say whether they are ready. Never raises."""
    with _lock:
        if not _Found.tried:
            try:
                _Found.kernels = _compile()
            except Exception as error:  # noqa: BLE001 (whatever is wrong, the NumPy executor serves)
                _Found.trouble = f"{type(error).__name__}: {error}"
            _Found.tried = True
    return ready()


def _compile() -> Kernels:
    # numba is imported by those who need it: that alone takes a third of a second
    from engine.kernels.run import REPLAY_TYPES, TRAIN_TYPES, replay, train

    return Kernels(kept(train, TRAIN_TYPES), kept(replay, REPLAY_TYPES))


def kept(function: Function, types: str) -> Function:
    """The function compiled for these types, from the cache if it is there."""
    from numba import config

    from engine.kernels.jit import entry

    place = cache_directory()
    if place is None:
        return entry(function, types, cache=False)
    settings: Any = config
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(place)
    try:
        return entry(function, types, cache=True)
    except Exception:  # noqa: BLE001 (a full disk, a damaged file: compile without it)
        return entry(function, types, cache=False)
    finally:
        settings.CACHE_DIR = before


def cache_directory() -> Path | None:
    """Where machine code is kept: below NUMBA_CACHE_DIR or the user's cache. None if that cannot be written.

    Never a directory that others can write: what is read from there is run.
    """
    base = os.environ.get("NUMBA_CACHE_DIR")
    return private_folder(Path(base) if base else user_cache(), f"kernels-{_fingerprint()}")


def _fingerprint() -> str:
    """Changes with the loops' sources and with what compiles them."""
    import numba
    import numpy as np

    digest = hashlib.sha256(f"{numba.__version__} {np.__version__} {platform.python_version()}".encode())
    folder = Path(__file__).parents[1]
    for pattern in SOURCES:
        for source in sorted(folder.glob(pattern)):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]

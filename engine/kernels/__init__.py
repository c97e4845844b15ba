"""The compiled loops: where they come from, and whether they are there yet.

Compiling takes half a minute of work, the first time. A process of its own does it, so that no training waits
for it; the machine code is kept in the user's cache directory and read in a fraction of a second.
Until it is there, and where numba is missing or fails, the NumPy executor serves.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib.metadata import version
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
    """Have the loops compiled elsewhere and then read them, once a process. Returns at once."""
    with _starting:
        if _Found.thread is None and not _Found.tried:
            _Found.thread = threading.Thread(target=_fill_and_warm, name="kernels", daemon=True)
            _Found.thread.start()


def _fill_and_warm() -> None:
    try:
        place = cache_directory()
        if place is not None and sys.executable and len(list(place.glob("*.nbi"))) < len(Kernels._fields):
            _compile_elsewhere()
    except Exception:  # noqa: BLE001, S110 (no numba, no process: what warm() says of it counts)
        pass
    warm()


def _compile_elsewhere() -> None:
    """Fill the cache in a process of its own, which yields to everybody else."""
    program = "import os\nif hasattr(os, 'nice'): os.nice(10)\nfrom engine import kernels\nkernels.warm()"
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.Popen(  # noqa: S603 (it is ours)
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(done.kill)
    done.wait()
    atexit.unregister(done.kill)


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
    # asked without importing numba, which takes a third of a second
    versions = [version("numba"), version("numpy"), platform.python_version()]
    digest = hashlib.sha256(" ".join(versions).encode())
    folder = Path(__file__).parents[1]
    for pattern in SOURCES:
        for source in sorted(folder.glob(pattern)):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]

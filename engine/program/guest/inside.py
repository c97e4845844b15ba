"""The modules that a program finds inside, imported while the component is built: nothing else can be later.

Some of them are set right for a run that must be the same every time: a clock that moves only when it is
looked at, random numbers from seed 0, and no end of the process.
"""

from __future__ import annotations

import importlib
import os
import random
import sys
import time
from contextlib import suppress
from typing import Any, Final

from engine.program.guest import event_loop

_MODULES: Final = """
    __future__ _ast_unparse _colorize _pydatetime _pydecimal _strptime abc annotationlib argparse array
    ast asyncio atexit base64 binascii bisect builtins calendar cmath cmd code codecs collections
    collections.abc colorsys concurrent.futures configparser contextlib contextvars copy copyreg csv
    dataclasses datetime decimal difflib dis doctest encodings.ascii encodings.cp1252 encodings.idna
    encodings.latin_1 encodings.utf_16 enum errno fileinput fnmatch fractions functools gc getopt getpass
    gettext glob graphlib gzip hashlib heapq hmac html html.parser http imp importlib.metadata
    importlib.resources importlib.util inspect io ipaddress itertools json keyword linecache locale
    logging logging.handlers marshal math mimetypes multiprocessing numbers operator optparse os os.path
    pathlib pdb pickle pkgutil platform pprint profile pstats queue quopri random re reprlib sched
    secrets select selectors shelve shlex shutil signal socket stat statistics string string.templatelib
    stringprep struct subprocess symtable sys sysconfig tabnanny tempfile textwrap threading time timeit
    token tokenize tomllib trace traceback tracemalloc types typing unicodedata unittest unittest.async_case
    unittest.mock urllib.parse urllib.request uuid warnings wave weakref xml.etree.ElementTree zipfile
    zlib zoneinfo
"""
_START: Final = 1_767_225_600.0
"""The time a program begins at: 2026-01-01, in seconds since 1970."""
_MOST_RECURSION: Final = 20_000


class Clock:
    """A clock of the run's own: it moves by a microsecond when it is looked at, and by what is slept."""

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        self.now += 1e-6
        return _START + self.now

    def elapsed(self) -> float:
        self.now += 1e-6
        return self.now

    def sleep(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        self.now += seconds


clock: Final = Clock()
seeded: list[bool] = [False]
"""Whether the program chose a seed."""
_recursion: list[int] = [1_000]
_start_state: list[object] = [None]


def prepare() -> None:
    """Once, while the component is built."""
    for name in _MODULES.split():
        with suppress(ImportError):  # some are not made for WebAssembly
            importlib.import_module(name)
    patches: list[tuple[Any, str, Any]] = [
        (time, "time", clock.time),
        (time, "time_ns", lambda: int(clock.time() * 1e9)),
        (time, "sleep", clock.sleep),
        (time, "perf_counter", clock.elapsed),
        (time, "monotonic", clock.elapsed),
        (time, "process_time", clock.elapsed),
        (time, "perf_counter_ns", lambda: int(clock.elapsed() * 1e9)),
        (sys, "setrecursionlimit", _set_recursion),
        (sys, "getrecursionlimit", lambda: _recursion[0]),
        (random, "seed", _seed),
    ]
    event_loop.install(clock.sleep)
    for owner, name, patch in patches:
        setattr(owner, name, patch)


def begin() -> None:
    """Before every run."""
    os.environ.clear()
    os.environ.update(PATH="/usr/bin:/bin", HOME="/home/user", USER="user", LANG="C.UTF-8")
    clock.now = 0.0
    _real_seed(0)
    _start_state[0] = random.getstate()
    seeded[0] = False


def notes() -> list[str]:
    """What is to be said of how the program was run."""
    drew = not seeded[0] and random.getstate() != _start_state[0]
    return (
        ["No seed was chosen, so the random numbers are those of seed 0, the same in every run."]
        if drew
        else []
    )


_real_recursion = sys.setrecursionlimit
_real_seed = random.seed


def _set_recursion(limit: int) -> None:
    """As asked for, up to what the sandbox's stack holds."""
    _real_recursion(min(limit, _MOST_RECURSION))
    _recursion[0] = limit


def _seed(a: Any = None, version: int = 2) -> None:
    seeded[0] = a is not None
    _real_seed(0 if a is None else a, version)

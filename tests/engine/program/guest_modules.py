"""The guest's modules, loaded beside the real ones: the host is called directly, in this process."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from engine.program.numpy_host import NumpyHost

MODULES = Path(__file__).parents[3] / "engine" / "program" / "guest" / "modules"


@contextlib.contextmanager
def guest(name: str, part: str = "", host: NumpyHost | None = None) -> Iterator[ModuleType]:
    """A fresh copy of a guest's package, or of a module in it, under a name beside the real one's."""
    bridge = ModuleType("livegrad_host")
    bridge.call = (host or NumpyHost()).call  # type: ignore[attr-defined]
    sys.modules["livegrad_host"] = bridge
    alias = f"guest_{name}"
    folder = MODULES / name
    spec = importlib.util.spec_from_file_location(
        alias, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules[alias] = module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        yield importlib.import_module(f"{alias}.{part}") if part else module
    finally:
        for key in [key for key in sys.modules if key.partition(".")[0] in (alias, "livegrad_host")]:
            del sys.modules[key]


def printed(program: str, **names: Any) -> str:
    """What a program prints, and the last line of the traceback where it ends in one."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(program, "<program>", "exec"), {"__name__": "__main__", **names})
        except Exception as error:  # noqa: BLE001 - part of what is compared
            print("".join(traceback.format_exception_only(error)).strip())
    return out.getvalue()

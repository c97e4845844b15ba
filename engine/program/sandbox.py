"""CPython in a WebAssembly sandbox: a fresh interpreter for every run, stopped when its time is over.

The component (`guest.wasm`, see `guest/component/build.py`) is compiled to native code once a machine, which
takes some ten seconds of CPU, and kept in the user's cache; reading it takes milliseconds. A slot is one
thread with an engine of its own, so that stopping one run stops no other; it keeps an instance ready.
"""

from __future__ import annotations

import hashlib
import os
import platform
import queue
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

import wasmtime
from wasmtime import Config, Engine, Store, WasiConfig
from wasmtime.component import Component, Linker

from engine.cache import found_folder, private_folder, user_cache

COMPONENT: Final = Path(__file__).with_name("guest.wasm")
_WASM_STACK: Final = 2 << 20
"""Bytes. More aborts the process, less traps where CPython would raise a RecursionError."""
_KEPT: Final = 30 * 86_400
"""Seconds that native code of another version is kept, since it was last needed."""
_THREAD_STACK: Final = 16 << 20
Ask = Callable[[str, str], str]


class NotReadyError(Exception):
    """The component is still being compiled."""


class StoppedError(Exception):
    """A run did not end by itself. `why`: "time", "cancelled", "stack", or "crash"."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(detail or why)
        self.why = why


class Job(NamedTuple):
    """One run to be done: the request, its bounds, who answers what the guest asks, and who waits for it."""

    request: str
    seconds: float
    memory: int
    ask: Ask
    done: Future[str]


class Native:
    """The component as native code: where it lies, or what is happening to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._bytes: bytes | None = None
        self._thread: threading.Thread | None = None
        self.trouble = ""
        """Why there is no sandbox, in words; empty while nothing went wrong."""

    @property
    def ready(self) -> bool:
        return self._path is not None or self._bytes is not None

    def start(self) -> None:
        """Compile in a thread, once a process. Returns at once."""
        if self._thread is None and not self.ready:
            self._thread = threading.Thread(target=self.make, name="sandbox", daemon=True)
            self._thread.start()

    def make(self) -> bool:
        """Compile the component, or find it in the cache, and say whether it is there. Never raises."""
        with self._lock:
            if not self.ready and not self.trouble:
                try:
                    self._make()
                except (OSError, wasmtime.WasmtimeError) as error:
                    self.trouble = f"{type(error).__name__}: {str(error)[:500]}"
        return self.ready

    def load(self, engine: Engine) -> Component:
        """The component for one engine."""
        if self._path is not None:
            with suppress(wasmtime.WasmtimeError):
                return Component.deserialize_file(engine, str(self._path))
            with self._lock:  # somebody has emptied the cache since
                self._path = None
                self._make()
            return self.load(engine)
        assert self._bytes is not None
        return Component.deserialize(engine, self._bytes)

    def _make(self) -> None:
        wasm = COMPONENT.read_bytes()
        made_of = f"{version('wasmtime')} {platform.machine()} {platform.processor()}".encode()
        digest = hashlib.sha256(wasm + made_of).hexdigest()[:24]
        made = found_folder(user_cache(), "sandbox")
        path = None if made is None else made / f"{digest}.cwasm"
        if path is not None and self._is_good(path):
            self._path = path
            with suppress(OSError):
                path.touch()  # it is in use
            return
        native = bytes(Component(make_engine(), wasm).serialize())
        folder = private_folder(user_cache(), "sandbox")
        if folder is None:
            self._bytes = native
            return
        path = folder / f"{digest}.cwasm"
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(native)
        os.replace(file.name, path)
        self._path = path
        for other in folder.glob("*.cwasm"):  # another version may be running
            if other != path and other.stat().st_mtime < time.time() - _KEPT:
                other.unlink(missing_ok=True)

    def _is_good(self, path: Path) -> bool:
        if not path.is_file():
            return False
        try:
            Component.deserialize_file(make_engine(), str(path))
        except wasmtime.WasmtimeError:  # of another processor, or damaged
            return False
        return True


def make_engine() -> Engine:
    """An engine whose runs can be stopped."""
    config = Config()
    config.epoch_interruption = True
    config.max_wasm_stack = _WASM_STACK
    return Engine(config)


class Slot:
    """One thread that runs one program at a time, on an engine of its own."""

    def __init__(self, native: Native, jobs: queue.SimpleQueue[Job | None]) -> None:
        self._engine = make_engine()
        self._component = native.load(self._engine)
        self._linker = Linker(self._engine)
        self._linker.add_wasip2()
        with self._linker.root() as root:
            root.add_func("ask", self._ask)
        self._jobs = jobs
        self._job: Job | None = None
        self._why = ""
        self.thread = threading.Thread(target=self._work, name="program", daemon=True)

    def stop(self, why: str, job: Job) -> None:
        """End the run that is going on, if it is this one."""
        if self._job is job:
            self._why = why
            self._engine.increment_epoch()

    def _ask(self, _: object, topic: str, request: str) -> str:
        assert self._job is not None
        return self._job.ask(topic, request)

    def _work(self) -> None:
        while True:
            store, run = self._instance()
            job = self._jobs.get()
            if job is None:
                return
            if not job.done.set_running_or_notify_cancel():
                continue
            self._do(job, store, run)
            store.close()

    def _instance(self) -> tuple[Store, Any]:
        """A fresh interpreter, made while nobody waits for it."""
        store = Store(self._engine)
        store.set_wasi(WasiConfig())
        store.set_epoch_deadline(1 << 40)
        instance = self._linker.instantiate(store, self._component)
        return store, instance.get_func(store, "run")

    def _do(self, job: Job, store: Store, run: Any) -> None:
        store.set_limits(memory_size=job.memory)
        store.set_epoch_deadline(1)
        self._job, self._why = job, ""
        timer = threading.Timer(job.seconds, self.stop, ("time", job))
        timer.daemon = True
        timer.start()
        try:
            answer = run(store, job.request)
        except wasmtime.WasmtimeError as error:
            job.done.set_exception(StoppedError(self._why or _why(str(error)), str(error)[:2_000]))
        except Exception as error:  # noqa: BLE001 (a thread that ends would keep its caller waiting)
            job.done.set_exception(error)
        else:
            job.done.set_result(answer)
        finally:
            timer.cancel()
            self._job = None


def _why(text: str) -> str:
    return "stack" if "call stack exhausted" in text else "crash"


class Sandbox:
    """Some slots, made when they are first needed."""

    def __init__(self, slots: int = 2, native: Native | None = None) -> None:
        self.native = native or Native()
        self.slots = slots
        """How many programs run at the same time, at most."""
        self._slots: list[Slot] = []
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def submit(self, request: str, seconds: float, memory: int, ask: Ask) -> Future[str]:
        """Run a program. The future's `cancel()` drops it while it waits; `stop` ends it at any time.

        Raises NotReadyError while the component is being compiled.
        """
        if not self.native.ready:
            self.native.start()
            raise NotReadyError(self.native.trouble)
        job = Job(request, seconds, memory, ask, Future())
        with self._lock:
            if len(self._slots) < self.slots:
                self._add_slot()
        self._jobs.put(job)
        return job.done

    def stop(self, future: Future[str]) -> None:
        """End a run whose answer nobody waits for any more."""
        if not future.cancel():
            for slot in self._slots:
                job = slot._job
                if job is not None and job.done is future:
                    slot.stop("cancelled", job)

    def _add_slot(self) -> None:
        slot = Slot(self.native, self._jobs)
        before = threading.stack_size(_THREAD_STACK)
        try:
            slot.thread.start()
        finally:
            threading.stack_size(before)
        self._slots.append(slot)

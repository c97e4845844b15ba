"""One training's life: it obeys its client, steps when steps are due, and shows what it has come to."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import orjson

from app.settings import Settings
from app.training import messages as m
from app.training.errors import Abuse, TrainingError
from app.training.frames import pack
from app.training.observe import Range, View, changed_message, changes, picture, plane, ready_message
from app.training.outbox import Outbox, Unsent
from app.training.pacing import Chunk, Meter, Pace
from app.training.protocol import Engine, Trainer, TrainingData

log = logging.getLogger("livegrad")

MOST_COMMANDS = 256
"""Commands that may wait; more wait in the network."""
GRAPH_SECONDS = 0.2
"""Graphs of an inspected sample come this far apart at the closest."""
T = TypeVar("T")


class Session:
    """Reads commands from `inbox`, writes to `outbox`. All work on the trainer is done in a thread, one call at a time."""

    def __init__(self, engine: Engine, settings: Settings, threads: anyio.CapacityLimiter) -> None:
        self.engine, self.settings, self.threads = engine, settings, threads
        self.inbox: asyncio.Queue[m.Command] = asyncio.Queue(MOST_COMMANDS)
        self.outbox = Outbox()
        self.woken = asyncio.Event()
        self.gone = False
        self.view = View(hz=min(View().hz, settings.train_frames_per_second))
        self.trainer: Trainer | None = None
        self._forget()

    def _forget(self) -> None:
        """Let go of the training."""
        self.trainer, self.data_told, self.shown = None, None, (-1.0, 1.0, -1.0, 1.0)
        self.unsent, self.chunk, self.meter = Unsent(), Chunk(), Meter()
        self.playing, self.pace, self.remaining = False, None, 0
        self.inspected: m.Inspect | None = None
        self.stale = False  # whether there is something the page has not seen
        self.changed = False  # whether settings are among it
        self.framed_at = self.graphed_at = 0.0

    shown: Range
    pace: Pace | None
    remaining: int | None
    """Steps still to make; None for no end."""
    data_told: TrainingData | None

    async def run(self) -> None:
        """Live until cancelled."""
        while True:
            try:
                await self._obey_all()
                steps, show = self._due(), self._frame_due()
                if steps or show:
                    await self._work(steps, show)
                else:
                    await self._wait()
            except Abuse:
                raise
            except TrainingError as error:
                self.outbox.say(error.body())

    async def post(self, message: m.Message) -> None:
        """Take a message from the client."""
        if isinstance(message, m.Ack):
            self.outbox.acknowledge(message.frame)
        else:
            await self.inbox.put(message)
        self.woken.set()

    # --- commands -------------------------------------------------------------------------------

    async def _obey_all(self) -> None:
        while not self.inbox.empty():
            command = self.inbox.get_nowait()
            if isinstance(command, m.Seek) and self._seek_follows():
                continue  # while a person scrubs only the latest place matters
            await self._obey(command)

    def _seek_follows(self) -> bool:
        waiting: list[m.Command] = list(self.inbox._queue)  # type: ignore[attr-defined]
        return bool(waiting) and isinstance(waiting[0], m.Seek)

    async def _obey(self, command: m.Command) -> None:
        if isinstance(command, m.Start):
            await self._start(command)
            return
        if isinstance(command, m.View):
            self._change_view(command)
            return
        trainer = self.trainer
        if isinstance(command, m.Stop):
            self._forget()
        elif trainer is None:
            raise TrainingError("request", "No training is under way.", hint='Send {"type": "start"} first.')
        elif isinstance(command, m.Play):
            self._go(None if command.steps_per_second is None else Pace(command.steps_per_second), None)
        elif isinstance(command, m.Step):
            self._go(None, command.count)
        elif isinstance(command, m.Pause):
            self._halt()
        elif isinstance(command, m.Seek):
            await self._seek(trainer, command.step)
        elif isinstance(command, m.Change):
            await self._change(trainer, command.fields)
        else:
            self.inspected = command if isinstance(command, m.Inspect) else None
            self.stale, self.graphed_at = True, 0.0

    async def _start(self, command: m.Start) -> None:
        self._forget()
        if command.resume is None:
            trainer = await self._thread(lambda: self.engine.make(command.config))
        else:
            resume = command.resume
            trainer = await self._thread(lambda: self.engine.resume(resume))
        self._take(trainer, restarted=False)

    def _take(self, trainer: Trainer, *, restarted: bool) -> None:
        self.shown = plane(trainer.data, None if self.trainer is None else self.shown)
        self.trainer, self.data_told, self.stale = trainer, trainer.data, True
        self.outbox.say(ready_message(trainer, self.shown, self.view, restarted=restarted))

    def _go(self, pace: Pace | None, count: int | None) -> None:
        self.playing, self.pace, self.remaining = True, pace, count
        self.meter.reset()
        self.stale = True

    def _halt(self) -> None:
        self.playing, self.pace, self.remaining = False, None, 0
        self.meter.reset()
        self.stale = True

    async def _seek(self, trainer: Trainer, step: int) -> None:
        if step > trainer.end:
            raise TrainingError(
                "request", f"There is no step {step} yet.", hint=f"The latest one is {trainer.end}."
            )
        self._halt()
        await self._thread(lambda: trainer.seek(step, self._is_gone))

    async def _change(self, trainer: Trainer, fields: dict[str, Any]) -> None:
        changed = await self._thread(lambda: self.engine.change(trainer, fields))
        if changed is not trainer:
            self.unsent.clear()
            self._take(changed, restarted=True)
            return
        self.stale = self.changed = True
        if changed.data is self.data_told:
            self.outbox.say(changed_message(changed))
        else:
            self._take(changed, restarted=False)

    def _change_view(self, command: m.View) -> None:
        finest = self.settings.train_max_grid
        for name, side in (("grid", command.grid), ("unit_grid", command.unit_grid)):
            if side is not None and side > finest:
                raise TrainingError(
                    "limit", f"`{name}` is {side}: the finest is {finest}.", hint="Ask for fewer points."
                )
        told = {name: value for name in command.model_fields_set - {"type"} if (value := getattr(command, name)) is not None or name == "sample"}
        if "hz" in told:
            told["hz"] = min(told["hz"], self.settings.train_frames_per_second)
        self.view = replace(self.view, **told)
        self.stale = True

    # --- work -----------------------------------------------------------------------------------

    def _due(self) -> int:
        """Steps to make now."""
        if not self.playing or self.trainer is None:
            return 0
        wanted = [self.chunk.steps]
        if self.pace is not None:
            wanted.append(self.pace.due())
        if self.remaining is not None:
            wanted.append(self.remaining)
        return min(wanted)

    def _frame_due(self) -> bool:
        return (
            self.trainer is not None
            and self.stale
            and self.outbox.room_for_frame()
            and time.monotonic() >= self.framed_at + 1 / self.view.hz
        )

    async def _wait(self) -> None:
        """Until the client says something, or the clock makes a step or a frame due."""
        waits: list[float] = []
        if self.playing and self.pace is not None:
            waits.append(self.pace.wait())
        if self.trainer is not None and self.stale and self.outbox.room_for_frame():
            waits.append(self.framed_at + 1 / self.view.hz - time.monotonic())
        with anyio.move_on_after(max(0.0, min(waits)) if waits else None):
            await self.woken.wait()
        self.woken.clear()

    async def _work(self, steps: int, show: bool) -> None:
        trainer = self.trainer
        assert trainer is not None
        messages = await self._thread(lambda: self._turn(trainer, steps, show))
        for message in messages:
            self.outbox.put(message)

    def _turn(self, trainer: Trainer, steps: int, show: bool) -> list[str | bytes]:
        """Steps, and what there is to show: one turn in a thread."""
        said: list[str | bytes] = []
        if steps:
            said += self._advance(trainer, steps)
        if show and not self.gone:
            said.append(self._frame(trainer))
            if self.inspected is not None and time.monotonic() >= self.graphed_at + GRAPH_SECONDS:
                said.append(self._graph(trainer, self.inspected))
        return said

    def _advance(self, trainer: Trainer, steps: int) -> list[str | bytes]:
        begun = time.perf_counter()
        rows = trainer.advance(steps, self._is_gone).rows
        made = len(rows)
        self.chunk.took(made, time.perf_counter() - begun)
        self.meter.count(made)
        self.unsent.add(rows)
        self.stale = self.stale or made > 0
        if self.pace is not None:
            self.pace.made(made)
        if self.remaining is not None:
            self.remaining -= made
        ended: dict[str, Any] | None = None
        if (diverged := trainer.diverged) is not None:
            ended = {"type": "diverged", "step": diverged.step, "message": diverged.message}
        elif trainer.step >= trainer.config.steps:
            ended = {"type": "done", "step": trainer.step}
        if ended is not None or self.remaining == 0:
            self._halt()
        return [] if ended is None else [orjson.dumps(ended).decode()]

    def _frame(self, trainer: Trainer) -> bytes:
        fields, arrays = picture(trainer, self.shown, self.view, self.unsent.rows())
        self.unsent.clear()
        self.outbox.sent += 1
        self.framed_at, self.stale = time.monotonic(), False
        header = {
            "type": "frame",
            "frame": self.outbox.sent,
            "steps_per_second": round(self.meter.rate, 1),
            "playing": self.playing and self.remaining is None,
            **fields,
            **({"changes": changes(trainer)} if self.changed else {}),
        }
        self.changed = False
        return pack(header, arrays)

    def _graph(self, trainer: Trainer, asked: m.Inspect) -> str:
        self.graphed_at = time.monotonic()
        try:
            answer = self.engine.inspect(trainer, asked)
        except TrainingError as error:
            self.inspected = None
            return orjson.dumps(error.body()).decode()
        return orjson.dumps({"type": "graph", "sample": asked.sample, "step": trainer.step, **answer}).decode()

    def _is_gone(self) -> bool:
        return self.gone

    async def _thread(self, work: Callable[[], T]) -> T:
        """Do it in one of the few threads that train. A fault of ours ends the training, not the socket."""
        try:
            return await anyio.to_thread.run_sync(work, limiter=self.threads)
        except TrainingError:
            raise
        except Exception as error:
            log.error("a training failed", exc_info=error)
            self._forget()
            raise TrainingError(
                "internal", "Something went wrong on the server.", hint="It was logged there."
            ) from error

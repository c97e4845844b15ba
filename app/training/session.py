"""One training's life: it obeys its client, steps when steps are due, and shows what it has come to."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import orjson

from app.settings import Settings
from app.training import messages as m
from app.training.errors import Abuse, TrainingError
from app.training.outbox import Outbox
from app.training.pacing import Chunk, Meter, Pace
from app.training.protocol import Engine, Trainer
from app.training.screen import Screen

log = logging.getLogger("livegrad")

MOST_COMMANDS = 256
"""Commands that may wait here; more wait in the network."""
OVERTAKING = (m.Seek, m.Start, m.Stop)
"""A seek takes as long as the steps on its way; these do not wait for it."""
PATIENCE = 10.0
"""Seconds that a training plays on for a client that acknowledges no frame."""
T = TypeVar("T")


class Session:
    """Takes messages by `post`, answers into `outbox`.

    Everything that touches the trainer runs in one of a few threads, one call at a time; in between the
    session is on the event loop and listens.
    """

    def __init__(self, engine: Engine, settings: Settings, threads: anyio.CapacityLimiter) -> None:
        self.engine, self.threads = engine, threads
        self.commands: deque[m.Command] = deque()
        self.taken, self.woken = asyncio.Event(), asyncio.Event()
        self.gone = False
        self.superseded = False  # whether the training that was to start is followed by another
        self.overtaken = False  # whether a seek under way need not be finished
        self.outbox = Outbox()
        self.screen = Screen(settings, self.outbox)
        self._forget()

    def _forget(self) -> None:
        """Let go of the training."""
        self.trainer: Trainer | None = None
        self.screen.clear()
        self.chunk, self.meter = Chunk(), Meter()
        self.moving = False
        self.pace: Pace | None = None  # None: flat out
        self.remaining: int | None = None  # steps still to make; None: no end

    async def post(self, message: m.Message) -> None:
        """Take a message from the client; wait while too many are not carried out."""
        if isinstance(message, m.Ack):
            self.outbox.acknowledge(message.frame)
        else:
            while len(self.commands) >= MOST_COMMANDS:
                self.taken.clear()
                await self.taken.wait()
            self.commands.append(message)
            self.overtaken = self.overtaken or self._overtakes(message)
        self.woken.set()

    async def run(self) -> None:
        """Live until cancelled."""
        while True:
            try:
                await self._round()
            except Abuse:
                raise
            except TrainingError as error:
                self.outbox.say(error.body())

    async def _round(self) -> None:
        while self.commands:
            command = self.commands.popleft()
            self.taken.set()
            if not self._is_outdated(command):
                await self._obey(command)
        trainer, steps, showing = self.trainer, self._due(), self.screen.wait() == 0.0
        if trainer is not None and (steps or showing):
            for message in await self._thread(lambda: self._turn(trainer, steps, showing)):
                self.outbox.put(message)
        else:
            await self._wait()

    def _is_outdated(self, command: m.Command) -> bool:
        """Whether a later message makes it pointless.

        Of several trainings to start only the last one matters, and nothing that was said to those before;
        of several places to seek only the last one.
        """
        if isinstance(command, m.Start):
            self.superseded = any(isinstance(later, m.Start) for later in self.commands)
            return self.superseded
        if isinstance(command, m.View):
            return False
        later = self.commands[0] if self.commands else None
        elsewhere = isinstance(command, m.Seek) and isinstance(later, m.Seek) and self._overtakes(later)
        return self.superseded or elsewhere

    # --- what the client wants ------------------------------------------------------------------

    async def _obey(self, command: m.Command) -> None:
        if isinstance(command, m.Start):
            await self._start(command)
        elif isinstance(command, m.View):
            self.screen.change_view(command)
        elif isinstance(command, m.Stop):
            self._forget()
        elif self.trainer is None:
            raise TrainingError("request", "No training is under way.", hint='Send {"type": "start"} first.')
        else:
            await self._obey_with(self.trainer, command)

    async def _obey_with(self, trainer: Trainer, command: m.Command) -> None:
        match command:
            case m.Play():
                rate = command.steps_per_second
                self._move(None if rate is None else Pace(rate), None)
            case m.Step():
                under_way = self.remaining if self.moving and self.remaining is not None else 0
                self._move(None, under_way + command.count)  # a key held down sends one after the other
            case m.Pause():
                self._halt()
            case m.Seek():
                await self._seek(trainer, command.step)
            case m.Change():
                await self._change(trainer, command.fields)
            case m.Inspect():
                self.screen.inspect(command)
            case m.Export():
                text = await self._thread(lambda: self.engine.export(trainer, command.form))
                self.outbox.say({"type": "export", "form": command.form, "step": trainer.step, "text": text})
            case m.Landscape():
                self.screen.look_around(command)
            case _:
                self.screen.inspect(None)

    async def _start(self, command: m.Start) -> None:
        self._forget()
        config, resume = command.config, command.resume
        make = (lambda: self.engine.make(config)) if resume is None else (lambda: self.engine.resume(resume))
        self.trainer = await self._thread(make)
        self.screen.introduce(self.trainer, restarted=False)

    def _overtakes(self, message: m.Message) -> bool:
        """Whether a seek need not be finished because of it: not for a seek that will be refused."""
        if isinstance(message, m.Seek):
            return self.trainer is not None and message.step <= self.trainer.end
        return isinstance(message, OVERTAKING)

    def _move(self, pace: Pace | None, count: int | None) -> None:
        self.moving, self.pace, self.remaining = True, pace, count
        self.meter.reset()
        self.screen.stale = True

    def _halt(self) -> None:
        self.moving = False
        self.meter.reset()
        self.screen.stale = True

    async def _seek(self, trainer: Trainer, step: int) -> None:
        if step > trainer.end:
            hint = f"The latest one is {trainer.end}."
            raise TrainingError("request", f"There is no step {step} yet.", hint=hint)
        self._halt()
        self.overtaken = any(self._overtakes(later) for later in self.commands)
        await self._thread(lambda: trainer.seek(step, lambda: self.gone or self.overtaken))

    async def _change(self, trainer: Trainer, fields: dict[str, Any]) -> None:
        changed = await self._thread(lambda: self.engine.change(trainer, fields))
        if changed is trainer:
            self.screen.tell_change(trainer)
        else:  # another model, from its first step
            self.trainer = changed
            self.screen.unsent.clear()
            self.screen.introduce(changed, restarted=True)

    # --- work -----------------------------------------------------------------------------------

    def _due(self) -> int:
        """Steps to make now."""
        if not self.moving or self._nobody_looks():
            return 0
        steps = self.chunk.steps if self.remaining is None else min(self.chunk.steps, self.remaining)
        return steps if self.pace is None else min(steps, self.pace.due())

    def _nobody_looks(self) -> bool:
        """Whether it plays for a client that has seen nothing of it for a while: then it waits, at no cost.
        Steps that were counted out are made all the same."""
        return self.remaining is None and self.screen.unseen_for() > PATIENCE

    async def _wait(self) -> None:
        """Until the client says something, or the clock makes a step or a frame due."""
        plays = self.moving and not self._nobody_looks()
        waits = [self.pace.wait()] if plays and self.pace is not None else []
        if (until_frame := self.screen.wait()) is not None and self.trainer is not None:
            waits.append(until_frame)
        with anyio.move_on_after(min(waits) if waits else None):
            await self.woken.wait()
        self.woken.clear()

    def _turn(self, trainer: Trainer, steps: int, showing: bool) -> list[str | bytes]:
        """Steps, and what there is to show: one turn in a thread."""
        said: list[str | bytes] = []
        if steps:
            said += self._advance(trainer, steps)
        if showing and not self.gone:
            said += self.screen.show(
                trainer,
                self.engine,
                playing=self.moving and self.remaining is None,
                steps_per_second=self.meter.rate,
            )
        return said

    def _advance(self, trainer: Trainer, steps: int) -> list[str | bytes]:
        computed, begun = time.thread_time(), time.perf_counter()
        rows = trainer.advance(steps, self._is_gone).rows
        made = len(rows)
        # a crowded machine stretches the clock: small chunks would then make it worse
        self.chunk.took(made, max(time.thread_time() - computed, (time.perf_counter() - begun) / 8))
        self.meter.count(made)
        self.screen.add(rows)
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

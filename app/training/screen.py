"""What one client sees of a training: what it was told, what it has not seen yet, when to show it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import orjson

from app.settings import Settings
from app.training.errors import TrainingError
from app.training.frames import pack
from app.training.inspection import survey
from app.training.messages import Inspect, Landscape
from app.training.messages import View as ViewWanted
from app.training.observe import Range, View, changed_message, picture, plane, ready_message, same
from app.training.outbox import Outbox, Unsent
from app.training.protocol import Engine, Numbers, Trainer, TrainingData

GRAPH_SECONDS = 0.2
"""Graphs of an inspected sample come this far apart at the closest."""


SURVEY_PAUSE = 6.0
"""Looking around the parameters takes at most one part in so many of the time."""


class Screen:
    """Makes frames when there is something new, the client has drawn the ones before, and it is time."""

    def __init__(self, settings: Settings, outbox: Outbox) -> None:
        self.settings, self.outbox = settings, outbox
        self.view = View(hz=min(View().hz, settings.train_frames_per_second))
        self.clear()

    def clear(self) -> None:
        """The training is gone. The view stays: it is the page's."""
        self.plane: Range | None = None
        self.data_told: TrainingData | None = None
        self.settings_told: tuple[object, list[object]] = (None, [])  # the configuration, and its changes
        self.unsent = Unsent()
        self.inspected: Inspect | None = None
        self.stale = False  # whether there is something the page has not seen
        self.landscape: Landscape | None = None
        self.framed_at = self.graphed_at = self.surveyed_at = 0.0

    def introduce(self, trainer: Trainer, *, restarted: bool) -> None:
        """Tell everything about a training."""
        self.outbox.say(self._introduction(trainer, restarted=restarted))

    def tell_change(self, trainer: Trainer) -> None:
        """Tell that settings changed, even to what they were before."""
        self.outbox.say(self._told_anew(trainer))

    def _introduction(self, trainer: Trainer, *, restarted: bool) -> dict[str, Any]:
        self.plane = plane(trainer.data, self.plane)
        self.data_told, self.stale = trainer.data, True
        self.settings_told = _settings(trainer)
        return ready_message(trainer, self.plane, self.view, restarted=restarted)

    def _told_anew(self, trainer: Trainer) -> dict[str, Any]:
        """What is told of a change: the settings, or everything if the data are others."""
        if not same(trainer.data, self.data_told):
            return self._introduction(trainer, restarted=False)
        self.stale = True
        self.settings_told = _settings(trainer)
        return changed_message(trainer)

    def add(self, rows: Numbers) -> None:
        """Steps were made."""
        self.unsent.add(rows)
        self.stale = self.stale or len(rows) > 0

    def inspect(self, asked: Inspect | None) -> None:
        """Show the graph of a sample from now on, or of none."""
        self.inspected, self.stale, self.graphed_at = asked, True, 0.0

    def look_around(self, asked: Landscape) -> None:
        """Show the loss around the parameters from now on, or no more."""
        self.landscape = None if asked.kind == "none" else asked
        self.stale, self.surveyed_at = True, 0.0

    def change_view(self, wanted: ViewWanted) -> None:
        """Take over what the message says. Raises TrainingError above a limit."""
        finest = self.settings.train_max_grid
        for name, side in (("grid", wanted.grid), ("unit_grid", wanted.unit_grid)):
            if side is not None and side > finest:
                raise TrainingError(
                    "limit", f"`{name}` is {side}: the finest is {finest}.", hint="Ask for fewer points."
                )
        fields = {name: getattr(wanted, name) for name in wanted.model_fields_set - {"type"}}
        told = {name: value for name, value in fields.items() if value is not None or name == "sample"}
        if "hz" in told:
            told["hz"] = min(told["hz"], self.settings.train_frames_per_second)
        self.view = replace(self.view, **told)
        self.stale = True

    def wait(self) -> float | None:
        """Seconds until a frame is due: 0 for now, None while there is nothing to show or nobody to look."""
        if not (self.stale and self.outbox.room_for_frame()):
            return None
        return max(0.0, self.framed_at + 1 / self.view.hz - time.monotonic())

    def unseen_for(self) -> float:
        """Seconds since the client could last have been sent a frame; 0 while it can."""
        return 0.0 if self.outbox.room_for_frame() else time.monotonic() - self.framed_at

    def show(
        self, trainer: Trainer, engine: Engine, *, playing: bool, steps_per_second: float
    ) -> list[str | bytes]:
        """A frame, and the graph of the inspected sample when it is time for one.

        Whoever goes back past a change stands where other settings hold; whoever goes on from there has
        dropped it. The page is told of both.
        """
        said: list[str | bytes] = []
        if _settings(trainer) != self.settings_told:
            said.append(orjson.dumps(self._told_anew(trainer)).decode())
        said.append(self._frame(trainer, playing, steps_per_second))
        if self.inspected is not None:
            if time.monotonic() >= self.graphed_at + GRAPH_SECONDS:
                said.append(self._graph(trainer, engine, self.inspected))
            else:
                self.stale = True  # so that the graph of the last step comes too
        if self.landscape is not None:
            if time.monotonic() >= self.surveyed_at:
                said.append(self._survey(trainer, self.landscape))
            else:
                self.stale = True
        return said

    def _frame(self, trainer: Trainer, playing: bool, steps_per_second: float) -> bytes:
        assert self.plane is not None
        fields, arrays = picture(trainer, self.plane, self.view, self.unsent.rows())
        self.outbox.sent += 1
        header: dict[str, Any] = {
            "type": "frame",
            "frame": self.outbox.sent,
            "playing": playing,
            "steps_per_second": round(steps_per_second, 1),
            **fields,
        }
        self.unsent.clear()
        self.framed_at, self.stale = time.monotonic(), False
        return pack(header, arrays)

    def _survey(self, trainer: Trainer, asked: Landscape) -> str:
        began = time.monotonic()
        told = survey(trainer, asked)
        took = time.monotonic() - began
        self.surveyed_at = time.monotonic() + max(GRAPH_SECONDS, SURVEY_PAUSE * took)
        return orjson.dumps(told).decode()

    def _graph(self, trainer: Trainer, engine: Engine, asked: Inspect) -> str:
        self.graphed_at = time.monotonic()
        try:
            answer = engine.inspect(trainer, asked)
        except TrainingError as error:
            self.inspected = None
            return orjson.dumps(error.body()).decode()
        told = {"type": "graph", "sample": asked.sample, "unit": asked.unit, "step": trainer.step}
        return orjson.dumps({**told, **answer}).decode()


def _settings(trainer: Trainer) -> tuple[object, list[object]]:
    return trainer.config, list(trainer.changes)

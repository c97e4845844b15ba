"""Trainer: one training, a step at a time, with all of its past at hand. It knows no socket."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.train import model
from engine.train.config import Config
from engine.train.course import Course, Courses
from engine.train.history import COLUMNS, Checkpoints, History, Records
from engine.train.past import Past, changed, past_from
from engine.train.state import State, state_from
from engine.train.view import Shown

Array = NDArray[np.float64]
Stop = Callable[[], bool]

SHORT, LONG, MOST_CHUNK = 0.002, 0.01, 4_096
"""Seconds that the steps between two looks at `stop` are to take, and how many there are at most."""
MOST_AGAIN: Final = 4_096
AGAIN_SECONDS: Final = 0.4
"""Steps that are made again to show the way of a training, and how long that may take."""
MOST_WEIGHT: Final = 50_000
"""Changes, and points in them, that are remembered; beyond, the past before now is forgotten."""


class Diverged(NamedTuple):
    """At `step` a number left what a float can hold: `what` is "loss", "gradient" or "parameter"."""

    step: int
    what: str
    message: str


class Trainer(Shown):
    """Trains an MLP on a small dataset, deterministically from its seed.

    Arrays given out belong to the caller. Not thread-safe: one call at a time. Raises ConfigError, and leaves
    everything as it was when it does.
    """

    def __init__(self, config: Config) -> None:
        self._begin(Past(config), State.first(config, model.first_parameters(config)))

    def _begin(self, past: Past, state: State) -> None:
        self._past = past
        self._state = state
        self._checkpoints = Checkpoints(state)
        self._courses = Courses()
        self._chunk = 32
        self._end = state.step
        self.history = History()
        self.diverged: Diverged | None = None
        self._use(past.at(state.step))
        state.edit(self.config)

    # -- moving ---------------------------------------------------------------------------------------

    def advance(self, count: int, stop: Stop | None = None) -> Records:
        """Make up to `count` steps and return their figures, each from before its update.

        There are fewer when `config.steps` is reached, when `stop()` says so, and when training diverges:
        then `diverged` is set, and the trainer stands at the last step with all its numbers finite. What was
        known of later steps is forgotten.
        """
        found = [np.empty((0, COLUMNS))]
        last = min(self.step + count, self.config.steps)
        if self.step < last and self.diverged is None:
            self._branch()
        while self.step < last and self.diverged is None and not (stop is not None and stop()):
            goal = min(last, self.step + self._chunk, self._checkpoints.next_after(self.step))
            found.append(self._go(goal, stop))
        rows = np.concatenate(found)
        self.history.add(rows)
        return Records(rows)

    def _go(self, goal: int, stop: Stop | None) -> Array:
        start = self.step
        rows = self._run(self._course, self.config, self._state, goal - start)
        if len(rows) < goal - start or not np.isfinite(self._state.parameters).all():
            self._diverge(stop)
            rows = rows[: max(self.step + 1 - start, 0)]
        else:
            self._checkpoints.keep(self._state)
        self._end = self.step
        return rows

    def _run(self, course: Course, config: Config, state: State, count: int) -> Array:
        began = time.perf_counter()
        with np.errstate(all="ignore"):
            rows = course.run(config, state, count)
        took = time.perf_counter() - began
        if took < SHORT and count >= self._chunk:
            self._chunk = min(2 * self._chunk, MOST_CHUNK)
        elif took > LONG:
            self._chunk = max(self._chunk // 2, 1)
        return rows

    def _diverge(self, stop: Stop | None) -> None:
        """Say what happened, and go back to the last step that was sound."""
        step, what = self.step, "gradient"
        if not np.isfinite(self._state.parameters).all():
            what = "parameter"
        elif not np.isfinite(self.now().loss):
            what = "loss"
        message = f"At step {step} the {what} is no longer a finite number. "
        if step > self._checkpoints.floor and not self._replay(step - 1, stop):
            self._stand(self._checkpoints.before(step - 1))
        if self.step < step:
            message += "The steps were too long: try a lower learning rate."
        else:
            message += "Try smaller numbers."
        self.diverged = Diverged(step, what, message)

    def seek(self, step: int, stop: Stop | None = None) -> None:
        """Stand where the training stood at that step, or the nearest one known. `stop()` gives it up.

        Later steps stay known until `advance` or `set` go another way.
        """
        step = min(max(step, self._checkpoints.floor), self._end)
        if self._replay(step, stop):
            self.diverged = None

    def _replay(self, step: int, stop: Stop | None) -> bool:
        """Stand at that step by making its steps again. False, and nothing changes, if `stop()` gave it up.

        Where the steps don't lead there (a state that somebody else has kept may have had another past),
        what was known of the way is forgotten, and the earliest state after it is stood at.
        """
        state = self._checkpoints.before(step)
        if state.step <= self.step <= step and np.isfinite(self._state.parameters).all():
            state = self._state.copy()
        while state.step < step:
            if stop is not None and stop():
                return False
            if not self._again(state, step):
                self._checkpoints.begin_after(step)
                state = self._checkpoints.before(step)
                break
            self._checkpoints.keep(state)
        self._stand(state)
        return True

    def _again(self, state: State, step: int) -> bool:
        """Bring a state some steps nearer to `step`. Whether they led there soundly."""
        at = state.step
        config, change = self._past.at(at), self._past.next_after(at)
        goal = min(
            step, at + self._chunk, self._checkpoints.next_after(at), step if change is None else change
        )
        self._run(self._courses.course(config), config, state, goal - at)
        return state.step == goal and bool(np.isfinite(state.parameters).all())

    def way(self, most: int = 120) -> Array:
        """Parameters along the way to here, (steps, n), the last those of now: at most about `most` of them,
        and of a long or slow way those that were kept."""
        floor = self._checkpoints.floor
        kept = [*(state.parameters for state in self._checkpoints.until(self.step)), self._state.parameters]
        if self.step - floor > MOST_AGAIN:
            return np.array(kept)
        state, until = self._checkpoints.before(floor), time.monotonic() + AGAIN_SECONDS
        state.edit(self._past.at(floor))
        found = [state.parameters.copy()]
        stride = max((self.step - floor) // most, 1)
        for goal in [*range(floor + stride, self.step, stride), self.step]:
            while state.step < goal:
                if time.monotonic() > until or not self._again(state, goal):
                    return np.array(kept)
            state.edit(self._past.at(goal))
            found.append(state.parameters.copy())
        return np.array(found)

    def _stand(self, state: State) -> None:
        self._state = state
        self._use(self._past.at(state.step))
        state.edit(self.config)

    def set(self, **fields: Any) -> None:
        """Change settings from the next update on, without a reset of the parameters.

        Raises ConfigError; NeedsNewModel for settings of another model: make a Trainer of
        `config.replace(...)` for those.
        """
        config = changed(self.config, fields)
        self._courses.course(config)
        self._branch()
        self._past.add(self.step, config)
        if self._past.weight > MOST_WEIGHT:
            self._past = Past(config)
            self._checkpoints = Checkpoints(self._state)
        self.diverged = None
        self._state = self._state.copy()  # what is known of it no longer holds
        self._use(config)
        self._state.edit(config)

    def _branch(self) -> None:
        """What was known of later steps will not come true."""
        self.history.cut(self.step)
        self._checkpoints.cut(self.step)
        self._past.cut(self.step)
        self._end = self.step

    def _use(self, config: Config) -> None:
        self.config = config
        self._course = self._courses.course(config)

    # -- keeping --------------------------------------------------------------------------------------

    def resume_extra(self) -> dict[str, Any]:
        """What `snapshot` holds beside config, changes, step, parameters and state."""
        return {**self._state.extra(), "floor": self._checkpoints.floor}

    def snapshot(self) -> dict[str, Any]:
        """Everything needed to go on, as JSON can hold it: to the bit, if the same executor runs it."""
        return {
            "config": self.base.to_dict(),
            "changes": [change._asdict() for change in self._past.changes if change.step <= self.step],
            "step": self.step,
            "parameters": self._state.parameters.tolist(),
            "state": self._state.memory.tolist(),
            **self.resume_extra(),
        }

    @classmethod
    def resume(cls, snapshot: Mapping[str, Any]) -> Trainer:
        """Go on from a snapshot that somebody else has kept. Raises ConfigError for all that is not one."""
        past = past_from(snapshot.get("config"), snapshot.get("changes"))
        state = state_from(snapshot, past.base)
        past.cut(state.step)
        trainer = cls.__new__(cls)
        whole = snapshot.get("floor") == 0
        if whole:
            trainer._begin(past, State.first(past.base, model.first_parameters(past.base)))
            trainer._checkpoints.add(state)
            trainer._end = state.step
            trainer._stand(state)
        else:
            trainer._begin(Past(past.at(state.step)), state)
        return trainer

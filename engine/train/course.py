"""Steps of a training whose settings stay: the recorded tape, run over the samples.

A course knows neither past nor future. `run` turns one State into the next and says what happened.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.losses import LOSSES
from engine.recent import Recent
from engine.schedules import rate, rates
from engine.tape import Lanes, record
from engine.train.config import Config
from engine.train.history import COLUMNS
from engine.train.look import Look
from engine.train.model import columns, right, sample_model, samples, threshold
from engine.train.state import Batches, State

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

SAMPLES: Final = ("dataset", "samples", "noise", "classes", "points", "test_fraction", "seed")
"""Settings that decide the samples."""

TEST_EVERY_STEP: Final = 1_000
TEST_EVERY: Final = 16
"""The test samples, and accuracy among several classes, are looked at before every one of the first steps,
and then at every so manieth."""


class Recording:
    """The tape of a configuration's loss, and the Values it was recorded from. It knows no samples."""

    def __init__(self, config: Config) -> None:
        self.model = model = sample_model(config)
        self.tape = record(
            model.loss,
            model.parameters,
            [*model.inputs, *model.targets],
            outputs=model.scores,
            penalty=model.penalty,
            reduction=LOSSES[config.loss].reduction,
        )
        self._penalty: Lanes | None = None
        if model.penalty is not None:
            self._penalty = record(model.penalty, model.parameters, []).lanes(np.empty((0, 1)))

    def penalty(self, parameters: Array) -> tuple[float, Array]:
        """What the penalty adds to the loss, and its gradient (n,)."""
        if self._penalty is None:
            return 0.0, np.zeros(len(parameters))
        return self._penalty.forward(parameters), self._penalty.backward()


class Courses:
    """Makes courses, which share what does not change: sliders and dragged points come in floods."""

    def __init__(self) -> None:
        self._looks: Recent[Look] = Recent(2)
        self._recordings: Recent[Recording] = Recent(4)
        self._courses: Recent[Course] = Recent(4)

    def course(self, config: Config) -> Course:
        form = (
            config.entries,
            *config.shapes,
            *config.layer_activations,
            config.output_activation,
            config.loss,
        )
        weighed = (*form, config.l1, config.l2)
        whole = (*weighed, *(getattr(config, name) for name in SAMPLES))

        def make() -> Course:
            look = self._looks.get(form, lambda: Look(config))
            recording = self._recordings.get(weighed, lambda: Recording(config))
            return Course(config, recording, look)

        return self._courses.get(whole, make)


class Course:
    """Samples and tape of a configuration. What it does not depend on is given with every call."""

    def __init__(self, config: Config, recording: Recording, look: Look) -> None:
        self.config = config
        self.look = look
        self.model, self.tape, self.penalty = recording.model, recording.tape, recording.penalty
        self.data = samples(config)
        self.columns = columns(config, self.data.x_train, self.data.y_train)
        self.lanes = self.tape.lanes(self.columns)
        self._batches = Batches(config.seed, self.columns.shape[1])
        self.test_columns = columns(config, self.data.x_test, self.data.y_test)
        self.test_lanes = self.tape.lanes(self.test_columns) if len(self.data.x_test) else None

    # -- looking -------------------------------------------------------------------------------------

    def evaluate(self, parameters: Array) -> tuple[float, float]:
        """Loss and accuracy over all training samples; NaN for no accuracy."""
        loss = float(self.lanes.forward(parameters))
        return loss, self._accuracy(self.lanes.outputs, self.columns)

    def loss(self, parameters: Array) -> float:
        """Over all training samples, penalty included."""
        return float(self.lanes.forward(parameters))

    def test(self, parameters: Array) -> tuple[float, float]:
        """The same over the test samples; NaN where there are none."""
        if self.test_lanes is None:
            return np.nan, np.nan
        loss = float(self.test_lanes.forward(parameters))
        return loss, self._accuracy(self.test_lanes.outputs, self.test_columns)

    def gradient(self, config: Config, state: State) -> Array:
        """What the next step would hand to the optimiser, float64 (n,)."""
        lanes = self.tape.lanes(self.batch(config, state)) if self._size(config) else self.lanes
        lanes.forward(state.parameters)
        found: Array = np.array(lanes.backward())
        if config.flip_gradient is not None:
            found[config.flip_gradient] *= -1.0
        if config.forget_zero_grad and state.piled is not None:
            found += state.piled
        return found

    def batch(self, config: Config, state: State) -> Array:
        """The samples that the next step takes, as `columns` holds them."""
        if not self._size(config):
            return self.columns
        return self.columns[:, self._taken(config, state.step, 1)[0]]

    # -- going ---------------------------------------------------------------------------------------

    def run(self, config: Config, state: State, count: int) -> Array:
        """Make `count` steps: `state` changes in place. Returns rows (steps made, COLUMNS), as Records hold
        them.

        It stops before the update of a step whose loss or gradient is not finite, and after one that left a
        parameter so. Fewer rows than `count`, or such a parameter, tell of it.
        """
        state.suit(config)
        state.edit(config)
        rows = np.full((count, COLUMNS), np.nan)
        rows[:, 0] = np.arange(state.step, state.step + count)
        rows[:, 3] = rates(
            config.schedule, config.learning_rate, state.step, count, config.horizon, config.warmup
        )
        taken = self._taken(config, state.step, count) if self._size(config) else None
        made = 0
        while made < count:
            ahead = count - made
            if config.edits and (edited := state.next_edit(config)) is not None:
                ahead = min(ahead, edited - state.step)
            if self._watched or taken is not None:
                ahead = min(ahead, self._watch(state, rows[made], None if taken is None else taken[made]))
            batch = None if taken is None else taken[made : made + ahead]
            done = self._steps(config, state, rows[made : made + ahead], batch)
            made += done
            if done < ahead or not np.isfinite(state.parameters).all():
                return rows[:made]
            state.edit(config)
        return rows

    def _watch(self, state: State, row: Array, taken: Numbers | None) -> int:
        """Look at what the compiled steps do not tell, if this step is one of those where that is done.

        Returns how many steps may be made until it is to be done again.
        """
        if state.step >= TEST_EVERY_STEP and state.step % TEST_EVERY:
            return TEST_EVERY - state.step % TEST_EVERY
        row[4:6] = self.test(state.parameters)
        whole = self.lanes.forward(state.parameters)
        if taken is not None:
            row[7] = whole
        if self.config.outputs > 1:
            some = slice(None) if taken is None else taken
            row[2] = self._accuracy(self.lanes.outputs[:, some], self.columns[:, some])
        return 1 if state.step < TEST_EVERY_STEP else TEST_EVERY

    def _steps(self, config: Config, state: State, rows: Array, taken: Numbers | None) -> int:
        """As many steps as there are rows, in one call. Returns how many were made."""
        done = self.lanes.train(
            state.parameters,
            state.memory,
            config.spec,
            rows[:, 3],
            first_number=state.number + 1,
            batches=taken,
            piled=state.piled,
            flip=config.flip_gradient,
            sides=self._sides,
        )
        if done.made:
            rows[: done.made, 1], rows[: done.made, 6] = done.losses, done.penalties
            state.moved = done.moved
            state.replaced = {}
            if done.right is not None:
                rows[: done.made, 2] = done.right / (self.lanes.n if taken is None else taken.shape[1])
        state.number += done.made
        state.step += done.made
        return done.made

    @property
    def _watched(self) -> bool:
        return self.test_lanes is not None or self.config.outputs > 1

    @property
    def _sides(self) -> tuple[int, float] | None:
        """The column and the level by which the compiled steps count what is right."""
        known = self.config.sides == 2 and self.config.outputs == 1
        return (len(self.config.entries), threshold(self.config)) if known else None

    def rate(self, config: Config, step: int) -> float:
        return rate(config.schedule, config.learning_rate, step, config.horizon, config.warmup)

    def _size(self, config: Config) -> int:
        """Samples a step; 0 for all of them."""
        size = config.batch_size
        return size if size is not None and size < self.columns.shape[1] else 0

    def _taken(self, config: Config, step: int, count: int) -> Numbers:
        return self._batches.take(step, count, self._size(config))

    def _accuracy(self, scores: Array, numbers: Array) -> float:
        count = numbers.shape[1]
        found = right(self.config, np.asarray(scores)[:, :count], numbers)
        return np.nan if found is None else found / count

"""A memory of programs that were run, so that opening a group or choosing a pass does not run them again.

It is a memory of answers, not of people: the same text gives the same run, whoever asks. Bounded by
the weight of what the runs keep, told in Values; what was asked for longest ago goes first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from app.graph_answer import Picture, make_picture
from engine.folding.view import Folding
from engine.language import LengthyError, Limits, Pass, Run, run
from engine.value import Value

_PICTURES = 4
"""Passes of one run kept ready for folding."""


_LEAST_WEIGHT = 50
"""What the smallest run takes, told in Values of about 1 kB."""
_LIGHT = 5_000
"""Weight of a run whose answer is made in no time."""


class Remembered:
    """A run, and its latest pictures. Nothing in it is ever changed, so many threads may read it."""

    def __init__(self, source: str, ran: Run) -> None:
        self.ran = ran
        self.weight = _weight(source, ran)
        self.ids = {value: i for i, value in enumerate(ran.values)}
        self._source = source
        self._pictures: OrderedDict[int | None, Picture] = OrderedDict()
        self._lock = Lock()

    def picture(self, chosen: Pass | None, root: Value) -> Picture:
        """The graph of `root` at a pass, ready for folding."""
        index = None if chosen is None else chosen.index
        with self._lock:
            if (known := self._pictures.get(index)) is not None:
                self._pictures.move_to_end(index)
                return known
        picture = self._make(chosen, root)
        with self._lock:
            self._pictures[index] = picture
            while len(self._pictures) > _PICTURES:
                self._pictures.popitem(last=False)
        return picture

    def _make(self, chosen: Pass | None, root: Value) -> Picture:
        ran = self.ran
        # what somebody has just written down is shown though nothing uses it yet
        flat = len(ran.passes) < 2 and not any(value.scope for value in ran.values)
        folding = Folding.of(root, line_teller(self._source), ran.values if flat else None)
        at = [self.ids[value] for value in folding.order]
        data, grads = numbers_at(ran, chosen)
        return make_picture(
            folding,
            None if chosen is None else chosen.terms.columns(),
            [data[i] for i in at],
            [grads[i] for i in at],
            at,
            ran.origins.__getitem__,
        )


def _weight(source: str, ran: Run) -> int:
    """What a run takes in memory: its Values or contributions, and whatever else it keeps."""
    points = sum(len(series.xs) for item in ran.items for series in item.series)
    characters = len(source) + 2 * len(ran.output)
    kept = len(ran.timeline.log) // 5 + points // 12 + characters // 250
    return _LEAST_WEIGHT + kept + max(len(ran.values), sum(len(p.terms) for p in ran.passes) // 2)


class Runs:
    """The latest runs, by text and limits."""

    def __init__(self, most_values: int) -> None:
        self.most_values = most_values
        self._known: OrderedDict[tuple[str, Limits], Remembered] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, source: str, limits: Limits, *, quick: bool = False) -> Remembered:
        """The run of a program, from memory where it is there. Raises what `run` raises.

        `quick`: raise LengthyError where making it, or going through it, may take long.
        """
        key = source, limits
        with self._lock:
            if (known := self._known.get(key)) is not None:
                self._known.move_to_end(key)
                if quick and known.weight > _LIGHT:
                    raise LengthyError
                return known
        fresh = Remembered(source, run(source, limits, quick=quick))
        with self._lock:
            if key not in self._known:  # another thread may have been quicker
                self._known[key] = fresh
                self._weight += fresh.weight
            while self._weight > self.most_values:
                _, oldest = self._known.popitem(last=False)
                self._weight -= oldest.weight
        return fresh

    def __len__(self) -> int:
        return len(self._known)


def numbers_at(ran: Run, chosen: Pass | None) -> tuple[list[float], list[float]]:
    """Data and gradients of all Values at a pass; as they ended where there was none."""
    if chosen is None or len(ran.timeline.log) == 1:  # nothing happened to the Values after it
        return [v.data for v in ran.values], [v.grad for v in ran.values]
    grads = list(chosen.grads)
    return list(chosen.data), grads + [0.0] * (len(ran.values) - len(grads))


def line_teller(source: str) -> Callable[[Value], int | None]:
    """Tells the line of the source that made a Value, counted from 0."""
    ends = [i for i, char in enumerate(source) if char == "\n"]
    return lambda value: None if value.span is None else bisect_right(ends, value.span[0] - 1)

"""A memory of programs that were run, so that opening a group or choosing a pass does not run them again.

It is a memory of answers, not of people: the same text gives the same run, whoever asks. Bounded by
the weight of what the runs keep, told in Values; what was asked for longest ago goes first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from threading import Lock

from app.graph_answer import Picture, make_picture
from engine.folding.view import Folding
from engine.language import LengthyError, Limits, Run, run
from engine.value import Value

_LEAST_WEIGHT = 50
"""What the smallest run takes, told in Values of about 1 kB."""
_LIGHT = 5_000
"""Weight of a run whose answer is made in no time."""


class Remembered:
    """A run, and its picture once asked for. Nothing in it is ever changed, so many threads may read it."""

    def __init__(self, source: str, ran: Run) -> None:
        self.ran = ran
        self.weight = _weight(source, ran)
        self.ids = {value: i for i, value in enumerate(ran.values)}
        self._source = source

    @cached_property
    def picture(self) -> Picture | None:
        """The graph of the shown pass, ready for folding; None where no Value was made."""
        ran = self.ran
        if ran.root is None:
            return None
        # what somebody has just written down is shown though nothing uses it yet
        flat = len(ran.passes) < 2 and not any(value.scope for value in ran.values)
        folding = Folding.of(ran.root, line_teller(self._source), ran.values if flat else None)
        order = folding.order
        return make_picture(
            folding,
            None if ran.shown is None else ran.terms.columns(),
            [value.data for value in order],
            [value.grad for value in order],
            [self.ids[value] for value in order],
            ran.origins.__getitem__,
            ran.terms.spans,
        )


def _weight(source: str, ran: Run) -> int:
    """What a run takes in memory: its Values or contributions, and whatever else it keeps."""
    points = sum(len(series.xs) for item in ran.items for series in item.series)
    characters = len(source) + 2 * len(ran.output)
    kept = len(ran.passes) // 5 + points // 12 + characters // 250
    return _LEAST_WEIGHT + kept + max(len(ran.values), len(ran.terms) // 2)


class Runs:
    """The latest runs, by text and limits."""

    def __init__(self, most_values: int) -> None:
        self.most_values = most_values
        self._known: OrderedDict[tuple[str, Limits, int | None], Remembered] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(
        self, source: str, limits: Limits, wanted: int | None = None, *, quick: bool = False
    ) -> Remembered:
        """The run of a program that shows the wanted pass (None: the last), from memory where it is there.

        Raises what `run` raises.

        `quick`: raise LengthyError where making it, or going through it, may take long.
        """
        key = source, limits, wanted
        with self._lock:
            if (known := self._known.get(key)) is not None:
                self._known.move_to_end(key)
                if quick and known.weight > _LIGHT:
                    raise LengthyError
                return known
        fresh = Remembered(source, run(source, limits, wanted, quick=quick))
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


def line_teller(source: str) -> Callable[[Value], int | None]:
    """Tells the line of the source that made a Value, counted from 0."""
    ends = [i for i, char in enumerate(source) if char == "\n"]
    return lambda value: None if value.span is None else bisect_right(ends, value.span[0] - 1)

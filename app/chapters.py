"""A chapter of the lecture: where it is, what to do in livegrad, and the numbers that come out.

The lecture is Andrej Karpathy's "The spelled-out intro to neural networks and backpropagation: building
micrograd" (2022); times are its. The numbers a chapter shows are computed by the engine when the page is
asked for, never written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, urlencode

from engine.language import run

LECTURE = "https://www.youtube.com/watch?v=VMj-3S1tku0"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. `do` are sentences; `show` names Values of the program whose numbers are shown."""

    at: str
    title: str
    question: str
    do: tuple[str, ...]
    source: str = ""
    show: tuple[str, ...] = ()
    train: str = ""
    """Of a chapter about training: the preset of the training page."""

    @property
    def seconds(self) -> int:
        """Where in the lecture, in seconds."""
        hours, minutes, seconds = map(int, self.at.split(":"))
        return 3600 * hours + 60 * minutes + seconds

    @property
    def lecture(self) -> str:
        """The lecture at this chapter."""
        return f"{LECTURE}&t={self.seconds}s"

    @property
    def link(self) -> str:
        """The page of livegrad where this is done, with everything typed in already."""
        if self.train:
            return f"/train#{urlencode({'preset': self.train})}"
        return f"/#{urlencode({'v': 1, 'source': self.source, 'step': 0}, quote_via=quote)}"


class Row(NamedTuple):
    """One Value's numbers, as text of at most six digits, with the sign of its gradient in words."""

    name: str
    data: str
    grad: str
    sign: str


def with_numbers(chapters: Iterable[Chapter]) -> list[tuple[Chapter, list[Row]]]:
    """Every chapter, and what the engine says of the Values it names."""
    return [(chapter, _numbers(chapter.source, chapter.show)) for chapter in chapters]


@cache
def _numbers(source: str, show: tuple[str, ...]) -> list[Row]:
    if not show:
        return []
    named = {value.label: value for value in run(source).values if value.label}  # the last of a name counts
    return [_row(name, named[name].data, named[name].grad) for name in show]


def _row(name: str, data: float, grad: float) -> Row:
    sign = "positive" if grad > 0 else "negative" if grad < 0 else "zero"
    glyph = {"positive": "▲ +", "negative": "▼ ", "zero": ""}[sign]
    return Row(name, _text(data), glyph + _text(grad), sign)


def _text(number: float) -> str:
    return f"{number:.6g}".replace("-", "−")

"""One run of a program: its Values, its budgets, what it printed."""

from __future__ import annotations

import random
from typing import Final

from engine.language.builder import Builder, Site
from engine.language.clock import Clock
from engine.language.errors import LanguageError, Note, Span
from engine.language.limits import Limits
from engine.language.machine.kinds import Data, Env, Instance, Module
from engine.language.machine.twister import Twister
from engine.language.recorder import Recorder
from engine.language.run import Item
from engine.language.source import Source
from engine.value import Value

_CHUNK: Final = 256
"""Steps between two looks at the clock."""


class Machine:
    """Everything that the translated functions of one program share."""

    def __init__(self, source: Source, limits: Limits, clock: Clock) -> None:
        self.source = source
        self.limits = limits
        self.builder = Builder(source, limits)
        self.clock = clock
        self.recorder = Recorder(self.builder, limits, clock, source.own_sizes)
        self.notes: list[Note] = list(source.notes)
        self.globals = Env()
        self.items: list[Item] = []
        self.random = random.Random(0)  # noqa: S311 (a program's dice, the same every time)
        self.numpy_random: Twister | None = None
        self.seeded: set[str] = set()
        self.depth = 0
        self.building: Instance | None = None
        self.last: Value | None = None
        self.shown: Value | None = None
        """The root of the last backward pass or drawing."""
        self.known: dict[int, tuple[int, Data]] = {}
        """What the program asked the `id` of, by Python's own; with ours, which starts at 1."""
        self.numbered: dict[int, Value] = {}
        """The Values among them, by our number."""
        self.pasted: set[str] = set()
        """Methods of the pasted classes that livegrad's own Value stands for."""
        self.nn: Module | None = None
        self.figure: Item | None = None
        self.methods_around = 0
        """How many methods of objects are under way, one inside another."""
        self.moons = False
        """Whether the program drew the demo's data."""
        self.graded_by_hand = False
        self.own_equality = False
        """Whether a class of the program says itself what is equal; else Python compares, which is faster."""
        self.literals: dict[Span, Span] = {}
        """Where the number of a `Value(2.0)` stands, by the place of the call."""
        self.library_site: Site | None = None
        self.caught: list[LanguageError] = []
        """The errors whose `except` is being run, the innermost last."""
        self._printed = 0
        self._noted: set[str] = set()
        self._steps = 0
        self._plots = 0
        self.plotted = 0
        """Points of all plots together."""
        self._taken = 0
        self.fuel = 0

    # -- budgets --------------------------------------------------------------------------------

    def refuel(self, span: Span | None) -> None:
        """Called when `fuel` is used up: counts the steps and looks at the clock."""
        limits = self.limits
        if self._steps >= limits.max_steps:
            raise LanguageError(
                "limit", f"The program takes more than {limits.max_steps:,} steps.", span,
                "Let the loop end earlier.",
            )  # fmt: skip
        self.clock.check(span)
        chunk = min(_CHUNK, limits.max_steps - self._steps)
        self._steps += chunk
        self.fuel = chunk - 1

    def burn(self, site: Site, steps: int = 1) -> None:
        """Count the steps of a function of ours that goes through many things."""
        self.fuel -= 1
        self._steps += max(steps, 0) - 1  # a size of less than nothing gives nothing back
        if self.fuel < 0 or steps > _CHUNK:
            self.refuel(site.span)

    def pace(self, steps: int) -> None:
        """`burn` where the place is not known; whoever called fills it in."""
        self.fuel -= max(steps, 0)
        if self.fuel < 0:
            self._steps -= self.fuel
            self.refuel(None)

    def check_items(self, count: int, what: str = "A list", new: int | None = None) -> None:
        """Refuse too long a list; `new` says how many of its items are new, if not all are."""
        most = self.limits.max_items
        if count > most:
            told = f"{what} of {_many(count)} items is too long; {most:,} is the most."
            raise LanguageError("limit", told, None, "Use fewer.")
        self._taken += max(count if new is None else new, 0)
        if self._taken > self.limits.max_items_in_all:
            told = f"The program makes more than {self.limits.max_items_in_all:,} items in all."
            raise LanguageError("limit", told, None, "Use shorter lists and texts, or fewer of them.")

    def take(self, items: int, site: Site) -> None:
        """Count what something small holds: many of them are not small."""
        self._taken += items
        if self._taken > self.limits.max_items_in_all:
            try:
                self.check_items(0)
            except LanguageError as error:
                error.span = site.span
                raise

    def check_text(self, count: int) -> None:
        if count > self.limits.max_text:
            raise LanguageError(
                "limit", f"A text of {_many(count)} characters is too long; {self.limits.max_text:,} is the "
                "most.", None, "Make it shorter.",
            )  # fmt: skip
        self.check_items(0, new=count // 8)

    def check_bits(self, bits: int) -> None:
        if bits > self.limits.max_integer_bits:
            message = f"A whole number of more than {self.limits.max_integer_bits:,} bits is too large."
            raise LanguageError("limit", message, None, "Use a float, such as 2.0**10.")
        if bits > 512:
            self.check_items(0, new=bits // 64)

    # -- what is seen of the run -----------------------------------------------------------------

    def note(self, message: str, span: Span | None) -> None:
        """A remark, made once."""
        if message not in self._noted:
            self._noted.add(message)
            self.notes.append(Note(message, span))

    def check_output(self, count: int) -> None:
        """Refuse to print so many more characters, before they are put together."""
        if self._printed + count > self.limits.max_output:
            raise LanguageError(
                "limit", f"The program prints more than {self.limits.max_output:,} characters.", None,
                "Print less.",
            )  # fmt: skip

    def print(self, text: str) -> None:
        self.check_output(len(text))
        if not text:
            return
        self._printed += len(text)
        self.recorder.timeline.printed(text)
        if self.items and self.items[-1].kind == "text":
            self.items[-1].text += text
        else:
            self.items.append(Item("text", text))

    def picture(self, item: Item) -> None:
        """A plot or a drawing."""
        self._plots += 1
        if self._plots > self.limits.max_plots:
            message = f"The program makes more than {self.limits.max_plots:,} plots and drawings."
            raise LanguageError("limit", message, item.span, "Leave some of them out.")
        self.items.append(item)

    @property
    def output(self) -> str:
        return "".join(item.text for item in self.items if item.kind == "text")

    def computed(self, value: Data) -> None:
        """Remember what a line at the top gave: the last such Value is what people ask about."""
        if type(value) is Value and (value.op is not None or self.last is None or self.last.op is None):
            self.last = value


def _many(count: int) -> str:
    return f"{count:,}" if count < 10**12 else "very many"

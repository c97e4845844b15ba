"""Running a program's backward passes and keeping what they did."""

from __future__ import annotations

from typing import Final

from engine.backward import backward_pass, local_derivatives
from engine.language.builder import Builder
from engine.language.clock import Clock
from engine.language.errors import LanguageError, Span
from engine.language.limits import Limits
from engine.language.timeline import Terms, Timeline
from engine.value import Value

_CHUNK: Final = 2_048
"""Contributions between two looks at the clock."""


class Recorder:
    """The timeline of one run, and what may be added to it."""

    def __init__(self, builder: Builder, limits: Limits, clock: Clock, own_sizes: dict[str, int]) -> None:
        """`own_sizes`: the operations behind each of the program's own ops: slopes are formulas too."""
        self.timeline = Timeline(builder.values)
        self._builder = builder
        self._limits = limits
        self._contributions = 0
        self._clock = clock
        self._own_sizes = own_sizes
        self._spent = 0
        self._writes = 0

    def backward(self, root: Value, span: Span | None) -> None:
        """Run one backward pass and keep its contributions."""
        limits, check = self._limits, self._builder.check_contribution
        if len(self.timeline.passes) >= limits.max_passes:
            message = f"The program runs more than {limits.max_passes:,} backward passes."
            raise LanguageError("limit", message, span, "Leave some of them out.")
        seed_before = root.grad
        terms = Terms()
        for contribution in backward_pass(root):
            self._contributions += 1
            if self._contributions > limits.max_contributions:
                message = f"The backward passes make more than {limits.max_contributions:,} contributions."
                raise LanguageError("limit", message, span, "Leave some of the passes out.")
            self._spent += 1
            if self._own_sizes and contribution.node.op is not None:
                self._spent += self._own_sizes.get(contribution.node.op.name, 0)
            if self._spent >= _CHUNK:
                self._spent = 0
                self._clock.check(span)
            check(contribution)
            terms.append(contribution)
        self.timeline.add_pass(root, span, seed_before, terms)

    def one_step(self, node: Value, span: Span) -> None:
        """`node._backward()`: what one node passes on to its parents, as the lecture does by hand."""
        for parent, local in zip(node.parents, local_derivatives(node), strict=True):
            self.write_grad(parent, parent.grad + node.grad * local, span)

    def write_grad(self, value: Value, after: float, span: Span) -> None:
        self._builder.check(after, span)
        self._count_write(span)
        before, value.grad = value.grad, after
        self.timeline.wrote("grad", value, before, after)

    def write_data(self, value: Value, after: float, span: Span) -> None:
        self._builder.check(after, span)
        self._count_write(span)
        before, value.data = value.data, after
        self.timeline.wrote("data", value, before, after)

    def _count_write(self, span: Span) -> None:
        """Every write is kept, so that any moment can be shown again; it takes what two contributions do."""
        most = self._limits.max_contributions // 2
        self._writes += 1
        if self._writes > most:
            message = f"The program writes .data and .grad more than {most:,} times."
            raise LanguageError("limit", message, span, "Let it do less.")

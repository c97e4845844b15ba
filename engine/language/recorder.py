"""Running a formula's backward passes and keeping what one of them did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.backward import Contribution, backward_pass
from engine.language.builder import Builder
from engine.language.clock import Clock
from engine.language.errors import LanguageError, Span
from engine.language.limits import Limits
from engine.language.run import Pass, Terms
from engine.value import Value

_CHUNK: Final = 2_048
"""Contributions between two looks at the clock."""


class Recorder:
    """The passes of one run, and the terms and gradients of the one that is wanted (None: the last)."""

    def __init__(self, builder: Builder, limits: Limits, clock: Clock, own_sizes: dict[str, int],
                 wanted: int | None) -> None:  # fmt: skip
        """`own_sizes`: the operations behind each of the program's own ops: slopes are formulas too."""
        self.passes: list[Pass] = []
        self.terms = Terms()
        self._builder = builder
        self._limits = limits
        self._contributions = 0
        self._clock = clock
        self._own_sizes = own_sizes
        self._spent = 0
        self._wanted = wanted
        self._grads: list[float] = []

    def backward(self, root: Value, span: Span | None) -> None:
        """Run one backward pass."""
        index = len(self.passes)
        if index >= self._limits.max_passes:
            message = f"The program runs more than {self._limits.max_passes:,} backward passes."
            raise LanguageError("limit", message, span, "Leave some of them out.")
        self.passes.append(Pass(index, root, span, root.grad, root.data))
        terms = Terms(self._watched(root, span))
        if self._wanted is None or self._wanted == index:
            self.terms = terms
            self._grads = [value.grad for value in self._builder.values]

    def settle(self) -> int | None:
        """Give every Value the gradient it had after the wanted pass, and say which that was."""
        if not self.passes:
            return None
        shown = len(self.passes) - 1 if self._wanted is None else self._wanted
        values = self._builder.values
        for value, grad in zip(values, self._grads, strict=False):
            value.grad = grad
        for value in values[len(self._grads) :]:
            value.grad = 0.0
        return shown

    def _watched(self, root: Value, span: Span | None) -> Iterator[Contribution]:
        limits = self._limits
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
            self._builder.check_contribution(contribution)
            yield contribution

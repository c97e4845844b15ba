"""torch's random numbers on the CPU: the Mersenne Twister, and how torch makes numbers of its draws.

Without a seed the stream is that of seed 0, so that a program gives the same every time.
"""

from __future__ import annotations

import math
import random
from itertools import accumulate
from typing import Any


class Generator:
    """`torch.Generator`: 32 bits at a time, seeded as torch seeds it."""

    def __init__(self, device: object = "cpu") -> None:
        self._source = random.Random()  # noqa: S311 (nothing secret is made of it)
        self.manual_seed(0)

    def manual_seed(self, seed: int) -> Generator:
        word, state = int(seed) & 0xFFFFFFFF, []
        for i in range(624):
            state.append(word)
            word = (1812433253 * (word ^ (word >> 30)) + i + 1) & 0xFFFFFFFF
        self._source.setstate((3, (*state, 624), None))
        self._seed, self._spare = int(seed), math.nan
        return self

    def initial_seed(self) -> int:
        return self._seed

    def bits(self) -> int:
        return self._source.getrandbits(32)

    def long(self) -> int:
        high = self.bits()
        return high << 32 | self.bits()

    def double(self) -> float:
        """From 0 to 1, with a double's 53 bits."""
        return (self.long() & 0x1FFFFFFFFFFFFF) / 9007199254740992.0

    def uniform(self, count: int, double: bool = False) -> list[float]:
        """From 0 to 1, with 53 bits or with float32's 24."""
        if double:
            return [self.double() for _ in range(count)]
        return [(self.bits() & 0xFFFFFF) / 16777216.0 for _ in range(count)]

    def normal(self, count: int, double: bool = False) -> list[float]:
        """Box and Muller's: one at a time below 16, and from there in blocks of eight pairs."""
        if count < 16:
            return [self._one_normal() for _ in range(count)]
        numbers = self.uniform(count, double)
        for start in range(0, count - 15, 16):
            _block(numbers, start)
        if count % 16:
            numbers[-16:] = self.uniform(16, double)
            _block(numbers, count - 16)
        return numbers

    def _one_normal(self) -> float:
        if self._spare == self._spare:
            spare, self._spare = self._spare, math.nan
            return spare
        angle, radius = self.double() * 2.0 * math.pi, math.sqrt(-2.0 * math.log1p(-self.double()))
        self._spare = radius * math.sin(angle)
        return radius * math.cos(angle)

    def below(self, low: int, high: int, count: int) -> list[int]:
        draw = self.long if high - low >= 1 << 32 else self.bits
        return [low + draw() % (high - low) for _ in range(count)]

    def permutation(self, count: int) -> list[int]:
        order = list(range(count))
        for i in range(count - 1):
            j = i + self.bits() % (count - i)
            order[i], order[j] = order[j], order[i]
        return order

    def chosen(self, weights: list[float], count: int, again: bool) -> list[int]:
        """Indices drawn in proportion to the weights."""
        if not again:
            waits = [-math.log1p(-self.double()) or 5e-324 for _ in weights]
            return sorted(range(len(weights)), key=lambda i: -weights[i] / waits[i])[:count]
        sums = list(accumulate(weights))
        total = sums[-1]
        return [
            next(i for i, s in enumerate(sums) if s / total >= u) for u in self.uniform(count, double=True)
        ]


def _block(numbers: list[float], start: int) -> None:
    for i in range(start, start + 8):
        radius, angle = math.sqrt(-2.0 * math.log(1.0 - numbers[i])), 2.0 * math.pi * numbers[i + 8]
        numbers[i], numbers[i + 8] = radius * math.cos(angle), radius * math.sin(angle)


default = Generator()


def source(generator: Any) -> Generator:
    return default if generator is None else generator

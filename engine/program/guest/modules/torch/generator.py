"""torch's random numbers on the CPU: the Mersenne Twister, and how torch makes numbers of its draws.

Without a seed the stream is that of seed 0, so that a program gives the same every time.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any


class Generator:
    """`torch.Generator`: 32 bits at a time, seeded as torch seeds it."""

    def __init__(self, device: object = "cpu") -> None:
        self.device = device
        self._source = random.Random()  # noqa: S311 (nothing secret is made of it)
        self.manual_seed(0)

    def manual_seed(self, seed: int) -> Generator:
        word, state = int(seed) & 0xFFFFFFFF, []
        for i in range(624):
            state.append(word)
            word = (1812433253 * (word ^ (word >> 30)) + i + 1) & 0xFFFFFFFF
        self._source.setstate((3, (*state, 624), None))
        self._seed, self._spare = int(seed), None
        return self

    _spare: float | None

    def initial_seed(self) -> int:
        return self._seed

    def seed(self) -> int:
        self.manual_seed(0)
        return 0

    def get_state(self) -> Any:
        return self._source.getstate(), self._spare

    def set_state(self, state: Any) -> Generator:
        self._source.setstate(state[0])
        self._spare = state[1]
        return self

    def bits(self) -> int:
        return self._source.getrandbits(32)

    def long(self) -> int:
        high = self.bits()
        return high << 32 | self.bits()

    def single(self) -> float:
        """From 0 to 1, with float32's 24 bits."""
        return (self.bits() & 0xFFFFFF) / 16777216.0

    def double(self) -> float:
        """From 0 to 1, with a double's 53 bits."""
        return (self.long() & 0x1FFFFFFFFFFFFF) / 9007199254740992.0

    def uniform(self, count: int, double: bool = False) -> list[float]:
        draw: Callable[[], float] = self.double if double else self.single
        return [draw() for _ in range(count)]

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
        if self._spare is not None:
            spare, self._spare = self._spare, None
            return spare
        angle, radius = self.double() * 2.0 * math.pi, math.sqrt(-2.0 * math.log1p(-self.double()))
        self._spare = radius * math.sin(angle)
        return radius * math.cos(angle)

    def below(self, low: int, high: int, count: int) -> list[int]:
        span = high - low
        draw = self.long if span >= 1 << 32 else self.bits
        return [low + draw() % span for _ in range(count)]

    def permutation(self, count: int) -> list[int]:
        order = list(range(count))
        for i in range(count - 1):
            j = i + self.bits() % (count - i)
            order[i], order[j] = order[j], order[i]
        return order

    def chosen(self, weights: list[float], count: int, again: bool) -> list[int]:
        """Indices drawn in proportion to the weights."""
        if not again:
            keyed = [(w / q if w else -1.0, -i) for i, w in enumerate(weights) for q in [self.exponential()]]
            return [-i for _, i in sorted(keyed, reverse=True)[:count]]
        total, sums = 0.0, []
        for w in weights:
            total += w
            sums.append(total)
        found = []
        for _ in range(count):
            u = self.double()
            found.append(next((i for i, s in enumerate(sums) if s / total >= u), len(weights) - 1))
        return found

    def exponential(self) -> float:
        return -math.log1p(-self.double()) or 5e-324


def _block(numbers: list[float], start: int) -> None:
    for i in range(start, start + 8):
        radius = math.sqrt(-2.0 * math.log(1.0 - numbers[i]))
        angle = 2.0 * math.pi * numbers[i + 8]
        numbers[i], numbers[i + 8] = radius * math.cos(angle), radius * math.sin(angle)


default = Generator()


def manual_seed(seed: int) -> Generator:
    return default.manual_seed(seed)

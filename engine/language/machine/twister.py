"""NumPy's old global generator: the Mersenne Twister seeded and used as `numpy.random.RandomState` does.

Python's `random.Random` is the same machine; what differs is how a seed is spread over its state, how a
normal number is made (Marsaglia's polar method, two at a time), and how a shuffle draws its places.
"""

from __future__ import annotations

import math
import random

_WORDS = 624


class Twister:
    """The numbers that `np.random` gives after `np.random.seed(seed)`."""

    def __init__(self, seed: int) -> None:
        words = [seed & 0xFFFFFFFF]
        for i in range(1, _WORDS):
            before = words[-1]
            words.append((1812433253 * (before ^ (before >> 30)) + i) & 0xFFFFFFFF)
        self._bits = random.Random()  # noqa: S311 (a program's dice)
        self._bits.setstate((3, (*words, _WORDS), None))
        self._spare: float | None = None

    def uniform(self) -> float:
        """In [0, 1), with 53 bits."""
        return self._bits.random()

    def normal(self) -> float:
        """From the standard normal distribution."""
        if self._spare is not None:
            spare, self._spare = self._spare, None
            return spare
        while True:
            x = 2.0 * self.uniform() - 1.0
            y = 2.0 * self.uniform() - 1.0
            r = x * x + y * y
            if 0.0 < r < 1.0:
                break
        scale = math.sqrt(-2.0 * math.log(r) / r)
        self._spare = scale * x
        return scale * y

    def below(self, most: int) -> int:
        """A whole number from 0 to `most`, both included."""
        mask = (1 << most.bit_length()) - 1
        while True:
            found = self._bits.getrandbits(32) & mask
            if found <= most:
                return found

    def permutation(self, count: int) -> list[int]:
        order = list(range(count))
        for i in range(count - 1, 0, -1):
            j = self.below(i)
            order[i], order[j] = order[j], order[i]
        return order

"""When to step, how many steps at a time, and how much a client may say."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]

CHUNK_SECONDS = 0.01
"""So long a training computes before it listens again: short enough that a pause feels immediate."""
MOST_BEHIND = 0.1
"""Seconds of steps a training may catch up after it was held up; older ones are forgotten."""
LONGEST_CHUNK = 20_000


class Chunk:
    """The number of steps that take about `CHUNK_SECONDS`, learnt from the steps before."""

    def __init__(self) -> None:
        self.steps = 1

    def took(self, steps: int, seconds: float) -> None:
        """Learn from a chunk. It grows at most fourfold at once, since one lucky timing proves little."""
        if steps > 0:
            wanted = int(steps * CHUNK_SECONDS / max(seconds, 1e-6))
            self.steps = max(1, min(wanted, 4 * self.steps, LONGEST_CHUNK))


class Pace:
    """Steps due by the clock at so many steps a second."""

    def __init__(self, steps_per_second: float, clock: Clock = time.monotonic) -> None:
        self.rate = steps_per_second
        self.clock = clock
        self.next = clock()

    def due(self) -> int:
        """How many steps should be made now. The first is due at once."""
        now = self.clock()
        self.next = max(self.next, now - MOST_BEHIND - 1 / self.rate)
        return max(0, int((now - self.next) * self.rate + 1 + 1e-9)) if now >= self.next else 0

    def made(self, steps: int) -> None:
        """Tell that steps were made."""
        self.next += steps / self.rate

    def wait(self) -> float:
        """Seconds until the next step is due."""
        return max(0.0, self.next - self.clock())


class Meter:
    """Steps a second, over about the last second."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock = clock
        self.reset()

    def reset(self) -> None:
        self.rate = 0.0
        self.since = self.clock()
        self.steps = 0

    def count(self, steps: int) -> None:
        """Add steps just made."""
        self.steps += steps
        elapsed = self.clock() - self.since
        if elapsed >= 0.25:
            fresh = self.steps / elapsed
            weight = min(1.0, elapsed) if self.rate else 1.0
            self.rate += weight * (fresh - self.rate)
            self.since, self.steps = self.clock(), 0


class Bucket:
    """A token bucket: `rate` tokens a second, at most two seconds' worth saved."""

    def __init__(self, rate: float, clock: Clock = time.monotonic) -> None:
        self.rate = rate
        self.clock = clock
        self.tokens = 2 * rate
        self.at = clock()

    def take(self, tokens: float) -> bool:
        """Whether so many tokens were there; they are gone then."""
        now = self.clock()
        self.tokens = min(2 * self.rate, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < tokens:
            return False
        self.tokens -= tokens
        return True

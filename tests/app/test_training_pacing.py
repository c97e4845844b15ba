"""When to step and how much a client may say, by a clock that the tests turn."""

from app.training.pacing import CHUNK_SECONDS, LONGEST_CHUNK, Bucket, Chunk, Meter, Pace


class Clock:
    """A clock that stands still until told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_pace_makes_its_steps_one_by_one() -> None:
    clock = Clock()
    pace = Pace(4.0, clock)
    made = []
    for _ in range(9):  # two seconds in quarters
        due = pace.due()
        made.append(due)
        pace.made(due)
        clock.now += 0.25
    assert made == [1] * 9


def test_a_pace_waits_until_the_next_step() -> None:
    clock = Clock()
    pace = Pace(4.0, clock)
    pace.made(pace.due())
    assert pace.due() == 0
    assert pace.wait() == 0.25


def test_a_training_that_was_held_up_does_not_run_after_the_lost_time() -> None:
    clock = Clock()
    pace = Pace(100.0, clock)
    clock.now += 3_600
    assert pace.due() <= 12  # a tenth of a second's steps


def test_a_fast_pace_makes_several_steps_at_once() -> None:
    clock = Clock()
    pace = Pace(1_000.0, clock)
    pace.made(pace.due())
    clock.now += 0.05
    assert 49 <= pace.due() <= 51


def test_chunks_grow_and_shrink_to_their_time() -> None:
    chunk = Chunk()
    for _ in range(20):
        chunk.took(chunk.steps, chunk.steps * 1e-5)
    assert 0.9 < chunk.steps * 1e-5 / CHUNK_SECONDS <= 1.0
    for _ in range(5):
        chunk.took(chunk.steps, chunk.steps * 1.0)
    assert chunk.steps == 1


def test_chunks_are_bounded_even_when_steps_seem_to_take_no_time() -> None:
    chunk = Chunk()
    for _ in range(100):
        chunk.took(chunk.steps, 0.0)
    assert chunk.steps == LONGEST_CHUNK


def test_a_chunk_without_steps_teaches_nothing() -> None:
    chunk = Chunk()
    chunk.took(1, 0.001)
    before = chunk.steps
    chunk.took(0, 5.0)
    assert chunk.steps == before


def test_the_meter_tells_steps_a_second() -> None:
    clock = Clock()
    meter = Meter(clock)
    for _ in range(100):
        clock.now += 0.1
        meter.count(5)
    assert abs(meter.rate - 50) < 1e-6
    meter.reset()
    assert meter.rate == 0.0


def test_a_bucket_gives_two_seconds_worth_at_once_and_then_its_rate() -> None:
    clock = Clock()
    bucket = Bucket(10.0, clock)
    assert sum(bucket.take(1) for _ in range(100)) == 20
    clock.now += 1.0
    assert sum(bucket.take(1) for _ in range(100)) == 10
    clock.now += 1_000.0
    assert sum(bucket.take(1) for _ in range(100)) == 20

"""Random whole programs keep every promise. `python -m tests.fuzz --minutes 5` looks longer."""

import pytest

from tests.fuzz import attempt


@pytest.mark.parametrize("seeds", [range(i, i + 20) for i in range(0, 120, 20)], ids=str)
def test_a_random_program_keeps_every_promise(seeds: range) -> None:
    for seed in seeds:
        assert attempt(seed) is None

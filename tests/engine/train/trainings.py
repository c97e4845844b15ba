"""Small trainings that several tests run, and what runs them."""

import pytest

from engine import kernels
from engine.train import Config, Trainer

SMALL = Config(samples=12, hidden=(4, 3), activation="tanh", learning_rate=0.1, steps=1_000_000)
VARIED = SMALL.replace(
    optimizer="adam", batch_size=5, test_fraction=0.25, schedule="cosine", schedule_steps=400, warmup=7
)

BOTH = pytest.mark.parametrize("executor", ["numpy", "numba"], indirect=True)


@pytest.fixture(params=["numba"], autouse=True)
def executor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What runs the tapes; a test that asks for both is marked `BOTH`."""
    if request.param == "numpy":
        monkeypatch.setattr(kernels, "found", lambda: None)
    else:
        assert kernels.warm(), kernels.trouble()
    return str(request.param)


def losses(trainer: Trainer, steps: int) -> list[float]:
    return [record.loss for record in trainer.advance(steps)]

"""What all tests of the tape share."""

import pytest

from engine import kernels


@pytest.fixture(params=["numpy", "numba"], autouse=True)
def executor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test here holds for both executors."""
    if request.param == "numpy":
        monkeypatch.setattr(kernels, "found", lambda: None)
    else:
        assert kernels.warm(), kernels.trouble()
    return str(request.param)

"""The memory of runs weighs all that a run keeps."""

import pytest

from app.runs import Remembered, Runs
from engine.language import DEFAULT_LIMITS, LengthyError, run

NP = "import numpy as np\nimport matplotlib.pyplot as plt\n"
HEAVY = {
    "points": NP + "x = np.zeros(40000)\nplt.plot(x, x)",
    "output": "for i in range(4): print('a'*10000)",
    "source": "a = 1\n#" + "x" * 15_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_whatever_a_run_keeps_has_a_weight(name: str) -> None:
    light = Remembered("a = 1", run("a = 1"))
    assert Remembered(HEAVY[name], run(HEAVY[name])).weight > light.weight + 50


def test_a_heavy_run_is_not_gone_through_where_it_has_to_be_quick() -> None:
    runs = Runs(300_000)
    text = "a = Value(1.0)\nb = sum((a,)*9999)"
    with pytest.raises(LengthyError):
        runs.get(text, DEFAULT_LIMITS, quick=True)
    assert runs.get(text, DEFAULT_LIMITS).weight > 9_000
    with pytest.raises(LengthyError):
        runs.get(text, DEFAULT_LIMITS, quick=True)
    assert runs.get("a = 1", DEFAULT_LIMITS, quick=True) is runs.get("a = 1", DEFAULT_LIMITS)

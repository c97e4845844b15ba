"""The little there is of NumPy does what NumPy does, and refuses what it would leave aside."""

import numpy as np
import pytest

from engine.language import LanguageError, run

NP = "import numpy as np\n"
PRINTED = [
    "np.zeros(3).T",
    "np.sum([[1, 2], [3, 4]], axis=0)",
    "np.array([[1, 2], [3, 4]]).max(axis=1)",
    "np.array([[1.0, 2.0], [3.0, 4.0]]).mean(0)",
    "np.array([[1, 2], [3, 4]]).sum()",
    "np.linspace(0, 1, 4, endpoint=False)",
    "np.linspace(0, 1, num=3)",
    "np.array([1.5, -2.5]).astype(int)",
    "np.array([1.5, 2.5], dtype=int)",
    "np.ones(2, dtype=int)",
    "np.zeros((1, 2), dtype='float')",
    "2 in np.array([1, 2])",
    "5 in np.array([[1, 2], [3, 4]])",
    "bool(np.array([0.0]))",
    "bool(np.array([[2]]))",
    "4.0 < np.random.uniform(5) < 5.0 or 1.0 <= np.random.uniform(5) <= 5.0",
    "0.0 <= np.random.uniform(high=0.5) < 0.5",
    "np.random.uniform(2, 3, size=(2, 3)).shape",
]
REFUSED = [
    "np.meshgrid([1], [2], indexing='ij')",
    "np.zeros(4).reshape(2, 2, order='F')",
    "np.zeros(4).sum(keepdims=True)",
    "np.zeros(4, dtype=complex)",
    "np.zeros(4, dtype='complex')",
    "np.linspace(0, 1, retstep=True)",
    "np.where([1], [2], [3], out=1)",
    "np.sum([1, 2], axis=1)",
    "np.array([1.0, 2.0]).astype(str)",
    "bool(np.zeros(2))",
]


@pytest.mark.parametrize("source", PRINTED)
def test_it_prints_what_numpy_would(source: str) -> None:
    assert run(f"{NP}print({source})").output == f"{eval(source, {'np': np})}\n"


@pytest.mark.parametrize("source", REFUSED)
def test_what_would_change_nothing_is_refused(source: str) -> None:
    with pytest.raises(LanguageError) as caught:
        run(f"{NP}print({source})")
    assert caught.value.span


def test_items_and_rows_are_written_and_the_shape_stays() -> None:
    program = (
        "a = np.zeros((2, 3))\na[0] = 5.0\na[1, 2] = 7\na[-1, 0] = 1\nprint(a.T)\na[1] = [1, 2, 3]\nprint(a)"
    )
    printed: list[str] = []
    exec(program, {"np": np, "print": lambda *args: printed.append(f"{args[0]}\n")})
    assert run(NP + program).output == "".join(printed)

"""The compiled loops: exact where it is promised, and never a reason to stop where they cannot be had."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest

from engine import Value, kernels
from engine.tape import record

ROOT = Path(__file__).parents[3]


@pytest.fixture
def loops() -> kernels.Kernels:
    assert kernels.warm(), kernels.trouble()
    found = kernels.found()
    assert found is not None
    return found


def fresh_python(program: str, **environment: str) -> str:
    """What a program prints in a process of its own, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout.strip()


TRAIN = """
from engine import Value, kernels
from engine.tape import record
w, x = Value(0.5), Value(0.0)
lanes = record((w * x).tanh(), [w], [x]).lanes([[1.0, 2.0]])
print(kernels.warm(), lanes.executor, round(lanes.forward([0.5]), 6), bool(kernels.trouble()))
"""


@pytest.mark.usefixtures("loops")
def test_tanh_is_within_four_tenths_of_a_quadrillionth() -> None:
    rng = np.random.default_rng(4)
    near, far = 10.0 ** rng.uniform(-300, 0, 500), rng.uniform(0, 21, 4_000)
    points = np.concatenate([near, far, [0.0, 5e-324, 19.0625, 700.0, 1e300, np.inf]])
    points = np.concatenate([points, -points])
    x, w = Value(0.0), Value(1.0)
    tape = record((w * x).tanh(), [w], [x])
    lanes = tape.lanes(points[None, :])
    lanes.forward([1.0])
    with mpmath.workdps(40):
        exact = [mpmath.tanh(mpmath.mpf(float(p))) for p in points]
        off = [abs(mpmath.mpf(float(y)) - e) for y, e in zip(lanes.loss, exact, strict=True)]
        assert max(off) < 4e-16
        units = [o / np.spacing(abs(float(e))) for o, e in zip(off, exact, strict=True)]
        assert max(units) < 8  # in units of the last place, also next to zero
    assert (np.abs(lanes.loss) <= 1.0).all()
    lanes = tape.lanes([[np.nan, 1.0]])
    lanes.forward([1.0])
    assert np.isnan(lanes.loss[0])


@pytest.mark.usefixtures("loops")
@pytest.mark.parametrize(
    ("name", "exact"),
    [
        ("exp", mpmath.exp),
        ("sigmoid", lambda x: 1 / (1 + mpmath.exp(-x))),
        ("softplus", lambda x: mpmath.log1p(mpmath.exp(x))),
        ("silu", lambda x: x / (1 + mpmath.exp(-x))),
    ],
)
def test_what_is_made_of_exp_is_within_eight_units_of_the_last_place(
    name: str, exact: Callable[[Any], Any]
) -> None:
    rng = np.random.default_rng(5)
    near = 10.0 ** rng.uniform(-300, 0, 500)
    points = np.concatenate([near, rng.uniform(0, 40, 3_000), rng.uniform(0, 700, 500), [0.0]])
    points = np.concatenate([points, -points])
    x, w = Value(0.0), Value(1.0)
    tape = record(getattr(w * x, name)(), [w], [x])
    lanes = tape.lanes(points[None, :])
    lanes.forward([1.0])
    with mpmath.workdps(700):
        right = [exact(mpmath.mpf(float(p))) for p in points]
        units = [
            abs(mpmath.mpf(float(y)) - e) / np.spacing(abs(float(e)))
            for y, e in zip(lanes.loss, right, strict=True)
        ]
    assert max(units) < 8
    lanes = tape.lanes([[np.nan, np.inf, 800.0, -800.0]])
    lanes.forward([1.0])
    assert np.isnan(lanes.loss[0])
    endless = 1.0 if name == "sigmoid" else np.inf
    assert lanes.loss[1] == endless
    assert lanes.loss[2] == (800.0 if name in ("softplus", "silu") else endless)
    assert abs(lanes.loss[3]) == 0.0


@pytest.mark.usefixtures("loops")
@pytest.mark.parametrize("outs", [1, 3, 4, 7, 8, 13])
@pytest.mark.parametrize("ins", [1, 2, 5, 8, 17])
def test_a_dense_layer_of_any_shape_has_numpys_values_and_gradients(outs: int, ins: int) -> None:
    rng = np.random.default_rng(outs * 100 + ins)
    first, second = rng.normal(size=(ins, 2)), rng.normal(size=(outs, ins + 1))
    x = [Value(0.0), Value(0.0)]
    parameters = [Value(float(p)) for p in [*first.ravel(), *second.ravel()]]
    weights = iter(parameters)
    hidden = [next(weights) * x[0] + next(weights) * x[1] for _ in range(ins)]
    sums = []
    for _ in range(outs):
        terms = [next(weights) * h for h in hidden]
        sums.append(sum(terms, Value(0.0)) + next(weights))
    columns = rng.normal(size=(2, 45))
    lanes = record(sum((s * s for s in sums), Value(0.0)), parameters, x, reduction="sum").lanes(columns)
    h = first @ columns
    out = second[:, :-1] @ h + second[:, -1:]
    by_sums = 2.0 * out
    by_second = np.hstack([by_sums @ h.T, by_sums.sum(axis=1, keepdims=True)])
    by_first = second[:, :-1].T @ by_sums @ columns.T
    assert lanes.forward([p.data for p in parameters]) == pytest.approx((out**2).sum(), rel=1e-12)
    np.testing.assert_allclose(
        lanes.backward(), [*by_first.ravel(), *by_second.ravel()], rtol=1e-11, atol=1e-11
    )


@pytest.mark.usefixtures("loops")
def test_a_sum_that_reads_one_lane_many_times_has_room_for_all_its_terms() -> None:
    rng = random.Random(2)
    x, parameters = Value(0.7), [Value(rng.uniform(-1, 1)) for _ in range(400)]
    total = sum((p * x for p in parameters), Value(0.0))
    outs = [total * total, *(sum((p * x for p in parameters[i:]), Value(1.0)) for i in range(4))]
    tape = record(outs[0], parameters, [x], outputs=outs)
    lanes = tape.lanes(np.linspace(-1, 1, 21)[None, :])
    at = np.array([p.data for p in parameters])
    lanes.forward(at)
    expected = [[(at.sum() * v) ** 2, *(at[i:].sum() * v + 1.0 for i in range(4))] for v in lanes.columns[0]]
    np.testing.assert_allclose(lanes.outputs.T, expected, rtol=1e-11, atol=1e-12)


@pytest.mark.usefixtures("loops")
def test_minus_and_constants_inside_a_sum_keep_their_signs() -> None:
    a, b, x, y = Value(1.3), Value(-0.4), Value(0.0), Value(0.0)
    loss = (a - (b - x * a) - (y - 2.0) - b * y + (3.0 - a)) * 0.5
    numbers = np.array([[0.2, -1.0, 2.0], [0.5, 0.1, -3.0]])
    lanes = record(loss, [a, b], [x, y], reduction="sum").lanes(numbers)
    expected = (1.3 + 0.4 + numbers[0] * 1.3 - numbers[1] + 2.0 + 0.4 * numbers[1] + 3.0 - 1.3) * 0.5
    assert lanes.forward([1.3, -0.4]) == pytest.approx(expected.sum(), rel=1e-14)
    assert lanes.backward() == pytest.approx([numbers[0].sum() * 0.5, (-1 - numbers[1]).sum() * 0.5])


@pytest.mark.usefixtures("loops")
def test_a_network_is_fused_into_a_few_instructions() -> None:
    from engine.nn import MLP

    model = MLP(2, [16, 16, 1])
    x, y = [Value(0.0), Value(0.0)], Value(0.0)
    parameters = model.parameters()
    penalty = sum((p * p for p in parameters), Value(0.0)) * 1e-4
    tape = record((1 + -y * model(x)).relu(), parameters, [*x, y], penalty=penalty)
    assert len(tape.program.codes) > 1_300
    assert len(tape.fused.lane_code) + len(tape.fused.uniform_code) < 20


def test_without_numba_tapes_run_in_numpy() -> None:
    absent = "import sys; sys.modules['numba'] = None\n"
    assert fresh_python(absent + TRAIN) == "False numpy 0.611856 True"


REPLAY = """
import numpy as np
from engine import kernels
from engine.kernels.run import REPLAY_TYPES, replay
one, data, grad = np.zeros(1, dtype=np.int64), np.array([3.0, 0.0]), np.zeros(2)
kernels.kept(replay, REPLAY_TYPES)(one + 2, one, one, np.zeros(1), 1, 1, data, grad)  # its square
print(data.tolist(), grad.tolist())
"""


@pytest.mark.slow
def test_machine_code_is_kept_in_the_users_cache_and_read_from_there(tmp_path: Path) -> None:
    place, answer = tmp_path / "cache", "[3.0, 9.0] [6.0, 1.0]"
    assert fresh_python(REPLAY, NUMBA_CACHE_DIR=str(place)) == answer
    files = {path: path.stat().st_mtime_ns for path in place.rglob("*.nb*")}
    assert {path.suffix for path in files} == {".nbi", ".nbc"}  # an index, and code
    assert fresh_python(REPLAY, NUMBA_CACHE_DIR=str(place)) == answer
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*.nb*")} == files
    for path in files:
        path.write_bytes(b"damaged")
    assert fresh_python(REPLAY, NUMBA_CACHE_DIR=str(place)) == answer


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a directory", encoding="utf-8")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    assert kernels.cache_directory() is None


def test_the_cache_is_the_users_own_and_named_after_the_loops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    place = kernels.cache_directory()
    assert place is not None
    custom = tmp_path / "Library" / "Caches" if sys.platform == "darwin" else tmp_path
    assert place.parent == custom / "livegrad"
    if os.name == "posix":
        assert place.stat().st_mode & 0o077 == 0
    assert kernels.cache_directory() == place
    if os.name == "posix":
        place.chmod(0o777)
        assert kernels.cache_directory() is None


def test_every_source_of_the_loops_counts_for_the_name_of_their_cache() -> None:
    folder = Path(kernels.__file__).parents[1]
    for pattern in kernels.SOURCES:
        assert list(folder.glob(pattern)), pattern


def test_loops_that_do_not_compile_are_told_and_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> kernels.Kernels:
        raise RuntimeError("no machine code here")

    monkeypatch.setattr(
        kernels, "_Found", type("_Found", (kernels._Found,), {"kernels": None, "tried": False})
    )
    monkeypatch.setattr(kernels, "_compile", broken)
    assert not kernels.warm()
    assert not kernels.ready()
    assert "no machine code here" in kernels.trouble()
    x, w = Value(0.0), Value(1.0)
    lanes = record(w * x, [w], [x]).lanes([[2.0]])
    assert lanes.executor == "numpy"
    assert lanes.forward([3.0]) == 6.0


def test_starting_compiles_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    class Found(kernels._Found):
        kernels = None
        tried = False
        thread = None

    monkeypatch.setattr(kernels, "_Found", Found)
    monkeypatch.setattr(kernels, "_compile_elsewhere", lambda: None)
    monkeypatch.setattr(kernels, "_compile", lambda: kernels.Kernels(lambda *_: 0, lambda *_: None))
    kernels.start()
    kernels.start()
    thread = kernels._Found.thread
    assert thread is not None
    thread.join(10)
    assert kernels.ready()


def test_an_empty_cache_is_filled_by_another_process_before_the_loops_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Found(kernels._Found):
        kernels = None
        tried = False
        thread = None

    happened: list[str] = []
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(kernels, "_Found", Found)
    monkeypatch.setattr(kernels, "_compile_elsewhere", lambda: happened.append("elsewhere"))

    def read() -> kernels.Kernels:
        happened.append("read")
        return kernels.Kernels(lambda *_: 0, lambda *_: None)

    monkeypatch.setattr(kernels, "_compile", read)
    kernels.start()
    thread = kernels._Found.thread
    assert thread is not None
    thread.join(10)
    assert happened == ["elsewhere", "read"]

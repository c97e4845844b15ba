"""The budgets of whole programs: at it passes, one more fails; and nothing that takes long goes on."""

import time

import pytest

from engine import Value, backward_pass
from engine.language import LanguageError, LengthyError, Limits, recorder
from engine.language import run as run_any
from tests.engine.language.budgets import refusal, within
from tests.engine.language.stuck import STUCK

ORDER = """
topo, visited = [], set()
def build_topo(v):
    if v not in visited:
        visited.add(v)
        for child in v._prev:
            build_topo(child)
        topo.append(v)
build_topo(y)
print(len(topo))
"""


def test_steps() -> None:
    source = "for i in range({}): pass"
    found = [n for n in range(1, 40) if not _is_refused(source.format(n), within(max_steps=40))]
    assert found
    assert found == list(range(1, found[-1] + 1))
    assert found[-1] < 39
    error = refusal("x = 0\nwhile True: x += 1", within(max_steps=5_000))
    assert error.span == (12, 16)


def _is_refused(source: str, limits: Limits) -> bool:
    try:
        run_any(source, limits)
    except LanguageError as error:
        return error.code == "limit"
    return False


def test_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(1_000))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(now)))
    assert not _is_refused("for i in range(300): pass", within(max_seconds=100.0))
    error = refusal("while True: pass", within(max_seconds=3.0))
    assert "3 seconds" in error.message
    assert error.span is not None


@pytest.mark.parametrize(
    "source",
    ["x = Value(1.0)\nfor i in range(3000): x = x + 1.0\nx.backward()", "y = x\n" + "y = y+x\n" * 2_000],
)
def test_seconds_of_a_backward_pass(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def slow(root: Value) -> object:
        for contribution in backward_pass(root):
            now[0] += 0.01
            yield contribution

    assert len(run_any(source).passes) == 1
    monkeypatch.setattr(recorder, "backward_pass", slow)
    assert "10 seconds" in refusal(source).message


@pytest.mark.parametrize("name", STUCK)
def test_whatever_takes_long_is_ended(name: str) -> None:
    """Without the budgets each of these would run for hours, or until there is no memory left."""
    assert refusal(STUCK[name], within(max_seconds=0.3)).span is not None


def test_call_depth() -> None:
    source = "def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f({}))"
    limits = within(max_call_depth=10)
    assert run_any(source.format(9), limits).output == "9\n"
    assert refusal(source.format(10), limits).span == (42, 50)
    assert run_any(source.format(399)).output == "399\n"
    error = refusal(source.format(400))
    assert "400 deep" in error.message


def test_the_lectures_own_order_of_visits_reaches_the_end_of_a_long_chain() -> None:
    source = "y = Value(1.0)\nfor i in range(300): y = y + 1\n" + ORDER
    assert run_any(source).output == "601\n"


def test_lists_deep_inside_one_another_are_not_compared() -> None:
    source = "x, y = [], []\nfor i in range({}): x, y = [x], [y]\nprint(x == y)"
    assert run_any(source.format(200)).output == "True\n"
    assert "compared" in refusal(source.format(20_000)).message


def test_a_long_loop_over_a_few_parameters_runs_all_its_passes() -> None:
    source = (
        "w = Value(0.0)\nfor epoch in range(200):\n    loss = (w - 3)**2\n    w.grad = 0.0\n"
        "    loss.backward()\n    w.data -= 0.05*w.grad"
    )
    assert len(run_any(source).passes) == 200


@pytest.mark.parametrize(
    "source",
    ["[0]*{}", "list(range({}))", "[i for i in range({})]", "x = [0]*5\nx + [0]*({} - 5)", "(0,)*{}",
     "zip(range({}))", "x = []\nfor i in range({}): x.append(i)", "x = {{}}\nfor i in range({}): x[i] = 0",
     "x = set()\nfor i in range({}): x.add(i)", "import numpy as np\nnp.zeros({})",
     "import numpy as np\nnp.arange({})"],
)  # fmt: skip
def test_items(source: str) -> None:
    limits = within(max_items=100)
    run_any(source.format(100), limits)
    assert refusal(source.format(101), limits).span is not None


@pytest.mark.parametrize(
    "source",
    [
        "for i in range({}): x = [0]*100",
        "for i in range({}): x = (' '*400 + ' '*400)[:0]",
        "import numpy as np\nfor i in range({}): np.zeros(100)",
        "class A: pass\nfor i in range({}*6): A()",
    ],
)
def test_items_in_all(source: str) -> None:
    limits = within(max_items_in_all=10_000, max_text=10_000)
    run_any(source.format(50), limits)
    error = refusal(source.format(150), limits)
    assert "in all" in error.message
    assert error.span is not None


@pytest.mark.parametrize(
    "source", ["'a'*{}", "x = 'a'*50\nx + 'b'*({} - 50)", "'a'.ljust({})", "''.join(['a']*{})"]
)
def test_text(source: str) -> None:
    limits = within(max_text=100)
    run_any(source.format(100), limits)
    assert refusal(source.format(101), limits).span is not None


def test_output() -> None:
    limits = within(max_output=10)
    assert run_any("print('123456789')", limits).output == "123456789\n"
    assert refusal("print('1234567890')", limits).span == (0, 19)


@pytest.mark.parametrize(
    "source", ["[2**{}]", "[1 << {}]", "[2**({} - 1) * 2]", "[2**({} - 1) + 2**({} - 1)]"]
)
def test_integer_bits(source: str) -> None:
    limits = within(max_integer_bits=100)
    run_any(source.replace("{}", "99"), limits)
    assert refusal(source.replace("{}", "100"), limits).span is not None


def test_a_size_below_nothing_gives_nothing_back() -> None:
    limits = within(max_steps=1_000, max_items_in_all=1_000)
    for source in ("import random\nrandom.choices([1], k=-10**12)", "'a'.ljust(-10**12)"):
        assert refusal(f"{source}\nfor i in range(5000): [i]*100", limits).span is not None
    for source in ("zeros(-10**12)", "ones((-1, 5))", "random.permutation(-3)"):
        with pytest.raises(LanguageError, match="has no result"):
            run_any(f"import numpy as np\nnp.{source}")
    with pytest.raises(LanguageError, match="less than nothing"):
        run_any("class A:\n    def __len__(self): return -1\nlen(A())")


def test_only_what_is_made_is_counted() -> None:
    run_any("d = {}\ns = set()\nfor i in range(4000):\n    d.update({i: i})\n    s.update([i])")
    run_any("d = {'x': [0]*1000}\nfor i in range(3000): d.get('x')")


def test_names_are_cut_where_every_value_tells_them() -> None:
    name = "f" * 6_500
    ran = run_any(
        f"def {name}(n, x):\n    return x*2 if n == 0 else {name}(n - 1, x*2)\n{name}(70, Value(1.0))"
    )
    assert max(len(part) for value in ran.values for part in value.scope) <= 70
    for source in (
        f"{name} = Value(1.0)*2",
        f"{name} = 2\n{name}*3",
        f"{name}*3",
        f"Value(1, label='{name}')*2",
    ):
        assert max(len(value.label) for value in run_any(source).values) <= 200


def test_writes_are_contributions_to_the_log() -> None:
    limits = within(max_contributions=100)
    run_any("a = Value(1)\nfor i in range(50): a.data = 1.0", limits)
    assert refusal("a = Value(1)\nfor i in range(51): a.grad = 1.0", limits).span is not None
    assert len(run_any("for i in range(50): print('', end='')\nValue(1)").timeline.log) == 1


def test_only_a_formula_is_run_where_it_has_to_be_quick() -> None:
    assert run_any("a = 2\nb = a*a\nb.backward()", quick=True).passes
    for source in (
        "sum(range(99999))\n" * 105,
        "op f(x) = x; d/dx = 1\nf(1)",
        "x = ((1,)*99999).count(2)",
        "for i in a: b",
    ):
        with pytest.raises(LengthyError):
            run_any(source, quick=True)


def test_plots() -> None:
    source = "import matplotlib.pyplot as plt\n" + "plt.figure()\nplt.plot([1, 2])\n" * 3
    assert len(run_any(source, within(max_plots=3)).items) == 3
    assert refusal(source, within(max_plots=2)).span == (105, 121)


def test_data_written_by_a_program_is_within_the_magnitude_too() -> None:
    limits = within(max_magnitude=100.0)
    run_any("a = Value(1)\na.data = 100", limits)
    assert refusal("a = Value(1)\na.data = 101", limits).span == (13, 19)
    assert refusal("a = Value(1)\na.grad = 101", limits).span == (13, 19)

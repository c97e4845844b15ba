"""The budgets of programs: at it passes, one more is a `limit` error, with what ran until then."""

import pytest

from engine.language import LanguageError, Limits
from engine.language import run as run_any
from engine.language.limits import DEFAULT_LIMITS
from tests.engine.language.budgets import refusal, within

PLOTS = "import matplotlib.pyplot as plt\n" + "plt.figure()\nplt.plot([1, 2])\n" * 3
EDGES: dict[str, tuple[dict[str, float], str, str, str]] = {
    "max_source_length": ({"max_source_length": 31}, "for i in range(3): print('abc')", "for i in range(3): print('abcd')", ")"),
    "max_output": ({"max_output": 10}, "print('123456789')", "print('1234567890')", "print('1234567890')"),
    "max_plots": ({"max_plots": 3}, PLOTS, PLOTS + "plt.figure()\nplt.plot([1, 2])\n", ""),
    "max_nodes": (
        {"max_nodes": 5}, "a = Value(1.0)\nfor i in range(4): a = a.tanh()",
        "a = Value(1.0)\nfor i in range(5): a = a.tanh()", "",
    ),
    "max_passes": (
        {"max_passes": 3}, "a = Value(1.0)\nfor i in range(3): a.backward()",
        "a = Value(1.0)\nfor i in range(4): a.backward()", "a.backward()",
    ),
    "max_notes": ({"max_notes": 1}, "%time\n%time\nprint(1)", "", ""),
    "max_own_ops": (
        {"max_own_ops": 1}, "op f(x) = x; d/dx = 1\nfor i in [1]: f(Value(2.0))",
        "op f(x) = x; d/dx = 1\nop g(x) = x; d/dx = 1\nfor i in [1]: f(Value(2.0))",
        "op g(x) = x; d/dx = 1",
    ),
    "max_seconds": (
        {"max_seconds": 0.4}, "for i in range(3): pass", "x = 0\nwhile True: x = x + 1", "",
    ),
    "max_memory": (
        {"max_memory": 100}, "x = bytearray(1 << 20)\nif x: print(len(x))",
        "x = bytearray(80 << 20)\nif x: print(len(x))", "",
    ),
}  # fmt: skip
"""Of each limit: its setting, a program at it, one over it, and the text that the error points at."""
OF_FORMULAS = {"max_depth", "max_contributions", "max_magnitude"}


def test_every_limit_of_a_program_has_an_edge_here() -> None:
    assert EDGES.keys() | OF_FORMULAS == set(Limits.__dataclass_fields__)


@pytest.mark.parametrize("name", EDGES)
def test_at_the_limit_a_program_runs_and_one_more_is_refused_at_its_place(name: str) -> None:
    fields, good, bad, place = EDGES[name]
    limits = within(**fields)
    ran = run_any(good, limits)
    assert len(ran.notes) <= limits.max_notes
    if bad:
        error = refusal(bad, limits)
        assert not place or bad[slice(*(error.span or ()))] == place
    else:
        assert len(run_any(good).notes) == 2


def test_what_a_program_did_until_its_limit_is_kept() -> None:
    source = "a = Value(2.0)\nb = a*a\nprint('first')\nwhile True: pass"
    error = refusal(source, within(max_seconds=0.4))
    assert error.partial is not None
    assert error.partial.output == "first\n"
    assert [value.label for value in error.partial.values] == ["a", "b"]
    assert error.span is not None


@pytest.mark.parametrize("endless", ["9**9**9", "re.match('(a*)*b', 'a' * 40)"])
def test_what_a_program_printed_before_a_call_that_never_ends_is_kept(endless: str) -> None:
    with pytest.raises(LanguageError) as raised:
        run_any(f"import re\nprint('one')\nprint('two')\n{endless}", Limits(max_seconds=0.5))
    assert raised.value.code == "limit"
    assert raised.value.partial is not None
    assert raised.value.partial.output.split() == ["one", "two"]


def test_remarks_behind_two_slashes_are_understood_where_python_reads_none() -> None:
    assert run_any("x = 3 // the start\nfor i in range(2): // go\n    print(i, x)").output == "0 3\n1 3\n"
    assert run_any("for i in range(1): print(7 // 2)").output == "3\n"


def test_a_long_text_is_a_program_too() -> None:
    source = "print(len('" + "x" * 150_000 + "'))"
    assert len(source) < DEFAULT_LIMITS.max_source_length
    assert run_any(source).output == "150000\n"


def test_a_long_loop_over_a_few_parameters_runs_all_its_passes_and_any_of_them_can_be_shown() -> None:
    source = (
        "w = Value(0.0)\nfor epoch in range(1000):\n    loss = (w - 3)**2\n    w.grad = 0.0\n"
        "    loss.backward()\n    w.data -= 0.05*w.grad"
    )
    ran = run_any(source, within(max_seconds=60.0), 700)
    assert (len(ran.passes), ran.shown) == (1000, 700)
    assert ran.root is not None
    assert ran.root.data == ran.passes[700].data
    assert ran.passes[0].data == 9.0


def test_lines_deep_inside_the_lectures_own_order_reach_the_end_of_a_long_chain() -> None:
    source = """
y = Value(1.0)
for i in range(300): y = y + 1
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
    assert run_any(source).output == "601\n"

"""Exported sources are run, and must give what is on screen."""

import ast
import keyword

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Value
from engine.asking.snapshot import Snapshot
from engine.export import SOURCES
from engine.export.naming import Namer, own_name
from engine.export.targets import INFIX, JAX, LIVEGRAD, MATH, MICROGRAD, PYTORCH, Target
from engine.gradcheck import gradients
from engine.graph import topological_order
from engine.language import run
from engine.ops import OPS
from engine.value import make
from tests.engine.export.exported import PROGRAMS, Shown, executed, rerun, shown, written
from tests.engine.graphs import Plan, build, plans


def agrees(snap: Snapshot, found: Shown, least: int = 1) -> None:
    """Every named Value has its data and gradient in what was printed, in the order of its lines."""
    grads = gradients(snap.root)
    expected = [
        (value.data, grads[value]) for value in snap.order if value.op is None or own_name(value) is not None
    ]
    printed = list(found.values())
    close = sum(any(_close(a, b) for b in printed) for a in expected if a[1] != 0.0)
    assert len(printed) >= least
    by_name = {own_name(value): (value.data, grads[value]) for value in snap.order if own_name(value)}
    names = [name for name in by_name if name in found and sum(own_name(v) == name for v in snap.order) == 1]
    for name in names:
        assert name is not None
        assert _close(found[name], by_name[name]), (name, found[name], by_name[name])
    assert names or close


def _close(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return a == pytest.approx(b, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("name", PROGRAMS)
def test_micrograd_source_gives_what_is_on_screen(name: str) -> None:
    snap = shown(PROGRAMS[name])
    agrees(snap, executed(written(snap, "micrograd")))


@pytest.mark.parametrize("name", PROGRAMS)
def test_pytorch_source_gives_what_is_on_screen(name: str, torch: object) -> None:
    snap = shown(PROGRAMS[name])
    agrees(snap, executed(written(snap, "pytorch")))


@pytest.mark.oracle
@pytest.mark.parametrize("name", PROGRAMS)
def test_jax_source_gives_what_is_on_screen(name: str) -> None:
    pytest.importorskip("jax", reason="JAX is not installed")
    snap = shown(PROGRAMS[name])
    agrees(snap, executed(written(snap, "jax")))


@pytest.mark.parametrize("name", PROGRAMS)
def test_livegrads_own_source_gives_what_is_on_screen(name: str) -> None:
    snap = shown(PROGRAMS[name])
    agrees(snap, rerun(written(snap, "livegrad")))


@settings(deadline=None, max_examples=60)
@given(plans(most=25))
def test_any_graph_is_written_so_that_it_is_read_back_the_same(plan: Plan) -> None:
    order = _labelled(plan)
    root = order[-1]
    found = rerun(SOURCES["livegrad"](root, set()))
    grads = gradients(root)
    for value in order:
        if value.label:
            assert _close(found[value.label], (value.data, grads[value]))


@settings(deadline=None, max_examples=25)
@given(plans(most=25))
def test_any_graph_runs_in_micrograd(plan: Plan) -> None:
    order = _labelled(plan)
    root = order[-1]
    found = executed(SOURCES["micrograd"](root, set()))
    grads = gradients(root)
    assert all(_close(found[v.label], (v.data, grads[v])) for v in order if v.label)


@pytest.mark.parametrize("target", SOURCES)
@pytest.mark.parametrize("name", PROGRAMS)
def test_sources_are_python_with_lines_that_fit(target: str, name: str) -> None:
    source = written(shown(PROGRAMS[name]), target)
    if target == "livegrad":
        run(source)
    else:
        ast.parse(source)
    code = [line for line in source.splitlines() if not line.startswith(("for inner in", "def result"))]
    assert max(map(len, code)) <= 130
    assert source.endswith("\n")


def test_every_op_has_a_row_for_every_target() -> None:
    infix = {*INFIX, "neg", "pow", "powk"}
    for target in (PYTORCH, JAX, LIVEGRAD):
        assert set(OPS) <= set(target.calls) | infix
    assert set(OPS) <= set(MATH) | set(MICROGRAD.calls) | infix


@pytest.mark.parametrize("target", [PYTORCH, JAX, MICROGRAD, LIVEGRAD], ids=lambda target: str(target.name))
def test_no_operator_tears_a_row_apart(target: Target) -> None:
    x, y = Value(0.5, "x"), Value(0.25, "y")
    for name, row in target.calls.items():
        op = OPS[name]
        inner = make(op, (x - y, y)[: op.arity], 0.3)
        whole = ast.parse(row.text.format(a="(x - y)", b="y", k=0.3), mode="eval").body
        for root, side in ((inner**2.0, "left"), (x / inner, "right"), (-inner, "operand")):
            root.label = "root"
            tree = ast.parse(SOURCES[target.name](root, set()))
            (line,) = (n for n in ast.walk(tree) if isinstance(n, ast.Assign) and _assigned(n) == "root")
            assert ast.dump(getattr(line.value, side)) == ast.dump(whole), (name, side)


def _assigned(line: ast.Assign) -> str:
    return ast.unparse(line.targets[0])


SPOILT: dict[str, str] = {
    "names the source needs itself": "op f(x) = x*x\n  d/dx = 2*x\nvalue = 2\ninner = 3\nF = 5\nown_f = 4\n"
    "own_f_forward = 0.5\ny = f(value)*inner*own_f*own_f_forward + F",
    "a frozen exponent alone": "n = 2.0\ny = (-2.0)**n",
    "no slope at nothing to the nought": "x = 0.0\ny = x**0 + 3*x",
    "own ops of plain numbers": "op f(x) = x/sqrt(2) + max(x, 0)*exp(-1)\n"
    "  d/dx = 1/sqrt(2) + (exp(-1) if x > 0 else 0)\n"
    "op g(x) = relu(x) if x > 3 else 2\n  d/dx = 0\nx = 1.5\ny = f(x)*g(x)",
}  # fmt: skip


@pytest.mark.parametrize("target", ["pytorch", "micrograd", "livegrad"])
@pytest.mark.parametrize("name", SPOILT)
def test_what_once_spoilt_a_source_does_no_more(name: str, target: str) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="PyTorch is not installed")
    snap = shown(SPOILT[name])
    source = written(snap, target)
    found = rerun(source) if target == "livegrad" else executed(source)
    agrees(snap, found)
    assert _close(found["y"], (snap.root.data, 1.0))


def test_a_chain_too_deep_for_recursion_still_runs_in_micrograd() -> None:
    x = Value(1.0, "x")
    root = x
    for _ in range(2_000):
        root = root + x
    root.label = "root"
    source = SOURCES["micrograd"](root, set())
    assert "setrecursionlimit" in source
    assert executed(source)["x"] == (1.0, 2001.0)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.text(max_size=8) | st.sampled_from(["for", "print", "torch", "x", "x", "ﬁ", "__a", "match"]))
)
def test_names_are_valid_unique_and_never_taken(labels: list[str]) -> None:
    namer = Namer({"torch", "show"})
    names = [namer.name(Value(1.0, label)) for label in labels]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in names)
    assert not {"print", "torch", "show"} & set(names)


def test_a_label_cannot_break_out_of_a_remark() -> None:
    x, y = Value(1.0, "x"), Value(2.0, "import os\nos.system('ls')")
    y.scope = ("a\nb\r\u2028import os",)
    root = x * y
    for target in SOURCES:
        tree = ast.parse(SOURCES[target](root, set()))
        modules = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        assert "os" not in modules


def _labelled(plan: Plan) -> list[Value]:
    """A graph whose leaves and root have names, parents before children."""
    order = topological_order(build(plan, Value)[-1])
    for i, value in enumerate(order):
        value.label = f"x{i}" if value.op is None else ""
    order[-1].label = order[-1].label or "root"
    return order

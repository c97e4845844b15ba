"""The small packages that a program imports say what the real ones say."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import graphviz
import micrograd.nn
import numpy as np
import pytest

from engine.datasets import load
from tests.engine.program.guest_modules import guest

ROOT = Path(__file__).parents[3]
MODULES = ROOT / "engine/program/guest/modules"


def _small(package: str, module: str = "") -> ModuleType:
    """Ours under another name, so that the real one can be imported beside it."""
    name = f"small_{package}"
    if name not in sys.modules:
        where = MODULES / package / "__init__.py"
        spec = importlib.util.spec_from_file_location(
            name, where, submodule_search_locations=[str(where.parent)]
        )
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
    return importlib.import_module(f"{name}.{module}") if module else sys.modules[name]


def _draw_dot(package: Any) -> Any:
    """The lecture's."""
    dot = package.Digraph(format="svg", graph_attr={"rankdir": "LR"})
    for name in ("140000", "139999"):
        dot.node(name=name, label=f"{{ a | data {2.0:.4f} | grad {0.0:.4f} }}", shape="record")
        dot.node(name=name + "+", label="+")
        dot.edge(name + "+", name)
    dot.edge("140000", "139999*")
    return dot


def _attributes(package: Any) -> Any:
    dot = package.Graph("net work", comment="c", strict=True, node_attr={"shape": "box"})
    dot.attr("node", style="filled", color="red")
    dot.attr(label="whole")
    dot.attr("edge")
    dot.node("a b", '<b>"x"', xlabel="")
    dot.node("node", "<<b>x</b>>")
    dot.node("1.5", "a\\nb")
    dot.edge("a:p:n", "b c", label="l", weight="2")
    dot.edges(["ab", ("c", "d e")])
    return dot


def _subgraphs(package: Any) -> Any:
    dot = package.Digraph()
    with dot.subgraph(name="cluster_0") as part:
        part.attr(color="blue")
        part.edge("a", "b")
    other = package.Digraph("rest", graph_attr={"rank": "same"})
    other.node("z", package.escape("\\x"))
    dot.subgraph(other)
    with dot.subgraph() as plain:
        plain.node("q", package.nohtml("<>"))
    return dot


@pytest.mark.parametrize("drawing", [_draw_dot, _attributes, _subgraphs])
def test_a_drawing_has_graphviz_s_source(drawing: Any) -> None:
    ours, theirs = drawing(_small("graphviz")), drawing(graphviz)
    assert str(ours) == str(theirs)
    assert ours.source == theirs.source
    assert list(ours) == list(theirs)


def test_a_drawing_keeps_what_was_added_and_is_never_written() -> None:
    small = _small("graphviz")
    dot = _draw_dot(small)
    assert small.made[-1] is dot
    assert [name for name, *_ in dot.nodes] == ["140000", "140000+", "139999", "139999+"]
    assert dot.links[-1][:2] == ("140000", "139999*")
    assert dot.render("folder/name", format="png") == "folder/name.png"
    assert not Path("folder").exists()
    assert small.Source("digraph {}").source == graphviz.Source("digraph {}").source


def test_micrograd_s_nets_are_drawn_and_shown_as_micrograd_s() -> None:
    shown = []
    for nn in (_small("micrograd", "nn"), micrograd.nn):
        random.seed(7)
        net = nn.MLP(3, [4, 4, 1])
        out = net([1.0, -2.0, 3.0])
        out.backward()
        shown.append((repr(net), repr(net.layers[0]), out.data, [p.grad for p in net.parameters()]))
    assert shown[0] == shown[1]


@pytest.mark.parametrize("kind", ["moons", "circles"])
def test_the_generators_of_sklearn_draw_its_points(kind: str) -> None:
    make = getattr(_small("sklearn", "datasets"), f"make_{kind}")
    factor = {"factor": 0.5} if kind == "circles" else {}
    x, y = make(n_samples=20, noise=0.1, random_state=1337, **factor)
    ours = load(kind, samples=20, noise=0.1, seed=1337)
    np.testing.assert_array_equal(x, ours.x_train)
    np.testing.assert_array_equal(y * 2 - 1, ours.y_train)


def test_blobs_lie_about_their_centers() -> None:
    make = _small("sklearn", "datasets").make_blobs
    x, y = make(n_samples=30, centers=[[0.0, 0.0], [50.0, 50.0]], cluster_std=1.0, random_state=0)
    assert x.shape == (30, 2)
    assert all((row.sum() > 50) == bool(k) for row, k in zip(x, y, strict=True))


def test_a_split_is_the_one_of_sklearn_s_own_documentation() -> None:
    """The example of `train_test_split`: https://scikit-learn.org/stable/modules/cross_validation.html"""
    split = _small("sklearn", "model_selection").train_test_split
    x, y = np.arange(10).reshape((5, 2)), range(5)
    x_train, x_test, y_train, y_test = split(x, list(y), test_size=0.33, random_state=42)
    assert (x_train.tolist(), x_test.tolist()) == ([[4, 5], [0, 1], [6, 7]], [[2, 3], [8, 9]])
    assert (y_train, y_test) == ([2, 0, 3], [1, 4])
    assert split(list(y), shuffle=False) == [[0, 1, 2], [3, 4]]


def test_a_scaler_moves_new_rows_as_it_moved_those_it_was_fitted_to() -> None:
    preprocessing = _small("sklearn", "preprocessing")
    scaler = preprocessing.StandardScaler()
    rows = [[0.0, 5.0], [0.0, 5.0], [1.0, 5.0], [1.0, 5.0]]
    assert scaler.fit_transform(rows).tolist() == [[-1.0, 0.0], [-1.0, 0.0], [1.0, 0.0], [1.0, 0.0]]
    assert scaler.transform([[2.0, 6.0]]).tolist() == [[3.0, 1.0]]
    assert scaler.inverse_transform([[3.0, 1.0]]).tolist() == [[2.0, 6.0]]
    assert preprocessing.MinMaxScaler().fit_transform([[1.0], [3.0], [2.0]]).tolist() == [[0.0], [1.0], [0.5]]


def test_predictions_are_measured() -> None:
    metrics = _small("sklearn", "metrics")
    assert metrics.accuracy_score([0, 1, 2, 3], [0, 2, 1, 3]) == 0.5
    assert metrics.mean_squared_error([3, -0.5, 2, 7], [2.5, 0.0, 2, 8]) == 0.375
    assert metrics.confusion_matrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]).tolist() == [
        [2, 0, 0], [0, 0, 1], [1, 0, 2],
    ]  # fmt: skip


def test_a_bar_iterates_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    small = _small("tqdm")
    bar = small.tqdm([1, 2, 3], desc="train")
    seen = []
    for i in bar:
        bar.set_description(f"loss {i}")
        bar.set_postfix(loss=0.5, step=i)
        seen.append(i)
    with small.tqdm(total=4) as other:
        other.update(2)
    assert (seen, bar.n, bar.postfix, other.n, list(small.trange(2))) == (
        [1, 2, 3],
        3,
        "loss=0.5, step=3",
        2,
        [0, 1],
    )
    assert list(_small("tqdm", "auto").tqdm("ab")) == ["a", "b"]
    assert capsys.readouterr() == ("", "")
    small.tqdm.write("said")
    assert capsys.readouterr().out == "said\n"


def test_display_prints_the_repr_as_in_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    display = _small("IPython", "display")
    display.display("a", 1)
    display.display(display.HTML("<b>x</b>"))
    assert capsys.readouterr().out == "'a'\n1\n<IPython.core.display.HTML object>\n"
    assert display.shown[-1].data == "<b>x</b>"


def test_a_network_answers_as_networkx_does() -> None:
    told = []
    for package in (_small("networkx"), pytest.importorskip("networkx")):
        answers: list[Any] = []
        g: Any = None
        for kind in (package.Graph, package.DiGraph):
            g = kind()
            g.add_node("a", label="x")
            g.add_edges_from([("a", "b"), ("b", "c"), ("a", "c")], weight=2)
            answers.append((str(g), list(g.nodes), list(g.edges), len(g), g.number_of_edges(), "a" in g))
            answers.append((list(g.neighbors("a")), g["a"]["b"], list(g.nodes(data=True)), str(g.edges)))
        answers.append((list(package.topological_sort(g)), list(g.predecessors("c")), repr(g.nodes)))
        told.append(answers)
    assert told[0] == told[1]


ARRAYS = {
    "torch.tensor([1.0, 2.0], requires_grad=True).detach().numpy()": "[1. 2.]",
    "torch.from_numpy(np.array([1.0, 2.0]))": "tensor([1., 2.], dtype=torch.float64)",
    "torch.tensor(np.array([[1, 2]]))": "tensor([[1, 2]])",
    "torch.tensor(np.float64(2.0)).item()": "2.0",
    "torch.ones(2) * np.float64(2.0)": "tensor([2., 2.])",
    "np.array(torch.tensor([1.0, 2.0])).sum()": "3.0",
    "datasets.make_moons(n_samples=100, noise=0.1, random_state=1)[0].shape": "(100, 2)",
    "datasets.make_moons(n_samples=10, random_state=1)[1].tolist()": str(
        [int(k > 0) for k in load("moons", 10, 0.0, 1).y_train]
    ),
}


@pytest.mark.parametrize("line", ARRAYS)
def test_the_packages_work_on_the_sandbox_s_own_arrays(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with guest("numpy") as small_numpy:
        monkeypatch.setitem(sys.modules, "numpy", small_numpy)
        names = {"torch": _small("torch"), "datasets": _small("sklearn", "datasets"), "np": small_numpy}
        shown = str(eval(line, names))
    monkeypatch.undo()
    assert shown == ARRAYS[line]

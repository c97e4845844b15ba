"""POST /api/graph with `open`: only what is shown is sent, and its numbers are the whole graph's."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.graph_answer import Bounds, graph_answer, picture_of
from app.routes.graph import answer, folded_answer
from app.runs import Runs
from app.schemas.folded import FoldedGraphAnswer
from engine.backward import backward_pass
from engine.language import LanguageError, Limits
from engine.value import Value
from tests.app.conftest import Client, MakeClient
from tests.app.test_graph import ask, refuse
from tests.engine.language.programs import programs
from tests.engine.language.test_lecture_programs import LOSSES, MLP, MOONS, TRAIN

TRAINED = MLP + TRAIN
CALLS = "def f(x):\n    return tanh(x*x)\na = Value(0.5)\nb = f(f(a))"


def boxes(graph: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["group"]["path"]: node for node in graph["nodes"] if node["group"]}


def test_without_open_the_answer_is_the_whole_graph_as_ever(client: Client) -> None:
    graph = ask(client, CALLS)
    assert ask(client, CALLS, open=None) == graph
    assert not {"groups", "open", "folded"} & set(graph)
    assert not {"value", "group"} & set(graph["nodes"][0])


def test_auto_opens_the_turn_and_tells_what_is_open(client: Client) -> None:
    graph = ask(client, TRAINED, open="auto")
    assert graph["open"] == ["iteration"]
    (turn,) = graph["groups"]
    assert (turn["name"], turn["parent"], turn["values"], turn["open"]) == ("iteration 19", None, 357, True)
    assert turn["boxes"] == list(range(1, 14))
    assert graph["folded"] == {"values": 398, "groups": 65}
    parameters = graph["nodes"][0]
    assert parameters["group"] | {"spans": []} == {
        "path": "MLP parameters", "name": "MLP parameters", "values": 41, "leaves": 41, "parameters": 41,
        "outputs": 41, "children": 3, "series": False, "spans": [], "first": 0, "last": 40,
    }  # fmt: skip
    assert parameters["data"] is None
    assert parameters["value"] is None


def test_a_group_with_one_output_shows_that_value(client: Client) -> None:
    whole = ask(client, TRAINED)
    sample = boxes(ask(client, TRAINED, open="auto"))["iteration/sample 2"]
    value = whole["nodes"][sample["value"]]
    assert (sample["label"], sample["data"], sample["grad"]) == (value["label"], value["data"], value["grad"])


def test_every_pass_tells_the_loss_it_started_from(client: Client) -> None:
    passes = ask(client, TRAINED, open="auto")["passes"]
    assert len(passes) == 20
    assert {step: passes[step]["data"] for step in LOSSES} == pytest.approx(LOSSES, abs=1e-9)


def test_the_passes_of_a_loop_have_one_structure(client: Client) -> None:
    open_ = ["iteration", "iteration/sample 1"]
    graphs = [ask(client, TRAINED, open=open_, **{"pass": i}) for i in (0, 7, 19)]
    assert len({graph["structure"] for graph in graphs}) == 1
    assert [graph["open"] for graph in graphs] == [open_] * 3
    assert graphs[0]["nodes"][graphs[0]["root"]]["data"] == pytest.approx(LOSSES[0])
    assert ask(client, TRAINED, open=["iteration"])["structure"] != graphs[0]["structure"]


def test_what_lands_on_shown_values_adds_up_to_the_whole_graphs_gradients(client: Client) -> None:
    whole = ask(client, TRAINED, **{"pass": 0})
    open_ = ["MLP parameters", "MLP parameters/Layer 2", "iteration"]
    graph = ask(client, TRAINED, open=open_, **{"pass": 0})
    sums = [0.0] * len(graph["nodes"])
    for turn in graph["backward"]:
        for c in turn["contributions"]:
            if c["amount"] is not None:
                sums[c["parent"]] += c["amount"]
    shown = [node for node in graph["nodes"] if node["group"] is None and node["id"] != graph["root"]]
    assert len(shown) > 8
    for node in shown:
        assert node["grad"] == whole["nodes"][node["value"]]["grad"]
        assert sums[node["id"]] == pytest.approx(node["grad"])


def test_a_path_of_no_group_is_passed_over(client: Client) -> None:
    graph = ask(client, TRAINED, open=["nowhere", "iteration", "MLP parameters/nothing"])
    assert graph["open"] == ["iteration"]


def test_a_small_program_is_open_as_a_whole(client: Client) -> None:
    graph = ask(client, CALLS, open="auto")
    assert graph["open"] == ["f", "f (2)"]
    assert [node["kind"] for node in graph["nodes"]] == ["leaf", "op", "op", "op", "op"]
    (folded,) = {node["kind"] for node in ask(client, CALLS, open=[])["nodes"][1:]}
    assert folded == "group"


def test_a_program_without_values_has_nothing_to_fold(client: Client) -> None:
    graph = ask(client, "print(3)", open="auto")
    assert (graph["nodes"], graph["root"], graph["output"]) == ([], None, "3\n")
    FoldedGraphAnswer.model_validate(graph)


def test_the_65818_values_of_the_moons_are_sent_as_a_handful_of_boxes(client: Client) -> None:
    graph = ask(client, MOONS, open="auto")
    assert graph["folded"]["values"] == 65_818
    assert len(graph["nodes"]) <= 20
    steps = ["samples 0–99", "samples 10–19", "sample 13", "Layer 1", "Neuron 5"]
    opened = ask(client, MOONS, open=["/".join(steps[: i + 1]) for i in range(5)])
    assert len(opened["open"]) == 5
    assert len(opened["nodes"]) < 120
    assert len(json.dumps(opened)) < 200_000


@pytest.mark.parametrize(
    "open_",
    ["all", "", 3, True, {}, [3], [None], [["a"]], "AUTO", ["x" * 4_001]],
)
def test_other_kinds_of_open_are_refused(client: Client, open_: Any) -> None:
    error = refuse(client, CALLS, open=open_)
    assert error["code"] == "request"
    assert "open" in error["message"]


def test_a_path_may_be_so_long_and_so_many_be_named(client_with: MakeClient) -> None:
    client = client_with(max_open_groups=2)
    assert ask(client, CALLS, open=["x" * 4_000, "f"])["open"] == ["f"]
    assert refuse(client, CALLS, open=["a", "b", "c"])["code"] == "limit"
    assert ask(client_with(max_open_groups=1), CALLS, open="auto")["open"]


@pytest.mark.parametrize(("setting", "most"), [("max_layout_boxes", 8), ("max_layout_edges", 8)])
def test_no_more_is_sent_than_the_layout_takes(client_with: MakeClient, setting: str, most: int) -> None:
    client = client_with(**{setting: most})
    graph = ask(client, TRAINED, open=["iteration", "iteration/sample 0", "MLP parameters"])
    edges = sum(len(node["parents"]) for node in graph["nodes"])
    assert (len(graph["nodes"]) if setting == "max_layout_boxes" else edges) <= most
    assert set(graph["open"]) <= {"iteration", "MLP parameters"}


def test_an_error_is_the_same_folded_or_not(client: Client) -> None:
    assert refuse(client, "u v", open="auto") == refuse(client, "u v")
    assert refuse(client, "a*b", open="auto", **{"pass": 1}) == refuse(client, "a*b", **{"pass": 1})


@settings(deadline=None, max_examples=40)
@given(programs(150), st.lists(st.integers(0, 40), max_size=6))
def test_every_folded_answer_fits_its_model_and_keeps_the_root(source: str, picks: list[int]) -> None:
    runs, bounds = Runs(10_000), Bounds()
    whole = json.loads(answer(source, None, Limits()))
    everything = json.loads(folded_answer(runs, source, None, "auto", Limits(), bounds))
    paths = [group["path"] for group in everything["groups"]] + [*boxes(everything)]
    chosen = tuple(paths[i % len(paths)] for i in picks) if paths else ()
    for graph in (everything, json.loads(folded_answer(runs, source, None, chosen, Limits(), bounds))):
        model = FoldedGraphAnswer.model_validate(graph)
        assert all(parent < node.id for node in model.nodes for parent in node.parents)
        root, expected = graph["nodes"][graph["root"]], whole["nodes"][whole["root"]]
        assert (root["data"], root["grad"]) == (expected["data"], expected["grad"])
        for node in graph["nodes"]:
            if node["value"] is not None:
                assert node["grad"] == whole["nodes"][node["value"]]["grad"]


def test_a_graph_that_no_program_made_has_the_same_answer() -> None:
    w, x = Value(3.0, label="w"), Value(2.0, label="x")
    w.scope = ("parameters",)
    loss = (w * x - 1.0).tanh()
    graph = graph_answer(loss, list(backward_pass(loss)), "auto")
    FoldedGraphAnswer.model_validate(graph)
    assert [node["label"] for node in graph["nodes"][:2]] == ["w", "x"]
    assert graph["nodes"][0]["grad"] == w.grad
    assert graph["passes"][0]["data"] == loss.data
    assert picture_of(loss, []).parameters[-1] == 2


class TestMemory:
    """Runs are remembered, so many as there is room for."""

    def test_the_same_program_is_run_once(self) -> None:
        runs = Runs(1_000)
        assert runs.get(CALLS, Limits()) is runs.get(CALLS, Limits())

    def test_limits_are_part_of_the_question(self) -> None:
        runs = Runs(1_000)
        runs.get(CALLS, Limits())
        with pytest.raises(LanguageError):
            runs.get(CALLS, Limits(max_nodes=2))

    def test_the_oldest_goes_when_there_are_too_many_values(self) -> None:
        weight = Runs(1_000).get(CALLS, Limits()).weight
        runs = Runs(2 * weight)
        first = runs.get(CALLS, Limits())
        runs.get(CALLS + " ", Limits())
        assert runs.get(CALLS, Limits()) is first
        runs.get(CALLS + "  ", Limits())
        assert len(runs) == 2
        assert runs.get(CALLS, Limits()) is first
        tight = Runs(2 * weight - 1)
        tight.get(CALLS, Limits())
        tight.get(CALLS + " ", Limits())
        assert len(tight) == 1

    def test_what_is_larger_than_the_memory_is_answered_and_forgotten(self) -> None:
        runs = Runs(0)
        assert runs.get(CALLS, Limits()).ran.values
        assert len(runs) == 0

    def test_many_threads_get_equal_answers(self) -> None:
        runs, found = Runs(20_000), []

        def work(index: int) -> None:
            content = folded_answer(runs, TRAINED, index % 3, "auto", Limits(), Bounds())
            found.append((index % 3, content))

        threads = [threading.Thread(target=work, args=(i,)) for i in range(9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 9
        assert len(set(found)) == 3


def test_a_line_that_nothing_uses_yet_is_on_the_picture(client: Client) -> None:
    graph = ask(client, "a = 2.0\nb = a*a\nc = 5.0", open="auto")
    whole = ask(client, "a = 2.0\nb = a*a\nc = 5.0")
    assert [node["label"] for node in graph["nodes"]] == [node["label"] for node in whole["nodes"]]
    assert graph["root"] == whole["root"]

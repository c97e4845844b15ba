"""Real trainings over the socket: the lecture's numbers, going back, resuming, looking inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from engine import kernels
from engine.train import PRESETS, Config, Trainer
from tests.app.sockets import Served, Talk, Told, serving

SMALL: Told = {"samples": 20, "hidden": [4, 3], "steps": 500, "activation": "tanh", "learning_rate": 0.1}


@pytest.fixture(autouse=True)
def _compiled() -> None:
    """One executor from the start: two differ in last digits."""
    assert kernels.warm(), kernels.trouble()


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving() as served:
        yield served


def preset(name: str) -> Told:
    return PRESETS[name].to_dict()


def resume_of(ready: Told, frame: Told, changes: list[Told]) -> Told:
    """What a browser holds, as it sends it."""
    return {
        "config": ready["base"],
        "changes": changes,
        "step": frame["step"],
        "parameters": frame["parameters"].tolist(),
        "state": frame["state"].tolist(),
        **frame["resume_extra"],
    }


MOONS = {
    0: (0.8958441028683222, 0.5),
    1: (1.7235905336972022, None),
    2: (0.7429006313851131, None),
    3: (0.7705641260584198, None),
    10: (0.24507023853658053, None),
    20: (0.18977522856087634, None),
    40: (0.06016009895234464, 1.0),
    57: (0.018987407426128502, None),
    99: (0.010978370135492717, 1.0),
}
"""The moons demo in LECTURE.md: loss and, where told, accuracy."""

LECTURE = {0: 6.005402783252284, 1: 3.2021496469205015, 2: 2.4621709281541335, 19: 0.01778187468615766}


def test_the_moons_demo_has_the_lectures_losses_and_accuracies_to_1e_9(server: Served) -> None:
    with server.talking(start=preset("moons-demo")) as talk:
        talk.say("view", grid=8, unit_grid=4)
        talk.say("play")
        talk.until("done")
        talk.frame(100)
        history = talk.history()
    assert history[:, 0].tolist() == list(range(100))
    for step, (loss, accuracy) in MOONS.items():
        assert history[step, 1] == pytest.approx(loss, abs=1e-9)
        if accuracy is not None:
            assert history[step, 2] == accuracy
    np.testing.assert_allclose(history[:, 3], [1.0 - 0.9 * k / 100 for k in range(100)], rtol=1e-15)


def test_the_lectures_mlp_has_its_losses_to_1e_9(server: Served) -> None:
    with server.talking(start=preset("lecture")) as talk:
        talk.say("play")
        talk.until("done")
        talk.frame(20)
        history = talk.history()
    assert len(history) == 20
    for step, loss in LECTURE.items():
        assert history[step, 1] == pytest.approx(loss, abs=1e-9)


def test_ready_tells_shapes_names_data_and_settings(server: Served) -> None:
    with server.talking() as talk:
        talk.say("start", config={})
        ready = talk.until("ready")
    assert ready["shapes"] == [2, 16, 16, 1]
    assert ready["unit_layers"] == [16, 16, 1]
    assert len(ready["parameters"]) == 337
    assert ready["parameters"][0] == "Layer 1, neuron 1, w1"
    assert len(ready["data"]["train"]["x"]) == 100
    assert set(ready["data"]["train"]["y"]) == {-1, 1}
    assert ready["config"] == Config().to_dict()


def test_a_frame_has_every_array_in_its_shape(server: Served) -> None:
    with server.talking(start={**SMALL, "optimizer": "adam"}) as talk:
        talk.say("view", grid=6, unit_grid=5, sample=0)
        frame = talk.until("frame", lambda told: told["followed"] == 0)
    shapes = {name: frame[name].shape for name in ("parameters", "state", "gradients", "updates", "scores")}
    assert shapes == {
        "parameters": (31,),
        "state": (2, 31),
        "gradients": (31,),
        "updates": (31,),
        "scores": (20,),
    }
    assert (frame["boundary"].shape, frame["units"].shape) == ((6, 6), (8, 5, 5))
    assert frame["activations"].shape == (8,)
    assert frame["activations"][-1] == frame["scores"][0]
    assert frame["sample_gradients"].shape == frame["unit_gradients"].shape == (8,)
    assert frame["sample_parameters"].shape == frame["data_gradients"].shape == (31,)
    whole = frame["data_gradients"] + frame["penalty_gradients"]
    np.testing.assert_allclose(frame["gradients"], whole, atol=1e-7)
    assert frame["batch_loss"] + frame["penalty"] == pytest.approx(frame["loss"], rel=1e-12)
    assert len(frame["layers"]) == 3


def test_more_classes_and_curves_have_pictures_of_their_own_shape(server: Served) -> None:
    classes = {"dataset": "gaussians", "classes": 3, "loss": "softmax_nll", "samples": 30, "hidden": [4]}
    with server.talking(start=classes) as talk:
        talk.say("view", grid=6, unit_grid=5)
        frame = talk.until("frame", lambda told: told["boundary"].shape[-1] == 6)
        assert (frame["boundary"].shape, frame["scores"].shape) == ((3, 6, 6), (3, 30))
        assert frame["units"].shape == (7, 5, 5)
    curve = {"dataset": "sine", "loss": "mse", "samples": 30, "hidden": [4]}
    with server.talking(start=curve) as talk:
        talk.say("view", grid=6, unit_grid=5)
        frame = talk.until("frame", lambda told: told["boundary"].shape[-1] == 6)
        assert (frame["boundary"].shape, frame["units"].shape) == ((6,), (5, 5))
        assert frame["accuracy"] is None


def trained(talk: Talk, steps: int) -> Told:
    talk.say("step", count=steps)
    return talk.until("frame", lambda told: told["step"] == steps)


def test_going_back_shows_the_same_numbers_and_a_branch_forgets_what_came_after(server: Served) -> None:
    with server.talking(start=SMALL) as talk:
        early = trained(talk, 30)
        late = trained_to(talk, 200)
        talk.say("seek", step=30)
        back = talk.frame(30)
        assert back["end"] == 200
        assert back["parameters"].tolist() == early["parameters"].tolist()
        talk.say("seek", step=200)
        assert talk.frame(200)["parameters"].tolist() == late["parameters"].tolist()
        talk.say("seek", step=100)
        talk.say("set", learning_rate=0.5)
        talk.say("step", count=10)
        branch = talk.frame(110)
        assert branch["end"] == 110
        talk.say("seek", step=111)
        assert talk.error()["hint"] == "The latest one is 110."
    expected = Trainer(Config.from_dict(SMALL))
    expected.advance(100)
    expected.set(learning_rate=0.5)
    expected.advance(10)
    assert branch["parameters"].tolist() == expected.parameters.tolist()


def trained_to(talk: Talk, step: int) -> Told:
    known = next((told["step"] for told in reversed(talk.heard) if told["type"] == "frame"), 0)
    talk.say("step", count=step - known)
    return talk.frame(step)


def test_a_learning_rate_set_while_it_plays_is_the_rate_from_that_step_on(server: Served) -> None:
    with server.talking(start={**SMALL, "steps": 100_000, "schedule": "constant"}) as talk:
        talk.say("play", steps_per_second=200)
        talk.until("frame", lambda told: told["step"] > 5)
        talk.say("set", learning_rate=0.01, l2=0.0)
        changed = talk.until("changed")
        at = changed["changes"][0]["step"]
        assert changed["changes"] == [{"step": at, "fields": {"learning_rate": 0.01, "l2": 0.0}}]
        talk.until("frame", lambda told: told["step"] > at + 20)
        talk.say("pause")
        talk.until("frame", lambda told: not told["playing"])
        history = talk.history()
    rates = dict(zip(history[:, 0].tolist(), history[:, 3].tolist(), strict=True))
    assert rates[at - 1] == 0.1
    assert rates[at] == 0.01


def test_points_added_while_it_plays_are_the_data_from_then_on(server: Served) -> None:
    points = [[0.0, 0.0, -1.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]
    with server.talking(start={**SMALL, "points": points}) as talk:
        trained(talk, 5)
        talk.say("set", points=[*points, [3.0, -2.0, -1.0]])
        ready = talk.until("ready")
        assert (ready["restarted"], ready["step"]) == (False, 5)
        assert ready["data"]["train"]["x"][-1] == [3, -2]
        assert ready["range"][1] > 3
        talk.say("step")
        assert talk.frame(6)["scores"].shape == (4,)


def test_another_model_starts_over_from_the_seed(server: Served) -> None:
    with server.talking(start=SMALL) as talk:
        trained(talk, 5)
        talk.say("set", hidden=[3])
        ready = talk.until("ready")
        assert (ready["restarted"], ready["step"], ready["shapes"]) == (True, 0, [2, 3, 1])


def test_going_back_past_a_change_tells_the_settings_that_held_there() -> None:
    with serving() as server, server.talking() as talk:
        talk.say("start", config=SMALL)
        usual = talk.until("ready")["config"]["learning_rate"]
        trained(talk, 20)
        talk.say("set", learning_rate=0.05)
        talk.until("changed")
        trained_to(talk, 30)
        talk.say("seek", step=10)
        back = talk.until("changed")
        assert (back["config"]["learning_rate"], back["step"]) == (usual, 10)
        assert [change["step"] for change in back["changes"]] == [20]  # it can still be gone to
        talk.say("seek", step=25)
        assert talk.until("changed")["config"]["learning_rate"] == 0.05
        talk.say("seek", step=10)
        talk.until("changed")
        talk.say("step", count=2)
        dropped = talk.until("changed")
        assert (dropped["changes"], dropped["config"]["learning_rate"]) == ([], usual)


def test_going_back_past_an_edit_of_the_points_tells_the_points_that_were_there() -> None:
    with serving() as server, server.talking() as talk:
        talk.say("start", config=SMALL)
        before = talk.until("ready")["data"]["train"]
        trained(talk, 5)
        talk.say("set", points=[[0.0, 1.0, 1], [1.0, 0.0, -1]])
        assert len(talk.until("ready")["data"]["train"]["x"]) == 2
        trained_to(talk, 9)
        talk.say("seek", step=3)
        back = talk.until("ready")
        assert (back["restarted"], back["step"], back["data"]["train"]) == (False, 3, before)


ADAM = {**SMALL, "optimizer": "adam", "batch_size": 7, "test_fraction": 0.25}


@pytest.mark.parametrize("config", [SMALL, ADAM, {**SMALL, "forget_zero_grad": True}, {**ADAM, "l1": 0.01}])
def test_a_training_goes_on_bit_for_bit_on_another_server(config: Told) -> None:
    """The first server is gone; what the browser holds is enough. Both run on the same loops."""
    with serving() as first, first.talking() as talk:
        talk.say("start", config=config)
        ready = talk.until("ready")
        trained(talk, 20)
        talk.say("set", learning_rate=0.05)
        changes = talk.until("changed")["changes"]
        held = trained_to(talk, 50)
        whole = trained_to(talk, 90)
    with serving() as second, second.talking() as talk:
        talk.say("start", resume=json.loads(json.dumps(resume_of(ready, held, changes))))
        assert talk.until("ready")["step"] == 50
        resumed = talk.frame(50)
        assert resumed["parameters"].tolist() == held["parameters"].tolist()
        on = trained_to(talk, 90)
        assert on["parameters"].tolist() == whole["parameters"].tolist()
        assert on["state"].tolist() == whole["state"].tolist()
        talk.say("seek", step=20)
        assert talk.frame(20)["end"] == 90


def held_by_browser(server: Served) -> Told:
    with server.talking() as talk:
        talk.say("start", config=ADAM)
        return resume_of(talk.until("ready"), trained(talk, 3), [])


BROKEN: list[Told] = [
    {"parameters": []},
    {"parameters": [1e301] * 31},
    {"parameters": ["1"] * 31},
    {"parameters": None},
    {"parameters": [[1.0]] * 31},
    {"state": []},
    {"state": [[0.0] * 31]},
    {"state": [[0.0] * 31, [-1.0] * 31]},
    {"step": -1},
    {"step": 1.5},
    {"step": True},
    {"step": 10**12},
    {"step": 1_000_001},
    {"number": "3"},
    {"optimizer": "lbfgs"},
    {"optimizer": ["adam"]},
    {"config": None},
    {"config": {"hidden": [5]}},
    {"config": {"samples": 10**9}},
    {"changes": None},
    {"changes": [3]},
    {"changes": [{"step": 1}]},
    {"changes": [{"step": 1, "fields": {"hidden": [9, 9]}}]},
    {"changes": [{"step": 2, "fields": {}}, {"step": 1, "fields": {}}]},
    {"changes": [{"step": 1, "fields": {"samples": 10**9}}]},
    {"piled": [1.0]},
    {"floor": "x"},
]


def test_what_cannot_be_resumed_is_told_and_harms_nothing(server: Served) -> None:
    held = held_by_browser(server)
    with server.talking() as talk:
        for broken in BROKEN:
            talk.say("start", resume={**held, **broken})
            told = talk.hear()
            if broken in ({"floor": "x"}, {"changes": [{"step": 1}]}):  # may be passed over
                continue
            assert told["type"] == "error", broken
            assert told["error"]["code"] in {"config", "limit"}, (broken, told)
        talk.say("start", resume=held)
        talk.until_after_errors("ready")


@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"nonsense": 1}, "nonsense"),
        ({"dataset": "cats"}, "dataset"),
        ({"hidden": [0]}, "hidden"),
        ({"hidden": "16"}, "hidden"),
        ({"samples": True}, "samples"),
        ({"learning_rate": "fast"}, "learning_rate"),
        ({"learning_rate": -1}, "learning_rate"),
        ({"points": [[1, 2]]}, "loss"),
        ({"points": [[1, 2, 1e300]]}, "points"),
        ({"loss": "bce", "output_activation": "tanh"}, "output_activation"),
        ({"flip_gradient": 337}, "flip_gradient"),
        ({"seed": 2**40}, "seed"),
    ],
)
def test_an_error_of_the_configuration_names_the_field(server: Served, config: Any, field: str) -> None:
    with server.talking() as talk:
        talk.say("start", config=config)
        error = talk.error()
        assert (error["code"], error["field"]) == ("config", field)
        assert error["message"].endswith(".")


def test_a_wrong_setting_while_it_plays_changes_nothing(server: Served) -> None:
    with server.talking(start=SMALL) as talk:
        talk.say("play", steps_per_second=100)
        talk.until("frame", lambda told: told["step"] > 2)
        talk.say("set", learning_rate=1e9)
        assert talk.error()["field"] == "learning_rate"
        assert talk.until("frame", lambda told: told["step"] > 10)["learning_rate"] <= 0.1


@pytest.mark.parametrize(
    ("setting", "most", "good", "bad", "field"),
    [
        ("train_max_samples", 30, {"samples": 30}, {"samples": 31}, "samples"),
        ("train_max_steps", 9, {"steps": 9}, {"steps": 10}, "steps"),
        ("train_max_layers", 2, {"hidden": [2, 2]}, {"hidden": [2, 2, 2]}, "hidden"),
        ("train_max_units", 5, {"hidden": [5]}, {"hidden": [6]}, "hidden"),
        ("train_max_parameters", 21, {"hidden": [5]}, {"hidden": [6]}, "hidden"),
        ("train_max_points", 2, {"points": [[0, 0, 1]] * 2}, {"points": [[0, 0, 1]] * 3}, "points"),
    ],
)
def test_each_limit_holds_at_its_edge_for_starts_and_changes(
    setting: str, most: int, good: Told, bad: Told, field: str
) -> None:
    small = {"samples": 5, "hidden": [2], "steps": 5}
    with serving(None, **{setting: most}) as server, server.talking() as talk:
        talk.say("start", config={**small, **good})
        talk.until("ready")
        talk.say("set", **bad)
        assert talk.error()["field"] == field
        talk.say("start", config={**small, **bad})
        error = talk.error()
        assert (error["code"], error["field"]) == ("limit", field)
        assert error["hint"] == f"This server takes {most}."


def test_changes_are_remembered_up_to_the_limit() -> None:
    with serving(train_max_changes=3) as server, server.talking(start=SMALL) as talk:
        for step in range(1, 4):
            trained_to(talk, step)
            talk.say("set", learning_rate=0.1 + step)
            assert len(talk.until("changed")["changes"]) == step
        talk.say("set", learning_rate=0.7)  # instead of the third
        talk.until("changed")
        trained_to(talk, 4)
        talk.say("set", learning_rate=0.9)
        assert talk.error()["code"] == "limit"


def test_divergence_is_told_in_words(server: Served) -> None:
    with server.talking(start={**SMALL, "loss": "mse", "activation": "linear", "learning_rate": 1e6}) as talk:
        talk.say("play")
        told = talk.until("diverged")
        assert "learning rate" in told["message"]
        assert np.isfinite(talk.until("frame", lambda t: not t["playing"])["parameters"]).all()
        talk.say("seek", step=0)
        talk.frame(0)


def test_a_samples_graph_has_the_losses_value_and_the_trainings_gradients(server: Served) -> None:
    config = {**SMALL, "hidden": [3]}
    with server.talking(start=config) as talk:
        trained(talk, 7)
        talk.say("inspect", sample=4, open=None)
        graph = talk.until("graph")
    trainer = Trainer(Config.from_dict(config))
    trainer.advance(7)
    sample = trainer.inspect(4)
    assert (graph["step"], graph["sample"], graph["seed"]) == (7, 4, 1.0)
    assert graph["nodes"][graph["root"]]["data"] == sample.root.data
    assert graph["folded"]["values"] == len(sample.values)
    assert graph["x"] == sample.x


def test_a_units_graph_is_seeded_with_what_reaches_it_from_the_loss(server: Served) -> None:
    config = {**SMALL, "hidden": [3]}
    with server.talking(start=config) as talk:
        talk.say("inspect", sample=4, unit=[0, 1])
        graph = talk.until("graph")
        talk.say("inspect", sample=4, unit=[7, 0])
        assert talk.error()["message"] == "There is no such neuron."
        talk.say("inspect", sample=4_000)
        assert talk.error()["hint"] == "There are 20 of them."
    sample = Trainer(Config.from_dict(config)).inspect(4)
    unit = sample.unit(0, 1)
    root = graph["nodes"][graph["root"]]
    assert (root["data"], graph["seed"]) == (unit.data, unit.grad)
    weights = {value.label: value.grad for value in sample.values if value.scope == ("Layer 1", "Neuron 2")}
    for node in graph["nodes"]:
        if node["label"] in {"w1", "w2", "b"}:
            assert node["grad"] == weights[node["label"]]


def test_the_options_list_every_field_within_this_servers_limits() -> None:
    with serving(train_max_samples=77) as server:
        import httpx

        found = httpx.get(f"http://127.0.0.1:{server.port}/api/train/options").json()
    fields = {field["name"]: field for field in found["fields"]}
    assert set(fields) == set(Config().to_dict()) == set(found["default"])
    assert fields["samples"]["high"] == 77
    assert fields["hidden"]["new_model"] is True
    assert fields["learning_rate"]["new_model"] is False
    assert set(found["presets"]) >= {"lecture", "moons-demo"}
    for config in found["presets"].values():
        assert Config.from_dict(config).to_dict() == config

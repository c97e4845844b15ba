"""Configurations: what may be, and who is told what when it may not."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.train.config import FIELDS, PRESETS, Config
from engine.train.fields import MOST_LAYERS, MOST_POINTS, MOST_UNITS, ConfigError
from engine.train.model import samples


@pytest.mark.parametrize("name", list(PRESETS))
def test_a_configuration_survives_json(name: str) -> None:
    config = PRESETS[name]
    assert Config.from_dict(json.loads(json.dumps(config.to_dict()))) == config
    assert set(config.to_dict()) == set(FIELDS)


def test_the_presets_are_the_lectures_models() -> None:
    assert PRESETS["lecture"].shapes == [3, 4, 4, 1]
    assert PRESETS["moons-demo"].shapes == [2, 16, 16, 1]


def test_points_survive_json_and_are_rows_of_floats() -> None:
    config = Config.from_dict({"points": [[0, 1, -1], [2, 3, 1]]})
    assert config.dataset == "points"
    assert config.points == ((0.0, 1.0, -1.0), (2.0, 3.0, 1.0))
    assert Config.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_choosing_another_dataset_drops_the_points_and_giving_points_chooses_them() -> None:
    own = Config(dataset="xor").replace(points=[[0, 0, 1]])
    assert own.dataset == "points"
    assert own.replace(dataset="circles").points is None
    assert own.replace(learning_rate=0.5).points == own.points


BAD: list[tuple[str, dict[str, Any]]] = [
    ("dataset", {"dataset": "cubes"}),
    ("dataset", {"dataset": 3}),
    ("dataset", {"dataset": ["moons"]}),
    ("samples", {"samples": 1}),
    ("samples", {"samples": 20_001}),
    ("samples", {"samples": 2.5}),
    ("samples", {"samples": True}),
    ("samples", {"samples": "100"}),
    ("noise", {"noise": -0.1}),
    ("noise", {"noise": float("nan")}),
    ("noise", {"noise": float("inf")}),
    ("noise", {"noise": None}),
    ("classes", {"dataset": "spiral", "classes": 7}),
    ("test_fraction", {"test_fraction": 0.95}),
    ("hidden", {"hidden": 16}),
    ("hidden", {"hidden": "16"}),
    ("hidden", {"hidden": [16, 0]}),
    ("hidden", {"hidden": [MOST_UNITS + 1]}),
    ("hidden", {"hidden": [True]}),
    ("hidden", {"hidden": [1] * (MOST_LAYERS + 1)}),
    ("hidden", {"hidden": [512, 512]}),
    ("points", {"points": []}),
    ("points", {"points": [[1, 2, 1]] * (MOST_POINTS + 1)}),
    ("points", {"points": [[1]]}),
    ("points", {"points": [[1, 2, 3, 4, 5]]}),
    ("points", {"points": [[1, 2, 1], [1, 2]]}),
    ("points", {"points": [[1, float("inf"), 1]]}),
    ("points", {"points": [[1, "2", 1]]}),
    ("points", {"points": "1,2,1"}),
    ("points", {"dataset": "points"}),
    ("points", {"dataset": "moons", "points": [[1, 2, 1]]}),
    ("learning_rate", {"learning_rate": 1e7}),
    ("seed", {"seed": 2**32}),
    ("seed", {"seed": -1}),
    ("steps", {"steps": 0}),
    ("batch_size", {"batch_size": 0}),
    ("flip_gradient", {"flip_gradient": 337}),
    ("forget_zero_grad", {"forget_zero_grad": 1}),
    ("wings", {"wings": 2}),
    ("loss", {"loss": "hinge", "dataset": "sine"}),
    ("loss", {"loss": "softmax_nll", "dataset": "sine"}),
    ("loss", {"loss": "bce", "points": [[0, 0, 3]]}),
    ("loss", {"loss": "softmax_nll", "points": [[0, 0, 0.5]]}),
    ("loss", {"loss": "mse", "dataset": "spiral", "classes": 3}),
    ("output_activation", {"loss": "bce", "output_activation": "tanh"}),
    ("output_activation", {"loss": "hinge", "output_activation": "sigmoid"}),
]


@pytest.mark.parametrize(("field", "given"), BAD)
def test_a_wrong_setting_is_named_in_a_sentence(field: str, given: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_dict(given)
    assert caught.value.field == field
    assert caught.value.message.endswith(".")
    assert "Traceback" not in str(caught.value)


EDGES: list[dict[str, Any]] = [
    {"samples": 2}, {"samples": 20_000}, {"noise": 0}, {"noise": 10}, {"test_fraction": 0.9},
    {"hidden": []}, {"hidden": [MOST_UNITS]}, {"hidden": [1] * MOST_LAYERS}, {"hidden": (3, 2)},
    {"seed": 2**32 - 1}, {"seed": 0}, {"steps": 1_000_000_000}, {"learning_rate": 0},
    {"points": [[0, 0, 1]] * MOST_POINTS}, {"points": [[1e6, -1e6, 1]]}, {"points": [[1, 2]], "loss": "mse"},
    {"flip_gradient": 336}, {"batch_size": None}, {"samples": 50.0},
    {"dataset": "spiral", "classes": 6, "loss": "softmax_nll"},
    {"points": [[0, 0, 9], [0, 0, 0]], "loss": "softmax_nll"},
    {"output_activation": "sigmoid", "loss": "mse"},
]  # fmt: skip


@pytest.mark.parametrize("given", EDGES)
def test_a_setting_at_the_edge_is_taken(given: dict[str, Any]) -> None:
    config = Config.from_dict(given)
    for name, value in given.items():
        assert getattr(config, name) == (tuple(map(tuple, value)) if name == "points" else
                                         tuple(value) if name == "hidden" else value)  # fmt: skip


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(list(FIELDS)) | st.text(max_size=8), json_values, max_size=4))
def test_whatever_json_says_is_a_configuration_or_a_config_error(given: dict[str, Any]) -> None:
    try:
        config = Config.from_dict(given)
    except ConfigError:
        return
    assert Config.from_dict(config.to_dict()) == config


@pytest.mark.parametrize(
    ("loss", "targets", "kind", "classes", "coded"),
    [
        ("hinge", [-1, 1], "binary", 2, [-1, 1]),
        ("hinge", [0, 1], "binary", 2, [-1, 1]),
        ("mse", [-1, 1], "binary", 2, [-1, 1]),
        ("mse", [0, 1], "regression", 0, [0, 1]),
        ("mse", [0.5, 7], "regression", 0, [0.5, 7]),
        ("softmax_nll", [0, 2], "classes", 3, [0, 2]),
        ("softmax_nll", [0, 1], "binary", 2, [-1, 1]),
        ("softmax_nll", [-1, 1], "binary", 2, [-1, 1]),
    ],
)
def test_what_own_points_mean_depends_on_the_loss(
    loss: str, targets: list[float], kind: str, classes: int, coded: list[float]
) -> None:
    data = samples(
        Config(loss=loss, dataset="points", points=((0.0, 0.0, targets[0]), (1.0, 1.0, targets[1])))
    )
    assert (data.kind, data.classes, data.y_train.tolist()) == (kind, classes, coded)

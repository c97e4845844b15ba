"""A trained model runs elsewhere with the same scores."""

import json
import sys
import types
from typing import Any

import pytest

import engine
from engine.train import Config, Trainer
from engine.train.export import exported
from tests.engine.train.trainings import executor

__all__ = ["executor"]  # a fixture

CONFIGS = {
    "relu": Config(samples=12, hidden=(5, 3)),
    "squares, two activations": Config(
        samples=12, hidden=(4, 3), inputs=("x1", "x1^2", "x1*x2", "sin(x2)"), activations=("tanh", "sin")
    ),
    "classes": Config(
        dataset="spiral", classes=3, samples=12, hidden=(4,), activation="gelu", loss="softmax_nll"
    ),
    "a curve": Config(dataset="sine", samples=12, hidden=(4,), activation="sigmoid", loss="mse"),
    "no layer": Config(dataset="line", samples=12, hidden=(), loss="mse"),
}


def trained(name: str) -> Trainer:
    trainer = Trainer(CONFIGS[name])
    trainer.advance(3)
    return trainer


@pytest.mark.parametrize("name", CONFIGS)
def test_pytorch_gives_the_same_scores(torch: Any, name: str) -> None:
    trainer, names = trained(name), {}  # type: ignore[var-annotated]
    exec(exported(trainer, "torch"), names)
    scores = names["model"](torch.tensor(trainer.data.x_train)).detach().numpy().T
    assert scores.tolist() == [pytest.approx(row, abs=1e-9) for row in trainer.scores().tolist()]


@pytest.mark.parametrize("name", CONFIGS)
def test_microgards_values_give_the_same_scores(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    trainer, names = trained(name), {}  # type: ignore[var-annotated]
    for module in ("micrograd", "micrograd.engine"):
        monkeypatch.setitem(sys.modules, module, types.ModuleType(module))
    sys.modules["micrograd.engine"].Value = engine.Value  # type: ignore[attr-defined]
    exec(exported(trainer, "micrograd"), names)
    scores = [[value.data for value in names["model"](x)] for x in trainer.data.x_train.tolist()]
    assert scores == [pytest.approx(row, abs=1e-9) for row in trainer.scores().T.tolist()]


def test_json_holds_everything_with_its_names() -> None:
    trainer = trained("relu")
    told = json.loads(exported(trainer, "json"))
    assert told["config"] == trainer.config.to_dict()
    assert list(told["parameters"].values()) == trainer.parameters.tolist()
    assert [len(layer["weights"]) for layer in told["layers"]] == [5, 3, 1]

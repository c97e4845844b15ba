"""The small neural net library."""

import random

import pytest

from engine import Value
from engine.nn import MLP, Neuron
from tests.engine.lecture_figures import MLP_FIRST_PREDICTION
from tests.engine.rooted import run

ACTIVATIONS = ["relu", "tanh", "sigmoid", "leaky_relu", "softplus", "silu", "gelu", "sin", "linear"]


def test_the_lectures_model_predicts_the_lectures_number() -> None:
    model = MLP(3, [4, 4, 1], activation="tanh", bias="uniform", linear_output=False, rng=random.Random(1337))
    assert len(model.parameters()) == 41
    assert model([2.0, 3.0, -1.0]).data == pytest.approx(MLP_FIRST_PREDICTION, abs=1e-12)


def test_a_generator_of_its_own_draws_the_same_and_leaves_the_others_alone() -> None:
    random.seed(3)
    before = random.getstate()
    own = [p.data for p in MLP(2, [3, 1], rng=random.Random(7)).parameters()]
    assert random.getstate() == before
    random.seed(7)
    assert [p.data for p in MLP(2, [3, 1]).parameters()] == own


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_the_function_of_its_name(name: str) -> None:
    neuron = Neuron(1, activation=name, rng=random.Random(2))
    expected = Value(0.75) if name == "linear" else getattr(Value(0.75), name)()
    assert neuron.activate(Value(0.75)).data == expected.data
    x = neuron.w[0].data * 2.0
    assert neuron([2.0]).data == (Value(x) if name == "linear" else getattr(Value(x), name)()).data
    assert name.replace("_", "") in repr(neuron).lower()


def test_an_unknown_activation_is_told() -> None:
    with pytest.raises(ValueError, match="no activation called loud"):
        Neuron(1, activation="loud")([1.0])


def test_the_last_layer_may_have_an_activation_of_its_own() -> None:
    rng = random.Random(1)
    assert str(MLP(2, [2, 1], output="sigmoid", rng=rng)) == (
        "MLP of [Layer of [ReLUNeuron(2), ReLUNeuron(2)], Layer of [SigmoidNeuron(2)]]"
    )
    assert (
        str(MLP(1, [1], activation="tanh", linear_output=False, rng=rng))
        == "MLP of [Layer of [TanhNeuron(1)]]"
    )
    assert str(MLP(1, [1], activation="tanh", rng=rng)) == "MLP of [Layer of [LinearNeuron(1)]]"


def test_programs_see_the_same_activations() -> None:
    printed = run(
        "from micrograd.nn import MLP\nimport random\nrandom.seed(5)\n"
        "m = MLP(2, [3, 1], activation='sigmoid', output='tanh')\ny = m([1.0, -2.0])\nprint(m, y.data)\ny"
    ).output
    random.seed(5)
    model = MLP(2, [3, 1], activation="sigmoid", output="tanh")
    assert printed.split("\n")[0] == f"{model} {model([1.0, -2.0]).data}"

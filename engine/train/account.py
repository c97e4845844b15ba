"""All that somebody else needs to repeat a training, and to find the same numbers."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import Any, Final

from engine.losses import LOSSES
from engine.optim import WORDS as OPTIMIZERS
from engine.schedules import WORDS as SCHEDULES
from engine.train.config import INITS
from engine.train.model import EQUAL, first_parameters
from engine.train.trainer import Trainer

BATCHES: Final = (
    "Epoch e takes the training samples in the order numpy.random.RandomState([seed, 2, e]).permutation(n). "
    "The orders of epochs 0, 1, 2 … follow each other in one row, and step k takes the places k * batch_size "
    "up to (k + 1) * batch_size of it."
)
SPLIT: Final = (
    "Of numpy.random.RandomState([seed, 1]).random_sample(samples) the smallest numbers, "
    "round(samples * test_fraction) of them, name the test samples; the others keep their order."
)
PARAMETERS: Final = (
    "Layer by layer, neuron by neuron, its weights and then its bias. Weights are drawn in this order by "
    "Python's random.Random(seed).uniform(-1, 1), then multiplied by their layer's limit."
)


def account(trainer: Trainer) -> dict[str, Any]:
    """The set-up, the very samples, the parameters at the start and now, and in words how each was made."""
    base, data = trainer.base, trainer.data
    return {
        "config": base.to_dict(),
        "changes": [change._asdict() for change in trainer.changes],
        "data": {
            "train": {"x": data.x_train.tolist(), "y": data.y_train.tolist()},
            "test": {"x": data.x_test.tolist(), "y": data.y_test.tolist()},
        },
        "inputs": list(base.entries),
        "shapes": trainer.shapes,
        "names": trainer.names,
        "start": first_parameters(base).tolist(),
        "end": trainer.parameters.tolist(),
        "made": {
            "split": SPLIT,
            "batches": BATCHES if base.batch_size is not None else "Every step takes all training samples.",
            "parameters": PARAMETERS,
            "init": INITS[base.init],
            "limits": _limits(trainer),
            "loss": _loss(trainer),
            "optimizer": OPTIMIZERS[base.optimizer],
            "schedule": SCHEDULES[base.schedule],
        },
    }


def _limits(trainer: Trainer) -> list[float]:
    """For each layer, how far its first weights may be from 0."""
    init = trainer.base.init
    fixed = {"zeros": 0.0, "equal": EQUAL, "glorot": None, "he": None}.get(init, 1.0)
    if fixed is not None:
        return [fixed] * (len(trainer.shapes) - 1)
    return [sqrt(6.0 / (ins + outs if init == "glorot" else ins)) for ins, outs in pairwise(trainer.shapes)]


def _loss(trainer: Trainer) -> str:
    base = trainer.base
    penalties = [
        f"{factor:g} * sum of {text} over all parameters"
        for factor, text in ((base.l1, "|p|"), (base.l2, "p**2"))
        if factor
    ]
    return " + ".join([LOSSES[base.loss].formula, *penalties])

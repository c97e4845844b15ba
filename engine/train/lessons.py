"""Trainings that show one thing each, and what helps. Tests measure what each is said to show."""

from __future__ import annotations

from typing import Any, Final

LONG: Final[dict[str, Any]] = {"schedule": "constant", "steps": 100_000, "l2": 0.0}

LESSONS: Final[dict[str, dict[str, Any]]] = {
    "rate-too-high": {  # a line has two parameters: its valley can be seen whole
        "dataset": "line", "samples": 40, "noise": 0.05, "hidden": (), "loss": "mse", "learning_rate": 1.1,
    },
    "vanishing": {
        "hidden": (8, 8, 8, 8, 8, 8, 8, 8), "activation": "sigmoid", "loss": "bce", "learning_rate": 0.3,
        "test_fraction": 0.3,
    },
    "dead-relus": {"hidden": (8, 8), "learning_rate": 5.0, "test_fraction": 0.3},
    "twins": {
        "hidden": (4,), "activation": "tanh", "init": "equal", "loss": "bce", "learning_rate": 0.5,
        "test_fraction": 0.3,
    },
    "momentum": {
        "hidden": (8, 8), "activation": "tanh", "init": "glorot", "loss": "bce", "optimizer": "momentum",
        "learning_rate": 0.05, "test_fraction": 0.3,
    },
    "overfitting": {
        "samples": 80, "noise": 0.35, "hidden": (32, 32), "activation": "tanh", "init": "glorot",
        "loss": "bce", "optimizer": "adam", "learning_rate": 0.01, "test_fraction": 0.5,
    },
    "forgot-zero-grad": {"learning_rate": 0.1, "forget_zero_grad": True, "test_fraction": 0.3},
    "flipped-sign": {
        "dataset": "circles", "hidden": (3,), "activation": "tanh", "learning_rate": 0.3, "flip_gradient": 12,
    },
}  # fmt: skip
"""Settings that differ from the moons demo's."""

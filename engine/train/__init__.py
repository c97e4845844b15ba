"""Training an MLP a step at a time, with all of its past at hand. It knows no socket."""

from engine.train.config import PRESETS, Config
from engine.train.fields import ConfigError, NeedsNewModel
from engine.train.history import Record, Records
from engine.train.look import Flow, LayerStats, SampleGraph
from engine.train.past import Change
from engine.train.trainer import Diverged, Trainer

__all__ = [
    "PRESETS", "Change", "Config", "ConfigError", "Diverged", "Flow", "LayerStats", "NeedsNewModel", "Record",
    "Records", "SampleGraph", "Trainer",
]  # fmt: skip

"""livegrad's mathematics: scalar Values, their graph, and the backward pass as contributions."""

from engine.backward import Contribution, backward_pass
from engine.gradcheck import GradientCheck, gradcheck
from engine.graph import topological_order
from engine.notebook import watch
from engine.ops import OPS, Op
from engine.value import Value

__all__ = [
    "OPS",
    "Contribution",
    "GradientCheck",
    "Op",
    "Value",
    "backward_pass",
    "gradcheck",
    "topological_order",
    "watch",
]

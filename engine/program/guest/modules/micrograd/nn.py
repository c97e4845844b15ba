"""`from micrograd.nn import MLP`: engine.nn is micrograd's own nn on the engine's Values."""

import random

from engine.nn import MLP, Layer, Module, Neuron
from engine.value import Value

__all__ = ["MLP", "Layer", "Module", "Neuron", "Value", "random"]

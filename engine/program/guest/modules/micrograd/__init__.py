"""micrograd: the engine under the names of Karpathy's package."""

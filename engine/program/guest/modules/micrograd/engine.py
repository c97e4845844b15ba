"""`from micrograd.engine import Value`."""

from engine.value import Value

__all__ = ["Value"]

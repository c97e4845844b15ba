"""Axes of three sides: accepted, and not shown."""

from matplotlib._stand_in import Anything


class Axes3D(Anything):
    """Accepted."""
